use proptest::prelude::*;

use super::{AROUND, REPLACED, RULE_WORD, Reader, Suspect, TOTAL};
use crate::text::lexicon::{LONGEST_WORD, weight};
use crate::text::spell;

/// Hanzi that make many words with each other, and some that make few.
const HANZI: [char; 16] = [
    '手', '机', '会', '发', '货', '到', '时', '间', '一', '个', '人', '们', '不', '微', '信', '犇',
];

fn hanzi(least: usize, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&HANZI[..]), least..=most)
        .prop_map(String::from_iter)
}

/// The most likely row of words, looked for in the whole text, in which `own` may be a word of this count.
fn read(text: &str, own: Option<(usize, usize, f32)>) -> f32 {
    let text = Vec::from_iter(text.chars());
    let mut best = vec![f32::NEG_INFINITY; text.len() + 1];
    best[0] = 0.0;
    for start in 0..text.len() {
        for end in start + 1..=text.len().min(start + LONGEST_WORD) {
            let counted = weight(&String::from_iter(&text[start..end]));
            let count = if end == start + 1 { Some(counted.unwrap_or(0.0)) } else { counted };
            if let Some(count) = count {
                best[end] = best[end].max(best[start] + count - TOTAL);
            }
        }
        if let Some((_, end, count)) = own.filter(|&(from, ..)| from == start) {
            best[end] = best[end].max(best[start] + count - TOTAL);
        }
    }
    best[text.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_weighed_is_as_if_all_around_were_read(
        before in hanzi(0, AROUND),
        hit in hanzi(2, 4),
        words in prop::collection::vec(hanzi(2, 4), 1..4),
        behind in hanzi(0, AROUND),
    ) {
        let view = spell(&format!("{before}{hit}{behind}"));
        let start = before.chars().count();
        let end = start + hit.chars().count();
        let mut reader = Reader::default();
        let written = read(view.plain(), None);
        let parted = read(&before, None) + read(&hit, None) + read(&behind, None);
        for word in &words {
            let weighed = reader.weigh(&view, Suspect { start, end, word }, 1);
            let count = weight(word).unwrap_or(RULE_WORD);
            let own = (start, start + word.chars().count(), count);
            let replaced = read(&format!("{before}{word}{behind}"), Some(own));
            let gain = replaced - written - REPLACED;
            prop_assert!((weighed.gain - gain).abs() < 0.01, "{} and not {gain}", weighed.gain);
            // Of two ways that are as likely either may be taken.
            if (written - parted).abs() > 0.01 {
                prop_assert_eq!(weighed.is_crossed, written > parted);
            }
        }
    }
}
