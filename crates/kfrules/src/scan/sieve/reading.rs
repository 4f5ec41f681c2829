//! A message as signs, read in one pass that also validates it.

use crate::number;
use crate::scan::signs::{self, NOISE, PAST_END, RARE, Sign};
use crate::text::disguises::picture;
use crate::text::{Fold, decode, fold};

/// Signs that stand after the last symbol, so that every window of a text ends within.
pub(super) const PADDING: usize = 16;

/// The signs of a message, without its noise.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// As long as the longest message so far.
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
        self.make_room(text.len());
        let (mut symbols, mut latin, mut letters) = (0, 0, 0);
        let mut rest = text;
        loop {
            // Three bytes, which is hanzi and most punctuation; where there is one more it is looked at
            // too, so that all are read at once.
            let four = match *rest {
                [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]),
                [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
                _ => 0,
            };
            if four & 0x00C0_C0F0 == 0x0080_80E0 {
                let unit = (four & 0xF) << 12 | (four >> 2 & 0xFC0) | (four >> 16 & 0x3F);
                let sign = table[unit as usize];
                // A shorter form would have done: not UTF-8, as the closer look will tell.
                if (unit >= 0x800) & (sign != RARE) {
                    self.signs[symbols] = sign;
                    symbols += usize::from(sign != NOISE);
                    rest = &rest[3..];
                    continue;
                }
            }
            let sign = match *rest {
                [a, ref after @ ..] if a < 0x80 => {
                    let sign = table[usize::from(a)];
                    if sign != RARE {
                        rest = after;
                        latin += usize::from(a.is_ascii_alphanumeric());
                        letters |= letter(a);
                    }
                    sign
                }
                [] => break,
                _ => RARE,
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
        }
        self.latin += latin;
        self.letters |= letters;
        self.symbols = symbols;
        self.signs[symbols..symbols + PADDING].fill(PAST_END);
        Ok(())
    }

    fn make_room(&mut self, symbols: usize) {
        if self.signs.len() < symbols + PADDING {
            self.signs.resize(symbols + PADDING, NOISE);
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

/// The bit of an ASCII letter, the same for its capital; of all else none.
#[inline]
pub(crate) fn letter(ascii: u8) -> u32 {
    u32::from(ascii.is_ascii_alphabetic()) << ((ascii.wrapping_sub(b'a')) & 31)
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
            assert_eq!(reading.padded()[..view.len()], expected, "{text}");
            let symbols = (0..).map_while(|at| reading.symbol(at));
            assert_eq!(symbols.collect::<String>(), view.plain(), "{text}");
            assert_eq!(reading.padded().len(), view.len() + PADDING);
            let latin = view.plain().bytes().filter(u8::is_ascii_alphanumeric).count();
            assert_eq!(reading.latin, latin, "{text}");
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
