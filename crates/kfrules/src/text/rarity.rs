//! How often a symbol or a word is met, roughly: what is rare is looked for first.

use crate::text::lexicon::{self, TOTAL};

/// Of letters and digits.
const LATIN: f32 = 0.01;
/// Of sentence punctuation and hanzi that stand in no list.
const UNKNOWN: f32 = 1e-6;
/// A hanzi is met in words of several more often than as a word of its own.
const IN_WORDS: f32 = 2.0;
/// How much more often two symbols stand together than chance would have it.
const TOGETHER: f32 = 20.0;

/// The share of a symbol among all symbols.
pub(crate) fn of_symbol(symbol: char) -> f32 {
    if symbol.is_ascii_alphanumeric() {
        return LATIN;
    }
    let mut buffer = [0; 4];
    let weight = lexicon::weight(symbol.encode_utf8(&mut buffer));
    weight.map_or(UNKNOWN, |weight| (weight - TOTAL).exp() * IN_WORDS)
}

/// The share of places at which a word begins.
pub(crate) fn of_word(word: &str) -> f32 {
    let product: f32 = word.chars().map(|symbol| of_symbol(symbol) * TOGETHER).product();
    let chance = product / TOGETHER;
    lexicon::weight(word).map_or(chance, |weight| (weight - TOTAL).exp().max(chance))
}

#[cfg(test)]
mod tests {
    use super::{of_symbol, of_word};

    #[test]
    fn everyday_words_are_frequent() {
        assert!(of_symbol('的') > of_symbol('票'));
        assert!(of_symbol('票') > of_symbol('\u{9F98}'));
        assert!(of_word("没有") > of_word("发票"));
        assert!(of_word("的") > of_word("微信"));
    }
}
