//! Marks of what is in a message, to ask in a moment whether a word may be among it.

use super::signs::{self, Sign};
use crate::rows::Rows;

/// How many marks there are of single symbols, and as many of pairs behind them. Two symbols, or two
/// pairs, may have the same by chance.
const MARKS: u16 = 1 << 13;
const ALL_MARKS: usize = 2 * MARKS as usize;

/// The marks of one message after the other.
#[derive(Debug)]
pub(super) struct Marks {
    /// By mark, the stamp of the message that had it last.
    stamps: Box<[u8; ALL_MARKS]>,
    /// The stamp of the message that was marked last.
    stamp: u8,
    /// Whether that is the message of now.
    is_marked: bool,
}

/// What stands for a symbol.
#[inline]
fn mark(sign: Sign) -> u16 {
    // Tags are scattered.
    signs::tag_in(sign) % MARKS
}

/// What stands for each two symbols that stand together.
#[inline]
fn marks_of_pairs(signs: &[Sign]) -> impl Iterator<Item = u16> {
    signs.windows(2).map(|pair| {
        let [first, second] = [pair[0], pair[1]].map(signs::tag_in);
        MARKS + first.wrapping_mul(0x9E37).wrapping_add(second) % MARKS
    })
}

/// Some words, as they are asked for.
#[derive(Debug)]
pub(super) struct MarkedWords {
    /// The first mark of each: nearly all that are asked for lack it.
    firsts: Vec<u16>,
    /// The others of each.
    others: Rows<u16>,
}

impl MarkedWords {
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>) -> MarkedWords {
        let (mut firsts, mut others) = (Vec::new(), Rows::default());
        let mut signs: Vec<Sign> = Vec::new();
        for word in words {
            signs.clear();
            signs.extend(signs::of_word(word));
            // A longer word has pairs enough.
            let few = if signs.len() > 2 { &[] } else { &signs[..] };
            let mut marks = marks_of_pairs(&signs).chain(few.iter().map(|&sign| mark(sign)));
            // No term is empty.
            let Some(first) = marks.next() else { continue };
            firsts.push(first);
            others.push(marks);
        }
        MarkedWords { firsts, others }
    }
}

impl Marks {
    pub(super) fn new() -> Marks {
        Marks { stamps: Box::new([0; ALL_MARKS]), stamp: 0, is_marked: false }
    }

    /// Prepares for a new message.
    pub(super) fn clear(&mut self) {
        self.is_marked = false;
    }

    /// Marks the symbols of the message, unless that is done.
    pub(super) fn mark(&mut self, signs: &[Sign]) {
        if self.is_marked {
            return;
        }
        self.is_marked = true;
        self.stamp = self.stamp.wrapping_add(1);
        // The stamps begin again.
        if self.stamp == 0 {
            self.stamps.fill(0);
            self.stamp = 1;
        }
        let (stamps, stamp) = (&mut self.stamps, self.stamp);
        let mut set = |mark: u16| stamps[usize::from(mark)] = stamp;
        signs.iter().for_each(|&sign| set(mark(sign)));
        marks_of_pairs(signs).for_each(set);
    }

    /// Whether any of these words may be in the message, which is marked.
    pub(super) fn may_have(&self, words: &MarkedWords) -> bool {
        let has = |&mark: &u16| self.stamps[usize::from(mark)] == self.stamp;
        let mut firsts = words.firsts.iter().enumerate();
        firsts.any(|(word, first)| has(first) && words.others[word].iter().all(has))
    }
}
