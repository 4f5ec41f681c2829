//! Packs to rules that are ready to be saved, or to be searched for.

mod awaited;
mod compiler;
mod gather;
mod measure;
mod needs;
pub(crate) mod pattern;
mod replace;
mod terms;
pub(crate) mod unfold;

use compiler::Compiler;
use gather::Gathered;

use crate::error::Error;
use crate::pack::{Pack, RuleText, is_date};
use crate::plan::Compiled;

/// Which packs to put together, and how.
#[derive(Debug, Default)]
pub(crate) struct Recipe {
    pub(crate) platform: Option<String>,
    pub(crate) packs: Vec<Pack>,
    pub(crate) disabled: Vec<String>,
    /// The day whose rules are wanted; the rules without an end if there is none.
    pub(crate) day: Option<String>,
}

impl Recipe {
    /// Compiles the packs. `try_pattern` tells what is wrong with a pattern of a pack that does not
    /// come with the library.
    pub(crate) fn compile(
        &self,
        try_pattern: &dyn Fn(&str) -> Result<(), Error>,
    ) -> Result<Compiled, Error> {
        if let Some(day) = self.day.as_deref().filter(|day| !is_date(day)) {
            return Err(Error::new(format!("\"{day}\" is not a date as 2024-05-01")));
        }
        let mut gathered = Gathered::new(self)?;
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
        measure::measure(&gathered)?;
        Compiler::new(try_pattern).compile(gathered)
    }
}
