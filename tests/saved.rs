//! Saved rulesets answer as those they were saved from, and nothing else is taken for one.

use std::fs;
use std::path::Path;

use kfrules::{Checker, PLATFORMS, Pack, Ruleset, Sender};
use proptest::prelude::*;

/// A rule of every form.
const SMALL: &str = r#"
id = "shop"
title = "小店"

[lists]
gifts = ["送小样", "送 * 袋"]

[[rule]]
id = "wording.gift"
severity = "warning"
message = "m"
suggestion = "s"
sources = [{ document = "d", date = "2024-05-01", facts = [1], quote = "q" }]
reach = "sound"
words = ["@gifts", "微信"]
codes = ["VX"]
clauses = ["不知道"]
patterns = ["加.{0,3}群"]
except = ["微信支付"]
except_patterns = ["进群了"]
readings = { "微信" = "wei xin" }
replace = { "送小样" = "有活动" }
hits = ["送小样"]
passes = ["好"]
denied = ["没有送小样"]
[rule.unless]
words = ["没有"]
[[rule.cued]]
words = ["卫星"]
cues = ["加", "+"]
[[rule.number]]
kinds = ["mobile", "link"]
home = ["example.com"]
cues = ["电话"]
[[rule.near]]
all = [["好评"], ["返现", "红包"]]

[[rule]]
id = "conduct.asked"
severity = "info"
message = "m"
suggestion = "s"
sources = [{ document = "d" }]
hits = ["客：有发票吗\n店：没有"]
passes = ["客：在吗\n店：在"]
[rule.dialogue]
asked = ["发票"]
answered = ["没有"]

[[rule]]
id = "conduct.repeated"
severity = "info"
message = "m"
suggestion = "s"
sources = [{ document = "d" }]
hits = ["店：好\n店：好\n店：好"]
passes = ["店：好"]
[rule.dialogue]
repeated = 3
"#;

const TEXTS: [&str; 8] = [
    "加我薇芯，下单送 小 样",
    "加我们群，不知道",
    "没有送小样哦，VX 13800138000",
    "好评之后有红包，微信支付也行",
    "+卫星 卫 * 星",
    "电话一三八零零一三八零零零",
    "有发票吗❤微❤",
    "",
];

fn small() -> Ruleset {
    Pack::from_toml(SMALL).and_then(Ruleset::compile).expect("compiles")
}

/// All that is said of a text.
fn answer(checker: &mut Checker, sender: Sender, text: &str) -> String {
    let found: Vec<String> = checker
        .check_from(sender, text)
        .map(|violation| {
            let row = serde_json::to_string(&violation).expect("plain data");
            format!("{row} {:?}", violation.replacement())
        })
        .collect();
    format!("{found:?} {:?}", checker.explain_from(sender, text))
}

fn assert_same(one: &Ruleset, other: &Ruleset, texts: &[String]) {
    assert_eq!(format!("{:?}", one.rules()), format!("{:?}", other.rules()));
    let (mut first, mut second) = (one.checker(), other.checker());
    for text in texts {
        for sender in [Sender::Agent, Sender::Customer] {
            let expected = answer(&mut first, sender, text);
            assert_eq!(answer(&mut second, sender, text), expected, "{text}");
        }
    }
}

/// The texts of the shared cases, with the pack of each file that has one.
fn cases() -> Vec<(Option<String>, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let files =
        fs::read_dir(folder).expect("the suite").map(|entry| entry.expect("an entry").path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            let file: toml::Table =
                fs::read_to_string(path).expect("readable").parse().expect("TOML");
            let text = |case: &toml::Value| Some(case.get("text")?.as_str()?.to_owned());
            let cases = file["case"].as_array().expect("cases");
            let pack = file.get("pack").and_then(toml::Value::as_str).map(str::to_owned);
            (pack, cases.iter().filter_map(text).collect())
        })
        .collect()
}

#[test]
fn bundled_platforms_answer_as_their_packs_do() {
    let texts: Vec<String> = cases().into_iter().flat_map(|(_, texts)| texts).collect();
    assert!(texts.len() > 60, "the suite is not all there");
    for platform in PLATFORMS {
        // Asked for by a day, the platform's packs are compiled; what says nothing is put on in vain.
        let compiled = Ruleset::builder().platform(platform).as_of("9999-12-31").compile();
        let nothing = Pack::from_toml("id = \"nothing\"\ntitle = \"t\"").expect("a pack");
        let put_on = Ruleset::builder().platform(platform).pack(nothing).compile();
        let bundled = Ruleset::platform(platform).expect("bundled");
        for other in [compiled.expect("compiles"), put_on.expect("compiles")] {
            assert_same(&other, &bundled, &texts);
            assert!(other.save() == bundled.save(), "{platform}");
        }
    }
}

