//! Terms written so that a plain search does not find them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::random::Random;

/// `recipes/disguise.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    pub(super) seed: u64,
    /// Of a hundred characters that have other forms, how many take one.
    form_percent: usize,
    /// Of a hundred places between two characters, how many are filled.
    filled_percent: usize,
    /// What a place is filled with.
    fillings: Vec<String>,
    forms: BTreeMap<char, Vec<String>>,
}

impl Recipe {
    /// The term in other forms, with something between its characters.
    pub(crate) fn put_on(&self, term: &str, random: &mut Random) -> String {
        let mut disguised = String::new();
        for c in term.chars() {
            if !disguised.is_empty() && random.percent(self.filled_percent) {
                disguised.push_str(random.pick::<String>(&self.fillings));
            }
            match self.forms.get(&c) {
                Some(forms) if random.percent(self.form_percent) => {
                    disguised.push_str(random.pick::<String>(forms));
                }
                _ => disguised.push(c),
            }
        }
        disguised
    }
}
