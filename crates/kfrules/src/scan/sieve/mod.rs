//! The sieve: one pass over a message that tells, for nearly every message, that nothing looked for is
//! in it, and else which words are, and where.
//!
//! A message is read as [signs](crate::scan::signs). Each word is filed under its rarest three or four
//! symbols. [Pair words](pairs) rule out nearly every place; what they let pass is looked up among the
//! [anchors], and compared with the words filed there. A sign may stand for two symbols by chance, so
//! a word that is found is still to be compared with the spelled text.

mod anchors;
mod pairs;
mod reading;
mod sounds;

use anchors::{Anchors, Entry, Found, key};
use pairs::{By, Pairs};
pub(crate) use reading::Reading;
use sounds::Sounds;
pub(crate) use sounds::{Heard, HeardWord, Likeness};

use super::signs::{self, PAST_END, Sign, Table, class_in, numeral_in, tag_in};
use crate::text::rarity;

/// Longer words are left to the automaton: text made to hit would have all of it compared at every
/// symbol.
const LONGEST: usize = 24;
/// The most words under one anchor. Text made to hit compares with each of them at every symbol, so
/// more of them are left to the automaton.
const MOST_WORDS: usize = 8;
/// Where there are so many times as many ways to meet words by sound as there are other words, these are met
/// by sound too.
const MANY_WAYS: usize = 4;
/// How many windows are looked at, and have a bit each, before any is compared: most messages have no more.
const BLOCK: usize = u64::BITS as usize;

/// Words to look for, compiled.
pub(crate) struct Sieve {
    table: &'static Table,
    pairs: Pairs,
    /// By the lowest bits of its tag, whether a single symbol is looked for.
    singles: Option<Box<[u8; SINGLES]>>,
    anchors: Anchors,
    sounds: Option<Sounds>,
    /// By word looked for by its sounds, the same word as it is written: which is not filed by itself, as
    /// it is found by its sounds too.
    heard_as: Box<[Option<u32>]>,
    /// The tags of the words, one word after the other, and where each begins.
    tags: Box<[u16]>,
    starts: Box<[u32]>,
}

/// A byte each: what is looked up for every symbol is to stay in the first cache.
const SINGLES: usize = 1 << 14;

/// What a sieve found in a message.
#[derive(Debug, Default)]
pub(crate) struct Sifted {
    pub(crate) reading: Reading,
    /// Words and the symbols they start at.
    pub(crate) hits: Vec<(u32, usize)>,
    /// Whether there may be words that were left to the automaton.
    pub(crate) has_crowd: bool,
    /// Words that may stand in other hanzi that sound or look like their own, and the symbols they
    /// would start at.
    pub(crate) heard: Vec<(u32, usize)>,
    /// Whether five symbols in a row may be a number spelled out.
    pub(crate) has_numerals: bool,
}

impl Sieve {
    /// A sieve for spelled words, each given once, and for words by their sounds; and the words that it
    /// leaves to others, which have at least three symbols. Where those may be, it finds a crowd. Which of the
    /// words is a term, if any is, tells `word_of`.
    pub(crate) fn new(
        words: &[&str],
        heard: &[HeardWord],
        word_of: impl Fn(usize) -> Option<usize>,
    ) -> (Sieve, Vec<u32>) {
        let number = |word: usize| u32::try_from(word).expect("words are numbered by u32");
        let mut is_heard = vec![false; words.len()];
        let heard_as = heard.iter().map(|word| {
            // It may be heard in several ways.
            let is_first = |&word: &usize| !std::mem::replace(&mut is_heard[word], true);
            word_of(word.term).filter(is_first).map(number)
        });
        let heard_as = Box::from_iter(heard_as);
        let ways: usize = heard.iter().map(sounds::ways).sum();
        let by = match words.len() - heard_as.iter().flatten().count() {
            _ if heard.is_empty() => By::Writing,
            few if few <= ways / MANY_WAYS => By::Sound,
            _ => By::Both,
        };
        let mut pairs = Pairs::with_room(words.len() + ways, by);
        let sounds = (!heard.is_empty()).then(|| Sounds::new(heard, &mut pairs));
        let mut singles: Option<Box<[u8; SINGLES]>> = None;
        // Nearly all symbols take three bytes.
        let symbols = words.iter().map(|word| word.len()).sum::<usize>() / 3;
        let mut tags = Vec::with_capacity(symbols);
        let mut starts = Vec::with_capacity(words.len() + 1);
        starts.push(0);
        let mut entries = Vec::with_capacity(words.len());
        let mut chooser = Chooser::default();
        let mut signs: Vec<Sign> = Vec::new();
        for (word, &plain) in words.iter().enumerate() {
            signs.clear();
            signs.extend(signs::of_word(plain));
            tags.extend(signs.iter().map(|&sign| tag_in(sign)));
            starts.push(u32::try_from(tags.len()).expect("words of less than 8 GB"));
            if is_heard[word] {
                continue;
            }
            let (offset, length) = match signs.len() {
                1 => {
                    singles.get_or_insert_with(|| Box::new([0; SINGLES]))
                        [place_of_single(signs[0])] = 1;
                    (0, 1)
                }
                2 => {
                    pairs.add_pair(signs[0], signs[1]);
                    (0, 2)
                }
                symbols => {
                    let offset = chooser.choose(plain, &signs);
                    pairs.add_window(&signs[offset..symbols.min(offset + 4)]);
                    (offset, 3)
                }
            };
            entries.push(Entry::new(key(&signs[offset..offset + length]), number(word), offset));
        }
        // Short words are their own anchors, so few are under one.
        let is_left = |word: u32, beside: usize| {
            let length = (starts[word as usize + 1] - starts[word as usize]) as usize;
            length > LONGEST || length > 2 && beside > MOST_WORDS
        };
        let mut anchors = Anchors::new(&entries);
        let left = anchors.leave(MOST_WORDS, is_left);
        let (tags, starts) = (tags.into_boxed_slice(), starts.into_boxed_slice());
        let table = signs::table();
        (Sieve { table, pairs, singles, anchors, sounds, heard_as, tags, starts }, left)
    }

