//! A word followed through a text, symbol by symbol, in every way it may be written.

use smallvec::SmallVec;

use super::place::Place;
use crate::text::disguises::{Picture, picture};
use crate::text::readings::{self, is_spelled_whole, spelling};
use crate::text::{Fold, View, fold};

/// How the symbols of a word are written at one place of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// As they are, once folded.
    pub(crate) literal: u8,
    /// As other hanzi that sound alike.
    pub(crate) heard: u8,
    /// As other hanzi that look alike.
    pub(crate) seen: u8,
    /// As the parts they are split into.
    pub(crate) split: u8,
    /// As typed syllables.
    pub(crate) typed: u8,
    /// As emoji.
    pub(crate) pictured: u8,
    /// The widest noise between two symbols, in characters, without the emoji that count.
    pub(crate) gap: usize,
}

impl Tally {
    /// How many hanzi stand in the place of others. Who splits one splits the next as easily.
    pub(crate) fn replaced(&self) -> u8 {
        self.heard + self.seen + self.split.min(1)
    }

    /// Whether emoji stand for the whole word.
    pub(crate) fn is_drawn_alone(&self) -> bool {
        self.pictured > 0 && self.literal + self.replaced() + self.typed == 0
    }

    pub(super) fn is_heard(&self) -> bool {
        self.heard + self.typed + self.pictured > 0
    }

    /// Whether a word of so many symbols is disguised, and no more than a reader can follow: one
    /// symbol at most only looks alike, and beside it a word of two shows the other as it is.
    pub(super) fn is_disguise_of(&self, symbols: usize) -> bool {
        usize::from(self.literal) < symbols
            && self.seen <= 1
            && (self.seen == 0 || symbols > 2 || self.literal == 1)
    }
}

/// An emoji that is read aloud, and where it stands.
pub(super) struct Pictured {
    picture: Picture,
    /// The symbol that comes after it.
    before: usize,
    from: usize,
    to: usize,
}

/// A message as it is compared with words.
pub(super) struct Text<'a> {
    view: &'a View,
    original: &'a [u8],
    /// Few messages have more than a few, and most of those with any are clean.
    pub(super) pictures: SmallVec<[Pictured; 8]>,
}

impl<'a> Text<'a> {
    pub(super) fn new(view: &'a View, original: &'a [u8]) -> Text<'a> {
        let mut text = Text { view, original, pictures: SmallVec::new() };
        if view.may_have_pictures() {
            text.find_pictures();
        }
        text
    }

    fn find_pictures(&mut self) {
        for before in 0..=self.view.len() {
            let gap = self.view.gap_before(before, self.original.len());
            let Ok(noise) = std::str::from_utf8(&self.original[gap.clone()]) else { continue };
            for (at, c) in noise.char_indices() {
                if let Some(picture) = picture(c) {
                    let from = gap.start + at;
                    let marks = noise[at..].chars().skip(1).take_while(|&c| fold(c) == Fold::Mark);
                    let to = from + c.len_utf8() + marks.map(char::len_utf8).sum::<usize>();
                    self.pictures.push(Pictured { picture, before, from, to });
                }
            }
        }
    }

    /// The character that a symbol came from, with no fold.
    fn written(&self, symbol: usize) -> Option<char> {
        let span = self.view.origin(symbol..symbol + 1);
        std::str::from_utf8(&self.original[span.range()]).ok()?.chars().next()
    }

    /// The letters that touch each other from a symbol on, or up to it.
    fn letters(
        &self,
        symbols: impl Iterator<Item = usize>,
        touches: impl Fn(usize) -> bool,
    ) -> String {
        symbols
            .take_while(|&symbol| touches(symbol))
            .map_while(|symbol| self.view.symbol(symbol).filter(char::is_ascii_lowercase))
            .take(LONGEST_RUN)
            .collect()
    }

    /// Whether typed syllables at either end of a hit are whole: what touches them is other
    /// syllables, or an account (letters with digits).
    pub(super) fn edges_are_clean(&self, end: &Turn) -> bool {
        let view = self.view;
        let starts_typed = self.is_letter(end.first_symbol) && end.tally.typed > 0;
        if starts_typed && end.first_symbol > 0 {
            let before = (0..end.first_symbol).rev();
            let letters = self.letters(before, |symbol| view.gap(symbol + 1) == 0);
            let letters: String = letters.chars().rev().collect();
            if !is_spelled_whole(&letters) {
                return false;
            }
        }
        if end.ends_typed && end.symbol < view.len() {
            let letters = self.letters(end.symbol..view.len(), |symbol| view.gap(symbol) == 0);
            let after = end.symbol + letters.len();
            let digit = view.symbol(after).is_some_and(|c| c.is_ascii_digit());
            let account = digit && view.gap(after) == 0;
            return account || is_spelled_whole(&letters);
        }
        true
    }

    fn is_letter(&self, symbol: usize) -> bool {
        symbol < self.view.len() && self.view.symbol(symbol).is_some_and(|c| c.is_ascii_lowercase())
    }
}

