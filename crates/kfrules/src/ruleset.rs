//! The compiled rules: what every check reads and none changes.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::checker::Checker;
use crate::compile::RulesetBuilder;
use crate::error::Error;
use crate::pack::{Pack, Side};
use crate::rule::{Rule, Severity};
use crate::scan::{Patterns, Terms};
use crate::violation::Violation;

/// Compiled rules of one platform, of your own packs, or of both.
///
/// Immutable, shared by all threads, cheap to clone. [`Ruleset::check`] is the short form; for many
/// messages keep one [`Checker`] a thread.
///
/// ```
/// use kfrules::Ruleset;
///
/// let rules = Ruleset::platform("pdd")?;
/// let found = rules.check("亲，加我微*信 abc12345");
/// assert_eq!(found[0].rule.name(), "pdd/contact.wechat");
/// assert_eq!(found[0].text, "微*信");
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone)]
pub struct Ruleset(pub(crate) Arc<Compiled>);

pub(crate) struct Compiled {
    pub(crate) id: String,
    pub(crate) rules: Vec<Rule>,
    /// How each rule judges, in the order of `rules`.
    pub(crate) plans: Vec<Plan>,
    pub(crate) terms: Terms,
    /// What each term is to the rules, by term.
    pub(crate) uses: Vec<Vec<Use>>,
    pub(crate) patterns: Option<Patterns>,
    /// What each pattern is to its rule, by pattern.
    pub(crate) pattern_uses: Vec<(usize, Role)>,
}

/// What a term is to one rule.
pub(crate) struct Use {
    pub(crate) rule: usize,
    pub(crate) role: Role,
    pub(crate) written: Written,
}

/// A word as its rule writes it.
pub(crate) struct Written {
    pub(crate) text: String,
    /// The gaps between its symbols, if it has noise of its own.
    pub(crate) gaps: Option<Vec<usize>>,
}

/// What a word or a pattern is for. The order is the order in which `judge` takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Except,
    Word,
    Code,
    Clause,
    Cued { group: usize },
    CuedCode { group: usize },
    Cue { group: usize },
    Near { group: usize, part: usize },
    Unless,
    UnlessAfter,
}

/// The numbers by which a rule judges.
pub(crate) struct Plan {
    pub(crate) gap: usize,
    pub(crate) cued: Vec<Cued>,
    pub(crate) near: Vec<Near>,
    pub(crate) unless_within: usize,
}

pub(crate) struct Cued {
    pub(crate) side: Side,
    pub(crate) within: usize,
    /// Cues that are noise, such as `+`: they must touch the word.
    pub(crate) signs: Vec<char>,
}

pub(crate) struct Near {
    pub(crate) parts: usize,
    pub(crate) within: usize,
    pub(crate) ordered: bool,
}

impl Ruleset {
    /// The bundled rules of a platform: one of [`PLATFORMS`](crate::PLATFORMS).
    ///
    /// # Errors
    ///
    /// If there is no such platform.
    pub fn platform(id: &str) -> Result<Ruleset, Error> {
        Ruleset::builder().platform(id).compile()
    }

    /// The rules of one pack and of the packs it extends.
    ///
    /// # Errors
    ///
    /// If a word is empty once folded, a pattern is not valid or too large, or a name points
    /// nowhere. The error names file, line and rule.
    pub fn compile(pack: Pack) -> Result<Ruleset, Error> {
        Ruleset::builder().pack(pack).compile()
    }

    /// Puts several packs together.
    pub fn builder() -> RulesetBuilder {
        RulesetBuilder::default()
    }

    /// The platform asked for, or the first own pack's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// All rules, in the order of their packs.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.0.rules
    }

    /// The rule of this name (`pdd/contact.wechat`) or id (`contact.wechat`); by id, the last one.
    #[must_use]
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.0.rules.iter().rev().find(|rule| rule.name() == name || rule.id() == name)
    }

    /// Room to check many messages in, for one thread.
    #[must_use]
    pub fn checker(&self) -> Checker {
        Checker::new(self)
    }

    /// Checks one message of a human agent. Never fails and never panics.
    #[must_use]
    pub fn check<'a>(&'a self, text: &'a str) -> Vec<Violation<'a>> {
        let mut checker = Checker::new(self);
        let found = checker.check(text);
        // The findings outlive the checker: point them at this ruleset's rules.
        found.map(|violation| self.owned(violation, text)).collect()
    }

    /// The same violation, borrowed from this ruleset and `text` alone.
    fn owned<'a>(&'a self, violation: Violation<'_>, text: &'a str) -> Violation<'a> {
        let rule = &self.0.rules[violation.rule.index];
        Violation { rule, text: &text[violation.bytes.range()], ..violation }
    }

    /// The message with every character of its errors and warnings covered.
    ///
    /// ```
    /// let rules = kfrules::Ruleset::platform("pdd")?;
    /// assert_eq!(rules.mask("加我微 信哦", '*'), "加我***哦");
    /// assert_eq!(rules.mask("今天发货", '*'), "今天发货");
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn mask<'a>(&self, text: &'a str, cover: char) -> Cow<'a, str> {
        let mut masked = String::new();
        let mut copied = 0;
        for violation in self.check(text) {
            let span = violation.bytes;
            if violation.severity < Severity::Warning || span.end <= copied {
                continue;
            }
            let start = span.start.max(copied);
            masked.push_str(&text[copied..start]);
            masked.extend(text[start..span.end].chars().map(|_| cover));
            copied = span.end;
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        masked.push_str(&text[copied..]);
        Cow::Owned(masked)
    }
}

impl fmt::Debug for Ruleset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ruleset({}, {} rules)", self.0.id, self.0.rules.len())
    }
}
