//! What was passed over, as it only matters where what was taken in its place does not count.
//!
//! Many words of a rule may begin at one symbol, and a pattern may match from every symbol on. Of those
//! that overlap the leftmost and longest is reported, so that is all that is taken. Where it is excused,
//! covered in part or made of ordinary words, the next behind it is looked up.

use std::cmp::Ordering;

use super::excuses::Excuses;
use super::intake::{place_of_match, place_of_word};
use super::mention::Mention;
use super::{Candidate, Message, may_be_straddled};
use crate::fate::Belief;
use crate::plan::{Compiled, Role, Use};
use crate::scan::{Patterns, PatternsCache, Terms};

/// What was passed over for a mention.
#[derive(Clone, Copy, Debug)]
pub(super) enum Behind {
    Nothing,
    /// Words that begin alike and are shorter than the one of this number.
    Words(u32),
    /// Matches of this pattern that begin within.
    Matches(u32),
}

/// A candidate that was passed over at first, the next one the greatest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Late(pub(super) Candidate);

impl Ord for Late {
    fn cmp(&self, other: &Late) -> Ordering {
        other.0.order().cmp(&self.0.order())
    }
}

impl PartialOrd for Late {
    fn partial_cmp(&self, other: &Late) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Late {
    fn eq(&self, other: &Late) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Late {}

/// Where the search for words and patterns can be taken up again.
pub(crate) struct Search<'a> {
    pub(crate) terms: &'a Terms,
    pub(crate) patterns: &'a Patterns,
    pub(crate) cache: &'a mut PatternsCache,
}

impl Search<'_> {
    /// The longest word of the rule that begins where a candidate does, and is shorter.
    pub(super) fn shorter(
        &self,
        rule: usize,
        rules: &Compiled,
        message: Message<'_>,
        candidate: &Candidate,
    ) -> Option<Candidate> {
        let Behind::Words(mut number) = candidate.behind else { return None };
        let plan = &rules.plans[rule];
        while let Some(hit) = self.terms.shorter(number, candidate.at.start) {
            number = hit.passes_over?;
            let is_own = |usage: &&Use| usage.rule == rule && usage.role == Role::Word;
            for usage in rules.uses[hit.term].iter().filter(is_own) {
                let (at, via, gap) = place_of_word(rules, message, usage, hit);
                if gap <= plan.gap && via <= usage.reach {
                    let mention = Mention::new(rule, Role::Word, at, via, Belief::Written);
                    let is_doubted = may_be_straddled(plan, &mention);
                    let behind = Behind::Words(number);
                    return Some(Candidate { is_doubted, behind, ..Candidate::new(&mention) });
                }
            }
        }
        None
    }

    /// The first match that begins within a candidate, from a symbol on, and is not excused.
    pub(super) fn within(
        &mut self,
        rule: usize,
        rules: &Compiled,
        message: Message<'_>,
        candidate: &Candidate,
        mut from: usize,
        excuses: &Excuses<'_>,
    ) -> Option<Candidate> {
        let Behind::Matches(pattern) = candidate.behind else { return None };
        while from < candidate.at.end {
            let hit = self.patterns.find(
                &rules.patterns,
                pattern as usize,
                message.view,
                from,
                true,
                self.cache,
            )?;
            // The search went on from the end of the candidate.
            if hit.start >= candidate.at.end {
                break;
            }
            let (at, via) = place_of_match(message.view, hit);
            if via <= rules.rules[rule].reach && !excuses.excuse(at) {
                return Some(Candidate { at, via, ..*candidate });
            }
            from = hit.start + 1;
        }
        None
    }
}
