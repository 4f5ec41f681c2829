//! A message as signs, read in one pass that also validates it.

use crate::number;
use crate::scan::letters::letter;
use crate::scan::signs::{self, NOISE, PAST_END, PLUS, POINT, RARE, Sign};
use crate::text::disguises::picture;
use crate::text::{Fold, decode, fold, unit};

/// Signs that stand after the last symbol, so that the four behind any can be asked for.
pub(super) const PADDING: usize = 4;

// Whatever is greater than `RARE` is a symbol.
const _: () = assert!(NOISE < RARE);

/// The signs of a message, without its noise.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The symbols and the padding, with room for the longest message so far.
    signs: Vec<Sign>,
    symbols: usize,
    /// How many letters and digits there are.
    pub(crate) latin: usize,
    /// Which letters there are, each a bit from a on.
    pub(crate) letters: u32,
    /// The emoji that are read aloud, each with the symbol that comes after it.
    pub(crate) pictures: Vec<(char, usize)>,
    /// The symbols outside the basic plane, each with its number.
    astral: Vec<(usize, char)>,
    /// Whether there is noise that shows a digit.
    pub(crate) has_digits: bool,
    /// Whether there is a `+` among the noise, in whatever dress.
    pub(crate) has_plus: bool,
    /// The same of a point.
    pub(crate) has_point: bool,
}

impl Reading {
    /// How many symbols there are.
    pub(crate) fn len(&self) -> usize {
        self.symbols
    }

    /// A symbol; `None` past the last.
    pub(crate) fn symbol(&self, at: usize) -> Option<char> {
        if at >= self.symbols {
            return None;
        }
        match self.astral.binary_search_by_key(&at, |&(known, _)| known) {
            Ok(index) => Some(self.astral[index].1),
            Err(_) => signs::symbol_of(self.signs[at]),
        }
    }

    /// The signs of the symbols.
    pub(crate) fn signs(&self) -> &[Sign] {
        &self.signs[..self.symbols]
    }

    /// The signs, with `PADDING` after them.
    pub(super) fn padded(&self) -> &[Sign] {
        &self.signs[..self.symbols + PADDING]
    }

    /// Reads a message; on `Err`, the offset of the first byte that is not UTF-8.
    pub(in crate::scan) fn read(&mut self, table: &signs::Table, text: &[u8]) -> Result<(), usize> {
        self.latin = 0;
        self.letters = 0;
        self.pictures.clear();
        self.astral.clear();
        self.has_digits = false;
        self.has_plus = false;
        self.has_point = false;
        self.make_room(text.len());
        let ascii = signs::ascii();
        let (mut symbols, mut latin, mut letters) = (0, 0, 0);
        let mut rest = text;
        loop {
            // What is nearly all of a message: two hanzi, or marks, at once.
            while let Some(eight) = rest.first_chunk()
                && let Some([one, two]) = two_units(*eight)
                && let (one, two) = (table[usize::from(one)], table[usize::from(two)])
                // Neither is noise or rare.
                && one.min(two) > RARE
                && let Some(both) = self.signs.get_mut(symbols..symbols + 2)
            {
                both[0] = one;
                both[1] = two;
                symbols += 2;
                rest = &rest[6..];
            }
            let (sign, length) = match *rest {
                [a, ..] if a < 0x80 => {
                    latin += usize::from(a.is_ascii_alphanumeric());
                    letters |= letter(a);
                    (ascii[usize::from(a)], 1)
                }
                [a, b, c, ..] => (unit([a, b, c]).map_or(RARE, |unit| table[usize::from(unit)]), 3),
                [] => break,
                _ => (RARE, 0),
            };
            if sign == RARE {
                let at = text.len() - rest.len();
                let (c, length) = decode(text, at).ok_or(at)?;
                symbols = self.take(c, symbols, rest.len());
                rest = &rest[length..];
                continue;
            }
            self.signs[symbols] = sign;
            symbols += usize::from(sign != NOISE);
            rest = &rest[length..];
        }
        self.latin += latin;
        self.letters |= letters;
        self.symbols = symbols;
        self.signs[symbols..symbols + PADDING].fill(PAST_END);
        Ok(())
    }

