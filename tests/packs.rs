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

#[test]
fn public_types_may_be_shared() {
    fn shared<T: Send + Sync + std::panic::UnwindSafe>() {}
    shared::<Ruleset>();
    shared::<kfrules::Checker>();
    shared::<kfrules::Violation<'static>>();
    shared::<kfrules::Pack>();
    shared::<kfrules::Error>();
}
