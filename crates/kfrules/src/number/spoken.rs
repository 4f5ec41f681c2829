//! Numbers spelled out in hanzi, alone or among digits: 一三八, 幺三八, ①三捌.

use std::ops::Range;

use super::checks::{is_landline, is_mobile, is_mobile_abroad};
use super::kinds::Seen;
use super::looks::{hanzi_alike, homophone, is_said, numeral};
use super::reader::Reader;
use super::{Digits, Found, LONGEST, NumberKind};
use crate::rule::Via;
use crate::scan::is_numeral;

/// The fewest numerals that are a number and not a count: 一两, 三四, 三三两两.
pub(super) const FEWEST_NUMERALS: usize = 5;
/// The same where words that only sound like digits are among them.
const FEWEST_WITH_SOUND: usize = 7;
/// The same with gaps, but not between all: 三三两两 一五一十.
const FEWEST_BROKEN: usize = 8;
/// The most noise between two of them.
const WIDEST_GAP: usize = 3;

/// How a symbol stands for its digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Digit,
    Numeral,
    /// 幺, 洞: said for a digit.
    Said,
    /// 口: looks like one, and mostly something else.
    Shape,
    /// 要, 就: sounds like one, and mostly something else.
    Sound,
}

impl How {
    fn is_sure(self) -> bool {
        self < How::Shape
    }
}

fn stands_for(symbol: char) -> Option<(u8, How)> {
    match symbol {
        '0'..='9' => u8::try_from(symbol).ok().map(|digit| (digit, How::Digit)),
        _ => {
            let how = if is_said(symbol) { How::Said } else { How::Numeral };
            let numeral = numeral(symbol).map(|digit| (digit, how));
            numeral
                .or_else(|| Some((hanzi_alike(symbol)?, How::Shape)))
                .or_else(|| Some((homophone(symbol)?, How::Sound)))
        }
    }
}

/// Whether this symbol may be part of a number spelled out. It takes long: the sign of a symbol tells it
/// too.
pub(super) const fn is_part(symbol: char) -> bool {
    symbol.is_ascii_digit()
        || numeral(symbol).is_some()
        || hanzi_alike(symbol).is_some()
        || homophone(symbol).is_some()
}

/// Symbols that all stand for digits.
#[derive(Debug, Default)]
pub(super) struct Run {
    start: usize,
    parts: Vec<(u8, How)>,
}

impl Run {
    /// Reads the next run from a symbol on; returns where it ends.
    pub(super) fn read(&mut self, reader: Reader<'_>, from: usize) -> usize {
        let start =
            from + reader.from(from).chars().take_while(|&symbol| !is_numeral(symbol)).count();
        self.start = start;
        self.parts.clear();
        let mut end = start;
        for symbol in reader.from(start).chars() {
            let Some(part) = stands_for(symbol) else { break };
            if end > start && !self.goes_on(reader, end, part) {
                break;
            }
            // Longer ones are no numbers, yet all of it is passed over.
            if self.parts.len() <= LONGEST {
                self.parts.push(part);
            }
            end += 1;
        }
        end
    }

    fn goes_on(&self, reader: Reader<'_>, index: usize, part: (u8, How)) -> bool {
        let loose = !part.1.is_sure() || self.parts.last().is_some_and(|last| !last.1.is_sure());
        let widest = if loose { 1 } else { WIDEST_GAP };
        reader.view.gap(index) <= widest
            && !reader.view.line_starts(index)
            && reader.noise(index).all(|sign| !"+=%*<>".contains(sign))
    }

    /// The number in this run, if any part of it is hanzi and they are enough; `digits` then has its
    /// digits.
    pub(super) fn number(&self, reader: Reader<'_>, digits: &mut String) -> Option<Found> {
        if self.parts.len() > LONGEST || self.parts.iter().all(|part| part.1 == How::Digit) {
            return None;
        }
        let (range, kind) = self.phone().or_else(|| self.account(reader))?;
        let parts = &self.parts[range.clone()];
        let symbols = self.start + range.start..self.start + range.end;
        let any = |how: How| parts.iter().any(|part| part.1 == how);
        if parts.iter().all(|part| part.1 == How::Digit) {
            return None;
        }
        let via = if any(How::Said) || any(How::Sound) {
            Via::Sound
        } else if any(How::Shape) {
            Via::Shape
        } else if reader.view.inner_gaps(symbols.clone()).any(|gap| gap > 0) {
            Via::Spread
        } else {
            Via::Folded
        };
        digits.clear();
        digits.extend(parts.iter().map(|part| char::from(part.0)));
        let kind = Seen { reader, symbols: symbols.clone() }.named(kind);
        Some(reader.found(kind, symbols, via))
    }

    /// A phone that takes all of the run, save words at its ends that only sound like digits.
    fn phone(&self) -> Option<(Range<usize>, NumberKind)> {
        let digits: Digits = self.parts.iter().map(|part| part.0).collect();
        let at_start = self.parts.iter().take_while(|part| !part.1.is_sure()).count();
        let at_end = self.parts.iter().rev().take_while(|part| !part.1.is_sure()).count();
        let length = digits.len();
        for from in 0..=at_start.min(length) {
            for length in [11, 13, 12] {
                let to = from + length;
                if to > digits.len() || to + at_end < digits.len() {
                    continue;
                }
                let digits = &digits[from..to];
                let sounds = self.parts[from..to].iter().filter(|part| !part.1.is_sure()).count();
                let whole = from == 0 && to == self.parts.len();
                if !whole && sounds * 2 > length {
                    continue;
                }
                if is_mobile(digits) || is_mobile_abroad(digits) {
                    return Some((from..to, NumberKind::Mobile));
                }
                if is_landline(digits) && sounds == 0 {
                    return Some((from..to, NumberKind::Landline));
                }
            }
        }
        None
    }

    /// The run without words at its ends that only sound like digits.
    fn account(&self, reader: Reader<'_>) -> Option<(Range<usize>, NumberKind)> {
        let is_sure = |part: &(u8, How)| part.1.is_sure();
        let from = self.parts.iter().position(is_sure)?;
        let to = self.parts.iter().rposition(is_sure)? + 1;
        let parts = &self.parts[from..to];
        let sounds = parts.iter().filter(|part| !part.1.is_sure()).count();
        let gaps = || reader.view.inner_gaps(self.start + from..self.start + to);
        let broken = gaps().any(|gap| gap > 0) && gaps().any(|gap| gap == 0);
        let fewest = match (sounds, broken) {
            (0, false) => FEWEST_NUMERALS,
            (0, true) => FEWEST_BROKEN,
            _ => FEWEST_WITH_SOUND,
        };
        let counts =
            parts.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1 || pair[1].0 == pair[0].0);
        let hanzi = parts.iter().filter(|part| part.1 > How::Digit).count();
        // A number in digits with 一 or 两 beside it: 12345一共.
        let stray = hanzi <= 2 && {
            let inner = parts.get(1..parts.len() - 1).unwrap_or_default();
            inner.iter().all(|part| part.1 == How::Digit)
        };
        let fits =
            (fewest..=11).contains(&parts.len()) && sounds * 3 <= parts.len() && !counts && !stray;
        fits.then_some((from..to, NumberKind::Digits))
    }
}
