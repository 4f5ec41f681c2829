//! What excuses a hit.

use super::mention::{At, Mention};

/// The exceptions of one rule in a message.
pub(super) struct Excuses<'a> {
    /// Sorted by start.
    pub(super) exceptions: &'a [Mention],
    /// How far any of them so far reaches.
    pub(super) excused_to: &'a [usize],
}

impl Excuses<'_> {
    /// Whether a place lies within an exception.
    pub(super) fn excuse(&self, at: At) -> bool {
        let started = self.exceptions.partition_point(|exception| exception.at.first <= at.first);
        started > 0 && self.excused_to[started - 1] >= at.past
    }

    /// The first exception that a place lies within, if it does.
    pub(super) fn by(&self, at: At) -> At {
        // The first that reaches so far is the first with which all so far do.
        self.exceptions[self.excused_to.partition_point(|&furthest| furthest < at.past)].at
    }
}
