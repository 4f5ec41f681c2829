//! Where something stands in a pack.

/// A string of a pack and where it stands, from 1, the column in characters.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}
