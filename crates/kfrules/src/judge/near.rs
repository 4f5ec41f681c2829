//! Near rules: one word of each group, close together, within one sentence.

use super::{At, Candidate, Mention, with_role};
use crate::pack::MOST_GROUPS;
use crate::plan::{Near, Role};
use crate::rule::Via;
use crate::text::{Stop, View};

/// A mention of a part: the symbol it starts at, the part, and its number among the mentions of that.
type Started = (usize, usize, usize);

/// Finds, from each part on, the closest others, and takes them if they are close enough.
pub(super) fn collect(
    near: &Near,
    group: usize,
    view: &View,
    mentions: &[Mention],
    room: &mut Vec<Started>,
    candidates: &mut Vec<Candidate>,
) {
    // An array, as a message that only comes near must not cost an allocation.
    let mut parts: [&[Mention]; MOST_GROUPS] = [&[]; MOST_GROUPS];
    let parts = &mut parts[..near.parts];
    for (part, mentioned) in parts.iter_mut().enumerate() {
        *mentioned = with_role(mentions, Role::Near { group, part });
        if mentioned.is_empty() {
            return;
        }
    }
    let mut take = |found: Option<(At, Via)>| {
        if let Some((at, via)) = found
            && at.end - at.start <= near.within
            && !view.is_parted(at.start + 1, at.end.saturating_sub(1), Stop::Sentence)
        {
            candidates.push(Candidate::near(at, via));
        }
    };
    if near.ordered {
        parts[0].iter().for_each(|anchor| take(in_order(parts, anchor, near.within)));
        return;
    }
    room.clear();
    for (part, mentioned) in parts.iter().enumerate() {
        room.extend(mentioned.iter().enumerate().map(|(index, it)| (it.at.start, part, index)));
    }
    // As many runs in order as there are parts.
    room.sort();
    // Where each part is met next, as far as it has been seen from the end.
    let mut next = [usize::MAX; MOST_GROUPS];
    for index in (0..room.len()).rev() {
        let (start, part, _) = room[index];
        next[part] = start;
        if next[..parts.len()].iter().all(|&next| next <= start + near.within) {
            take(in_any_order(parts, &room[index..], near.within));
        }
    }
}

fn in_order(parts: &[&[Mention]], anchor: &Mention, within: usize) -> Option<(At, Via)> {
    let mut reached = (anchor.at, anchor.via);
    for part in &parts[1..] {
        let next = next_from(part, reached.0.end)?;
        if next.at.start - anchor.at.start > within {
            return None;
        }
        reached = (reached.0.join(next.at), reached.1.max(next.via));
    }
    Some(reached)
}

/// Takes, from the first of these on, again and again the closest part that is still missing.
fn in_any_order(parts: &[&[Mention]], started: &[Started], within: usize) -> Option<(At, Via)> {
    let (&(start, part, index), others) = started.split_first()?;
    let anchor = &parts[part][index];
    let (mut last, mut via) = (anchor, anchor.via);
    let mut missing = ((1_u64 << parts.len()) - 1) & !(1 << part);
    for &(next, part, index) in others {
        if missing == 0 || next - start > within {
            break;
        }
        if missing & 1 << part != 0 && next >= last.at.end {
            last = &parts[part][index];
            missing &= !(1 << part);
            via = via.max(last.via);
        }
    }
    (missing == 0).then(|| (anchor.at.join(last.at), via))
}

/// The first mention from a place on, of several at one place the longest.
fn next_from(part: &[Mention], from: usize) -> Option<&Mention> {
    part.get(part.partition_point(|mention| mention.at.start < from))
}
