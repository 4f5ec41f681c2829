//! How often the words of a pack are found in a given text.

use regex_automata::meta::Regex;
use serde::Serialize;

use super::rule::{RuleWords, listed, lists};
use super::{Advice, Concern, is_quiet};
use crate::checker::Checker;
use crate::error::Error;
use crate::pack::Pack;
use crate::rule::{Sender, Via};
use crate::ruleset::Ruleset;
use crate::text::spell;

/// A word found in more than one of so many messages is more than a rule should stop.
const FREQUENT_ONE_IN: u64 = 100;
/// Fewer messages than this tell nothing of how frequent a word is.
const LEAST_MESSAGES: u64 = 100;

/// How often one word of a rule is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WordCount {
    /// The id of the rule.
    pub rule: String,
    /// The word or pattern; empty for what the rule finds by several words together, by number or in
    /// disguise.
    pub word: String,
    /// Its line in the pack, from 1.
    pub line: usize,
    /// Its column in the line, in characters from 1.
    pub column: usize,
    /// How often it was found.
    pub count: u64,
    /// The first text it was found in, counted from 1.
    pub first: Option<u64>,
}

/// Counts how often the words of a pack are found.
///
/// ```
/// use kfrules::{Pack, Sender, WordCounts};
///
/// let pack = Pack::from_toml(
///     r#"
///     id = "shop"
///     title = "小店"
///
///     [[rule]]
///     id = "wording.gift"
///     severity = "warning"
///     message = "赠品已经送完"
///     suggestion = "可以介绍店铺优惠券"
///     sources = [{ document = "店长通知", date = "2024-05-01" }]
///     words = ["送小样", "送贺卡"]
///     hits = ["下单送小样哦", "还送贺卡"]
///     passes = ["小样已经没有了", "贺卡另买"]
///     "#,
/// )?;
/// let mut counts = WordCounts::new(&pack)?;
/// for text in ["今天送小样", "送 小 样呢", "有贺卡吗"] {
///     counts.read(Sender::Agent, text);
/// }
/// let counts: Vec<u64> = counts.counts().map(|word| word.count).collect();
/// assert_eq!(counts, [2, 0, 0]);
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Debug)]
pub struct WordCounts {
    checker: Checker,
    /// By the name of the rule.
    rules: Vec<(String, Vec<Counter>)>,
    pack: Pack,
    read: u64,
}

#[derive(Debug)]
struct Counter {
    means: Means,
    word: WordCount,
}

/// How a violation is known to be a word's.
#[derive(Debug)]
enum Means {
    Plain(String),
    Pattern(Box<Regex>),
    /// Whatever no word accounts for.
    Rest,
}

impl WordCounts {
    /// Starts to count for the rules of a pack, not for those it inherits.
    ///
    /// # Errors
    ///
    /// As [`Ruleset::compile`].
    pub fn new(pack: &Pack) -> Result<WordCounts, Error> {
        let rules = Ruleset::compile(pack.clone())?;
        let lists = lists(pack)?;
        let mut counters = Vec::new();
        for text in &pack.rules {
            let words = RuleWords::new(text, &lists);
            let counter = |means, word: &str, (line, column)| Counter {
                means,
                word: WordCount {
                    rule: text.id.text.clone(),
                    word: word.to_owned(),
                    line,
                    column,
                    count: 0,
                    first: None,
                },
            };
            let cued = text.cued.iter().flat_map(|cued| cued.words.iter().chain(&cued.codes));
            let cued: Vec<_> = cued.cloned().collect();
            let cued = listed(&cued, text.reach, &lists);
            let known = [&words.words, &words.codes, &words.clauses, &cued];
            let mut of_rule: Vec<Counter> = known
                .into_iter()
                .flatten()
                .map(|word| counter(Means::Plain(word.plain.clone()), &word.text, word.place))
                .collect();
            for pattern in &text.patterns {
                let regex =
                    Regex::new(&pattern.text).map_err(|error| Error::new(error.to_string()))?;
                let place = (pattern.line, pattern.column);
                of_rule.push(counter(Means::Pattern(Box::new(regex)), &pattern.text, place));
            }
            of_rule.push(counter(Means::Rest, "", (text.id.line, text.id.column)));
            counters.push((format!("{}/{}", pack.id, text.id.text), of_rule));
        }
        Ok(WordCounts { checker: rules.checker(), rules: counters, pack: pack.clone(), read: 0 })
    }

    /// Counts what is found in a message.
    pub fn read(&mut self, sender: Sender, text: &str) {
        self.read += 1;
        for violation in self.checker.check_from(sender, text) {
            let name = violation.rule.name();
            let Some((_, counters)) = self.rules.iter_mut().find(|(rule, _)| rule == name) else {
                continue;
            };
            let plain = spell(violation.text).plain().to_owned();
            let is_literal = violation.via < Via::Shape;
            let found = counters.iter_mut().find(|counter| match &counter.means {
                Means::Plain(word) => is_literal && *word == plain,
                Means::Pattern(regex) => {
                    regex.find(plain.as_str()).is_some_and(|hit| hit.range() == (0..plain.len()))
                }
                Means::Rest => true,
            });
            if let Some(counter) = found {
                counter.word.count += 1;
                counter.word.first.get_or_insert(self.read);
            }
        }
    }

    /// The words in the order of the pack, those never found included.
    pub fn counts(&self) -> impl Iterator<Item = &WordCount> {
        self.rules.iter().flat_map(|(_, counters)| counters).map(|counter| &counter.word)
    }

    /// How many messages were read.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.read
    }

    /// The words that are found so often that they must be ordinary ones.
    #[must_use]
    pub fn advice(&self) -> Vec<Advice> {
        let is_frequent = |word: &&WordCount| {
            self.read >= LEAST_MESSAGES && word.count * FREQUENT_ONE_IN > self.read
        };
        let advice = |word: &WordCount| Advice {
            line: word.line,
            column: word.column,
            rule: word.rule.clone(),
            word: word.word.clone(),
            concern: Concern::Frequent,
            message: format!(
                "{}在 {} 句话里找到 {} 次，太常见：请看看这些话是不是都该拦，不是就把词写长或加上提示词",
                if word.word.is_empty() {
                    "这条规则".to_owned()
                } else {
                    format!("“{}”", word.word)
                },
                self.read,
                word.count
            ),
        };
        let all = self.counts().filter(is_frequent).map(advice);
        all.filter(|one| !is_quiet(&self.pack, one)).collect()
    }
}
