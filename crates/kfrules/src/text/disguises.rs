//! Disguises that folding leaves alone: what a character looks like, is split into or sounds like.

use super::readings::{self, Syllable};
use super::tables::disguises::{ALIKE, ALIKE_TEXT, EMOJI, PHRASES, SPLITS, SPLITS_TEXT};

/// The characters, as written and not folded, that look like a symbol.
pub(crate) fn look_alikes(symbol: char) -> &'static str {
    match ALIKE.binary_search_by_key(&symbol, |row| row.0) {
        Ok(row) => text_of(&ALIKE, ALIKE_TEXT, row),
        Err(_) => "",
    }
}

/// The parts that a symbol is split into, in every way that is in use.
pub(crate) fn splits(symbol: char) -> impl Iterator<Item = &'static str> {
    let first = SPLITS.partition_point(|row| row.0 < symbol);
    let rows = (first..SPLITS.len()).take_while(move |&row| SPLITS[row].0 == symbol);
    rows.map(|row| text_of(&SPLITS, SPLITS_TEXT, row))
}

/// The text of a row, which begins where that of the row before ends.
fn text_of(rows: &[(char, u32)], texts: &'static str, row: usize) -> &'static str {
    let start = row.checked_sub(1).map_or(0, |before| rows[before].1);
    &texts[start as usize..rows[row].1 as usize]
}

/// What an emoji is read as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picture {
    /// Each reading has one syllable or more.
    pub(crate) readings: &'static [&'static [Syllable]],
    /// The letters it stands for.
    pub(crate) letters: &'static str,
}

/// What a noise character is read as, if it is read at all.
pub(crate) fn picture(noise: char) -> Option<Picture> {
    let row = EMOJI.binary_search_by_key(&noise, |row| row.0).ok()?;
    let (_, readings, letters) = EMOJI[row];
    Some(Picture { readings, letters })
}

/// The character of this number, of those that are read as anything; `None` past the last.
pub(crate) const fn pictured(number: usize) -> Option<char> {
    if number < EMOJI.len() { Some(EMOJI[number].0) } else { None }
}

/// The syllables of a word, each symbol in its usual reading there; `None` for a symbol that is not
/// a hanzi.
pub(crate) fn word_readings(word: &str) -> Vec<Option<Syllable>> {
    let symbols: Vec<char> = word.chars().collect();
    let mut syllables = Vec::with_capacity(symbols.len());
    let mut rest = word;
    while let Some(symbol) = rest.chars().next() {
        let phrase = PHRASES[..PHRASES.partition_point(|row| row.0 <= rest)]
            .iter()
            .rev()
            .take_while(|row| row.0.starts_with(symbol))
            .find(|row| rest.starts_with(row.0));
        if let Some((phrase, reading)) = phrase {
            syllables.extend(reading.iter().copied().map(Some));
            rest = &rest[phrase.len()..];
        } else {
            syllables.push(readings::of(symbol).first().copied());
            rest = &rest[symbol.len_utf8()..];
        }
    }
    syllables
}

#[cfg(test)]
mod tests {
    use super::{look_alikes, picture, splits, word_readings};
    use crate::text::readings::{self, spelling};
    use crate::text::tables::disguises::{ALIKE, EMOJI, PHRASES, SPLITS};
    use crate::text::view::FIRST_PICTURE;
    use crate::text::{Fold, fold};

    fn reading(word: &str) -> Vec<&'static str> {
        word_readings(word).into_iter().map(|syllable| syllable.map_or("-", spelling)).collect()
    }

    #[test]
    fn tables_are_in_order() {
        assert!(ALIKE.is_sorted_by_key(|row| row.0));
        assert!(SPLITS.is_sorted_by_key(|row| row.0));
        assert!(EMOJI.is_sorted_by_key(|row| row.0));
        assert!(PHRASES.is_sorted_by_key(|row| row.0));
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
        assert_eq!(look_alikes('v'), "");
        assert!(splits('信').any(|parts| parts == "亻言"));
        assert!(splits('信').any(|parts| parts == "弋言"));
        let heart = picture('\u{2764}').expect("a heart is read");
        let xin = readings::syllable("xin").expect("a syllable");
        assert!(heart.readings.contains(&&[xin][..]));
        assert!(picture('*').is_none());
    }
}
