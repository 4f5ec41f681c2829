//! Words in disguise: every place where a word may stand in other characters that look or sound like
//! its own, typed as pinyin, split into parts or drawn as emoji.
//!
//! Each character of a text is looked up by its set of readings: a set tells which words may start
//! there, and a mask which sets may follow. Only what passes both is compared symbol by symbol.

use std::collections::{BTreeSet, HashMap};

use super::place::{Place, SetsOfSyllables};
use super::sieve::{Heard, Sifted};
use super::turn::{Tally, Text, Turn};
use crate::plan::Sound;
use crate::rule::Via;
use crate::text::View;
use crate::text::readings::{self, SET_COUNT, SYLLABLE_COUNT, Set, Syllable, sets};

/// Longer words are looked for as they are written, and no further.
const LONGEST: usize = 12;
/// The bit of a mask for all that has no reading: letters, digits, other scripts.
const NO_READING: u64 = 1 << 63;

/// Collects words, each once for each way to hear it.
#[derive(Default)]
pub(crate) struct DisguisedBuilder {
    words: Vec<Vec<Place>>,
    known: HashMap<(String, Sound), usize>,
}

/// All words that are looked for in disguise.
#[derive(Default)]
pub(crate) struct Disguised {
    words: Vec<Vec<Place>>,
    /// By set of readings, which words may start; empty if there are no words.
    starts: Vec<Start>,
    /// By letter from a to z.
    letter_starts: Vec<Start>,
    /// By set of readings, the bits of its syllables.
    masks: Vec<u64>,
}

/// The words that may start at one character.
#[derive(Clone, Default)]
struct Start {
    /// Each with the bits of what may come next.
    words: Vec<(usize, u64)>,
    /// The bits of all of them.
    follow: u64,
}

impl Start {
    fn add(&mut self, word: usize, follow: u64) {
        self.words.push((word, follow));
        self.follow |= follow;
    }
}

/// A word in disguise at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DisguisedHit {
    pub(crate) word: usize,
    /// In symbols; empty if the word is drawn as emoji alone.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// In bytes of the original, emoji included.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) tally: Tally,
}

impl DisguisedHit {
    /// The widest step that any symbol needed.
    pub(crate) fn via(&self) -> Via {
        if self.tally.is_heard() { Via::Sound } else { Via::Shape }
    }
}

impl DisguisedBuilder {
    /// The number of a spelled word; `None` if it cannot be disguised: a single symbol, a long
    /// word, or one without hanzi.
    pub(crate) fn add(&mut self, plain: &str, sound: &Sound) -> Option<usize> {
        let length = plain.chars().count();
        let hanzi = plain.chars().any(|c| !readings::of(c).is_empty());
        if !(2..=LONGEST).contains(&length) || !hanzi {
            return None;
        }
        let next = self.words.len();
        let number = *self.known.entry((plain.to_owned(), sound.clone())).or_insert(next);
        if number == next {
            self.words.push(Place::of_word(plain, sound));
        }
        Some(number)
    }

    /// For each word, what may stand for each of its symbols.
    pub(crate) fn heard(&self) -> Vec<Vec<Heard>> {
        let sets = SetsOfSyllables::new();
        let heard = |places: &Vec<Place>| places.iter().map(|place| place.heard(&sets)).collect();
        self.words.iter().map(heard).collect()
    }

    /// Pairs of symbols that may be parts of a symbol of the words.
    pub(crate) fn split_pairs(&self) -> BTreeSet<String> {
        self.words.iter().flatten().flat_map(Place::split_pairs).collect()
    }

