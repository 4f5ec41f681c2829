//! Words in disguise: every place where a word may stand in other characters that look or sound like
//! its own, typed as pinyin, split into parts or drawn as emoji.
//!
//! A [glance](super::glance) at the signs of the text tells which words may stand where. Only these are
//! followed there, symbol by symbol.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::glance::Suspects;
use super::letters::{holds_any, letters_of};
use super::place::{Place, SetsOfSyllables};
use super::sieve::HeardWord;
use super::turn::{Tally, Text, Turn};
use crate::plan::Sound;
use crate::rule::Via;
use crate::text::View;
use crate::text::readings::{self, SYLLABLE_COUNT, Syllable, spelling};

/// Longer words are looked for as they are written, and no further.
const LONGEST: usize = 12;

/// Collects words, each once for each way to hear it.
#[derive(Default)]
pub(crate) struct DisguisedBuilder {
    words: Vec<Vec<Place>>,
    known: HashMap<(String, Sound), usize>,
}

/// All words that are looked for in disguise.
#[derive(Default)]
pub(crate) struct Disguised {
    pub(super) words: Vec<Vec<Place>>,
    /// By syllable, where it may stand; empty if there are no words.
    pub(super) heard: Vec<Vec<Seat>>,
    /// By letter from a to z, the syllables above that are typed so.
    pub(super) typed: Vec<Vec<Syllable>>,
    /// The letters of each of these syllables, without those that have all letters of another.
    pub(super) letters: Vec<u32>,
    /// By the number of parts of hanzi, what they may stand for and how many symbols that takes.
    pub(super) parts: Vec<Vec<(Seat, u8)>>,
    /// By symbol without a reading, which an emoji may show.
    pub(super) shown: BTreeMap<char, Vec<Seat>>,
}

/// A symbol of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub(super) word: u32,
    pub(super) place: usize,
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

    /// For each word, what may stand for each of its symbols; `term` tells the number of the word as a
    /// term.
    pub(crate) fn heard(&self, term: impl Fn(usize) -> usize) -> Vec<HeardWord> {
        let sets = SetsOfSyllables::new();
        let heard = |(word, places): (usize, &Vec<Place>)| HeardWord {
            places: places.iter().map(|place| place.heard(&sets)).collect(),
            term: term(word),
        };
        self.words.iter().enumerate().map(heard).collect()
    }

    /// What parts of hanzi begin with, each given once and in order: their numbers are those of
    /// [`suspect_split`](Disguised::suspect_split).
    pub(crate) fn parts(&self) -> Vec<String> {
        let firsts = self.words.iter().flatten().flat_map(Place::parts).map(|(first, _)| first);
        Vec::from_iter(BTreeSet::from_iter(firsts))
    }

    /// The words, which may be split into these [`parts`](DisguisedBuilder::parts).
    pub(crate) fn build(self, firsts: &[String]) -> Disguised {
        if self.words.is_empty() {
            return Disguised::default();
        }
        let mut parts = vec![Vec::new(); firsts.len()];
        let mut heard: Vec<Vec<Seat>> = vec![Vec::new(); SYLLABLE_COUNT];
        let mut shown = BTreeMap::<_, Vec<Seat>>::new();
        for (word, places) in (0..).zip(&self.words) {
            for (index, place) in places.iter().enumerate() {
                let seat = Seat { word, place: index };
                for &syllable in &place.syllables {
                    heard[usize::from(syllable)].push(seat);
                }
                for (first, symbols) in place.parts() {
                    let number = firsts.binary_search(&first).expect("all parts are there");
                    parts[number].push((seat, symbols));
                }
                if readings::of(place.plain).is_empty() {
                    shown.entry(place.plain).or_default().push(seat);
                }
            }
        }
        let mut typed = vec![Vec::new(); 26];
        let mut letters: Vec<u32> = Vec::new();
        for syllable in (0..).take(SYLLABLE_COUNT).filter(|&it| !heard[usize::from(it)].is_empty())
        {
            let first = spelling(syllable).as_bytes()[0];
            typed[usize::from(first - b'a')].push(syllable);
            letters.push(letters_of(spelling(syllable)));
        }
        letters.sort_unstable_by_key(|letters| letters.count_ones());
        let mut fewest: Vec<u32> = Vec::new();
        for all in letters {
            if !holds_any(all, &fewest) {
                fewest.push(all);
            }
        }
        Disguised { words: self.words, heard, typed, letters: fewest, parts, shown }
    }
}

impl Disguised {
    /// Finds words that are not written as they are, by following the suspects, which come in no order
    /// and leave in one.
    pub(crate) fn scan(
        &self,
        view: &View,
        original: &[u8],
        suspects: &mut Suspects,
        mut found: impl FnMut(DisguisedHit),
    ) {
        let text = Text::new(view, original);
        let Suspects { at_symbols, at_pictures, sorter } = suspects;
        sorter.sort(at_symbols);
        for &(word, start) in &*at_symbols {
            let turn = Turn::at_symbol(&text, start);
            turn.follow(&text, &self.words[word as usize], &mut |end| {
                self.take(&text, word, &end, &mut found);
            });
        }
        sorter.sort(at_pictures);
        for &(word, picture) in &*at_pictures {
            let turn = Turn::at_picture(&text, picture);
            turn.through_picture(&text, &self.words[word as usize], &mut |end| {
                self.take(&text, word, &end, &mut found);
            });
        }
    }

