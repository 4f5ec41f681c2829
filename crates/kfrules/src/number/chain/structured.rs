//! Several groups whose separators mean something: dates, times, decimals, sides, ranges.

use super::super::NumberKind;
use super::super::checks::{is_month_and_day, value};
use super::super::kinds::{FEWEST_OF_ACCOUNT, Seen};
use super::super::reader::{Joint, Reader};
use super::Chain;

impl Chain {
    /// Dates, times, decimals, versions, sides, ranges: the kind, the last group, and the symbol
    /// after it if more than that group belongs to it.
    pub(super) fn structured(
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
