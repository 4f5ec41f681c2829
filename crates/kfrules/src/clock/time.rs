//! Instants, days and times of day on the shop's wall clock, in whole microseconds.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::Error;

pub(crate) const SECOND_US: i64 = 1_000_000;
const DAY_US: i64 = 86_400 * SECOND_US;

/// A fixed offset from UTC, in seconds: east is positive. UTC+8 unless said otherwise; the platforms
/// count in Beijing time, all year.
///
/// ```
/// use kfrules::Zone;
///
/// let at_us = Zone::default().parse_us("2024-05-01 08:03:12")?;
/// assert_eq!(at_us, Zone::default().parse_us("2024-05-01T00:03:12Z")?);
/// assert_eq!(Zone::default().wall_clock(at_us), "2024-05-01 08:03:12");
/// assert_eq!(Zone::default().day(at_us).to_string(), "2024-05-01");
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Zone {
    offset_seconds: i32,
}

impl Default for Zone {
    fn default() -> Zone {
        Zone { offset_seconds: 8 * 3600 }
    }
}

impl Zone {
    /// A zone so many seconds east of UTC.
    #[must_use]
    pub fn east_of_utc(offset_seconds: i32) -> Zone {
        Zone { offset_seconds }
    }

    /// The natural day (00:00 to 24:00 on the wall clock) of an instant, in microseconds since
    /// 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn day(self, at_us: i64) -> Day {
        let days = self.local_us(at_us).div_euclid(DAY_US);
        // The whole range of microseconds is some 107 million days either way.
        Day(i32::try_from(days).expect("fewer days than an i32 holds"))
    }

    /// The first instant of a day, in microseconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn start_us(self, day: Day) -> i64 {
        let local_us = i64::from(day.0).saturating_mul(DAY_US);
        local_us.saturating_sub(i64::from(self.offset_seconds) * SECOND_US)
    }

    /// Microseconds since the day began.
    pub(crate) fn time_of_day_us(self, at_us: i64) -> i64 {
        self.local_us(at_us).rem_euclid(DAY_US)
    }

    fn local_us(self, at_us: i64) -> i64 {
        at_us.saturating_add(i64::from(self.offset_seconds) * SECOND_US)
    }

    /// The wall clock as `YYYY-MM-DD HH:MM:SS`, with a fraction if there is one.
    #[must_use]
    pub fn wall_clock(self, at_us: i64) -> String {
        let time_us = self.time_of_day_us(at_us);
        let (seconds, fraction) = (time_us / SECOND_US, time_us % SECOND_US);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let clock = format!("{} {hour:02}:{minute:02}:{second:02}", self.day(at_us));
        match fraction {
            0 => clock,
            _ => format!("{clock}.{fraction:06}").trim_end_matches('0').to_owned(),
        }
    }

    /// Reads an instant: `2024-05-01 08:03:12`, with or without a fraction, on this wall clock, or
    /// RFC 3339 with an offset of its own, or a number of seconds, milliseconds or microseconds since
    /// 1970-01-01 00:00 UTC, of 10, 13 or 16 digits. Months, days and hours may have one digit, and
    /// the date may be written `2024/5/1`, `2024.5.1` or `2024年5月1日`. Digits beyond the
    /// microsecond are dropped.
    ///
    /// # Errors
    ///
    /// If it is anything else, or not a day of the calendar.
    pub fn parse_us(self, text: &str) -> Result<i64, Error> {
        read(text.trim(), self.offset_seconds).ok_or_else(|| {
            Error::new(format!("`{text}` is not a time such as 2024-05-01 08:03:12"))
        })
    }
}

fn read(text: &str, zone_seconds: i32) -> Option<i64> {
    if let Some(at_us) = since_epoch(text) {
        return Some(at_us);
    }
    let (date, time) = text.split_once('日').or_else(|| text.split_once([' ', 'T', 't']))?;
    let mut parts = date.split(['-', '/', '.', '年', '月']);
    let year = number(parts.next()?, 4, 4)?;
    let (month, day) = (number(parts.next()?, 1, 2)?, number(parts.next()?, 1, 2)?);
    if parts.next().is_some() || !(1..=12).contains(&month) {
        return None;
    }
    if !(1..=days_in_month(year, month)).contains(&day) {
        return None;
    }
    let (time, offset_seconds) = match time.find(['Z', 'z', '+', '-']) {
        None => (time, i64::from(zone_seconds)),
        Some(at) => (&time[..at], offset(&time[at..])?),
    };
    let (time, fraction_us) = match time.split_once('.') {
        None => (time, 0),
        Some((time, digits)) => (time, fraction_us(digits)?),
    };
    let mut parts = time.trim().split(':');
    let (hour, minute) = (number(parts.next()?, 1, 2)?, number(parts.next()?, 2, 2)?);
    let second = number(parts.next()?, 2, 2)?;
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = days_since_epoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some((seconds - offset_seconds) * SECOND_US + fraction_us)
}

/// Seconds with or without a fraction, milliseconds or microseconds: their digits tell which.
fn since_epoch(text: &str) -> Option<i64> {
    let (whole, fraction) = match text.split_once('.') {
        None => (text, 0),
        Some((whole, digits)) if whole.len() == 10 => (whole, fraction_us(digits)?),
        Some(_) => return None,
    };
    let unit_us = match whole.len() {
        10 => SECOND_US,
        13 => 1000,
        16 => 1,
        _ => return None,
    };
    let is_number = whole.bytes().all(|b| b.is_ascii_digit());
    let count = is_number.then(|| whole.parse::<i64>().ok())??;
    Some(count * unit_us + fraction)
}