    pub(crate) fn build(self) -> Disguised {
        if self.words.is_empty() {
            return Disguised::default();
        }
        let mask = |set| {
            let syllables = readings::in_set(set).iter();
            let bits = syllables.fold(0, |mask, &syllable| mask | bit(syllable));
            if bits == 0 { NO_READING } else { bits }
        };
        let masks: Vec<u64> = sets().map(mask).collect();
        let without_reading = sets().filter(|&set| masks[usize::from(set)] == NO_READING);
        let mut starts = vec![Start::default(); SET_COUNT];
        let mut letter_starts = vec![Start::default(); 26];
        let with_syllable = sets_by_syllable();
        let mut met = Vec::new();
        for (number, places) in self.words.iter().enumerate() {
            let follow = follow(&places[0], &places[1], &masks);
            let first = &places[0];
            met.clear();
            for &syllable in &first.syllables {
                met.extend(&with_syllable[usize::from(syllable)]);
            }
            met.extend(first.seen().map(readings::set_of).filter(|&set| set != 0));
            if first.is_met_without_reading() {
                met.extend(without_reading.clone());
            }
            met.sort_unstable();
            met.dedup();
            for &set in &met {
                starts[usize::from(set)].add(number, follow);
            }
            for (letter, start) in ('a'..='z').zip(&mut letter_starts) {
                if first.may_be_typed_from(letter) {
                    start.add(number, u64::MAX);
                }
            }
        }
        Disguised { words: self.words, starts, letter_starts, masks }
    }
}

/// The sets that each syllable is in.
fn sets_by_syllable() -> Vec<Vec<Set>> {
    let mut with_syllable = vec![Vec::new(); SYLLABLE_COUNT];
    for set in sets() {
        for &syllable in readings::in_set(set) {
            with_syllable[usize::from(syllable)].push(set);
        }
    }
    with_syllable
}

fn bit(syllable: Syllable) -> u64 {
    1 << (syllable % 63)
}

/// The bits of all that may stand second when a word starts with these two places.
fn follow(first: &Place, second: &Place, masks: &[u64]) -> u64 {
    let of_char = |c: char| masks[usize::from(readings::set_of(c))];
    // A letter may begin a typed syllable.
    let mut follow = NO_READING;
    for &syllable in &second.syllables {
        follow |= bit(syllable);
    }
    for written in std::iter::once(second.plain).chain(second.folded_alikes()) {
        follow |= of_char(written);
    }
    for parts in &second.splits {
        follow |= parts.first().map_or(0, |&part| of_char(part));
    }
    for parts in &first.splits {
        follow |= parts.get(1).map_or(0, |&part| of_char(part));
    }
    follow
}

impl Disguised {
    /// Whether a message may hold words in disguise, as far as single hanzi, letters and emoji tell.
    pub(crate) fn may_be_in(&self, sifted: &Sifted) -> bool {
        !self.words.is_empty()
            && (sifted.has_sounds || sifted.reading.letters > 0 || sifted.reading.has_pictures)
    }

    /// Finds words that are not written as they are.
    pub(crate) fn scan(&self, view: &View, original: &[u8], mut found: impl FnMut(DisguisedHit)) {
        if self.words.is_empty() {
            return;
        }
        let text = Text::new(view, original);
        let mut symbols = view.plain().chars().enumerate().peekable();
        while let Some((index, symbol)) = symbols.next() {
            let start = match symbol {
                'a'..='z' => &self.letter_starts[usize::from(symbol as u8 - b'a')],
                _ => &self.starts[usize::from(readings::set_of(symbol))],
            };
            if start.words.is_empty() {
                continue;
            }
            let next = symbols.peek().map_or(0, |&(_, next)| self.mask(next));
            if start.follow & next == 0 && !text.has_pictures() {
                continue;
            }
            for &(word, follow) in &start.words {
                if follow & next != 0 || text.has_pictures() {
                    self.try_word(&text, word, index, &mut found);
                }
            }
        }
        for picture in 0..text.pictures() {
            for word in 0..self.words.len() {
                self.try_word_from_picture(&text, word, picture, &mut found);
            }
        }
    }

    fn mask(&self, symbol: char) -> u64 {
        self.masks[usize::from(readings::set_of(symbol))]
    }

    fn try_word(
        &self,
        text: &Text<'_>,
        word: usize,
        index: usize,
        found: &mut impl FnMut(DisguisedHit),
    ) {
        Turn::at_symbol(text, index).follow(text, &self.words[word], &mut |end| {
            self.take(text, word, &end, found);
        });
    }