    /// Reads a message and finds what may be in it; on `Err`, the offset of the first byte that is not
    /// UTF-8.
    pub(crate) fn sift(&self, text: &[u8], sifted: &mut Sifted) -> Result<(), usize> {
        sifted.hits.clear();
        sifted.has_crowd = false;
        sifted.heard.clear();
        sifted.reading.read(self.table, text)?;
        let none = &[0; SINGLES];
        match (&self.singles, self.pairs.by()) {
            (None, By::Writing) => self.pass::<false, true, false>(none, sifted),
            (None, By::Both) => self.pass::<false, true, true>(none, sifted),
            (None, By::Sound) => self.pass::<false, false, true>(none, sifted),
            (Some(singles), By::Writing) => self.pass::<true, true, false>(singles, sifted),
            (Some(singles), By::Both) => self.pass::<true, true, true>(singles, sifted),
            (Some(singles), By::Sound) => self.pass::<true, false, true>(singles, sifted),
        }
        Ok(())
    }

    fn pass<const WITH_SINGLES: bool, const WRITTEN: bool, const HEARD: bool>(
        &self,
        singles: &[u8; SINGLES],
        sifted: &mut Sifted,
    ) {
        let Sifted { reading, hits, has_crowd, heard, has_numerals } = sifted;
        let (signs, symbols) = (reading.padded(), reading.len());
        let words = self.pairs.words();
        assert!(!words.is_empty(), "a power of two");
        let mut state = self.pairs.before(PAST_END);
        let mut before = 0;
        // A window of three symbols at the end passes with the sign past it.
        for block in signs[..=symbols].chunks(BLOCK) {
            // A bit each, the last the lowest.
            let (mut passing, mut single) = (0, 0);
            for &sign in block {
                let (passes, next) = Pairs::step::<WRITTEN, HEARD>(words, state, sign);
                passing = passing << 1 | passes;
                state = next;
                if WITH_SINGLES {
                    single = single << 1 | u64::from(singles[place_of_single(sign)]);
                }
            }
            before += block.len();
            if passing | single != 0 {
                let mut take = Take { sieve: self, signs, symbols, hits, has_crowd, heard };
                take.all::<WRITTEN, HEARD>(before - 1, passing, single);
            }
        }
        *has_numerals = has_numerals_in_a_row(signs);
    }

    /// How many symbols a word has.
    pub(crate) fn length(&self, word: u32) -> usize {
        self.tags_of(word).len()
    }

    /// Whether signs begin with those of a word.
    fn is_written(&self, word: u32, signs: &[Sign]) -> bool {
        let tags = self.tags_of(word);
        // All of it at once: text made to be slow differs at the end alone.
        let differ = |differ, (&tag, &sign)| differ | (tag ^ tag_in(sign));
        tags.len() <= signs.len() && tags.iter().zip(signs).fold(0, differ) == 0
    }

    fn tags_of(&self, word: u32) -> &[u16] {
        let word = word as usize;
        &self.tags[self.starts[word] as usize..self.starts[word + 1] as usize]
    }
}

/// Where it is kept whether a single symbol is looked for.
#[inline]
fn place_of_single(sign: Sign) -> usize {
    usize::from(tag_in(sign)) % SINGLES
}

/// Whether five symbols in a row may be a number spelled out.
#[inline]
fn has_numerals_in_a_row(signs: &[Sign]) -> bool {
    let [second, third, fourth, fifth] = [1, 2, 3, 4].map(|skipped| &signs[skipped..]);
    // All of them at once: several places to an instruction.
    let beside = signs.iter().zip(second).zip(third).zip(fourth).zip(fifth);
    let all = beside.fold(0, |all, ((((a, b), c), d), e)| all | a & b & c & d & e);
    numeral_in(all) != 0
}

/// What the pair words let pass, compared.
struct Take<'a> {
    sieve: &'a Sieve,
    signs: &'a [Sign],
    symbols: usize,
    hits: &'a mut Vec<(u32, usize)>,
    has_crowd: &'a mut bool,
    heard: &'a mut Vec<(u32, usize)>,
}

