//! How a customer fared on a day: bad once, however often.

use serde::{Deserialize, Serialize};

use super::agents::Agent;
use super::moment::Mark;
use super::state::Outcome;
use super::tally::Tally;
use super::time::Day;

/// How a customer fared on one day.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct ConsumerDay {
    pub(super) day: Day,
    is_good: bool,
    /// The first question not answered in time, else the last reply, and whose it is.
    by: (Mark, Option<Agent>),
}

impl ConsumerDay {
    fn of(outcome: &Outcome) -> ConsumerDay {
        let mark = outcome.replied.filter(|_| outcome.is_good).unwrap_or(outcome.open.since);
        let by = (mark, outcome.open.agent);
        ConsumerDay { day: outcome.day, is_good: outcome.is_good, by }
    }

    pub(super) fn merge(&mut self, other: &ConsumerDay) {
        let other_decides = match (self.is_good, other.is_good) {
            (true, true) => other.by > self.by,
            (false, false) => other.by < self.by,
            (is_good, _) => is_good,
        };
        if other_decides {
            *self = *other;
        }
    }

    pub(super) fn agent(&self) -> Option<Agent> {
        self.by.1
    }

    pub(super) fn tally(&self) -> Tally {
        Tally { good: u64::from(self.is_good), total: 1, sum_us: 0 }
    }
}

/// The days of one conversation. Nearly all that is decided belongs to the newest: it is kept with
/// the conversation, so that earlier days cost an event nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct ConsumerDays {
    newest: Option<ConsumerDay>,
    earlier: Vec<ConsumerDay>,
}

impl ConsumerDays {
    pub(super) fn record(&mut self, outcome: &Outcome) {
        let new = ConsumerDay::of(outcome);
        match &mut self.newest {
            Some(newest) if newest.day == new.day => newest.merge(&new),
            Some(newest) if newest.day > new.day => {
                match self.earlier.iter_mut().rev().find(|known| known.day == new.day) {
                    Some(known) => known.merge(&new),
                    None => self.earlier.push(new),
                }
            }
            newest => self.earlier.extend(newest.replace(new)),
        }
    }

    /// Forgets the days before one.
    pub(super) fn forget(&mut self, before: Day) {
        self.newest = self.newest.filter(|newest| newest.day >= before);
        self.earlier.retain(|consumer_day| consumer_day.day >= before);
    }

    /// In no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &ConsumerDay> {
        self.earlier.iter().chain(&self.newest)
    }
}
