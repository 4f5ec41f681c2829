//! The words and patterns of all rules, spelled and numbered.

use super::alarms::alarms;
use super::gather::{Entry, Gathered};
use super::replace::replacements;
use super::unfold::{Lists, unfold};
use crate::error::Error;
use crate::number;
use crate::pack::{CuedText, NearText, NumberText, RuleText, Word};
use crate::plan::{Compiled, Cued, Near, NumberUse, Plan, Role, Use, Written};
use crate::rule::{Replacement, Rule, Via};
use crate::scan::{DisguisedBuilder, PatternsBuilder, Sound, TermsBuilder};
use crate::text::readings::{self, Syllable};
use crate::text::{Fold, fold, spell};

/// What the rules look for, numbered so far.
#[derive(Default)]
pub(super) struct Compiler {
    terms: TermsBuilder,
    uses: Vec<Vec<Use>>,
    disguised: DisguisedBuilder,
    disguised_uses: Vec<Vec<Use>>,
    number_uses: Vec<NumberUse>,
    /// By pattern, sets of terms that wake it together.
    wakes: Vec<Vec<Vec<usize>>>,
    patterns: PatternsBuilder,
    pattern_uses: Vec<(usize, Role)>,
}

/// Before a word that is looked for in any disguise, whatever the reach of its rule.
const ANY_DISGUISE: char = '~';

/// The rule that is being added.
#[derive(Clone, Copy)]
struct Of<'a> {
    rule: usize,
    text: &'a RuleText,
    lists: &'a Lists,
}

impl Compiler {
    pub(super) fn compile(mut self, gathered: Gathered) -> Result<Compiled, Error> {
        let (mut rules, mut plans) = (Vec::new(), Vec::new());
        for entry in &gathered.rules {
            let pack = &gathered.packs[entry.pack];
            let in_rule = |error: Error| pack.locate(error.in_rule(&entry.text.id.text));
            let of = Of { rule: rules.len(), text: &entry.text, lists: &gathered.lists };
            let plan = self.add_rule(of).map_err(in_rule)?;
            for (index, words) in &entry.allowed {
                let pack = &gathered.packs[*index];
                self.add_words(of, words, Role::Except).map_err(|error| pack.locate(error))?;
            }
            plans.push(plan);
            let replacements = replacements(of.text, of.lists).map_err(in_rule)?;
            rules.push(public(rules.len(), entry, replacements));
        }
        let mut splits = Vec::new();
        for pair in self.disguised.split_pairs() {
            splits.push(self.add_term(&pair)?);
        }
        let alarms = alarms(&plans, &self.uses, &self.wakes, splits);
        let heard = self.disguised.heard();
        Ok(Compiled {
            id: gathered.id,
            rules,
            dialogues: (0..plans.len()).filter(|&rule| plans[rule].dialogue.is_some()).collect(),
            plans,
            terms: self.terms.build(|term| alarms.is_watched(term), &heard)?,
            alarms,
            uses: self.uses,
            disguised: self.disguised.build(),
            disguised_uses: self.disguised_uses,
            fewest_latin: self.number_uses.iter().map(fewest_latin).min().unwrap_or(0),
            number_uses: self.number_uses,
            patterns: self.patterns.build(),
            pattern_uses: self.pattern_uses,
        })
    }

    fn add_rule(&mut self, of: Of<'_>) -> Result<Plan, Error> {
        let text = of.text;
        self.add_words(of, &text.words, Role::Word)?;
        self.add_words(of, &text.codes, Role::Code)?;
        self.add_words(of, &text.clauses, Role::Clause)?;
        self.add_words(of, &text.except, Role::Except)?;
        if let Some(unless) = &text.unless {
            self.add_words(of, &unless.words, Role::Unless)?;
            self.add_words(of, &unless.after, Role::UnlessAfter)?;
        }
        if let Some(dialogue) = &text.dialogue {
            self.add_words(of, &dialogue.asked, Role::Asked)?;
            self.add_words(of, &dialogue.said, Role::Said)?;
            self.add_words(of, &dialogue.said_last, Role::SaidLast)?;
            self.add_words(of, &dialogue.answered, Role::Answer)?;
            self.add_words(of, &dialogue.answered_clauses, Role::AnswerClause)?;
            self.add_words(of, &dialogue.missing, Role::Missing)?;
        }
        let mut cued = Vec::with_capacity(text.cued.len() + text.numbers.len());
        for words in &text.cued {
            cued.push(self.add_cued(of, cued.len(), words)?);
        }
        for numbers in &text.numbers {
            cued.push(self.add_number(of, cued.len(), numbers)?);
        }
        let near = text.near.iter().enumerate();
        let plan = Plan {
            gap: text.gap,
            guard: text.guard,
            unless_within: text.unless.as_ref().map_or(0, |unless| unless.within),
            split: text.split,
            dialogue: text.dialogue.as_ref().map(|dialogue| dialogue.plan),
            cued,
            near: near
                .map(|(group, near)| self.add_near(of, group, near))
                .collect::<Result<_, _>>()?,
        };
        self.add_patterns(of.rule, &text.patterns, Role::Word)?;
        self.add_patterns(of.rule, &text.except_patterns, Role::Except)?;
        Ok(plan)
    }

    fn add_cued(&mut self, of: Of<'_>, group: usize, text: &CuedText) -> Result<Cued, Error> {
        self.add_words(of, &text.words, Role::Cued { group })?;
        self.add_words(of, &text.codes, Role::CuedCode { group })?;
        let signs = self.add_cues(of, group, &text.cues)?;
        Ok(Cued { side: text.side, within: text.within, asks_cue: true, signs })
    }

