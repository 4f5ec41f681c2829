//! Rules held to their own examples.

use std::fmt;

use crate::checker::Checker;
use crate::dialogue::Script;
use crate::error::Error;
use crate::rule::{Rule, Sender, Severity};
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

/// The gravest finding of a rule in one of its examples, with the words it is found at.
fn found(
    checker: &mut Checker,
    rule: &Rule,
    sender: Sender,
    example: &str,
) -> Result<Option<(Severity, String)>, Error> {
    // A rule for split messages gives them as a dialogue.
    if rule.reads_dialogue() || example.contains('\n') && Script::new(example).is_ok() {
        return Ok(Script::new(example)?.check(checker, rule.name()));
    }
    let of_rule =
        checker.check_from(sender, example).filter(|found| found.rule.index == rule.index);
    let gravest = of_rule.max_by_key(|found| found.severity);
    Ok(gravest.map(|found| (found.severity, found.text.to_owned())))
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
                let cause = match (found(&mut checker, rule, sender, text), expected) {
                    (Err(error), _) => error.to_string(),
                    (Ok(None), None) => continue,
                    (Ok(Some((found, _))), Some(severity)) if found == severity => continue,
                    (Ok(None), Some(_)) => "must be found, but is not".to_owned(),
                    (Ok(Some((_, words))), None) => format!("must pass, but \"{words}\" is found"),
                    (Ok(Some((found, _))), Some(severity)) => {
                        format!("must be found as {severity}, but is found as {found}")
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
