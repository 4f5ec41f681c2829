//! Near rules: one word of each group, close together, within one sentence.

use super::{At, Candidate, Mention, with_role};
use crate::line_up::LineUp;
use crate::pack::MOST_GROUPS;
use crate::plan::{Near, Role};
use crate::rule::Via;
use crate::text::{Stop, View};

/// A mention of a part, as much of it as tells whether it is taken.
#[derive(Clone, Copy, Debug)]
struct Started {
    /// In symbols.
    start: usize,
    end: usize,
    /// The bit of the part.
    part: u32,
    /// Its number among the mentions of the part.
    index: u32,
    via: Via,
}

impl Started {
    fn mention<'a>(self, parts: &[&'a [Mention]]) -> &'a Mention {
        &parts[self.part.trailing_zeros() as usize][self.index as usize]
    }
}

/// Room to find near rules in.
#[derive(Debug, Default)]
pub(super) struct Room {
    line_up: LineUp,
    by_part: Vec<Started>,
    started: Vec<Started>,
}

// Each part has a bit.
const _: () = assert!(MOST_GROUPS <= u32::BITS as usize);

/// Finds, from each part on, the closest others, and takes them if they are close enough.
pub(super) fn collect(
    near: &Near,
    group: usize,
    view: &View,
    mentions: &[Mention],
    room: &mut Room,
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
    let Room { line_up, by_part, started } = room;
    by_part.clear();
    for (part, mentioned) in parts.iter().enumerate() {
        by_part.extend((0..).zip(*mentioned).map(|(index, it)| Started {
            start: it.at.start,
            end: it.at.end,
            part: 1 << part,
            index,
            via: it.via,
        }));
    }
    let ordered = line_up.by_start(by_part, |it| it.start).iter();
    started.clear();
    started.extend(ordered.map(|&number| by_part[number as usize]));
    let all = u32::MAX >> (u32::BITS as usize - parts.len());
    // From each on, how far the nearest of each part is, as far as it has been seen from the end.
    let mut next = [usize::MAX; MOST_GROUPS];
    for index in (0..started.len()).rev() {
        let Started { start, part, .. } = started[index];
        next[part.trailing_zeros() as usize] = start;
        if next[..parts.len()].iter().all(|&next| next <= start + near.within) {
            take(in_any_order(parts, &started[index..], all, near.within));
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

/// Takes, from the first of these on, again and again the closest part that is still missing of `all`.
fn in_any_order(
    parts: &[&[Mention]],
    started: &[Started],
    all: u32,
    within: usize,
) -> Option<(At, Via)> {
    let (first, others) = started.split_first()?;
    let (mut last, mut via) = (first, first.via);
    let mut missing = all & !first.part;
    for next in others.iter().take_while(|next| next.start - first.start <= within) {
        if missing & next.part != 0 && next.start >= last.end {
            last = next;
            via = via.max(next.via);
            missing &= !next.part;
            if missing == 0 {
                return Some((first.mention(parts).at.join(last.mention(parts).at), via));
            }
        }
    }
    None
}

/// The first mention from a place on, of several at one place the longest.
fn next_from(part: &[Mention], from: usize) -> Option<&Mention> {
    part.get(part.partition_point(|mention| mention.at.start < from))
}
