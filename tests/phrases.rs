//! The phrases that 京东 forbids, word by word and changed, and polite sentences of the same words.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use kfrules::{Ruleset, Severity};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    platform: String,
    phrase: Vec<Phrase>,
    polite: Vec<Polite>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    fact: u32,
    rule: String,
    text: String,
    changed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Polite {
    texts: Vec<String>,
}

fn table() -> File {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/phrases/jd.toml");
    toml::from_str(&fs::read_to_string(path).expect("the table")).expect("well formed")
}

#[test]
fn the_table_is_complete() {
    let table = table();
    let facts: Vec<u32> = table.phrase.iter().map(|phrase| phrase.fact).collect();
    assert_eq!(facts, (58..=92).collect::<Vec<_>>(), "19 phrases and 16 paraphrases");
    for phrase in &table.phrase {
        let different: HashSet<_> =
            phrase.changed.iter().filter(|it| **it != phrase.text).collect();
        assert!(different.len() >= 4, "{}: {} changes", phrase.text, different.len());
    }
    let polite: HashSet<_> = table.polite.iter().flat_map(|polite| &polite.texts).collect();
    assert!(polite.len() >= 35, "{} polite sentences", polite.len());
}

#[test]
fn every_phrase_is_found_as_written_and_changed() {
    let table = table();
    let mut checker = Ruleset::platform(&table.platform).expect("a platform").checker();
    for phrase in &table.phrase {
        for text in std::iter::once(&phrase.text).chain(&phrase.changed) {
            let found = checker.check(text).any(|violation| {
                violation.rule.id() == phrase.rule && violation.severity >= Severity::Warning
            });
            assert!(found, "fact {}: {text:?} does not break {}", phrase.fact, phrase.rule);
        }
    }
}

#[test]
fn every_phrase_is_cited_by_its_rule() {
    let table = table();
    let rules = Ruleset::platform(&table.platform).expect("a platform");
    for phrase in &table.phrase {
        let rule = rules.rule(&phrase.rule).expect("the rule");
        let cited = rule.sources().iter().any(|source| source.facts.contains(&phrase.fact));
        assert!(cited, "{} does not cite fact {}", phrase.rule, phrase.fact);
    }
}

#[test]
fn polite_sentences_of_the_same_words_pass() {
    let table = table();
    let mut checker = Ruleset::platform(&table.platform).expect("a platform").checker();
    for text in table.polite.iter().flat_map(|polite| &polite.texts) {
        if let Some(violation) = checker.check(text).next() {
            panic!("{text:?} breaks {}: {}", violation.rule.id(), violation.text);
        }
    }
}
