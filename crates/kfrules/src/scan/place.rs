//! One symbol of a word and the ways to write it otherwise.

use super::sieve::{Heard, Likeness};
use super::signs;
use crate::plan::Sound;
use crate::text::disguises::{look_alikes, splits, word_readings};
use crate::text::fold;
use crate::text::readings::{self, Set, Syllable, spelling};
use crate::text::utf16::Utf16;

/// One symbol of a word, and how it may be disguised.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) plain: char,
    /// The syllables that sound like it; none if it is only seen.
    pub(crate) syllables: Vec<Syllable>,
    /// A bit of each, by its lowest bits.
    syllable_bits: u64,
    /// The characters, unfolded, that look like it.
    pub(super) alikes: Utf16,
    /// The symbols these are folded to.
    alike_symbols: Symbols,
    /// The characters it is split into.
    pub(crate) splits: Vec<Vec<char>>,
    /// The first symbols of these.
    part_symbols: Symbols,
}

/// A few symbols that another is looked for among, mostly in vain.
#[derive(Debug)]
struct Symbols {
    sorted: Vec<char>,
    /// A bit of each, by its lowest bits.
    bits: u64,
}

impl Symbols {
    fn new(symbols: impl Iterator<Item = char>) -> Symbols {
        let mut sorted = Vec::from_iter(symbols);
        sorted.sort_unstable();
        sorted.dedup();
        let bits = sorted.iter().fold(0, |bits, &symbol| bits | Symbols::bit(symbol));
        Symbols { sorted, bits }
    }

    fn contain(&self, symbol: char) -> bool {
        self.bits & Symbols::bit(symbol) != 0 && self.sorted.binary_search(&symbol).is_ok()
    }

    fn bit(symbol: char) -> u64 {
        1 << (symbol as u32 % u64::BITS)
    }
}

impl Sound {
    /// The syllables that sound like each symbol of a spelled word.
    pub(crate) fn syllables(&self, plain: &str) -> Vec<Vec<Syllable>> {
        Place::of_word(plain, self).into_iter().map(|place| place.syllables).collect()
    }
}

impl Place {
    /// The places of a spelled word.
    pub(super) fn of_word(plain: &str, sound: &Sound) -> Vec<Place> {
        let readings = match &sound.reading {
            Some(own) => own.iter().copied().map(Some).collect(),
            None => word_readings(plain),
        };
        let place = |(symbol, reading): (char, Option<Syllable>)| {
            let syllables = match reading {
                Some(syllable) if sound.heard && sound.near => near(syllable),
                Some(syllable) if sound.heard => vec![syllable],
                _ => Vec::new(),
            };
            Place {
                plain: symbol,
                syllable_bits: syllables.iter().fold(0, |bits, &it| bits | syllable_bit(it)),
                syllables,
                alikes: look_alikes(symbol),
                alike_symbols: Symbols::new(folded(look_alikes(symbol).chars()).chars()),
                splits: splits(symbol).map(|parts| parts.chars().collect()).collect(),
                part_symbols: Symbols::new(
                    splits(symbol).filter_map(|parts| folded(parts.chars()).chars().next()),
                ),
            }
        };
        plain.chars().zip(readings).map(place).collect()
    }

    /// The classes of all that may stand for it as one symbol.
    pub(super) fn heard(&self, sets: &SetsOfSyllables) -> Heard {
        let mut classes = vec![signs::class_in(signs::of(self.plain))];
        for &syllable in &self.syllables {
            classes.extend(sets.with(syllable).iter().map(|&set| signs::class_of(set)));
        }
        classes.sort_unstable();
        classes.dedup();
        let seen =
            self.alike_symbols.sorted.iter().map(|&symbol| signs::class_in(signs::of(symbol)));
        let mut seen = Vec::from_iter(seen);
        seen.sort_unstable();
        seen.dedup();
        seen.retain(|class| classes.binary_search(class).is_err());
        let likeness = Likeness::new(&classes, &self.alike_symbols.sorted);
        Heard { classes, seen, likeness }
    }

