//! What was compiled before, numbered anew among other rules.

use super::Compiler;
use crate::compile::base::Base;
use crate::compile::gather::{Body, Entry};
use crate::plan::{Compiled, DisguisedWord, NumberUse, Plan, Use};
use crate::rows::Texts;

/// What becomes of the base's rules and terms.
struct Numbers {
    /// The new number of each rule; `None` if it was left out.
    rules: Vec<Option<usize>>,
    /// And of each term, once it is needed.
    terms: Vec<Option<usize>>,
    texts: Texts,
}

impl Compiler<'_> {
    /// Takes over what the rules look for that are compiled already. Gives their plans, by their number
    /// in the base.
    pub(super) fn take_over(&mut self, base: Base, entries: &[Entry]) -> Vec<Option<Plan>> {
        let Compiled { plans, terms, uses, wakes, latin, disguised, .. } = base.compiled;
        let mut rules = vec![None; plans.len()];
        for (rule, entry) in entries.iter().enumerate() {
            if let Body::Compiled(before) = &entry.body {
                rules[before.index] = Some(rule);
            }
        }
        self.term_numbers.reserve(terms.len());
        let mut numbers = Numbers { rules, terms: vec![None; terms.len()], texts: terms };
        for (term, usage) in uses.into_items() {
            if let Some(rule) = numbers.rules[usage.rule] {
                let term = self.renumber(term, &mut numbers);
                self.uses.push((term, Use { rule, ..usage }));
            }
        }
        for (word, usage) in base.compiled.disguised_uses.into_items() {
            if let Some(rule) = numbers.rules[usage.rule] {
                let DisguisedWord { term, sound } = disguised[word].clone();
                let word = DisguisedWord { term: self.renumber(term, &mut numbers), sound };
                self.use_disguised(word, Use { rule, ..usage });
            }
        }
        for usage in base.compiled.number_uses {
            if let Some(rule) = numbers.rules[usage.rule] {
                self.number_uses.push(NumberUse { rule, ..usage });
            }
        }
        for (pattern, (rule, role)) in base.compiled.pattern_uses.into_iter().enumerate() {
            if let Some(rule) = numbers.rules[rule] {
                for &(set, term) in &wakes[pattern] {
                    let term = self.renumber(term, &mut numbers);
                    self.wakes.push((self.patterns.len(), (set, term)));
                }
                self.latin.push(latin[pattern]);
                self.patterns.push(&base.compiled.patterns[pattern]);
                self.pattern_uses.push((rule, role));
            }
        }
        plans.into_iter().map(Some).collect()
    }

    fn renumber(&mut self, term: usize, numbers: &mut Numbers) -> usize {
        let Numbers { terms, texts, .. } = numbers;
        *terms[term].get_or_insert_with(|| self.add_term(&texts[term]))
    }
}
