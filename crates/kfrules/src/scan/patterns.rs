//! Patterns: regular expressions over the plain text, in linear time.

use std::fmt;

use regex_automata::meta::{Cache, Regex};
use regex_automata::util::syntax;
use regex_automata::{Input, MatchKind, PatternSet};

use crate::error::Error;
use crate::text::View;

/// The longest text, in bytes, that a pattern may match. A bound keeps the search linear however
/// many matches are refused: the next search begins one symbol on.
const LONGEST_MATCH: usize = 600;
/// The most memory, in bytes, that one pattern may take when compiled.
const LARGEST_PATTERN: usize = 1 << 20;
/// The same for all patterns of a ruleset together.
const LARGEST_SET: usize = 1 << 26;

/// The memory, in bytes, in which the search for all patterns at once keeps the states it has met. Too
/// little, and it meets them again and again.
const STATES: usize = 1 << 24;

/// Collects patterns.
#[derive(Default)]
pub(crate) struct PatternsBuilder {
    sources: Vec<String>,
    single: Vec<Regex>,
}

/// All patterns of a ruleset.
pub(crate) struct Patterns {
    /// Tells which patterns match at all; most messages end here.
    any: Regex,
    single: Vec<Regex>,
}

/// Room to search in.
pub(crate) struct PatternsCache {
    any: Cache,
    matching: PatternSet,
    /// Made when a pattern first matches.
    single: Vec<Option<Cache>>,
}

/// A pattern's match at one place, in symbols.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternHit {
    pub(crate) pattern: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl PatternsBuilder {
    /// The number of a pattern.
    pub(crate) fn add(&mut self, source: &str) -> Result<usize, Error> {
        let fault = |cause: &dyn fmt::Display| Error::new(format!("pattern \"{source}\" {cause}"));
        let hir = regex_syntax::parse(source).map_err(|error| match error {
            regex_syntax::Error::Parse(error) => fault(&format!("is not valid: {}", error.kind())),
            error => fault(&format!("is not valid: {error}")),
        })?;
        if hir.properties().minimum_len() == Some(0) {
            return Err(fault(&"matches nothing at all: let it ask for at least one symbol"));
        }
        match hir.properties().maximum_len() {
            Some(longest) if longest <= LONGEST_MATCH => {}
            Some(longest) => {
                return Err(fault(&format!(
                    "may match {longest} bytes; {LONGEST_MATCH} is the most"
                )));
            }
            None => return Err(fault(&"has no longest match: write {0,20} in place of * or +")),
        }
        let config = Regex::config()
            .nfa_size_limit(Some(LARGEST_PATTERN))
            .match_kind(MatchKind::LeftmostFirst);
        let regex = Regex::builder().configure(config).build(source);
        self.single.push(regex.map_err(|_| fault(&"is too large once compiled"))?);
        self.sources.push(source.to_owned());
        Ok(self.single.len() - 1)
    }

    pub(crate) fn build(self) -> Result<Option<Patterns>, Error> {
        if self.sources.is_empty() {
            return Ok(None);
        }
        let config = Regex::config()
            .nfa_size_limit(Some(LARGEST_SET))
            .hybrid_cache_capacity(STATES)
            .match_kind(MatchKind::All);
        let any = Regex::builder()
            .configure(config)
            .syntax(syntax::Config::new())
            .build_many(&self.sources)
            .map_err(|_| Error::new("the patterns are too large together"))?;
        Ok(Some(Patterns { any, single: self.single }))
    }
}

impl Patterns {
    pub(crate) fn cache(&self) -> PatternsCache {
        PatternsCache {
            any: self.any.create_cache(),
            matching: PatternSet::new(self.single.len()),
            single: self.single.iter().map(|_| None).collect(),
        }
    }

    /// Finds, for each pattern, a match at every place where one starts.
    pub(crate) fn scan(
        &self,
        view: &View,
        cache: &mut PatternsCache,
        mut found: impl FnMut(PatternHit),
    ) {
        let plain = view.plain();
        cache.matching.clear();
        let input = Input::new(plain);
        self.any.which_overlapping_matches_with(&mut cache.any, &input, &mut cache.matching);
        for pattern in cache.matching.iter() {
            let pattern = pattern.as_usize();
            let regex = &self.single[pattern];
            let cache = cache.single[pattern].get_or_insert_with(|| regex.create_cache());
            let mut from = 0;
            while let Some(hit) = regex.search_with(cache, &Input::new(plain).range(from..)) {
                let (start, end) = (view.symbol_at(hit.start()), view.symbol_at(hit.end()));
                found(PatternHit { pattern, start, end });
                // One symbol on, so that no match hides behind one that is refused.
                from = view.plain_range(start..start + 1).end;
            }
        }
    }
}

impl fmt::Debug for PatternsCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PatternsCache")
    }
}
