//! A shop's packs put onto a compiled platform answer as when everything is compiled anew, which a day
//! asks for.

use kfrules::{PLATFORMS, Pack, Ruleset, RulesetBuilder};

/// A day on which the rules are those that have no end.
const FAR_OFF: &str = "9999-12-31";

const CHANGES: &str = r#"
id = "shop"
title = "小店"
disable = ["contact.qq", "privacy"]

[lists]
gifts = ["送小样", "送 * 袋"]

[[allow]]
words = ["微信表情包", "@gifts"]
[[allow]]
rules = ["contact", "extreme.absolute"]
words = ["电话手表", "~最好的朋友"]

[[override]]
rule = "contact.wechat"
severity = "info"
message = "m"

[[rule]]
id = "wording.gift"
severity = "warning"
message = "m"
suggestion = "s"
sources = [{ document = "d" }]
reach = "sound"
words = ["@gifts", "@no_account", "微信"]
patterns = ["加.{0,3}群"]
except = ["@refusal"]
hits = ["送小样"]
passes = ["好"]
[[rule.cued]]
words = ["卫星"]
cues = ["加", "+"]
[[rule.number]]
kinds = ["mobile"]
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
"#;

/// A rule of its own, and that of another pack on top.
const FIRST: &str = r#"
id = "first"
title = "先"
[[rule]]
id = "wording.first"
severity = "info"
message = "m"
suggestion = "s"
sources = [{ document = "d" }]
words = ["送小样", "微信"]
hits = ["送小样"]
passes = ["好"]
"#;

/// Replaces a list that the platform's rules use, so that nothing can be put onto what is compiled.
const OTHER_LIST: &str = r#"
id = "lists"
title = "换了单子"
[lists]
refusal = ["不行"]
"#;

const TEXTS: [&str; 10] = [
    "加我薇芯，下单送 小 样",
    "加我们群，发您微信表情包，送您袋",
    "没有微信哦，不支持加微信",
    "电话一三八零零一三八零零零，电话手表",
    "+卫星 好评之后有红包",
    "扣扣号 88812345，这款宝贝是全网最低价",
    "国家级的品质，最好的朋友",
    "不行，不加微信",
    "亲，在的哦",
    "",
];

fn pack(source: &str) -> Pack {
    Pack::from_toml(source).expect("a pack")
}

/// What the rules are, and what they say of the texts and of their own examples.
fn answers(rules: &Ruleset) -> (Vec<String>, Vec<String>) {
    let names = rules.rules().iter().map(|rule| {
        let (hits, passes) = (rule.hits(), rule.passes());
        format!("{} {:?} {} {hits:?} {passes:?}", rule.name(), rule.severity(), rule.message())
    });
    let mut checker = rules.checker();
    let examples = rules.rules().iter().flat_map(|rule| rule.hits().iter().chain(rule.passes()));
    let texts = TEXTS.map(str::to_owned);
    let found = texts.iter().chain(examples).flat_map(|text| {
        let found = checker.check(text).map(|it| {
            format!("{text}: {} {:?} {} {:?}", it.rule.name(), it.bytes, it.severity, it.via)
        });
        found.collect::<Vec<_>>()
    });
    (names.collect(), found.collect())
}

fn agree(name: &str, build: impl Fn() -> RulesetBuilder) -> Ruleset {
    let put_on = build().compile().expect(name);
    let anew = build().as_of(FAR_OFF).compile().expect(name);
    assert_eq!(put_on.id(), anew.id());
    let (rules, found) = answers(&put_on);
    let (rules_anew, found_anew) = answers(&anew);
    assert_eq!(rules, rules_anew, "{name}");
    assert_eq!(found, found_anew, "{name}");
    assert!(found.len() > 100, "{name}: {}", found.len());
    put_on
}

#[test]
fn packs_on_a_platform_answer_as_compiled_anew() {
    for platform in PLATFORMS {
        let on = || Ruleset::builder().platform(platform);
        agree(platform, || on().disable("contact.number"));
        let shop = agree(platform, || on().pack(pack(CHANGES)));
        assert!(shop.rule("contact.qq").is_none());
        assert!(shop.check("送您一套微信表情包").is_empty());
        agree(platform, || on().pack(pack(CHANGES)).pack(pack(FIRST)).disable("extreme"));
        agree(platform, || on().pack(pack(OTHER_LIST)));
    }
}

#[test]
fn a_pack_may_extend_the_platform_itself() {
    let extending = |base: &str| pack(&format!("extends = [\"{base}\"]\n{CHANGES}"));
    agree("pdd", || Ruleset::builder().pack(extending("pdd")));
    agree("twice", || Ruleset::builder().platform("jd").pack(extending("jd")));
    agree("common", || Ruleset::builder().platform("jd").pack(extending("common")));
    // The rules of the pack that comes first stand before those of the platform.
    let rules = agree("first", || Ruleset::builder().pack(pack(FIRST)).pack(extending("pdd")));
    assert_eq!(rules.rules()[0].name(), "first/wording.first");
    assert_eq!(rules.id(), "first");
}

#[test]
fn what_is_put_on_is_saved_as_any_other() {
    let rules = Ruleset::builder().platform("pdd").pack(pack(CHANGES)).compile().expect("rules");
    let loaded = Ruleset::load(&rules.save()).expect("what was saved");
    assert_eq!(answers(&rules), answers(&loaded));
}

#[test]
fn mistakes_are_told_as_when_compiled_anew() {
    let own = |change: &str| format!("id = \"shop\"\ntitle = \"小店\"\n{change}");
    for change in [
        "disable = [\"contact.qqq\"]",
        "[[allow]]\nrules = [\"contact.qqq\"]\nwords = [\"好\"]",
        "[[allow]]\nwords = [\"@no_such_list\"]",
        "[[override]]\nrule = \"contact.qqq\"\nseverity = \"info\"",
        "extends = [\"shop\"]",
        "extends = [\"jd\"]",
    ] {
        let build = || Ruleset::builder().platform("pdd").pack(pack(&own(change)));
        let error = build().compile().expect_err(change).to_string();
        assert_eq!(error, build().as_of(FAR_OFF).compile().expect_err(change).to_string());
    }
}
