//! Offsets in a pack's text to lines and columns.

use super::Word;
use crate::from_toml::Text;

/// Finds the line and the column of an offset.
pub(super) struct Places<'a> {
    source: &'a str,
    /// Where each line ends.
    ends: Vec<usize>,
    /// How many characters start before each block of the source, so that the columns of a long line
    /// are not counted from its start for each of its words.
    before: Vec<usize>,
}

/// The bytes of a block.
const BLOCK: usize = 256;

impl<'a> Places<'a> {
    pub(super) fn new(source: &'a str) -> Places<'a> {
        let ends = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let ends = ends.map(|(at, _)| at).collect();
        let mut before = vec![0];
        let mut counted = 0;
        for block in source.as_bytes().chunks(BLOCK) {
            counted += starts(block);
            before.push(counted);
        }
        Places { source, ends, before }
    }

    /// How many characters start before an offset.
    fn characters(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.before[block] + starts(&self.source.as_bytes()[block * BLOCK..offset])
    }

    /// The line and the column, in characters, both from 1.
    pub(super) fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.ends.partition_point(|&end| end < offset);
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        let offset = offset.min(self.source.len());
        (line + 1, self.characters(offset) - self.characters(start) + 1)
    }

    pub(super) fn word(&self, text: Text) -> Word {
        let (line, column) = self.place(text.span().start);
        Word { line, column, text: text.into_inner() }
    }

    pub(super) fn words(&self, texts: Vec<Text>) -> Vec<Word> {
        texts.into_iter().map(|text| self.word(text)).collect()
    }
}

/// How many characters start in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn columns_are_counted_in_characters() {
        let source = format!("{}\n{}v\n", "微a".repeat(200), "信".repeat(300));
        let places = Places::new(&source);
        for (offset, _) in source.char_indices().chain([(source.len(), ' ')]) {
            let line = source[..offset].matches('\n').count() + 1;
            let start = source[..offset].rfind('\n').map_or(0, |end| end + 1);
            let column = source[start..offset].chars().count() + 1;
            assert_eq!(places.place(offset), (line, column), "{offset}");
        }
    }
}
