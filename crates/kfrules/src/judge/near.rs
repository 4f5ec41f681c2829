//! Near rules: one word of each group, close together, within one sentence.

use super::edges::ends_sentence;
use super::{At, Candidate, Mention, with_role};
use crate::fate::Belief;
use crate::pack::MOST_GROUPS;
use crate::plan::{Near, Role};
use crate::rule::Via;
use crate::text::View;

/// Finds, from each part on, the closest others, and takes them if they are close enough.
pub(super) fn collect(
    near: &Near,
    group: usize,
    view: &View,
    mentions: &[Mention],
    candidates: &mut Vec<Candidate>,
) {
    // An array, as a message that only comes near must not cost an allocation.
    let mut room: [&[Mention]; MOST_GROUPS] = [&[]; MOST_GROUPS];
    for (part, mentioned) in room[..near.parts].iter_mut().enumerate() {
        *mentioned = with_role(mentions, Role::Near { group, part });
    }
    let parts = &room[..near.parts];
    if parts.iter().any(|part| part.is_empty()) {
        return;
    }
    let anchors = if near.ordered { 1 } else { near.parts };
    for anchor_part in 0..anchors {
        for anchor in parts[anchor_part] {
            let found = if near.ordered {
                in_order(parts, anchor)
            } else {
                in_any_order(parts, anchor_part, anchor)
            };
            if let Some((at, via)) = found
                && at.end - at.start <= near.within
                && !view.is_parted(at.start + 1, at.end.saturating_sub(1), ends_sentence)
            {
                candidates.push(Candidate { at, via, belief: Belief::Near });
            }
        }
    }
}

fn in_order(parts: &[&[Mention]], anchor: &Mention) -> Option<(At, Via)> {
    let mut reached = (anchor.at, anchor.via);
    for part in &parts[1..] {
        let next = next_from(part, reached.0.end)?;
        reached = (reached.0.join(next.at), reached.1.max(next.via));
    }
    Some(reached)
}

/// Takes, again and again, the closest part of a group that is still missing.
fn in_any_order(parts: &[&[Mention]], anchor_part: usize, anchor: &Mention) -> Option<(At, Via)> {
    let mut reached = (anchor.at, anchor.via);
    let mut missing = (0..parts.len())
        .filter(|&part| part != anchor_part)
        .fold(0_u64, |set, part| set | 1 << part);
    while missing != 0 {
        let mut closest: Option<(usize, &Mention)> = None;
        for (index, part) in parts.iter().enumerate().filter(|(index, _)| missing & 1 << index != 0)
        {
            let next = next_from(part, reached.0.end)?;
            if closest.is_none_or(|(_, best)| next.at.start < best.at.start) {
                closest = Some((index, next));
            }
        }
        let (index, next) = closest?;
        missing &= !(1 << index);
        reached = (reached.0.join(next.at), reached.1.max(next.via));
    }
    Some(reached)
}

/// The first mention from a place on, of several at one place the longest.
fn next_from(part: &[Mention], from: usize) -> Option<&Mention> {
    part.get(part.partition_point(|mention| mention.at.start < from))
}
