//! Numbers in a message: every run of digits, in any dress, and what it is.

mod address;
mod chain;
mod checks;
mod kind;
mod kinds;
mod looks;
mod reader;
mod spoken;
mod tokens;
mod words;

pub use kind::NumberKind;

use std::ops::Range;

use serde::Serialize;
use smallvec::SmallVec;

use crate::rule::Via;
use crate::scan::{Reading, Sifted, is_numeral};
use crate::span::Span;
use crate::text::{View, spell};
use chain::Chain;
use reader::{Joint, Reader};
use spoken::Run;
use tokens::Token;

/// The most digits of anything that is a number.
const LONGEST: usize = 40;

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Number<'a> {
    /// What it is.
    pub kind: NumberKind,
    /// Its bytes in the text.
    pub bytes: Span,
    /// The number as it was written.
    pub text: &'a str,
    /// The number in plain digits without separators; an address, id or date in plain characters.
    pub plain: String,
    /// How it was disguised.
    pub via: Via,
}

/// Finds the numbers of a text, in its order, and tells them apart.
///
/// Whether an account is *given away* is not asked here: a number of [`NumberKind::Digits`] may be
/// anything until a word beside it says more. Short numbers without a unit are left out.
///
/// ```
/// use kfrules::{NumberKind, Via, numbers};
///
/// let text = "客服电话①③捌-0000-零〇00，运费12元";
/// let [phone, price] = &numbers(text)[..] else { panic!() };
/// assert_eq!((phone.kind, phone.via), (NumberKind::Mobile, Via::Spread));
/// assert_eq!((phone.plain.as_str(), phone.text), ("13800000000", "①③捌-0000-零〇00"));
/// assert_eq!((price.kind, price.text), (NumberKind::Price, "12"));
/// ```
#[must_use]
pub fn numbers(text: &str) -> Vec<Number<'_>> {
    let view = spell(text);
    let mut numbers = Vec::new();
    scan(&view, text.as_bytes(), &mut Room::default(), |found, plain| {
        let bytes = Span { start: found.from, end: found.to };
        numbers.push(Number {
            kind: found.kind,
            bytes,
            text: &text[bytes.range()],
            plain: plain.to_owned(),
            via: found.via,
        });
    });
    numbers
}

/// A number in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) kind: NumberKind,
    /// Its symbols.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Its bytes in the original.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) via: Via,
}

/// How many letters and digits a message has at least that holds a number of this kind, but for the
/// cases that [`may_be_in`] knows.
pub(crate) fn fewest_latin(kind: NumberKind) -> usize {
    use NumberKind::{BankCard, Digits, Email, Landline, Link, Mobile, Qq, ResidentId, Wechat};
    match kind {
        Mobile | Landline | Qq | Wechat | ResidentId | BankCard | Digits | Email | Link => 4,
        _ => 1,
    }
}

/// Whether numbers of this kind are addresses.
pub(crate) fn is_address(kind: NumberKind) -> bool {
    matches!(kind, NumberKind::Email | NumberKind::Link)
}

/// Whether a message may hold an address, by its letters, or by the points of one in numbers alone.
pub(crate) fn may_hold_address(reading: &Reading) -> bool {
    reading.has_point || address::may_be_among(reading.letters)
}

/// Whether a message may hold a number of a kind that has at least so many letters and digits, or a link.
pub(crate) fn may_be_in(sifted: &Sifted, fewest_latin: usize, or_link: bool) -> bool {
    let Reading { latin, letters, has_digits, .. } = sifted.reading;
    latin >= fewest_latin
        // A domain of one letter or digit: 1.cc.
        || or_link && latin >= 3 && letters >= 2
        // Between two digits the others may be drawn.
        || latin >= 2 && has_digits
        || sifted.has_numerals
}

impl Reader<'_> {
    fn found(self, kind: NumberKind, symbols: Range<usize>, via: Via) -> Found {
        let Range { start, end } = symbols.clone();
        let Span { start: from, end: to } = self.view.origin(symbols);
        Found { kind, start, end, from, to, via }
    }
}

/// Whether a symbol may be part of a number that is spelled out.
pub(crate) const fn may_be_numeral(symbol: char) -> bool {
    spoken::is_part(symbol)
}

/// Whether noise may show a digit.
pub(crate) const fn may_show_digit(noise: char) -> bool {
    looks::picture(noise).is_some()
}

/// Whether there may be any number at all: a Latin letter or digit, or hanzi enough to spell one.
fn may_hold_any(plain: &str) -> bool {
    if plain.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return true;
    }
    let mut streak = 0;
    plain.chars().any(|symbol| {
        streak = if is_numeral(symbol) { streak + 1 } else { 0 };
        streak >= spoken::FEWEST_NUMERALS
    })
}

/// Room to look for numbers in.
#[derive(Debug, Default)]
pub(crate) struct Room {
    chain: Chain,
    run: Run,
    /// What is being read, in plain characters.
    plain: String,
    /// The digits of a number that is spelled out.
    spelled: String,
}

