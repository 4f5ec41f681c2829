//! Groups of digits with separators between them, read as one number or as several.

use std::ops::Range;

use super::checks::{
    is_bank_card, is_day, is_hotline, is_landline, is_mobile, is_mobile_abroad, is_month_and_day,
    is_resident_id, value,
};
use super::kinds::{FEWEST_OF_ACCOUNT, Seen, kind_of};
use super::reader::{Joint, Reader};
use super::{Found, LONGEST, NumberKind};
use crate::rule::Via;

/// The most groups that are read together; a longer chain is a table, and each group is read alone.
const MOST_GROUPS: usize = 24;

/// Digits that touch each other.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where its digits are kept.
    pub(super) digits: Range<usize>,
    /// What stands between the group before and this one.
    pub(super) before: Joint,
    /// Whether a letter stands for a digit in it.
    pub(super) looks: bool,
    /// Whether an x follows at once, as in a resident id.
    pub(super) checks: bool,
}

/// Neighbouring groups.
#[derive(Debug, Default)]
pub(super) struct Chain {
    groups: Vec<Group>,
    digits: Vec<u8>,
    overlong: bool,
}

/// A number read from a chain.
pub(super) struct Reading {
    pub(super) found: Found,
    /// How many groups it took.
    taken: usize,
}

impl Chain {
    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The symbol after the last group.
    pub(super) fn end(&self) -> usize {
        self.groups.last().map_or(0, |group| group.end)
    }

    /// Adds digits; `pictures` are those that the gap before them shows.
    pub(super) fn push(
        &mut self,
        symbols: Range<usize>,
        digits: impl Iterator<Item = u8>,
        before: Joint,
        looks: bool,
        checks: bool,
    ) {
        let from = self.digits.len();
        self.digits.extend(digits);
        let digits = from..self.digits.len();
        self.groups.push(Group {
            start: symbols.start,
            end: symbols.end,
            digits,
            before,
            looks,
            checks,
        });
    }

    pub(super) fn is_full(&self) -> bool {
        self.groups.len() >= MOST_GROUPS
    }

    /// Reads all groups and forgets them. With `more`, the chain goes on.
    pub(super) fn flush(
        &mut self,
        reader: Reader<'_>,
        more: bool,
        mut take: impl FnMut(Found, &str),
    ) {
        self.overlong |= more;
        let mut plain = String::new();
        let mut at = 0;
        while at < self.groups.len() {
            plain.clear();
            match self.read(reader, at, &mut plain) {
                Some(reading) => {
                    take(reading.found, &plain);
                    at += reading.taken;
                }
                None => at += 1,
            }
        }
        self.groups.clear();
        self.digits.clear();
        self.overlong = more;
    }

    fn digits(&self, at: usize) -> &[u8] {
        &self.digits[self.groups[at].digits.clone()]
    }

    /// What is joined before the group that follows `at`; far at the chain's end.
    fn joint_after(&self, at: usize) -> Joint {
        self.groups.get(at + 1).map_or(Joint::Far, |group| group.before)
    }

    fn read(&self, reader: Reader<'_>, at: usize, plain: &mut String) -> Option<Reading> {
        let structured = if self.overlong { None } else { self.structured(reader, at) };
        if let Some((kind, last, end)) = structured {
            let end = end.unwrap_or(self.groups[last].end);
            reader.plain_with_noise(self.groups[at].start..end, plain);
            let mut reading = self.reading(reader, kind, at, last, end);
            // Its separators are as they should be.
            if reading.found.via == Via::Spread {
                let changed =
                    self.groups[at..=last].iter().any(|g| !reader.is_ascii(g.start..g.end));
                reading.found.via = if changed { Via::Folded } else { Via::Exact };
            }
            return Some(reading);
        }
        if !self.overlong {
            for last in (at + 1..self.groups.len()).rev() {
                if let Some((kind, check)) = self.joined(reader, at, last, plain) {
                    let end = self.groups[last].end + usize::from(check);
                    return Some(self.reading(reader, kind, at, last, end));
                }
            }
        }
        self.alone(reader, at, plain)
    }