fn offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, clock) = text.split_at_checked(1)?;
    let (hour, minute) = clock.split_once(':').or_else(|| clock.split_at_checked(2))?;
    let (hour, minute) = (number(hour, 2, 2)?, number(minute, 2, 2)?);
    let seconds = (hour <= 23 && minute <= 59).then_some(hour * 3600 + minute * 60)?;
    match sign {
        "+" => Some(seconds),
        "-" => Some(-seconds),
        _ => None,
    }
}

fn fraction_us(digits: &str) -> Option<i64> {
    number(digits, 1, usize::MAX)?;
    let first_six = digits.bytes().chain(std::iter::repeat(b'0')).take(6);
    Some(first_six.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
}

/// A number of so many ASCII digits; beyond the sixth they do not matter to anybody.
fn number(text: &str, least: usize, most: usize) -> Option<i64> {
    let digits = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.bytes().take(6).fold(0, |sum, b| sum * 10 + i64::from(b - b'0')))
}

/// A natural day: days since 1970-01-01. Shown as `YYYY-MM-DD`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Day(pub(crate) i32);

impl Day {
    /// The Monday of its week.
    pub(crate) fn monday(self) -> Day {
        // 1970-01-01 was a Thursday.
        self.plus(-(self.0.rem_euclid(7) + 3).rem_euclid(7))
    }

    pub(crate) fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The first day of its month.
    pub(crate) fn first_of_month(self) -> Day {
        let (_, _, day) = civil(i64::from(self.0));
        let before = i32::try_from(day - 1).expect("a month has at most 31 days");
        self.plus(-before)
    }

    /// The year and the month, as `YYYY-MM`.
    pub(crate) fn month(self) -> String {
        let (year, month, _) = civil(i64::from(self.0));
        format!("{year:04}-{month:02}")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, _, day) = civil(i64::from(self.0));
        write!(f, "{}-{day:02}", self.month())
    }
}

/// Days from 1970-01-01 in the Gregorian calendar. A year is counted from March, so that the leap
/// day is its last.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
        - 719_468
}

/// The inverse of [`days_since_epoch`]: year, month, day.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for days in (-1_000_000..1_000_000).step_by(97) {
            let (year, month, day) = civil(days);
            assert_eq!(days_since_epoch(year, month, day), days);
            assert!((1..=days_in_month(year, month)).contains(&day), "{year}-{month}-{day}");
        }
        assert_eq!(Day(0).to_string(), "1970-01-01");
        assert_eq!(Day(19_843).to_string(), "2024-04-30");
        assert_eq!(Day(19_844).monday().to_string(), "2024-04-29");
        assert_eq!(Day(19_844).first_of_month(), Day(19_844));
    }

    #[test]
    fn the_ends_of_time_have_a_day() {
        for at_us in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX] {
            for zone in [Zone::default(), Zone::east_of_utc(i32::MAX), Zone::east_of_utc(i32::MIN)]
            {
                let day = zone.day(at_us);
                assert!(zone.start_us(day) <= zone.start_us(day.plus(1)));
                assert!((0..DAY_US).contains(&zone.time_of_day_us(at_us)));
                assert!(!zone.wall_clock(at_us).is_empty());
            }
        }
    }

    #[test]
    fn times_are_read_as_written() {
        let us = |text| Zone::default().parse_us(text).ok();
        assert_eq!(us("1970-01-01 08:00:00"), Some(0));
        assert_eq!(us("1970-1-1 8:00:00.5"), Some(500_000));
        assert_eq!(us("1970/1/1 8:00:00.0000019"), Some(1));
        assert_eq!(us("1970-01-01T09:00:00+09:00"), Some(0));
        assert_eq!(us("1969-12-31T18:30:00-05:30"), Some(0));
        assert_eq!(us("2024-02-29 00:00:00"), us("2024-02-28T16:00:00Z"));
        let morning = us("2024-05-01 09:03:12");
        for same in [
            "2024/5/1 9:03:12",
            "2024.5.1 9:03:12",
            "2024年5月1日 9:03:12",
            "2024年05月01日09:03:12",
            "2024-05-01T09:03:12+0800",
            "1714525392",
            "1714525392.0",
            "1714525392000",
            "1714525392000000",
        ] {
            assert_eq!(us(same), morning, "{same}");
        }
        assert_eq!(us("1714525392.25"), morning.map(|us| us + 250_000));
        for wrong in [
            "",
            "2024-05-01",
            "2024-05-01 08:03",
            "2023-02-29 00:00:00",
            "2024-13-01 00:00:00",
            "24-05-01 08:03:12",
            "2024-05-01 24:00:00",
            "2024-05-01 08:60:00",
            "2024-05-01 08:00:60",
            "2024-05-01 08:00:00.",
            "2024-05-01 08:00:00.x",
            "2024-05-01 08:00:00+8",
            "171452160",
            "17145216000",
            "1714521600000.5",
            "-714521600",
            "2024年5月1日",
            "2024-05-01T09:03:12+080",
            "2024-05-01-02 08:00:00",
            "2024-05-01 08:00:00:00",
            "2024-05-01 08:00:00Zulu",
        ] {
            assert_eq!(us(wrong), None, "{wrong}");
        }
    }
}
