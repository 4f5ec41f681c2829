//! The sieve finds what a plain search finds, and what it leaves it says that it leaves.

use proptest::prelude::*;

use super::{BLOCK, LONGEST, Sieve, Sifted};
use crate::text::spell;

const ALPHABET: [char; 12] =
    ['微', '信', '加', '薇', '的', '了', 'v', '1', '一', ',', '\u{20000}', '票'];

fn word() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(&ALPHABET[..]);
    prop::collection::vec(letters, 1..7).prop_map(String::from_iter)
}

/// All places of all words, by trying each at each place.
fn search(words: &[String], plain: &str) -> Vec<(u32, usize)> {
    let symbols: Vec<char> = plain.chars().collect();
    let mut hits = Vec::new();
    for (number, word) in (0..).zip(words) {
        let word: Vec<char> = word.chars().collect();
        let windows = symbols.windows(word.len()).enumerate();
        hits.extend(windows.filter(|(_, w)| *w == word).map(|(start, _)| (number, start)));
    }
    hits.sort_unstable();
    hits
}

fn check(words: &[String], text: &str, sifted: &mut Sifted) {
    let (sieve, left) =
        Sieve::new(&words.iter().map(String::as_str).collect::<Vec<_>>(), &[], |_| None);
    sieve.sift(text.as_bytes(), sifted).expect("UTF-8");
    let mut expected = search(words, spell(text).plain());
    let has_crowd = expected.iter().any(|(word, _)| left.contains(word));
    assert!(sifted.has_crowd || !has_crowd, "{words:?} in {text:?}");
    expected.retain(|(word, _)| !left.contains(word));
    sifted.hits.sort_unstable();
    assert_eq!(sifted.hits, expected, "{words:?} in {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn finds_every_word_at_every_place_once(
        words in prop::collection::btree_set(word(), 1..40),
        texts in prop::collection::vec(
            prop::collection::vec(prop::sample::select(&ALPHABET[..]), 0..60), 1..8),
    ) {
        let words = Vec::from_iter(words);
        let mut sifted = Sifted::default();
        for text in texts {
            check(&words, &String::from_iter(text), &mut sifted);
        }
    }
}

#[test]
fn words_at_either_end_of_a_block_are_found() {
    let words: Vec<String> = ["微信", "支付宝", "淘宝客服", "号"].map(String::from).into();
    let mut sifted = Sifted::default();
    for word in &words {
        let ends_of_blocks = [BLOCK, 2 * BLOCK].into_iter().flat_map(|end| end - 6..end + 6);
        for before in (0..6).chain(ends_of_blocks) {
            for after in [0, 1, 2 * BLOCK] {
                let text = format!("{}{word}{}", "好".repeat(before), "好".repeat(after));
                check(&words, &text, &mut sifted);
            }
        }
    }
}

#[test]
fn long_words_and_crowds_are_left_and_told_of() {
    let long = "好".repeat(LONGEST + 1);
    let crowd = (1..=12).map(|n| format!("{}甲乙丙丁", "好".repeat(n)));
    let words: Vec<String> = crowd.chain([long.clone()]).collect();
    let mut sifted = Sifted::default();
    for text in [long, "好好好甲乙丙丁".to_owned(), "好甲乙".to_owned()] {
        check(&words, &text, &mut sifted);
    }
}

#[test]
fn numbers_spelled_out_are_told_of() {
    let (sieve, _) = Sieve::new(&[], &[], |_| None);
    let mut sifted = Sifted::default();
    for (text, expected) in [
        ("幺三八零零", true),
        ("就要幺三", false),
        ("好好好好好好幺三 八零零", true),
        ("幺三八零", false),
        ("好好幺三八零好零", false),
    ] {
        sieve.sift(text.as_bytes(), &mut sifted).expect("UTF-8");
        assert_eq!(sifted.has_numerals, expected, "{text}");
    }
}