    fn reading(
        &self,
        reader: Reader<'_>,
        kind: NumberKind,
        at: usize,
        last: usize,
        end: usize,
    ) -> Reading {
        let start = self.groups[at].start;
        let pictures =
            self.groups[at + 1..=last].iter().any(|group| group.before == Joint::Pictures);
        let via = if pictures || self.groups[at..=last].iter().any(|group| group.looks) {
            Via::Shape
        } else if last > at {
            Via::Spread
        } else if reader.is_ascii(start..end) {
            Via::Exact
        } else {
            Via::Folded
        };
        let mut found = reader.found(kind, start..end, via);
        // An area code may stand in brackets.
        let before = reader.original[..found.from].chars().next_back();
        if kind == NumberKind::Landline
            && let Some(bracket @ ('(' | '（')) = before
        {
            found.from -= bracket.len_utf8();
        }
        Reading { found, taken: last + 1 - at }
    }

    /// One group by itself.
    fn alone(&self, reader: Reader<'_>, at: usize, plain: &mut String) -> Option<Reading> {
        let group = &self.groups[at];
        let digits = self.digits(at);
        if group.checks {
            let id = [digits, b"X"].concat();
            if is_resident_id(&id) {
                plain.push_str(&String::from_utf8_lossy(&id));
                let end = group.end + 1;
                return Some(self.reading(reader, NumberKind::ResidentId, at, at, end));
            }
        }
        let seen = Seen { reader, symbols: group.start..group.end };
        let kind = kind_of(digits, &seen)?;
        plain.push_str(&String::from_utf8_lossy(digits));
        Some(self.reading(reader, kind, at, at, group.end))
    }

    /// Several groups as the digits of one number; with the kind, whether an X belongs to it.
    fn joined(
        &self,
        reader: Reader<'_>,
        at: usize,
        last: usize,
        plain: &mut String,
    ) -> Option<(NumberKind, bool)> {
        let groups = &self.groups[at..=last];
        let inner = || groups[1..].iter().map(|group| group.before);
        if inner().any(|joint| matches!(joint, Joint::Year | Joint::Month | Joint::Hour)) {
            return None;
        }
        let written: usize = groups.iter().map(|group| group.digits.len()).sum();
        if written > LONGEST {
            return None;
        }
        let singles = groups.iter().all(|group| group.digits.len() <= 2);
        let mut digits = Vec::with_capacity(LONGEST);
        // Rings between all digits are beads on a string, not zeros.
        let beads = groups.len() > 2 && inner().all(|joint| joint == Joint::Pictures) && singles;
        for (index, group) in groups.iter().enumerate() {
            if index > 0 && group.before == Joint::Pictures && !beads {
                digits.extend(reader.noise(group.start).filter_map(super::looks::picture));
            }
            digits.extend(&self.digits[group.digits.clone()]);
        }
        let rises = groups.len() > 3
            && (at + 1..=last).all(|i| value(self.digits(i - 1)) < value(self.digits(i)));
        let parted = |joint: Joint| joint == Joint::Far || joint != groups[1].before;
        let closed = parted(groups[0].before) && parted(self.joint_after(last));
        let check = groups[groups.len() - 1].checks && digits.len() == 17;
        if check {
            digits.push(b'X');
        }
        let kind = if check {
            is_resident_id(&digits).then_some(NumberKind::ResidentId)?
        } else {
            let shape = self.shape(&digits, at, last, singles, closed)?;
            if rises && groups.len() > 4 {
                return None;
            }
            shape
        };
        plain.push_str(&String::from_utf8_lossy(&digits));
        let seen = Seen { reader, symbols: groups[0].start..groups[groups.len() - 1].end };
        if kind == NumberKind::Digits && seen.unit(FEWEST_OF_ACCOUNT).is_some() {
            return Some((NumberKind::Quantity, false));
        }
        Some((seen.named(kind), check))
    }

