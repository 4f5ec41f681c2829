//! Words: every place of every term. Those that set something off are found by the sieve in every
//! message; all others, and the few that do not suit a sieve, by an automaton where it matters.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::begun::Begun;
use super::sieve::{HeardWord, Sieve, Sifted};
use crate::plan::Compiled;
use crate::rows::Texts;
use crate::text::View;

/// The longest words of the sieve that the automaton may find too. Only so short ones are filed by
/// themselves, and so found at every symbol beside longer ones that are not.
const LONGEST_FOUND_AGAIN: usize = 2;

/// All terms of a ruleset, ready to be found.
pub(crate) struct Terms {
    sieve: Sieve,
    /// The term of each word of the sieve.
    sifted: Vec<u32>,
    /// All others that are used.
    rest: Vec<u32>,
    /// Those of the others that do not suit the sieve.
    left: Vec<u32>,
    /// What finds all others, made when it is first wanted.
    rest_found: OnceLock<Rest>,
}

/// A term at one place, in symbols.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordHit {
    pub(crate) term: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Its number among the terms that are not sifted, if others may have been passed over for it.
    pub(crate) passes_over: Option<u32>,
}

impl Terms {
    /// Spelled terms, each given once, of which some are watched for in every message, and of the others
    /// some are used; `parts`, which are numbered after them and watched for too; and words by their sounds.
    pub(crate) fn new(
        terms: &Texts,
        parts: &Texts,
        is_watched: impl Fn(usize) -> bool,
        is_used: impl Fn(usize) -> bool,
        heard: &[HeardWord],
    ) -> Terms {
        let number = |index: usize| u32::try_from(index).expect("no ruleset has so many words");
        let (watched, mut rest): (Vec<usize>, Vec<usize>) =
            (0..terms.len()).partition(|&term| is_watched(term));
        rest.retain(|&term| is_used(term));
        let words = watched.iter().map(|&term| &terms[term]).chain(parts.iter());
        let words: Vec<&str> = words.collect();
        let (sieve, left) = Sieve::new(&words, heard, |term| watched.binary_search(&term).ok());
        // Parts are too short to be left.
        let left: Vec<usize> = left.into_iter().map(|word| watched[word as usize]).collect();
        rest.extend(&left);
        rest.sort_unstable();
        let parts = terms.len()..terms.len() + parts.len();
        Terms {
            sieve,
            sifted: watched.into_iter().chain(parts).map(number).collect(),
            rest: rest.into_iter().map(number).collect(),
            left: left.into_iter().map(number).collect(),
            rest_found: OnceLock::new(),
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
        sifted.hits.iter().map(|&(word, start)| self.hit(word, start))
    }

    /// The same without those that [`scan_rest`](Terms::scan_rest) finds too; `rules` are those that were
    /// given.
    pub(crate) fn of_sifted_alone(
        &self,
        rules: &Compiled,
        sifted: &Sifted,
    ) -> impl Iterator<Item = WordHit> {
        let again = if self.left.is_empty() { &[] } else { &*self.rest(rules).sifted_too };
        let is_alone =
            |&&(word, _): &&(u32, usize)| !again.get(word as usize).is_some_and(|&again| again);
        sifted.hits.iter().filter(is_alone).map(|&(word, start)| self.hit(word, start))
    }

    fn hit(&self, word: u32, start: usize) -> WordHit {
        let end = start + self.sieve.length(word);
        WordHit { term: self.sifted[word as usize] as usize, start, end, passes_over: None }
    }

    /// Finds all other terms, from the end of the text to its start and at each symbol the longest first;
    /// `rules` are those that were given. Once `found` has taken a term for all rules that look for it,
    /// the shorter ones are passed over that tell those rules no more; they are found by
    /// [`shorter`](Terms::shorter).
    pub(crate) fn scan_rest(
        &self,
        rules: &Compiled,
        view: &View,
        found: impl FnMut(WordHit) -> bool,
    ) {
        if !self.rest.is_empty() {
            self.rest(rules).begun.scan(view, found);
        }
    }

    fn rest(&self, rules: &Compiled) -> &Rest {
        self.rest_found.get_or_init(|| {
            let text = |&term: &u32| &rules.terms[term as usize];
            // Parts are numbered after the terms, and are none.
            let sifted =
                self.sifted.iter().take_while(|&&term| (term as usize) < rules.terms.len());
            let sifted_too = begin_others(sifted.map(text), self.left.iter().map(text));
            let again = self.sifted.iter().zip(&sifted_too).filter(|&(_, &again)| again);
            let mut terms = self.rest.clone();
            terms.extend(again.map(|(term, _)| term));
            Rest { begun: Begun::new(&terms, rules), sifted_too }
        })
    }

    /// Of the terms that are not sifted, the next shorter one than this, which begins at a symbol.
    pub(crate) fn shorter(&self, number: u32, start: usize) -> Option<WordHit> {
        self.rest_found.get()?.begun.shorter(number, start)
    }
}

/// What finds all terms that are not sifted.
struct Rest {
    begun: Begun,
    /// By word of the sieve, whether it is found here too.
    sifted_too: Vec<bool>,
}

/// By word, whether it is short and one of these others begins with it: of two that begin alike the
/// automaton can pass over the shorter.
fn begin_others<'a>(
    words: impl Iterator<Item = &'a str>,
    others: impl Iterator<Item = &'a str>,
) -> Vec<bool> {
    let begins = others.flat_map(|other| {
        let ends = other.char_indices().skip(1).take(LONGEST_FOUND_AGAIN);
        ends.map(move |(end, _)| &other[..end])
    });
    let begins = HashSet::<&str>::from_iter(begins);
    words.map(|word| begins.contains(word)).collect()
}
