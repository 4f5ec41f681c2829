//! Advice to those who write packs: what is allowed, and probably not meant.

mod counts;
mod exceptions;
mod rule;
mod words;

use std::fmt;

use serde::Serialize;

pub use counts::{WordCount, WordCounts};

use crate::compile::pattern;
use crate::concern::Concern;
use crate::error::Error;
use crate::pack::Pack;
use crate::ruleset::Ruleset;
use rule::RuleWords;

/// Something in a pack that compiles and is probably not meant.
///
/// ```
/// use kfrules::{Concern, Pack};
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
///     words = ["送小样", "还送小样"]
///     hits = ["下单送小样哦", "还送小样呢"]
///     passes = ["小样已经没有了", "小样要另买"]
///     "#,
/// )?;
/// let advice = pack.lint()?;
/// assert_eq!((advice[0].concern, advice[0].word.as_str()), (Concern::Shadowed, "还送小样"));
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Advice {
    /// The line in the pack, from 1.
    pub line: usize,
    /// The column in the line, in characters from 1.
    pub column: usize,
    /// The id of the rule.
    pub rule: String,
    /// The word, pattern or example; empty if it is about the whole rule.
    pub word: String,
    /// What it is about.
    pub concern: Concern,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Advice { line, column, rule, concern, message, .. } = self;
        write!(f, "{line}:{column}: {rule}：{message} [{concern}]")
    }
}

impl Pack {
    /// What is allowed in this pack and probably not meant, in the order of the pack.
    ///
    /// A frequent word, or one that sounds like a frequent word, is not mentioned if a text in the
    /// rule's `passes` or `denied` shows it in its innocent sense: then the author has thought of it. A
    /// rule's `quiet` silences the rest.
    ///
    /// # Errors
    ///
    /// As [`Ruleset::compile`].
    pub fn lint(&self) -> Result<Vec<Advice>, Error> {
        let rules = Ruleset::compile(self.clone())?;
        let lists = rule::lists(self)?;
        let mut advice = Vec::new();
        for text in &self.rules {
            let words = RuleWords::new(text, &lists);
            words::look(&words, &mut advice);
            exceptions::look(&words, &lists, &mut advice)?;
            patterns(&words, &mut advice)?;
            examples(&words, &rules, self, &mut advice);
        }
        advice.retain(|one| !is_quiet(self, one));
        advice.sort_by_key(|one| (one.line, one.column, one.concern));
        Ok(advice)
    }
}

/// Whether the author does not want this advice.
fn is_quiet(pack: &Pack, advice: &Advice) -> bool {
    let rules = pack.rules.iter().filter(|rule| rule.id.text == advice.rule);
    rules.flat_map(|rule| &rule.quiet).any(|quiet| match quiet.text.split_once(':') {
        Some((concern, word)) => concern == advice.concern.as_str() && word == advice.word,
        None => quiet.text == advice.concern.as_str(),
    })
}

/// Patterns that no word wakes.
fn patterns(rule: &RuleWords<'_>, advice: &mut Vec<Advice>) -> Result<(), Error> {
    for written in rule.text.patterns.iter().chain(&rule.text.except_patterns) {
        let needs = pattern::needs(&pattern::parse(&written.text)?);
        if needs.sets.is_empty() {
            let message = format!(
                "规则式“{}”没有固定的字，每句话都要拿它找一遍，又慢又容易误报：请加上至少两个写死的字",
                written.text
            );
            advice.push(rule.advice(
                (written.line, written.column),
                &written.text,
                Concern::NoFixedPart,
                message,
            ));
        }
    }
    Ok(())
}

/// Too few examples, and those that other rules find instead.
fn examples(rule: &RuleWords<'_>, rules: &Ruleset, pack: &Pack, advice: &mut Vec<Advice>) {
    let text = rule.text;
    let place = (text.id.line, text.id.column);
    for (key, count) in [("hits", text.hits.len()), ("passes", text.passes.len())] {
        if count < 2 {
            let message = format!(
                "`{key}` 只有 {count} 句：请至少写两句，不然看不出这条规则管什么、不管什么"
            );
            advice.push(rule.advice(place, "", Concern::FewExamples, message));
        }
    }
    if text.dialogue.is_some() {
        return;
    }
    let name = format!("{}/{}", pack.id, text.id.text);
    let mut checker = rules.checker();
    for hit in text.hits.iter().filter(|hit| !hit.contains('\n')) {
        let sender = text.senders.first().copied();
        let Some(sender) = sender else { continue };
        let found: Vec<String> =
            checker.check_from(sender, hit).map(|found| found.rule.name().to_owned()).collect();
        if found.contains(&name) || found.is_empty() {
            continue;
        }
        let message = format!(
            "例句“{hit}”没有触犯这条规则，触犯的是 {}：请把它移过去，或补上这条规则的词",
            found.join("、")
        );
        advice.push(rule.advice(place, hit, Concern::WrongRule, message));
    }
}