    /// What digits with separators can be.
    fn shape(
        &self,
        digits: &[u8],
        at: usize,
        last: usize,
        singles: bool,
        closed: bool,
    ) -> Option<NumberKind> {
        let groups = &self.groups[at..=last];
        let longest = groups.iter().map(|group| group.digits.len()).max().unwrap_or(0);
        let joint = groups[1].before;
        let two = groups.len() == 2;
        // Two groups with such a joint are decimals, times, shares, lists: no way to write a phone.
        let plausible =
            !(two && matches!(joint, Joint::Point | Joint::Colon | Joint::Slash | Joint::Comma));
        let opening = self.digits(at).len();
        if singles && !closed {
            return None;
        }
        if (is_mobile(digits) || is_mobile_abroad(digits)) && plausible {
            return Some(NumberKind::Mobile);
        }
        let each = longest == 1;
        if is_landline(digits) && (each || matches!(opening, 3 | 4)) {
            return Some(NumberKind::Landline);
        }
        if is_hotline(digits) && digits.len() == 10 && (each || matches!(opening, 3 | 4)) {
            return Some(NumberKind::Hotline);
        }
        if !closed {
            return None;
        }
        if is_resident_id(digits) {
            return Some(NumberKind::ResidentId);
        }
        let even = groups[..groups.len() - 1].iter().all(|group| group.digits.len() >= 4);
        if is_bank_card(digits) && (even || singles) {
            return Some(NumberKind::BankCard);
        }
        let spread = match groups.len() {
            2 => {
                let close =
                    matches!(joint, Joint::Space | Joint::Dash | Joint::Other | Joint::Pictures);
                close && (7..=11).contains(&digits.len()) && longest <= 6
            }
            _ => (6..=11).contains(&digits.len()) && longest <= 5,
        };
        spread.then_some(NumberKind::Digits)
    }

