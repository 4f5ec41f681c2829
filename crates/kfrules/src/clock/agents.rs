//! Names of agents, and the numbers that stand for them.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Stands for the name of an agent; the first is 1.
pub(super) type Agent = NonZeroU32;

/// All agents that were named.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Agents {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, Agent>,
}

impl Agents {
    /// The number of a name, which is likely that of `before`; `None` for no name.
    pub(super) fn number(&mut self, name: &str, before: Option<Agent>) -> Option<Agent> {
        if name.is_empty() {
            return None;
        }
        if self.name(before).is_some_and(|known| **known == *name) {
            return before;
        }
        if let Some(&number) = self.numbers.get(name) {
            return Some(number);
        }
        let new: Arc<str> = name.into();
        let number = u32::try_from(self.names.len() + 1).ok().and_then(Agent::new)?;
        self.names.push(new.clone());
        self.numbers.insert(new, number);
        Some(number)
    }

    pub(super) fn name(&self, number: Option<Agent>) -> Option<&Arc<str>> {
        number.and_then(|number| self.names.get(number.get() as usize - 1))
    }
}
