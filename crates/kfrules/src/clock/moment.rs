//! What the clock keeps of an event, and what it may mean to a profile.

use serde::{Deserialize, Serialize};

use super::agents::Agent;
use super::event::Kind;
use super::schema::{Robot, Rules, Stage, Transfer};
use crate::rule::Sender;

/// A place in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Mark {
    pub(super) at_us: i64,
    pub(super) line: u64,
}

/// What the clock keeps of an event. Agents are numbered by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Moment {
    pub(super) mark: Mark,
    pub(super) from: Sender,
    pub(super) kind: Kind,
    pub(super) agent: Option<Agent>,
    pub(super) fingerprint: u64,
}

impl Moment {
    pub(super) fn is_from_customer(&self) -> bool {
        self.from == Sender::Customer && matches!(self.kind, Kind::Message | Kind::Offline)
    }

    pub(super) fn is_message_of(&self, sender: Sender) -> bool {
        self.from == sender && self.kind == Kind::Message
    }

    pub(super) fn is_reply(&self, rules: &Rules) -> bool {
        self.kind == Kind::Message && rules.replies.contains(&self.from)
    }

    pub(super) fn leaves_out(&self, rules: &Rules) -> bool {
        self.is_message_of(Sender::Robot) && rules.robot == Robot::LeavesOut
    }

    pub(super) fn leaves_unanswered(&self, rules: &Rules) -> bool {
        self.kind == Kind::Transfer && rules.transfer == Transfer::Unanswered
    }

    /// Whether somebody may wait after it, if so `before`: surely true of those who do.
    pub(super) fn may_wait(&self, rules: &Rules, before: bool) -> bool {
        if self.is_reply(rules) || self.leaves_out(rules) || self.leaves_unanswered(rules) {
            return false;
        }
        let begins_stage = self.kind == Kind::Handoff && rules.stage == Stage::Human;
        before || self.is_from_customer() || begins_stage
    }
}