    /// Dates, times, decimals, versions, sides, ranges: the kind, the last group, and the symbol
    /// after it if more than that group belongs to it.
    fn structured(
        &self,
        reader: Reader<'_>,
        at: usize,
    ) -> Option<(NumberKind, usize, Option<usize>)> {
        let same = |count: usize, joint: Joint| {
            at + count <= self.groups.len()
                && self.groups[at + 1..at + count].iter().all(|group| group.before == joint)
        };
        let length = |index: usize| self.groups[index].digits.len();
        let number = |index: usize| value(self.digits(index));
        let seen =
            |last: usize| Seen { reader, symbols: self.groups[at].start..self.groups[last].end };
        let first = length(at);
        // 2024年5月1日
        if matches!(self.joint_after(at), Joint::Year | Joint::Month) && first <= 4 {
            let mut last = at;
            while matches!(self.joint_after(last), Joint::Year | Joint::Month)
                && length(last + 1) <= 2
            {
                last += 1;
            }
            if last > at {
                let end = self.groups[last].end;
                let mark = matches!(reader.symbol(end), Some('日' | '号' | '月'));
                return Some((NumberKind::Date, last, Some(end + usize::from(mark))));
            }
        }
        // 8点30
        if self.joint_after(at) == Joint::Hour
            && first <= 2
            && number(at) <= 24
            && length(at + 1) <= 2
        {
            let end = self.groups[at + 1].end;
            let mark = reader.symbol(end) == Some('分');
            return Some((NumberKind::Time, at + 1, Some(end + usize::from(mark))));
        }
        // 12:30, 12:30:05
        if same(2, Joint::Colon)
            && first <= 2
            && number(at) < 25
            && length(at + 1) == 2
            && number(at + 1) < 60
        {
            let last = if same(3, Joint::Colon) && length(at + 2) == 2 { at + 2 } else { at + 1 };
            if self.joint_after(last) != Joint::Colon {
                return Some((NumberKind::Time, last, None));
            }
        }
        for joint in [Joint::Point, Joint::Dash, Joint::Slash] {
            if same(3, joint)
                && first == 4
                && length(at + 1) <= 2
                && length(at + 2) <= 2
                && (1900..2100).contains(&number(at))
                && is_month_and_day(number(at + 1), number(at + 2))
                && self.joint_after(at + 2) != joint
            {
                return Some((NumberKind::Date, at + 2, None));
            }
            // 12.3号
            if same(2, joint)
                && first <= 2
                && length(at + 1) <= 2
                && is_month_and_day(number(at), number(at + 1))
                && matches!(reader.symbol(self.groups[at + 1].end), Some('号' | '日'))
            {
                let end = self.groups[at + 1].end + 1;
                return Some((NumberKind::Date, at + 1, Some(end)));
            }
        }
        if same(3, Joint::Point) {
            return self.dotted(at, &seen);
        }
        // 10*20*30
        if same(2, Joint::Times) && first <= 4 && length(at + 1) <= 4 {
            let last = if same(3, Joint::Times) { at + 2 } else { at + 1 };
            if self.joint_after(last) != Joint::Times {
                return Some((NumberKind::Size, last, None));
            }
        }
        // 12.5, 12.5元
        if same(2, Joint::Point) && first <= 6 && length(at + 1) <= 4 {
            let kind = seen(at + 1).unit(first);
            let bare = first + length(at + 1) >= 5;
            let kind = kind.or(bare.then_some(NumberKind::Quantity))?;
            return Some((kind, at + 1, None));
        }
        // 1,234,567
        if same(2, Joint::Comma) && first <= 3 {
            let last = (at + 1..self.groups.len())
                .take_while(|&i| self.groups[i].before == Joint::Comma && length(i) == 3)
                .last();
            if let Some(last) = last
                && self.joint_after(last) != Joint::Comma
                && let Some(kind) = seen(last).unit(first)
            {
                return Some((kind, last, None));
            }
        }
        // 3-5天, 48~72小时
        if matches!(self.joint_after(at), Joint::Dash | Joint::To)
            && first <= 7
            && length(at + 1) <= 7
            && !matches!(self.joint_after(at + 1), Joint::Dash | Joint::To)
            && let Some(kind) = seen(at + 1).unit(first)
        {
            return Some((kind, at + 1, None));
        }
        // 240501-123456789012345, as the order numbers of 拼多多 are written.
        if same(2, Joint::Dash) && first == 6 && length(at + 1) == 15 {
            return Some((NumberKind::Order, at + 1, None));
        }
        // 2021-2024
        let year = |index: usize| length(index) == 4 && (1980..2060).contains(&number(index));
        if same(2, Joint::Dash)
            && year(at)
            && year(at + 1)
            && number(at) < number(at + 1)
            && self.joint_after(at + 1) != Joint::Dash
        {
            return Some((NumberKind::Date, at + 1, None));
        }
        None
    }

    /// Three or more groups with points: a version or an IP address; single digits are neither.
    fn dotted<'a>(
        &self,
        at: usize,
        seen: &impl Fn(usize) -> Seen<'a>,
    ) -> Option<(NumberKind, usize, Option<usize>)> {
        let mut last = at;
        while self.joint_after(last) == Joint::Point {
            last += 1;
        }
        let count = last + 1 - at;
        let total: usize = self.groups[at..=last].iter().map(|group| group.digits.len()).sum();
        let short = (at..=last).all(|index| self.groups[index].digits.len() <= 3);
        if count == 4 && short && total >= 8 && seen(last).unit(FEWEST_OF_ACCOUNT).is_none() {
            return Some((NumberKind::Link, last, None));
        }
        let named = seen(last).before() == Some(NumberKind::Model);
        if count <= 5 && total <= 8 && (named || count <= 4 && total <= 7 && short) {
            return Some((NumberKind::Model, last, None));
        }
        None
    }
}

/// Whether eight digits are a day of our time.
pub(super) fn is_recent_day(digits: &[u8]) -> bool {
    is_day(digits) && (1980..2060).contains(&value(&digits[..4]))
}
