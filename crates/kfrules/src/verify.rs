//! Rules held to their own examples.

use std::fmt;

use crate::rule::Severity;
use crate::ruleset::Ruleset;

/// An example of a rule that does not come out as the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The rule's name: `pdd/contact.wechat`.
    pub rule: String,
    /// The text of the example.
    pub example: String,
    /// What was expected and what came.
    pub cause: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: \"{}\" {}", self.rule, self.example, self.cause)
    }
}

impl Ruleset {
    /// Runs every rule's own examples: `hits` must break it at its severity, `denied` must be found
    /// as info, `passes` must not be found by it. Empty if all come out right.
    ///
    /// ```
    /// assert!(kfrules::Ruleset::platform("jd")?.verify().is_empty());
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn verify(&self) -> Vec<Failure> {
        let mut failures = Vec::new();
        let mut checker = self.checker();
        for rule in self.rules() {
            let Some(&sender) = rule.senders().first() else { continue };
            let expectations = (rule.hits().iter().map(|text| (text, Some(rule.severity()))))
                .chain(rule.denied().iter().map(|text| (text, Some(Severity::Info))))
                .chain(rule.passes().iter().map(|text| (text, None)));
            for (text, expected) in expectations {
                let found = checker
                    .check_from(sender, text)
                    .filter(|violation| violation.rule.name() == rule.name())
                    .max_by_key(|violation| violation.severity);
                let cause = match (found, expected) {
                    (None, None) => continue,
                    (Some(found), Some(severity)) if found.severity == severity => continue,
                    (None, Some(_)) => "must be found, but is not".to_owned(),
                    (Some(found), None) => format!("must pass, but \"{}\" is found", found.text),
                    (Some(found), Some(severity)) => {
                        format!("must be found as {severity}, but is found as {}", found.severity)
                    }
                };
                failures.push(Failure {
                    rule: rule.name().to_owned(),
                    example: text.clone(),
                    cause,
                });
            }
        }
        failures
    }
}