/// The most letters beside a typed word that are looked at.
const LONGEST_RUN: usize = 24;

/// How far a word has been followed through a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// The next place of the word.
    place: usize,
    /// The next symbol of the text.
    pub(super) symbol: usize,
    /// The next emoji of the text.
    picture: usize,
    pub(super) first_symbol: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) ends_typed: bool,
    /// How many emoji before the next symbol already count.
    pictured_here: usize,
    pub(super) tally: Tally,
}

impl Turn {
    fn start(symbol: usize, picture: usize) -> Turn {
        Turn {
            place: 0,
            symbol,
            picture,
            first_symbol: symbol,
            from: 0,
            to: 0,
            ends_typed: false,
            pictured_here: 0,
            tally: Tally::default(),
        }
    }

    /// Begins with a symbol.
    pub(super) fn at_symbol(text: &Text<'_>, symbol: usize) -> Turn {
        let picture = text.pictures.partition_point(|picture| picture.before <= symbol);
        Turn::start(symbol, picture)
    }

    /// Begins with an emoji.
    pub(super) fn at_picture(text: &Text<'_>, picture: usize) -> Turn {
        let before = text.pictures[picture].before;
        Turn::start(before, picture)
    }

    /// Follows the places of a word in every way, and tells where they end.
    pub(super) fn follow(&self, text: &Text<'_>, places: &[Place], found: &mut impl FnMut(Turn)) {
        let Some(place) = places.get(self.place) else { return found(*self) };
        self.through_picture(text, places, found);
        let Some(symbol) =
            (self.symbol < text.view.len()).then(|| text.view.symbol(self.symbol)).flatten()
        else {
            return;
        };
        if symbol == place.plain {
            let mut next = self.over(text, 1);
            next.tally.literal += 1;
            next.follow(text, places, found);
        } else if readings::of(symbol).iter().any(|&reading| place.sounds_like(reading)) {
            let mut next = self.over(text, 1);
            next.tally.heard += 1;
            next.follow(text, places, found);
        } else if symbol.is_ascii_lowercase() {
            self.through_typed(text, places, found);
        }
        self.through_seen(text, places, found);
    }

    /// Takes some symbols as the next place.
    fn over(&self, text: &Text<'_>, symbols: usize) -> Turn {
        let view = text.view;
        let mut next = *self;
        let origin = view.origin(self.symbol..self.symbol + symbols);
        if self.place == 0 {
            next.from = origin.start;
        } else {
            let gap = view.gap(self.symbol).saturating_sub(self.pictured_here);
            next.tally.gap = next.tally.gap.max(gap);
        }
        let inner = view.inner_gaps(self.symbol..self.symbol + symbols).max().unwrap_or(0);
        next.tally.gap = next.tally.gap.max(inner);
        next.to = origin.end;
        next.place += 1;
        next.symbol += symbols;
        next.ends_typed = false;
        next.pictured_here = 0;
        next.picture = text.pictures.partition_point(|picture| picture.before < next.symbol);
        next
    }

