//! Which words wake the rules: of what must be met together, the rarest.

use std::collections::BTreeMap;

use crate::plan::{Compiled, Role};
use crate::scan::{Alarms, AlarmsBuilder, Rings};
use crate::text::rarity;

/// Of the parts of a near rule, as many are waited for.
const MOST_PARTS: usize = 3;
/// A part that is met in more places is not worth waiting for.
const TOO_FREQUENT: f32 = 0.02;

/// Sets up what the terms of the rules set off.
pub(super) fn alarms(rules: &Compiled) -> Alarms {
    let Compiled { plans, uses, .. } = rules;
    let terms = rules.terms.len();
    let mut builder = AlarmsBuilder::default();
    let mut single = Vec::new();
    // By rule and group, the terms of each part.
    let mut near: BTreeMap<(usize, usize), Vec<Part>> = BTreeMap::new();
    for term in 0..terms {
        for usage in &uses[term] {
            match usage.role {
                Role::Near { group, part } if plans[usage.rule].dialogue.is_none() => {
                    let parts = near.entry((usage.rule, group)).or_default();
                    if parts.len() <= part {
                        parts.resize_with(part + 1, Part::default);
                    }
                    parts[part].add(term, &rules.terms[term]);
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
        builder.add(Rings::Rules, &rarest(parts));
    }
    for pattern in (0..rules.patterns.len()).filter(|&pattern| !rules.wakes[pattern].is_empty()) {
        let sets = rules.wakes[pattern].chunk_by(|(one, _), (other, _)| one == other);
        let sets: Vec<Vec<usize>> =
            sets.map(|set| set.iter().map(|&(_, term)| term).collect()).collect();
        builder.add(Rings::Pattern(pattern), &sets);
    }
    builder.build(&rules.terms)
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
