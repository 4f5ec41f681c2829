//! How a hanzi is read.

use super::pages::part;
use super::tables::readings::{BY_CHARACTER, SET_STARTS, SETS, SYLLABLE_STARTS, SYLLABLES};

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
pub(crate) const SET_COUNT: usize = SET_STARTS.len() - 1;

/// How many syllables there are.
pub(crate) const SYLLABLE_COUNT: usize = SYLLABLE_STARTS.len() - 1;

/// Which set of readings a character has.
#[inline]
pub(crate) const fn set_of(c: char) -> Set {
    BY_CHARACTER.entry(c)
}

/// All sets.
pub(crate) fn sets() -> impl Iterator<Item = Set> + Clone {
    (0..SET_COUNT).map(|set| Set::try_from(set).expect("sets are numbered by `Set`"))
}

/// The readings of a set.
#[inline]
pub(crate) const fn in_set(set: Set) -> &'static [Syllable] {
    part(&SETS, &SET_STARTS, set as usize)
}

/// The common readings of a character, the primary one first.
#[inline]
pub(crate) const fn of(c: char) -> &'static [Syllable] {
    in_set(set_of(c))
}

/// A syllable as it is typed.
#[inline]
pub(crate) fn spelling(syllable: Syllable) -> &'static str {
    let starts = &SYLLABLE_STARTS[usize::from(syllable)..];
    &SYLLABLES[usize::from(starts[0])..usize::from(starts[1])]
}

/// The number of a typed syllable.
pub(crate) fn syllable(typed: &str) -> Option<Syllable> {
    let index = TYPED.binary_search(&packed(typed.as_bytes())?).ok()?;
    Syllable::try_from(index).ok()
}

/// The syllables as numbers that are in the same order.
static TYPED: [u64; SYLLABLE_COUNT] = {
    let mut all = [0; SYLLABLE_COUNT];
    let mut index = 0;
    while index < SYLLABLE_COUNT {
        all[index] = match packed(part(SYLLABLES.as_bytes(), &SYLLABLE_STARTS, index)) {
            Some(number) => number,
            None => panic!("a syllable is longer than the longest"),
        };
        index += 1;
    }
    all
};

/// Letters as one number, the first the most significant; `None` if they are too many for a syllable.
const fn packed(letters: &[u8]) -> Option<u64> {
    if letters.len() > LONGEST_SYLLABLE {
        return None;
    }
    let (mut number, mut index) = (0, 0);
    while index < LONGEST_SYLLABLE {
        let letter = if index < letters.len() { letters[index] } else { 0 };
        number = number << 8 | letter as u64;
        index += 1;
    }
    Some(number)
}

/// Whether letters are nothing but whole syllables, one after the other.
pub(crate) fn is_spelled_whole(letters: &str) -> bool {
    let letters = letters.as_bytes();
    // Whether what comes before the next letter can be taken apart, in the lowest bit, and what comes
    // before the letters before it.
    let mut whole: u64 = 1;
    for end in 1..=letters.len() {
        let ends = (1..=LONGEST_SYLLABLE.min(end)).any(|length| {
            whole >> (length - 1) & 1 != 0
                && packed(&letters[end - length..end])
                    .is_some_and(|typed| TYPED.binary_search(&typed).is_ok())
        });
        whole = whole << 1 | u64::from(ends);
    }
    whole & 1 != 0
}

/// The most letters a syllable is typed with.
const LONGEST_SYLLABLE: usize = 6;
