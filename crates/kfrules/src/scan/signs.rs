//! A number for each symbol, small enough to be compared and hashed at once.
//!
//! A *sign* holds a tag of the symbol in its lower half and the class of its sound in its upper half:
//! hanzi with the same usual reading are of one class, all other symbols of their own. Two symbols
//! may share a tag or a class by chance, so signs rule out; what they let pass is compared in full.

use std::sync::LazyLock;

use crate::number;
use crate::text::{Fold, disguises, fold, readings};

pub(crate) type Sign = u32;

/// What is set aside while matching.
pub(crate) const NOISE: Sign = 0;
/// What must be looked at more closely: several symbols in one, symbols outside the basic plane, letters
/// in other dress, emoji that are read aloud, and what is no character.
pub(crate) const RARE: Sign = 1;
/// What stands after the end of a text.
pub(crate) const PAST_END: Sign = 0x7FFF_FFFE;

/// The bit of symbols that may be part of a number spelled out.
const NUMERAL: Sign = 1 << 31;
/// Where the class begins.
const CLASS_SHIFT: u32 = 16;
/// Classes that no character of the basic plane takes by its own number.
const OWN_CLASS: u32 = 0x3C6E;

/// The signs of the basic plane, by UTF-16 code unit.
pub(crate) type Table = [Sign; 1 << 16];

static TABLE: LazyLock<Box<Table>> = LazyLock::new(|| {
    let mut table: Box<Table> =
        vec![RARE; 1 << 16].into_boxed_slice().try_into().expect("as many as there are code units");
    // A program waits for this when it starts, so what all hanzi of a sound share is looked up once.
    let classes: Vec<u32> =
        readings::sets().map(|set| usual_class(readings::in_set(set))).collect();
    for c in '\0'..='\u{FFFF}' {
        table[c as usize] = match fold(c) {
            Fold::Symbol(same) if same == c => match readings::set_of(c) {
                0 => of(c),
                set => sign(c, classes[usize::from(set)]),
            },
            folded => of_folded(c, folded),
        };
    }
    for noise in disguises::pictures().filter(|&c| matches!(fold(c), Fold::Noise(_))) {
        if let Some(sign) = table.get_mut(noise as usize) {
            *sign = RARE;
        }
    }
    table
});

/// The signs of the basic plane.
pub(crate) fn table() -> &'static Table {
    &TABLE
}

/// The sign of a character that stands for something else, unless it is an emoji that is read aloud.
fn of_folded(c: char, folded: Fold) -> Sign {
    match folded {
        Fold::Symbol(symbol) | Fold::Break(symbol) => {
            let is_dressed = symbol.is_ascii_alphanumeric() && !c.is_ascii();
            if is_dressed || symbol > '\u{FFFF}' { RARE } else { of(symbol) }
        }
        Fold::Several(_) => RARE,
        Fold::Noise(form) if is_digit(c, form) => RARE,
        Fold::Noise(_) | Fold::Mark | Fold::Ignored => NOISE,
    }
}

/// Whether noise shows a digit.
fn is_digit(c: char, form: char) -> bool {
    number::may_show_digit(c) || number::may_show_digit(form)
}

/// The signs of a spelled word.
pub(crate) fn of_word(plain: &str) -> impl Iterator<Item = Sign> {
    let table = table();
    plain.chars().map(|symbol| table.get(symbol as usize).copied().unwrap_or_else(|| of(symbol)))
}

/// The sign of a symbol; never one of those above.
pub(crate) fn of(symbol: char) -> Sign {
    sign(
        symbol,
        match readings::of(symbol) {
            [] => class(u32::from(symbol) ^ OWN_CLASS),
            readings => usual_class(readings),
        },
    )
}

#[inline]
fn sign(symbol: char, class: u32) -> Sign {
    let numeral = if number::may_be_numeral(symbol) { NUMERAL } else { 0 };
    numeral | class << CLASS_SHIFT | Sign::from(tag(symbol))
}

/// The tag of a symbol.
pub(crate) fn tag(symbol: char) -> u16 {
    let symbol = u32::from(symbol);
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
pub(crate) fn class_in(sign: Sign) -> u32 {
    sign >> CLASS_SHIFT & 0x7FFF
}

/// Whether a symbol with this sign may be part of a number spelled out.
#[inline]
pub(crate) fn is_numeral(sign: Sign) -> u32 {
    sign >> 31
}

/// The class of all hanzi that are usually read so.
pub(crate) fn class_of(syllable: readings::Syllable) -> u32 {
    class(u32::from(syllable) + 1)
}

/// The class of hanzi with these readings; 0 if there are none.
fn usual_class(readings: &[readings::Syllable]) -> u32 {
    readings.first().map_or(0, |&usual| class_of(usual))
}

fn class(number: u32) -> u32 {
    // Never 0, so that a sign is none of the special ones.
    u32::from(mix(number ^ ((number >> 16) * 0x4F6D)) >> 1).max(1)
}

/// Scatters numbers of 16 bits, each to its own.
#[expect(clippy::cast_possible_truncation, reason = "arithmetic of 16 bits")]
fn mix(number: u32) -> u16 {
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
    use super::{NOISE, RARE, class_in, of, symbol_of, table, tag_in};
    use crate::text::{Fold, disguises, fold};

    #[test]
    fn a_character_has_the_sign_of_its_symbol() {
        for c in ('\0'..='\u{FFFF}').filter(|c| table()[*c as usize] != RARE) {
            let expected = match fold(c) {
                Fold::Symbol(symbol) | Fold::Break(symbol) => of(symbol),
                _ => NOISE,
            };
            assert!(disguises::picture(c).is_none(), "{c:?} is read aloud");
            assert_eq!(table()[c as usize], expected, "{c:?}");
            assert_eq!(expected == NOISE, class_in(expected) == 0);
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
