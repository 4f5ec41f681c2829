//! Pair words: for each two neighbouring signs, what may come after them.
//!
//! A pair word has one bit for each way that something looked for may go on from there:
//!
//! | bits | meaning |
//! |---|---|
//! | 0–15 | a third symbol, by its tag |
//! | 16–31 | a fourth symbol after the third, where the pair is the second and the third |
//! | 32–39 | a third sound, by its class |
//! | 40–47 | a sound before the pair, by its class, where the pair is the second and the third |
//! | 48–55 | the pair itself is looked for as written |
//! | 56–63 | the pair itself is looked for by sound |
//!
//! Pairs share words and bits by chance. A window of four signs, or of three sounds, passes if both of
//! its pair words let it, which is rarely so by chance alone: that is what makes a filter of two loads.

use crate::scan::signs::{Sign, class_in};

/// Fewer words than these are not worth the trouble of a smaller table.
const FEWEST_BITS: u32 = 10;
/// More would leave the second cache; classes have 15 bits.
const MOST_BITS: u32 = 16;

const THIRD: u32 = 0;
const FOURTH: u32 = 16;
const THIRD_CLASS: u32 = 32;
const FIRST_CLASS: u32 = 40;
const PAIR: u32 = 48;
const PAIR_CLASS: u32 = 56;

/// The pair words.
#[derive(Debug)]
pub(super) struct Pairs {
    /// Their number is a power of two.
    words: Box<[u64]>,
}

/// What the signs before let follow.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    before: Sign,
    /// The pair word of the two signs before.
    word: u64,
    /// At the lowest bit: whether the third symbol fitted.
    third: u64,
    /// Where a pair word tells whether the sign before the two may be its first sound.
    first_class: u32,
}

impl State {
    pub(super) fn before(sign: Sign) -> State {
        State { before: sign, word: 0, third: 0, first_class: FIRST_CLASS + class_bits(sign) }
    }
}

impl Pairs {
    /// Room for about so many windows.
    pub(super) fn with_room(windows: usize) -> Pairs {
        let bits = (windows * 2).next_power_of_two().ilog2().clamp(FEWEST_BITS, MOST_BITS);
        Pairs { words: vec![0; 1 << bits].into_boxed_slice() }
    }

    #[inline]
    fn slot(&self, first: Sign, second: Sign) -> usize {
        (class_in(first) << 3 ^ class_in(second)) as usize & (self.words.len() - 1)
    }

    #[inline]
    fn word(&self, first: Sign, second: Sign) -> u64 {
        self.words[self.slot(first, second)]
    }

    fn set(&mut self, first: Sign, second: Sign, bit: u32) {
        let slot = self.slot(first, second);
        self.words[slot] |= 1 << bit;
    }

    /// Lets a pair pass as it is written.
    pub(super) fn add_pair(&mut self, first: Sign, second: Sign) {
        self.set(first, second, PAIR + pair_tag(first, second));
    }

    /// Lets a window of three symbols, or of four, pass as it is written.
    pub(super) fn add_window(&mut self, window: &[Sign]) {
        let (first, second, third) = (window[0], window[1], window[2]);
        self.set(first, second, THIRD + tag_bits(third));
        match window.get(3) {
            Some(&fourth) => self.set(second, third, FOURTH + tag_bits(fourth)),
            None => (0..16).for_each(|any| self.set(second, third, FOURTH + any)),
        }
    }

    /// Lets two sounds pass, or three; each by its class.
    pub(super) fn add_sounds(&mut self, classes: &[u32]) {
        let sign = |index: usize| classes[index] << 16;
        match classes.len() {
            2 => self.set(sign(0), sign(1), PAIR_CLASS + class_pair_tag(sign(0), sign(1))),
            _ => {
                self.set(sign(0), sign(1), THIRD_CLASS + class_bits(sign(2)));
                self.set(sign(1), sign(2), FIRST_CLASS + class_bits(sign(0)));
            }
        }
    }

    /// Whether a window that ends with this sign may be looked for, in the lowest bit, and the state
    /// after it.
    #[inline]
    pub(super) fn step<const SOUND: bool>(&self, state: State, sign: Sign) -> (u64, State) {
        let word = self.word(state.before, sign);
        let third = state.word >> tag_bits(sign);
        let mut passes =
            state.third & third >> FOURTH | word >> (PAIR + pair_tag(state.before, sign));
        let mut first_class = 0;
        if SOUND {
            let third_class = state.word >> (THIRD_CLASS + class_bits(sign));
            passes |= third_class & word >> state.first_class
                | word >> (PAIR_CLASS + class_pair_tag(state.before, sign));
            first_class = FIRST_CLASS + class_bits(state.before);
        }
        (passes & 1, State { before: sign, word, third, first_class })
    }

    /// Whether this pair passes as it is written.
    pub(super) fn has_pair(&self, first: Sign, second: Sign) -> bool {
        self.word(first, second) >> (PAIR + pair_tag(first, second)) & 1 != 0
    }

    /// Whether these four signs pass as they are written.
    pub(super) fn has_window(&self, window: [Sign; 4]) -> bool {
        let [first, second, third, fourth] = window;
        self.word(first, second) >> (THIRD + tag_bits(third))
            & self.word(second, third) >> (FOURTH + tag_bits(fourth))
            & 1
            != 0
    }
}

impl Pairs {
    /// Whether this pair passes by its sounds.
    pub(super) fn has_sound_pair(&self, first: Sign, second: Sign) -> bool {
        self.word(first, second) >> (PAIR_CLASS + class_pair_tag(first, second)) & 1 != 0
    }

    /// Whether these three signs pass by their sounds.
    pub(super) fn has_sounds(&self, window: [Sign; 3]) -> bool {
        let [first, second, third] = window;
        self.word(first, second) >> (THIRD_CLASS + class_bits(third))
            & self.word(second, third) >> (FIRST_CLASS + class_bits(first))
            & 1
            != 0
    }
}

#[inline]
fn tag_bits(sign: Sign) -> u32 {
    sign & 15
}

#[inline]
fn class_bits(sign: Sign) -> u32 {
    class_in(sign) & 7
}

#[inline]
fn pair_tag(first: Sign, second: Sign) -> u32 {
    (first >> 2 ^ second) & 7
}

#[inline]
fn class_pair_tag(first: Sign, second: Sign) -> u32 {
    (class_in(first) >> 2 ^ class_in(second)) & 7
}
