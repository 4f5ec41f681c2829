//! Words: every place of every term. Those that set something off are found by the sieve in every
//! message; all others, and the few that do not suit a sieve, by an automaton where it matters.

use std::collections::HashMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::sieve::{Heard, Sieve, Sifted};
use crate::error::Error;
use crate::text::View;

/// Collects terms, each once.
#[derive(Default)]
pub(crate) struct TermsBuilder(HashMap<String, u32>);

/// All terms of a ruleset, ready to be found.
pub(crate) struct Terms {
    sieve: Sieve,
    /// The term of each word of the sieve.
    sifted: Vec<u32>,
    rest: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

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
        if let Some(&known) = self.0.get(plain) {
            return Ok(known as usize);
        }
        self.0.insert(plain.to_owned(), next);
        Ok(next as usize)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Compiles the terms, of which some are found in every message, together with words by their
    /// sounds.
    pub(crate) fn build(
        self,
        is_watched: impl Fn(usize) -> bool,
        heard: &[Vec<Heard>],
    ) -> Result<Terms, Error> {
        // Sorted, so that the same packs give the same tables.
        let mut terms: Vec<(String, u32)> = self.0.into_iter().collect();
        terms.sort_unstable();
        let (watched, mut rest): (Vec<_>, Vec<_>) =
            terms.into_iter().partition(|&(_, term)| is_watched(term as usize));
        let (sieve, mut left) = Sieve::new(watched.iter().map(|(plain, _)| plain.as_str()), heard);
        let sifted = watched.iter().map(|&(_, term)| term).collect();
        left.sort_unstable();
        rest.extend(left.into_iter().map(|word| watched[word as usize].clone()));
        rest.sort_unstable();
        let automaton = |rest| {
            CharwiseDoubleArrayAhoCorasick::with_values(rest)
                .map_err(|error| Error::new(format!("the words do not fit: {error}")))
        };
        let rest = (!rest.is_empty()).then(|| automaton(rest)).transpose()?;
        Ok(Terms { sieve, sifted, rest })
    }
}

impl Terms {
    /// Reads a message and finds in it the terms that set something off; on `Err`, the offset of the
    /// first byte that is not UTF-8. Of what was found, [`of_sifted`](Terms::of_sifted) tells more.
    #[inline]
    pub(crate) fn sift(&self, text: &[u8], sifted: &mut Sifted) -> Result<(), usize> {
        self.sieve.sift(text, sifted)
    }

    /// The terms that were sifted, which are still to be compared with the spelled text.
    pub(crate) fn of_sifted(&self, sifted: &Sifted) -> impl Iterator<Item = WordHit> {
        sifted.hits.iter().map(|&(word, start)| {
            let end = start + self.sieve.length(word);
            WordHit { term: self.sifted[word as usize] as usize, start, end }
        })
    }

    /// Finds all other terms.
    pub(crate) fn scan_rest(&self, view: &View, mut found: impl FnMut(WordHit)) {
        let Some(automaton) = &self.rest else { return };
        for hit in automaton.find_overlapping_iter(view.plain()) {
            let (start, end) = (view.symbol_at(hit.start()), view.symbol_at(hit.end()));
            found(WordHit { term: hit.value() as usize, start, end });
        }
    }
}
