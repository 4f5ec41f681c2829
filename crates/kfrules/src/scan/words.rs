//! Words: every place of every term, by an Aho-Corasick automaton over the plain text.

use std::collections::HashMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::error::Error;
use crate::text::View;

/// Collects terms, each once.
#[derive(Default)]
pub(crate) struct TermsBuilder(HashMap<String, u32>);

/// All terms of a ruleset, ready to be found.
pub(crate) struct Terms(Option<CharwiseDoubleArrayAhoCorasick<u32>>);

/// A term at one place, in symbols.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordHit {
    pub(crate) term: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl TermsBuilder {
    /// The number of a term, which must be spelled and not empty.
    pub(crate) fn add(&mut self, plain: &str) -> Result<usize, Error> {
        let next = u32::try_from(self.0.len()).map_err(|_| Error::new("too many words"))?;
        Ok(*self.0.entry(plain.to_owned()).or_insert(next) as usize)
    }

    pub(crate) fn build(self) -> Result<Terms, Error> {
        if self.0.is_empty() {
            return Ok(Terms(None));
        }
        // Sorted, so that the same packs give the same automaton.
        let mut terms: Vec<_> = self.0.into_iter().collect();
        terms.sort_unstable();
        CharwiseDoubleArrayAhoCorasick::with_values(terms)
            .map(|automaton| Terms(Some(automaton)))
            .map_err(|error| Error::new(format!("the words do not fit: {error}")))
    }
}

impl Terms {
    pub(crate) fn scan(&self, view: &View, mut found: impl FnMut(WordHit)) {
        let Some(automaton) = &self.0 else { return };
        for hit in automaton.find_overlapping_iter(view.plain()) {
            let (start, end) = (view.symbol_at(hit.start()), view.symbol_at(hit.end()));
            found(WordHit { term: hit.value() as usize, start, end });
        }
    }
}
