//! Generated tables.

pub(crate) mod folds;
pub(crate) mod readings;
