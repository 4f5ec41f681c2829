//! Which words wake the rules.

use std::collections::BTreeMap;

use crate::plan::{Compiled, Role};
use crate::scan::{Alarms, AlarmsBuilder, Rings};

/// Sets up what the terms of the rules set off, and so many parts of hanzi that are numbered after
/// them.
pub(super) fn alarms(rules: &Compiled, parts_of_hanzi: usize) -> Alarms {
    let Compiled { plans, uses, .. } = rules;
    let terms = rules.terms.len();
    let mut builder = AlarmsBuilder::default();
    let (mut single, mut of_dialogues) = (Vec::new(), Vec::new());
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
                role if plans[usage.rule].dialogue.is_some() && wakes_dialogues(role) => {
                    of_dialogues.push(term);
                }
                role if plans[usage.rule].dialogue.is_none() && role.is_reported() => {
                    single.push(term);
                }
                _ => {}
            }
        }
    }
    builder.add(Rings::Rules, &[single]);
    builder.add(Rings::Dialogues, &[of_dialogues]);
    builder.add(Rings::Disguises, &[(terms..terms + parts_of_hanzi).collect()]);
    for parts in near.into_values() {
        builder.add(Rings::Rules, &parts);
    }
    for pattern in (0..rules.patterns.len()).filter(|&pattern| !rules.wakes[pattern].is_empty()) {
        let sets = rules.wakes[pattern].chunk_by(|(one, _), (other, _)| one == other);
        let sets: Vec<Vec<usize>> =
            sets.map(|set| set.iter().map(|&(_, term)| term).collect()).collect();
        builder.add(Rings::Pattern(pattern), &sets);
    }
    builder.build(terms + parts_of_hanzi)
}

/// Whether a dialogue rule hears something where this is met.
fn wakes_dialogues(role: Role) -> bool {
    !matches!(role, Role::Except | Role::Unless | Role::UnlessAfter)
}
