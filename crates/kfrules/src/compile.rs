//! Packs to a ruleset: names resolved, lists unfolded, words spelled, terms and patterns numbered.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::bundled;
use crate::error::Error;
use crate::pack::{CuedText, NearText, Pack, RuleText, Word, is_date};
use crate::rule::Rule;
use crate::ruleset::{Compiled, Cued, Near, Plan, Role, Ruleset, Use, Written};
use crate::scan::{PatternsBuilder, TermsBuilder};
use crate::text::{Fold, fold, spell};

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
        Compiler::default().compile(gathered)
    }
}

/// The rules of all packs, changed as the packs say, not yet compiled.
struct Gathered {
    id: String,
    /// What stands before the ids of bundled rules.
    platform: Option<String>,
    packs: Vec<Pack>,
    lists: HashMap<String, Vec<Word>>,
    rules: Vec<Entry>,
}

/// A rule and where it came from.
struct Entry {
    /// In `Gathered::packs`.
    pack: usize,
    prefix: String,
    text: RuleText,
    /// Words that other packs allow here: the pack, and the words.
    allowed: Vec<(usize, Vec<Word>)>,
}

impl Entry {
    fn is(&self, name: &str) -> bool {
        let id = &self.text.id.text;
        id == name || id.split_once('.').is_some_and(|(category, _)| category == name)
    }
}

impl Gathered {
    fn new(builder: &RulesetBuilder) -> Result<Gathered, Error> {
        let mut own = BTreeMap::new();
        for pack in &builder.packs {
            if own.insert(pack.id.as_str(), pack).is_some() {
                return Err(pack.locate(Error::new(format!("two packs have the id `{}`", pack.id))));
            }
        }
        let first = builder.packs.first().map(|pack| pack.id.as_str());
        let id = builder.platform.as_deref().or(first).unwrap_or("empty").to_owned();
        let mut gathered = Gathered {
            id,
            platform: builder.platform.clone(),
            packs: Vec::new(),
            lists: HashMap::new(),
            rules: Vec::new(),
        };
        if let Some(platform) = &builder.platform {
            gathered.add_bundled(platform, &own)?;
        }
        for pack in &builder.packs {
            gathered.add(pack.clone(), Some(&pack.id), &own, &mut Vec::new())?;
        }
        Ok(gathered)
    }

