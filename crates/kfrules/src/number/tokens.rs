//! Latin tokens with digits in them: bare digits, digits with a prefix or unit, ids, models, codes.

use std::ops::Range;

use super::checks::is_mobile;
use super::kinds::Seen;
use super::looks::look_alike;
use super::reader::Reader;
use super::words::{GLUED, TRAILING, is_unit};
use super::{Digits, NumberKind};

/// The lengths of a WeChat id.
const WECHAT: std::ops::RangeInclusive<usize> = 6..=20;
/// The longest id of any kind.
const LONGEST_ID: usize = 40;
/// The fewest digits after a glued label: VX600 is a model.
const FEWEST_LABELLED: usize = 5;
/// The fewest digits that a letter may hide among.
const FEWEST_AMONG: usize = 4;

/// Prefixes of tracking numbers.
const COURIERS: [&str; 16] = [
    "sf", "yt", "jt", "jd", "jdv", "jdx", "dpk", "zto", "sto", "yto", "ems", "yd", "ht", "jdka",
    "zjs", "cn",
];

/// Makers and lines of goods that write a few digits after their names.
const BRANDS: [&str; 24] = [
    "iphone", "ipad", "ipod", "macbook", "airpods", "huawei", "honor", "xiaomi", "redmi", "mate",
    "nova", "oppo", "vivo", "reno", "galaxy", "samsung", "nokia", "lenovo", "thinkpad", "canon",
    "nikon", "sony", "intel", "windows",
];

/// What a token is.
#[derive(Debug)]
pub(super) enum Token {
    /// Digits that may be part of a longer number.
    Digits {
        symbols: Range<usize>,
        /// Whether letters stand for digits.
        looks: bool,
        /// Whether an x follows at once.
        checks: bool,
        /// Whether letters stand before, after.
        closed: (bool, bool),
    },
    /// Something complete.
    Whole(NumberKind, Range<usize>),
    /// No number.
    Nothing,
}

/// Reads the token at these symbols.
pub(super) fn read(reader: Reader<'_>, token: Range<usize>) -> Token {
    let text = reader.plain(token.clone());
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Token::Digits {
            symbols: token,
            looks: false,
            checks: false,
            closed: (false, false),
        };
    }
    let whole = with_joined(reader, token.clone());
    if whole.end > token.end {
        return id(reader, whole);
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return if is_command(reader, &token) {
            Token::Whole(NumberKind::Code, token)
        } else {
            Token::Nothing
        };
    }
    if text.len() > LONGEST_ID {
        return Token::Nothing;
    }
    affixed(reader, &token).or_else(|| disguised(reader, &token)).unwrap_or_else(|| {
        if is_sides(text) {
            Token::Whole(NumberKind::Size, token.clone())
        } else {
            id(reader, token)
        }
    })
}

/// A token with those that `_` (or `-` among letters) joins to it.
fn with_joined(reader: Reader<'_>, token: Range<usize>) -> Range<usize> {
    let Range { start, mut end } = token;
    let is_letter = |index| reader.symbol(index).is_some_and(|symbol| symbol.is_ascii_alphabetic());
    if !is_letter(start) {
        return start..end;
    }
    while end < reader.view.len() && end - start <= LONGEST_ID && reader.view.gap(end) == 1 {
        let Some(next) = reader.token(end).filter(|next| next.start == end) else { break };
        let joins = match reader.noise(end).next() {
            Some('_') => true,
            // QQ-12345678 is a label and its number.
            Some('-') => next.clone().any(is_letter) || !GLUED.contains(&reader.plain(start..end)),
            _ => false,
        };
        if !joins {
            break;
        }
        end = next.end;
    }
    start..end
}

/// Digits with a label before or a unit after them.
fn affixed(reader: Reader<'_>, token: &Range<usize>) -> Option<Token> {
    let text = reader.plain(token.clone());
    let prefix = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = text[prefix..].bytes().take_while(u8::is_ascii_digit).count();
    let (before, after) = (&text[..prefix], &text[prefix + digits..]);
    if after.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let free = before.is_empty() || GLUED.contains(&before) && digits >= FEWEST_LABELLED;
    // 25\u{2103} is warm and 6120c a phone.
    let degrees = after != "c" || reader.written(token.end - 1) == '\u{2103}';
    let ends = after.is_empty()
        || is_unit(after) && degrees
        || TRAILING.contains(&after) && digits >= FEWEST_LABELLED;
    let symbols = token.start + prefix..token.start + prefix + digits;
    (free && ends).then(|| Token::Digits {
        symbols,
        looks: false,
        checks: after == "x",
        closed: (!before.is_empty(), !after.is_empty()),
    })
}

