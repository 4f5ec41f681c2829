//! The replacements of a rule, held to its words.

use std::collections::BTreeSet;

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
    let beginnings = beginnings(&known);
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
        if holds_any(rewritten.plain(), &beginnings) {
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
        unfold(words, lists, |word, _| {
            spelled.insert(spell(word).plain().to_owned());
            Ok(())
        })?;
    }
    Ok(spelled)
}

/// The words that do not begin with another; a text that holds any word holds one of these.
fn beginnings(words: &BTreeSet<String>) -> BTreeSet<&str> {
    let mut beginnings: BTreeSet<&str> = BTreeSet::new();
    for word in words {
        if beginnings.last().is_none_or(|last| !word.starts_with(last)) {
            beginnings.insert(word);
        }
    }
    beginnings
}

/// Whether a text holds one of these words, of which none begins with another. Then what begins a text
/// can only be the last word that is not greater: packs may have many words and many replacements.
fn holds_any(text: &str, beginnings: &BTreeSet<&str>) -> bool {
    text.char_indices().any(|(at, _)| {
        let rest = &text[at..];
        beginnings.range(..=rest).next_back().is_some_and(|word| rest.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{beginnings, holds_any};

    #[test]
    fn words_are_found_wherever_they_stand() {
        let words = ["ab", "abc", "b", "ca", "cab", "微信"].map(str::to_owned);
        let words = BTreeSet::from(words);
        let beginnings = beginnings(&words);
        assert_eq!(beginnings.iter().copied().collect::<Vec<_>>(), ["ab", "b", "ca", "微信"]);
        let letters = ['a', 'b', 'c', 'd', '微', '信'];
        for number in 0..letters.len().pow(4) {
            let letter = |place| letters[number / letters.len().pow(place) % letters.len()];
            let text: String = (0..4).map(letter).collect();
            let expected = words.iter().any(|word| text.contains(word.as_str()));
            assert_eq!(holds_any(&text, &beginnings), expected, "{text}");
        }
        assert!(!holds_any("abc", &BTreeSet::new()));
    }
}
