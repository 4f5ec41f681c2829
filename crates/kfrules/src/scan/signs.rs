//! A number for each symbol, small enough to be compared and hashed at once.
//!
//! A *sign* holds a tag of the symbol in its lower half and the class of its sound in its upper 15 bits:
//! hanzi with the same readings are of one class, all other symbols of their own. Two symbols
//! may share a tag or a class by chance, so signs rule out; what they let pass is compared in full.

use crate::number;
use crate::text::{Fold, disguises, fold, readings};

pub(crate) type Sign = u32;

/// What is set aside while matching.
pub(crate) const NOISE: Sign = 0;
/// What must be looked at more closely: several symbols in one, symbols outside the basic plane, letters
/// in other dress, emoji that are read aloud, noise that numbers are told by, and what is no character.
pub(crate) const RARE: Sign = 1;
/// Noise that a number to be added often stands behind.
pub(crate) const PLUS: char = '+';
/// Noise that stands between the numbers of an address.
pub(crate) const POINT: char = '.';
/// What stands after the end of a text.
pub(crate) const PAST_END: Sign = 0xFFFE_FFFE;

/// The bit of symbols that may be part of a number spelled out.
const NUMERAL: Sign = 1 << 16;
/// How many bits a class has.
pub(super) const CLASS_BITS: u32 = 15;
/// Where the class begins.
const CLASS_SHIFT: u32 = Sign::BITS - CLASS_BITS;
/// What the number of a symbol without readings is mixed with, so that none of the basic plane has the
/// class of a set of readings: the numbers of sets become halves of characters of other planes.
const OWN_CLASS: u32 = 0xD800;
const _: () = assert!(readings::SET_COUNT <= 0x800);

/// The signs of what takes three bytes in UTF-8, by UTF-16 code unit; of all below it is rare.
pub(crate) type Table = [Sign; 1 << 16];

/// What takes less than three bytes in UTF-8 is below this.
const THREE_BYTES: u32 = 0x800;

/// Made when the library is compiled, as a program would wait for it when it starts.
#[allow(long_running_const_eval, reason = "it ends with the last character of the plane")]
static TABLE: Table = {
    let mut table = [RARE; 1 << 16];
    let mut unit = THREE_BYTES;
    while (unit as usize) < table.len() {
        // None of them is half of a character of another plane.
        if let Some(c) = char::from_u32(unit) {
            table[unit as usize] = of_character(c);
        }
        unit += 1;
    }
    let mut number = 0;
    while let Some(c) = disguises::pictured(number) {
        if (c as usize) < table.len() && matches!(fold(c), Fold::Noise(_)) {
            table[c as usize] = RARE;
        }
        number += 1;
    }
    table
};

/// The signs of ASCII.
static ASCII: [Sign; 128] = {
    let mut table = [RARE; 128];
    let mut unit: u8 = 0;
    while (unit as usize) < table.len() {
        table[unit as usize] = of_character(unit as char);
        unit += 1;
    }
    table
};

/// The signs of what takes three bytes in UTF-8.
pub(crate) fn table() -> &'static Table {
    &TABLE
}

/// The signs of ASCII.
pub(crate) fn ascii() -> &'static [Sign; 128] {
    &ASCII
}

/// The sign of a character, unless it is an emoji that is read aloud.
const fn of_character(c: char) -> Sign {
    match fold(c) {
        Fold::Symbol(symbol) | Fold::Break(symbol) => {
            let is_dressed = symbol.is_ascii_alphanumeric() && !c.is_ascii();
            if is_dressed || symbol > '\u{FFFF}' { RARE } else { of(symbol) }
        }
        Fold::Several(_) => RARE,
        Fold::Noise(PLUS | POINT) => RARE,
        Fold::Noise(form) if is_digit(c, form) => RARE,
        Fold::Noise(_) | Fold::Mark | Fold::Ignored => NOISE,
    }
}

/// Whether noise shows a digit.
const fn is_digit(c: char, form: char) -> bool {
    number::may_show_digit(c) || number::may_show_digit(form)
}

/// The signs of a spelled word.
pub(crate) fn of_word(plain: &str) -> impl Iterator<Item = Sign> {
    let table = table();
    plain.chars().map(|symbol| match table.get(symbol as usize) {
        None | Some(&RARE) => of(symbol),
        Some(&sign) => sign,
    })
}

