//! Pair words: for each two neighbouring signs, what may come after them.
//!
//! A pair word has one bit for each way that something looked for may go on from there:
//!
//! | written | both | sounds | meaning |
//! |---|---|---|---|
//! | 0–15 | 0–15 | | a third symbol |
//! | 16–31 | 16–31 | | a fourth symbol after the third, where the pair is the second and the third |
//! | 32–47 | 32–47 | | the pair itself is looked for as written |
//! | | 48–55 | 32–47 | the pair itself is looked for by sound |
//! | | 56–63 | 0–15 | the pair is the first two of three sounds, by the third |
//! | | 56–63 | 16–31 | the pair is the last two of three sounds, by the third |
//!
//! A word is met by sound in many ways, and is written in one: where few words are looked for as written
//! alone, sounds take all of the bits, and these words pass by their sounds too. Pairs share words and bits
//! by chance. A window of four signs, or of three sounds, passes if both of its pair words let it, which is
//! rarely so by chance alone: that is what makes a filter of two loads.
//!
//! A sign tells which of several bits by what the place of the pair word does not tell.

use crate::scan::signs::{CLASS_BITS, Sign, class_in};

/// Fewer words than these are not worth the trouble of a smaller table.
const FEWEST_BITS: u32 = 11;
/// More would leave the second cache; classes have 15 bits.
const MOST_BITS: u32 = 17;

/// By what a word may be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Writing,
    Both,
    /// By sound, and all others of two symbols and more as if they were.
    Sound,
}

impl By {
    const fn of(written: bool, heard: bool) -> By {
        match (written, heard) {
            (true, false) => By::Writing,
            (true, true) => By::Both,
            (false, _) => By::Sound,
        }
    }
}

/// How many bits tell of a third symbol, from the lowest on, as many of a fourth, and as many of a pair.
const SYMBOL_BITS: u32 = 16;
/// Where those of a pair begin.
const PAIR: u32 = 2 * SYMBOL_BITS;

/// Where the other bits of pair words are.
#[derive(Clone, Copy, Debug)]
struct Layout {
    by: By,
    sound_pair: u32,
    first_sounds: u32,
    last_sounds: u32,
    /// How many there are of each kind that tells of sounds: a power of two.
    sound_bits: u32,
}

impl Layout {
    const fn of(by: By) -> Layout {
        let (sound_pair, [first_sounds, last_sounds], sound_bits) = match by {
            By::Writing | By::Both => (48, [56, 56], 8),
            By::Sound => (32, [0, 16], 16),
        };
        Layout { by, sound_pair, first_sounds, last_sounds, sound_bits }
    }

    /// What the place of a pair word is told by: where sounds matter, the same for all signs of a sound.
    #[inline]
    const fn stem(&self, sign: Sign) -> u32 {
        match self.by {
            By::Writing => sign,
            By::Both | By::Sound => class_in(sign),
        }
    }

    /// Which of the bits that tell of a symbol.
    #[inline]
    const fn of_symbol(&self, sign: Sign) -> u32 {
        let by_class = class_in(sign) >> (CLASS_BITS - SYMBOL_BITS.ilog2());
        let by_tag = sign % SYMBOL_BITS;
        match self.by {
            By::Writing => by_class,
            By::Both | By::Sound => by_tag,
        }
    }

    /// Which of the bits that tell of a sound.
    #[inline]
    const fn of_sound(&self, class: u32) -> u32 {
        class >> (CLASS_BITS - self.sound_bits.ilog2())
    }

    /// Whether a pair word lets the pair pass as it is written, in the lowest bit.
    #[inline]
    const fn has_pair(&self, word: u64, second: Sign) -> u64 {
        word >> self.of_symbol(second) >> PAIR
    }

    /// What a pair word says of the next sign: at the lowest bit as a third symbol, [`SYMBOL_BITS`] further on
    /// as a fourth.
    #[inline]
    const fn next(&self, word: u64, sign: Sign) -> u64 {
        word >> self.of_symbol(sign)
    }

    /// Whether a pair word lets the pair pass by its sounds, the second of which is this.
    #[inline]
    const fn has_sound_pair(&self, word: u64, second: u32) -> u64 {
        word >> self.sound_pair >> self.of_sound(second)
    }

    /// Whether the words of the first two of three sounds and of the last two both let them pass.
    #[inline]
    const fn has_sounds(&self, first_two: u64, last_two: u64, third: u32) -> u64 {
        (first_two >> self.first_sounds & last_two >> self.last_sounds) >> self.of_sound(third)
    }
}

/// The pair words.
#[derive(Debug)]
pub(super) struct Pairs {
    /// Their number is a power of two.
    words: Box<[u64]>,
    layout: Layout,
    /// Whether a word of two symbols is looked for as it is written.
    has_written_pairs: bool,
}

/// What the signs before let follow.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// The stem of the sign before.
    stem: u32,
    /// The pair word of the two signs before.
    word: u64,
    /// At the lowest bit: whether the third symbol fitted.
    third: u64,
}

/// Where the word of two stems is.
#[inline]
fn slot(words: &[u64], first: u32, second: u32) -> usize {
    ((first as usize) << 3 ^ second as usize) & (words.len() - 1)
}

