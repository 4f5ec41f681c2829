//! The bundled packs: each compiles, and each rule keeps to its own examples.

use kfrules::{PLATFORMS, Ruleset};

#[test]
fn every_rule_keeps_to_its_examples() {
    for platform in PLATFORMS {
        let rules = Ruleset::platform(platform).expect("compiles");
        let failures: Vec<_> = rules.verify().iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

#[test]
fn every_rule_is_named_after_the_platform_and_speaks_chinese() {
    for platform in PLATFORMS {
        for rule in Ruleset::platform(platform).expect("compiles").rules() {
            assert!(rule.name().starts_with(&format!("{platform}/")), "{}", rule.name());
            let chinese = |text: &str| text.contains(|c| ('\u{4E00}'..'\u{A000}').contains(&c));
            assert!(chinese(rule.message()), "{}: message", rule.name());
            assert!(chinese(rule.suggestion()), "{}: suggestion", rule.name());
        }
    }
}

/// Documents that bear no date.
const UNDATED: [&str; 6] = [
    "抖音飞鸽服务态度规则（113278）",
    "京东商家客服规范整理（menggucrm）",
    "客服话术规范汇编",
    "拼多多客服指标汇编",
    "天猫客服响应规则汇编",
    "《拼多多商家客户服务管理规则》，各平台同义",
];

#[test]
fn every_rule_has_sources_with_a_date_and_enough_examples() {
    for platform in PLATFORMS {
        for rule in Ruleset::platform(platform).expect("compiles").rules() {
            let name = rule.name();
            assert!(!rule.sources().is_empty(), "{name}: no source");
            for source in rule.sources() {
                assert!(!source.document.is_empty(), "{name}: a source without document");
                let dated = source.date.as_deref().is_some_and(is_date_or_part);
                let undated = source.date.is_none() && UNDATED.contains(&source.document.as_str());
                assert!(dated || undated, "{name}: date of {}: {:?}", source.document, source.date);
            }
            let least = match rule.category() {
                "contact" | "review" | "extreme" => 5,
                _ => 2,
            };
            let (hits, passes) = (rule.hits().len(), rule.passes().len());
            assert!(hits >= least && passes >= least, "{name}: {hits} hits, {passes} passes");
        }
    }
}

/// Whether this is a day, a month or a year.
fn is_date_or_part(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let numbers = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    numbers && matches!(lengths[..], [4] | [4, 2] | [4, 2, 2])
}

#[test]
fn every_source_says_how_sure_it_is() {
    // A source without `confidence` is taken for low; in the bundled packs that is said, not left out.
    for (id, pack) in kfrules_packs::PACKS {
        let pack: toml::Table = pack.parse().expect("TOML");
        let tables = ["rule", "override"].into_iter().filter_map(|key| pack.get(key)?.as_array());
        for table in tables.flatten() {
            let sources = table.get("sources").and_then(toml::Value::as_array);
            for source in sources.into_iter().flatten() {
                assert!(source.get("confidence").is_some(), "{id}: confidence of {source}");
            }
        }
    }
}

#[test]
fn public_types_may_be_shared() {
    fn shared<T: Send + Sync + std::panic::UnwindSafe>() {}
    shared::<Ruleset>();
    shared::<kfrules::Checker>();
    shared::<kfrules::Violation<'static>>();
    shared::<kfrules::Pack>();
    shared::<kfrules::Error>();
}

/// A shop's rule with a replacement, and another rule that has none.
const REPLACING: &str = r#"
id = "shop"
title = "小店"

[[rule]]
id = "wording.shipping"
severity = "info"
message = "请用平台的说法。"
suggestion = "请说“运费”。"
sources = [{ document = "店长通知" }]
words = ["邮费", "邮资"]
codes = ["NO.1"]
replace = { "邮费" = "运费", "no1" = "热销" }
hits = ["邮费十元"]
passes = ["运费十元"]

[[rule]]
id = "promise.free"
severity = "warning"
message = "没有免单活动。"
suggestion = "请介绍优惠券。"
sources = [{ document = "店长通知" }]
words = ["全场免单"]
hits = ["今天全场免单"]
passes = ["今天有券"]
"#;

#[test]
fn only_words_as_listed_are_replaced() {
    let rules = kfrules::Pack::from_toml(REPLACING).and_then(Ruleset::compile).expect("compiles");
    for (text, rewritten) in [
        ("邮费十元", Some("运费十元")),
        ("退邮费，再退邮费", Some("退运费，再退运费")),
        ("今天全场免单，邮费另算", Some("今天全场免单，运费另算")),
        ("\u{90F5}\u{8CBB}十元", Some("运费十元")),
        ("本店\u{FF2E}\u{FF2F}.1商品", Some("本店热销商品")),
        ("邮 费十元", None),
        ("邮资十元", None),
        ("今天全场免单", None),
        ("", None),
    ] {
        assert_eq!(rules.rewrite(text).as_deref(), rewritten, "{text}");
    }
}

#[test]
fn what_is_rewritten_no_longer_breaks_its_rule() {
    let mut count = 0;
    for platform in PLATFORMS {
        let rules = Ruleset::platform(platform).expect("compiles");
        for rule in rules.rules() {
            for (word, replacement) in rule.replacements() {
                assert!(rules.check(replacement).is_empty(), "{}: {replacement}", rule.name());
                assert_eq!(rules.rewrite(word).as_deref(), Some(replacement), "{}", rule.name());
                count += 1;
            }
        }
    }
    assert!(count > 0, "a bundled rule has a replacement");
}