    fn make_room(&mut self, symbols: usize) {
        let signs = symbols + PADDING;
        if self.signs.len() < signs {
            self.signs.resize(signs, NOISE);
        }
    }

    /// Takes a character in the slow way; how many symbols there are then.
    #[cold]
    fn take(&mut self, c: char, mut symbols: usize, left: usize) -> usize {
        let folded = fold(c);
        if let Fold::Noise(form) = folded {
            if picture(c).is_some() {
                self.pictures.push((c, symbols));
            }
            self.has_plus |= form == PLUS;
            self.has_point |= form == POINT;
            self.has_digits |= number::may_show_digit(c) || number::may_show_digit(form);
        }
        let taken = folded.symbols();
        // A character may give more symbols than it has bytes.
        self.make_room(symbols + taken.len() + left);
        for &symbol in taken {
            self.latin += usize::from(symbol.is_ascii_alphanumeric());
            self.letters |= u8::try_from(symbol).map_or(0, letter);
            if symbol > '\u{FFFF}' {
                self.astral.push((symbols, symbol));
            }
            self.signs[symbols] = signs::of(symbol);
            symbols += 1;
        }
        symbols
    }
}

/// The numbers of two characters, if eight bytes begin with two of three bytes each. They may have a
/// shorter form, or be half of a character of another plane.
#[inline]
fn two_units(eight: [u8; 8]) -> Option<[u16; 2]> {
    let six = u64::from_be_bytes(eight) >> 16;
    if six & 0xF0C0_C0F0_C0C0 != 0xE080_80E0_8080 {
        return None;
    }
    // Of both at once: the last six bits of each, the six before, and the first four.
    let units = six & 0x3F00_003F | six >> 2 & 0x000F_C000_0FC0 | six >> 4 & 0x00F0_0000_F000;
    #[expect(clippy::cast_possible_truncation, reason = "each has 16 bits")]
    Some([(units >> 24) as u16, units as u16])
}

#[cfg(test)]
mod tests {
    use super::{PADDING, Reading};
    use crate::scan::signs;
    use crate::text::spell;

    #[test]
    fn a_reading_has_the_signs_of_the_symbols() {
        let texts = [
            "",
            "亲，加我 Ｖ * Ⓧ：徵\u{200B}信",
            "ⓥ㎏⑩\u{1F427}2\u{FE0F}\u{20E3}",
            "1|2｜",
            "\u{FDFA}é\u{20000}a",
        ];
        let mut reading = Reading::default();
        for text in texts {
            reading.read(signs::table(), text.as_bytes()).expect("UTF-8");
            let view = spell(text);
            let expected: Vec<_> = view.plain().chars().map(signs::of).collect();
            assert_eq!(reading.len(), view.len(), "{text}");
            assert_eq!(reading.signs(), expected, "{text}");
            let symbols = (0..).map_while(|at| reading.symbol(at));
            assert_eq!(symbols.collect::<String>(), view.plain(), "{text}");
            assert_eq!(reading.padded().len(), view.len() + PADDING);
            let latin = view.plain().bytes().filter(u8::is_ascii_alphanumeric).count();
            assert_eq!(reading.latin, latin, "{text}");
        }
        for (text, has_plus) in [("加+1", true), ("加\u{FF0B}1", true), ("加-1", false)] {
            assert!(reading.read(signs::table(), text.as_bytes()).is_ok());
            assert_eq!(reading.has_plus, has_plus, "{text}");
        }
        assert!(reading.read(signs::table(), "加\u{2764}".as_bytes()).is_ok());
        assert_eq!(reading.pictures, [('\u{2764}', 1)]);
    }

    #[test]
    fn stops_where_the_standard_library_does() {
        let texts: [&[u8]; 8] = [
            b"ok\xFF",
            b"\xE4\xBD",
            b"\xE0\x80\x80",
            b"a\xED\xA0\x80",
            b"\xC0\x80",
            b"\xF5\x80\x80\x80",
            b"\xE4\xBD\xA0\xE5",
            b"\xF0\x9F\x98\x80\x80",
        ];
        let mut reading = Reading::default();
        for text in texts {
            let expected = std::str::from_utf8(text).expect_err("not UTF-8").valid_up_to();
            assert_eq!(reading.read(signs::table(), text), Err(expected), "{text:X?}");
        }
    }
}