/// Digits of one number: nearly always in place.
type Digits = SmallVec<[u8; LONGEST + 1]>;

/// Takes the numbers of a view, each with its plain form, in the order of the text; `original` is
/// what was spelled into the view.
pub(crate) fn scan(
    view: &View,
    original: &[u8],
    room: &mut Room,
    mut take: impl FnMut(Found, &str),
) {
    if !may_hold_any(view.plain()) {
        return;
    }
    let original = std::str::from_utf8(original).expect("what was spelled is UTF-8");
    let reader = Reader { view, original };
    let Room { chain, run, plain, spelled } = room;
    // How far runs of hanzi numerals were looked for, and the number that was found last.
    let mut looked = 0;
    let mut said: Option<Found> = None;
    let mut at = 0;
    while let Some(next) = next_part(reader, at) {
        if next >= looked {
            looked = run.read(reader, next);
            said = run.number(reader, spelled);
        }
        // An id may have run into it: o-1三.
        said = said.filter(|found| found.start >= at);
        if let Some(found) = said.take_if(|found| found.start <= next) {
            chain.flush(reader, false, &mut take);
            take(found, spelled);
            at = found.end;
            continue;
        }
        if !reader.symbol(next).is_some_and(|symbol| symbol.is_ascii_alphanumeric()) {
            at = next + 1;
            continue;
        }
        let mut token = next..reader.token_end(next);
        if let Some(found) = &said {
            token.end = token.end.min(found.start);
        }
        at = token.end;
        if let Some(found) = address::read(reader, token.clone(), plain) {
            chain.flush(reader, false, &mut take);
            take(found, plain);
            at = found.end;
            continue;
        }
        match tokens::read(reader, token) {
            Token::Digits { symbols, looks, checks, closed } => {
                let joint = match chain.is_empty() || closed.0 {
                    true => Joint::Far,
                    false => reader.joint(chain.end(), symbols.start),
                };
                if joint == Joint::Far || chain.is_full() {
                    chain.flush(reader, joint != Joint::Far, &mut take);
                }
                if let Some(digits) = tokens::digits(reader, symbols.clone()) {
                    chain.push(symbols, digits.into_iter(), joint, looks, checks);
                }
                if closed.1 && !checks {
                    chain.flush(reader, false, &mut take);
                }
            }
            Token::Whole(kind, symbols) => {
                chain.flush(reader, false, &mut take);
                at = symbols.end;
                plain.clear();
                reader.plain_with_noise(symbols.clone(), plain);
                // Capitals are no disguise of a name.
                let via = if reader.is_ascii(symbols.clone()) { Via::Exact } else { Via::Folded };
                take(reader.found(kind, symbols, via), plain);
            }
            Token::Nothing => chain.flush(reader, false, &mut take),
        }
    }
    chain.flush(reader, false, &mut take);
}

/// The next symbol that a number may start with.
fn next_part(reader: Reader<'_>, from: usize) -> Option<usize> {
    let is_part = |symbol: char| symbol.is_ascii_alphanumeric() || is_numeral(symbol);
    let skipped = reader.from(from).chars().position(is_part)?;
    Some(from + skipped)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NumberKind, fewest_latin, is_address, may_be_in, may_hold_address, numbers};
    use crate::rows::Texts;
    use crate::scan::{Sifted, Terms};

    const PARTS: [&str; 26] = [
        "1", "3", "8", "0", "13", "138", "q", "v", "_", "-", ".", "@", "点", "cn", "cc", "com",
        "a", "幺", "三", "八", "就", "\u{25CB}", "\u{2460}", " ", "\u{FF11}", "www",
    ];

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None, cases: 4000, ..ProptestConfig::default()
        })]

        #[test]
        fn the_sieve_lets_pass_all_numbers(
            parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 1..14),
        ) {
            let text = parts.concat();
            prop_assert!(lets_pass_all(&text), "{:?} in {:?}", numbers(&text), text);
        }
    }

    fn lets_pass_all(text: &str) -> bool {
        let none = Texts::default();
        let terms = Terms::new(&none, &none, |_| true, |_| true, &[]);
        let mut sifted = Sifted::default();
        terms.sift(text.as_bytes(), &mut sifted).expect("UTF-8");
        numbers(text).iter().all(|number| {
            may_be_in(&sifted, fewest_latin(number.kind), number.kind == NumberKind::Link)
                && (!is_address(number.kind) || may_hold_address(&sifted.reading))
        })
    }

    #[test]
    fn the_sieve_lets_pass_addresses_of_every_form() {
        let texts = [
            "10.20.30.40:80",
            "上 192.168.100.200 看看",
            "192\u{FF0E}168\u{FF0E}100\u{FF0E}200",
            "1.cc",
            "http://5",
            "点 5 点 cn",
            "a@b.me",
            "hehua 点 com",
        ];
        for text in texts {
            assert!(lets_pass_all(text), "{text}");
        }
        assert_eq!(numbers(texts[1])[0].kind, NumberKind::Link);
        assert_eq!(numbers(texts[2])[0].kind, NumberKind::Link);
    }
}
