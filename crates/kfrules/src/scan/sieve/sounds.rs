//! Words by their sounds and shapes: whether other hanzi in a message may stand for one of them.
//!
//! Here every hanzi stands for one symbol of a word. What takes more than one character (typed
//! syllables, hanzi in parts) or is no symbol (emoji) is told by other signs.

use super::anchors::{Key, sound_key};
use super::pairs::Pairs;
use crate::scan::signs::{Sign, class_in};

/// The most sounds that a key is made of.
const LONGEST: usize = 3;

/// One place of a word: the classes of what may stand there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    /// Of the symbol and all that sound like it; sorted.
    pub(crate) classes: Vec<u32>,
    /// Of all others that look like it. A word has at most one of them.
    pub(crate) seen: Vec<u32>,
}

impl Heard {
    fn ways(&self) -> usize {
        self.classes.len() + self.seen.len()
    }
}

/// The keys of all words.
#[derive(Debug)]
pub(super) struct Sounds {
    /// By key, with open addressing; 0 is empty. As many as a power of two.
    keys: Box<[Key]>,
}

impl Sounds {
    /// Files words of at least two places, and lets them pass.
    pub(super) fn new(words: &[Vec<Heard>], pairs: &mut Pairs) -> Sounds {
        let mut keys = Vec::new();
        for word in words {
            let window = rarest(word);
            each_way(window, |classes| {
                pairs.add_sounds(classes);
                keys.push(sound_key(&classes[..classes.len().min(LONGEST)]));
            });
        }
        keys.sort_unstable();
        keys.dedup();
        let mut sounds =
            Sounds { keys: vec![0; (keys.len() * 2).next_power_of_two()].into_boxed_slice() };
        for key in keys {
            let place = sounds.place(key);
            sounds.keys[place] = key;
        }
        sounds
    }

    /// Where a key is, or would be.
    fn place(&self, key: Key) -> usize {
        let mask = self.keys.len() - 1;
        let mut place = key as usize >> 1 & mask;
        while self.keys[place] != 0 && self.keys[place] != key {
            place = (place + 1) & mask;
        }
        place
    }

    fn has(&self, key: Key) -> bool {
        self.keys[self.place(key)] == key
    }

    /// Whether sounds of a word may end with the sign at `end`: a pair, or three and the sign after.
    pub(super) fn may_end(&self, pairs: &Pairs, signs: &[Sign], end: usize) -> bool {
        let is_pair = end >= 1
            && pairs.has_sound_pair(signs[end - 1], signs[end])
            && self.has(sound_key(&[class_in(signs[end - 1]), class_in(signs[end])]));
        is_pair
            || end.checked_sub(3).is_some_and(|start| {
                let Some(&window) = signs[start..].first_chunk() else { return false };
                pairs.has_sounds(window)
                    && self.has(sound_key(&[window[0], window[1], window[2]].map(class_in)))
            })
    }
}

/// The three places of a word, or two, that can be met in the fewest ways.
fn rarest(word: &[Heard]) -> &[Heard] {
    let ways = |window: &&[Heard]| window.iter().map(Heard::ways).product::<usize>();
    word.windows(word.len().min(LONGEST)).min_by_key(ways).unwrap_or(word)
}

/// Gives all rows of classes that may stand for these places, with at most one look-alike.
fn each_way(places: &[Heard], mut take: impl FnMut(&[u32])) {
    let mut row = Vec::with_capacity(places.len());
    go_on(places, false, &mut row, &mut take);
}

fn go_on(places: &[Heard], has_seen: bool, row: &mut Vec<u32>, take: &mut impl FnMut(&[u32])) {
    let Some((place, rest)) = places.split_first() else { return take(row) };
    let seen = if has_seen { &[][..] } else { &place.seen };
    let ways = place.classes.iter().map(|&class| (class, has_seen));
    for (class, has_seen) in ways.chain(seen.iter().map(|&class| (class, true))) {
        row.push(class);
        go_on(rest, has_seen, row, take);
        row.pop();
    }
}
