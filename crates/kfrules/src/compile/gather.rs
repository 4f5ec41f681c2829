//! The rules of several packs in one list, changed as the packs say of one another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Recipe;
use super::base::Base;
use super::unfold::Lists;
use crate::bundled;
use crate::error::Error;
use crate::limits;
use crate::pack::closest::did_you_mean;
use crate::pack::{Pack, RuleText, Word};
use crate::rule::{CATEGORIES, Rule};

/// What is compiled already is in no file.
const NOWHERE: usize = 0;

/// The rules of all packs, changed as the packs say, not yet compiled.
pub(super) struct Gathered {
    pub(super) id: String,
    /// What stands before the ids of bundled rules.
    platform: Option<String>,
    pub(super) packs: Vec<Pack>,
    pub(super) lists: Lists,
    pub(super) rules: Vec<Entry>,
    /// What the rules are taken from that are compiled already.
    pub(super) base: Option<Base>,
}

/// A rule and where it came from.
pub(super) struct Entry {
    /// In `Gathered::packs`.
    pub(super) pack: usize,
    pub(super) prefix: String,
    /// Whether it comes with the library.
    pub(super) is_bundled: bool,
    pub(super) body: Body,
    /// Words that other packs allow here: the pack, and the words.
    pub(super) allowed: Vec<(usize, Arc<Vec<Word>>)>,
}

/// A rule as it is written, or as it was compiled.
pub(super) enum Body {
    Written(Arc<RuleText>),
    /// Its `index` is still that among the base's rules.
    Compiled(Box<Rule>),
}

impl Entry {
    pub(super) fn id(&self) -> &str {
        match &self.body {
            Body::Written(text) => &text.id.text,
            Body::Compiled(rule) => rule.id(),
        }
    }

    fn is(&self, name: &str) -> bool {
        let id = self.id();
        id == name || id.split_once('.').is_some_and(|(category, _)| category == name)
    }
}

impl Gathered {
    /// With a base, its packs come from there.
    pub(super) fn new(recipe: &Recipe, base: Option<Base>) -> Result<Gathered, Error> {
        limits::at_most(limits::MOST_PACKS, recipe.packs.len(), "packs")?;
        let mut own = BTreeMap::new();
        for pack in &recipe.packs {
            if own.insert(pack.id.as_str(), pack).is_some() {
                return Err(pack.locate(Error::new(format!("two packs have the id `{}`", pack.id))));
            }
        }
        let first = recipe.packs.first().map(|pack| pack.id.as_str());
        let id = recipe.platform.as_deref().or(first).unwrap_or("empty").to_owned();
        let mut gathered = Gathered {
            id,
            platform: recipe.platform.clone(),
            packs: Vec::new(),
            lists: Lists::new(),
            rules: Vec::new(),
            base,
        };
        if let Some(platform) = &recipe.platform {
            gathered.add_bundled(platform, &own, &mut Vec::new())?;
        }
        let bundled: Vec<String> = gathered.packs.iter().map(|pack| pack.id.clone()).collect();
        for pack in &recipe.packs {
            // Taken for the bundled pack, it would be passed over.
            if bundled.contains(&pack.id) {
                let id = &pack.id;
                let cause = format!("the id `{id}` is that of a bundled pack: give yours another");
                return Err(pack.locate(Error::new(cause)));
            }
            gathered.add(pack.clone(), Some(&pack.id), &own, &mut Vec::new())?;
        }
        Ok(gathered)
    }

    /// Adds a bundled pack, compiled if it is so in the base.
    fn add_bundled(
        &mut self,
        id: &str,
        own: &BTreeMap<&str, &Pack>,
        open: &mut Vec<String>,
    ) -> Result<(), Error> {
        // The first bundled pack reached names them all: `pdd` also what it has from `common`.
        self.platform.get_or_insert_with(|| id.to_owned());
        if self.packs.iter().any(|known| known.id == id) {
            return Ok(());
        }
        let Some(base) = &mut self.base else {
            return self.add(Pack::bundled(id)?, None, own, open);
        };
        let pack = self.packs.len();
        for id in &base.outline.packs {
            self.packs.push(Pack::new(id)?);
        }
        let word = |text: String| Word { text, line: NOWHERE, column: NOWHERE };
        for (name, words) in std::mem::take(&mut base.outline.lists) {
            self.lists.insert(name, Arc::new(words.into_iter().map(word).collect()));
        }
        for rule in std::mem::take(&mut base.compiled.rules) {
            let prefix = rule.name[..rule.id_start - 1].to_owned();
            let body = Body::Compiled(Box::new(rule));
            self.rules.push(Entry { pack, prefix, is_bundled: true, body, allowed: Vec::new() });
        }
        Ok(())
    }

