//! Patterns: regular expressions over the plain text, in linear time.
//!
//! To make one ready takes longer than to check a message, and most sleep in most messages: each is
//! made ready when it is first woken.

use std::fmt;
use std::sync::OnceLock;

use regex_automata::meta::{Cache, Regex};
use regex_automata::util::primitives::PatternID;
use regex_automata::{Input, MatchKind, PatternSet};

use crate::compile::pattern;
use crate::error::Error;
use crate::rows::Texts;
use crate::text::View;

/// The most memory, in bytes, that one pattern may take when it is ready.
const LARGEST_PATTERN: usize = 1 << 20;

/// All patterns of a ruleset.
pub(crate) struct Patterns {
    /// `None` inside for what is no pattern: only a forged ruleset holds such.
    regexes: Vec<OnceLock<Option<Regex>>>,
    /// Those that no word wakes: they search every message.
    sleepless: Vec<usize>,
}

/// Room to search in.
pub(crate) struct PatternsCache {
    /// The patterns to search this message for.
    awake: PatternSet,
    /// By pattern, made when it first searches.
    caches: Vec<Option<Box<Cache>>>,
}

/// A pattern's match at one place, in symbols.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternHit {
    pub(crate) pattern: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Makes a pattern ready.
pub(crate) fn build(source: &str) -> Result<Regex, Error> {
    let config =
        Regex::config().nfa_size_limit(Some(LARGEST_PATTERN)).match_kind(MatchKind::LeftmostFirst);
    Regex::builder()
        .configure(config)
        .build_from_hir(&pattern::parse(source)?)
        .map_err(|_| pattern::fault(source, &"is too large once compiled"))
}

impl PatternsCache {
    /// Prepares for a new message.
    pub(crate) fn clear(&mut self) {
        self.awake.clear();
    }

    /// Lets a pattern search this message, as it holds a word that wakes it.
    pub(crate) fn wake(&mut self, pattern: usize) {
        self.awake.insert(PatternID::must(pattern));
    }
}

impl Patterns {
    /// So many patterns, none of them ready yet; `wakes` has those that some word wakes.
    pub(crate) fn new(count: usize, wakes: &[usize]) -> Patterns {
        let mut sleepless = vec![true; count];
        wakes.iter().for_each(|&pattern| sleepless[pattern] = false);
        Patterns {
            regexes: (0..count).map(|_| OnceLock::new()).collect(),
            sleepless: (0..count).filter(|&pattern| sleepless[pattern]).collect(),
        }
    }

    pub(crate) fn cache(&self) -> PatternsCache {
        PatternsCache {
            awake: PatternSet::new(self.regexes.len()),
            caches: self.regexes.iter().map(|_| None).collect(),
        }
    }

    /// Finds, for each pattern that is awake, a match at every place where one starts. `sources` has
    /// the patterns as written.
    pub(crate) fn scan(
        &self,
        sources: &Texts,
        view: &View,
        cache: &mut PatternsCache,
        mut found: impl FnMut(PatternHit),
    ) {
        let plain = view.plain();
        let awake = cache.awake.iter().map(|pattern| pattern.as_usize());
        for pattern in awake.chain(self.sleepless.iter().copied()) {
            let ready = || build(&sources[pattern]).ok();
            let Some(regex) = self.regexes[pattern].get_or_init(ready) else { continue };
            let cache = cache.caches[pattern].get_or_insert_with(|| Box::new(regex.create_cache()));
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

#[cfg(test)]
mod tests {
    use super::build;
    use crate::{PLATFORMS, Ruleset};

    #[test]
    fn every_bundled_pattern_can_be_made_ready() {
        for platform in PLATFORMS {
            let rules = Ruleset::platform(platform).expect("bundled");
            for pattern in rules.compiled().patterns.iter() {
                assert!(build(pattern).is_ok(), "{platform}: {pattern}");
            }
        }
    }
}