    /// For each way to split it, the first two symbols, or one if there are no more, and how many symbols
    /// there are.
    pub(super) fn parts(&self) -> impl Iterator<Item = (String, u8)> {
        let parts = self.splits.iter().map(|parts| {
            let symbols = folded(parts.iter().copied());
            let length = u8::try_from(symbols.chars().count()).expect("few parts");
            (symbols.chars().take(2).collect(), length)
        });
        parts.filter(|(first, _): &(String, u8)| !first.is_empty())
    }

    /// Whether it sounds like a syllable; most do not.
    pub(super) fn sounds_like(&self, syllable: Syllable) -> bool {
        self.syllable_bits & syllable_bit(syllable) != 0 && self.syllables.contains(&syllable)
    }

    /// How one symbol may stand for it, if it may at all.
    pub(super) fn fit(&self, symbol: char) -> Option<Fit> {
        if symbol == self.plain {
            Some(Fit::Literal)
        } else if readings::of(symbol).iter().any(|&reading| self.sounds_like(reading)) {
            Some(Fit::Heard)
        } else {
            self.alike_symbols.contain(symbol).then_some(Fit::Seen)
        }
    }

    /// Whether it may begin with a symbol, by itself, typed or split.
    pub(super) fn may_begin_with(&self, symbol: char) -> bool {
        self.fit(symbol).is_some()
            || symbol.is_ascii_lowercase()
                && self.syllables.iter().any(|&syllable| spelling(syllable).starts_with(symbol))
            || self.part_symbols.contain(symbol)
    }
}

fn syllable_bit(syllable: Syllable) -> u64 {
    1 << (u32::from(syllable) % u64::BITS)
}

/// How one symbol stands for a place of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// As it is.
    Literal,
    /// It sounds alike.
    Heard,
    /// It looks alike.
    Seen,
}

/// The symbols that characters are folded to.
fn folded(characters: impl Iterator<Item = char>) -> String {
    let mut symbols = String::new();
    characters.for_each(|c| symbols.extend(fold(c).symbols()));
    symbols
}

/// By syllable, the sets of readings that it is one of.
pub(super) struct SetsOfSyllables(Vec<Vec<Set>>);

impl SetsOfSyllables {
    pub(super) fn new() -> SetsOfSyllables {
        let mut all: Vec<Vec<Set>> = Vec::new();
        for set in readings::sets() {
            for &syllable in readings::in_set(set) {
                let syllable = usize::from(syllable);
                if all.len() <= syllable {
                    all.resize_with(syllable + 1, Vec::new);
                }
                all[syllable].push(set);
            }
        }
        SetsOfSyllables(all)
    }

    fn with(&self, syllable: Syllable) -> &[Set] {
        self.0.get(usize::from(syllable)).map_or(&[], Vec::as_slice)
    }
}

/// The syllables that many speakers do not tell from this one: zh/z, ch/c, sh/s, n/l, ing/in, eng/en,
/// ang/an.
fn near(syllable: Syllable) -> Vec<Syllable> {
    let typed = spelling(syllable);
    let initials = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")];
    let finals = [("ing", "in"), ("eng", "en"), ("ang", "an")];
    let mut heads = vec![typed.to_owned()];
    for (one, other) in initials {
        let swap =
            |from: &str, to: &str| typed.strip_prefix(from).map(|rest| format!("{to}{rest}"));
        // `zh` before `z`, as each begins with the other.
        heads.extend(swap(one, other).or_else(|| swap(other, one)));
    }
    let mut all = heads.clone();
    for head in &heads {
        for (one, other) in finals {
            let swap = |from: &str, to: &str| head.strip_suffix(from).map(|h| format!("{h}{to}"));
            all.extend(swap(one, other).or_else(|| swap(other, one)));
        }
    }
    all.iter().filter_map(|typed| readings::syllable(typed)).collect()
}
