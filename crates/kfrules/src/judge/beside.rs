//! What stands beside a hit in the same clause: a cue that gives it meaning, a denial that takes it
//! back.

use super::{At, Mention, Message, with_role};
use crate::pack::Side;
use crate::plan::{Cued, Plan, Role};
use crate::text::{Fold, Stop, View, fold};

/// The words of one role of a rule, where they may stand beside a place.
pub(super) struct Beside<'a> {
    /// Sorted by start.
    words: &'a [Mention],
    /// The symbols of the longest, which is how far one must look back.
    longest: usize,
}

impl<'a> Beside<'a> {
    /// Of the mentions of one rule, sorted by role.
    pub(super) fn new(mentions: &'a [Mention], role: Role) -> Beside<'a> {
        let words = with_role(mentions, role);
        let longest = words.iter().map(|word| word.at.end - word.at.start).max().unwrap_or(0);
        Beside { words, longest }
    }

    /// Whether a word stands before a symbol, and nothing that parts them between.
    fn stands_before(&self, view: &View, symbol: usize, within: usize, stop: Stop) -> bool {
        // If any does, the one that ends last does.
        let mut nearest: Option<usize> = None;
        let past = self.words.partition_point(|word| word.at.start <= symbol);
        for word in self.words[..past].iter().rev().map(|word| word.at) {
            let furthest = word.start + self.longest;
            if furthest + within < symbol || nearest.is_some_and(|end| furthest <= end) {
                break;
            }
            if word.end <= symbol {
                nearest = nearest.max(Some(word.end));
            }
        }
        nearest.is_some_and(|end| symbol - end <= within && !view.is_parted(end, symbol, stop))
    }

    /// Whether a word stands behind the symbols up to one, and nothing that parts them between.
    fn stands_behind(&self, view: &View, symbol: usize, within: usize, stop: Stop) -> bool {
        let nearest = self.words.get(self.words.partition_point(|word| word.at.start < symbol));
        nearest
            .map(|word| word.at.start)
            .is_some_and(|start| start - symbol <= within && !view.is_parted(symbol, start, stop))
    }

    /// Whether a word stands in a hit, at least in part.
    fn overlaps(&self, hit: At) -> bool {
        let first = self.words.partition_point(|word| word.at.start + self.longest <= hit.start);
        let started = self.words[first..].iter().take_while(|word| word.at.start < hit.end);
        started.into_iter().any(|word| word.at.end > hit.start)
    }
}

/// Whether a cue of the group stands beside the word or number, with nothing that parts them between.
pub(super) fn has_cue(
    cued: &Cued,
    cues: &Beside<'_>,
    message: Message<'_>,
    word: At,
    stop: Stop,
) -> bool {
    if !cued.asks_cue {
        return true;
    }
    let (view, within) = (message.view, cued.within);
    let before = cued.side != Side::After;
    let after = cued.side != Side::Before;
    let has_sign = |at: usize| !cued.signs.is_empty() && gap_holds(message, at, &cued.signs);
    before && (has_sign(word.start) || cues.stands_before(view, word.start, within, stop))
        || after && (has_sign(word.end) || cues.stands_behind(view, word.end, within, stop))
}

/// A rule's own words of denial in a message.
pub(super) struct Denials<'a> {
    unless: Beside<'a>,
    unless_after: Beside<'a>,
    within: usize,
}

impl<'a> Denials<'a> {
    /// Of the mentions of one rule, sorted by role.
    pub(super) fn new(plan: &Plan, mentions: &'a [Mention]) -> Denials<'a> {
        Denials {
            unless: Beside::new(mentions, Role::Unless),
            unless_after: Beside::new(mentions, Role::UnlessAfter),
            within: plan.unless_within,
        }
    }

    /// Whether one of them stands in the hit or beside it.
    pub(super) fn deny(&self, view: &View, hit: At) -> bool {
        let Denials { unless, unless_after, within } = self;
        unless.overlaps(hit)
            || unless.stands_before(view, hit.start, *within, Stop::Any)
            || unless_after.overlaps(hit)
            || unless_after.stands_behind(view, hit.end, *within, Stop::Any)
    }
}

/// Whether the noise before a symbol holds one of these signs.
fn gap_holds(message: Message<'_>, at: usize, signs: &[char]) -> bool {
    let gap = &message.original[message.view.gap_before(at, message.original.len())];
    String::from_utf8_lossy(gap)
        .chars()
        .any(|c| matches!(fold(c), Fold::Noise(form) if signs.contains(&form)))
}
