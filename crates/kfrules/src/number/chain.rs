//! Groups of digits with separators between them, read as one number or as several.

mod joined;
mod structured;

use std::ops::Range;

use super::checks::is_resident_id;
use super::kinds::{Seen, kind_of};
use super::reader::{Joint, Reader};
use super::{Digits, Found, NumberKind};
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
    /// What is being read.
    plain: String,
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

    /// Adds the digits of these symbols.
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
        let mut plain = std::mem::take(&mut self.plain);
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
        self.plain = plain;
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
            let mut id = Digits::from_slice(digits);
            id.push(b'X');
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
}
