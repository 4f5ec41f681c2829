//! What lint says of packs, and what it does not say: the suite `cases/packs/lint.toml`.

use kfrules::{Pack, Sender, WordCounts};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    head: String,
    examples: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    rule: String,
    examples: Option<String>,
    advice: Vec<Expected>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Expected {
    line: usize,
    column: usize,
    word: String,
    concern: String,
}

#[test]
fn every_pack_gets_the_advice_it_says() {
    let suite: Suite = toml::from_str(include_str!("cases/packs/lint.toml")).expect("readable");
    let mut concerns = Vec::new();
    for Case { name, rule, examples, advice } in suite.case {
        let examples = examples.as_ref().unwrap_or(&suite.examples);
        let source = format!("{}{}\n{examples}", suite.head, rule.trim_end());
        let pack = Pack::from_toml_named("shop.toml", &source).expect("a pack");
        let found = pack.lint().unwrap_or_else(|error| panic!("{name}: {error}"));
        let given = found.iter().map(|one| Expected {
            line: one.line,
            column: one.column,
            word: one.word.clone(),
            concern: one.concern.to_string(),
        });
        assert_eq!(given.collect::<Vec<_>>(), advice, "{name}");
        concerns.extend(advice.into_iter().map(|one| one.concern));
        let speaks_chinese = |text: &str| text.contains('：') && text.contains('请');
        assert!(found.iter().all(|one| speaks_chinese(&one.to_string())), "{name}");
    }
    concerns.sort_unstable();
    concerns.dedup();
    assert_eq!(concerns.len(), 11, "all concerns but the one that needs a text: {concerns:?}");
}

/// A pack whose words are found literally, by a pattern, beside a cue, together, and in disguise.
const COUNTED: &str = r#"
id = "shop"
title = "小店"
[[rule]]
id = "wording.gift"
severity = "warning"
message = "赠品已经送完。"
suggestion = "请介绍优惠券。"
sources = [{ document = "店长通知" }]
words = ["~送小样", "送贺卡"]
patterns = ['送[一两]双袜子']
cued = [{ words = ["盲盒"], cues = ["送"] }]
near = [{ all = [["赠品"], ["免费"]] }]
hits = ["下单送小样哦", "送一双袜子"]
passes = ["小样没有了", "袜子要另买"]
"#;

#[test]
fn words_are_counted_where_they_are_found() {
    let pack = Pack::from_toml(COUNTED).expect("a pack");
    let mut counts = WordCounts::new(&pack).expect("compiles");
    for text in [
        "您好",
        "送小样，再送 小 样",
        "送两双袜子",
        "买就送个盲盒",
        "看盲盒吗",
        "赠品都是免费的",
        "送小羊",
    ] {
        counts.read(Sender::Agent, text);
    }
    counts.read(Sender::Customer, "送小样吗");
    let found: Vec<(&str, u64, Option<u64>)> =
        counts.counts().map(|word| (word.word.as_str(), word.count, word.first)).collect();
    let expected = [
        ("送小样", 2, Some(2)),
        ("送贺卡", 0, None),
        ("盲盒", 1, Some(4)),
        ("送[一两]双袜子", 1, Some(3)),
    ];
    assert_eq!(found[..4], expected);
    // Found together, and heard if the guard believes it.
    assert!(found[4].0.is_empty() && found[4].1 >= 1, "{:?}", found[4]);
    assert_eq!(counts.messages(), 8);
    assert!(counts.advice().is_empty(), "eight messages tell nothing");
}

#[test]
fn a_word_found_everywhere_is_frequent() {
    let pack = Pack::from_toml(COUNTED).expect("a pack");
    let mut counts = WordCounts::new(&pack).expect("compiles");
    for number in 0..200 {
        counts.read(Sender::Agent, if number % 50 == 0 { "送小样" } else { "您好" });
    }
    let advice = counts.advice();
    assert_eq!(advice.len(), 1);
    assert_eq!((advice[0].word.as_str(), advice[0].line), ("送小样", 10));
}
