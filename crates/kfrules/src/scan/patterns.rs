//! Patterns: regular expressions over the plain text, in linear time.

use std::fmt;

use regex_automata::meta::{Cache, Regex};
use regex_automata::util::primitives::PatternID;
use regex_automata::{Input, MatchKind, PatternSet};

use super::needs::needs;
use crate::error::Error;
use crate::text::View;

/// The longest text, in bytes, that a pattern may match. A bound keeps the search linear however
/// many matches are refused: the next search begins one symbol on.
const LONGEST_MATCH: usize = 600;
/// The most memory, in bytes, that one pattern may take when compiled.
const LARGEST_PATTERN: usize = 1 << 20;
/// Collects patterns.
#[derive(Default)]
pub(crate) struct PatternsBuilder {
    regexes: Vec<Regex>,
    sleepless: Vec<Sleepless>,
    latin: Vec<usize>,
}

/// All patterns of a ruleset.
pub(crate) struct Patterns {
    regexes: Vec<Regex>,
    /// Those that no word wakes.
    sleepless: Vec<Sleepless>,
    /// By pattern, the fewest letters and digits of a message that may match.
    latin: Vec<usize>,
}

/// A pattern that searches every message with enough letters and digits.
struct Sleepless {
    pattern: usize,
    latin: usize,
}

/// Room to search in.
pub(crate) struct PatternsCache {
    /// The patterns to search this message for.
    awake: PatternSet,
    /// By pattern, made when it first searches.
    caches: Vec<Option<Cache>>,
}

/// A pattern's match at one place, in symbols.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternHit {
    pub(crate) pattern: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl PatternsBuilder {
    /// Adds a pattern under the next number; gives the sets of words that wake it together, one of
    /// each.
    pub(crate) fn add(&mut self, source: &str) -> Result<Vec<Vec<String>>, Error> {
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
        let pattern = self.regexes.len();
        self.regexes.push(regex.map_err(|_| fault(&"is too large once compiled"))?);
        let needs = needs(&hir);
        if needs.sets.is_empty() {
            self.sleepless.push(Sleepless { pattern, latin: needs.latin });
        }
        self.latin.push(needs.latin);
        Ok(needs.sets)
    }

    pub(crate) fn build(self) -> Patterns {
        let PatternsBuilder { regexes, sleepless, latin } = self;
        Patterns { regexes, sleepless, latin }
    }
}

impl PatternsCache {
    /// Prepares for a new message.
    pub(crate) fn clear(&mut self) {
        self.awake.clear();
    }

    /// Whether any pattern is to search this message.
    pub(crate) fn is_awake(&self) -> bool {
        !self.awake.is_empty()
    }
}

impl Patterns {
    pub(crate) fn cache(&self) -> PatternsCache {
        PatternsCache {
            awake: PatternSet::new(self.regexes.len()),
            caches: self.regexes.iter().map(|_| None).collect(),
        }
    }

    /// Lets a pattern search this message, as it holds the words that wake it.
    pub(crate) fn wake(&self, pattern: usize, latin: usize, cache: &mut PatternsCache) {
        if latin >= self.latin[pattern] {
            cache.awake.insert(PatternID::must(pattern));
        }
    }

    /// Lets patterns search that no word wakes, if the message has letters and digits enough.
    pub(crate) fn wake_sleepless(&self, latin: usize, cache: &mut PatternsCache) {
        for sleepless in self.sleepless.iter().filter(|sleepless| latin >= sleepless.latin) {
            cache.awake.insert(PatternID::must(sleepless.pattern));
        }
    }

    /// Finds, for each pattern that is awake, a match at every place where one starts.
    pub(crate) fn scan(
        &self,
        view: &View,
        cache: &mut PatternsCache,
        mut found: impl FnMut(PatternHit),
    ) {
        let plain = view.plain();
        for pattern in cache.awake.iter().map(|pattern| pattern.as_usize()) {
            let regex = &self.regexes[pattern];
            let cache = cache.caches[pattern].get_or_insert_with(|| regex.create_cache());
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
