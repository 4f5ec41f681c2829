//! Which Latin letters there are, each a bit from a on.

/// The bit of an ASCII letter, the same for its capital; of all else none.
#[inline]
pub(crate) const fn letter(ascii: u8) -> u32 {
    (ascii.is_ascii_alphabetic() as u32) << ((ascii.wrapping_sub(b'a')) & 31)
}

/// The letters of a text.
pub(crate) const fn letters_of(text: &str) -> u32 {
    let (mut letters, mut rest) = (0, text.as_bytes());
    while let [first, after @ ..] = rest {
        letters |= letter(*first);
        rest = after;
    }
    letters
}

/// Whether all letters of one of these are there.
pub(crate) fn holds_any(letters: u32, few: &[u32]) -> bool {
    letters != 0 && few.iter().any(|few| letters & few == *few)
}