/// The sign of a symbol; never one of those above.
pub(crate) const fn of(symbol: char) -> Sign {
    let class = match readings::set_of(symbol) {
        0 => class(symbol as u32 ^ OWN_CLASS),
        set => class_of(set),
    };
    let numeral = if number::may_be_numeral(symbol) { NUMERAL } else { 0 };
    numeral | class << CLASS_SHIFT | tag(symbol) as Sign
}

/// The tag of a symbol.
pub(crate) const fn tag(symbol: char) -> u16 {
    let symbol = symbol as u32;
    mix(symbol ^ ((symbol >> 16) * 0x4F6D))
}

/// The symbol of a sign, if it is one of the basic plane.
pub(crate) fn symbol_of(sign: Sign) -> Option<char> {
    char::from_u32(u32::from(unmix(tag_in(sign))))
}

/// The tag in a sign.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the tag is the lower half")]
pub(crate) fn tag_in(sign: Sign) -> u16 {
    sign as u16
}

/// The class in a sign.
#[inline]
pub(crate) const fn class_in(sign: Sign) -> u32 {
    sign >> CLASS_SHIFT
}

/// 1 if a symbol with this sign may be part of a number spelled out, else 0.
#[inline]
pub(crate) fn numeral_in(sign: Sign) -> u32 {
    (sign / NUMERAL) & 1
}

/// Whether a symbol may be part of a number spelled out.
pub(crate) fn is_numeral(symbol: char) -> bool {
    let signs = if symbol.is_ascii() { &ASCII[..] } else { &TABLE[..] };
    signs.get(symbol as usize).is_some_and(|&sign| numeral_in(sign) == 1)
}

/// The class of all hanzi that have these readings.
pub(crate) const fn class_of(set: readings::Set) -> u32 {
    class(set as u32)
}

const fn class(number: u32) -> u32 {
    let class = (mix(number ^ ((number >> 16) * 0x4F6D)) >> 1) as u32;
    // Never 0, so that a sign is none of the special ones.
    if class == 0 { 1 } else { class }
}

/// Scatters numbers of 16 bits, each to its own.
#[expect(clippy::cast_possible_truncation, reason = "arithmetic of 16 bits")]
const fn mix(number: u32) -> u16 {
    let mut x = number as u16;
    x ^= x >> 7;
    x = x.wrapping_mul(0x9E3B);
    x ^= x >> 9;
    x = x.wrapping_mul(0xCA6D);
    x ^ x >> 8
}

/// What was scattered.
fn unmix(mixed: u16) -> u16 {
    let mut x = mixed ^ mixed >> 8;
    x = x.wrapping_mul(0xCF65);
    x ^= x >> 9;
    x = x.wrapping_mul(0x8AF3);
    x ^ x >> 7 ^ x >> 14
}

#[cfg(test)]
mod tests {
    use super::{NOISE, RARE, ascii, class_in, is_numeral, of, symbol_of, table, tag_in};
    use crate::number;
    use crate::text::{Fold, disguises, fold};

    #[test]
    fn a_character_has_the_sign_of_its_symbol() {
        let sign = |c: char| ascii().get(c as usize).unwrap_or_else(|| &table()[c as usize]);
        for c in ('\0'..='\u{FFFF}').filter(|c| *sign(*c) != RARE) {
            let expected = match fold(c) {
                Fold::Symbol(symbol) | Fold::Break(symbol) => of(symbol),
                _ => NOISE,
            };
            assert!(disguises::picture(c).is_none(), "{c:?} is read aloud");
            assert_eq!(*sign(c), expected, "{c:?}");
            assert_eq!(expected == NOISE, class_in(expected) == 0);
        }
    }

    #[test]
    fn the_signs_tell_which_symbols_may_be_numerals() {
        for symbol in ('\0'..=char::MAX).filter(|&c| matches!(fold(c), Fold::Symbol(it) if it == c))
        {
            assert_eq!(is_numeral(symbol), number::may_be_numeral(symbol), "{symbol:?}");
        }
    }

    #[test]
    fn hanzi_of_one_sound_are_of_one_class_and_differ_in_their_tags() {
        let (one, other) = (of('微'), of('薇'));
        assert_eq!(class_in(one), class_in(other));
        assert_ne!(tag_in(one), tag_in(other));
        assert_ne!(class_in(one), class_in(of('信')));
    }

    #[test]
    fn the_tag_of_a_symbol_of_the_basic_plane_tells_the_symbol() {
        for c in '\0'..='\u{FFFF}' {
            assert_eq!(symbol_of(of(c)), Some(c));
        }
    }
}
