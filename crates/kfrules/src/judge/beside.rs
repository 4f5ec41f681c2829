//! What stands beside a hit in the same clause: a cue that gives it meaning, a denial that takes it
//! back.

use super::edges::is_break;
use super::{At, Mention, Message, with_role};
use crate::pack::Side;
use crate::plan::{Plan, Role};
use crate::text::{Fold, View, fold};

/// Whether a cue of the group stands beside the word or number, with nothing that parts them between.
pub(super) fn has_cue(
    plan: &Plan,
    group: usize,
    message: Message<'_>,
    mentions: &[Mention],
    word: At,
    parts: fn(char) -> bool,
) -> bool {
    let cued = &plan.cued[group];
    if !cued.asks_cue {
        return true;
    }
    let (view, within) = (message.view, cued.within);
    let before = cued.side != Side::After;
    let after = cued.side != Side::Before;
    let has_sign = |at: usize| !cued.signs.is_empty() && gap_holds(message, at, &cued.signs);
    if before && has_sign(word.start) || after && has_sign(word.end) {
        return true;
    }
    let cues = with_role(mentions, Role::Cue { group });
    // Cues are sorted by start; the longest is what one must look back beyond `within`.
    let first = cues.partition_point(|cue| cue.at.start + within + LONGEST_CUE < word.start);
    cues[first..].iter().take_while(|cue| cue.at.start <= word.end + within).any(|cue| {
        before && stands_before(view, cue.at, word.start, within, parts)
            || after && stands_after(view, cue.at, word.end, within, parts)
    })
}

/// How long, in symbols, a cue or a denial may be to be seen.
const LONGEST_CUE: usize = 64;

/// Whether the rule's own words of denial stand in the hit or beside it.
pub(super) fn is_denied(plan: &Plan, view: &View, mentions: &[Mention], hit: At) -> bool {
    let At { start, end, .. } = hit;
    let within = plan.unless_within;
    let near = |role: Role, stands: &dyn Fn(At) -> bool| {
        let words = with_role(mentions, role);
        let first = words.partition_point(|word| word.at.start + within + LONGEST_CUE < start);
        words[first..]
            .iter()
            .take_while(|word| word.at.start <= end + within)
            .any(|word| stands(word.at))
    };
    let overlaps = |word: At| word.start < end && word.end > start;
    near(Role::Unless, &|word| overlaps(word) || stands_before(view, word, start, within, is_break))
        || near(Role::UnlessAfter, &|word| {
            overlaps(word) || stands_after(view, word, end, within, is_break)
        })
}

fn stands_before(
    view: &View,
    word: At,
    start: usize,
    within: usize,
    parts: fn(char) -> bool,
) -> bool {
    word.end <= start && start - word.end <= within && !view.is_parted(word.end, start, parts)
}

fn stands_after(view: &View, word: At, end: usize, within: usize, parts: fn(char) -> bool) -> bool {
    word.start >= end && word.start - end <= within && !view.is_parted(end, word.start, parts)
}

/// Whether the noise before a symbol holds one of these signs.
fn gap_holds(message: Message<'_>, at: usize, signs: &[char]) -> bool {
    let gap = &message.original[message.view.gap_before(at, message.original.len())];
    String::from_utf8_lossy(gap)
        .chars()
        .any(|c| matches!(fold(c), Fold::Noise(form) if signs.contains(&form)))
}
