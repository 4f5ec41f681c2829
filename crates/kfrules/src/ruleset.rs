//! The rules that every check reads and none changes.

use std::fmt;
use std::sync::Arc;

use crate::plan::Compiled;
use crate::rule::Rule;

/// Compiled rules of one platform, of your own packs, or of both.
///
/// Immutable, shared by all threads, cheap to clone. [`Ruleset::check`] is the short form; for many
/// messages keep one [`Checker`](crate::Checker) a thread.
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
pub struct Ruleset(Arc<Compiled>);

impl Ruleset {
    pub(crate) fn new(compiled: Compiled) -> Ruleset {
        Ruleset(Arc::new(compiled))
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        &self.0
    }

    /// Whether these are the very same rules, compiled once, rather than two that may be equal: a
    /// helpdesk that swaps rules asks so whether a checker is out of date.
    ///
    /// ```
    /// use kfrules::Ruleset;
    ///
    /// let rules = Ruleset::platform("pdd")?;
    /// assert!(rules.is_same(rules.checker().rules()));
    /// assert!(!rules.is_same(&Ruleset::platform("pdd")?));
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn is_same(&self, other: &Ruleset) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
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
}

impl fmt::Debug for Ruleset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ruleset({}, {} rules)", self.0.id, self.0.rules.len())
    }
}
