//! The terms that begin at a symbol, the longest first.
//!
//! An automaton reads the text backwards, so that it tells of every symbol the longest term that begins
//! there, and each term knows the next shorter one that begins alike. A pack may have hundreds of words
//! that begin alike, and a text may have them all at every symbol. Most tell a rule nothing that the
//! longest does not: what is excused by 微信支付宝 need not be excused by 微信支付.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

use super::words::WordHit;
use crate::plan::{Compiled, Role};
use crate::text::View;

/// Some terms of a ruleset.
pub(super) struct Begun {
    /// Of the terms as they are read backwards; it tells their numbers in `terms`.
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    terms: Box<[Known]>,
}

/// One of the terms.
#[derive(Clone, Copy)]
struct Known {
    term: u32,
    /// In symbols.
    length: u32,
    /// The longest of those it begins with, by number.
    shorter: Option<u32>,
    /// The longest of those that is of use where this one is taken.
    useful: Option<u32>,
}

/// The most shorter terms that are looked at for one of use: rulesets that nobody writes have more.
const MOST_LOOKED_AT: usize = 16;

impl Begun {
    /// Of these terms of a ruleset, at least one.
    pub(super) fn new(terms: &[u32], rules: &Compiled) -> Begun {
        let spelled = |&term: &u32| &rules.terms[term as usize];
        let backwards = terms.iter().map(|term| spelled(term).chars().rev().collect::<String>());
        // It is made when it is first wanted; whoever steps through a text has no use for a prefilter.
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .use_prefilter(false)
            .build_with_values(backwards.zip(0..))
            .expect("different words, of fewer symbols than an automaton may have states");
        let known = |term: &u32| {
            let mut symbols = spelled(term).chars().rev();
            let length = symbols.clone().count();
            let mut stepper = automaton.find_overlapping_stepper();
            // All but the last symbol.
            symbols.next();
            symbols.for_each(|symbol| stepper.consume(symbol));
            Known {
                term: *term,
                length: u32::try_from(length).expect("terms of less than 4 GB"),
                shorter: stepper.matches().next().map(|hit| hit.value()),
                useful: None,
            }
        };
        let terms = terms.iter().map(known).collect();
        let mut begun = Begun { automaton, terms };
        begun.find_useful(rules);
        begun
    }

    fn find_useful(&mut self, rules: &Compiled) {
        let mut is_awaited = vec![false; rules.terms.len()];
        for &(_, term) in rules.wakes.items() {
            is_awaited[term] = true;
        }
        let begin_with_others =
            (0..self.terms.len()).filter(|&it| self.terms[it].shorter.is_some());
        let mut by_length: Vec<usize> = begin_with_others.collect();
        by_length.sort_by_key(|&number| self.terms[number].length);
        let mut told = Vec::new();
        for number in by_length {
            let Known { term, shorter, .. } = self.terms[number];
            let mut useful = shorter;
            told.clear();
            told.extend(rules.uses[term as usize].iter().map(|usage| (usage.rule, usage.role)));
            told.sort_unstable();
            for _ in 0..MOST_LOOKED_AT {
                let Some(other) = useful.map(|number| self.terms[number as usize]) else { break };
                let term = other.term as usize;
                let is_told = |rule: usize, role: Role| match role {
                    Role::Except => told.binary_search(&(rule, role)).is_ok(),
                    // Dialogues take the first place of a role.
                    Role::Word => {
                        rules.plans[rule].dialogue.is_none()
                            && told.binary_search(&(rule, role)).is_ok()
                    }
                    _ => false,
                };
                if is_awaited[term]
                    || !rules.uses[term].iter().all(|usage| is_told(usage.rule, usage.role))
                {
                    break;
                }
                useful = other.useful;
            }
            self.terms[number].useful = useful;
        }
    }

    /// Finds the terms, as [`Terms::scan_rest`](super::Terms::scan_rest) says.
    pub(super) fn scan(&self, view: &View, mut found: impl FnMut(WordHit) -> bool) {
        let mut stepper = self.automaton.find_overlapping_stepper();
        for (start, symbol) in (0..view.len()).rev().zip(view.plain().chars().rev()) {
            stepper.consume(symbol);
            let mut next = stepper.matches().next().map(|hit| hit.value());
            while let Some(number) = next {
                let known = self.terms[number as usize];
                let is_taken = found(self.hit(number, start));
                next = if is_taken { known.useful } else { known.shorter };
            }
        }
    }

    fn hit(&self, number: u32, start: usize) -> WordHit {
        let Known { term, length, shorter, useful } = self.terms[number as usize];
        let passes_over = (shorter != useful).then_some(number);
        WordHit { term: term as usize, start, end: start + length as usize, passes_over }
    }

    /// The next shorter term than the one of this number, which begins at a symbol.
    pub(super) fn shorter(&self, number: u32, start: usize) -> Option<WordHit> {
        let shorter = self.terms[number as usize].shorter?;
        // Whoever asks once asks for all of them.
        Some(WordHit { passes_over: Some(shorter), ..self.hit(shorter, start) })
    }
}
