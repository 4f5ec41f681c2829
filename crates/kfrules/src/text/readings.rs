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
    of(c).iter().map(|&syllable| spelling(syllable))
}

/// A toneless syllable by its number.
pub(crate) type Syllable = u16;

/// A set of readings by its number; 0 is the set of none.
pub(crate) type Set = u16;

/// How many sets of readings there are.
pub(crate) const SET_COUNT: usize = SETS.len();

/// How many syllables there are.
pub(crate) const SYLLABLE_COUNT: usize = SYLLABLES.len();

/// Which set of readings a character has.
#[inline]
pub(crate) fn set_of(c: char) -> Set {
    let code_point = c as usize;
    let page = usize::from(PAGES[code_point >> PAGE_BITS]);
    ENTRIES[page << PAGE_BITS | code_point & ((1 << PAGE_BITS) - 1)]
}

/// All sets.
pub(crate) fn sets() -> impl Iterator<Item = Set> + Clone {
    (0..SET_COUNT).map(|set| Set::try_from(set).expect("sets are numbered by `Set`"))
}

/// The readings of a set.
#[inline]
pub(crate) fn in_set(set: Set) -> &'static [Syllable] {
    SETS[usize::from(set)]
}

/// The common readings of a character, the primary one first.
#[inline]
pub(crate) fn of(c: char) -> &'static [Syllable] {
    in_set(set_of(c))
}

/// A syllable as it is typed.
#[inline]
pub(crate) fn spelling(syllable: Syllable) -> &'static str {
    SYLLABLES[usize::from(syllable)]
}

/// The number of a typed syllable.
pub(crate) fn syllable(typed: &str) -> Option<Syllable> {
    let index = SYLLABLES.binary_search(&typed).ok()?;
    Syllable::try_from(index).ok()
}

/// Whether letters are nothing but whole syllables, one after the other.
pub(crate) fn is_spelled_whole(letters: &str) -> bool {
    // By number of letters: whether so many can be taken apart.
    let mut whole = vec![false; letters.len() + 1];
    whole[0] = true;
    for end in 1..=letters.len() {
        whole[end] = (end.saturating_sub(LONGEST_SYLLABLE)..end)
            .any(|start| whole[start] && letters.get(start..end).and_then(syllable).is_some());
    }
    whole[letters.len()]
}

/// The most letters a syllable is typed with.
const LONGEST_SYLLABLE: usize = 6;
