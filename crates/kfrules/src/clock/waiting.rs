//! Who waits for an answer now.

use super::ReplyClock;
use super::state::Judge;

/// A question that waits for an answer that would count. Instants are in microseconds since 1970-01-01
/// 00:00 UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting<'a> {
    /// The conversation.
    pub conversation: &'a str,
    /// The customer; the conversation's name if the log names none.
    pub customer: &'a str,
    /// The agent last named in the conversation.
    pub agent: Option<&'a str>,
    /// When the clock started.
    pub since_us: i64,
    /// How long it has run, in microseconds.
    pub waited_us: i64,
    /// The last instant at which an answer is in time; `None` where only the mean counts.
    pub due_us: Option<i64>,
    /// From when on somebody should be told.
    pub warn_us: i64,
    /// Whether it is time to tell somebody.
    pub is_warned: bool,
    /// Whether it is too late for an answer in time.
    pub is_late: bool,
}

impl ReplyClock {
    /// Who waits at an instant, the worst first: who has waited longest. Looks only at
    /// conversations whose last question has no answer, however long ago it was asked, as do
    /// [`next_due`](ReplyClock::next_due) and [`next_warning`](ReplyClock::next_warning). Where
    /// consumer-days count, who asked on several days is there once for each.
    #[must_use]
    pub fn waiting(&self, now_us: i64) -> Vec<Waiting<'_>> {
        let mut waiting: Vec<Waiting<'_>> = self.all_waiting(now_us).collect();
        waiting.sort_unstable_by_key(|one| (one.since_us, one.conversation));
        waiting
    }

    /// The first instant after `after_us` at which an answer becomes due; `None` if none does.
    #[must_use]
    pub fn next_due(&self, after_us: i64) -> Option<i64> {
        let due = self.all_waiting(after_us).filter_map(|one| one.due_us);
        due.filter(|due_us| *due_us > after_us).min()
    }

    /// The first instant after `after_us` at which somebody should be told; `None` if there is none.
    #[must_use]
    pub fn next_warning(&self, after_us: i64) -> Option<i64> {
        let warnings = self.all_waiting(after_us).map(|one| one.warn_us);
        warnings.filter(|warn_us| *warn_us > after_us).min()
    }

    fn all_waiting(&self, now_us: i64) -> impl Iterator<Item = Waiting<'_>> {
        let judge = Judge { rules: self.profile.rules(), zone: self.zone };
        let limit_us = self.profile.limit_us();
        let warn_after_us = limit_us.map_or(self.warn_after_us, |us| us.min(self.warn_after_us));
        self.conversations.open().flat_map(move |conversation| {
            let mut state = conversation.state.clone();
            let mut decided = Vec::new();
            for moment in &conversation.latest {
                state.apply(judge, moment, &mut decided);
            }
            let agent = self.agents.name(state.agent).map(AsRef::as_ref);
            state.waits_since(judge).into_iter().map(move |since| {
                let since_us = since.at_us;
                let due_us = limit_us.map(|limit_us| since_us.saturating_add(limit_us));
                let warn_us = since_us.saturating_add(warn_after_us);
                Waiting {
                    conversation: &conversation.name,
                    customer: conversation.customer(),
                    agent,
                    since_us,
                    waited_us: now_us.saturating_sub(since_us).max(0),
                    due_us,
                    warn_us,
                    is_warned: now_us >= warn_us,
                    is_late: due_us.is_some_and(|due_us| now_us > due_us),
                }
            })
        })
    }
}