#[test]
fn own_packs_answer_alike_once_loaded() {
    for (pack, texts) in cases() {
        let Some(pack) = pack else { continue };
        let rules = Pack::from_toml(&pack).and_then(Ruleset::compile).expect("compiles");
        assert_same(&rules, &Ruleset::load(&rules.save()).expect("just saved"), &texts);
    }
    let rules = small();
    let loaded = Ruleset::load(&rules.save()).expect("just saved");
    assert_same(&rules, &loaded, &TEXTS.map(str::to_owned));
    assert!(!rules.check(TEXTS[0]).is_empty());
    assert_eq!(loaded.verify(), rules.verify());
    assert_eq!(loaded.save(), rules.save());
}

#[test]
fn what_is_cut_or_changed_is_refused() {
    let saved = small().save();
    for length in 0..saved.len() {
        assert!(Ruleset::load(&saved[..length]).is_err(), "cut to {length}");
    }
    for place in 0..saved.len() {
        for bit in 0..8 {
            let mut changed = saved.clone();
            changed[place] ^= 1 << bit;
            assert!(Ruleset::load(&changed).is_err(), "bit {bit} of byte {place}");
        }
    }
    let longer = [saved.as_slice(), &[0]].concat();
    assert!(Ruleset::load(&longer).is_err());
}

#[test]
fn what_does_not_fit_is_told_apart() {
    let saved = small().save();
    let cause = |saved: &[u8]| Ruleset::load(saved).expect_err("refused").to_string();
    assert_eq!(cause(b"id = \"shop\""), "this is no saved ruleset");
    let mut newer = saved.clone();
    newer[8] += 1;
    let said = format!("this ruleset was saved in format {}, ", newer[8]);
    assert!(cause(&newer).starts_with(&said), "{}", cause(&newer));
    assert!(cause(&saved[..100]).contains("damaged"));
    let body = saved[20..].to_vec();
    let mut other_version = body.clone();
    other_version[1] = b'9';
    assert!(cause(&forge(&saved, &other_version)).contains("saved by version 9"));
    let mut other_tables = body.clone();
    other_tables[usize::from(body[0]) + 1] ^= 1;
    assert!(cause(&forge(&saved, &other_tables)).contains("other tables"));
}

/// A saved ruleset with another body and the checksum that belongs to it.
fn forge(saved: &[u8], body: &[u8]) -> Vec<u8> {
    let mut sum = body.len() as u64;
    let (chunks, rest) = body.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    for chunk in chunks.iter().chain([&last]) {
        sum =
            (sum ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    [&saved[..12], &sum.to_le_bytes(), body].concat()
}

/// Loads it if it can be loaded, and checks by it; whether it could.
fn use_it(saved: &[u8]) -> bool {
    let Ok(rules) = Ruleset::load(saved) else { return false };
    let mut checker = rules.checker();
    let mut chat = kfrules::Conversation::new();
    for text in TEXTS {
        answer(&mut checker, Sender::Agent, text);
        for sender in [Sender::Customer, Sender::Agent] {
            chat.check(&mut checker, &kfrules::Message::new(sender, text)).count();
        }
    }
    let _ = rules.verify();
    rules.rules().iter().for_each(|rule| _ = (rule.id().len(), rule.category().len()));
    Ruleset::load(&rules.save()).is_ok()
}

#[test]
fn a_forged_ruleset_does_no_harm() {
    let saved = small().save();
    let body = &saved[20..];
    assert!(use_it(&forge(&saved, body)), "the checksum is not the one of the library");
    let mut taken = 0;
    for place in 0..body.len() {
        for byte in [0, 1, 2, 0x7F, 0x80, 0xFF, body[place] ^ 1, body[place].wrapping_add(1)] {
            let mut forged = body.to_vec();
            forged[place] = byte;
            taken += usize::from(use_it(&forge(&saved, &forged)));
        }
    }
    assert!(taken > 100, "only {taken} were taken: nothing was tried but the refusals");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let saved = small().save();
        prop_assert!(!use_it(&bytes));
        prop_assert!(!use_it(&[&saved[..8], &bytes].concat()));
        // The version and the digest, and then anything.
        let start = usize::from(saved[20]) + 1 + 8;
        let body = [&saved[20..20 + start], &bytes].concat();
        let forged = forge(&saved, &body);
        let counted = allocation_counter::measure(|| _ = use_it(&forged));
        prop_assert!(counted.bytes_max < 100_000, "{}", counted.bytes_max);
    }
}
