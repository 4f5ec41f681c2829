//! Whether a period passes, what was missing, and what the platform does about it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::report::Report;
use super::schema::{PassLine, Period};
use super::tally::Tally;
use super::time::{Day, SECOND_US};

/// Whether one period passes the platform's line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// A day, a week (`2024-04-29..2024-05-05`), a month (`2024-05`), or the last 30 days.
    pub period: String,
    /// Whether there were enough units.
    pub assessed: bool,
    /// `None` if it is not assessed.
    pub passes: Option<bool>,
    /// How many bad units would have had to be good; `None` if it passes or the line is a mean.
    pub missing_units: Option<u64>,
    /// How much shorter the waits would have had to be in all, in microseconds; `None` if it passes
    /// or the line is a rate.
    pub excess_us: Option<u64>,
    /// The same for people, in Chinese.
    pub why: String,
}

/// A penalty or warning that a period meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Penalty {
    /// The period, as in [`Verdict::period`].
    pub period: String,
    /// The name of the reading or band in the profile.
    pub name: String,
    /// What the platform does.
    pub sanction: String,
}

impl Report {
    /// One verdict a period, if the profile has a pass line.
    #[must_use]
    pub fn verdicts(&self) -> Vec<Verdict> {
        let Some(line) = &self.profile.rules().pass else { return Vec::new() };
        let periods = self.periods(line.period);
        periods.into_iter().map(|(period, tally)| line.judge(period, tally)).collect()
    }

    /// What the platform does about the periods of this report.
    #[must_use]
    pub fn penalties(&self) -> Vec<Penalty> {
        let mut met = Vec::new();
        for penalty in &self.profile.rules().penalties {
            for (period, tally) in self.periods(penalty.period) {
                let (good, total) = (u128::from(tally.good), u128::from(tally.total));
                let reaches = |percent: u64| good * 100 >= total * u128::from(percent);
                if tally.total >= penalty.least_units.max(1)
                    && tally.total - tally.good >= penalty.least_bad
                    && penalty.from_percent.is_none_or(reaches)
                    && !penalty.below_percent.is_some_and(reaches)
                {
                    let (name, sanction) = (penalty.name.clone(), penalty.sanction.clone());
                    met.push(Penalty { period, name, sanction });
                }
            }
        }
        met
    }

    fn periods(&self, period: Period) -> Vec<(String, Tally)> {
        let mut sums: BTreeMap<Day, Tally> = BTreeMap::new();
        let first_of_30 = self.last_day.map(|day| day.plus(-29));
        for (day, report) in self.days() {
            let start = match period {
                Period::Day => Some(day),
                Period::Week => Some(day.monday()),
                Period::Month => Some(day.first_of_month()),
                Period::Last30Days => first_of_30.filter(|first| day >= *first),
            };
            if let Some(start) = start {
                sums.entry(start).or_default().add(report.total());
            }
        }
        let name = |start: Day| match period {
            Period::Day => start.to_string(),
            Period::Week => format!("{start}..{}", start.plus(6)),
            Period::Month => start.month(),
            Period::Last30Days => format!("{start}..{}", start.plus(29)),
        };
        sums.into_iter().map(|(start, tally)| (name(start), tally)).collect()
    }
}

impl PassLine {
    fn judge(&self, period: String, tally: Tally) -> Verdict {
        let unknown = Verdict {
            period,
            assessed: false,
            passes: None,
            missing_units: None,
            excess_us: None,
            why: String::new(),
        };
        let total = tally.total;
        if total < self.least_units.max(1) {
            let why = format!("共 {total} 个，不足 {} 个，不考核。", self.least_units);
            return Verdict { why, ..unknown };
        }
        let verdict = Verdict { assessed: true, ..unknown };
        if let Some(percent) = self.rate_percent {
            let needed = (u128::from(total) * u128::from(percent)).div_ceil(100);
            let needed = u64::try_from(needed).unwrap_or(u64::MAX);
            let missing = needed.saturating_sub(tally.good);
            let counts = format!("{} / {total}，要求不低于 {percent}%", tally.good);
            return match missing {
                0 => {
                    Verdict { passes: Some(true), why: format!("{counts}，达标。"), ..verdict }
                }
                _ => Verdict {
                    passes: Some(false),
                    missing_units: Some(missing),
                    why: format!("{counts}，未达标：再有 {missing} 个及时回复就能达标。"),
                    ..verdict
                },
            };
        }
        let limit_seconds = self.mean_seconds.unwrap_or_default();
        let allowed_us = i128::from(limit_seconds)
            .saturating_mul(i128::from(total))
            .saturating_mul(i128::from(SECOND_US));
        let excess_us = tally.sum_us - allowed_us + i128::from(!self.inclusive);
        let line = if self.inclusive { "不超过" } else { "小于" };
        let counts = format!("{total} 个，平均要求{line} {limit_seconds} 秒");
        if excess_us <= 0 {
            return Verdict { passes: Some(true), why: format!("{counts}，达标。"), ..verdict };
        }
        let seconds = excess_us.div_euclid(i128::from(SECOND_US))
            + i128::from(excess_us.rem_euclid(i128::from(SECOND_US)) > 0);
        Verdict {
            passes: Some(false),
            excess_us: Some(u64::try_from(excess_us).unwrap_or(u64::MAX)),
            why: format!("{counts}，未达标：等待合计再少 {seconds} 秒就能达标。"),
            ..verdict
        }
    }
}
