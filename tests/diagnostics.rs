//! What is wrong with a pack is said with file, line, column, rule and cause.

use kfrules::{Pack, Ruleset};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    sound: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// The whole pack.
    pack: Option<String>,
    /// What follows the sound pack.
    after: Option<String>,
    /// Whether the JSON Schema cannot see it.
    #[serde(default, rename = "unseen")]
    _unseen: bool,
    error: String,
}

/// The first thing that is wrong with a pack.
fn mistake(pack: &str) -> Option<String> {
    match Pack::from_toml_named("shop.toml", pack).and_then(Ruleset::compile) {
        Err(error) => Some(error.to_string()),
        Ok(rules) => rules.verify().first().map(ToString::to_string),
    }
}

#[test]
fn every_mistake_has_its_message() {
    let suite: Suite = toml::from_str(include_str!("cases/packs/errors.toml")).expect("readable");
    let mut differing = Vec::new();
    for Case { name, pack, after, error, .. } in suite.case {
        let pack = pack.unwrap_or_else(|| suite.sound.clone() + &after.unwrap_or_default());
        let said = mistake(&pack).unwrap_or_else(|| "nothing is wrong".to_owned());
        if said != error {
            differing.push(format!("{name}\n  expected: {error}\n  said:     {said}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn the_sound_pack_is_sound() {
    let suite: Suite = toml::from_str(include_str!("cases/packs/errors.toml")).expect("readable");
    assert_eq!(mistake(&(suite.sound + "words = [\"送小样\"]\n")), None);
}

#[test]
fn a_platform_that_does_not_exist_is_named() {
    for (platform, expected) in [
        ("ebay", "no platform `ebay`: there are pdd, taobao"),
        ("taoboa", "no platform `taoboa`: did you mean `taobao`?"),
    ] {
        let error = Ruleset::platform(platform).expect_err("must be refused");
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}
