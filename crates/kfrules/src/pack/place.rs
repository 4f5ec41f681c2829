//! Offsets in a pack's text to lines and columns.

use super::Word;
use super::schema::Text;

/// Finds the line and the column of an offset.
pub(super) struct Places<'a> {
    source: &'a str,
    /// Where each line ends.
    ends: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(source: &'a str) -> Places<'a> {
        let ends = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Places { source, ends: ends.map(|(at, _)| at).collect() }
    }

    /// The line and the column, in characters, both from 1.
    pub(super) fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.ends.partition_point(|&end| end < offset);
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        let column = self.source.get(start..offset).map_or(0, |text| text.chars().count());
        (line + 1, column + 1)
    }

    pub(super) fn word(&self, text: Text) -> Word {
        let (line, column) = self.place(text.span().start);
        Word { line, column, text: text.into_inner() }
    }

    pub(super) fn words(&self, texts: Vec<Text>) -> Vec<Word> {
        texts.into_iter().map(|text| self.word(text)).collect()
    }
}