impl Pairs {
    /// Room for about so many windows.
    pub(super) fn with_room(windows: usize, by: By) -> Pairs {
        // Most ways to meet a word by its sounds go the same way as others.
        let words = if by == By::Writing { 4 * windows } else { windows };
        let bits = words.next_power_of_two().ilog2().clamp(FEWEST_BITS, MOST_BITS);
        let words = vec![0; 1 << bits].into_boxed_slice();
        Pairs { words, layout: Layout::of(by), has_written_pairs: false }
    }

    pub(super) fn by(&self) -> By {
        self.layout.by
    }

    /// The pair words, for [`step`](Pairs::step).
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    fn set(&mut self, first: u32, second: u32, bit: u32) {
        let slot = slot(&self.words, first, second);
        self.words[slot] |= 1 << bit;
    }

    /// Lets a word of two symbols pass.
    pub(super) fn add_pair(&mut self, first: Sign, second: Sign) {
        self.has_written_pairs = true;
        let layout = self.layout;
        let stems @ [first_stem, second_stem] = [first, second].map(|sign| layout.stem(sign));
        if layout.by == By::Sound {
            return self.add_sounds(&stems);
        }
        self.set(first_stem, second_stem, PAIR + layout.of_symbol(second));
    }

    /// Lets a window of a word pass, of four symbols, or of three if the word has no more.
    pub(super) fn add_window(&mut self, window: &[Sign]) {
        let layout = self.layout;
        let stems @ [first, second, third] = [0, 1, 2].map(|index| layout.stem(window[index]));
        if layout.by == By::Sound {
            return self.add_sounds(&stems);
        }
        self.set(first, second, layout.of_symbol(window[2]));
        match window.get(3) {
            Some(&fourth) => self.set(second, third, SYMBOL_BITS + layout.of_symbol(fourth)),
            None => (SYMBOL_BITS..2 * SYMBOL_BITS).for_each(|any| self.set(second, third, any)),
        }
    }

    /// Lets two sounds pass, or three; each by its class.
    pub(super) fn add_sounds(&mut self, classes: &[u32]) {
        let layout = self.layout;
        match *classes {
            [first, second] => {
                self.set(first, second, layout.sound_pair + layout.of_sound(second));
            }
            [first, second, third] => {
                let bit = layout.of_sound(third);
                self.set(first, second, layout.first_sounds + bit);
                self.set(second, third, layout.last_sounds + bit);
            }
            _ => unreachable!("two or three places"),
        }
    }

    /// Whether a window that ends with this sign may be looked for, in the lowest bit, and the state
    /// after it.
    #[inline]
    pub(super) fn step<const WRITTEN: bool, const HEARD: bool>(
        words: &[u64],
        state: State,
        sign: Sign,
    ) -> (u64, State) {
        let layout = const { Layout::of(By::of(WRITTEN, HEARD)) };
        let stem = layout.stem(sign);
        let word = words[slot(words, state.stem, stem)];
        let (mut passes, mut third) = (0, 0);
        if WRITTEN {
            third = layout.next(state.word, sign);
            passes |= layout.has_pair(word, sign) | state.third & third >> SYMBOL_BITS;
        }
        if HEARD {
            passes |= layout.has_sound_pair(word, stem) | layout.has_sounds(state.word, word, stem);
        }
        (passes & 1, State { stem, word, third })
    }

    /// The state where nothing but this sign was before.
    pub(super) fn before(&self, sign: Sign) -> State {
        State { stem: self.layout.stem(sign), word: 0, third: 0 }
    }

    /// As what the last of some signs may pass.
    pub(super) fn endings<const WRITTEN: bool, const HEARD: bool>(
        &self,
        signs: &[Sign],
    ) -> Endings {
        let layout = const { Layout::of(By::of(WRITTEN, HEARD)) };
        let word = |first: Sign, second: Sign| {
            self.words[slot(&self.words, layout.stem(first), layout.stem(second))]
        };
        let mut endings = Endings::default();
        let &[.., before_last, last] = signs else { return endings };
        let last_two = word(before_last, last);
        let is_set = |passes: u64| passes & 1 != 0;
        if HEARD {
            endings.sound_pair = is_set(layout.has_sound_pair(last_two, class_in(last)));
        }
        endings.pair = if WRITTEN {
            is_set(layout.has_pair(last_two, last))
        } else {
            endings.sound_pair && self.has_written_pairs
        };
        let &[.., second, _, _] = signs else { return endings };
        let middle = word(second, before_last);
        if HEARD {
            endings.sounds = is_set(layout.has_sounds(middle, last_two, class_in(last)));
        }
        if !WRITTEN {
            endings.window = endings.sounds.then_some(signs.len() - 3);
        } else if let &[.., first, _, _, _] = signs {
            let third = layout.next(word(first, second), before_last);
            let passes = is_set(third & layout.next(middle, last) >> SYMBOL_BITS);
            endings.window = passes.then_some(signs.len() - 4);
        }
        endings
    }
}

/// As what the last of some signs may pass.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Endings {
    /// The last two as a word.
    pub(super) pair: bool,
    /// Where the window of a word begins.
    pub(super) window: Option<usize>,
    /// The last two by their sounds.
    pub(super) sound_pair: bool,
    /// The last three by their sounds.
    pub(super) sounds: bool,
}
