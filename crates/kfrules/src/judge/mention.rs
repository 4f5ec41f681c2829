//! What a rule looks for, and where it was found.

use std::cmp::Reverse;

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

/// Room to sort mentions in.
#[derive(Debug, Default)]
pub(super) struct Sorter {
    keys: Vec<Key>,
    sorted: Vec<Mention>,
}

/// What a mention is sorted by, and its number.
#[derive(Clone, Copy, Debug)]
struct Key {
    order: u64,
    /// Where it starts, the longest first.
    place: (usize, Reverse<usize>, Via),
    number: usize,
}

/// So many mentions are put in order as they are.
const FEW: usize = 32;

impl Sorter {
    /// Sorts mentions by rule and role, those of each by where they start, and of those the longest
    /// first.
    pub(super) fn sort(&mut self, mentions: &mut Vec<Mention>) {
        let place = |mention: &Mention| {
            let At { start, end, .. } = mention.at;
            (start, Reverse(end), mention.via)
        };
        if mentions.len() <= FEW {
            mentions.sort_unstable_by_key(|mention| (mention.order, place(mention)));
            return;
        }
        // They come in a few runs, each in the order of the text or against it, and are of few rules:
        // text made to be slow is sorted in time that hardly grows faster than it.
        self.keys.clear();
        self.keys.extend(mentions.iter().enumerate().map(|(number, mention)| Key {
            order: mention.order,
            place: place(mention),
            number,
        }));
        self.keys.sort_by_key(|key| key.place);
        self.keys.sort_by_key(|key| key.order);
        self.sorted.clear();
        self.sorted.extend(self.keys.iter().map(|key| mentions[key.number]));
        std::mem::swap(mentions, &mut self.sorted);
    }
}

/// The mentions of one role; `mentions` is of one rule, sorted by role.
pub(super) fn with_role(mentions: &[Mention], role: Role) -> &[Mention] {
    let Some(first) = mentions.first() else { return mentions };
    let order = order_of(first.rule, role);
    let start = mentions.partition_point(|mention| mention.order < order);
    let rest = &mentions[start..];
    &rest[..rest.partition_point(|mention| mention.order == order)]
}
