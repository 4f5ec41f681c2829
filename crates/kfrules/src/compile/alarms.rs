//! Which words wake the rules: of what must be met together, the rarest.

use std::collections::BTreeMap;

use crate::plan::{Plan, Role, Use};
use crate::scan::{Alarms, AlarmsBuilder, Rings, rarity};

/// Of the parts of a near rule, as many are waited for.
const MOST_PARTS: usize = 3;
/// A part that is met in more places is not worth waiting for.
const TOO_FREQUENT: f32 = 0.02;

/// Sets up what the terms of the rules set off; `wakes` has the terms that wake each pattern together,
/// and `splits` those that may be a hanzi in parts.
pub(super) fn alarms(
    plans: &[Plan],
    uses: &[Vec<Use>],
    wakes: &[Vec<Vec<usize>>],
    splits: Vec<usize>,
) -> Alarms {
    let mut builder = AlarmsBuilder::default();
    let (mut single, mut of_dialogues) = (Vec::new(), Vec::new());
    // By rule and group, the terms of each part.
    let mut near: BTreeMap<(usize, usize), Vec<Part>> = BTreeMap::new();
    for (term, uses) in uses.iter().enumerate() {
        for usage in uses {
            match usage.role {
                Role::Near { group, part } if plans[usage.rule].dialogue.is_none() => {
                    let parts = near.entry((usage.rule, group)).or_default();
                    if parts.len() <= part {
                        parts.resize_with(part + 1, Part::default);
                    }
                    parts[part].add(term, &usage.written.plain);
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
    builder.add(Rings::Disguises, &[splits]);
    for parts in near.into_values() {
        builder.add(Rings::Rules, &rarest(parts));
    }
    for (pattern, sets) in wakes.iter().enumerate().filter(|(_, sets)| !sets.is_empty()) {
        builder.add(Rings::Pattern(pattern), sets);
    }
    builder.build(uses.len())
}

/// The words of one part of a near rule.
#[derive(Default)]
struct Part {
    terms: Vec<usize>,
    rate: f32,
}

impl Part {
    fn add(&mut self, term: usize, plain: &str) {
        self.terms.push(term);
        self.rate += rarity::of_word(plain);
    }
}

/// The parts that are met least often.
fn rarest(mut parts: Vec<Part>) -> Vec<Vec<usize>> {
    parts.sort_by(|one, other| one.rate.total_cmp(&other.rate));
    let helpful = parts.iter().take(MOST_PARTS).take_while(|part| part.rate < TOO_FREQUENT).count();
    parts.truncate(helpful.max(1));
    parts.into_iter().map(|part| part.terms).collect()
}

/// Whether a dialogue rule hears something where this is met.
fn wakes_dialogues(role: Role) -> bool {
    !matches!(role, Role::Except | Role::Unless | Role::UnlessAfter)
}
