//! Words: every place of every term. Those that set something off are found by the sieve in every
//! message; all others, and the few that do not suit a sieve, by an automaton where it matters.

use std::sync::OnceLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::sieve::{Heard, Sieve, Sifted};
use crate::rows::Texts;
use crate::text::View;

/// All terms of a ruleset, ready to be found.
pub(crate) struct Terms {
    sieve: Sieve,
    /// The term of each word of the sieve.
    sifted: Vec<u32>,
    /// All others.
    rest: Vec<u32>,
    /// What finds those, made when it is first wanted.
    automaton: OnceLock<CharwiseDoubleArrayAhoCorasick<u32>>,
}

/// A term at one place, in symbols.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordHit {
    pub(crate) term: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Terms {
    /// Spelled terms, each given once, of which some are found in every message; `parts`, which are
    /// numbered after them and found there too; and words by their sounds.
    pub(crate) fn new(
        terms: &Texts,
        parts: &Texts,
        is_watched: impl Fn(usize) -> bool,
        heard: &[Vec<Heard>],
    ) -> Terms {
        let number = |index: usize| u32::try_from(index).expect("no ruleset has so many words");
        let (watched, mut rest): (Vec<usize>, Vec<usize>) =
            (0..terms.len()).partition(|&term| is_watched(term));
        let words = watched.iter().map(|&term| &terms[term]).chain(parts.iter());
        let words: Vec<&str> = words.collect();
        let (sieve, left) = Sieve::new(&words, heard);
        // Parts are too short to be left.
        rest.extend(left.into_iter().map(|word| watched[word as usize]));
        rest.sort_unstable();
        let parts = terms.len()..terms.len() + parts.len();
        Terms {
            sieve,
            sifted: watched.into_iter().chain(parts).map(number).collect(),
            rest: rest.into_iter().map(number).collect(),
            automaton: OnceLock::new(),
        }
    }

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

    /// Finds all other terms; `terms` are those that were given.
    pub(crate) fn scan_rest(&self, terms: &Texts, view: &View, mut found: impl FnMut(WordHit)) {
        if self.rest.is_empty() {
            return;
        }
        let automaton = self.automaton.get_or_init(|| {
            let rest = self.rest.iter().map(|&term| (&terms[term as usize], term));
            CharwiseDoubleArrayAhoCorasick::with_values(rest)
                .expect("different words, of fewer symbols than an automaton may have states")
        });
        for hit in automaton.find_overlapping_iter(view.plain()) {
            let (start, end) = (view.symbol_at(hit.start()), view.symbol_at(hit.end()));
            found(WordHit { term: hit.value() as usize, start, end });
        }
    }
}
