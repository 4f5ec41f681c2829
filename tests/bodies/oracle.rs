//! A rule made of parts of the text, against the slow oracle.

use arbitrary::Unstructured;
use kfrules::{Pack, Ruleset};

use super::made::quoted;
use crate::oracle::{self, Rule};

/// The oracle tries every word at every place: longer texts only make it slow.
const LONGEST: usize = 300;

pub(super) fn drive(bytes: &[u8]) {
    let Some((rule, text)) = read(Unstructured::new(bytes)) else { return };
    let list = |words: &[String]| {
        let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        format!("[{}]", words.join(", "))
    };
    // The oracle knows no ordinary words, so the guard is off.
    let body = format!(
        "guard = \"off\"\nwords = {}\ncodes = {}\nexcept = {}\ngap = {}\nreach = \"{}\"",
        list(&rule.words),
        list(&rule.codes),
        list(&rule.except),
        rule.gap,
        rule.reach
    );
    let pack = Pack::from_toml(&crate::attack::pack(&body)).expect("well formed");
    let rules = Ruleset::compile(pack).expect("words are not empty");
    let found: Vec<_> = rules
        .check(&text)
        .iter()
        .map(|found| (found.bytes.start, found.bytes.end, found.via.as_str()))
        .collect();
    assert_eq!(found, oracle::check(&rule, &text), "{rule:?} in {text:?}");
}

fn read(mut input: Unstructured<'_>) -> Option<(Rule, String)> {
    let gap = input.int_in_range(0..=4).ok()?;
    let reach = *input.choose(&["exact", "folded", "spread"]).ok()?;
    let lengths: [[u8; 2]; 8] = input.arbitrary().ok()?;
    let text = String::from_utf8_lossy(input.take_rest()).into_owned();
    let text: Vec<char> = text.chars().take(LONGEST).collect();
    // Of each pair of numbers the first tells where in the text the word begins, the second how long
    // it is.
    let part = |[start, length]: [u8; 2]| {
        let rest = text.get(usize::from(start)..)?;
        let word: String = rest.iter().take(1 + usize::from(length % 5)).collect();
        let means_itself = !word.starts_with(['@', '~']);
        (means_itself && !kfrules::text::spell(&word).is_empty()).then_some(word)
    };
    let parts = |lengths: &[[u8; 2]]| lengths.iter().filter_map(|pair| part(*pair)).collect();
    let words: Vec<String> = parts(&lengths[..3]);
    let rule =
        Rule { codes: parts(&lengths[3..5]), except: parts(&lengths[5..]), words, gap, reach };
    (!rule.words.is_empty()).then(|| (rule, text.iter().collect()))
}
