//! A report as the command prints it in JSON: the contract's fields, for people and programs.

use serde::Serialize;

use super::report::{DayReport, Missed, Report};
use super::tally::{BARS_SECONDS, Tally, Waits};
use super::time::SECOND_US;
use super::verdict::{Penalty, Verdict};

/// A [`Report`] to be serialized for others to read: rates, means and percentiles are worked out.
#[derive(Clone, Debug, Serialize)]
pub struct Summary<'a> {
    profile: &'a str,
    unit: &'static str,
    days: Vec<DayRow>,
    total: Counts,
    agents: Vec<AgentRow>,
    waits: WaitsRow,
    verdicts: Vec<Verdict>,
    penalties: Vec<Penalty>,
    missed: Vec<Missed>,
}

#[derive(Clone, Debug, Serialize)]
struct Counts {
    good: u64,
    total: u64,
    rate: Option<f64>,
    mean_seconds: Option<f64>,
}

#[derive(Clone, Debug, Serialize)]
struct DayRow {
    day: String,
    #[serde(flatten)]
    counts: Counts,
    waits: WaitsRow,
    agents: Vec<AgentRow>,
}

#[derive(Clone, Debug, Serialize)]
struct AgentRow {
    agent: Option<String>,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Clone, Debug, Serialize)]
struct WaitsRow {
    count: u64,
    median_seconds: Option<f64>,
    p90_seconds: Option<f64>,
    p99_seconds: Option<f64>,
    histogram: Vec<Bar>,
}

#[derive(Clone, Debug, Serialize)]
struct Bar {
    /// `None` for what is longer than all others.
    up_to_seconds: Option<i64>,
    count: u64,
}

impl Report {
    /// The report with everything worked out, for serialization.
    #[must_use]
    pub fn summary(&self) -> Summary<'_> {
        let all = self.all();
        let days = self.days().map(|(day, report)| DayRow {
            day: day.to_string(),
            counts: self.counts(report.total()),
            waits: waits(report.waits()),
            agents: self.agents(report),
        });
        Summary {
            profile: self.profile.id(),
            unit: self.profile.unit(),
            days: days.collect(),
            total: self.counts(all.total()),
            agents: self.agents(&all),
            waits: waits(all.waits()),
            verdicts: self.verdicts(),
            penalties: self.penalties(),
            missed: all.missed().to_vec(),
        }
    }

    fn counts(&self, tally: Tally) -> Counts {
        Counts {
            good: tally.good(),
            total: tally.total(),
            rate: tally.rate(),
            mean_seconds: self.mean_seconds(tally),
        }
    }

    fn agents(&self, report: &DayReport) -> Vec<AgentRow> {
        let row = |(agent, tally): (Option<&str>, Tally)| AgentRow {
            agent: agent.map(str::to_owned),
            counts: self.counts(tally),
        };
        report.agents().map(row).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "waits are far below 2^53 microseconds")]
fn waits(waits: &Waits) -> WaitsRow {
    let seconds = |percent| waits.percentile_us(percent).map(|us| us as f64 / SECOND_US as f64);
    let ends = BARS_SECONDS.into_iter().map(Some).chain([None]);
    let bar = |(up_to_seconds, count)| Bar { up_to_seconds, count };
    WaitsRow {
        count: waits.count(),
        median_seconds: seconds(50),
        p90_seconds: seconds(90),
        p99_seconds: seconds(99),
        histogram: ends.zip(waits.histogram()).map(bar).collect(),
    }
}