    fn take(&self, text: &Text<'_>, word: u32, end: &Turn, found: &mut impl FnMut(DisguisedHit)) {
        let word = word as usize;
        if end.tally.is_disguise_of(self.words[word].len()) && text.edges_are_clean(end) {
            let &Turn { first_symbol: start, symbol, from, to, tally, .. } = end;
            found(DisguisedHit { word, start, end: symbol, from, to, tally });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Disguised, DisguisedBuilder, DisguisedHit, Text, Turn};
    use crate::plan::Sound;
    use crate::rows::Texts;
    use crate::scan::{Sifted, Suspects, Terms};
    use crate::text::disguises::{look_alikes, splits};
    use crate::text::{readings, spell};

    /// Hanzi of one and of several readings, with look-alikes and parts.
    const HANZI: [char; 14] =
        ['微', '信', '支', '付', '宝', '长', '行', '重', '好', '明', '的', '加', '一', '淘'];
    /// Homophones, letters, emoji and fillings.
    const OTHERS: [&str; 17] = [
        "薇", "芯", "制", "富", "保", "张", "银", "v", "a", "xin", "2", "\u{2764}", "\u{2795}",
        "*", " ", ",", "\u{3392}",
    ];

    /// All ways to write one hanzi that have a name here.
    fn forms(hanzi: char) -> Vec<String> {
        let parts = splits(hanzi).map(|parts| parts.to_string());
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
        fn finds_what_every_word_tried_at_every_place_finds(
            words in prop::collection::vec(word(), 1..6),
            (heard, near, is_among_others) in any::<(bool, bool, bool)>(),
            texts in prop::collection::vec(prop::collection::vec(written(), 1..9), 1..20),
        ) {
            let mut builder = DisguisedBuilder::default();
            let mut terms = Texts::default();
            for word in &words {
                let number = builder.add(word, &Sound { heard, near, reading: None });
                if number == Some(terms.len()) {
                    terms.push(word);
                }
            }
            let heard = builder.heard(|word| word);
            // Among many others that are not heard, words are met by sound and by writing.
            for other in ('\u{5000}'..'\u{6000}').filter(|_| is_among_others) {
                terms.push(&format!("\u{9FA0}{other}\u{9FA1}"));
            }
            let (mut parts, firsts) = (Texts::default(), builder.parts());
            firsts.iter().for_each(|first| parts.push(first));
            let found = Terms::new(&terms, &parts, |_| true, |_| true, &heard);
            let disguised = builder.build(&firsts);
            let (mut sifted, mut suspects) = (Sifted::default(), Suspects::default());
            for text in texts {
                let text = text.concat();
                found.sift(text.as_bytes(), &mut sifted).expect("UTF-8");
                suspects.clear();
                let mut written = Vec::new();
                for hit in found.of_sifted(&sifted) {
                    match hit.term.checked_sub(terms.len()) {
                        None => written.push((hit.start, hit.term)),
                        Some(parts) => {
                            disguised.suspect_split(&sifted.reading, parts, hit.start, &mut suspects);
                        }
                    }
                }
                written.sort_unstable();
                prop_assert_eq!(written, places_of(&terms, &text), "{:?} in {:?}", words, text);
                disguised.suspect(&sifted, &mut suspects);
                let mut hits: Vec<DisguisedHit> = Vec::new();
                if !suspects.is_empty() {
                    let take = |hit| hits.push(hit);
                    disguised.scan(&spell(&text), text.as_bytes(), &mut suspects, take);
                }
                prop_assert_eq!(hits, search(&disguised, &text), "{:?} in {:?}", words, text);
            }
        }
    }

    /// Where each term is written.
    fn places_of(terms: &Texts, original: &str) -> Vec<(usize, usize)> {
        let view = spell(original);
        let at = |start| (0..terms.len()).map(move |term| (start, term));
        let places = (0..view.len()).flat_map(at);
        places.filter(|&(start, term)| view.has(terms.bytes(term), start)).collect()
    }

    /// What is found by trying every word at every symbol and every emoji.
    fn search(disguised: &Disguised, original: &str) -> Vec<DisguisedHit> {
        let view = spell(original);
        let text = Text::new(&view, original.as_bytes());
        let mut hits = Vec::new();
        for start in 0..view.len() {
            for (word, places) in (0..).zip(&disguised.words) {
                Turn::at_symbol(&text, start).follow(&text, places, &mut |end| {
                    disguised.take(&text, word, &end, &mut |hit| hits.push(hit));
                });
            }
        }
        for picture in 0..text.pictures.len() {
            for (word, places) in (0..).zip(&disguised.words) {
                Turn::at_picture(&text, picture).through_picture(&text, places, &mut |end| {
                    disguised.take(&text, word, &end, &mut |hit| hits.push(hit));
                });
            }
        }
        hits
    }
}
