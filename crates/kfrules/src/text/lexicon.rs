//! Frequent words of the language, folded, and how often each is met.

use super::tables::lexicon::{BUCKET_BITS, FIRST_BUCKET, LENGTHS, PAIRS, PREFIXES, SINGLES, STEPS};
use super::utf16::Utf16;

/// A hanzi of the basic plane in UTF-8; no others are in the lexicon.
pub(crate) const HANZI_BYTES: usize = 3;

/// The longest word of the lexicon, in symbols.
pub(crate) const LONGEST_WORD: usize = LENGTHS.len() + 1;

/// The natural logarithm of the number of words that were counted for the lexicon.
pub(crate) const TOTAL: f32 = 17.911_553;

/// The natural logarithm of how often a folded word was counted, if it is in the lexicon.
pub(crate) fn weight(word: &str) -> Option<f32> {
    let is_hanzi = word.chars().all(|symbol| symbol.len_utf8() == HANZI_BYTES);
    if is_hanzi { steps(word.as_bytes()).map(of_steps) } else { None }
}

/// The natural logarithm of a count that is given in steps.
#[inline]
pub(crate) fn of_steps(steps: u8) -> f32 {
    f32::from(steps) / STEPS
}

/// How often a folded word was counted, in steps of the logarithm. All its symbols take `HANZI_BYTES`.
pub(crate) fn steps(word: &[u8]) -> Option<u8> {
    match word.len() / HANZI_BYTES {
        1 => single(word),
        2 if may_begin(&PAIRS, word) => among::<2>(word),
        3 => among::<3>(word),
        4 => among::<4>(word),
        5 => among::<5>(word),
        _ => None,
    }
}

fn single(word: &[u8]) -> Option<u8> {
    let place = hanzi(word).checked_sub(FIRST_BUCKET << BUCKET_BITS)?;
    SINGLES.get(place as usize)?.checked_sub(1)
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

/// Looks a word of so many hanzi up among those that begin with hanzi near its own.
fn among<const LENGTH: usize>(word: &[u8]) -> Option<u8> {
    let (words, weights, starts) = LENGTHS[LENGTH - 2];
    let bucket = (hanzi(word) >> BUCKET_BITS).checked_sub(FIRST_BUCKET)? as usize;
    let &[from, past] = starts.get(bucket..bucket + 2)? else { return None };
    let (from, past) = (usize::from(from), usize::from(past));
    let (words, _) = words.as_chunks::<LENGTH>();
    let word = word.get(..LENGTH * HANZI_BYTES)?;
    let wanted = number((0..LENGTH).map(|index| hanzi(&word[index * HANZI_BYTES..])));
    let numbered = |word: &[u16; LENGTH]| number(word.iter().map(|&unit| u32::from(unit)));
    let found = words[from..past].binary_search_by_key(&wanted, numbered);
    found.ok().map(|index| weights[from + index])
}

/// The hanzi of a word as a number, which is in the same order and compared at once.
#[inline]
fn number(hanzi: impl Iterator<Item = u32>) -> u128 {
    hanzi.fold(0, |number, one| number << u16::BITS | u128::from(one))
}

/// All words of so many symbols, two or more, each with the natural logarithm of how often it was counted.
pub(crate) fn of_length(symbols: usize) -> impl Iterator<Item = (Utf16, f32)> {
    let (words, weights) = match symbols.checked_sub(2).and_then(|index| LENGTHS.get(index)) {
        Some(&(words, weights, _)) => (words, weights),
        None => (&[][..], &[][..]),
    };
    let weights = weights.iter().map(|&steps| of_steps(steps));
    words.chunks_exact(symbols.max(1)).map(Utf16).zip(weights)
}

#[cfg(test)]
mod tests {
    use super::{HANZI_BYTES, LENGTHS, TOTAL, may_begin_longer, of_length, single, weight};

    #[test]
    fn every_word_is_found() {
        for (index, (units, weights, _)) in LENGTHS.iter().enumerate() {
            let length = index + 2;
            assert_eq!(units.len(), weights.len() * length);
            let mut words: Vec<&[u16]> = units.chunks(length).collect();
            assert!(words.is_sorted());
            words.dedup();
            assert_eq!(words.len(), weights.len());
            for (word, counted) in of_length(length) {
                let word = word.to_string();
                assert_eq!(weight(&word), Some(counted), "{word}");
                assert!(counted < TOTAL, "{word}");
                assert_eq!(word.len(), length * HANZI_BYTES);
                assert!(length < 3 || may_begin_longer(word.as_bytes()), "{word}");
            }
        }
        let known = |symbol: &char| single(symbol.to_string().as_bytes()).is_some();
        assert!(('\u{4e00}'..='\u{9fff}').filter(known).count() > 9_000);
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
