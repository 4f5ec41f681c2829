//! Words that find too much, or nothing that another does not find.

use super::rule::{Listed, RuleWords};
use super::{Advice, Concern};
use crate::pack::Guard;
use crate::plan::Sound;
use crate::rule::Via;
use crate::text::lexicon::{TOTAL, of_length, weight};
use crate::text::readings;
use crate::text::utf16::Utf16;
use crate::text::{Fold, fold, spell};

/// Words met at least so often in a million are ordinary.
const ORDINARY_IN_A_MILLION: f32 = 20.0;

pub(super) fn look(rule: &RuleWords<'_>, advice: &mut Vec<Advice>) {
    for word in &rule.words {
        one_character(rule, word, advice);
        ordinary(rule, word, advice);
        sounds_like(rule, word, advice);
    }
    for words in [&rule.words, &rule.codes, &rule.clauses, &rule.except] {
        duplicates(rule, words, advice);
        words.iter().filter(|word| word.is_own).for_each(|word| edge_sign(rule, word, advice));
    }
    shadowed(rule, advice);
    cues_inside(rule, advice);
}

fn one_character(rule: &RuleWords<'_>, word: &Listed, advice: &mut Vec<Advice>) {
    if word.symbols() == 1 {
        let message = format!(
            "“{}”只有一个字，凡是带这个字的话都会报：请写成更长的词，或放进 [[rule.cued]] 并给出提示词",
            word.text
        );
        advice.push(rule.advice(word.place, &word.text, Concern::OneCharacter, message));
    }
}

fn edge_sign(rule: &RuleWords<'_>, word: &Listed, advice: &mut Vec<Advice>) {
    let ends = [word.text.chars().next(), word.text.chars().next_back()];
    let is_sign = |c: &char| !c.is_whitespace() && matches!(fold(*c), Fold::Noise(_));
    if let Some(sign) = ends.into_iter().flatten().find(is_sign) {
        let message = format!(
            "“{}”首尾的“{sign}”不算数，找的只是“{}”：请去掉它；一定要连着“{sign}”才算，就放进 [[rule.cued]]，把“{sign}”写成提示词",
            word.text, word.plain
        );
        advice.push(rule.advice(word.place, &word.text, Concern::EdgeSign, message));
    }
}

/// How often a folded word is met in a million words; nothing if it is rare.
fn often(plain: &str) -> Option<f32> {
    weight(plain).map(in_a_million).filter(|&often| is_ordinary(often))
}

fn in_a_million(weight: f32) -> f32 {
    (weight - TOTAL).exp() * 1e6
}

fn is_ordinary(in_a_million: f32) -> bool {
    in_a_million >= ORDINARY_IN_A_MILLION
}

fn ordinary(rule: &RuleWords<'_>, word: &Listed, advice: &mut Vec<Advice>) {
    let Some(often) = often(&word.plain).filter(|_| word.symbols() > 1) else { return };
    if !rule.shows_innocent(&word.plain) {
        let message = format!(
            "“{}”是常用词（每百万词里约 {often:.0} 次），平常的话里也会有：请在 `passes` 里写一句它不算违规的话并用 `except` \
             放行，没有这样的话就写一句最像的；或放进 [[rule.cued]]",
            word.text
        );
        advice.push(rule.advice(word.place, &word.text, Concern::OrdinaryWord, message));
    }
}

/// A word looked for by sound, and the most frequent word that sounds the same.
fn sounds_like(rule: &RuleWords<'_>, word: &Listed, advice: &mut Vec<Advice>) {
    // What two symbols sound like is met everywhere; longer words rarely sound like another.
    if word.reach < Via::Sound || word.symbols() < 2 {
        return;
    }
    let sound = Sound { heard: true, near: rule.text.near_sounds, reading: None };
    let places = sound.syllables(&word.plain);
    let is_heard = |other: &Utf16| {
        !other.chars().eq(word.plain.chars())
            && other.chars().zip(&places).all(|(symbol, syllables)| {
                readings::of(symbol).iter().any(|syllable| syllables.contains(syllable))
            })
    };
    let alike = of_length(word.symbols())
        .filter(|(other, weight)| is_ordinary(in_a_million(*weight)) && is_heard(other))
        .map(|(other, weight)| (other.to_string(), weight))
        .filter(|(other, _)| !rule.shows_innocent(other));
    let Some((other, _)) = alike.max_by(|one, other| one.1.total_cmp(&other.1)) else { return };
    let guard = match rule.text.guard {
        Guard::Off => "，而且 guard = \"off\" 不再分辨",
        _ => "",
    };
    let message = format!(
        "“{}”听起来和常用词“{other}”一样{guard}：请在 `passes` 里写一句带“{other}”的话，看它会不会误报；会就放进 `except`，\
         或不要按读音找",
        word.text
    );
    advice.push(rule.advice(word.place, &word.text, Concern::SoundsLike, message));
}

