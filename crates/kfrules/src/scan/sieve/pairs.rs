//! Pair words: for each two neighbouring signs, what may come after them.
//!
//! A pair word has one bit for each way that something looked for may go on from there:
//!
//! | bits | with sounds | meaning |
//! |---|---|---|
//! | 0–15 | 0–7 | a third symbol, by its tag |
//! | 16–31 | 8–15 | a fourth symbol after the third, where the pair is the second and the third |
//! | 32–39 | 16–23 | the pair itself is looked for as written |
//! | | 24–31 | the pair itself is looked for by sound |
//! | | 32–47 | a third sound, by its class |
//! | | 48–63 | a sound before the pair, by its class, where the pair is the second and the third |
//!
//! A word is met by sound in many ways, and is written in one: that is why sounds take most of the bits.
//! Pairs share words and bits by chance. A window of four signs, or of three sounds, passes if both of
//! its pair words let it, which is rarely so by chance alone: that is what makes a filter of two loads.

use crate::scan::signs::{Sign, class_in};

/// Fewer words than these are not worth the trouble of a smaller table.
const FEWEST_BITS: u32 = 11;
/// More would leave the second cache; classes have 15 bits.
const MOST_BITS: u32 = 17;

const PAIR_CLASS: u32 = 24;
const THIRD_CLASS: u32 = 32;
const FIRST_CLASS: u32 = 48;

/// Where the bits of words as they are written are.
#[derive(Clone, Copy, Debug)]
struct Written {
    /// How many tell of a symbol; those of a third are the first.
    bits: u32,
    fourth: u32,
    pair: u32,
}

impl Written {
    const fn beside(with_sounds: bool) -> Written {
        match with_sounds {
            false => Written { bits: 16, fourth: 16, pair: 32 },
            true => Written { bits: 8, fourth: 8, pair: 16 },
        }
    }

    #[inline]
    const fn third(&self, sign: Sign) -> u32 {
        sign & (self.bits - 1)
    }

    #[inline]
    const fn fourth(&self, sign: Sign) -> u32 {
        self.fourth + self.third(sign)
    }

    #[inline]
    const fn pair(&self, first: Sign, second: Sign) -> u32 {
        self.pair + ((first >> 2 ^ second) & 7)
    }
}

/// The pair words.
#[derive(Debug)]
pub(super) struct Pairs {
    /// Their number is a power of two.
    words: Box<[u64]>,
    written: Written,
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
    /// Room for about so many windows; with sounds, if any of them is one of sounds.
    pub(super) fn with_room(windows: usize, with_sounds: bool) -> Pairs {
        // Most ways to meet a word by its sounds go the same way as others.
        let words = if with_sounds { windows } else { 4 * windows };
        let bits = words.next_power_of_two().ilog2().clamp(FEWEST_BITS, MOST_BITS);
        let words = vec![0; 1 << bits].into_boxed_slice();
        Pairs { words, written: Written::beside(with_sounds) }
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

    /// Lets a pair pass as it is written.
    pub(super) fn add_pair(&mut self, first: Sign, second: Sign) {
        let bit = self.written.pair(first, second);
        self.set(class_in(first), class_in(second), bit);
    }

    /// Lets a window of three symbols, or of four, pass as it is written.
    pub(super) fn add_window(&mut self, window: &[Sign]) {
        let written = self.written;
        let [first, second, third] = [0, 1, 2].map(|index| class_in(window[index]));
        self.set(first, second, written.third(window[2]));
        match window.get(3) {
            Some(&fourth) => self.set(second, third, written.fourth(fourth)),
            None => (0..written.bits).for_each(|any| self.set(second, third, written.fourth + any)),
        }
    }

    /// Lets two sounds pass, or three; each by its class.
    pub(super) fn add_sounds(&mut self, classes: &[u32]) {
        match *classes {
            [first, second] => self.set(first, second, PAIR_CLASS + class_pair_bits(first, second)),
            [first, second, third] => {
                self.set(first, second, THIRD_CLASS + class_bits(third));
                self.set(second, third, FIRST_CLASS + class_bits(first));
            }
            _ => unreachable!("two or three places"),
        }
    }

    /// Whether a window that ends with this sign may be looked for, in the lowest bit, and the state
    /// after it.
    #[inline]
    pub(super) fn step<const SOUND: bool>(&self, state: State, sign: Sign) -> (u64, State) {
        let (before, class) = (class_in(state.before), class_in(sign));
        let word = self.word(before, class);
        let written = const { Written::beside(SOUND) };
        let third = state.word >> written.third(sign);
        let mut passes =
            state.third & third >> written.fourth | word >> written.pair(state.before, sign);
        if SOUND {
            let third_class = state.word >> (THIRD_CLASS + class_bits(class));
            let first_class = word >> (FIRST_CLASS + class_bits(state.first_class));
            passes |=
                third_class & first_class | word >> (PAIR_CLASS + class_pair_bits(before, class));
        }
        (passes & 1, State { before: sign, first_class: before, word, third })
    }

    /// Whether this pair passes as it is written.
    pub(super) fn has_pair(&self, first: Sign, second: Sign) -> bool {
        let word = self.word(class_in(first), class_in(second));
        word >> self.written.pair(first, second) & 1 != 0
    }

    /// Whether these four signs pass as they are written.
    pub(super) fn has_window(&self, window: [Sign; 4]) -> bool {
        let [first, second, third, _] = window.map(class_in);
        self.word(first, second) >> self.written.third(window[2])
            & self.word(second, third) >> self.written.fourth(window[3])
            & 1
            != 0
    }

    /// Whether this pair passes by its sounds.
    pub(super) fn has_sound_pair(&self, first: Sign, second: Sign) -> bool {
        let (first, second) = (class_in(first), class_in(second));
        self.word(first, second) >> (PAIR_CLASS + class_pair_bits(first, second)) & 1 != 0
    }

    /// Whether these three signs pass by their sounds.
    pub(super) fn has_sounds(&self, window: [Sign; 3]) -> bool {
        let [first, second, third] = window.map(class_in);
        self.word(first, second) >> (THIRD_CLASS + class_bits(third))
            & self.word(second, third) >> (FIRST_CLASS + class_bits(first))
            & 1
            != 0
    }
}

#[inline]
fn class_bits(class: u32) -> u32 {
    class & 15
}

/// What does not follow from where the word of the pair is.
#[inline]
fn class_pair_bits(first_class: u32, second_class: u32) -> u32 {
    (first_class >> 7 ^ second_class) & 7
}
