//! What was compiled before, numbered anew among other rules.

use super::Compiler;
use crate::compile::base::Base;
use crate::compile::gather::{Body, Entry};
use crate::plan::{Compiled, DisguisedWord, NumberUse, Plan, Use};

impl Compiler<'_> {
    /// Takes over what the rules look for that are compiled already, in the same order. Gives their
    /// plans, by their number in the base.
    pub(super) fn take_over(&mut self, base: Base, entries: &[Entry]) -> Vec<Option<Plan>> {
        let compiled = base.compiled;
        let rules = new_numbers(&compiled, entries);
        let terms = self.take_terms(&compiled, &rules);
        let term = |before: usize| terms[before].expect("what is used is taken");
        for (before, usage) in compiled.uses.into_items() {
            if let Some(rule) = rules[usage.rule] {
                self.uses.push((term(before), Use { rule, ..usage }));
            }
        }
        for (word, usage) in compiled.disguised_uses.into_items() {
            if let Some(rule) = rules[usage.rule] {
                let word = compiled.disguised[word].clone();
                let word = DisguisedWord { term: term(word.term), ..word };
                self.use_disguised(word, Use { rule, ..usage });
            }
        }
        for usage in compiled.number_uses {
            if let Some(rule) = rules[usage.rule] {
                self.number_uses.push(NumberUse { rule, ..usage });
            }
        }
        for (pattern, (rule, role)) in compiled.pattern_uses.into_iter().enumerate() {
            if let Some(rule) = rules[rule] {
                let number = self.patterns.len();
                let wakes = compiled.wakes[pattern].iter();
                self.wakes.extend(wakes.map(|&(set, before)| (number, (set, term(before)))));
                self.latin.push(compiled.latin[pattern]);
                self.patterns.push(&compiled.patterns[pattern]);
                self.pattern_uses.push((rule, role));
            }
        }
        compiled.plans.into_iter().map(Some).collect()
    }

    /// Takes the terms that some rule still looks for, and gives their new numbers.
    fn take_terms(&mut self, compiled: &Compiled, rules: &[Option<usize>]) -> Vec<Option<usize>> {
        let is_left = |rule: usize| rules[rule].is_some();
        let mut wanted: Vec<bool> = (0..compiled.terms.len())
            .map(|term| compiled.uses[term].iter().any(|usage| is_left(usage.rule)))
            .collect();
        for (pattern, &(rule, _)) in compiled.pattern_uses.iter().enumerate() {
            if is_left(rule) {
                compiled.wakes[pattern].iter().for_each(|&(_, term)| wanted[term] = true);
            }
        }
        let wanted = wanted.into_iter().zip(compiled.terms.iter());
        wanted.map(|(is_wanted, term)| is_wanted.then(|| self.terms.add(term))).collect()
    }
}

/// The new number of each rule of the base; `None` if it was left out.
fn new_numbers(compiled: &Compiled, entries: &[Entry]) -> Vec<Option<usize>> {
    let mut rules = vec![None; compiled.plans.len()];
    for (rule, entry) in entries.iter().enumerate() {
        if let Body::Compiled(before) = &entry.body {
            rules[before.index] = Some(rule);
        }
    }
    rules
}
