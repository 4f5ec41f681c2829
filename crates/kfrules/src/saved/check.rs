//! Whether what was read can be compiled rules: everything that a check relies on.

use crate::pack::{FURTHEST, MOST_GROUPS, MOST_MESSAGES};
use crate::plan::{Compiled, Plan, Role, Sound, Trigger};
use crate::rule::Rule;
use crate::text::readings::SYLLABLE_COUNT;
use crate::text::stands_for_itself;

pub(super) fn fits(rules: &Compiled) -> bool {
    let fits_rule = |&rule: &usize| rule < rules.rules.len();
    let fits_use =
        |rule: usize, role: Role| rules.plans.get(rule).is_some_and(|plan| fits_role(plan, role));
    let (terms, patterns) = (rules.terms.len(), rules.patterns.len());
    rules.plans.len() == rules.rules.len()
        && rules.rules.iter().enumerate().all(|(index, rule)| fits_public(index, rule))
        && rules.plans.iter().all(fits_plan)
        && rules.dialogues.iter().all(fits_rule)
        && rules.terms.iter().all(|term| !term.is_empty())
        && is_spelled(rules.terms.parts().0)
        && rules.uses.len() == terms
        && rules.uses.items().iter().all(|usage| fits_use(usage.rule, usage.role))
        && rules.wakes.len() == patterns
        && rules.wakes.items().iter().all(|&(_, term)| term < terms)
        && rules.latin.len() == patterns
        && rules
            .disguised
            .iter()
            .all(|word| word.term < terms && fits_sound(&word.sound, &rules.terms[word.term]))
        && rules.disguised_uses.len() == rules.disguised.len()
        && rules.disguised_uses.items().iter().all(|usage| fits_use(usage.rule, usage.role))
        && rules.number_uses.iter().all(|usage| fits_use(usage.rule, usage.role))
        && rules.pattern_uses.len() == patterns
        && rules.pattern_uses.iter().all(|&(rule, role)| fits_use(rule, role))
}

fn fits_public(index: usize, rule: &Rule) -> bool {
    rule.index == index && rule.name.is_char_boundary(rule.id_start)
}

fn fits_plan(plan: &Plan) -> bool {
    plan.gap <= FURTHEST
        && plan.unless_within <= FURTHEST
        && plan.cued.iter().all(|cued| cued.within <= FURTHEST)
        && plan.near.iter().all(|near| (2..=MOST_GROUPS).contains(&near.parts))
        && plan.near.iter().all(|near| near.within <= FURTHEST)
        && plan.near.iter().all(|near| near.awaited.iter().all(|&part| part < near.parts))
        && plan.dialogue.is_none_or(|dialogue| {
            let most = 1..=MOST_MESSAGES;
            most.contains(&dialogue.within)
                && match dialogue.trigger {
                    Trigger::Repeated { times, .. } => most.contains(&times),
                    _ => true,
                }
        })
}

/// Whether the groups that a role speaks of are there.
fn fits_role(plan: &Plan, role: Role) -> bool {
    match role {
        Role::Cued { group }
        | Role::CuedCode { group }
        | Role::Number { group }
        | Role::Cue { group } => group < plan.cued.len(),
        Role::Near { group, part } => plan.near.get(group).is_some_and(|near| part < near.parts),
        _ => true,
    }
}

fn is_spelled(term: &str) -> bool {
    term.chars().all(stands_for_itself)
}

fn fits_sound(sound: &Sound, term: &str) -> bool {
    sound.reading.as_ref().is_none_or(|reading| {
        reading.len() == term.chars().count()
            && reading.iter().all(|&one| usize::from(one) < SYLLABLE_COUNT)
    })
}