    /// Adds a pack after the packs it extends. `open` holds the packs that are being added.
    fn add(
        &mut self,
        pack: Pack,
        own_id: Option<&str>,
        own: &BTreeMap<&str, &Pack>,
        open: &mut Vec<String>,
    ) -> Result<(), Error> {
        if self.packs.iter().any(|known| known.id == pack.id) {
            return Ok(());
        }
        open.push(pack.id.clone());
        for base in &pack.extends {
            if open.contains(&base.text) {
                return Err(pack.error(base, format!("`{}` extends itself", base.text)));
            }
            if let Some(&known) = own.get(base.text.as_str()).filter(|_| own_id.is_some()) {
                self.add(known.clone(), Some(&known.id), own, open)?;
            } else if bundled::is_bundled(&base.text) {
                let first = self.platform.clone();
                self.add_bundled(&base.text, own, open).map_err(|error| match (first, own_id) {
                    // Bundled packs are sound; beside another platform they contradict it.
                    (Some(first), Some(_)) => {
                        let cause = format!(
                            "`{}` does not go together with `{first}`: extend one platform",
                            base.text
                        );
                        pack.error(base, cause)
                    }
                    _ => error,
                })?;
            } else {
                let names = own.keys().copied().chain(bundled::PLATFORMS);
                let hint = did_you_mean(&base.text, names);
                let cause = format!("there is no pack `{}` to extend{hint}", base.text);
                return Err(pack.error(base, cause));
            }
        }
        open.pop();
        let prefix = match (own_id, &self.platform) {
            (Some(id), _) => id.to_owned(),
            (None, Some(platform)) => platform.clone(),
            (None, None) => pack.id.clone(),
        };
        self.change(&pack)?;
        let index = self.packs.len();
        for rule in &pack.rules {
            let twin = |entry: &&Entry| entry.prefix == prefix && entry.id() == rule.id.text;
            if let Some(twin) = self.rules.iter().find(twin) {
                let base = &self.packs[twin.pack].id;
                let cause = format!("`{base}` has this rule already: change it by [[override]]");
                return Err(pack.error(&rule.id, cause).in_rule(&rule.id.text));
            }
            self.rules.push(Entry {
                pack: index,
                prefix: prefix.clone(),
                is_bundled: own_id.is_none(),
                body: Body::Written(Arc::clone(rule)),
                allowed: Vec::new(),
            });
        }
        for allow in &pack.allows {
            for name in &allow.rules {
                if !self.rules.iter().any(|entry| entry.is(&name.text)) {
                    let hint = self.did_you_mean(&name.text);
                    let cause = format!("there is no rule `{}` to allow words in{hint}", name.text);
                    return Err(pack.error(name, cause));
                }
            }
            let concerns = |entry: &Entry| {
                allow.rules.is_empty() || allow.rules.iter().any(|name| entry.is(&name.text))
            };
            let concerned = self.rules.iter().filter(|entry| concerns(entry)).count();
            let words = concerned.saturating_mul(allow.words.len());
            limits::at_most(limits::MOST_WORDS, words, "words allowed, by rule").map_err(
                |error| match allow.words.first() {
                    Some(first) => pack.locate(error.at(first)),
                    None => pack.locate(error),
                },
            )?;
            for entry in self.rules.iter_mut().filter(|entry| concerns(entry)) {
                entry.allowed.push((index, allow.words.clone()));
            }
        }
        for (name, words) in &pack.lists {
            self.lists.insert(name.clone(), words.clone());
        }
        self.packs.push(pack);
        Ok(())
    }

    /// Applies what a pack says of the rules it inherits.
    fn change(&mut self, pack: &Pack) -> Result<(), Error> {
        for name in &pack.disable {
            if !self.remove(&name.text) {
                let hint = self.did_you_mean(&name.text);
                let cause = format!("there is no inherited rule `{}` to disable{hint}", name.text);
                return Err(pack.error(name, cause));
            }
        }
        for change in &pack.overrides {
            let mut known = false;
            let is_meant = |entry: &&mut Entry| entry.id() == change.rule.text;
            for entry in self.rules.iter_mut().filter(is_meant) {
                known = true;
                let (severity, message, suggestion, sources) = match &mut entry.body {
                    Body::Written(it) => {
                        let it = Arc::make_mut(it);
                        (&mut it.severity, &mut it.message, &mut it.suggestion, &mut it.sources)
                    }
                    Body::Compiled(it) => {
                        (&mut it.severity, &mut it.message, &mut it.suggestion, &mut it.sources)
                    }
                };
                *severity = change.severity.unwrap_or(*severity);
                replace(message, change.message.as_ref());
                replace(suggestion, change.suggestion.as_ref());
                replace(sources, change.sources.as_ref());
            }
            if !known {
                let name = &change.rule.text;
                let hint = self.did_you_mean(name);
                let cause = format!("there is no inherited rule `{name}` to override{hint}");
                return Err(pack.error(&change.rule, cause));
            }
        }
        Ok(())
    }

    /// The rule or category that was probably meant.
    fn did_you_mean(&self, name: &str) -> String {
        if self.rules.is_empty() {
            return ": the pack has no `extends`, so it inherits nothing".to_owned();
        }
        let ids = self.rules.iter().map(Entry::id);
        // A category of which there is no rule is no better a name.
        let is_there = |category: &&str| self.rules.iter().any(|entry| entry.is(category));
        did_you_mean(name, ids.chain(CATEGORIES.into_iter().filter(is_there)))
    }

    /// Removes a rule or a category; whether there was one.
    pub(super) fn remove(&mut self, name: &str) -> bool {
        let before = self.rules.len();
        self.rules.retain(|entry| !entry.is(name));
        self.rules.len() < before
    }
}

fn replace<T: Clone>(value: &mut T, new: Option<&T>) {
    if let Some(new) = new {
        value.clone_from(new);
    }
}
