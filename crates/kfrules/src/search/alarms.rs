//! Which words wake the rules.

use std::collections::BTreeMap;

use super::Numbers;
use crate::plan::{Compiled, Role};
use crate::scan::{Alarms, AlarmsBuilder, Rings};

/// Sets up what the terms of the rules set off, and what numbers they look for.
pub(super) fn alarms(rules: &Compiled) -> (Alarms, Numbers) {
    let Compiled { plans, uses, .. } = rules;
    let terms = rules.terms.len();
    let mut builder = AlarmsBuilder::default();
    let mut single = Vec::new();
    // By rule and group, the terms of each part that is awaited.
    let mut near: BTreeMap<(usize, usize), Vec<Vec<usize>>> = BTreeMap::new();
    // By rule and group, the cues.
    let mut cues: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for term in 0..terms {
        for usage in &uses[term] {
            match usage.role {
                Role::Near { group, part } if plans[usage.rule].dialogue.is_none() => {
                    let awaited = &plans[usage.rule].near[group].awaited;
                    let Some(place) = awaited.iter().position(|&it| it == part) else { continue };
                    let parts = near
                        .entry((usage.rule, group))
                        .or_insert_with(|| vec![Vec::new(); awaited.len()]);
                    parts[place].push(term);
                }
                Role::Cue { group } => cues.entry((usage.rule, group)).or_default().push(term),
                role if plans[usage.rule].dialogue.is_none() && role.is_reported() => {
                    single.push(term);
                }
                _ => {}
            }
        }
    }
    builder.add(Rings::Rules, 0, &[single]);
    for parts in near.into_values() {
        builder.add(Rings::Rules, 0, &parts);
    }
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
