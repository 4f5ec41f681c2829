//! Pair words: for each two neighbouring signs, what may come after them.
//!
//! A pair word has one bit for each way that something looked for may go on from there:
//!
//! | written | both | sounds | meaning |
//! |---|---|---|---|
//! | 0–15 | 0–15 | | a third symbol, by its tag |
//! | 16–31 | 16–31 | | a fourth symbol after the third, where the pair is the second and the third |
//! | 32–47 | 32–39 | 0–15 | the pair itself is looked for as written |
//! | | 40–47 | 16–31 | the pair itself is looked for by sound |
//! | | 48–55 | 32–47 | three sounds of which the pair is the first two, by the classes of the first and the last |
//! | | 56–63 | 48–63 | the same, where the pair is the last two |
//!
//! A word is met by sound in many ways, and is written in one: where few words are looked for as written
//! alone, sounds take nearly all of the bits, and the longer ones of these words pass by their sounds too.
//! Pairs share words and bits by chance. A window of four signs, or of three sounds, passes if both of
//! its pair words let it, which is rarely so by chance alone: that is what makes a filter of two loads.

use crate::scan::signs::{Sign, class_in};

/// Fewer words than these are not worth the trouble of a smaller table.
const FEWEST_BITS: u32 = 11;
/// More would leave the second cache; classes have 15 bits.
const MOST_BITS: u32 = 17;

/// By what a word may be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Writing,
    Both,
    /// By sound, and all others of three symbols and more as if they were; shorter ones by writing.
    Sound,
}

/// Where the bits of words are, and how many: powers of two.
#[derive(Clone, Copy, Debug)]
struct Layout {
    /// How many tell of a third symbol, from the first one on, and of a fourth behind them.
    symbol_bits: u32,
    pair: u32,
    pair_class: u32,
    pair_bits: u32,
    /// Where those of three sounds begin, those of the first two and behind them those of the last two.
    outer: u32,
    outer_bits: u32,
}

impl Layout {
    const fn of(by: By) -> Layout {
        let (symbol_bits, pair_bits, outer_bits) = match by {
            By::Writing => (16, 16, 0),
            By::Both => (16, 8, 8),
            By::Sound => (0, 16, 16),
        };
        let pair = 2 * symbol_bits;
        let pair_class = pair + pair_bits;
        Layout {
            symbol_bits,
            pair,
            pair_class,
            pair_bits,
            outer: pair_class + pair_bits,
            outer_bits,
        }
    }

    #[inline]
    const fn third(&self, sign: Sign) -> u32 {
        sign & (self.symbol_bits - 1)
    }

    #[inline]
    const fn fourth(&self, sign: Sign) -> u32 {
        self.symbol_bits + self.third(sign)
    }

    #[inline]
    const fn pair(&self, first: Sign, second: Sign) -> u32 {
        self.pair + ((first >> 2 ^ second) & (self.pair_bits - 1))
    }

    /// What does not follow from where the word of the pair is.
    #[inline]
    const fn class_pair(&self, first_class: u32, second_class: u32) -> u32 {
        self.pair_class + ((first_class >> 7 ^ second_class) & (self.pair_bits - 1))
    }

    /// The bit of the first two of three sounds, by the classes of the first and the last.
    #[inline]
    const fn outer(&self, first: u32, last: u32) -> u32 {
        self.outer + ((first ^ last) & (self.outer_bits - 1))
    }

    /// Whether the words of the first two of three sounds and of the last two both let them pass, in the
    /// lowest bit.
    #[inline]
    const fn both_have(&self, first_two: u64, last_two: u64, first: u32, last: u32) -> u64 {
        (first_two & last_two >> self.outer_bits) >> self.outer(first, last)
    }
}

/// The pair words.
#[derive(Debug)]
pub(super) struct Pairs {
    /// Their number is a power of two.
    words: Box<[u64]>,
    by: By,
}

/// What the signs before let follow.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    before: Sign,
    /// The class of the sign before that.
    first_class: u32,
    /// The pair word of the two signs before.
    word: u64,
    /// At the lowest bit: whether the third symbol fitted.
    third: u64,
}

impl State {
    pub(super) fn before(sign: Sign) -> State {
        State { before: sign, first_class: class_in(sign), word: 0, third: 0 }
    }
}

impl Pairs {
    /// Room for about so many windows.
    pub(super) fn with_room(windows: usize, by: By) -> Pairs {
        // Most ways to meet a word by its sounds go the same way as others.
        let words = if by == By::Writing { 4 * windows } else { windows };
        let bits = words.next_power_of_two().ilog2().clamp(FEWEST_BITS, MOST_BITS);
        let words = vec![0; 1 << bits].into_boxed_slice();
        Pairs { words, by }
    }

