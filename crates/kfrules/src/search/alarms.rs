//! Which words wake the rules.

use std::collections::BTreeMap;

use crate::plan::{Compiled, Role};
use crate::scan::{Alarms, AlarmsBuilder, Rings};

/// Sets up what the terms of the rules set off.
pub(super) fn alarms(rules: &Compiled) -> Alarms {
    let Compiled { plans, uses, .. } = rules;
    let terms = rules.terms.len();
    let mut builder = AlarmsBuilder::default();
    let mut single = Vec::new();
    // By rule and group, the terms of each part that is awaited.
    let mut near: BTreeMap<(usize, usize), Vec<Vec<usize>>> = BTreeMap::new();
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
                role if plans[usage.rule].dialogue.is_none() && role.is_reported() => {
                    single.push(term);
                }
                _ => {}
            }
        }
    }
    builder.add(Rings::Rules, &[single]);
    for parts in near.into_values() {
        builder.add(Rings::Rules, &parts);
    }
    for pattern in (0..rules.patterns.len()).filter(|&pattern| !rules.wakes[pattern].is_empty()) {
        let sets = rules.wakes[pattern].chunk_by(|(one, _), (other, _)| one == other);
        let sets: Vec<Vec<usize>> =
            sets.map(|set| set.iter().map(|&(_, term)| term).collect()).collect();
        builder.add(Rings::Pattern(pattern), &sets);
    }
    builder.build(&rules.terms)
}
