//! Patterns: regular expressions over the plain text, in linear time.
//!
//! To make one ready takes longer than to check a message, and most sleep in most messages: each is
//! made ready when it is first woken.

use std::fmt;
use std::sync::OnceLock;

use regex_automata::meta::{Cache, Regex};
use regex_automata::{Anchored, Input, MatchKind};

use crate::compile::pattern;
use crate::error::Error;
use crate::plan::Compiled;
use crate::rows::Texts;
use crate::text::View;

/// The most memory, in bytes, that one pattern may take when it is ready.
const LARGEST_PATTERN: usize = 1 << 20;

/// The most patterns that keep room to search in: each may come to need megabytes. The bundled ones are
/// fewer.
const MOST_CACHES: usize = 256;

/// All patterns of a ruleset.
pub(crate) struct Patterns {
    /// `None` inside for what is no pattern: only a forged ruleset holds such.
    regexes: Vec<OnceLock<Option<Regex>>>,
}

/// Room to search in.
pub(crate) struct PatternsCache {
    /// The patterns to search this message for, each given once.
    awake: Vec<usize>,
    /// How many of them have searched it.
    searched: usize,
    /// By pattern, whether it is awake.
    is_awake: Vec<bool>,
    /// By pattern, made when it first searches.
    caches: Vec<Option<Box<Cache>>>,
    /// How many of these there are.
    made: usize,
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
        for pattern in self.awake.drain(..) {
            self.is_awake[pattern] = false;
        }
        self.searched = 0;
    }

    /// Lets a pattern search this message.
    pub(crate) fn wake(&mut self, pattern: usize) {
        if !self.is_awake[pattern] {
            self.is_awake[pattern] = true;
            self.awake.push(pattern);
        }
    }

    /// The room of one pattern.
    fn of(&mut self, pattern: usize, regex: &Regex) -> &mut Cache {
        if self.caches[pattern].is_none() {
            if self.made == MOST_CACHES {
                self.caches.fill_with(|| None);
                self.made = 0;
            }
            self.made += 1;
        }
        self.caches[pattern].get_or_insert_with(|| Box::new(regex.create_cache()))
    }

    /// Whether any pattern is to search this message.
    pub(crate) fn is_awake(&self) -> bool {
        !self.awake.is_empty()
    }
}

impl Patterns {
    /// The patterns of rules, none of them ready yet.
    pub(crate) fn new(rules: &Compiled) -> Patterns {
        Patterns { regexes: rules.patterns.iter().map(|_| OnceLock::new()).collect() }
    }

    pub(crate) fn cache(&self) -> PatternsCache {
        PatternsCache {
            awake: Vec::with_capacity(self.regexes.len()),
            searched: 0,
            is_awake: vec![false; self.regexes.len()],
            caches: self.regexes.iter().map(|_| None).collect(),
            made: 0,
        }
    }

    /// Finds, for each pattern that was woken and has not searched yet and `is_read`, a match at every place
    /// where one starts, but for those within a match of which `found` says that it passes over them.
    /// `sources` has the patterns as written.
    pub(crate) fn scan(
        &self,
        sources: &Texts,
        view: &View,
        cache: &mut PatternsCache,
        is_read: impl Fn(usize) -> bool,
        mut found: impl FnMut(PatternHit) -> bool,
    ) {
        while let Some(&pattern) = cache.awake.get(cache.searched) {
            cache.searched += 1;
            if !is_read(pattern) {
                continue;
            }
            let (mut from, mut is_within) = (0, false);
            while let Some(hit) = self.find(sources, pattern, view, from, is_within, cache) {
                // One symbol on, so that no match hides behind one that is refused.
                is_within = !found(hit);
                from = if is_within { hit.start + 1 } else { hit.end };
            }
        }
    }

    /// The first match of a pattern that starts at a symbol or behind it. Within another match that may
    /// well be here; to search on, and then back for the start, takes twice as long.
    pub(crate) fn find(
        &self,
        sources: &Texts,
        pattern: usize,
        view: &View,
        from: usize,
        is_within: bool,
        cache: &mut PatternsCache,
    ) -> Option<PatternHit> {
        let ready = || build(&sources[pattern]).ok();
        let regex = self.regexes[pattern].get_or_init(ready).as_ref()?;
        let cache = cache.of(pattern, regex);
        let rest = Input::new(view.plain()).range(view.plain_range(from..from).start..);
        let here = rest.clone().anchored(Anchored::Yes);
        let here = is_within.then(|| regex.search_with(cache, &here)).flatten();
        let hit = here.or_else(|| regex.search_with(cache, &rest))?;
        let (start, end) = (view.symbol_at(hit.start()), view.symbol_at(hit.end()));
        Some(PatternHit { pattern, start, end })
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
    fn word_edges_are_those_of_letters_and_digits() {
        let holds = |pattern: &str, text: &str| build(pattern).expect(pattern).is_match(text);
        assert!(holds("\\bvx\\b", "加vx吧"));
        assert!(!holds("\\bvx\\b", "加vx8吧"));
        assert!(holds("x\\B", "vx8") && !holds("x\\B", "vx吧"));
        assert!(holds("(微|\\bv){2}", "微v") && !holds("(微|\\bv){2}", "vv"));
        assert!(!holds("微\\b", "微信") && holds("微\\b", "微x"));
    }

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
