//! How the tables are looked up.

/// A number for each character, in three levels: what is the same in a table stands there once.
pub(crate) struct Pages {
    /// The row of a character, by its upper bits.
    pub(super) rows: &'static [u8],
    /// The rows, one after the other: the page of a character, by the bits in the middle.
    pub(super) pages: &'static [u16],
    /// The pages, one after the other.
    pub(super) entries: &'static [u16],
    /// A row holds two to this power pages.
    pub(super) row_bits: u32,
    /// A page holds two to this power entries.
    pub(super) page_bits: u32,
}

impl Pages {
    #[inline]
    pub(super) const fn entry(&self, c: char) -> u16 {
        let code_point = c as usize;
        let page = code_point >> self.page_bits;
        let row = self.rows[page >> self.row_bits] as usize;
        let page = self.pages[row << self.row_bits | page & ((1 << self.row_bits) - 1)] as usize;
        self.entries[page << self.page_bits | code_point & ((1 << self.page_bits) - 1)]
    }
}

/// One of the parts that stand one after the other, by where each begins and the last ends.
#[inline]
pub(super) const fn part<'a, T>(all: &'a [T], starts: &[u16], index: usize) -> &'a [T] {
    let (before, _) = all.split_at(starts[index + 1] as usize);
    before.split_at(starts[index] as usize).1
}
