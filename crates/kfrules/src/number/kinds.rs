//! What a run of digits is, by its length, its shape and what touches it.

use std::ops::Range;

use super::checks::is_recent_day;
use super::checks::{
    is_bank_card, is_hotline, is_landline, is_mobile, is_mobile_abroad, is_resident_id, value,
};
use super::reader::Reader;
use super::words::{kind_after, kind_before, kind_of_unit};
use super::{LONGEST, NumberKind};

/// The most digits of a number that takes a unit.
const LONGEST_AMOUNT: usize = 7;

/// The fewest digits of an account.
pub(super) const FEWEST_OF_ACCOUNT: usize = 5;

/// A number in its place.
pub(super) struct Seen<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) symbols: Range<usize>,
}

impl Seen<'_> {
    /// What the words before it say.
    pub(super) fn before(&self) -> Option<NumberKind> {
        kind_before(self.reader.before(self.symbols.start))
    }

    /// What the words after it say.
    fn after(&self) -> Option<NumberKind> {
        let end = self.symbols.end;
        let parted = self.reader.view.line_starts(end);
        if parted { None } else { kind_after(self.reader.from(end)) }
    }

    /// What its unit or currency sign says, if it has this many digits.
    pub(super) fn unit(&self, digits: usize) -> Option<NumberKind> {
        let Range { start, end } = self.symbols.clone();
        if self.reader.noise(start).last().is_some_and(is_currency) {
            return Some(NumberKind::Price);
        }
        let after = self.reader.noise_after(end - 1);
        if after.is_some_and(|sign| matches!(sign, '%' | '\u{2030}' | '\u{B0}' | '\u{2103}')) {
            return Some(NumberKind::Quantity);
        }
        if after.is_some_and(is_currency) {
            return Some(NumberKind::Price);
        }
        if end == self.reader.view.len()
            || self.reader.view.line_starts(end)
            || self.reader.view.gap(end) > 1
        {
            return None;
        }
        // 500 ml, yet not the sizes S 110 M 120.
        let letter = self.reader.symbol(end).is_some_and(|symbol| symbol.is_ascii_alphabetic());
        if letter && self.reader.view.gap(end) > 0 && self.reader.token_end(end) == end + 1 {
            return None;
        }
        kind_of_unit(self.reader.from(end), digits >= FEWEST_OF_ACCOUNT)
    }

    /// An account, unless the words beside it say that it is something else.
    pub(super) fn named(&self, kind: NumberKind) -> NumberKind {
        use NumberKind::{Code, Digits, Item, Order, Qq, Tracking};
        let named = self.before().or_else(|| self.after());
        match (kind, named) {
            (Digits, Some(named @ (Qq | Order | Tracking | Item | Code))) => named,
            (NumberKind::Mobile, Some(named @ (Order | Tracking | Item | Code)))
                if self.is_numbered() =>
            {
                named
            }
            _ => kind,
        }
    }

    /// Whether the word before it says number or code in so many words: 单号, 验证码.
    fn is_numbered(&self) -> bool {
        let before = self.reader.before(self.symbols.start).trim_end_matches(['是', '为']);
        (before.ends_with('号') || before.ends_with('码')) && !before.ends_with("号码")
    }
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '¥' | '$' | '\u{20AC}' | '\u{A3}')
}

/// What these digits are where they stand; `None` for what is too short to mean anything alone, or
/// too long to be a number.
pub(super) fn kind_of(digits: &[u8], seen: &Seen<'_>) -> Option<NumberKind> {
    use NumberKind::{
        BankCard, Code, Date, Digits, Hotline, Item, Landline, Mobile, Model, Order, Price, Qq,
        ResidentId, Size, Time, Tracking,
    };
    let length = digits.len();
    if length > LONGEST {
        return None;
    }
    if is_mobile(digits) || is_mobile_abroad(digits) {
        return Some(seen.named(Mobile));
    }
    if is_resident_id(digits) {
        return Some(ResidentId);
    }
    let before = seen.before();
    match before {
        Some(Qq) if (5..=11).contains(&length) => return Some(Qq),
        Some(named @ (Order | Tracking)) if length >= 5 => return Some(named),
        _ => {}
    }
    if length <= LONGEST_AMOUNT
        && let Some(kind) = seen.unit(length)
    {
        let number = value(digits);
        return match kind {
            Date if length == 4 && !(1900..2100).contains(&number) => Some(NumberKind::Quantity),
            Time if number > 24 => Some(NumberKind::Quantity),
            kind => Some(kind),
        };
    }
    match before {
        Some(named @ (Item | Code)) if length >= 4 => return Some(named),
        Some(named @ (Model | Price)) if length <= LONGEST_AMOUNT => return Some(named),
        _ => {}
    }
    if length <= 2 && seen.reader.symbol(seen.symbols.end) == Some('号') {
        match value(digits) {
            1..=31 => return Some(Date),
            32..=50 => return Some(Size),
            _ => {}
        }
    }
    if length >= 5
        && let Some(named) = seen.after()
    {
        return Some(if named == Qq && length > 11 { Order } else { named });
    }
    if is_hotline(digits) {
        return Some(Hotline);
    }
    if is_landline(digits) {
        return Some(Landline);
    }
    if is_recent_day(digits) {
        return Some(Date);
    }
    if is_bank_card(digits) {
        return Some(BankCard);
    }
    Some(match length {
        5..=11 => Digits,
        12 => Item,
        13..=15 => Tracking,
        16..=24 => Order,
        _ => return None,
    })
}
