//! The words of a rule, lists put in, with their places.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Advice, Concern};
use crate::error::Error;
use crate::pack::{Pack, RuleText, Word};
use crate::rule::Via;
use crate::text::spell;

/// The lists of a pack and of the bundled packs it extends, and whether each is the pack's own.
pub(super) type Lists = HashMap<String, (Arc<Vec<Word>>, bool)>;

pub(super) fn lists(pack: &Pack) -> Result<Lists, Error> {
    let mut lists = Lists::new();
    for base in &pack.extends {
        let inherited = self::lists(&Pack::bundled(&base.text)?)?;
        lists.extend(inherited.into_iter().map(|(name, (words, _))| (name, (words, false))));
    }
    let own = pack.lists.iter();
    lists.extend(own.map(|(name, words)| (name.clone(), (words.clone(), true))));
    Ok(lists)
}

/// A word as listed.
pub(super) struct Listed {
    /// Without the sign of any disguise.
    pub(super) text: String,
    pub(super) plain: String,
    pub(super) reach: Via,
    pub(super) place: (usize, usize),
    /// Whether it stands in this very rule, or in a list of another pack or rule.
    pub(super) is_own: bool,
}

impl Listed {
    pub(super) fn symbols(&self) -> usize {
        self.plain.chars().count()
    }
}

/// A rule and the words that it looks for.
pub(super) struct RuleWords<'a> {
    pub(super) text: &'a RuleText,
    /// Those that are a violation wherever they stand.
    pub(super) words: Vec<Listed>,
    pub(super) codes: Vec<Listed>,
    pub(super) clauses: Vec<Listed>,
    pub(super) except: Vec<Listed>,
}

impl<'a> RuleWords<'a> {
    pub(super) fn new(text: &'a RuleText, lists: &Lists) -> RuleWords<'a> {
        let listed = |words: &[Word]| listed(words, text.reach, lists);
        RuleWords {
            text,
            words: listed(&text.words),
            codes: listed(&text.codes),
            clauses: listed(&text.clauses),
            except: listed(&text.except),
        }
    }

    pub(super) fn advice(
        &self,
        (line, column): (usize, usize),
        word: &str,
        concern: Concern,
        message: String,
    ) -> Advice {
        let rule = self.text.id.text.clone();
        Advice { line, column, rule, word: word.to_owned(), concern, message }
    }

    /// Whether a text that must pass or is a denial, or an exception, holds this, spelled.
    pub(super) fn shows_innocent(&self, plain: &str) -> bool {
        let passes = self.text.passes.iter().chain(&self.text.denied);
        let passes = passes.map(|text| spell(text).plain().to_owned());
        let excepted = self.except.iter().map(|word| word.plain.clone());
        passes.chain(excepted).any(|text| text.contains(plain))
    }
}

pub(super) fn listed(words: &[Word], reach: Via, lists: &Lists) -> Vec<Listed> {
    let mut all = Vec::new();
    let mut push = |word: &Word, place: &Word, is_own: bool| {
        let (text, reach) = match word.text.strip_prefix('~') {
            Some(text) => (text, Via::Sound),
            None => (word.text.as_str(), reach),
        };
        let place = (place.line, place.column);
        let plain = spell(text).plain().to_owned();
        all.push(Listed { text: text.to_owned(), plain, reach, place, is_own });
    };
    for word in words {
        match word.text.strip_prefix('@').and_then(|name| lists.get(name)) {
            Some((list, true)) => list.iter().for_each(|item| push(item, item, false)),
            Some((list, false)) => list.iter().for_each(|item| push(item, word, false)),
            None => push(word, word, true),
        }
    }
    all
}
