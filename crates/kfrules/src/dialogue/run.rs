//! What one sender writes in a row, read as one text: a contact may be split over it.

use super::{Message, Moment};
use crate::checker::{Checker, Depth};
use crate::judge::Finding;
use crate::rule::{Sender, Via};

/// How much is kept, in bytes: split contacts are short, and a bound keeps checking linear.
const MOST_BYTES: usize = 600;
/// What is written later than this after the message before starts anew.
const FURTHEST_US: i64 = 180 * 1_000_000;

/// The messages of one sender without another's in between.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    text: String,
    /// Where each message starts, and its line.
    starts: Vec<(usize, u64)>,
    sender: Option<Sender>,
    last: Option<Moment>,
}

impl Run {
    /// What is found across the end of the run and the start of this message, with the lines.
    pub(super) fn split_findings(
        &mut self,
        checker: &mut Checker,
        message: &Message<'_>,
        moment: Moment,
    ) -> Vec<(Finding, Vec<u64>)> {
        let gone_on = self.last.and_then(|last| moment.since_us(last));
        let is_far = gone_on.is_some_and(|gone_on| gone_on > FURTHEST_US);
        if self.sender != Some(message.sender) || is_far {
            self.clear();
        }
        self.make_room(message.text.len());
        let border = self.text.len();
        let rules = checker.rules().clone();
        if border == 0 || !rules.compiled().has_split() {
            return Vec::new();
        }
        self.text.push_str(message.text);
        checker
            .find(message.sender, self.text.as_bytes(), Depth::Findings)
            .expect("a str is UTF-8");
        self.text.truncate(border);
        let is_split = |finding: &&Finding| {
            rules.compiled().plans[finding.rule].split
                && finding.from < border
                && border < finding.to
        };
        let split = checker.findings().iter().filter(is_split).map(|finding| {
            let first = self.starts.partition_point(|&(start, _)| start <= finding.from) - 1;
            let mut lines: Vec<u64> = self.starts[first..].iter().map(|&(_, line)| line).collect();
            lines.push(moment.line);
            let via = finding.via.max(Via::Spread);
            (Finding { from: 0, to: finding.to - border, via, ..*finding }, lines)
        });
        let split: Vec<_> = split.collect();
        if !split.is_empty() {
            self.clear();
        }
        split
    }

    /// Takes the message that the checker has checked alone.
    pub(super) fn push(&mut self, checker: &Checker, message: &Message<'_>, moment: Moment) {
        let rules = checker.rules().compiled();
        // What is known already is not found again with more around it.
        if checker.findings().iter().any(|finding| rules.plans[finding.rule].split) {
            self.clear();
        } else if !message.text.is_empty() && self.text.len() + message.text.len() <= MOST_BYTES {
            self.starts.push((self.text.len(), moment.line));
            self.text.push_str(message.text);
        }
        self.sender = Some(message.sender);
        self.last = Some(moment);
    }

    /// Drops the first messages until so many bytes more fit.
    fn make_room(&mut self, bytes: usize) {
        let most = MOST_BYTES.saturating_sub(bytes);
        let excess = self.text.len().saturating_sub(most);
        if excess == 0 {
            return;
        }
        let kept = self.starts.partition_point(|&(start, _)| start < excess);
        let from = self.starts.get(kept).map_or(self.text.len(), |&(start, _)| start);
        self.text.drain(..from);
        self.starts.drain(..kept);
        self.starts.iter_mut().for_each(|(start, _)| *start -= from);
    }

    fn clear(&mut self) {
        self.text.clear();
        self.starts.clear();
    }
}
