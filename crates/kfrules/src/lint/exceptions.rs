//! Exceptions that excuse nothing.

use std::sync::Arc;

use regex_syntax::hir::{Class, Hir, HirKind};

use super::rule::{Lists, RuleWords};
use super::{Advice, Concern};
use crate::checker::Checker;
use crate::error::Error;
use crate::pack::{Guard, Pack, RuleText, Word};
use crate::rule::Sender;
use crate::ruleset::Ruleset;

/// The most texts of an exception's pattern that are tried.
const MOST_TEXTS: usize = 256;
/// The largest class of characters that is taken apart.
const LARGEST_CLASS: usize = 16;

pub(super) fn look(
    rule: &RuleWords<'_>,
    lists: &Lists,
    advice: &mut Vec<Advice>,
) -> Result<(), Error> {
    if rule.except.is_empty() && rule.text.except_patterns.is_empty() {
        return Ok(());
    }
    let mut bare = bare(rule.text, lists)?;
    let mut is_met =
        |text: &str| Sender::ALL.into_iter().any(|sender| bare.check_from(sender, text).len() > 0);
    for word in rule.except.iter().filter(|word| word.is_own && !is_met(&word.text)) {
        let message = format!(
            "例外“{}”里没有这条规则要找的词，永远用不上：请删掉，或检查是不是写错了字",
            word.text
        );
        advice.push(rule.advice(word.place, &word.text, Concern::DeadException, message));
    }
    for pattern in &rule.text.except_patterns {
        let Ok(hir) = regex_syntax::parse(&pattern.text) else { continue };
        let Some(texts) = texts(&hir) else { continue };
        if !texts.iter().any(|text| is_met(text)) {
            let message = format!(
                "例外式“{}”能匹配的话里没有这条规则要找的词，永远用不上：请删掉，或检查是不是写错了字",
                pattern.text
            );
            let place = (pattern.line, pattern.column);
            advice.push(rule.advice(place, &pattern.text, Concern::DeadException, message));
        }
    }
    Ok(())
}

/// The rule without anything that takes a place back or asks for more: whatever it looks for, it finds.
fn bare(text: &RuleText, lists: &Lists) -> Result<Checker, Error> {
    let mut bare = text.clone();
    bare.except.clear();
    bare.except_patterns.clear();
    bare.unless = None;
    bare.split = false;
    bare.until = None;
    bare.replace.clear();
    bare.guard = Guard::Off;
    bare.senders = Sender::ALL.to_vec();
    for cued in std::mem::take(&mut bare.cued) {
        bare.words.extend(cued.words);
        bare.codes.extend(cued.codes);
    }
    for number in &mut bare.numbers {
        number.cues.clear();
    }
    // One part of several is enough to be in doubt.
    bare.words.extend(bare.near.drain(..).flat_map(|near| near.all.into_iter().flatten()));
    if let Some(dialogue) = bare.dialogue.take() {
        let said = [dialogue.asked, dialogue.said, dialogue.said_last, dialogue.answered];
        bare.words.extend(said.into_iter().flatten());
        bare.clauses.extend(dialogue.answered_clauses);
        bare.words.extend(dialogue.missing);
    }
    let lists = lists.iter().map(|(name, (words, _))| (name.clone(), words.clone()));
    let pack = Pack {
        origin: None,
        id: "bare".to_owned(),
        title: String::new(),
        extends: Vec::<Word>::new(),
        disable: Vec::new(),
        lists: lists.collect(),
        overrides: Vec::new(),
        allows: Vec::new(),
        rules: vec![Arc::new(bare)],
    };
    Ok(Ruleset::builder().pack(pack).compile()?.checker())
}

/// All texts that a pattern matches; `None` if they are too many to be tried.
fn texts(hir: &Hir) -> Option<Vec<String>> {
    let few = |texts: Vec<String>| (texts.len() <= MOST_TEXTS).then_some(texts);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![String::new()]),
        HirKind::Literal(literal) => Some(vec![std::str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Class(Class::Unicode(class)) => {
            let size = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum::<usize>();
            let each = class.iter().flat_map(|range| range.start()..=range.end());
            (size <= LARGEST_CLASS).then(|| each.map(String::from).collect())
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Capture(capture) => texts(&capture.sub),
        HirKind::Repetition(repetition) => {
            let each = texts(&repetition.sub)?;
            let mut all = Vec::new();
            let mut row = vec![String::new()];
            for times in 0..=repetition.max? {
                if times >= repetition.min {
                    all.extend(row.iter().cloned());
                }
                row = few(join(&row, &each))?;
            }
            few(all)
        }
        HirKind::Concat(parts) => {
            parts.iter().try_fold(vec![String::new()], |row, part| few(join(&row, &texts(part)?)))
        }
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(texts(branch)?);
            }
            few(all)
        }
    }
}

/// Each of `heads` followed by each of `tails`.
fn join(heads: &[String], tails: &[String]) -> Vec<String> {
    heads.iter().flat_map(|head| tails.iter().map(move |tail| format!("{head}{tail}"))).collect()
}
