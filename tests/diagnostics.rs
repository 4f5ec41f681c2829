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

/// A pack of this id that extends others.
fn extending(id: &str, bases: &str) -> Pack {
    let source = format!("id = \"{id}\"\ntitle = \"小店\"\nextends = [{bases}]\n");
    Pack::from_toml_named(&format!("{id}.toml"), &source).expect("a pack")
}

#[test]
fn packs_that_do_not_go_together_are_named() {
    let said = |packs: Vec<Pack>| {
        let builder = packs.into_iter().fold(Ruleset::builder(), kfrules::RulesetBuilder::pack);
        builder.compile().expect_err("must be refused").to_string()
    };
    let twins = said(vec![extending("shop", ""), extending("shop", "")]);
    assert_eq!(twins, "shop.toml: two packs have the id `shop`");
    let builder = Ruleset::builder().platform("jd").pack(extending("jd", ""));
    let taken = builder.compile().expect_err("must be refused").to_string();
    assert_eq!(taken, "jd.toml: the id `jd` is that of a bundled pack: give yours another");
    let circle = said(vec![extending("one", "\"two\""), extending("two", "\"one\"")]);
    assert_eq!(circle, "two.toml:3:12: `one` extends itself");
}

#[test]
fn what_a_builder_is_asked_for_in_vain_is_named() {
    let platform = || Ruleset::builder().platform("pdd");
    let disabled = platform().disable("wording.baobie").compile().expect_err("must be refused");
    assert_eq!(disabled.to_string(), "no rule `wording.baobie` to disable");
    let day = platform().as_of("yesterday").compile().expect_err("must be refused");
    assert_eq!(day.to_string(), "\"yesterday\" is not a date as 2024-05-01");
}

#[test]
fn a_pack_made_by_a_program_is_held_to_the_same() {
    use kfrules::Severity;

    let shop = || Pack::new("shop").expect("an id");
    let gift = |pack: Pack, id: &str, words: &[&str]| {
        pack.forbid(id, Severity::Error, words.iter().copied(), "赠品已经送完。", "请介绍优惠券。")
    };
    let said = |error: kfrules::Error| error.to_string();
    let refused = |pack: Result<Pack, kfrules::Error>| pack.map_err(said).expect_err("refused");
    assert!(refused(Pack::new("小店")).starts_with("pack id \"小店\" must be"));
    assert!(refused(gift(shop(), "gift", &["小样"])).starts_with("rule `gift`: the id must be"));
    assert!(refused(gift(shop(), "wording.gift", &[])).contains("looks for nothing"));
    let twice = gift(shop(), "wording.gift", &["小样"]).expect("a rule");
    assert!(refused(gift(twice, "wording.gift", &["贺卡"])).contains("used before"));

    let refused = |pack: Pack| Ruleset::compile(pack).map_err(said).expect_err("refused");
    let empty = gift(shop(), "wording.gift", &["**"]).expect("a rule");
    assert!(refused(empty).starts_with("rule `wording.gift`: the word \"**\" is empty"));
    let misspelt = shop().extend("pdd").disable("wording.baobie");
    assert!(refused(misspelt).starts_with("there is no inherited rule `wording.baobie`"));

    let sound = gift(shop(), "wording.gift", &["~送小样", "送贺卡"]).expect("a rule");
    let sound = sound.extend("jd").set_severity("platform.mention", Severity::Error);
    let rules = Ruleset::compile(sound).expect("compiles");
    assert_eq!(rules.verify(), []);
    assert_eq!(rules.rule("platform.mention").map(kfrules::Rule::severity), Some(Severity::Error));
}
