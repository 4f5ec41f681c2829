//! Any TOML as a pack and as a profile: read, compiled, held to its own examples.

use kfrules::{Pack, Profile, Ruleset};

pub(super) fn drive(bytes: &[u8]) {
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    try_pack(source);
    if let Err(error) = Profile::from_toml(source) {
        assert!(!error.to_string().is_empty());
    }
}

/// Reads and compiles a pack; whatever is wrong with it has a place inside it.
pub(super) fn try_pack(source: &str) {
    let compiled = Pack::from_toml(source).and_then(Ruleset::compile);
    match compiled {
        Ok(rules) => {
            let _ = rules.verify();
            let mut checker = rules.checker();
            for violation in checker.check(source) {
                assert_eq!(&source[violation.bytes.range()], violation.text);
            }
            for rule in rules.rules() {
                for text in rule.hits().iter().chain(rule.passes()) {
                    for violation in checker.check(text) {
                        assert_eq!(&text[violation.bytes.range()], violation.text);
                    }
                    let _ = rules.rewrite(text);
                }
            }
        }
        Err(error) => {
            let lines = source.split('\n').count();
            assert!(error.line().is_none_or(|line| (1..=lines).contains(&line)), "{error}");
            if let (Some(line), Some(column)) = (error.line(), error.column()) {
                let line = source.split('\n').nth(line - 1).unwrap_or_default();
                assert!((1..=line.chars().count() + 1).contains(&column), "{error}");
            }
        }
    }
}