    fn add_bundled(&mut self, id: &str, own: &BTreeMap<&str, &Pack>) -> Result<(), Error> {
        let pack = bundled::pack(id)?;
        // The first bundled pack reached names them all: `pdd` also what it has from `common`.
        self.platform.get_or_insert_with(|| id.to_owned());
        self.add(pack, None, own, &mut Vec::new())
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
            } else if bundled::source(&base.text).is_some() {
                self.add_base(&base.text, own, open)?;
            } else {
                return Err(pack.error(base, format!("no pack `{}` to extend", base.text)));
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
            let twin =
                |entry: &&Entry| entry.prefix == prefix && entry.text.id.text == rule.id.text;
            if let Some(twin) = self.rules.iter().find(twin) {
                let base = &self.packs[twin.pack].id;
                let cause = format!("`{base}` has this rule already: change it by [[override]]");
                return Err(pack.error(&rule.id, cause).in_rule(&rule.id.text));
            }
            self.rules.push(Entry {
                pack: index,
                prefix: prefix.clone(),
                text: rule.clone(),
                allowed: Vec::new(),
            });
        }
        for allow in &pack.allows {
            for name in &allow.rules {
                if !self.rules.iter().any(|entry| entry.is(&name.text)) {
                    return Err(
                        pack.error(name, format!("no rule `{}` to allow words in", name.text))
                    );
                }
            }
            let concerns = |entry: &Entry| {
                allow.rules.is_empty() || allow.rules.iter().any(|name| entry.is(&name.text))
            };
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

    fn add_base(
        &mut self,
        id: &str,
        own: &BTreeMap<&str, &Pack>,
        open: &mut Vec<String>,
    ) -> Result<(), Error> {
        self.platform.get_or_insert_with(|| id.to_owned());
        self.add(bundled::pack(id)?, None, own, open)
    }

    /// Applies what a pack says of the rules it inherits.
    fn change(&mut self, pack: &Pack) -> Result<(), Error> {
        for name in &pack.disable {
            if !self.remove(&name.text) {
                return Err(
                    pack.error(name, format!("no inherited rule `{}` to disable", name.text))
                );
            }
        }
        for change in &pack.overrides {
            let mut known = false;
            for entry in
                self.rules.iter_mut().filter(|entry| entry.text.id.text == change.rule.text)
            {
                known = true;
                let rule = &mut entry.text;
                rule.severity = change.severity.unwrap_or(rule.severity);
                replace(&mut rule.message, change.message.as_ref());
                replace(&mut rule.suggestion, change.suggestion.as_ref());
                replace(&mut rule.sources, change.sources.as_ref());
            }
            if !known {
                let cause = format!("no inherited rule `{}` to override", change.rule.text);
                return Err(pack.error(&change.rule, cause));
            }
        }
        Ok(())
    }

    /// Removes a rule or a category; whether there was one.
    fn remove(&mut self, name: &str) -> bool {
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

#[derive(Default)]
struct Compiler {
    terms: TermsBuilder,
    uses: Vec<Vec<Use>>,
    patterns: PatternsBuilder,
    pattern_uses: Vec<(usize, Role)>,
}

impl Compiler {
    fn compile(mut self, gathered: Gathered) -> Result<Ruleset, Error> {
        let (mut rules, mut plans) = (Vec::new(), Vec::new());
        for entry in &gathered.rules {
            let pack = &gathered.packs[entry.pack];
            let in_rule = |error: Error| pack.locate(error.in_rule(&entry.text.id.text));
            let plan = self.add_rule(rules.len(), &entry.text, &gathered.lists).map_err(in_rule)?;
            for (index, words) in &entry.allowed {
                let pack = &gathered.packs[*index];
                self.add_words(rules.len(), words, Role::Except, &gathered.lists)
                    .map_err(|error| pack.locate(error))?;
            }
            plans.push(plan);
            rules.push(public(rules.len(), entry));
        }
        Ok(Ruleset(Arc::new(Compiled {
            id: gathered.id,
            rules,
            plans,
            terms: self.terms.build()?,
            uses: self.uses,
            patterns: self.patterns.build()?,
            pattern_uses: self.pattern_uses,
        })))
    }

    fn add_rule(&mut self, rule: usize, text: &RuleText, lists: &Lists) -> Result<Plan, Error> {
        self.add_words(rule, &text.words, Role::Word, lists)?;
        self.add_words(rule, &text.codes, Role::Code, lists)?;
        self.add_words(rule, &text.clauses, Role::Clause, lists)?;
        self.add_words(rule, &text.except, Role::Except, lists)?;
        if let Some(unless) = &text.unless {
            self.add_words(rule, &unless.words, Role::Unless, lists)?;
            self.add_words(rule, &unless.after, Role::UnlessAfter, lists)?;
        }
        let cued = text.cued.iter().enumerate();
        let near = text.near.iter().enumerate();
        let plan = Plan {
            gap: text.gap,
            unless_within: text.unless.as_ref().map_or(0, |unless| unless.within),
            cued: cued
                .map(|(group, cued)| self.add_cued(rule, group, cued, lists))
                .collect::<Result<_, _>>()?,
            near: near
                .map(|(group, near)| self.add_near(rule, group, near, lists))
                .collect::<Result<_, _>>()?,
        };
        self.add_patterns(rule, &text.patterns, Role::Word)?;
        self.add_patterns(rule, &text.except_patterns, Role::Except)?;
        Ok(plan)
    }

    fn add_cued(
        &mut self,
        rule: usize,
        group: usize,
        text: &CuedText,
        lists: &Lists,
    ) -> Result<Cued, Error> {
        self.add_words(rule, &text.words, Role::Cued { group }, lists)?;
        self.add_words(rule, &text.codes, Role::CuedCode { group }, lists)?;
        let mut signs = Vec::new();
        for word in unfold(&text.cues, lists)? {
            match sign(&word.text) {
                Some(sign) => signs.push(sign),
                None => self.add_word(rule, &word, Role::Cue { group })?,
            }
        }
        Ok(Cued { side: text.side, within: text.within, signs })
    }

    fn add_near(
        &mut self,
        rule: usize,
        group: usize,
        text: &NearText,
        lists: &Lists,
    ) -> Result<Near, Error> {
        for (part, words) in text.all.iter().enumerate() {
            self.add_words(rule, words, Role::Near { group, part }, lists)?;
        }
        Ok(Near { parts: text.all.len(), within: text.within, ordered: text.ordered })
    }

    fn add_words(
        &mut self,
        rule: usize,
        words: &[Word],
        role: Role,
        lists: &Lists,
    ) -> Result<(), Error> {
        unfold(words, lists)?.iter().try_for_each(|word| self.add_word(rule, word, role))
    }

    fn add_word(&mut self, rule: usize, word: &Word, role: Role) -> Result<(), Error> {
        let view = spell(&word.text);
        if view.is_empty() {
            let cause = format!("word \"{}\" is empty once folded", word.text);
            return Err(Error::new(cause).at_line(word.line));
        }
        let gaps: Vec<usize> = view.inner_gaps(0..view.len()).collect();
        let gaps = gaps.iter().any(|&gap| gap > 0).then_some(gaps);
        let term = self.terms.add(view.plain()).map_err(|error| error.at_line(word.line))?;
        self.uses.resize_with(self.terms.len(), Vec::new);
        let written = Written { text: word.text.clone(), gaps };
        self.uses[term].push(Use { rule, role, written });
        Ok(())
    }

    fn add_patterns(&mut self, rule: usize, patterns: &[Word], role: Role) -> Result<(), Error> {
        for pattern in patterns {
            self.patterns.add(&pattern.text).map_err(|error| error.at_line(pattern.line))?;
            self.pattern_uses.push((rule, role));
        }
        Ok(())
    }
}

type Lists = HashMap<String, Vec<Word>>;

/// The words with each `@name` replaced by the list of that name.
fn unfold(words: &[Word], lists: &Lists) -> Result<Vec<Word>, Error> {
    let mut unfolded = Vec::with_capacity(words.len());
    for word in words {
        match word.text.strip_prefix('@') {
            None => unfolded.push(word.clone()),
            Some(name) => match lists.get(name) {
                // An error in the list is shown where the list is used.
                Some(list) => unfolded
                    .extend(list.iter().map(|item| Word { text: item.text.clone(), ..*word })),
                None => {
                    return Err(Error::new(format!("no list `{name}`")).at_line(word.line));
                }
            },
        }
    }
    Ok(unfolded)
}

/// The plain form of a cue that is a single noise character, such as `+`.
fn sign(cue: &str) -> Option<char> {
    let mut chars = cue.chars();
    match (chars.next().map(fold), chars.next()) {
        (Some(Fold::Noise(sign)), None) => Some(sign),
        _ => None,
    }
}

fn public(index: usize, entry: &Entry) -> Rule {
    let text = &entry.text;
    Rule {
        index,
        name: format!("{}/{}", entry.prefix, text.id.text),
        id_start: entry.prefix.len() + 1,
        severity: text.severity,
        message: text.message.clone(),
        suggestion: text.suggestion.clone(),
        sources: text.sources.clone(),
        since: text.since.clone(),
        until: text.until.clone(),
        senders: text.senders.clone(),
        reach: text.reach,
        hits: text.hits.clone(),
        passes: text.passes.clone(),
        denied: text.denied.clone(),
    }
}
