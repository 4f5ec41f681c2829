//! What a clock reports: counts by day and agent, waits, and what was missed; they add up exactly.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::profile::Profile;
use super::schema::{Rules, Unit};
use super::state::Outcome;
use super::tally::{Tally, Waits};
use super::time::Day;
use crate::error::Error;

/// What a platform would count of a shop's log.
///
/// It is serialized exactly and can be [merged](Report::merge) with others; what the command prints
/// is its [`summary`](Report::summary).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub(super) profile: Profile,
    /// The day of the latest event.
    pub(super) last_day: Option<Day>,
    days: BTreeMap<Day, DayReport>,
}

/// What was counted of one day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DayReport {
    /// By agent; the empty name stands for nobody known.
    agents: BTreeMap<Box<str>, Tally>,
    waits: Waits,
    missed: Vec<Missed>,
}

/// A question that was answered late or not at all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Missed {
    /// When the clock started, in microseconds since 1970-01-01 00:00 UTC.
    pub opened_us: i64,
    /// [`Event::line`](super::Event::line) of the event that started it.
    pub opened_line: u64,
    /// When the customer last wrote before it ended.
    pub asked_until_us: i64,
    /// The conversation; its customer messages from `opened_us` to `asked_until_us` were asked.
    pub conversation: Arc<str>,
    /// The customer; the conversation's name if the log names none.
    pub customer: Arc<str>,
    /// Whose it is, if anybody is known.
    pub agent: Option<Arc<str>>,
    /// When the reply came; `None` if none did.
    pub replied_us: Option<i64>,
    /// [`Event::line`](super::Event::line) of the reply.
    pub replied_line: Option<u64>,
}

impl DayReport {
    pub(super) fn count(&mut self, agent: Option<&str>, tally: Tally) {
        let agent = agent.unwrap_or_default();
        match self.agents.get_mut(agent) {
            Some(known) => known.add(tally),
            None => {
                self.agents.insert(agent.into(), tally);
            }
        }
    }

    /// Takes in an outcome; consumer-days are counted at the end, when all their messages are known.
    pub(super) fn record(
        &mut self,
        rules: &Rules,
        conversation: &Arc<str>,
        agent: Option<&Arc<str>>,
        outcome: &Outcome,
    ) {
        if outcome.counts && rules.unit != Unit::ConsumerDay {
            let is_answered = outcome.replied.is_some();
            let good = if rules.limit_seconds.is_some() { outcome.is_good } else { is_answered };
            let sum_us = i128::from(outcome.seconds_us);
            let sum_us = if rules.limit_seconds.is_some() { 0 } else { sum_us };
            self.count(agent.map(AsRef::as_ref), Tally { good: u64::from(good), total: 1, sum_us });
        }
        if let Some(replied) = outcome.replied {
            self.waits.record(replied.at_us.saturating_sub(outcome.open.since.at_us));
        }
        if !outcome.is_good {
            self.missed.push(Missed {
                opened_us: outcome.open.since.at_us,
                opened_line: outcome.open.since.line,
                asked_until_us: outcome.open.until_us,
                conversation: conversation.clone(),
                customer: conversation.clone(),
                agent: agent.cloned(),
                replied_us: outcome.replied.map(|replied| replied.at_us),
                replied_line: outcome.replied.map(|replied| replied.line),
            });
        }
    }

    /// The agents and what is theirs; no name stands for nobody known.
    pub fn agents(&self) -> impl Iterator<Item = (Option<&str>, Tally)> {
        self.agents
            .iter()
            .map(|(name, tally)| (Some(&**name).filter(|name| !name.is_empty()), *tally))
    }

    /// The whole day.
    #[must_use]
    pub fn total(&self) -> Tally {
        self.agents.values().fold(Tally::default(), |mut sum, tally| {
            sum.add(*tally);
            sum
        })
    }

    /// How long the answers took that the profile looks at.
    #[must_use]
    pub fn waits(&self) -> &Waits {
        &self.waits
    }

    /// What was answered late or not at all, by time.
    #[must_use]
    pub fn missed(&self) -> &[Missed] {
        &self.missed
    }

    fn merge(&mut self, other: &DayReport) {
        for (agent, tally) in &other.agents {
            self.count(Some(agent), *tally);
        }
        self.waits.merge(&other.waits);
        self.missed.extend_from_slice(&other.missed);
        self.missed.sort_unstable();
    }
}

impl Report {
    pub(super) fn new(
        profile: Profile,
        last_day: Option<Day>,
        mut days: BTreeMap<Day, DayReport>,
        customer: impl Fn(&str) -> Option<Arc<str>>,
    ) -> Report {
        for day in days.values_mut() {
            for missed in &mut day.missed {
                if let Some(customer) = customer(&missed.conversation) {
                    missed.customer = customer;
                }
            }
            day.missed.sort_unstable();
        }
        Report { profile, last_day, days }
    }

    /// What was judged by.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The days with at least one unit that counts, in ascending order.
    pub fn days(&self) -> impl Iterator<Item = (Day, &DayReport)> {
        let counted = self.days.iter().filter(|(_, report)| report.total().total() > 0);
        counted.map(|(day, report)| (*day, report))
    }

    /// All days together.
    #[must_use]
    pub fn total(&self) -> Tally {
        self.all().total()
    }

    /// All days as one.
    #[must_use]
    pub fn all(&self) -> DayReport {
        let mut all = DayReport::default();
        for day in self.days.values() {
            for (agent, tally) in &day.agents {
                all.count(Some(agent), *tally);
            }
            all.waits.merge(&day.waits);
            all.missed.extend_from_slice(&day.missed);
        }
        all.missed.sort_unstable();
        all
    }

    /// Adds the report of another part of the same shop's log. The parts must not share a customer:
    /// then the sum is exactly the report of the whole.
    ///
    /// # Errors
    ///
    /// If the other was made by another profile; this report is then as before.
    pub fn merge(&mut self, other: &Report) -> Result<(), Error> {
        if self.profile != other.profile {
            let (own, others) = (self.profile.id(), other.profile.id());
            let cause = format!("a report of `{others}` cannot be added to one of `{own}`");
            return Err(Error::new(cause));
        }
        for (day, report) in &other.days {
            self.days.entry(*day).or_default().merge(report);
        }
        self.last_day = self.last_day.max(other.last_day);
        Ok(())
    }

    /// The mean wait of a tally in seconds; `None` for a rate profile, or if nothing counts.
    #[must_use]
    pub fn mean_seconds(&self, tally: Tally) -> Option<f64> {
        tally.mean_seconds().filter(|_| self.profile.limit_us().is_none())
    }
}