    fn add_number(&mut self, of: Of<'_>, group: usize, text: &NumberText) -> Result<Cued, Error> {
        let role = Role::Number { group };
        let home = unfold(&text.home, of.lists)?;
        let home: Vec<String> = home.into_iter().map(|domain| domain.text).collect();
        let usage =
            |&kind| NumberUse { kind, least: text.least, home: home.clone(), rule: of.rule, role };
        self.number_uses.extend(text.kinds.iter().map(usage));
        let signs = self.add_cues(of, group, &text.cues)?;
        let asks_cue = !text.cues.is_empty();
        Ok(Cued { side: text.side, within: text.within, asks_cue, signs })
    }

    /// Adds the cues of a group, and gives those that are noise.
    fn add_cues(&mut self, of: Of<'_>, group: usize, cues: &[Word]) -> Result<Vec<char>, Error> {
        let mut signs = Vec::new();
        for word in unfold(cues, of.lists)? {
            match sign(&word.text) {
                Some(sign) => signs.push(sign),
                None => self.add_word(of, &word, Role::Cue { group })?,
            }
        }
        Ok(signs)
    }

    fn add_near(&mut self, of: Of<'_>, group: usize, text: &NearText) -> Result<Near, Error> {
        for (part, words) in text.all.iter().enumerate() {
            self.add_words(of, words, Role::Near { group, part })?;
        }
        Ok(Near { parts: text.all.len(), within: text.within, ordered: text.ordered })
    }

    fn add_words(&mut self, of: Of<'_>, words: &[Word], role: Role) -> Result<(), Error> {
        unfold(words, of.lists)?.iter().try_for_each(|word| self.add_word(of, word, role))
    }

    fn add_word(&mut self, of: Of<'_>, word: &Word, role: Role) -> Result<(), Error> {
        let (text, reach) = match word.text.strip_prefix(ANY_DISGUISE) {
            Some(text) => (text, Via::Sound),
            None => (word.text.as_str(), of.text.reach),
        };
        let view = spell(text);
        if view.is_empty() {
            let cause = format!(
                "the word \"{}\" is empty: it has no letter, digit or hanzi to look for",
                word.text
            );
            return Err(Error::new(cause).at(word));
        }
        let gaps: Vec<usize> = view.inner_gaps(0..view.len()).collect();
        let gaps = gaps.iter().any(|&gap| gap > 0).then_some(gaps);
        let term = self.add_term(view.plain()).map_err(|error| error.at(word))?;
        let plain = view.plain().to_owned();
        let written = Written { text: text.to_owned(), plain, gaps };
        let usage = Use { rule: of.rule, role, reach, written };
        if role.may_be_disguised() && reach >= Via::Shape {
            self.add_disguised(of, &usage)?;
        }
        self.uses[term].push(usage);
        Ok(())
    }

    fn add_disguised(&mut self, of: Of<'_>, usage: &Use) -> Result<(), Error> {
        let plain = &usage.written.plain;
        let reading = of.text.readings.get(&usage.written.text);
        let sound = Sound {
            heard: usage.reach >= Via::Sound,
            near: of.text.near_sounds,
            reading: reading.map(|reading| syllables(reading, plain)).transpose()?,
        };
        if let Some(number) = self.disguised.add(plain, &sound) {
            self.disguised_uses.resize_with(self.disguised.len(), Vec::new);
            self.disguised_uses[number].push(usage.clone());
        }
        Ok(())
    }

    fn add_term(&mut self, plain: &str) -> Result<usize, Error> {
        let term = self.terms.add(plain)?;
        self.uses.resize_with(self.terms.len(), Vec::new);
        Ok(term)
    }

    fn add_patterns(&mut self, rule: usize, patterns: &[Word], role: Role) -> Result<(), Error> {
        for pattern in patterns {
            let at_pattern = |error: Error| error.at(pattern);
            let woken_by = self.patterns.add(&pattern.text).map_err(at_pattern)?;
            self.pattern_uses.push((rule, role));
            let mut term = |word: &String| self.add_term(word).map_err(at_pattern);
            let sets = woken_by.iter();
            let sets = sets.map(|words| words.iter().map(&mut term).collect());
            let sets = sets.collect::<Result<Vec<Vec<usize>>, Error>>()?;
            self.wakes.push(sets);
        }
        Ok(())
    }
}

/// How many letters and digits a message has at least that holds such a number.
fn fewest_latin(usage: &NumberUse) -> usize {
    number::fewest_latin(usage.kind)
}

/// The syllables of a reading given in a pack, one for each symbol of the word.
fn syllables(reading: &Word, plain: &str) -> Result<Vec<Syllable>, Error> {
    let at_reading = |cause: String| Error::new(cause).at(reading);
    let syllables: Vec<Syllable> = reading
        .text
        .split_whitespace()
        .map(|typed| {
            readings::syllable(typed).ok_or_else(|| at_reading(format!("`{typed}` is no syllable")))
        })
        .collect::<Result<_, _>>()?;
    let symbols = plain.chars().count();
    if syllables.len() == symbols {
        Ok(syllables)
    } else {
        Err(at_reading(format!("{} syllables for {symbols} symbols", syllables.len())))
    }
}

/// The plain form of a cue that is a single noise character, such as `+`.
fn sign(cue: &str) -> Option<char> {
    let mut chars = cue.chars();
    match (chars.next().map(fold), chars.next()) {
        (Some(Fold::Noise(sign)), None) => Some(sign),
        _ => None,
    }
}

fn public(index: usize, entry: &Entry, replacements: Vec<Replacement>) -> Rule {
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
        reads_dialogue: text.dialogue.is_some(),
        replacements,
    }
}
