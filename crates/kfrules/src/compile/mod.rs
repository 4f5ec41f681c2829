//! Packs to a ruleset.

mod alarms;
mod compiler;
mod gather;
mod replace;
pub(crate) mod unfold;

use compiler::Compiler;
use gather::Gathered;

use crate::error::Error;
use crate::pack::{Pack, RuleText, is_date};
use crate::ruleset::Ruleset;

/// Puts packs together into a [`Ruleset`].
///
/// ```
/// use kfrules::Ruleset;
///
/// let rules = Ruleset::builder().platform("taobao").disable("contact.qq").compile()?;
/// assert!(rules.rule("contact.qq").is_none());
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct RulesetBuilder {
    platform: Option<String>,
    packs: Vec<Pack>,
    disabled: Vec<String>,
    day: Option<String>,
}

impl RulesetBuilder {
    /// Adds the bundled rules of a platform.
    pub fn platform(mut self, id: impl Into<String>) -> Self {
        self.platform = Some(id.into());
        self
    }

    /// Adds a pack of your own; packs that extend one another may come in any order.
    pub fn pack(mut self, pack: Pack) -> Self {
        self.packs.push(pack);
        self
    }

    /// Leaves out a rule by its id, or all rules of a category.
    pub fn disable(mut self, rule: impl Into<String>) -> Self {
        self.disabled.push(rule.into());
        self
    }

    /// Takes the rules that were in force on a day, given as `2024-05-01`. Without it, the rules
    /// whose end is not known.
    pub fn as_of(mut self, day: impl Into<String>) -> Self {
        self.day = Some(day.into());
        self
    }

    /// Compiles the rules.
    ///
    /// # Errors
    ///
    /// As [`Ruleset::compile`], and if the platform or a disabled rule does not exist, two packs
    /// have the same id, or the day is not a date.
    pub fn compile(self) -> Result<Ruleset, Error> {
        if let Some(day) = self.day.as_deref().filter(|day| !is_date(day)) {
            return Err(Error::new(format!("\"{day}\" is not a date as 2024-05-01")));
        }
        let mut gathered = Gathered::new(&self)?;
        for id in &self.disabled {
            if !gathered.remove(id) {
                return Err(Error::new(format!("no rule `{id}` to disable")));
            }
        }
        let in_force = |rule: &RuleText| match &self.day {
            // Dates of this form compare as text.
            Some(day) => {
                rule.since.as_ref().is_none_or(|since| since <= day)
                    && rule.until.as_ref().is_none_or(|until| until >= day)
            }
            None => rule.until.is_none(),
        };
        gathered.rules.retain(|entry| in_force(&entry.text));
        Compiler::default().compile(gathered).map(Ruleset::new)
    }
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
}