    /// Takes typed letters as the next place, with or without the digit of their tone.
    fn through_typed(&self, text: &Text<'_>, places: &[Place], found: &mut impl FnMut(Turn)) {
        let view = text.view;
        let typed = &view.plain()[view.plain_range(self.symbol..self.symbol).start..];
        for &syllable in &places[self.place].syllables {
            let letters = spelling(syllable);
            if !typed.starts_with(letters) {
                continue;
            }
            let mut next = self.over(text, letters.len());
            next.tally.typed += 1;
            next.ends_typed = true;
            next.follow(text, places, found);
            let tone = next.symbol;
            let is_tone = typed[letters.len()..].starts_with(['1', '2', '3', '4']);
            let after_tone = typed.as_bytes().get(letters.len() + 1);
            let digit_after = after_tone.is_some_and(u8::is_ascii_digit);
            if is_tone && !digit_after && view.gap(tone) == 0 {
                next.to = view.origin(tone..tone + 1).end;
                next.symbol += 1;
                next.picture = text.pictures.partition_point(|p| p.before < next.symbol);
                next.follow(text, places, found);
            }
        }
    }

    /// Takes a look-alike, or parts, as the next place.
    fn through_seen(&self, text: &Text<'_>, places: &[Place], found: &mut impl FnMut(Turn)) {
        let place = &places[self.place];
        if place.alikes.is_empty() && place.splits.is_empty() {
            return;
        }
        let Some(written) = text.written(self.symbol) else { return };
        // What folds to the symbol is that symbol, and no look-alike.
        let is_itself = text.view.symbol(self.symbol) == Some(place.plain);
        if self.tally.seen == 0 && !is_itself && place.alikes.contains(written) {
            let mut next = self.over(text, 1);
            next.tally.seen += 1;
            next.follow(text, places, found);
        }
        for parts in place.splits.iter().filter(|parts| parts[0] == written) {
            let fits = self.symbol + parts.len() <= text.view.len()
                && (1..parts.len()).all(|n| text.written(self.symbol + n) == Some(parts[n]));
            if fits {
                let mut next = self.over(text, parts.len());
                next.tally.split += 1;
                next.follow(text, places, found);
            }
        }
    }

    /// Takes an emoji as the next place or places.
    pub(super) fn through_picture(
        &self,
        text: &Text<'_>,
        places: &[Place],
        found: &mut impl FnMut(Turn),
    ) {
        let Some(pictured) = text.pictures.get(self.picture) else { return };
        if pictured.before != self.symbol {
            return;
        }
        // However it is read, what follows depends on how many places that takes.
        let mut lengths = pictured.picture.places(&places[self.place..]);
        while lengths != 0 {
            let length = lengths.trailing_zeros() as usize;
            lengths &= lengths - 1;
            let mut next = *self;
            if self.place == 0 {
                next.from = pictured.from;
            }
            next.to = pictured.to;
            next.place += length;
            next.picture += 1;
            next.ends_typed = false;
            next.pictured_here += 1;
            next.tally.pictured += u8::try_from(length).unwrap_or(u8::MAX);
            next.follow(text, places, found);
        }
    }
}

impl Picture {
    /// How many of these places it may stand for, a bit each.
    fn places(&self, places: &[Place]) -> u32 {
        let Some((place, others)) = places.split_first() else { return 0 };
        let is_letter = self.letters.chars().any(|letter| letter == place.plain);
        let mut lengths = u32::from(is_letter) << 1;
        for reading in self.readings.iter() {
            let [first, more @ ..] = reading else { continue };
            let goes_on = || {
                let next = others.get(..more.len());
                next.is_some_and(|next| next.iter().zip(more).all(|(it, &s)| it.sounds_like(s)))
            };
            // Most have one syllable.
            if place.sounds_like(*first) && (more.is_empty() || goes_on()) {
                lengths |= 1 << reading.len();
            }
        }
        lengths
    }
}
