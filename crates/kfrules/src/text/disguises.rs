//! Disguises that folding leaves alone: what a character looks like, is split into or sounds like.

use super::readings::{self, Syllable};
use super::tables::disguises::{
    ALIKE, EMOJI, EMOJI_LETTERS, EMOJI_READINGS, PHRASE_SYLLABLES, PHRASE_TEXT, PHRASES, SPLITS,
};
use super::utf16::Utf16;

/// What stands between the texts of one symbol, and between the readings of one emoji.
const SEPARATOR: u16 = u16::MAX;

/// The characters, as written and not folded, that look like a symbol.
pub(crate) fn look_alikes(symbol: char) -> Utf16 {
    ALIKE.of(symbol)
}

/// The parts that a symbol is split into, in every way that is in use.
pub(crate) fn splits(symbol: char) -> impl Iterator<Item = Utf16> {
    parts_of(SPLITS.of(symbol).0).map(Utf16)
}

/// What stands between separators.
fn parts_of(units: &'static [u16]) -> impl Iterator<Item = &'static [u16]> {
    units.split(|&unit| unit == SEPARATOR).filter(|part| !part.is_empty())
}

/// What an emoji is read as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picture {
    pub(crate) readings: Readings,
    /// The letters it stands for.
    pub(crate) letters: &'static str,
}

/// The ways to read an emoji, with a separator between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Readings(&'static [u16]);

impl Readings {
    /// Each has one syllable or more.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static [Syllable]> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let end = rest.iter().position(|&unit| unit == SEPARATOR).unwrap_or(rest.len());
            let reading = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or_default();
            (end > 0).then_some(reading)
        })
    }
}

/// What a noise character is read as, if it is read at all.
pub(crate) fn picture(noise: char) -> Option<Picture> {
    let row = EMOJI.binary_search_by_key(&noise, |row| row.0).ok()?;
    let (readings, letters) =
        row.checked_sub(1).map_or((0, 0), |before| (EMOJI[before].1, EMOJI[before].2));
    let (_, readings_end, letters_end) = EMOJI[row];
    Some(Picture {
        readings: Readings(&EMOJI_READINGS[usize::from(readings)..usize::from(readings_end)]),
        letters: &EMOJI_LETTERS[usize::from(letters)..usize::from(letters_end)],
    })
}

/// The character of this number, of those that are read as anything; `None` past the last.
pub(crate) const fn pictured(number: usize) -> Option<char> {
    if number < EMOJI.len() { Some(EMOJI[number].0) } else { None }
}

/// The syllables of a word, each symbol in its usual reading there; `None` for a symbol that is not
/// a hanzi.
pub(crate) fn word_readings(word: &str) -> Vec<Option<Syllable>> {
    let units: Vec<u16> = word.encode_utf16().collect();
    let mut syllables = Vec::with_capacity(units.len());
    let mut rest = &units[..];
    let mut symbols = word.chars();
    while let Some(symbol) = symbols.next() {
        if let Some((from, past)) = phrase(rest) {
            syllables.extend(PHRASE_SYLLABLES[from..past].iter().copied().map(Some));
            rest = &rest[past - from..];
            // Those of a phrase are of one unit each.
            symbols.nth(past - from - 2);
        } else {
            syllables.push(readings::of(symbol).first().copied());
            rest = &rest[symbol.len_utf16()..];
        }
    }
    syllables
}

/// Where the longest phrase stands that a word begins with.
fn phrase(word: &[u16]) -> Option<(usize, usize)> {
    let place = |&(from, past): &(u16, u16)| (usize::from(from), usize::from(past));
    let text = |(from, past): (usize, usize)| &PHRASE_TEXT[from..past];
    let not_after = PHRASES.partition_point(|row| text(place(row)) <= word);
    let places = PHRASES[..not_after].iter().rev().map(place);
    let mut begun = places.take_while(|&place| text(place)[0] == word[0]);
    begun.find(|&place| word.starts_with(text(place)))
}

#[cfg(test)]
mod tests {
    use super::{look_alikes, picture, splits, word_readings};
    use crate::text::readings::{self, spelling};
    use crate::text::tables::disguises::{ALIKE, EMOJI, PHRASE_TEXT, PHRASES, SPLITS};
    use crate::text::view::FIRST_PICTURE;
    use crate::text::{Fold, fold};

    fn reading(word: &str) -> Vec<&'static str> {
        word_readings(word).into_iter().map(|syllable| syllable.map_or("-", spelling)).collect()
    }

    #[test]
    fn tables_are_in_order() {
        for table in [&ALIKE, &SPLITS] {
            assert!(table.basic.is_sorted() && table.astral.is_sorted() && table.ends.is_sorted());
            assert_eq!(table.ends.len(), table.basic.len() + table.astral.len());
            assert_eq!(table.ends.last().map(|&end| usize::from(end)), Some(table.texts.len()));
        }
        assert!(EMOJI.is_sorted_by_key(|row| row.0));
        let phrase =
            |&(from, past): &(u16, u16)| &PHRASE_TEXT[usize::from(from)..usize::from(past)];
        assert!(PHRASES.is_sorted_by_key(phrase));
        assert!(PHRASES.iter().all(|row| phrase(row).len() > 1));
        assert!(EMOJI.iter().all(|row| matches!(fold(row.0), Fold::Noise(_))));
        assert!(EMOJI.iter().all(|row| row.0 >= FIRST_PICTURE));
    }

    #[test]
    fn words_are_read_as_words() {
        assert_eq!(reading("微信"), ["wei", "xin"]);
        assert_eq!(reading("加v"), ["jia", "-"]);
        assert_eq!(reading("一技之长"), ["yi", "ji", "zhi", "chang"]);
        assert_eq!(reading("有一技之长的"), ["you", "yi", "ji", "zhi", "chang", "de"]);
    }

    #[test]
    fn disguises_are_known() {
        assert!(look_alikes('微').contains('徽'));
        assert!(look_alikes('v').is_empty());
        assert!(splits('信').any(|parts| parts.to_string() == "亻言"));
        assert!(splits('信').any(|parts| parts.to_string() == "弋言"));
        assert_eq!(splits('v').count(), 0);
        let heart = picture('\u{2764}').expect("a heart is read");
        let xin = readings::syllable("xin").expect("a syllable");
        assert!(heart.readings.iter().any(|reading| reading == [xin]));
        assert!(picture('*').is_none());
    }
}
