//! What a rule looks for, and where it was found.

use super::behind::Behind;
use crate::fate::Belief;
use crate::plan::Role;
use crate::rule::Via;
use crate::scan::DisguisedHit;
use crate::text::View;

/// A place in a text: symbols of the view, and bytes of the original. An emoji has bytes alone, and
/// two symbols of one character have the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The same in a count of symbols and of the gaps before them, so that places with emoji at their
    /// ends can be compared: the gap before symbol n is 2n, the symbol 2n + 1.
    pub(super) first: usize,
    pub(super) past: usize,
}

impl At {
    pub(super) fn symbols(view: &View, start: usize, end: usize) -> At {
        let origin = view.origin(start..end);
        let (from, to) = (origin.start, origin.end);
        At { start, end, from, to, first: 2 * start + 1, past: 2 * end }
    }

    /// A place that may begin and end with an emoji.
    pub(super) fn drawn(view: &View, hit: &DisguisedHit) -> At {
        let &DisguisedHit { start, end, from, to, .. } = hit;
        let is_gap = start == end;
        let starts_in_gap = is_gap || from < view.origin(start..start + 1).start;
        let ends_in_gap = is_gap || to > view.origin(end - 1..end).end;
        let first = 2 * start + usize::from(!starts_in_gap);
        At { start, end, from, to, first, past: 2 * end + usize::from(ends_in_gap) }
    }

    /// From the first of two places to the last.
    pub(super) fn join(self, other: At) -> At {
        At {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
            from: self.from.min(other.from),
            to: self.to.max(other.to),
            first: self.first.min(other.first),
            past: self.past.max(other.past),
        }
    }
}

/// Something a rule looks for, found within the rule's reach and gap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub(super) rule: usize,
    /// In the order of rules, and of roles in each.
    pub(super) order: u64,
    pub(super) role: Role,
    pub(super) at: At,
    pub(super) via: Via,
    pub(super) belief: Belief,
    pub(super) behind: Behind,
}

impl Mention {
    pub(super) fn new(rule: usize, role: Role, at: At, via: Via, belief: Belief) -> Mention {
        Mention {
            rule,
            order: order_of(rule, role),
            role,
            at,
            via,
            belief,
            behind: Behind::Nothing,
        }
    }
}

/// A number in the order of rules, and of roles in each.
fn order_of(rule: usize, role: Role) -> u64 {
    (rule as u64) << Role::RANK_BITS | role.rank()
}

/// The mentions of one role; `mentions` is of one rule, sorted by role.
pub(super) fn with_role(mentions: &[Mention], role: Role) -> &[Mention] {
    let Some(first) = mentions.first() else { return mentions };
    let order = order_of(first.rule, role);
    let start = mentions.partition_point(|mention| mention.order < order);
    let rest = &mentions[start..];
    &rest[..rest.partition_point(|mention| mention.order == order)]
}
