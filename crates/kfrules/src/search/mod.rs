//! What finds the words and patterns of compiled rules in a text.

mod alarms;
mod numbers;
mod seen;

use crate::error::Error;
use crate::plan::Compiled;
use crate::rows::Texts;
use crate::scan::{
    Alarms, Disguised, DisguisedBuilder, DisguisedHit, Patterns, Reading, Suspects, Terms, WordHit,
};
use crate::text::View;
pub(crate) use numbers::Numbers;
pub(crate) use seen::Seen;

/// Made from [`Compiled`]; its numbers are those of the words and patterns there, and after the words
/// come what hanzi may be split into.
pub(crate) struct Search {
    pub(crate) terms: Terms,
    /// How many of the terms are those of the rules; the others are parts of hanzi.
    terms_of_rules: usize,
    /// What each term sets off.
    pub(crate) alarms: Alarms,
    pub(crate) disguised: Disguised,
    /// The words that can be disguised at all, in the order of `disguised`.
    disguised_words: Vec<usize>,
    pub(crate) patterns: Patterns,
    /// Which messages are read for numbers.
    pub(crate) numbers: Numbers,
}

impl Search {
    pub(crate) fn new(rules: &Compiled) -> Result<Search, Error> {
        let mut disguised = DisguisedBuilder::default();
        let mut disguised_words = Vec::new();
        for (number, word) in rules.disguised.iter().enumerate() {
            if let Some(known) = disguised.add(&rules.terms[word.term], &word.sound) {
                if known != disguised_words.len() {
                    return Err(Error::new("a disguised word comes twice"));
                }
                disguised_words.push(number);
            }
        }
        let (mut parts, firsts) = (Texts::default(), disguised.parts());
        firsts.iter().for_each(|first| parts.push(first));
        let (alarms, numbers) = alarms::alarms(rules);
        let is_watched = |term: usize| alarms.is_watched(term);
        let is_used = |term: usize| !rules.uses[term].is_empty();
        let heard = disguised.heard(|word| rules.disguised[disguised_words[word]].term);
        Ok(Search {
            terms: Terms::new(&rules.terms, &parts, is_watched, is_used, &heard),
            terms_of_rules: rules.terms.len(),
            alarms,
            disguised: disguised.build(&firsts),
            disguised_words,
            patterns: Patterns::new(rules),
            numbers,
        })
    }

    /// Room to note which terms of the rules were met.
    pub(crate) fn unseen(&self) -> Seen {
        Seen::new(self.terms_of_rules)
    }

    /// Takes a hit of a term that is parts of a hanzi, which may stand for a symbol of a word; false if it
    /// is a term of the rules.
    pub(crate) fn take_parts(
        &self,
        reading: &Reading,
        hit: &WordHit,
        suspects: &mut Suspects,
    ) -> bool {
        let parts = hit.term.checked_sub(self.terms_of_rules);
        if let Some(parts) = parts {
            self.disguised.suspect_split(reading, parts, hit.start, suspects);
        }
        parts.is_some()
    }

    /// Finds the suspects that are not written as they are.
    pub(crate) fn scan_disguised(
        &self,
        view: &View,
        original: &[u8],
        suspects: &mut Suspects,
        mut found: impl FnMut(DisguisedHit),
    ) {
        self.disguised.scan(view, original, suspects, |hit| {
            found(DisguisedHit { word: self.disguised_words[hit.word], ..hit });
        });
    }
}
