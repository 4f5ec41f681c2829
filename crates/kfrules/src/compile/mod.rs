//! Packs to rules that are ready to be saved, or to be searched for.

mod awaited;
pub(crate) mod base;
mod compiler;
mod edges;
mod gather;
mod measure;
mod needs;
pub(crate) mod pattern;
mod replace;
mod terms;
pub(crate) mod unfold;

use base::Base;
use compiler::Compiler;
use gather::{Body, Gathered};

use crate::error::Error;
use crate::pack::{Pack, is_date};
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
    /// Compiles the packs, onto the base if there is one that fits. `try_pattern` tells what is wrong
    /// with a pattern of a pack that does not come with the library.
    pub(crate) fn compile(
        &self,
        base: Option<Base>,
        try_pattern: &dyn Fn(&str) -> Result<(), Error>,
    ) -> Result<Compiled, Error> {
        if let Some(day) = self.day.as_deref().filter(|day| !is_date(day)) {
            return Err(Error::new(format!("\"{day}\" is not a date as 2024-05-01")));
        }
        let mut gathered = Gathered::new(self, base)?;
        for id in &self.disabled {
            if !gathered.remove(id) {
                return Err(Error::new(format!("no rule `{id}` to disable")));
            }
        }
        gathered.rules.retain(|entry| match &entry.body {
            Body::Written(rule) => self.is_in_force(rule.since.as_deref(), rule.until.as_deref()),
            Body::Compiled(_) => true,
        });
        measure::measure(&gathered)?;
        Compiler::new(try_pattern).compile(gathered)
    }

    fn is_in_force(&self, since: Option<&str>, until: Option<&str>) -> bool {
        match self.day.as_deref() {
            // Dates of this form compare as text.
            Some(day) => {
                since.is_none_or(|since| since <= day) && until.is_none_or(|until| until >= day)
            }
            None => until.is_none(),
        }
    }
}