/// Digits with letters that look like digits among them.
fn disguised(reader: Reader<'_>, token: &Range<usize>) -> Option<Token> {
    let text = reader.plain(token.clone());
    let prefix =
        GLUED.iter().filter(|prefix| text.starts_with(**prefix)).map(|prefix| prefix.len());
    for prefix in prefix.chain([0]) {
        let symbols = token.start + prefix..token.end;
        if let Some(digits) = digits(reader, symbols.clone()) {
            let true_digits = text[prefix..].bytes().filter(u8::is_ascii_digit).count();
            let edges = [text[prefix..].bytes().next(), text.bytes().last()];
            let inside = edges.iter().flatten().all(u8::is_ascii_digit);
            let long = (7..=11).contains(&digits.len()) && true_digits * 3 >= digits.len() * 2;
            if true_digits >= FEWEST_AMONG && (is_mobile(&digits) || inside && long) {
                return Some(Token::Digits {
                    symbols,
                    looks: true,
                    checks: false,
                    closed: (prefix > 0, false),
                });
            }
        }
    }
    None
}

/// The digits that these symbols stand for, if all of them do.
pub(super) fn digits(reader: Reader<'_>, symbols: Range<usize>) -> Option<Digits> {
    symbols.map(|index| digit(reader, index)).collect()
}

fn digit(reader: Reader<'_>, index: usize) -> Option<u8> {
    match reader.symbol(index)? {
        digit @ '0'..='9' => u8::try_from(digit).ok(),
        // O and l are told from o and L by how they were written.
        symbol => look_alike(reader.written(index)).or_else(|| look_alike(symbol)),
    }
}

/// Whether this is 10x20 or 10x20x30, with or without a unit.
fn is_sides(text: &str) -> bool {
    let measured = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = &text[measured.len()..];
    let sides = measured.split('x');
    let fits =
        |side: &str| (1..=4).contains(&side.len()) && side.bytes().all(|b| b.is_ascii_digit());
    (2..=3).contains(&sides.clone().count())
        && sides.clone().all(fits)
        && (unit.is_empty() || is_unit(unit))
}

/// What letters and digits together are.
fn id(reader: Reader<'_>, symbols: Range<usize>) -> Token {
    let text = reader.plain(symbols.clone());
    let length = text.len() + reader.view.inner_gaps(symbols.clone()).sum::<usize>();
    let seen = Seen { reader, symbols: symbols.clone() };
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let trailing = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if length > LONGEST_ID {
        return Token::Nothing;
    }
    let joined = symbols.clone().skip(1).any(|index| reader.noise(index).any(|noise| noise == '_'));
    let postal = letters == 2 && digits == 9 && text.len() == 13;
    let hyphen = !joined && length > text.len();
    let glued = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let courier =
        [&text[..letters], &text[glued.len()..]].iter().any(|word| COURIERS.contains(word));
    let kind = if courier && digits >= 10 || postal {
        NumberKind::Tracking
    } else if is_bracketed(reader, &symbols) || is_command(reader, &symbols) {
        // A placeholder of the chat program, or a command to be pasted into the shop's app.
        NumberKind::Code
    } else if let Some(named) = seen.before().filter(|kind| is_naming(*kind)) {
        named
    } else if letters == 0 {
        if length >= 8 { NumberKind::Code } else { NumberKind::Model }
    } else if WECHAT.contains(&length)
        && (joined || (!hyphen || trailing >= 5) && is_account(text, letters, trailing))
    {
        NumberKind::Wechat
    } else if digits == 0 {
        return Token::Nothing;
    } else if length <= 12 {
        NumberKind::Model
    } else {
        NumberKind::Code
    };
    Token::Whole(kind, symbols)
}

/// Whether a word before letters and digits tells what they are.
fn is_naming(kind: NumberKind) -> bool {
    use NumberKind::{Code, Item, Model, Order, Tracking};
    matches!(kind, Code | Item | Model | Order | Tracking)
}

/// Whether letters and digits look like a name that somebody chose and not like a model: many digits
/// at the end, or many letters with a few.
fn is_account(text: &str, letters: usize, trailing: usize) -> bool {
    if BRANDS.iter().any(|brand| text.starts_with(brand)) && trailing <= 4 {
        return false;
    }
    if letters + trailing < text.len() {
        return text.len() >= 8;
    }
    trailing >= 5 || trailing == 4 && letters >= 4 || trailing >= 2 && letters >= 6
}

fn is_bracketed(reader: Reader<'_>, symbols: &Range<usize>) -> bool {
    reader.noise(symbols.start).last() == Some('[')
        && reader.noise_after(symbols.end - 1) == Some(']')
}

/// Whether a token stands between currency signs, as the commands of the shops' apps do (淘口令).
fn is_command(reader: Reader<'_>, symbols: &Range<usize>) -> bool {
    let is_sign = |sign: char| {
        matches!(sign, '¥' | '$' | '\u{20AC}' | '\u{A3}' | '\u{20B3}' | '\u{A2}' | '\u{20A4}')
    };
    (8..=13).contains(&symbols.len())
        && reader.noise(symbols.start).last().is_some_and(is_sign)
        && reader.noise_after(symbols.end - 1).is_some_and(is_sign)
}