    /// Where the word of two classes is.
    #[inline]
    fn slot(&self, first: u32, second: u32) -> usize {
        (first << 3 ^ second) as usize & (self.words.len() - 1)
    }

    #[inline]
    fn word(&self, first: u32, second: u32) -> u64 {
        self.words[self.slot(first, second)]
    }

    fn set(&mut self, first: u32, second: u32, bit: u32) {
        let slot = self.slot(first, second);
        self.words[slot] |= 1 << bit;
    }

    pub(super) fn by(&self) -> By {
        self.by
    }

    /// Lets a word of two symbols pass.
    pub(super) fn add_pair(&mut self, first: Sign, second: Sign) {
        let bit = Layout::of(self.by).pair(first, second);
        self.set(class_in(first), class_in(second), bit);
    }

    /// Lets a window of a word pass, of four symbols, or of three if the word has no more.
    pub(super) fn add_window(&mut self, window: &[Sign]) {
        let classes @ [first, second, third] = [0, 1, 2].map(|index| class_in(window[index]));
        if self.by == By::Sound {
            return self.add_sounds(&classes);
        }
        let layout = Layout::of(self.by);
        self.set(first, second, layout.third(window[2]));
        match window.get(3) {
            Some(&fourth) => self.set(second, third, layout.fourth(fourth)),
            None => (0..layout.symbol_bits)
                .for_each(|any| self.set(second, third, layout.symbol_bits + any)),
        }
    }

    /// Lets two sounds pass, or three; each by its class.
    pub(super) fn add_sounds(&mut self, classes: &[u32]) {
        let layout = Layout::of(self.by);
        match *classes {
            [first, second] => self.set(first, second, layout.class_pair(first, second)),
            [first, second, third] => {
                let bit = layout.outer(first, third);
                self.set(first, second, bit);
                self.set(second, third, bit + layout.outer_bits);
            }
            _ => unreachable!("two or three places"),
        }
    }

    /// Whether a window that ends with this sign may be looked for, in the lowest bit, and the state
    /// after it.
    #[inline]
    pub(super) fn step<const WRITTEN: bool, const HEARD: bool>(
        &self,
        state: State,
        sign: Sign,
    ) -> (u64, State) {
        let (before, class) = (class_in(state.before), class_in(sign));
        let word = self.word(before, class);
        let layout = const {
            Layout::of(match (WRITTEN, HEARD) {
                (true, false) => By::Writing,
                (true, true) => By::Both,
                (false, _) => By::Sound,
            })
        };
        let (mut passes, mut third) = (word >> layout.pair(state.before, sign), 0);
        if WRITTEN {
            third = state.word >> layout.third(sign);
            passes |= state.third & third >> layout.symbol_bits;
        }
        if HEARD {
            passes |= layout.both_have(state.word, word, state.first_class, class)
                | word >> layout.class_pair(before, class);
        }
        (passes & 1, State { before: sign, first_class: before, word, third })
    }

    /// Whether a word of these two signs passes.
    pub(super) fn has_pair(&self, first: Sign, second: Sign) -> bool {
        let word = self.word(class_in(first), class_in(second));
        word >> Layout::of(self.by).pair(first, second) & 1 != 0
    }

    /// Where the window of a word begins that may end with the sign at `end`.
    pub(super) fn window(&self, signs: &[Sign], end: usize) -> Option<usize> {
        if self.by == By::Sound {
            return self.sounds(signs, end).map(|(start, _)| start);
        }
        let start = end.checked_sub(3)?;
        let &window: &[Sign; 4] = signs[start..].first_chunk()?;
        let ([first, second, third, _], layout) = (window.map(class_in), Layout::of(self.by));
        let passes = self.word(first, second) >> layout.third(window[2])
            & self.word(second, third) >> layout.fourth(window[3]);
        (passes & 1 != 0).then_some(start)
    }

    /// Whether these two pass by their sounds.
    pub(super) fn has_sound_pair(&self, [first, second]: [u32; 2]) -> bool {
        self.word(first, second) >> Layout::of(self.by).class_pair(first, second) & 1 != 0
    }

    /// Where three sounds begin that may end with the sign at `end`, and their classes.
    pub(super) fn sounds(&self, signs: &[Sign], end: usize) -> Option<(usize, [u32; 3])> {
        let start = end.checked_sub(2)?;
        let classes @ [first, second, third] = signs[start..].first_chunk()?.map(class_in);
        let (first_two, last_two) = (self.word(first, second), self.word(second, third));
        let passes = Layout::of(self.by).both_have(first_two, last_two, first, third);
        (passes & 1 != 0).then_some((start, classes))
    }
}