    fn try_word_from_picture(
        &self,
        text: &Text<'_>,
        word: usize,
        picture: usize,
        found: &mut impl FnMut(DisguisedHit),
    ) {
        Turn::at_picture(text, picture).through_picture(text, &self.words[word], &mut |end| {
            self.take(text, word, &end, found);
        });
    }

    fn take(&self, text: &Text<'_>, word: usize, end: &Turn, found: &mut impl FnMut(DisguisedHit)) {
        if end.tally.is_disguise_of(self.words[word].len()) && text.edges_are_clean(end) {
            let &Turn { first_symbol: start, symbol, from, to, tally, .. } = end;
            found(DisguisedHit { word, start, end: symbol, from, to, tally });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DisguisedBuilder, DisguisedHit};
    use crate::plan::Sound;
    use crate::rows::Texts;
    use crate::scan::{AlarmsBuilder, Rings, Sifted, Terms};
    use crate::text::disguises::{look_alikes, splits};
    use crate::text::{readings, spell};

    /// Hanzi of one and of several readings, with look-alikes and parts.
    const HANZI: [char; 14] =
        ['微', '信', '支', '付', '宝', '长', '行', '重', '好', '明', '的', '红', '一', '淘'];
    /// Homophones, letters, emoji and fillings.
    const OTHERS: [&str; 16] = [
        "薇", "芯", "制", "富", "保", "张", "银", "v", "a", "xin", "2", "\u{2764}", "*", " ", ",",
        "\u{3392}",
    ];

    /// All ways to write one hanzi that have a name here.
    fn forms(hanzi: char) -> Vec<String> {
        let parts = splits(hanzi).map(str::to_owned);
        let alikes = look_alikes(hanzi).chars().map(String::from);
        let typed = readings::readings(hanzi).map(str::to_owned);
        [hanzi.to_string()].into_iter().chain(parts).chain(alikes).chain(typed).collect()
    }

    fn written() -> impl Strategy<Value = String> {
        let hanzi = (prop::sample::select(&HANZI[..]), any::<prop::sample::Index>()).prop_map(
            |(hanzi, which)| {
                let forms = forms(hanzi);
                forms[which.index(forms.len())].clone()
            },
        );
        prop_oneof![4 => hanzi, 1 => prop::sample::select(&OTHERS[..]).prop_map(str::to_owned)]
    }

    fn word() -> impl Strategy<Value = String> {
        let symbols = prop_oneof![8 => prop::sample::select(&HANZI[..]), 1 => Just('v')];
        prop::collection::vec(symbols, 2..6).prop_map(String::from_iter)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_sieve_lets_pass_all_that_is_found(
            words in prop::collection::vec(word(), 1..6),
            (heard, near) in any::<(bool, bool)>(),
            texts in prop::collection::vec(prop::collection::vec(written(), 1..9), 1..20),
        ) {
            let mut builder = DisguisedBuilder::default();
            for word in &words {
                builder.add(word, &Sound { heard, near, reading: None });
            }
            let mut parts = Texts::default();
            builder.split_pairs().iter().for_each(|pair| parts.push(pair));
            let mut alarms = AlarmsBuilder::default();
            alarms.add(Rings::Disguises, &[(0..parts.len()).collect()]);
            let alarms = alarms.build(parts.len());
            let terms = Terms::new(&Texts::default(), &parts, |_| true, &builder.heard());
            let disguised = builder.build();
            let (mut sifted, mut awake) = (Sifted::default(), alarms.asleep());
            for text in texts {
                let text = text.concat();
                let mut hits: Vec<DisguisedHit> = Vec::new();
                disguised.scan(&spell(&text), text.as_bytes(), |hit| hits.push(hit));
                terms.sift(text.as_bytes(), &mut sifted).expect("UTF-8");
                let mut passes = disguised.may_be_in(&sifted);
                for hit in terms.of_sifted(&sifted) {
                    alarms.meet(hit.term, &mut awake, |_| passes = true);
                }
                prop_assert!(passes || hits.is_empty(), "{:?} in {:?}", words, text);
            }
        }
    }
}
