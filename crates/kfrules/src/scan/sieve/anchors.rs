//! Anchors: from the few signs that a word was filed under to the word.

use std::collections::BTreeSet;

use crate::rows::Rows;
use crate::scan::signs::{Sign, tag_in};

/// What a window of signs is filed under.
pub(super) type Key = u32;

/// What nothing is filed under.
const NO_KEY: Key = 0;

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
    // Never `NO_KEY`.
    (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as Key | 1
}

/// A word under its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    key: Key,
    /// The number of the word, and in the lowest bits how many symbols of it stand before the anchor: there are
    /// up to a million entries, and few of them in a cache.
    word_and_offset: u32,
}

/// How many bits tell what stands before an anchor: no anchor is further on.
const OFFSET_BITS: u32 = 4;

impl Entry {
    /// A word that is filed under a key, and how many symbols of it stand before the anchor.
    pub(super) fn new(key: Key, word: u32, offset: usize) -> Entry {
        let offset = u32::try_from(offset).ok().filter(|&offset| offset < 1 << OFFSET_BITS);
        let offset = offset.expect("anchors are near the start");
        assert!(word < CROWD >> OFFSET_BITS, "fewer words than bytes in 256 MB");
        Entry { key, word_and_offset: word << OFFSET_BITS | offset }
    }

    fn word(self) -> u32 {
        self.word_and_offset >> OFFSET_BITS
    }

    fn offset(self) -> usize {
        (self.word_and_offset % (1 << OFFSET_BITS)) as usize
    }
}

/// A hash table from keys to entries: keys are scattered, so their highest bits tell the bucket.
#[derive(Debug)]
pub(super) struct Anchors {
    /// How far a key is shifted to tell its bucket.
    shift: u32,
    /// By bucket, those that share a key in the order in which they were given.
    entries: Rows<Entry>,
}

/// In place of a word and an offset: too many words are filed there.
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
    /// Files the entries, of which none comes twice.
    pub(super) fn new(entries: &[Entry]) -> Anchors {
        let buckets = entries.len().next_power_of_two().max(2);
        let shift = Key::BITS - buckets.ilog2();
        let bucket = |entry: &Entry| bucket_of(entry.key, shift);
        Anchors { shift, entries: Rows::sort_by(buckets, entries, bucket, Entry::clone) }
    }

    /// Leaves the words that `is_left` tells to leave, by themselves or for how many there are under their
    /// anchor, and all that share an anchor with them, and gives them. Up to `few` it does not matter how many
    /// there are.
    pub(super) fn leave(&mut self, few: usize, is_left: impl Fn(u32, usize) -> bool) -> Vec<u32> {
        // Most buckets have nothing to leave: to look at each of them takes longer than to fill them.
        let alone = self.entries.items().iter().filter(|entry| is_left(entry.word(), 1));
        let alone = alone.map(|entry| bucket_of(entry.key, self.shift));
        let full = (0..self.entries.len()).filter(|&bucket| self.entries[bucket].len() > few);
        let mut left = Vec::new();
        for bucket in BTreeSet::from_iter(alone.chain(full)) {
            leave(&mut self.entries[bucket], &is_left, &mut left);
        }
        left
    }

    /// What is filed under a key.
    pub(super) fn under(&self, key: Key, mut found: impl FnMut(Found)) {
        for entry in &self.entries[bucket_of(key, self.shift)] {
            if entry.key == key {
                found(match entry.word_and_offset {
                    CROWD => Found::Crowd,
                    _ => Found::Word { word: entry.word(), offset: entry.offset() },
                });
            } else if entry.key == NO_KEY {
                break;
            }
        }
    }
}

fn bucket_of(key: Key, shift: u32) -> usize {
    (key >> shift) as usize
}

/// Leaves what is to be left of a bucket: one entry stands for all that share its key, and no key behind
/// the rest.
fn leave(bucket: &mut [Entry], is_left: impl Fn(u32, usize) -> bool, left: &mut Vec<u32>) {
    bucket.sort_unstable();
    let mut rest = Vec::new();
    for of_key in bucket.chunk_by(|one, other| one.key == other.key) {
        if of_key.iter().any(|entry| is_left(entry.word(), of_key.len())) {
            left.extend(of_key.iter().map(|entry| entry.word()));
            rest.push(Entry { word_and_offset: CROWD, ..of_key[0] });
        } else {
            rest.extend_from_slice(of_key);
        }
    }
    bucket[..rest.len()].copy_from_slice(&rest);
    bucket[rest.len()..].fill(Entry { key: NO_KEY, word_and_offset: CROWD });
}

#[cfg(test)]
mod tests {
    use super::{Anchors, Entry, Found};

    const MOST_WORDS: usize = 8;

    #[test]
    fn words_are_found_under_their_keys_and_crowds_are_left() {
        let entry = |key, word| Entry::new(key, word, 2);
        let crowd = (10..).take(MOST_WORDS + 1).map(|word| entry(5, word));
        let others = [entry(3, 0), entry(7, 2), entry(3, 1), entry(9, 3), entry(9, 4)];
        let entries = Vec::from_iter(crowd.chain(others));
        let mut anchors = Anchors::new(&entries);
        let left = anchors.leave(MOST_WORDS, |word, beside| word == 3 || beside > MOST_WORDS);
        assert_eq!(left.len(), MOST_WORDS + 1 + 2);
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
