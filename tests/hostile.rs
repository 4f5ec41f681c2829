//! Long and nasty messages end soon and are answered like short ones.

use kfrules::Ruleset;

#[test]
fn a_megabyte_of_anything_is_checked() {
    let rules = Ruleset::platform("pdd").expect("bundled");
    let mut checker = rules.checker();
    let units = ["微信", "*", "\u{301}", "好评返现", "亲", "v", "8", "加", "不知道", "最好", "。"];
    for unit in units {
        let text = unit.repeat((1 << 20) / unit.len());
        for violation in checker.check(&text) {
            assert!(!violation.text.is_empty());
        }
    }
}

#[test]
fn long_runs_of_what_may_be_a_disguise_are_checked() {
    let rules = Ruleset::platform("pdd").expect("bundled");
    let mut checker = rules.checker();
    let units = ["薇芯", "weixin", "\u{2764}薇", "亻言", "12345", "一二三", "支付包邮", "加我"];
    for unit in units {
        let text = unit.repeat((1 << 16) / unit.len());
        for violation in checker.check(&text) {
            assert!(!violation.text.is_empty());
        }
    }
}

#[test]
fn a_hit_is_found_at_the_end_of_a_long_message() {
    let rules = Ruleset::platform("pdd").expect("bundled");
    let text = format!("{}加我微信", "今天发货哦。".repeat(100_000));
    let found = rules.check(&text);
    assert_eq!(found.last().map(|violation| violation.bytes.end), Some(text.len()));
}
