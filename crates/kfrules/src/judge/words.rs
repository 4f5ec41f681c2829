//! The words of the language in a message. Hits stand side by side and on top of each other, so each
//! symbol is looked up once a message, when it is first asked for.

use crate::text::lexicon::{self, HANZI_BYTES, LONGEST_WORD, of_steps};
use crate::text::{View, readings};

/// The words that start at the symbols of a message.
#[derive(Debug, Default)]
pub(super) struct Words {
    starts: Vec<Start>,
}

/// The words that start at one symbol.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Start {
    is_known: bool,
    /// Whether it is a hanzi that is read at all.
    is_read: bool,
    /// The lowest bit is a word of one symbol, the next a word of two.
    lengths: u8,
    /// How often each of them was counted, in the steps of the lexicon.
    steps: [u8; LONGEST_WORD],
}

impl Words {
    /// Prepares for a new message.
    pub(super) fn clear(&mut self) {
        self.starts.clear();
    }

    pub(super) fn at(&mut self, view: &View, symbol: usize) -> Start {
        if self.starts.len() != view.len() {
            self.starts.resize(view.len(), Start::default());
        }
        let known = &mut self.starts[symbol];
        if !known.is_known {
            *known = Start::of(view.joined(symbol, HANZI_BYTES, LONGEST_WORD));
            known.is_known = true;
            known.is_read = view.symbol(symbol).is_some_and(|c| !readings::of(c).is_empty());
        }
        *known
    }

    pub(super) fn is_read(&mut self, view: &View, symbol: usize) -> bool {
        self.at(view, symbol).is_read
    }
}

impl Start {
    /// The words that these hanzi begin with. One hanzi is always a word: what nobody counted was met
    /// once.
    pub(super) fn of(hanzi: &[u8]) -> Start {
        let mut start = Start { lengths: 1, ..Start::default() };
        start.look_up(hanzi, 1);
        start
    }

    /// Looks up the words with which these hanzi begin, from a length on.
    fn look_up(&mut self, hanzi: &[u8], shortest: usize) {
        let longest = hanzi.len() / HANZI_BYTES;
        let mut look = |length: usize| {
            if let Some(steps) = lexicon::steps(&hanzi[..length * HANZI_BYTES]) {
                self.lengths |= 1 << (length - 1);
                self.steps[length - 1] = steps;
            }
        };
        if shortest == 1 && longest > 0 {
            look(1);
        }
        if shortest <= 2 && longest > 1 {
            look(2);
        }
        if longest > 2 && lexicon::may_begin_longer(hanzi) {
            (shortest.max(3)..=longest).for_each(look);
        }
    }

    /// The same where other hanzi follow after so many symbols; `hanzi` are those now there.
    pub(super) fn followed_by_others(self, kept: usize, hanzi: &[u8]) -> Start {
        let mut start = Start { lengths: self.lengths & ((1 << kept) - 1), ..self };
        start.look_up(hanzi, kept + 1);
        start
    }

    /// Whether a word starts here that is longer than `least` symbols and shorter than `past`.
    pub(super) fn has_between(self, least: usize, past: usize) -> bool {
        (least + 1..past.min(LONGEST_WORD + 1)).any(|length| self.lengths >> (length - 1) & 1 != 0)
    }

    /// The lengths of the words, and the natural logarithms of how often they were counted.
    pub(super) fn words(self) -> impl Iterator<Item = (usize, f32)> {
        let mut left = self.lengths;
        std::iter::from_fn(move || {
            let index = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some((index + 1, of_steps(self.steps[index])))
        })
    }
}
