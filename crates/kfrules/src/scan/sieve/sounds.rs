//! Words by their sounds and shapes: where other hanzi in a message may stand for one of them.
//!
//! Here every hanzi stands for one symbol of a word. What takes more than one character (typed
//! syllables, hanzi in parts) or is no symbol (emoji) is told by other signs.

use super::anchors::{Anchors, Entry, Found, sound_key};
use super::pairs::Pairs;
use crate::rows::Rows;
use crate::scan::signs::{self, Sign, class_in, tag_in};

/// The most sounds that a key is made of.
const LONGEST: usize = 3;

/// One place of a word: the classes of what may stand there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    /// Of the symbol and all that sound like it; sorted.
    pub(crate) classes: Vec<u32>,
    /// Of all others that look like it. A word has at most one of them.
    pub(crate) seen: Vec<u32>,
    pub(crate) likeness: Likeness,
}

/// What may stand at one place of a word, roughly: a bit for each, by its lowest bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Likeness {
    /// Of the classes of what sounds like it.
    classes: u64,
    /// Of the tags of what looks like it: others that sound like one of these do not.
    tags: u64,
}

/// The bit of a class or of a tag, which are scattered.
fn bit(number: u32) -> u64 {
    1 << (number % u64::BITS)
}

impl Likeness {
    pub(crate) fn new(classes: &[u32], alikes: &[char]) -> Likeness {
        let alikes = alikes.iter().map(|&symbol| u32::from(signs::tag(symbol)));
        Likeness {
            classes: classes.iter().fold(0, |bits, &class| bits | bit(class)),
            tags: alikes.fold(0, |bits, tag| bits | bit(tag)),
        }
    }

    fn may_be(self, sign: Sign) -> bool {
        self.classes & bit(class_in(sign)) | self.tags & bit(u32::from(tag_in(sign))) != 0
    }
}

impl Heard {
    fn ways(&self) -> usize {
        self.classes.len() + self.seen.len()
    }
}

/// A word, place by place, and the number of the same word as a term.
#[derive(Clone, Debug)]
pub(crate) struct HeardWord {
    pub(crate) places: Vec<Heard>,
    pub(crate) term: usize,
}

/// All words, each under every way to meet its rarest places.
#[derive(Debug)]
pub(super) struct Sounds {
    anchors: Anchors,
    /// By word, what may stand at each of its places.
    likenesses: Rows<Likeness>,
}

impl Sounds {
    /// Files words of at least two places, and lets them pass.
    pub(super) fn new(words: &[HeardWord], pairs: &mut Pairs) -> Sounds {
        let mut entries = Vec::new();
        for (number, HeardWord { places, .. }) in (0..).zip(words) {
            let (offset, _) = rarest(places);
            let window = &places[offset..places.len().min(offset + LONGEST)];
            each_way(window, |classes| {
                pairs.add_sounds(classes);
                entries.push(Entry::new(sound_key(classes), number, offset));
            });
        }
        let mut likenesses = Rows::default();
        for word in words {
            likenesses.push(word.places.iter().map(|place| place.likeness));
        }
        // Each word is to be compared on its own, however many share a sound.
        Sounds { anchors: Anchors::new(&entries), likenesses }
    }

    /// Whether signs may begin with a word by its sounds: most that share a few of them differ in the others.
    pub(super) fn may_be(&self, word: u32, signs: &[Sign]) -> bool {
        let places = &self.likenesses[word as usize];
        places.len() <= signs.len()
            && places.iter().zip(signs).all(|(place, &sign)| place.may_be(sign))
    }

    /// Gives the words that are filed under the sounds at a place, and where they would start.
    pub(super) fn under(&self, classes: &[u32], at: usize, mut take: impl FnMut(u32, usize)) {
        self.anchors.under(sound_key(classes), |found| {
            if let Found::Word { word, offset } = found
                && let Some(start) = at.checked_sub(offset)
            {
                take(word, start);
            }
        });
    }
}

/// In how many ways a word is filed, roughly.
pub(super) fn ways(word: &HeardWord) -> usize {
    rarest(&word.places).1
}

/// Where the three places of a word begin, or two, that can be met in the fewest ways, and how many those
/// are.
fn rarest(word: &[Heard]) -> (usize, usize) {
    let ways = |window: &[Heard]| window.iter().map(Heard::ways).product::<usize>();
    let windows = word.windows(word.len().min(LONGEST)).map(ways).enumerate();
    windows.min_by_key(|&(_, ways)| ways).unwrap_or_default()
}

/// Gives all rows of classes that may stand for these places, with at most one look-alike.
fn each_way(places: &[Heard], mut take: impl FnMut(&[u32])) {
    let Some((last, before)) = places.split_last() else { return };
    // So far, and whether a look-alike is among them.
    let mut rows = vec![([0; LONGEST], false)];
    for (at, place) in before.iter().enumerate() {
        let longer = |(mut row, has_seen): ([u32; LONGEST], bool)| {
            ways_to_meet(place, has_seen).map(move |(class, has_seen)| {
                row[at] = class;
                (row, has_seen)
            })
        };
        rows = rows.into_iter().flat_map(longer).collect();
    }
    for (mut row, has_seen) in rows {
        for (class, _) in ways_to_meet(last, has_seen) {
            row[before.len()] = class;
            take(&row[..places.len()]);
        }
    }
}

/// The classes of what may stand for a place, and whether there is a look-alike then.
fn ways_to_meet(place: &Heard, has_seen: bool) -> impl Iterator<Item = (u32, bool)> {
    let seen = if has_seen { &[][..] } else { &place.seen };
    let heard = place.classes.iter().map(move |&class| (class, has_seen));
    heard.chain(seen.iter().map(|&class| (class, true)))
}
