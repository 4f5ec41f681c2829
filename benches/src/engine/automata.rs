//! Plain searches of the raw text; each finds the leftmost and of those the longest term.

use std::cmp::Reverse;
use std::hint::black_box;

use aho_corasick::AhoCorasick;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use regex::{Regex, RegexBuilder};

use super::{Engine, Maker};
use crate::subject::Subject;

impl Engine for AhoCorasick {
    fn count(&mut self, text: &str) -> usize {
        self.find_iter(text).inspect(|hit| _ = black_box(hit.span())).count()
    }
}

impl Engine for CharwiseDoubleArrayAhoCorasick<u32> {
    fn count(&mut self, text: &str) -> usize {
        self.leftmost_find_iter(text).inspect(|hit| _ = black_box((hit.start(), hit.end()))).count()
    }
}

impl Engine for Regex {
    fn count(&mut self, text: &str) -> usize {
        self.find_iter(text).inspect(|hit| _ = black_box(hit.range())).count()
    }
}

pub(super) fn aho_corasick(subject: &Subject) -> Maker {
    let terms = subject.terms().to_vec();
    Box::new(move || {
        AhoCorasick::builder()
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(&terms)
            .map(|automaton| Box::new(automaton) as Box<dyn Engine>)
            .map_err(|error| error.to_string())
    })
}

pub(super) fn daachorse(subject: &Subject) -> Maker {
    let terms = subject.terms().to_vec();
    Box::new(move || Ok(Box::new(daachorse_of(&terms)?)))
}

/// No term may come twice: daachorse refuses that.
pub(super) fn daachorse_of(
    terms: &[String],
) -> Result<CharwiseDoubleArrayAhoCorasick<u32>, String> {
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(daachorse::MatchKind::LeftmostLongest)
        .build(terms)
        .map_err(|error| error.to_string())
}

pub(super) fn regex(subject: &Subject) -> Maker {
    let terms = subject.terms().to_vec();
    Box::new(move || {
        let mut terms: Vec<&String> = terms.iter().collect();
        // Of several alternatives a regex takes the first.
        terms.sort_by_key(|term| Reverse(term.len()));
        let escaped: Vec<String> = terms.iter().map(|term| regex::escape(term)).collect();
        RegexBuilder::new(&escaped.join("|"))
            .size_limit(SIZE_LIMIT_BYTES)
            .dfa_size_limit(SIZE_LIMIT_BYTES)
            .build()
            .map(|regex| Box::new(regex) as Box<dyn Engine>)
            .map_err(|error| error.to_string())
    })
}

/// Room for the largest lists; the default would refuse them.
const SIZE_LIMIT_BYTES: usize = 1 << 30;
