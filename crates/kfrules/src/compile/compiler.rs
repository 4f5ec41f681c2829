//! The words and patterns of all rules, spelled and numbered.

mod take_over;

use std::collections::HashMap;
use std::hash::Hash;

use super::awaited;
use super::gather::{Body, Entry, Gathered};
use super::pattern;
use super::replace::replacements;
use super::terms::Terms;
use super::unfold::{Lists, unfold};
use crate::error::Error;
use crate::limits;
use crate::pack::{CuedText, NearText, NumberText, RuleText, Word};
use crate::plan::{
    Compiled, Cued, DisguisedWord, Near, NumberUse, Plan, Role, Sound, Use, Written,
};
use crate::rows::{Rows, Texts};
use crate::rule::{Replacement, Rule, Via};
use crate::text::readings::{self, Syllable};
use crate::text::{Fold, fold, spell};

/// What the rules look for, numbered so far.
pub(super) struct Compiler<'a> {
    try_pattern: &'a dyn Fn(&str) -> Result<(), Error>,
    terms: Terms,
    /// By term, as all pairs below.
    uses: Vec<(usize, Use)>,
    wakes: Vec<(usize, (usize, usize))>,
    disguised: Vec<DisguisedWord>,
    disguised_numbers: HashMap<DisguisedWord, usize>,
    disguised_uses: Vec<(usize, Use)>,
    number_uses: Vec<NumberUse>,
    patterns: Texts,
    latin: Vec<usize>,
    pattern_uses: Vec<(usize, Role)>,
}

/// Before a word that is looked for in any disguise, whatever the reach of its rule.
const ANY_DISGUISE: char = '~';

/// The rule that is being added.
#[derive(Clone, Copy)]
struct Of<'a> {
    rule: usize,
    is_bundled: bool,
    reach: Via,
    /// Nothing if it is compiled already, and only excused words are added.
    text: Option<&'a RuleText>,
    lists: &'a Lists,
}

impl<'a> Of<'a> {
    fn entry(rule: usize, entry: &'a Entry, lists: &'a Lists) -> Of<'a> {
        let (reach, text) = match &entry.body {
            Body::Written(text) => (text.reach, Some(&**text)),
            Body::Compiled(rule) => (rule.reach, None),
        };
        Of { rule, is_bundled: entry.is_bundled, reach, text, lists }
    }
}

