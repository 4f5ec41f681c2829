//! Which words wake the rules.

use super::Numbers;
use crate::plan::{Compiled, Role};
use crate::scan::{Alarms, AlarmsBuilder, Rings};

/// Sets up what the terms of the rules set off, and what numbers they look for.
pub(super) fn alarms(rules: &Compiled) -> (Alarms, Numbers) {
    let Compiled { plans, uses, .. } = rules;
    let terms = rules.terms.len();
    let mut builder = AlarmsBuilder::default();
    let mut single = Vec::new();
    // Rules, groups and, in the order in which they are awaited, parts, each with a term.
    let mut near: Vec<([usize; 3], usize)> = Vec::new();
    // Rules and groups, each with a cue.
    let mut cues: Vec<([usize; 2], usize)> = Vec::new();
    for term in 0..terms {
        for usage in &uses[term] {
            match usage.role {
                Role::Near { group, part } if plans[usage.rule].dialogue.is_none() => {
                    let awaited = &plans[usage.rule].near[group].awaited;
                    let Some(place) = awaited.iter().position(|&it| it == part) else { continue };
                    near.push(([usage.rule, group, place], term));
                }
                Role::Cue { group } => cues.push(([usage.rule, group], term)),
                role if plans[usage.rule].dialogue.is_none() && role.is_reported() => {
                    single.push(term);
                }
                _ => {}
            }
        }
    }
    builder.add(Rings::Rules, 0, &[single]);
    near.sort_unstable();
    for of_group in near.chunk_by(|(one, _), (other, _)| one[..2] == other[..2]) {
        let parts = of_group.chunk_by(|(one, _), (other, _)| one == other);
        let parts: Vec<Vec<usize>> =
            parts.map(|part| part.iter().map(|&(_, term)| term).collect()).collect();
        builder.add(Rings::Rules, 0, &parts);
    }
    cues.sort_unstable();
    for (pattern, &(rule, role)) in rules.pattern_uses.iter().enumerate() {
        let sets = rules.wakes[pattern].chunk_by(|(one, _), (other, _)| one == other);
        let sets: Vec<Vec<usize>> =
            sets.map(|set| set.iter().map(|&(_, term)| term).collect()).collect();
        let (rings, latin) = (Rings::Pattern(pattern), rules.latin[pattern]);
        match role {
            Role::Except => builder.add_excuse(rule, rings, latin, &sets),
            _ => builder.add(rings, latin, &sets),
        }
    }
    let numbers = Numbers::new(rules, &cues, &mut builder);
    (builder.build(&rules.terms, rules.rules.len()), numbers)
}
