//! The shipped evaluation set is well formed, and the rules do on it what docs/accuracy.md says.

use std::collections::{BTreeMap, HashSet};

use kfrules_tests::accuracy::shipped;

#[test]
fn the_set_is_large_and_says_nothing_twice() {
    let (evasions, ordinary) = shipped();
    let evasive: Vec<&String> = evasions.set.iter().flat_map(|set| &set.texts).collect();
    let plain: Vec<&String> = ordinary.set.iter().flat_map(|set| &set.texts).collect();
    assert!(evasive.len() >= 400, "{} evasions", evasive.len());
    assert!(plain.len() >= 600, "{} ordinary lines", plain.len());
    let mut known = HashSet::new();
    for text in evasive.into_iter().chain(plain) {
        assert!(known.insert(text), "twice: {text}");
    }
}

#[test]
fn every_mechanism_has_enough_lines() {
    let (evasions, _) = shipped();
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for set in &evasions.set {
        *lines.entry(&set.mechanism).or_default() += set.texts.len();
    }
    assert!(lines.len() >= 20, "{} mechanisms", lines.len());
    for (mechanism, lines) in lines {
        assert!(lines >= 12, "{mechanism}: {lines} lines");
    }
}
