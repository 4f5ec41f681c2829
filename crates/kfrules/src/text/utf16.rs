//! Texts of the tables, in UTF-16: most of them are hanzi, which take two bytes there and three in UTF-8.

use std::fmt;

/// Some text of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Utf16(pub(super) &'static [u16]);

impl Utf16 {
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn chars(self) -> impl Iterator<Item = char> + Clone {
        let decoded = char::decode_utf16(self.0.iter().copied());
        decoded.map(|c| c.expect("the tables have whole characters"))
    }

    pub(crate) fn contains(self, wanted: char) -> bool {
        match u16::try_from(u32::from(wanted)) {
            // No unit of a character outside the basic plane is a character of it.
            Ok(unit) => self.0.contains(&unit),
            Err(_) => self.chars().any(|c| c == wanted),
        }
    }
}

impl fmt::Display for Utf16 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars().try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

impl fmt::Debug for Utf16 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// A text of the tables by symbol.
pub(crate) struct BySymbol {
    /// The symbols of the basic plane, and then the others, each in order.
    pub(super) basic: &'static [u16],
    pub(super) astral: &'static [char],
    /// Where the text of each ends; it begins where that of the one before does.
    pub(super) ends: &'static [u16],
    pub(super) texts: &'static [u16],
}

impl BySymbol {
    /// The text of a symbol; empty if it has none.
    pub(super) fn of(&self, symbol: char) -> Utf16 {
        let found = match u16::try_from(u32::from(symbol)) {
            Ok(unit) => self.basic.binary_search(&unit),
            Err(_) => self.astral.binary_search(&symbol).map(|index| self.basic.len() + index),
        };
        let Ok(index) = found else { return Utf16(&[]) };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Utf16(&self.texts[usize::from(start)..usize::from(self.ends[index])])
    }
}

/// A text in UTF-16, which has so many units. It is for the tables, and made when they are compiled.
pub(super) const fn encode<const UNITS: usize>(text: &str) -> [u16; UNITS] {
    let bytes = text.as_bytes();
    let mut units = [0; UNITS];
    let (mut at, mut length) = (0, 0);
    while at < bytes.len() {
        let first = bytes[at] as u32;
        let (head, follow) = match first {
            0..0x80 => (first, 0),
            0x80..0xE0 => (first & 0x1F, 1),
            0xE0..0xF0 => (first & 0x0F, 2),
            _ => (first & 0x07, 3),
        };
        let mut code_point = head;
        at += 1;
        let past = at + follow;
        while at < past {
            code_point = code_point << 6 | (bytes[at] & 0x3F) as u32;
            at += 1;
        }
        if code_point < 0x1_0000 {
            units[length] = lower_half(code_point);
        } else {
            let beyond = code_point - 0x1_0000;
            units[length] = lower_half(0xD800 | beyond >> 10);
            length += 1;
            units[length] = lower_half(0xDC00 | beyond & 0x3FF);
        }
        length += 1;
    }
    assert!(length == UNITS, "a text of the tables has another length than it says");
    units
}

#[expect(clippy::cast_possible_truncation, reason = "it is asked for the lower half")]
const fn lower_half(number: u32) -> u16 {
    number as u16
}

#[cfg(test)]
mod tests {
    use super::{Utf16, encode};

    #[test]
    fn a_text_is_encoded_as_the_standard_library_does() {
        const TEXT: &str = "a\u{e9}\u{3a9}\u{7ff}\u{800}微信\u{ffff}\u{10000}\u{2070e}\u{10ffff}";
        static UNITS: [u16; 14] = encode(TEXT);
        assert_eq!(UNITS[..], TEXT.encode_utf16().collect::<Vec<u16>>());
        let text = Utf16(&UNITS);
        assert_eq!(text.to_string(), TEXT);
        assert!(TEXT.chars().all(|c| text.contains(c)));
        assert!(!text.contains('\u{10001}') && !text.contains('\u{d7ff}'));
    }
}
