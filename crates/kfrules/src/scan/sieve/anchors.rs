//! Anchors: from the few signs that a word was filed under to the word.

use crate::scan::signs::{Sign, tag_in};

/// What a window of signs is filed under.
pub(super) type Key = u32;

/// The key of two or three sounds.
pub(super) fn sound_key(classes: &[u32]) -> Key {
    // No other key has so many symbols.
    scatter(classes.iter().fold(4, |all, &class| all << 16 | u64::from(class)))
}

/// The key of one to three symbols as they are written.
pub(super) fn key(symbols: &[Sign]) -> Key {
    let tags = symbols
        .iter()
        .fold(symbols.len() as u64, |tags, &sign| tags << 16 | u64::from(tag_in(sign)));
    scatter(tags)
}

fn scatter(number: u64) -> Key {
    // Never 0, which is an empty place.
    (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as Key | 1
}

/// A word under its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) word: u32,
    /// How many symbols of the word stand before the anchor.
    pub(super) offset: u8,
}

/// A hash table from keys to runs of entries.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// By key, with open addressing: the key and its first entry. As many as a power of two.
    places: Box<[(Key, u32)]>,
    /// Sorted by key; the last of each run ends it.
    entries: Box<[Filed]>,
}

#[derive(Clone, Copy, Debug)]
struct Filed {
    word: u32,
    offset: u8,
    is_last: bool,
}

/// In place of a word: too many words are filed there.
const CROWD: u32 = u32::MAX;

/// What is found under an anchor.
pub(super) enum Found {
    Word {
        word: u32,
        offset: usize,
    },
    /// Too many words to list.
    Crowd,
}

impl Anchors {
    /// Files the entries, each once; gives the words that `is_left` tells to leave, by themselves or for how many
    /// there are under their anchor, and all that share an anchor with them.
    pub(super) fn new(
        mut entries: Vec<Entry>,
        is_left: impl Fn(u32, usize) -> bool,
    ) -> (Anchors, Vec<u32>) {
        entries.sort_unstable();
        entries.dedup();
        let places = (entries.len() * 2).next_power_of_two();
        let mut anchors =
            Anchors { places: vec![(0, 0); places].into_boxed_slice(), entries: Box::default() };
        let mut filed = Vec::with_capacity(entries.len());
        let mut left = Vec::new();
        for of_key in entries.chunk_by(|one, other| one.key == other.key) {
            anchors.place(of_key[0].key, filed.len());
            if of_key.iter().any(|entry| is_left(entry.word, of_key.len())) {
                left.extend(of_key.iter().map(|entry| entry.word));
                filed.push(Filed { word: CROWD, offset: 0, is_last: true });
                continue;
            }
            for (index, &Entry { word, offset, .. }) in of_key.iter().enumerate() {
                filed.push(Filed { word, offset, is_last: index + 1 == of_key.len() });
            }
        }
        anchors.entries = filed.into_boxed_slice();
        (anchors, left)
    }

    fn place(&mut self, key: Key, first: usize) {
        let mask = self.places.len() - 1;
        let mut place = key as usize >> 1 & mask;
        while self.places[place].0 != 0 {
            place = (place + 1) & mask;
        }
        self.places[place] = (key, u32::try_from(first).expect("words are numbered by u32"));
    }

    /// What is filed under a key.
    pub(super) fn under(&self, key: Key, mut found: impl FnMut(Found)) {
        let mask = self.places.len() - 1;
        let mut place = key as usize >> 1 & mask;
        let mut entry = loop {
            match self.places[place] {
                (0, _) => return,
                (known, first) if known == key => break first as usize,
                _ => place = (place + 1) & mask,
            }
        };
        loop {
            let Filed { word, offset, is_last } = self.entries[entry];
            found(match word {
                CROWD => Found::Crowd,
                word => Found::Word { word, offset: usize::from(offset) },
            });
            if is_last {
                return;
            }
            entry += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Anchors, Entry, Found};

    const MOST_WORDS: usize = 8;

    #[test]
    fn words_are_found_under_their_keys_and_crowds_are_left() {
        let entry = |key, word| Entry { key, word, offset: 2 };
        let crowd = (10..).take(MOST_WORDS + 1).map(|word| entry(5, word));
        let entries = crowd.chain([entry(3, 1), entry(7, 2), entry(3, 0), entry(9, 3)]).collect();
        let (anchors, left) =
            Anchors::new(entries, |word, beside| word == 3 || beside > MOST_WORDS);
        assert_eq!(left.len(), MOST_WORDS + 2);
        let under = |key| {
            let mut all = Vec::new();
            anchors.under(key, |found| {
                all.push(match found {
                    Found::Word { word, offset: 2 } => Some(word),
                    Found::Word { .. } => panic!("offset"),
                    Found::Crowd => None,
                });
            });
            all
        };
        assert_eq!(under(3), [Some(0), Some(1)]);
        assert_eq!(under(7), [Some(2)]);
        assert_eq!(under(5), [None]);
        assert_eq!(under(9), [None]);
        assert_eq!(under(11), []);
    }
}
