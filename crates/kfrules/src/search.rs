//! What finds the words and patterns of compiled rules in a text.

use crate::error::Error;
use crate::plan::Compiled;
use crate::scan::{Disguised, DisguisedBuilder, DisguisedHit, Patterns, Terms, TermsBuilder};
use crate::text::View;

/// Made from [`Compiled`]; its numbers are those of the words and patterns there.
pub(crate) struct Search {
    pub(crate) terms: Terms,
    disguised: Disguised,
    /// The words that can be disguised at all, in the order of `disguised`.
    disguised_words: Vec<usize>,
    pub(crate) patterns: Patterns,
}

impl Search {
    pub(crate) fn new(rules: &Compiled) -> Result<Search, Error> {
        let mut terms = TermsBuilder::default();
        for (number, term) in rules.terms.iter().enumerate() {
            if terms.add(term)? != number {
                return Err(Error::new(format!("the word \"{term}\" comes twice")));
            }
        }
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
        Ok(Search {
            terms: terms.build()?,
            disguised: disguised.build(),
            disguised_words,
            patterns: Patterns::new(rules.patterns.len(), rules.wakes.items()),
        })
    }

    /// Finds words that are not written as they are.
    pub(crate) fn scan_disguised(
        &self,
        view: &View,
        original: &[u8],
        mut found: impl FnMut(DisguisedHit),
    ) {
        self.disguised.scan(view, original, |hit| {
            found(DisguisedHit { word: self.disguised_words[hit.word], ..hit });
        });
    }
}
