//! What is wrong with a pack is said with file, line, rule and cause.

use kfrules::{Pack, Ruleset};

const HEAD: &str = "id = \"shop\"\ntitle = \"t\"\n";
const RULE: &str = "[[rule]]\nid = \"wording.x\"\nseverity = \"error\"\nmessage = \"m\"\n\
                    suggestion = \"s\"\nsources = [{ document = \"d\" }]\n";
const EXAMPLES: &str = "hits = [\"h\"]\npasses = [\"p\"]\n";

/// The message for a pack with this text after the head.
fn message(rest: &str) -> String {
    Pack::from_toml_named("shop.toml", &format!("{HEAD}{rest}"))
        .and_then(Ruleset::compile)
        .expect_err("must be refused")
        .to_string()
}

#[test]
fn every_mistake_has_its_message() {
    let rule = |rest: &str| format!("{RULE}{EXAMPLES}{rest}");
    let cases = [
        ("colour = 3\n".to_owned(), "shop.toml:3: unknown field `colour`"),
        (rule("wrods = [\"a\"]\n"), "shop.toml:11: unknown field `wrods`"),
        (
            rule("words = [\"a\", \"**\"]\n"),
            "shop.toml:11: rule `wording.x`: word \"**\" is empty once folded",
        ),
        (rule("words = [\"@none\"]\n"), "shop.toml:11: rule `wording.x`: no list `none`"),
        (rule(""), "shop.toml:4: rule `wording.x`: looks for nothing"),
        (
            format!("{RULE}words = [\"a\"]\nhits = [\"a\"]\n"),
            "shop.toml:4: rule `wording.x`: has no `passes`",
        ),
        (
            format!("{RULE}words = [\"a\"]\npasses = [\"a\"]\n"),
            "shop.toml:4: rule `wording.x`: has no `hits`",
        ),
        (
            rule("patterns = ['a(']\n"),
            "shop.toml:11: rule `wording.x`: pattern \"a(\" is not valid",
        ),
        (
            rule("patterns = ['ab*']\n"),
            "shop.toml:11: rule `wording.x`: pattern \"ab*\" has no longest match",
        ),
        (
            rule("patterns = ['a?']\n"),
            "shop.toml:11: rule `wording.x`: pattern \"a?\" matches nothing at all",
        ),
        (
            rule("patterns = ['(\\w{100}){90}']\n"),
            "shop.toml:11: rule `wording.x`: pattern \"(\\w{100}){90}\" may match",
        ),
        (
            rule("words = [\"行号\"]\nreach = \"sound\"\nreadings = { \"行号\" = \"hang ho\" }\n"),
            "shop.toml:13: rule `wording.x`: `ho` is no syllable",
        ),
        (
            rule("words = [\"行号\"]\nreach = \"sound\"\nreadings = { \"行号\" = \"hang\" }\n"),
            "shop.toml:13: rule `wording.x`: 1 syllables for 2 symbols",
        ),
        (rule("words = [\"a\"]\nguard = \"loose\"\n"), "shop.toml:12: unknown variant `loose`"),
        (
            rule("words = [\"a\"]\nsince = \"2024-13-01\"\n"),
            "shop.toml:12: rule `wording.x`: \"2024-13-01\" is not a date",
        ),
        (
            rule("words = [\"a\"]\n") + &rule("words = [\"b\"]\n"),
            "shop.toml:13: rule `wording.x`: this id was used before, on line 4",
        ),
        (
            rule("words = [\"a\"]\n").replace("wording.x", "colour.x"),
            "shop.toml:4: rule `colour.x`: the id must be a category and a name",
        ),
        ("extends = [\"nowhere\"]\n".to_owned(), "shop.toml:3: no pack `nowhere` to extend"),
        ("extends = [\"shop\"]\n".to_owned(), "shop.toml:3: `shop` extends itself"),
        (
            "disable = [\"contact.none\"]\n".to_owned(),
            "shop.toml:3: no inherited rule `contact.none` to disable",
        ),
        (
            "[[override]]\nrule = \"contact.none\"\n".to_owned(),
            "shop.toml:4: no inherited rule `contact.none` to override",
        ),
        (
            "[[allow]]\nrules = [\"contact.none\"]\nwords = [\"a\"]\n".to_owned(),
            "shop.toml:4: no rule `contact.none` to allow words in",
        ),
        ("extends = [\n".to_owned(), "shop.toml:3: "),
    ];
    for (rest, expected) in cases {
        let message = message(&rest);
        assert!(message.starts_with(expected), "{message:?} should begin with {expected:?}");
    }
}

#[test]
fn a_platform_that_does_not_exist_is_named() {
    let error = Ruleset::platform("ebay").expect_err("must be refused");
    assert!(error.to_string().starts_with("no platform `ebay`: there are pdd, taobao"));
}