impl<'a> Compiler<'a> {
    /// `try_pattern` tells what is wrong with a pattern of a pack that does not come with the library.
    pub(super) fn new(try_pattern: &'a dyn Fn(&str) -> Result<(), Error>) -> Compiler<'a> {
        Compiler {
            try_pattern,
            terms: Terms::default(),
            uses: Vec::new(),
            wakes: Vec::new(),
            disguised: Vec::new(),
            disguised_numbers: HashMap::new(),
            disguised_uses: Vec::new(),
            number_uses: Vec::new(),
            patterns: Texts::default(),
            latin: Vec::new(),
            pattern_uses: Vec::new(),
        }
    }

    pub(super) fn compile(mut self, mut gathered: Gathered) -> Result<Compiled, Error> {
        let base = gathered.base.take();
        let mut base_plans =
            base.map_or_else(Vec::new, |base| self.take_over(base, &gathered.rules));
        let (mut rules, mut plans) = (Vec::new(), Vec::new());
        for entry in &gathered.rules {
            let of = Of::entry(rules.len(), entry, &gathered.lists);
            let (rule, plan) = match &entry.body {
                Body::Compiled(rule) => {
                    let plan = base_plans[rule.index].take().expect("each rule is there once");
                    (Rule { index: of.rule, ..Rule::clone(rule) }, plan)
                }
                Body::Written(text) => {
                    let pack = &gathered.packs[entry.pack];
                    let in_rule = |error: Error| pack.locate(error.in_rule(entry.id()));
                    let plan = self.add_rule(of, text).map_err(in_rule)?;
                    let replacements = replacements(text, of.lists).map_err(in_rule)?;
                    (public(of.rule, &entry.prefix, text, replacements), plan)
                }
            };
            for (index, words) in &entry.allowed {
                let pack = &gathered.packs[*index];
                self.add_words(of, words, Role::Except).map_err(|error| pack.locate(error))?;
            }
            plans.push(plan);
            rules.push(rule);
        }
        let uses = Rows::sort(self.terms.texts().len(), &self.uses);
        awaited::tell(&mut plans, self.terms.texts(), &uses);
        Ok(Compiled {
            id: gathered.id,
            rules,
            dialogues: (0..plans.len()).filter(|&rule| plans[rule].dialogue.is_some()).collect(),
            plans,
            uses,
            wakes: Rows::sort(self.patterns.len(), &self.wakes),
            latin: self.latin,
            terms: self.terms.into_texts(),
            disguised_uses: Rows::sort(self.disguised.len(), &self.disguised_uses),
            disguised: self.disguised,
            number_uses: self.number_uses,
            patterns: self.patterns,
            pattern_uses: self.pattern_uses,
        })
    }

    fn add_rule(&mut self, of: Of<'_>, text: &RuleText) -> Result<Plan, Error> {
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
        self.add_patterns(of, &text.patterns, Role::Word)?;
        self.add_patterns(of, &text.except_patterns, Role::Except)?;
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
        let mut home: Vec<String> = Vec::new();
        unfold(&text.home, of.lists, |domain, _| {
            home.push(domain.to_owned());
            Ok(())
        })?;
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
        unfold(cues, of.lists, |cue, word| match sign(cue) {
            Some(sign) => {
                signs.push(sign);
                Ok(())
            }
            None => self.add_word(of, cue, word, Role::Cue { group }),
        })?;
        Ok(signs)
    }

    fn add_near(&mut self, of: Of<'_>, group: usize, text: &NearText) -> Result<Near, Error> {
        for (part, words) in text.all.iter().enumerate() {
            self.add_words(of, words, Role::Near { group, part })?;
        }
        let parts = text.all.len();
        // Which parts are awaited is told once all words are known.
        Ok(Near { parts, within: text.within, ordered: text.ordered, awaited: Vec::new() })
    }

    fn add_words(&mut self, of: Of<'_>, words: &[Word], role: Role) -> Result<(), Error> {
        unfold(words, of.lists, |word, at| self.add_word(of, word, at, role))
    }

    /// Adds a word; what is wrong with it is told of the place of `at`.
    fn add_word(&mut self, of: Of<'_>, word: &str, at: &Word, role: Role) -> Result<(), Error> {
        let (text, reach) = match word.strip_prefix(ANY_DISGUISE) {
            Some(text) => (text, Via::Sound),
            None => (word, of.reach),
        };
        let view = spell(text);
        if view.is_empty() {
            let cause = format!(
                "the word \"{word}\" is empty: it has no letter, digit or hanzi to look for"
            );
            return Err(Error::new(cause).at(at));
        }
        limits::at_most(limits::LONGEST_WORD, view.len(), "symbols in a word")
            .map_err(|error| error.at(at))?;
        let gaps: Vec<usize> = view.inner_gaps(0..view.len()).collect();
        let gaps = gaps.iter().any(|&gap| gap > 0).then_some(gaps);
        let plain = view.plain();
        let term = self.terms.add(plain);
        let written = (text != plain).then(|| Box::new(Written { text: text.to_owned(), gaps }));
        let usage = Use { rule: of.rule, role, reach, written };
        if role.may_be_disguised() && reach >= Via::Shape {
            self.add_disguised(of, text, term, &usage)?;
        }
        self.uses.push((term, usage));
        Ok(())
    }

    fn add_disguised(
        &mut self,
        of: Of<'_>,
        text: &str,
        term: usize,
        usage: &Use,
    ) -> Result<(), Error> {
        let reading = of.text.and_then(|rule| rule.readings.get(text));
        let sound = Sound {
            heard: usage.reach >= Via::Sound,
            near: of.text.is_some_and(|rule| rule.near_sounds),
            reading: reading
                .map(|reading| syllables(reading, &self.terms.texts()[term]))
                .transpose()?,
        };
        self.use_disguised(DisguisedWord { term, sound }, usage.clone());
        Ok(())
    }

    fn use_disguised(&mut self, word: DisguisedWord, usage: Use) {
        let number = number(&mut self.disguised_numbers, &word);
        if number == self.disguised.len() {
            self.disguised.push(word);
        }
        self.disguised_uses.push((number, usage));
    }

    fn add_patterns(&mut self, of: Of<'_>, patterns: &[Word], role: Role) -> Result<(), Error> {
        for written in patterns {
            let at_pattern = |error: Error| error.at(written);
            let parsed = pattern::parse(&written.text).map_err(at_pattern)?;
            if !of.is_bundled {
                (self.try_pattern)(&written.text).map_err(at_pattern)?;
            }
            let needs = pattern::needs(&parsed);
            for (set, words) in needs.sets.iter().enumerate() {
                for word in words {
                    let term = self.terms.add(word);
                    self.wakes.push((self.patterns.len(), (set, term)));
                }
            }
            self.latin.push(needs.latin);
            self.patterns.push(&written.text);
            self.pattern_uses.push((of.rule, role));
        }
        Ok(())
    }
}

/// The number of a thing, the next one if it is new.
fn number<K, Q>(known: &mut HashMap<K, usize>, thing: &Q) -> usize
where
    K: Eq + Hash + std::borrow::Borrow<Q>,
    Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
{
    if let Some(&number) = known.get(thing) {
        return number;
    }
    let next = known.len();
    known.insert(thing.to_owned(), next);
    next
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

fn public(index: usize, prefix: &str, text: &RuleText, replacements: Vec<Replacement>) -> Rule {
    Rule {
        index,
        name: format!("{prefix}/{}", text.id.text),
        id_start: prefix.len() + 1,
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
