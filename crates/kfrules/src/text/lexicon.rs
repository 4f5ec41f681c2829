//! Frequent words of the language, folded, and how often each is met.

use super::tables::lexicon::{LENGTHS, STEPS};

/// A hanzi of the basic plane in UTF-8; no others are in the lexicon.
const HANZI_BYTES: usize = 3;

/// The longest word of the lexicon, in symbols.
pub(crate) const LONGEST_WORD: usize = LENGTHS.len();

/// The natural logarithm of the number of words that were counted for the lexicon.
pub(crate) const TOTAL: f32 = 17.911_553;

/// The natural logarithm of how often a folded word was counted, if it is in the lexicon.
pub(crate) fn weight(word: &str) -> Option<f32> {
    let (length, rest) = (word.len() / HANZI_BYTES, word.len() % HANZI_BYTES);
    let &(words, weights) = LENGTHS.get(length.checked_sub(1)?)?;
    let words = words.as_bytes();
    if rest != 0 {
        return None;
    }
    // The words stand in the order of their bytes, all of one length.
    let (mut low, mut high) = (0, weights.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = middle * word.len();
        match words[start..start + word.len()].cmp(word.as_bytes()) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(f32::from(weights[middle]) / STEPS),
        }
    }
    None
}

/// All words of so many symbols, each with the natural logarithm of how often it was counted.
pub(crate) fn of_length(symbols: usize) -> impl Iterator<Item = (&'static str, f32)> {
    let (words, weights) = match symbols.checked_sub(1).and_then(|index| LENGTHS.get(index)) {
        Some(&(words, weights)) => (words, weights),
        None => ("", &[][..]),
    };
    let word = move |index: usize| &words[index * symbols * HANZI_BYTES..][..symbols * HANZI_BYTES];
    weights.iter().enumerate().map(move |(index, &weight)| (word(index), f32::from(weight) / STEPS))
}

#[cfg(test)]
mod tests {
    use super::{HANZI_BYTES, LENGTHS, TOTAL, weight};

    #[test]
    fn every_word_is_found() {
        for (words, weights) in LENGTHS {
            let length = words.len() / weights.len();
            assert_eq!(length % HANZI_BYTES, 0);
            let mut words: Vec<&[u8]> = words.as_bytes().chunks(length).collect();
            assert!(words.is_sorted());
            words.dedup();
            assert_eq!(words.len(), weights.len());
            for word in words {
                let word = std::str::from_utf8(word).expect("whole characters");
                assert!(weight(word).is_some_and(|weight| weight < TOTAL), "{word}");
            }
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in ["", "a", "abc", "微芯", "一二三四五六七", "\u{20000}"] {
            assert_eq!(weight(word), None, "{word}");
        }
        assert!(weight("的") > weight("手机"));
        assert!(weight("手机") > weight("威信"));
    }
}
