//! The replacements of a rule, held to its words.

use std::collections::BTreeSet;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::unfold::{Lists, unfold};
use crate::error::Error;
use crate::pack::{RuleText, Word};
use crate::rule::Replacement;
use crate::text::spell;

/// Spells the words that have a replacement.
pub(super) fn replacements(text: &RuleText, lists: &Lists) -> Result<Vec<Replacement>, Error> {
    if text.replace.is_empty() {
        return Ok(Vec::new());
    }
    let known = spelled_words(text, lists)?;
    // A rule without words has nothing to replace, and the automaton no states.
    let finder = (!known.is_empty())
        .then(|| CharwiseDoubleArrayAhoCorasick::<u32>::new(&known))
        .transpose()
        .map_err(|error| Error::new(format!("the words do not fit: {error}")))?;
    let breaks = |plain: &str| finder.as_ref().is_some_and(|f| f.find_iter(plain).next().is_some());
    let replacement = |(word, with): (&String, &Word)| {
        let fault = |cause: String| Err(Error::new(cause).at(with));
        let plain = spell(word).plain().to_owned();
        if !known.contains(&plain) {
            return fault(format!("`replace` names \"{word}\", which is no word of this rule"));
        }
        if with.text.is_empty() {
            return fault(format!("`replace` gives nothing to write in place of \"{word}\""));
        }
        let rewritten = spell(&with.text);
        if breaks(rewritten.plain()) {
            let with = &with.text;
            return fault(format!("`replace` gives \"{with}\", which breaks this rule again"));
        }
        Ok(Replacement { word: plain, with: with.text.clone() })
    };
    text.replace.iter().map(replacement).collect()
}

/// The words of a rule that are violations by themselves.
fn spelled_words(text: &RuleText, lists: &Lists) -> Result<BTreeSet<String>, Error> {
    let mut spelled = BTreeSet::new();
    let cued = text.cued.iter().flat_map(|cued| [&cued.words, &cued.codes]);
    for words in [&text.words, &text.codes, &text.clauses].into_iter().chain(cued) {
        for word in unfold(words, lists)? {
            spelled.insert(spell(&word.text).plain().to_owned());
        }
    }
    Ok(spelled)
}