impl Take<'_> {
    /// Looks at the windows that end with one of some symbols, and at the single ones of these, where they
    /// pass: a bit each, the last the lowest.
    #[cold]
    fn all<const WRITTEN: bool, const HEARD: bool>(
        &mut self,
        last: usize,
        passing: u64,
        single: u64,
    ) {
        for before_last in from_the_highest(single) {
            self.anchor::<1>(last - before_last);
        }
        for before_last in from_the_highest(passing) {
            let end = last - before_last;
            let endings = self.sieve.pairs.endings::<WRITTEN, HEARD>(&self.signs[..=end]);
            if endings.pair {
                self.anchor::<2>(end - 1);
            }
            if let Some(start) = endings.window {
                self.anchor::<3>(start);
            }
            if endings.sound_pair {
                self.sounds::<2>(end - 1);
            }
            if endings.sounds {
                self.sounds::<3>(end - 2);
            }
        }
    }

    /// Compares the words that are filed under so many signs at a place.
    fn anchor<const SYMBOLS: usize>(&mut self, at: usize) {
        let Take { sieve, signs, symbols, .. } = *self;
        let anchor: &[Sign; SYMBOLS] = signs[at..].first_chunk().expect("signs that were read");
        // Single symbols may be met past the end too.
        let text = &signs[..symbols];
        sieve.anchors.under(key(anchor), |found| match found {
            Found::Crowd => *self.has_crowd = true,
            Found::Word { word, offset } => {
                if let Some(start) = at.checked_sub(offset)
                    && sieve.is_written(word, text.get(start..).unwrap_or_default())
                {
                    self.hits.push((word, start));
                }
            }
        });
    }

    /// Takes the words that are filed under so many sounds at a place and may be heard there, or be written.
    fn sounds<const SYMBOLS: usize>(&mut self, at: usize) {
        let Take { sieve, signs, symbols, .. } = *self;
        let Some(sounds) = &sieve.sounds else { return };
        let anchor: &[Sign; SYMBOLS] = signs[at..].first_chunk().expect("signs that were read");
        sounds.under(&anchor.map(class_in), at, |heard, start| {
            let text = signs[..symbols].get(start..).unwrap_or_default();
            if !sounds.may_be(heard, text) {
                return;
            }
            match sieve.heard_as[heard as usize] {
                Some(word) if sieve.is_written(word, text) => self.hits.push((word, start)),
                _ => self.heard.push((heard, start)),
            }
        });
    }
}

/// The places of the bits that are set, in the order of the text.
fn from_the_highest(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let highest = bits.checked_ilog2()?;
        bits ^= 1 << highest;
        Some(highest as usize)
    })
}

/// Chooses what a word is filed under: its rarest symbols, and not what many others are filed under.
#[derive(Default)]
struct Chooser {
    /// How many words are filed under a key, by some of the key's bits.
    loads: Vec<u8>,
    /// What is known of symbols of the basic plane so far; 0 is nothing.
    rarities: Vec<f32>,
}

/// The bits of a key that its load is kept by.
const LOAD_BITS: u32 = 16;
/// Anchors further on are not looked at.
const MOST_OFFSETS: usize = 12;

impl Chooser {
    /// How many symbols of a word of at least three stand before its anchor.
    fn choose(&mut self, plain: &str, signs: &[Sign]) -> usize {
        if self.loads.is_empty() {
            self.loads = vec![0; 1 << LOAD_BITS];
            self.rarities = vec![0.0; 1 << 16];
        }
        let best = self.rarest(plain, signs);
        let load = &mut self.loads[load_of(&signs[best..best + 3])];
        *load = load.saturating_add(1).min(u8::MAX - 1);
        best
    }

    /// Where the rarest four symbols of a word begin that few others are filed under; 0 of a shorter one.
    fn rarest(&mut self, plain: &str, signs: &[Sign]) -> usize {
        let offsets = signs.len().saturating_sub(3).min(MOST_OFFSETS);
        if offsets <= 1 {
            return 0;
        }
        let mut rarities = [1.0; MOST_OFFSETS + 4];
        for (rarity, symbol) in rarities.iter_mut().zip(plain.chars()) {
            *rarity = self.rarity(symbol);
        }
        let cost = |&offset: &usize| {
            let chance: f32 = rarities[offset..offset + 4].iter().product();
            let load = self.loads[load_of(&signs[offset..offset + 3])];
            chance * f32::from(load + 1)
        };
        let costs = (0..offsets).map(|offset| (offset, cost(&offset)));
        let (best, _) =
            costs.min_by(|one, other| one.1.total_cmp(&other.1)).expect("more than one");
        best
    }

    fn rarity(&mut self, symbol: char) -> f32 {
        match self.rarities.get_mut(symbol as usize) {
            None => rarity::of_symbol(symbol),
            Some(known) if *known > 0.0 => *known,
            Some(unknown) => {
                *unknown = rarity::of_symbol(symbol);
                *unknown
            }
        }
    }
}

fn load_of(anchor: &[Sign]) -> usize {
    (key(anchor) >> (32 - LOAD_BITS)) as usize
}

#[cfg(test)]
mod tests;
