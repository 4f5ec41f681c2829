//! The reply clock: who has waited how long for an answer, by a platform's own definition.

mod agents;
mod consumer_day;
mod conversation;
mod deadline;
mod event;
mod moment;
mod profile;
mod report;
mod schema;
mod session;
mod share;
mod state;
mod summary;
mod tally;
mod time;
mod verdict;
mod waiting;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::{Deserialize, Serialize};

pub use deadline::{DEADLINES, Deadline, is_price_change_allowed, is_refund_allowed};
pub use event::{Event, Kind};
pub use profile::Profile;
pub use report::{DayReport, Missed, Report};
pub use share::{SHARES, Share, jd_defect_points};
pub use summary::Summary;
pub use tally::{BARS_SECONDS, Tally, Waits};
pub use time::{Day, Zone};
pub use verdict::{Penalty, Verdict};
pub use waiting::Waiting;

use crate::error::Error;
use crate::limits;
use agents::Agents;
use consumer_day::ConsumerDay;
use conversation::Conversations;
use moment::{Mark, Moment};
use schema::Unit;
use state::{Judge, Outcome};
use time::SECOND_US;

/// The reply clock of one shop with all its conversations.
///
/// It never reads the wall clock: time is what the events say. Everything it knows is serialized
/// and restored with serde; a restored clock goes on as if it had never stopped. It grows with the
/// conversations and the days it remembers, until it is told to [`forget`](ReplyClock::forget).
///
/// ```
/// use kfrules::{Event, Profile, ReplyClock, Sender, Zone};
///
/// let at_us = |clock: &str| Zone::default().parse_us(&format!("2024-05-01 {clock}"));
/// let mut clock = ReplyClock::new(Profile::bundled("pdd@2020-3min-human")?);
/// clock.record(&Event::new("c1", at_us("09:00:00")?, Sender::Customer))?;
/// clock.record(&Event::new("c2", at_us("09:00:30")?, Sender::Customer))?;
/// clock.record(&Event::new("c1", at_us("09:01:00")?, Sender::Agent).agent("kf01"))?;
///
/// let waiting = clock.waiting(at_us("09:02:30")?);
/// assert_eq!(waiting[0].conversation, "c2");
/// assert_eq!(waiting[0].due_us, Some(at_us("09:03:30")?));
/// assert!(waiting[0].is_warned);
///
/// let total = clock.report().total();
/// assert_eq!((total.good(), total.total()), (1, 2));
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
pub struct ReplyClock {
    profile: Profile,
    zone: Zone,
    tolerance_us: i64,
    warn_after_us: i64,
    conversations: Conversations,
    agents: Agents,
    /// What is decided, by day.
    days: BTreeMap<Day, DayReport>,
    /// Earlier days are forgotten, also if something of them is decided only now.
    first_day: Option<Day>,
    /// The instant of the latest event.
    last_us: Option<i64>,
    /// Room for what an event decides.
    #[serde(skip)]
    outcomes: Vec<Outcome>,
}

impl ReplyClock {
    /// An empty clock: Beijing time, a tolerance of 10 seconds, a warning after 100 seconds.
    #[must_use]
    pub fn new(profile: Profile) -> ReplyClock {
        ReplyClock {
            profile,
            zone: Zone::default(),
            tolerance_us: 10 * SECOND_US,
            warn_after_us: 100 * SECOND_US,
            conversations: Conversations::default(),
            agents: Agents::default(),
            days: BTreeMap::new(),
            first_day: None,
            last_us: None,
            outcomes: Vec::new(),
        }
    }

    /// Sets the shop's zone, UTC+8 by default. To be said before the first event.
    #[must_use]
    pub fn in_zone(self, zone: Zone) -> ReplyClock {
        ReplyClock { zone, ..self }
    }

    /// Sets how much older than the newest of its conversation an event may be, in microseconds:
    /// 10 seconds by default.
    #[must_use]
    pub fn tolerate_us(self, tolerance_us: i64) -> ReplyClock {
        ReplyClock { tolerance_us: tolerance_us.max(0), ..self }
    }

    /// Sets after which wait somebody [`is_warned`](Waiting::is_warned) of, in microseconds: 100
    /// seconds by default (千牛 warns of slow answers then). Never later than the profile's limit.
    #[must_use]
    pub fn warn_after_us(self, warn_after_us: i64) -> ReplyClock {
        ReplyClock { warn_after_us, ..self }
    }

