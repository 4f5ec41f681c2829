//! Bytes to characters, refusing what is not UTF-8.

/// The character at `at` and its length in bytes; `None` where the bytes are not UTF-8.
///
/// `at` must be inside `bytes`. Refuses exactly what `std::str::from_utf8` refuses (overlong forms,
/// surrogates, numbers past U+10FFFF), so the first refusal is at `Utf8Error::valid_up_to`.
#[inline]
pub(crate) fn decode(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let first = bytes[at];
    if first < 0x80 {
        return Some((char::from(first), 1));
    }
    let follow = |n: usize| match bytes.get(at + n) {
        Some(&byte) if byte & 0xC0 == 0x80 => Some(u32::from(byte & 0x3F)),
        _ => None,
    };
    let head = u32::from(first);
    let (code_point, length, least) = match first {
        0xC2..=0xDF => ((head & 0x1F) << 6 | follow(1)?, 2, 0x80),
        0xE0..=0xEF => ((head & 0x0F) << 12 | follow(1)? << 6 | follow(2)?, 3, 0x800),
        0xF0..=0xF4 => {
            ((head & 0x07) << 18 | follow(1)? << 12 | follow(2)? << 6 | follow(3)?, 4, 0x1_0000)
        }
        _ => return None,
    };
    if code_point < least {
        return None;
    }
    Some((char::from_u32(code_point)?, length))
}

/// The number of the character that three bytes are. They may have a shorter form, or be half of a character
/// of another plane.
#[inline]
pub(crate) fn unit(three: [u8; 3]) -> Option<u16> {
    let [first, second, third] = three.map(u16::from);
    let fits = first & 0xF0 == 0xE0 && second & 0xC0 == 0x80 && third & 0xC0 == 0x80;
    fits.then_some(first << 12 | (second & 0x3F) << 6 | third & 0x3F)
}

#[cfg(test)]
mod tests {
    use super::decode;

    /// Where our decoder stops, in the terms of the standard library.
    fn valid_up_to(bytes: &[u8]) -> usize {
        let mut at = 0;
        while at < bytes.len() {
            match decode(bytes, at) {
                Some((_, length)) => at += length,
                None => return at,
            }
        }
        at
    }

    #[test]
    fn every_character_comes_back() {
        for c in '\0'..=char::MAX {
            let mut buffer = [0; 4];
            let bytes = c.encode_utf8(&mut buffer).as_bytes();
            assert_eq!(decode(bytes, 0), Some((c, bytes.len())));
        }
    }

    #[test]
    fn stops_where_the_standard_library_does() {
        let bytes = [0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF];
        let more = [0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF];
        let all: Vec<u8> = bytes.into_iter().chain(more).collect();
        for &a in &all {
            for &b in &all {
                for &c in &all {
                    for &d in &all {
                        let text = [a, b, c, d];
                        let expected = match std::str::from_utf8(&text) {
                            Ok(_) => 4,
                            Err(error) => error.valid_up_to(),
                        };
                        assert_eq!(valid_up_to(&text), expected, "{text:X?}");
                    }
                }
            }
        }
    }
}
