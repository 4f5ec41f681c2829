//! Generated tables.

pub(crate) mod digest;
pub(crate) mod disguises;
pub(crate) mod folds;
pub(crate) mod lexicon;
pub(crate) mod readings;
