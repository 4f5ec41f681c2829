//! What must hold for any text: spans, the oracle, and the use of a checker again.

use std::fmt::Write;

use kfrules::{Checker, Pack, Ruleset, Sender};
use kfrules_tests::{attack, oracle};
use proptest::prelude::*;

/// Characters that fold, break, vanish or carry meaning, so that random text is worth checking.
const ALPHABET: &[char] = &[
    '微',
    '信',
    '加',
    '支',
    '付',
    '徵',
    '宝',
    '寶',
    '亲',
    'v',
    'V',
    'x',
    'X',
    'w',
    'o',
    '1',
    '0',
    '\u{FF36}',
    '\u{24CD}',
    '\u{2460}',
    '\u{338F}',
    '\u{BD}',
    ' ',
    '*',
    '\n',
    '。',
    '，',
    ',',
    '.',
    '\u{200B}',
    '\u{FE0F}',
    '\u{301}',
    '\u{20E3}',
    '\u{1F427}',
    '\u{2764}',
    '\u{2F800}',
    '\u{1D54F}',
];

fn text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(ALPHABET);
    prop_oneof![
        4 => prop::collection::vec(letters, 0..40).prop_map(String::from_iter),
        1 => any::<String>(),
    ]
}

fn word() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(&ALPHABET[..18]);
    prop::collection::vec(letters, 1..4).prop_map(String::from_iter)
}

fn rule() -> impl Strategy<Value = oracle::Rule> {
    let words = || prop::collection::vec(word(), 0..4);
    let reach = prop::sample::select(&["exact", "folded", "spread"][..]);
    (prop::collection::vec(word(), 1..5), words(), words(), 0..4_usize, reach).prop_map(
        |(words, codes, except, gap, reach)| oracle::Rule { words, codes, except, gap, reach },
    )
}

fn pack(rule: &oracle::Rule) -> Ruleset {
    let mut toml = String::from(
        "id = \"shop\"\ntitle = \"t\"\n[[rule]]\nid = \"wording.x\"\nseverity = \"error\"\n\
         message = \"m\"\nsuggestion = \"s\"\nsources = [{ document = \"d\" }]\n\
         hits = [\"h\"]\npasses = [\"p\"]\nguard = \"off\"\n",
    );
    // The oracle knows no ordinary words, so the guard is off.
    let oracle::Rule { words, codes, except, gap, reach } = rule;
    writeln!(toml, "words = {words:?}\ncodes = {codes:?}\nexcept = {except:?}").expect("a String");
    writeln!(toml, "gap = {gap}\nreach = \"{reach}\"").expect("a String");
    Ruleset::compile(Pack::from_toml(&toml).expect("well formed")).expect("compiles")
}

/// Texts and words of few characters, so that much begins alike; some are ordinary words together.
fn letters(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let letter =
        prop::sample::select(&['微', '微', '信', '息', '不', '徵', '薇', '*', '，', 'v'][..]);
    prop::collection::vec(letter, length).prop_map(String::from_iter)
}

/// Words that begin with each other, so many at least, and a few more.
fn nested(least: usize) -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(&["微", "信息", "微信", "信微", "微不"][..]);
    (word, least..8, prop::collection::vec(letters(1..4), 0..3)).prop_map(|(word, most, more)| {
        let nested = (0..most).map(|times| word.repeat(times + 1));
        let words = nested.chain(more).filter(|word| word.contains(['微', '信', '息', '不']));
        words.collect()
    })
}

fn patterns() -> impl Strategy<Value = Vec<&'static str>> {
    let pattern = prop::sample::select(
        &[
            "微{1,3}",
            "[微信]{2,5}",
            "信.{0,3}息",
            "微(信|微信)?",
            "[^息]{1,4}信",
            "\\bv",
            "微{1,9}$",
        ][..],
    );
    prop::collection::vec(pattern, 0..3)
}

fn found(checker: &mut Checker, text: &str) -> Vec<(usize, usize, &'static str)> {
    checker.check(text).map(|v| (v.bytes.start, v.bytes.end, v.via.as_str())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_the_oracle(
        rule in rule(),
        texts in prop::collection::vec(text(), 1..20),
    ) {
        let mut checker = pack(&rule).checker();
        for text in &texts {
            prop_assert_eq!(found(&mut checker, text), oracle::check(&rule, text), "{:?}", text);
        }
    }

    #[test]
    fn what_is_passed_over_is_found_where_it_matters(
        (words, except) in (nested(1), nested(0)),
        (patterns, except_patterns) in (patterns(), patterns()),
        (guard, reach) in (
            prop::sample::select(&["off", "normal"][..]),
            prop::sample::select(&["exact", "folded", "spread", "sound"][..]),
        ),
        texts in prop::collection::vec(letters(0..30), 1..20),
    ) {
        let body = format!(
            "guard = \"{guard}\"\nreach = \"{reach}\"\ngap = 1\nwords = {words:?}\n\
             except = {except:?}\npatterns = {patterns:?}\nexcept_patterns = {except_patterns:?}"
        );
        let pack = Pack::from_toml(&attack::pack(&body)).expect("well formed");
        let rules = Ruleset::compile(pack).expect("compiles");
        let mut checker = rules.checker();
        for text in &texts {
            let found = found(&mut checker, text);
            // To explain, every word and every match is looked at.
            let explained = checker.explain(text).into_iter().filter(|it| it.fate.is_found());
            let explained: Vec<_> =
                explained.map(|it| (it.bytes.start, it.bytes.end, it.via.as_str())).collect();
            prop_assert_eq!(found, explained, "{:?} by {}", text, body);
        }
    }

    #[test]
    fn spans_name_the_same_place_in_every_unit(texts in prop::collection::vec(text(), 1..8)) {
        let rules = Ruleset::platform("pdd").expect("bundled");
        for text in &texts {
            for violation in rules.check(text) {
                prop_assert_eq!(&text[violation.bytes.range()], violation.text);
                let chars: String =
                    text.chars().skip(violation.chars.start).take(violation.chars.len()).collect();
                prop_assert_eq!(&chars, violation.text);
                let units: Vec<u16> = text.encode_utf16().collect();
                let cut = String::from_utf16(&units[violation.utf16.range()]);
                prop_assert_eq!(cut.expect("whole characters"), violation.text);
            }
        }
    }

    #[test]
    fn a_used_checker_answers_as_a_fresh_one(texts in prop::collection::vec(text(), 1..8)) {
        let rules = Ruleset::platform("taobao").expect("bundled");
        let mut used = rules.checker();
        for text in &texts {
            prop_assert_eq!(found(&mut used, text), found(&mut rules.checker(), text));
        }
    }

    #[test]
    fn bytes_are_refused_just_where_they_stop_being_utf8(
        bytes in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut checker = Ruleset::platform("common").expect("bundled").checker();
        let refused = checker.check_bytes(Sender::Agent, &bytes).err().and_then(|e| e.offset());
        prop_assert_eq!(refused, std::str::from_utf8(&bytes).err().map(|e| e.valid_up_to()));
    }
}
