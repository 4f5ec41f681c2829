//! What the engines of one bench look for, in the form that each of them takes.

use std::collections::BTreeMap;

use kfrules::Via;

/// Terms, and the platform if they are its words.
pub(crate) struct Subject {
    terms: Vec<String>,
    platform: Option<String>,
}

impl Subject {
    pub(crate) fn words(terms: Vec<String>) -> Subject {
        Subject { terms, platform: None }
    }

    /// A bundled platform; its terms are the literal words of its rules.
    pub(crate) fn platform(id: &str) -> Result<Subject, String> {
        let mut words = Words::default();
        words.add_pack(id)?;
        words.found.sort();
        words.found.dedup();
        Ok(Subject { terms: words.found, platform: Some(id.to_owned()) })
    }

    pub(crate) fn terms(&self) -> &[String] {
        &self.terms
    }

    pub(crate) fn platform_id(&self) -> Option<&str> {
        self.platform.as_deref()
    }

    /// A pack of one rule that looks for the terms.
    pub(crate) fn pack(&self, reach: Via) -> String {
        let words: String = self.terms.iter().map(|term| format!("'{term}',\n")).collect();
        // Only what is seen through sound is weighed against ordinary words: the other engines count
        // every hit.
        let guard = if reach == Via::Sound { "normal" } else { "off" };
        let reach = reach.as_str();
        let first = &self.terms[0];
        format!(
            "id = 'bench'\ntitle = 'bench'\n[[rule]]\nid = 'wording.terms'\nseverity = 'error'\n\
             message = '请换一种说法'\nsuggestion = '请换一种说法'\n\
             sources = [{{ document = 'bench' }}]\nreach = '{reach}'\nguard = '{guard}'\nhits = ['{first}']\n\
             passes = ['好']\nwords = [\n{words}]\n"
        )
    }
}

/// Gathers the literal words of bundled packs: every string that a rule matches as it stands.
#[derive(Default)]
struct Words {
    lists: BTreeMap<String, Vec<String>>,
    found: Vec<String>,
}

impl Words {
    fn add_pack(&mut self, id: &str) -> Result<(), String> {
        let (_, source) = kfrules_packs::PACKS
            .iter()
            .find(|(name, _)| *name == id)
            .ok_or_else(|| format!("no bundled pack {id}"))?;
        let pack: toml::Table = source.parse().map_err(|error| format!("{id}: {error}"))?;
        for base in strings(pack.get("extends")) {
            self.add_pack(&base)?;
        }
        for (name, words) in pack.get("lists").and_then(toml::Value::as_table).into_iter().flatten()
        {
            self.lists.insert(name.clone(), strings(Some(words)));
        }
        for rule in tables(pack.get("rule")) {
            self.add_keys(rule, &["words", "codes", "clauses"]);
            for cued in tables(rule.get("cued")) {
                self.add_keys(cued, &["words", "codes"]);
            }
            for near in tables(rule.get("near")) {
                self.add_keys(near, &["all"]);
            }
        }
        Ok(())
    }

    fn add_keys(&mut self, table: &toml::Table, keys: &[&str]) {
        for word in keys.iter().flat_map(|key| strings(table.get(*key))) {
            match word.strip_prefix('@').and_then(|name| self.lists.get(name)) {
                Some(list) => {
                    self.found
                        .extend(list.iter().map(|word| word.trim_start_matches('~').to_owned()));
                }
                None => self.found.push(word.trim_start_matches('~').to_owned()),
            }
        }
    }
}

fn tables(value: Option<&toml::Value>) -> impl Iterator<Item = &toml::Table> {
    value.and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_table)
}

/// The strings of an array, also of arrays in it.
fn strings(value: Option<&toml::Value>) -> Vec<String> {
    match value {
        Some(toml::Value::String(text)) => vec![text.clone()],
        Some(toml::Value::Array(items)) => {
            items.iter().flat_map(|item| strings(Some(item))).collect()
        }
        _ => Vec::new(),
    }
}
