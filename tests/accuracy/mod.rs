//! How much of an invented evaluation set is found, by the way lines are disguised, and how much of
//! ordinary talk is flagged, by what it tempts.

use std::collections::BTreeMap;
use std::path::Path;

use kfrules::{Checker, Ruleset, Severity};
use serde::Deserialize;

/// Lines that break a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evasions {
    /// In groups of one kind.
    pub set: Vec<EvasionSet>,
}

/// Lines that are disguised in one way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvasionSet {
    /// How they are disguised.
    pub mechanism: String,
    /// The category of the rule they break.
    pub category: String,
    /// The rule they break, where one is meant.
    pub rule: Option<String>,
    /// The platform whose rules are asked; `pdd` unless said.
    pub platform: Option<String>,
    /// The least severity at which a line counts as found; `warning` unless said.
    pub least: Option<Severity>,
    /// The lines.
    pub texts: Vec<String>,
}

/// Lines that break no rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordinary {
    /// In groups of one kind.
    pub set: Vec<OrdinarySet>,
}

/// Lines of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrdinarySet {
    /// What they tempt, or `none`.
    pub trap: String,
    /// Who would say them.
    pub who: String,
    /// The platform whose rules are asked; `pdd` unless said.
    pub platform: Option<String>,
    /// The lines.
    pub texts: Vec<String>,
}

/// The shipped evaluation set.
///
/// # Panics
///
/// If it cannot be read.
#[must_use]
pub fn shipped() -> (Evasions, Ordinary) {
    fn read<T: for<'a> Deserialize<'a>>(name: &str) -> T {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("accuracy").join(name);
        let text = std::fs::read_to_string(&path).expect("the evaluation set is there");
        toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
    (read("evasions.toml"), read("ordinary.toml"))
}

/// How many lines of one kind are flagged, and which lines stand out: evasions that are missed,
/// ordinary lines that are flagged (with what was found).
#[derive(Debug, Default)]
pub struct Score {
    /// All lines of this kind.
    pub lines: usize,
    /// Those with a warning or an error, or of the least severity that counts.
    pub flagged: usize,
    /// The lines that came out wrong.
    pub wrong: Vec<String>,
}

/// What was measured, by mechanism and by trap.
#[derive(Debug, Default)]
pub struct Measured {
    /// Lines that break a rule: `flagged` are found, in the category they belong to.
    pub evasions: BTreeMap<String, Score>,
    /// Lines that break none: `flagged` are false alarms.
    pub ordinary: BTreeMap<String, Score>,
}

impl Measured {
    /// All kinds of evasions together.
    #[must_use]
    pub fn all_evasions(&self) -> (usize, usize) {
        total(&self.evasions)
    }

    /// All kinds of ordinary lines together.
    #[must_use]
    pub fn all_ordinary(&self) -> (usize, usize) {
        total(&self.ordinary)
    }
}

/// Flagged lines and all lines.
fn total(scores: &BTreeMap<String, Score>) -> (usize, usize) {
    scores
        .values()
        .fold((0, 0), |(flagged, lines), score| (flagged + score.flagged, lines + score.lines))
}

/// Checks the whole set.
///
/// # Panics
///
/// If a platform does not exist.
#[must_use]
pub fn measure(evasions: &Evasions, ordinary: &Ordinary) -> Measured {
    let mut checkers = Checkers::default();
    let mut measured = Measured::default();
    for set in &evasions.set {
        let score = measured.evasions.entry(set.mechanism.clone()).or_default();
        for text in &set.texts {
            let least = set.least.unwrap_or(Severity::Warning);
            let found = checkers.flags(set.platform.as_deref(), text, least);
            score.lines += 1;
            if found.iter().any(|flag| flag.category == set.category) {
                score.flagged += 1;
            } else {
                score.wrong.push(format!("{text}  [{}]", set.category));
            }
        }
    }
    for set in &ordinary.set {
        let score = measured.ordinary.entry(set.trap.clone()).or_default();
        for text in &set.texts {
            let found = checkers.flags(set.platform.as_deref(), text, Severity::Warning);
            score.lines += 1;
            if let Some(flag) = found.first() {
                score.flagged += 1;
                score.wrong.push(format!("{text}  [{}]", flag.shown));
            }
        }
    }
    measured
}

/// One checker a platform.
#[derive(Default)]
struct Checkers(BTreeMap<String, Checker>);

/// What was found.
struct Flag {
    category: String,
    shown: String,
}

impl Checkers {
    fn flags(&mut self, platform: Option<&str>, text: &str, least: Severity) -> Vec<Flag> {
        let platform = platform.unwrap_or("pdd");
        let checker = self
            .0
            .entry(platform.to_owned())
            .or_insert_with(|| Ruleset::platform(platform).expect("a bundled platform").checker());
        checker
            .check(text)
            .filter(|violation| violation.severity >= least)
            .map(|violation| Flag {
                category: violation.rule.category().to_owned(),
                shown: format!("{} {} {}", violation.rule.id(), violation.via, violation.text),
            })
            .collect()
    }
}