    /// What it judges by.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Takes in an event. One that is late within the tolerance is put in its place; equal instants
    /// keep their order of arrival; a second copy changes nothing.
    ///
    /// # Errors
    ///
    /// If it is older by more than the tolerance than the newest event of its conversation, or
    /// names another customer than the conversation has, or if a name, the number of conversations
    /// or the number of days is beyond the [`limits`](crate::limits). The clock is then as before.
    pub fn record(&mut self, event: &Event<'_>) -> Result<(), Error> {
        self.refuse_excess(event)?;
        let number = self.conversations.number(event.conversation)?;
        let conversation = self.conversations.at(number);
        let newest_us = conversation.latest.last().map_or(event.at_us, |newest| newest.mark.at_us);
        if newest_us.saturating_sub(event.at_us) > self.tolerance_us {
            return Err(Error::new(format!(
                "conversation `{}`: the event of {} comes too late after that of {}",
                event.conversation,
                self.zone.wall_clock(event.at_us),
                self.zone.wall_clock(newest_us),
            )));
        }
        if !event.customer.is_empty() {
            match &conversation.customer {
                None => conversation.customer = Some(event.customer.into()),
                Some(first) if **first == *event.customer => {}
                Some(first) => {
                    return Err(Error::new(format!(
                        "conversation `{}` has two customers: `{first}` and `{}`",
                        event.conversation, event.customer
                    )));
                }
            }
        }
        self.last_us = self.last_us.max(Some(event.at_us));
        self.settle(number, newest_us.max(event.at_us));

        let conversation = self.conversations.at(number);
        let moment = Moment {
            mark: Mark { at_us: event.at_us, line: event.line },
            from: event.from,
            kind: event.kind,
            agent: self.agents.number(event.agent, conversation.state.agent),
            fingerprint: event.fingerprint(),
        };
        if conversation.put(moment) {
            self.conversations.list(number, self.profile.rules());
        }
        Ok(())
    }

    /// Refuses names that are too long, and one day too many.
    fn refuse_excess(&self, event: &Event<'_>) -> Result<(), Error> {
        let longest = event.conversation.len().max(event.customer.len()).max(event.agent.len());
        limits::at_most(limits::LONGEST_NAME, longest, "bytes in a name")?;
        if self.days.len() >= limits::MOST_DAYS
            && !self.days.contains_key(&self.zone.day(event.at_us))
        {
            limits::at_most(limits::MOST_DAYS, self.days.len() + 1, "days are kept")?;
        }
        Ok(())
    }

    /// Plays the events of a conversation that nothing can come before any more.
    fn settle(&mut self, number: u32, newest_us: i64) {
        let conversation = self.conversations.at(number);
        let judge = Judge { rules: self.profile.rules(), zone: self.zone };
        conversation.settle(judge, newest_us, self.tolerance_us, &mut self.outcomes);
        for outcome in self.outcomes.iter().filter(|outcome| outcome.is_kept(self.first_day)) {
            if judge.rules.unit == Unit::ConsumerDay {
                conversation.consumer_days.record(outcome);
            }
            let agent = self.agents.name(outcome.open.agent);
            let day = self.days.entry(outcome.day).or_default();
            day.record(judge.rules, &conversation.name, agent, outcome);
        }
        self.outcomes.clear();
    }

    /// Takes in a finished log, in any order: it is sorted first, so that nothing is refused for
    /// its order unless the clock knows newer events already.
    ///
    /// # Errors
    ///
    /// As [`ReplyClock::record`], for the first event that is refused; those before it, in the
    /// order of time, are recorded.
    pub fn record_log(&mut self, log: &[Event<'_>]) -> Result<(), Error> {
        let mut sorted: Vec<&Event<'_>> = log.iter().collect();
        sorted.sort_by_key(|event| event.at_us);
        sorted.into_iter().try_for_each(|event| self.record(event))
    }

    /// What the platform would count if nothing came any more.
    #[must_use]
    pub fn report(&self) -> Report {
        let judge = Judge { rules: self.profile.rules(), zone: self.zone };
        let mut days = self.days.clone();
        let mut consumers: HashMap<(Day, &str), ConsumerDay> = HashMap::new();
        let mut outcomes = Vec::new();
        for conversation in self.conversations.iter() {
            let mut state = conversation.state.clone();
            for moment in &conversation.latest {
                state.apply(judge, moment, &mut outcomes);
            }
            state.finish(judge, &mut outcomes);
            let mut own = conversation.consumer_days.clone();
            for outcome in outcomes.drain(..).filter(|outcome| outcome.is_kept(self.first_day)) {
                if judge.rules.unit == Unit::ConsumerDay {
                    own.record(&outcome);
                }
                let day = days.entry(outcome.day).or_default();
                let agent = self.agents.name(outcome.open.agent);
                day.record(judge.rules, &conversation.name, agent, &outcome);
            }
            // One customer may have several conversations.
            for consumer_day in own.iter() {
                consumers
                    .entry((consumer_day.day, conversation.customer()))
                    .and_modify(|known| known.merge(consumer_day))
                    .or_insert(*consumer_day);
            }
        }
        for consumer_day in consumers.values() {
            let day = days.entry(consumer_day.day).or_default();
            let agent = self.agents.name(consumer_day.agent());
            day.count(agent.map(AsRef::as_ref), consumer_day.tally());
        }
        let customer = |conversation: &str| {
            self.conversations.get(conversation).map(|known| known.customer().clone())
        };
        let last_day = self.last_us.map(|us| self.zone.day(us));
        Report::new(self.profile.clone(), last_day, days, customer)
    }

    /// Forgets the days before that of an instant, and the conversations that were silent since
    /// that day began; one of them that comes back begins anew. Until then nothing is forgotten.
    pub fn forget(&mut self, before_us: i64) {
        let day = self.zone.day(before_us);
        self.first_day = self.first_day.max(Some(day));
        self.days = self.days.split_off(&day);
        let zone = self.zone;
        self.conversations.retain(|conversation| {
            conversation.consumer_days.forget(day);
            let newest = conversation.latest.last();
            newest.is_some_and(|newest| zone.day(newest.mark.at_us) >= day)
        });
    }
}

impl fmt::Debug for ReplyClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReplyClock({}, {} conversations)", self.profile.id(), self.conversations.len())
    }
}