fn duplicates(rule: &RuleWords<'_>, words: &[Listed], advice: &mut Vec<Advice>) {
    for (index, word) in words.iter().enumerate().filter(|(_, word)| word.is_own) {
        let twin = words[..index]
            .iter()
            .find(|twin| twin.plain == word.plain && twin.gaps() == word.gaps());
        if let Some(twin) = twin {
            let message = format!(
                "“{}”和第 {} 行的“{}”是同一个词：请删掉一个",
                word.text, twin.place.0, twin.text
            );
            advice.push(rule.advice(word.place, &word.text, Concern::Duplicate, message));
        }
    }
}

impl Listed {
    /// A word with noise of its own is another than the same without.
    fn gaps(&self) -> Vec<usize> {
        let view = spell(&self.text);
        view.inner_gaps(0..view.len()).collect()
    }
}

/// Words that are found anyway, because a shorter one is.
fn shadowed(rule: &RuleWords<'_>, advice: &mut Vec<Advice>) {
    // What is excused in one word may be found in a longer one; what is replaced must be found whole.
    let is_excused = |plain: &str| {
        rule.except.iter().any(|except| except.plain.contains(plain))
            || !rule.text.except_patterns.is_empty()
            || !rule.text.replace.is_empty()
    };
    for word in rule.words.iter().filter(|word| word.is_own && word.reach < Via::Shape) {
        let shorter = rule.words.iter().find(|shorter| {
            shorter.plain.len() < word.plain.len()
                && shorter.symbols() > 1
                && word.plain.contains(&shorter.plain)
                && !is_excused(&shorter.plain)
                && is_free(&word.plain, &shorter.plain)
        });
        if let Some(shorter) = shorter {
            let message = format!(
                "“{}”里已经有“{}”，后者总会先找到：请删掉这个长的，或换掉那个短的",
                word.text, shorter.text
            );
            advice.push(rule.advice(word.place, &word.text, Concern::Shadowed, message));
        }
    }
}

/// Whether the shorter word stands in the longer without being cut out of two other words.
fn is_free(longer: &str, shorter: &str) -> bool {
    longer.match_indices(shorter).any(|(at, _)| {
        let (before, after) = (&longer[..at], &longer[at + shorter.len()..]);
        let crosses = |edge: &str| weight(edge).is_some();
        let first = shorter.chars().next().map(|first| format!("{before}{first}"));
        let last = shorter.chars().next_back().map(|last| format!("{last}{after}"));
        (before.is_empty() || !first.is_some_and(|edge| crosses(&edge)))
            && (after.is_empty() || !last.is_some_and(|edge| crosses(&edge)))
    })
}

/// Cues that stand in the word itself, where they do not count.
fn cues_inside(rule: &RuleWords<'_>, advice: &mut Vec<Advice>) {
    for cued in &rule.text.cued {
        for word in cued.words.iter().chain(&cued.codes) {
            let plain = spell(&word.text).plain().to_owned();
            let inside = cued.cues.iter().find(|cue| {
                let cue = spell(&cue.text).plain().to_owned();
                !cue.is_empty() && plain.contains(&cue)
            });
            if let Some(cue) = inside {
                let message = format!(
                    "提示词“{}”就在“{}”里面，不算数：请另写一个在词外面的提示词；不需要提示词就把“{}”放进 `words`",
                    cue.text, word.text, word.text
                );
                let place = (word.line, word.column);
                advice.push(rule.advice(place, &word.text, Concern::CueInside, message));
            }
        }
    }
}
