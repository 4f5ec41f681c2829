//! A glance at the signs of a message: which words may stand where in disguise.
//!
//! Where every symbol of a word stands as one symbol, the sieve has heard it. Else the first that does
//! not is typed, split or drawn, and found by what it begins with: so many symbols before it the word
//! would start. Each of these says little by itself, so the symbols beside it are held to the word
//! before the message is spelled; few suspects survive that.

use super::disguised::{Disguised, Seat};
use super::letters::holds_any;
use super::place::Fit;
use super::sieve::{Reading, Sifted};
use crate::line_up::LineUp;
use crate::text::disguises::picture;
use crate::text::readings::spelling;

/// Words that may stand in a message in disguise, each to be followed from where it would start.
#[derive(Debug, Default)]
pub(crate) struct Suspects {
    /// Words, and the symbols they would start at.
    pub(super) at_symbols: Vec<(u32, usize)>,
    /// Words, and the emoji they would start at.
    pub(super) at_pictures: Vec<(u32, usize)>,
    pub(super) sorter: Sorter,
}

/// Room to sort suspects in.
#[derive(Debug, Default)]
pub(super) struct Sorter {
    line_up: LineUp,
    sorted: Vec<(u32, usize)>,
}

/// So many suspects are put in order as they are.
const FEW: usize = 32;

impl Sorter {
    /// Sorts suspects by where they start, and drops what comes twice.
    pub(super) fn sort(&mut self, suspects: &mut Vec<(u32, usize)>) {
        if suspects.len() <= FEW {
            suspects.sort_unstable_by_key(|&(word, start)| (start, word));
        } else {
            let ordered = self.line_up.by_start(suspects, |&(_, start)| start).iter();
            self.sorted.clear();
            self.sorted.extend(ordered.map(|&number| suspects[number as usize]));
            std::mem::swap(suspects, &mut self.sorted);
            let beside = suspects.chunk_by_mut(|one, other| one.1 == other.1);
            beside.for_each(|beside| beside.sort_unstable_by_key(|&(word, _)| word));
        }
        suspects.dedup();
    }
}

impl Suspects {
    /// Prepares for a new message.
    pub(crate) fn clear(&mut self) {
        self.at_symbols.clear();
        self.at_pictures.clear();
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.at_symbols.is_empty() && self.at_pictures.is_empty()
    }
}

impl Disguised {
    /// Suspects the words that may stand in a message and do not begin to differ with parts of a hanzi.
    pub(crate) fn suspect(&self, sifted: &Sifted, suspects: &mut Suspects) {
        let Sifted { reading, heard, .. } = sifted;
        let heard = heard.iter().filter(|&&(word, start)| self.may_be_heard(reading, word, start));
        suspects.at_symbols.extend(heard);
        self.suspect_typed(reading, suspects);
        self.suspect_drawn(reading, suspects);
    }

    /// Suspects the words of which a symbol may stand as parts of a hanzi, those with this number, which
    /// were met at a symbol.
    pub(crate) fn suspect_split(
        &self,
        reading: &Reading,
        parts: usize,
        at: usize,
        suspects: &mut Suspects,
    ) {
        for &(seat, symbols) in &self.parts[parts] {
            let after = at + usize::from(symbols);
            if let Some(start) = self.start(reading, seat, at)
                && self.may_go_on(reading, 0, seat, 1, after)
            {
                suspects.at_symbols.push((seat.word, start));
            }
        }
    }

    /// Whether the symbols from one on may all stand for those of a word, not all as they are.
    fn may_be_heard(&self, reading: &Reading, word: u32, start: usize) -> bool {
        let places = &self.words[word as usize];
        let (mut literal, mut seen) = (0, 0);
        for (at, place) in (start..).zip(places) {
            match reading.symbol(at).and_then(|symbol| place.fit(symbol)) {
                Some(Fit::Literal) => literal += 1,
                Some(Fit::Heard) => {}
                Some(Fit::Seen) if seen == 0 => seen = 1,
                Some(Fit::Seen) | None => return false,
            }
        }
        literal < places.len()
    }

    fn suspect_typed(&self, reading: &Reading, suspects: &mut Suspects) {
        if !holds_any(reading.letters, &self.letters) {
            return;
        }
        for at in 0..reading.len() {
            let Some(first @ 'a'..='z') = reading.symbol(at) else { continue };
            for &syllable in &self.typed[first as usize - 'a' as usize] {
                let letters = spelling(syllable);
                if !(at..)
                    .zip(letters.chars())
                    .all(|(at, letter)| reading.symbol(at) == Some(letter))
                {
                    continue;
                }
                let next = at + letters.len();
                // The digit of a tone may come between.
                let is_tone = reading.symbol(next).is_some_and(|symbol| symbol.is_ascii_digit());
                let after_tone = next + usize::from(is_tone);
                for &seat in &self.heard[usize::from(syllable)] {
                    if let Some(start) = self.start(reading, seat, at)
                        && (self.may_go_on(reading, 0, seat, 1, next)
                            || self.may_go_on(reading, 0, seat, 1, after_tone))
                    {
                        suspects.at_symbols.push((seat.word, start));
                    }
                }
            }
        }
    }

    fn suspect_drawn(&self, reading: &Reading, suspects: &mut Suspects) {
        for (index, &(emoji, before)) in reading.pictures.iter().enumerate() {
            let picture = picture(emoji).expect("a reading has those that are read aloud");
            let mut suspect = |seats: Option<&Vec<Seat>>, length: usize| {
                for &seat in seats.into_iter().flatten() {
                    let Some(start) = self.start(reading, seat, before) else { continue };
                    if !self.may_go_on(reading, index + 1, seat, length, before) {
                        continue;
                    }
                    if seat.place == 0 {
                        suspects.at_pictures.push((seat.word, index));
                    } else {
                        suspects.at_symbols.push((seat.word, start));
                    }
                }
            };
            for read in picture.readings.iter() {
                if let Some(&first) = read.first() {
                    suspect(self.heard.get(usize::from(first)), read.len());
                }
            }
            picture.letters.chars().for_each(|letter| suspect(self.shown.get(&letter), 1));
        }
    }

    /// Where a word would start of which a place is met at a symbol, if each place before may stand as
    /// one symbol.
    #[inline]
    fn start(&self, reading: &Reading, seat: Seat, at: usize) -> Option<usize> {
        let start = at.checked_sub(seat.place)?;
        let before = &self.words[seat.word as usize][..seat.place];
        let fits = (start..).zip(before).all(|(at, place)| {
            reading.symbol(at).is_some_and(|symbol| place.fit(symbol).is_some())
        });
        fits.then_some(start)
    }

    /// Whether the place of a word so many after one may begin at a symbol, or be one of the emoji before
    /// it, those before `picture` aside; or there is none.
    fn may_go_on(
        &self,
        reading: &Reading,
        picture: usize,
        seat: Seat,
        places: usize,
        at: usize,
    ) -> bool {
        let Some(place) = self.words[seat.word as usize].get(seat.place + places) else {
            return true;
        };
        let pictures = &reading.pictures[picture..];
        reading.symbol(at).is_some_and(|symbol| place.may_begin_with(symbol))
            // Most stand alone or with others like them.
            || pictures.first().is_some_and(|&(_, before)| before == at)
            || pictures.binary_search_by_key(&at, |&(_, before)| before).is_ok()
    }
}
