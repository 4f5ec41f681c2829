//! Counts that add up exactly: units, sums of seconds, and how often each wait came.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::time::SECOND_US;

/// How many units were good, of how many, and how long they waited in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub(super) good: u64,
    pub(super) total: u64,
    /// Of mean profiles only.
    pub(super) sum_us: i128,
}

impl Tally {
    /// Units in time; of a mean profile those that were answered.
    #[must_use]
    pub fn good(&self) -> u64 {
        self.good
    }

    /// Units that count.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// `good` by `total`; `None` if there are none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn rate(&self) -> Option<f64> {
        (self.total > 0).then(|| self.good as f64 / self.total as f64)
    }

    /// The mean wait in seconds; `None` if there are none.
    #[expect(clippy::cast_precision_loss, reason = "sums of real logs are far below 2^53")]
    pub(super) fn mean_seconds(&self) -> Option<f64> {
        (self.total > 0).then(|| self.sum_us as f64 / (self.total as f64 * SECOND_US as f64))
    }

    pub(super) fn add(&mut self, other: Tally) {
        self.good += other.good;
        self.total += other.total;
        self.sum_us = self.sum_us.saturating_add(other.sum_us);
    }
}

/// How often each wait came: exact, and small for logs that tell whole seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits(BTreeMap<i64, u64>);

/// Upper ends of the histogram's bars, in seconds; one more bar has no end.
pub const BARS_SECONDS: [i64; 9] = [10, 20, 30, 60, 120, 180, 300, 600, 3600];

impl Waits {
    pub(super) fn record(&mut self, wait_us: i64) {
        *self.0.entry(wait_us).or_default() += 1;
    }

    pub(super) fn merge(&mut self, other: &Waits) {
        for (&wait_us, count) in &other.0 {
            *self.0.entry(wait_us).or_default() += count;
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// The shortest wait, in microseconds, that at least so many percent do not exceed; `None` if
    /// there are no waits.
    #[must_use]
    pub fn percentile_us(&self, percent: u8) -> Option<i64> {
        let wanted = (u128::from(self.count()) * u128::from(percent)).div_ceil(100).max(1);
        let mut seen = 0;
        self.0.iter().find_map(|(&wait_us, &count)| {
            seen += u128::from(count);
            (seen >= wanted).then_some(wait_us)
        })
    }

    /// How many waits each bar of [`BARS_SECONDS`] holds, its upper end included; the last is what
    /// is longer.
    #[must_use]
    pub fn histogram(&self) -> [u64; BARS_SECONDS.len() + 1] {
        let mut bars = [0; BARS_SECONDS.len() + 1];
        for (&wait_us, count) in &self.0 {
            bars[BARS_SECONDS.partition_point(|end| end * SECOND_US < wait_us)] += count;
        }
        bars
    }
}
