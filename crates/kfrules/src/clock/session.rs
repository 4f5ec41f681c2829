//! One session of a conversation: its questions, where its human stage begins, and how it went.

use serde::{Deserialize, Serialize};

use super::agents::Agent;
use super::moment::Mark;

/// A question: an open turn, or the first message of a customer on a day that has no answer yet.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Open {
    pub(super) since: Mark,
    /// When the customer last wrote what belongs to it.
    pub(super) until_us: i64,
    /// The agent of the reply, if it names one; until there is a reply, the agent last named when
    /// the customer last wrote.
    pub(super) agent: Option<Agent>,
}

/// A session so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Session {
    /// The first customer message, or the handoff that came before any human answer.
    begin: Option<Mark>,
    /// Whether a handoff or a human answer has settled where the human stage begins.
    pub(super) is_decided: bool,
    pub(super) has_robot: bool,
    pub(super) has_agent: bool,
    /// The first left message.
    pub(super) offline: Option<Mark>,
    /// A message was left before an agent had written.
    pub(super) left_message: bool,
    /// The latest close, while no customer message followed.
    pub(super) closed_us: Option<i64>,
    /// The agent last named in the conversation when the customer last wrote.
    pub(super) agent: Option<Agent>,
    /// Its first reply has come.
    pub(super) is_answered: bool,
    /// The turn with the longest wait so far.
    pub(super) slowest: Option<Turn>,
}

/// A turn that is over; without a reply it is the slowest of all.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Turn {
    pub(super) open: Open,
    pub(super) replied: Option<Mark>,
}

impl Turn {
    fn wait_us(&self) -> Option<i64> {
        self.replied.map(|replied| replied.at_us.saturating_sub(self.open.since.at_us))
    }

    fn is_slower_than(&self, other: &Turn) -> bool {
        match (self.wait_us(), other.wait_us()) {
            (Some(own), Some(others)) => own > others,
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }
}

impl Session {
    /// Where the human stage begins, as far as is known: a robot's session has none.
    pub(super) fn begin(&self) -> Option<Mark> {
        self.begin.filter(|_| self.is_decided || !self.has_robot)
    }

    pub(super) fn ask(&mut self, mark: Mark, agent: Option<Agent>) {
        self.begin.get_or_insert(mark);
        self.agent = agent;
    }

    pub(super) fn hand_off(&mut self, mark: Mark) {
        self.begin = Some(mark);
        self.is_decided = true;
    }

    pub(super) fn offline(&mut self, mark: Mark) {
        self.offline.get_or_insert(mark);
        self.left_message |= !self.has_agent;
    }

    pub(super) fn judge(&mut self, open: Open, replied: Option<Mark>) {
        let turn = Turn { open, replied };
        if self.slowest.as_ref().is_none_or(|slowest| turn.is_slower_than(slowest)) {
            self.slowest = Some(turn);
        }
    }
}
