//! The facts that the project started from, and what of the library cites them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kfrules::{DEADLINES, Profile, Rule, Ruleset, SHARES};
use serde::Deserialize;

use crate::platform::{common, differs};

/// Everything in `data/facts.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Facts {
    #[serde(rename = "fact")]
    pub(crate) facts: Vec<Fact>,
    #[serde(rename = "conflict")]
    pub(crate) conflicts: Vec<Conflict>,
}

/// One statement of a source.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub(crate) number: u32,
    /// Empty if the source names none.
    pub(crate) platform: String,
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) text: String,
    /// Why it cannot be checked from chat.
    pub(crate) reason: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Content,
    Conduct,
    Clock,
    Deadline,
    Information,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Kind::Content => "content",
            Kind::Conduct => "conduct",
            Kind::Clock => "clock",
            Kind::Deadline => "deadline",
            Kind::Information => "information",
        }
    }
}

/// Where sources contradict each other, and the reading that was taken.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conflict {
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) facts: Vec<u32>,
    pub(crate) reading: String,
    pub(crate) why: String,
}

/// What puts a fact to work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Work {
    Rule { platform: &'static str, id: String },
    Profile(String),
    Deadline(&'static str),
    Share(&'static str),
    Function(&'static str),
}

/// Facts that are code rather than data.
const FUNCTIONS: [(&str, &[u32]); 1] = [("is_price_change_allowed", &[29, 30])];

pub(crate) fn read(path: &Path) -> Result<Facts, String> {
    let place = path.display();
    let source = fs::read_to_string(path).map_err(|error| format!("{place}: {error}"))?;
    toml::from_str(&source).map_err(|error| format!("{place}: {error}"))
}

/// All that cites a fact, in the rules of the fact's own platform where it has one.
pub(crate) fn works(fact: &Fact, rulesets: &[(&'static str, Ruleset)]) -> BTreeSet<Work> {
    let number = fact.number;
    let common = common(rulesets);
    let mut works = BTreeSet::new();
    for (platform, rules) in rulesets {
        let concerns = fact.platform.is_empty() || fact.platform == *platform;
        for rule in rules.rules().iter().filter(|rule| concerns && cites(rule, number)) {
            // A rule stands on the page of `common`, unless the platform's is another.
            let platform = if differs(rule, common) { platform } else { "common" };
            works.insert(Work::Rule { platform, id: rule.id().to_owned() });
        }
    }
    for profile in Profile::ids().filter_map(|id| Profile::bundled(id).ok()) {
        if profile.sources().iter().any(|source| source.facts.contains(&number)) {
            works.insert(Work::Profile(profile.id().to_owned()));
        }
    }
    let deadlines = DEADLINES.iter().filter(|deadline| deadline.facts.contains(&number));
    works.extend(deadlines.map(|deadline| Work::Deadline(deadline.id)));
    let shares = SHARES.iter().filter(|share| share.facts.contains(&number));
    works.extend(shares.map(|share| Work::Share(share.id)));
    let functions = FUNCTIONS.iter().filter(|(_, facts)| facts.contains(&number));
    works.extend(functions.map(|(name, _)| Work::Function(name)));
    works
}

fn cites(rule: &Rule, number: u32) -> bool {
    rule.sources().iter().any(|source| source.facts.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::{Facts, cites, read, works};
    use crate::{root, rulesets};
    use kfrules::{DEADLINES, Profile, SHARES};

    fn facts() -> Facts {
        read(&root().join("data/facts.toml")).expect("readable")
    }

    #[test]
    fn numbers_run_from_one_without_a_gap() {
        let numbers: Vec<u32> = facts().facts.iter().map(|fact| fact.number).collect();
        assert_eq!(numbers, (1..=146).collect::<Vec<_>>());
        let conflicts: Vec<u32> = facts().conflicts.iter().map(|one| one.number).collect();
        assert_eq!(conflicts, (1..=16).collect::<Vec<_>>());
    }

    #[test]
    fn every_fact_has_a_rule_or_a_reason() {
        let rulesets = rulesets().expect("compile");
        for fact in facts().facts {
            let has_fate = !works(&fact, &rulesets).is_empty() || fact.reason.is_some();
            assert!(has_fate, "fact {} is neither put to work nor excused", fact.number);
        }
    }

    #[test]
    fn nothing_cites_a_fact_that_is_not_there() {
        let known = |number: &u32| (1..=146).contains(number);
        for (_, rules) in rulesets().expect("compile") {
            for rule in rules.rules() {
                let mut cited = rule.sources().iter().flat_map(|source| &source.facts);
                assert!(cited.all(known), "{}", rule.name());
            }
        }
        for id in Profile::ids() {
            let profile = Profile::bundled(id).expect("bundled");
            assert!(profile.sources().iter().flat_map(|s| &s.facts).all(known), "{id}");
        }
        assert!(DEADLINES.iter().all(|deadline| deadline.facts.iter().all(known)));
        assert!(SHARES.iter().flat_map(|share| share.facts).all(known));
        assert!(facts().conflicts.iter().flat_map(|conflict| &conflict.facts).all(known));
    }

    #[test]
    fn what_cites_a_fact_has_examples() {
        for (_, rules) in rulesets().expect("compile") {
            for rule in rules.rules() {
                let citing = (1..=146).any(|number| cites(rule, number));
                let has_examples = rule.hits().len() >= 2 && rule.passes().len() >= 2;
                assert!(!citing || has_examples, "{}", rule.name());
            }
        }
    }
}
