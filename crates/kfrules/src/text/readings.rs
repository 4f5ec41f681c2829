//! How a hanzi is read.

use super::tables::readings::{ENTRIES, PAGE_BITS, PAGES, SETS, SYLLABLES};

/// The common readings of a hanzi without their tones, the primary one first; none for any other
/// character.
///
/// Readings that are rare in running text are left out. As in typed pinyin, `v` stands for ü.
///
/// ```
/// use kfrules::text::readings;
///
/// assert_eq!(readings('微').collect::<Vec<_>>(), ["wei"]);
/// assert_eq!(readings('女').collect::<Vec<_>>(), ["nv"]);
/// assert_eq!(readings('长').collect::<Vec<_>>(), ["zhang", "chang"]);
/// assert_eq!(readings('v').len(), 0);
/// ```
#[inline]
pub fn readings(c: char) -> impl ExactSizeIterator<Item = &'static str> {
    let code_point = c as usize;
    let page = usize::from(PAGES[code_point >> PAGE_BITS]);
    let set = ENTRIES[page << PAGE_BITS | code_point & ((1 << PAGE_BITS) - 1)];
    SETS[usize::from(set)].iter().map(|&syllable| SYLLABLES[usize::from(syllable)])
}
