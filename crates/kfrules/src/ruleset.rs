//! The rules that every check reads and none changes.

use std::fmt;
use std::sync::Arc;

use crate::error::Error;
use crate::plan::Compiled;
use crate::rule::Rule;
use crate::saved;
use crate::search::Search;

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
pub struct Ruleset(Arc<Inner>);

struct Inner {
    compiled: Compiled,
    search: Search,
}

impl Ruleset {
    pub(crate) fn new(compiled: Compiled) -> Result<Ruleset, Error> {
        let search = Search::new(&compiled)?;
        Ok(Ruleset(Arc::new(Inner { compiled, search })))
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        &self.0.compiled
    }

    pub(crate) fn search(&self) -> &Search {
        &self.0.search
    }

    /// The rules as bytes, for [`Ruleset::load`] of this version of the library: what takes long is
    /// done once, and packs need not be at hand.
    ///
    /// It is for keeping what was compiled, not for passing rules on: another version may refuse it.
    /// Keep the packs.
    ///
    /// ```
    /// use kfrules::Ruleset;
    ///
    /// let rules = Ruleset::builder().platform("pdd").disable("contact.qq").compile()?;
    /// let loaded = Ruleset::load(&rules.save())?;
    /// assert_eq!(loaded.check("加我微信")[0].rule.name(), "pdd/contact.wechat");
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        saved::save(&self.0.compiled)
    }

    /// The rules that were saved as these bytes. They answer just as those that were saved.
    ///
    /// Whatever the bytes are, this takes time and memory in proportion to their number.
    ///
    /// # Errors
    ///
    /// If the bytes are no saved ruleset, were saved by another version of the library, or are
    /// damaged.
    pub fn load(bytes: &[u8]) -> Result<Ruleset, Error> {
        saved::load(bytes).and_then(Ruleset::new)
    }

    /// Whether these bytes begin as those of a saved ruleset do, so that a program can take a ruleset
    /// where it takes a pack.
    ///
    /// ```
    /// use kfrules::Ruleset;
    ///
    /// assert!(Ruleset::is_saved(&Ruleset::platform("pdd")?.save()));
    /// assert!(!Ruleset::is_saved(b"id = \"shop\""));
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn is_saved(bytes: &[u8]) -> bool {
        bytes.starts_with(&saved::MAGIC)
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
        &self.0.compiled.id
    }

    /// All rules, in the order of their packs.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.0.compiled.rules
    }

    /// The rule of this name (`pdd/contact.wechat`) or id (`contact.wechat`); by id, the last one.
    #[must_use]
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules().iter().rev().find(|rule| rule.name() == name || rule.id() == name)
    }
}

impl fmt::Debug for Ruleset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ruleset({}, {} rules)", self.id(), self.rules().len())
    }
}
