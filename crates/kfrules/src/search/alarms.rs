//! Which words wake the rules.

use std::ops::Range;

use super::Numbers;
use crate::plan::{Compiled, Plan, Role, Use};
use crate::rows::Rows;
use crate::scan::{Alarms, AlarmsBuilder, Rings};

/// Sets up what the terms of the rules set off, and what numbers they look for.
pub(super) fn alarms(rules: &Compiled) -> (Alarms, Numbers) {
    let Compiled { plans, uses, .. } = rules;
    let mut builder = AlarmsBuilder::default();
    let mut single = Vec::new();
    // The parts of near rules, in the order in which a group awaits them, and the cues of groups.
    let mut near = Groups::new(plans, |plan| plan.near.iter().map(|near| near.awaited.len()));
    let mut cues = Groups::new(plans, |plan| plan.cued.iter().map(|_| 1));
    for term in 0..uses.len() {
        for &Use { rule, role, .. } in &uses[term] {
            let is_single = plans[rule].dialogue.is_none();
            match role {
                Role::Near { group, part } if is_single => {
                    let awaited = &plans[rule].near[group].awaited;
                    if let Some(place) = awaited.iter().position(|&it| it == part) {
                        near.add(rule, group, place, term);
                    }
                }
                Role::Cue { group } => cues.add(rule, group, 0, term),
                role if is_single && role.is_reported() => single.push(term),
                _ => {}
            }
        }
    }
    builder.add(Rings::Rules, 0, [single]);
    let (near, cues) = (near.sort(), cues.sort());
    for (rule, plan) in plans.iter().enumerate() {
        for group in 0..plan.near.len() {
            let parts = near.of(rule, group).filter(|part| !part.is_empty());
            let mut parts = parts.map(|part| part.iter().copied()).peekable();
            if parts.peek().is_some() {
                builder.add(Rings::Rules, 0, parts);
            }
        }
    }
    for (pattern, &(rule, role)) in rules.pattern_uses.iter().enumerate() {
        let sets = rules.wakes[pattern].chunk_by(|(one, _), (other, _)| one == other);
        let sets = sets.map(|set| set.iter().map(|&(_, term)| term));
        let (rings, latin) = (Rings::Pattern(pattern), rules.latin[pattern]);
        match role {
            Role::Except => builder.add_excuse(rule, rings, latin, sets),
            _ => builder.add(rings, latin, sets),
        }
    }
    let cues = |rule, group| cues.of(rule, group).flatten().copied();
    let numbers = Numbers::new(rules, cues, &mut builder);
    (builder.build(uses.len(), plans.len()), numbers)
}

/// Collects terms by rule, group and part of the group.
struct Groups {
    /// By rule and group, the numbers of its parts.
    parts: Vec<Vec<Range<usize>>>,
    /// Parts, each with a term.
    terms: Vec<(usize, usize)>,
}

impl Groups {
    /// Groups of so many parts, by rule.
    fn new<'a, S>(plans: &'a [Plan], sizes: impl Fn(&'a Plan) -> S) -> Groups
    where
        S: Iterator<Item = usize>,
    {
        let mut past = 0;
        let mut next = |size| {
            let first = past;
            past += size;
            first..past
        };
        let parts = plans.iter().map(|plan| sizes(plan).map(&mut next).collect()).collect();
        Groups { parts, terms: Vec::new() }
    }

    fn add(&mut self, rule: usize, group: usize, part: usize, term: usize) {
        self.terms.push((self.parts[rule][group].start + part, term));
    }

    fn sort(self) -> SortedGroups {
        let count = self.parts.iter().flatten().map(|parts| parts.end).max().unwrap_or(0);
        SortedGroups { terms: Rows::sort(count, &self.terms), parts: self.parts }
    }
}

/// The same, with the terms of each part together.
struct SortedGroups {
    parts: Vec<Vec<Range<usize>>>,
    terms: Rows<usize>,
}

impl SortedGroups {
    /// The terms of each part of a group.
    fn of(&self, rule: usize, group: usize) -> impl Iterator<Item = &[usize]> {
        self.parts[rule][group].clone().map(|part| &self.terms[part])
    }
}
