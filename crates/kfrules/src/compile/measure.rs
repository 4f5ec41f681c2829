//! Whether rules stay within the limits, told before anything is put in, spelled or built.

use super::gather::{Body, Entry, Gathered};
use super::unfold::Lists;
use crate::error::Error;
use crate::limits::{self, MOST_PATTERNS, MOST_RULES, MOST_WORDS};
use crate::pack::{RuleText, Word};

/// Refuses more rules, words or patterns than a ruleset may have.
pub(super) fn measure(gathered: &Gathered) -> Result<(), Error> {
    limits::at_most(MOST_RULES, gathered.rules.len(), "rules")?;
    let base = gathered.base.as_ref();
    let mut words = base.map_or(0, |base| base.outline.words);
    let mut patterns = base.map_or(0, |base| base.compiled.patterns.len());
    for entry in &gathered.rules {
        words += words_of(entry, &gathered.lists);
        patterns += patterns_of(entry);
        limits::at_most(MOST_WORDS, words, "words up to this rule")
            .and(limits::at_most(MOST_PATTERNS, patterns, "patterns up to this rule"))
            .map_err(|error| {
                let error = match &entry.body {
                    Body::Written(text) => error.at(&text.id),
                    Body::Compiled(_) => error,
                };
                gathered.packs[entry.pack].locate(error.in_rule(entry.id()))
            })?;
    }
    Ok(())
}

/// How many words all rules have.
pub(super) fn words_of_all(gathered: &Gathered) -> usize {
    gathered.rules.iter().map(|entry| words_of(entry, &gathered.lists)).sum()
}

/// The words of a rule that come on top of the base's.
fn words_of(entry: &Entry, lists: &Lists) -> usize {
    let allowed = entry.allowed.iter().map(|(_, words)| count(words, lists)).sum::<usize>();
    let own = match &entry.body {
        Body::Written(text) => lists_of(text).map(|words| count(words, lists)).sum(),
        Body::Compiled(_) => 0,
    };
    own + allowed
}

fn patterns_of(entry: &Entry) -> usize {
    match &entry.body {
        Body::Written(text) => text.patterns.len() + text.except_patterns.len(),
        Body::Compiled(_) => 0,
    }
}

/// How many words these are once lists are put in.
fn count(words: &[Word], lists: &Lists) -> usize {
    let length = |word: &Word| match word.text.strip_prefix('@') {
        Some(name) => lists.get(name).map_or(1, |list| list.len()),
        None => 1,
    };
    words.iter().map(length).sum()
}

/// All words that a rule looks for, by the place where they are written.
fn lists_of(text: &RuleText) -> impl Iterator<Item = &[Word]> {
    let cued = text.cued.iter().flat_map(|cued| [&cued.words, &cued.codes, &cued.cues]);
    let number = text.numbers.iter().flat_map(|number| [&number.home, &number.cues]);
    let near = text.near.iter().flat_map(|near| &near.all);
    let unless = text.unless.iter().flat_map(|unless| [&unless.words, &unless.after]);
    let dialogue = text.dialogue.iter().flat_map(|dialogue| {
        [
            &dialogue.asked,
            &dialogue.said,
            &dialogue.said_last,
            &dialogue.answered,
            &dialogue.answered_clauses,
            &dialogue.missing,
        ]
    });
    let own = [&text.words, &text.codes, &text.clauses, &text.except].into_iter();
    own.chain(cued).chain(number).chain(near).chain(unless).chain(dialogue).map(Vec::as_slice)
}
