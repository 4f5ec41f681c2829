//! What several tests share: the slow oracle and the evaluation set.

pub mod accuracy;
pub mod oracle;
