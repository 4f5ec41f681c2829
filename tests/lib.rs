//! What several tests share: the slow oracle.

pub mod oracle;
