//! Frequent words of the language, folded, and how often each is met.

use super::tables::lexicon::{BUCKET_BITS, FIRST_BUCKET, LENGTHS, PAIRS, PREFIXES, STEPS};

/// A hanzi of the basic plane in UTF-8; no others are in the lexicon.
pub(crate) const HANZI_BYTES: usize = 3;

/// The longest word of the lexicon, in symbols.
pub(crate) const LONGEST_WORD: usize = LENGTHS.len();

/// The natural logarithm of the number of words that were counted for the lexicon.
pub(crate) const TOTAL: f32 = 17.911_553;

/// The natural logarithm of how often a folded word was counted, if it is in the lexicon.
pub(crate) fn weight(word: &str) -> Option<f32> {
    steps(word.as_bytes()).map(of_steps)
}

/// The natural logarithm of a count that is given in steps.
#[inline]
pub(crate) fn of_steps(steps: u8) -> f32 {
    f32::from(steps) / STEPS
}

/// How often a folded word was counted, in steps of the logarithm.
pub(crate) fn steps(word: &[u8]) -> Option<u8> {
    match word.len() / HANZI_BYTES {
        1 => among::<3>(1, word),
        2 if may_begin(&PAIRS, word) => among::<6>(2, word),
        3 => among::<9>(3, word),
        4 => among::<12>(4, word),
        5 => among::<15>(5, word),
        _ => None,
    }
}

/// Whether a word of three symbols or more may begin with the first two of these. It never denies one
/// that does, and most that do not.
pub(crate) fn may_begin_longer(hanzi_bytes: &[u8]) -> bool {
    may_begin(&PREFIXES, hanzi_bytes)
}

/// A hanzi of three bytes; of what is none this makes any number.
fn hanzi(bytes: &[u8]) -> u32 {
    u32::from(bytes[0] & 0x0F) << 12 | u32::from(bytes[1] & 0x3F) << 6 | u32::from(bytes[2] & 0x3F)
}

/// Whether the bits have the two hanzi that these begin with, or others that share their bit.
fn may_begin(bits: &[u64], hanzi_bytes: &[u8]) -> bool {
    let pair = hanzi(hanzi_bytes) << 16 | hanzi(&hanzi_bytes[HANZI_BYTES..]);
    let bit = pair.wrapping_mul(0x9E37_79B1) >> (u32::BITS - (bits.len() * 64).ilog2());
    bits[bit as usize / 64] >> (bit % 64) & 1 != 0
}

/// Looks a word of so many bytes up among those that begin with hanzi near its own.
fn among<const BYTES: usize>(length: usize, word: &[u8]) -> Option<u8> {
    let word: &[u8; BYTES] = word.try_into().ok()?;
    let (words, weights, starts) = LENGTHS[length - 1];
    let bucket = (hanzi(word) >> BUCKET_BITS).checked_sub(FIRST_BUCKET)? as usize;
    let &[from, past] = starts.get(bucket..bucket + 2)? else { return None };
    let (from, past) = (usize::from(from), usize::from(past));
    let (words, _) = words.as_bytes().as_chunks::<BYTES>();
    let found = words[from..past].binary_search_by_key(&number(word), number);
    found.ok().map(|index| weights[from + index])
}

/// The bytes of a word as a number, which is in the same order and compared at once.
#[inline]
fn number<const BYTES: usize>(word: &[u8; BYTES]) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    bytes[..BYTES].copy_from_slice(word);
    u128::from_be_bytes(bytes)
}

/// All words of so many symbols, each with the natural logarithm of how often it was counted.
pub(crate) fn of_length(symbols: usize) -> impl Iterator<Item = (&'static str, f32)> {
    let (words, weights) = match symbols.checked_sub(1).and_then(|index| LENGTHS.get(index)) {
        Some(&(words, weights, _)) => (words, weights),
        None => ("", &[][..]),
    };
    let word = move |index: usize| &words[index * symbols * HANZI_BYTES..][..symbols * HANZI_BYTES];
    weights.iter().enumerate().map(move |(index, &weight)| (word(index), of_steps(weight)))
}

#[cfg(test)]
mod tests {
    use super::{HANZI_BYTES, LENGTHS, TOTAL, may_begin_longer, weight};

    #[test]
    fn every_word_is_found() {
        for (words, weights, _) in LENGTHS {
            let length = words.len() / weights.len();
            assert_eq!(length % HANZI_BYTES, 0);
            let mut words: Vec<&[u8]> = words.as_bytes().chunks(length).collect();
            assert!(words.is_sorted());
            words.dedup();
            assert_eq!(words.len(), weights.len());
            for word in words {
                let word = std::str::from_utf8(word).expect("whole characters");
                assert!(weight(word).is_some_and(|weight| weight < TOTAL), "{word}");
                assert!(length < 3 * HANZI_BYTES || may_begin_longer(word.as_bytes()), "{word}");
            }
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in
            ["", "a", "abc", "微芯", "一二三四五六七", "\u{20000}", "\u{3400}", "\u{ffff}\u{ffff}"]
        {
            assert_eq!(weight(word), None, "{word}");
        }
        assert!(weight("的") > weight("手机"));
        assert!(weight("手机") > weight("威信"));
    }
}
