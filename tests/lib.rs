//! What several tests share: the slow oracles, the evaluation set, what is made to be slow, and what
//! is fuzzed.

pub mod accuracy;
pub mod attack;
pub mod bodies;
mod clock_oracle;
pub mod oracle;
