//! The words of the language in a message. Hits stand side by side and on top of each other, so each
//! symbol is looked up once a message, when it is first asked for.

use std::ops::Range;

use crate::text::lexicon::{self, HANZI_BYTES, LONGEST_WORD, of_steps};
use crate::text::{View, readings};

/// The words that start at the symbols of a message.
#[derive(Debug, Default)]
pub(super) struct Words {
    starts: Vec<Start>,
    /// Symbols that were all looked up.
    known: Range<usize>,
    met: Met,
}

/// What begins with rows of hanzi that were met before, in this message or another. Text made to be slow
/// says the same again and again.
#[derive(Debug, Default)]
struct Met {
    /// By some bits of the hanzi; made when it is first wanted.
    starts: Vec<(u128, Start)>,
}

impl Met {
    fn look_up(&mut self, hanzi: &[u8], start: impl FnOnce() -> Start) -> Start {
        let mut bytes = [0; size_of::<u128>()];
        let Some(room) = bytes.get_mut(..hanzi.len()).filter(|room| !room.is_empty()) else {
            return start();
        };
        room.copy_from_slice(hanzi);
        let row = u128::from_le_bytes(bytes);
        let mixed = row.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        let place = (mixed >> (u128::BITS - MET_BITS)) as usize;
        // No row of hanzi is 0.
        if self.starts.is_empty() {
            self.starts.resize(1 << MET_BITS, (0, Start::default()));
        }
        let met = &mut self.starts[place];
        if met.0 != row {
            *met = (row, start());
        }
        met.1
    }
}

/// How many rows of hanzi are kept, in bits.
const MET_BITS: u32 = 8;

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
        self.known = 0..0;
    }

    #[inline]
    pub(super) fn at(&mut self, view: &View, symbol: usize) -> Start {
        match self.starts.get(symbol) {
            Some(&known) if known.is_known => known,
            _ => self.look_up(view, symbol),
        }
    }

    /// The words that start at these symbols.
    pub(super) fn of(&mut self, view: &View, symbols: Range<usize>) -> &[Start] {
        let Range { start, end } = self.known;
        let new = if (start..=end).contains(&symbols.start) { end } else { symbols.start };
        for symbol in new..symbols.end {
            self.at(view, symbol);
        }
        if new == symbols.start && new != end {
            self.known = symbols.clone();
        } else {
            self.known.end = end.max(symbols.end);
        }
        self.starts.get(symbols).unwrap_or_default()
    }

    #[cold]
    fn look_up(&mut self, view: &View, symbol: usize) -> Start {
        if self.starts.len() < view.len() {
            self.starts.resize(view.len(), Start::default());
        }
        let hanzi = telling(view.joined(symbol, LONGEST_WORD));
        let known = self.met.look_up(hanzi, || Start::with(view.symbol(symbol), hanzi));
        self.starts[symbol] = known;
        known
    }

    /// The words that a row of hanzi begins with, whose first is this.
    pub(super) fn of_row(&mut self, first: char, hanzi: &[u8]) -> Start {
        let hanzi = telling(hanzi);
        self.met.look_up(hanzi, || Start::with(Some(first), hanzi))
    }

    /// Whether a word goes on from before a symbol.
    pub(super) fn go_on(&mut self, view: &View, symbol: usize) -> bool {
        (1..LONGEST_WORD.min(symbol + 1))
            .any(|before| self.at(view, symbol - before).longer_than(before).lengths != 0)
    }

    #[inline]
    pub(super) fn is_read(&mut self, view: &View, symbol: usize) -> bool {
        self.at(view, symbol).is_read
    }
}

/// Of the hanzi that a word may begin with, those that tell which do: where no longer word may begin, two
/// of them tell all.
fn telling(hanzi: &[u8]) -> &[u8] {
    match hanzi.get(..2 * HANZI_BYTES) {
        Some(pair) if !lexicon::may_begin_longer(pair) => pair,
        _ => hanzi,
    }
}

impl Start {
    /// The words that start at a symbol, which these hanzi begin with. One hanzi is always a word: what
    /// nobody counted was met once.
    fn with(symbol: Option<char>, hanzi: &[u8]) -> Start {
        let is_read = symbol.is_some_and(|symbol| !readings::of(symbol).is_empty());
        let mut start = Start { is_known: true, is_read, lengths: 1, ..Start::default() };
        start.look_up(hanzi);
        start
    }

    fn look_up(&mut self, hanzi: &[u8]) {
        let longest = hanzi.len() / HANZI_BYTES;
        let mut look = |length: usize| {
            if let Some(steps) = lexicon::steps(&hanzi[..length * HANZI_BYTES]) {
                self.lengths |= 1 << (length - 1);
                self.steps[length - 1] = steps;
            }
        };
        if longest > 0 {
            look(1);
        }
        if longest > 1 {
            look(2);
        }
        if longest > 2 && lexicon::may_begin_longer(hanzi) {
            (3..=longest).for_each(look);
        }
    }

    /// Those of the words that have more symbols than this.
    pub(super) fn longer_than(self, symbols: usize) -> Start {
        Start { lengths: self.lengths >> symbols << symbols, ..self }
    }

    /// Whether a word starts here that is longer than `least` symbols and shorter than `past`.
    pub(super) fn has_between(self, least: usize, past: usize) -> bool {
        let shorter = u32::from(self.lengths) & ((1 << past.min(LONGEST_WORD + 1)) - 1) >> 1;
        shorter >> least.min(LONGEST_WORD) != 0
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
