//! A ruleset with room to work in.

use std::fmt;

use crate::error::Error;
use crate::judge::{Finding, Judge, Message};
use crate::rule::Sender;
use crate::ruleset::Ruleset;
use crate::scan::{Patterns, PatternsCache};
use crate::text::View;
use crate::violation::Violations;

/// Checks many messages with one ruleset; one a thread. Once warm it does not allocate on a message
/// that mentions nothing.
///
/// ```
/// use kfrules::{Checker, Ruleset, Sender};
///
/// let mut checker = Checker::new(&Ruleset::platform("pdd")?);
/// assert_eq!(checker.check("今天就给您发货哦").len(), 0);
/// assert_eq!(checker.check("加我微信").len(), 1);
/// // What the customer writes is not the shop's fault.
/// assert_eq!(checker.check_from(Sender::Customer, "加我微信").len(), 0);
/// # Ok::<(), kfrules::Error>(())
/// ```
pub struct Checker {
    rules: Ruleset,
    view: View,
    judge: Judge,
    patterns: Option<PatternsCache>,
    findings: Vec<Finding>,
}

impl Checker {
    /// A checker of its own room; the ruleset is shared.
    #[must_use]
    pub fn new(rules: &Ruleset) -> Checker {
        Checker {
            rules: rules.clone(),
            view: View::default(),
            judge: Judge::default(),
            patterns: rules.0.patterns.as_ref().map(Patterns::cache),
            findings: Vec::new(),
        }
    }

    /// The ruleset it checks by.
    #[must_use]
    pub fn rules(&self) -> &Ruleset {
        &self.rules
    }

    /// Checks a message of a human agent.
    pub fn check<'a>(&'a mut self, text: &'a str) -> Violations<'a> {
        self.check_from(Sender::Agent, text)
    }

    /// Checks a message of any sender.
    pub fn check_from<'a>(&'a mut self, sender: Sender, text: &'a str) -> Violations<'a> {
        self.find(sender, text.as_bytes()).expect("a str is UTF-8");
        self.violations(text.as_bytes())
    }

    /// Checks a message whose encoding is not known to be right; it is validated in the same pass.
    ///
    /// # Errors
    ///
    /// If the bytes are not UTF-8; [`Error::offset`] tells where.
    ///
    /// ```
    /// use kfrules::{Ruleset, Sender};
    ///
    /// let mut checker = Ruleset::platform("pdd")?.checker();
    /// let error = checker.check_bytes(Sender::Agent, b"ok \xFF").unwrap_err();
    /// assert_eq!(error.offset(), Some(3));
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    pub fn check_bytes<'a>(
        &'a mut self,
        sender: Sender,
        text: &'a [u8],
    ) -> Result<Violations<'a>, Error> {
        self.find(sender, text).map_err(Error::utf8)?;
        Ok(self.violations(text))
    }

    /// Spells, scans and judges; on `Err`, the offset of the first byte that is not UTF-8.
    pub(crate) fn find(&mut self, sender: Sender, text: &[u8]) -> Result<(), usize> {
        self.findings.clear();
        self.judge.clear();
        self.view.spell(text)?;
        let rules = &*self.rules.0;
        let message = Message { original: text, view: &self.view, sender };
        rules.terms.scan(message.view, |hit| self.judge.take_word(rules, message, hit));
        if let (Some(patterns), Some(cache)) = (&rules.patterns, &mut self.patterns) {
            patterns.scan(message.view, cache, |hit| self.judge.take_pattern(rules, message, hit));
        }
        self.judge.judge(rules, message, &mut self.findings);
        Ok(())
    }

    fn violations<'a>(&'a self, text: &'a [u8]) -> Violations<'a> {
        Violations::new(&self.rules.0, &self.view, text, &self.findings)
    }
}

impl fmt::Debug for Checker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").field("rules", &self.rules).finish_non_exhaustive()
    }
}
