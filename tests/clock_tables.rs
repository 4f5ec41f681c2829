//! Beside the clock: what a profile cannot be, deadlines of orders and after-sale cases, and shares.

use std::collections::BTreeSet;

use kfrules::{DEADLINES, Profile, SHARES, Zone, is_price_change_allowed, is_refund_allowed};

#[test]
fn a_profile_that_cannot_be_is_refused_by_field_and_line() {
    let good = r#"id = "shop@1"
title = "小店自己的标准"
since = "2024"
confidence = "low"
unit = "turn"
measure = "rate"
window = ["08:00", "23:00"]
limit_seconds = 60
replies = ["agent"]
sources = [{ document = "店长通知" }]
"#;
    Profile::from_toml(good).unwrap();
    let no_field = "own.toml:1: missing field `title`";
    for (from, to, expected) in [
        ("\"08:00\"", "\"8:00\"", "own.toml:7: `window`: `8:00` is not a time such as 08:00"),
        ("\"08:00\"", "\"23:00\"", "own.toml:7: `window` must begin before it ends"),
        ("[\"08:00\", \"23:00\"]", "[\"08:00\"]", "own.toml:7: `window`: invalid length 1"),
        ("\"turn\"", "\"message\"", "own.toml:5: `unit`: unknown variant `message`"),
        ("\"low\"", "\"sure\"", "own.toml:4: `confidence`: unknown variant `sure`"),
        ("= 60", "= 0", "own.toml:8: `limit_seconds` must not be 0"),
        ("= 60", "= -1", "own.toml:8: `limit_seconds`: invalid value: integer `-1`"),
        ("= 60", "= \"60\"", "own.toml:8: `limit_seconds`: invalid type: string"),
        ("limit_seconds = 60\n", "", "own.toml: `limit_seconds` is missing: a rate needs it"),
        ("\"agent\"", "\"auto\"", "own.toml:9: `replies` may hold agent, assist and robot"),
        ("\"agent\"", "\"boss\"", "own.toml:9: `replies`: unknown variant `boss`"),
        ("[\"agent\"]", "[]", "own.toml:9: `replies` is empty"),
        ("\"rate\"", "\"mean\"", "own.toml:8: `limit_seconds` has no meaning for a mean"),
        ("shop@1", "shop", "own.toml:1: `id` must be a platform and a version"),
        ("shop@1", "@1", "own.toml:1: `id` must be a platform and a version"),
        ("limit_seconds", "limit", "own.toml:8: unknown field `limit`"),
        ("title = \"小店自己的标准\"\n", "", no_field),
        ("[{ document = \"店长通知\" }]", "[]", "own.toml:10: `sources` is empty"),
        ("document =", "paper =", "own.toml:10: `sources`: unknown field `paper`"),
        ("id =", "id ", "own.toml:1: key with no value"),
        ("$", "stage = \"robot\"\n", "own.toml:11: `stage`: unknown variant `robot`"),
        ("$", "judged = \"every-turn\"\n", "own.toml:11: `judged` is for sessions"),
        ("$", "cap_seconds = 600\n", "own.toml:11: `cap_seconds` is needed for a mean"),
        ("$", "offline = \"bad\"\n", "own.toml:11: `offline` needs the human stage"),
        ("$", "rejoin_seconds = 600\n", "own.toml:11: `rejoin_seconds` needs the human stage"),
        ("$", "[pass]\nperiod = \"year\"\n", "own.toml:12: `pass.period`: unknown variant `year`"),
        ("$", "[pass]\nperiod = \"day\"\n", "own.toml:11: `pass` needs rate_percent for a rate"),
        (
            "$",
            "[pass]\nperiod = \"day\"\nrate_percent = 101\n",
            "own.toml:11: `pass` cannot ask for more than 100 percent",
        ),
        (
            "$",
            "[[penalties]]\nname = \"x\"\nsanction = \"y\"\nperiod = \"day\"\n",
            "own.toml:11: `penalties` need from_percent, below_percent or least_bad",
        ),
        (
            "$",
            "[[penalties]]\nname = \"x\"\nsanction = \"y\"\nperiod = \"day\"\nfrom_percent = \"5\"\n",
            "own.toml:15: `penalties.from_percent`: invalid type: string",
        ),
        (
            "$",
            "[[penalties]]\nname = \"x\"\nsanction = \"y\"\nperiod = \"day\"\nfrom_percent = 90\nbelow_percent = 50\n",
            "own.toml:11: `penalties` must have from_percent below below_percent",
        ),
    ] {
        let bad = if from == "$" { format!("{good}{to}") } else { good.replace(from, to) };
        assert_ne!(bad, good);
        let error = Profile::from_toml_named("own.toml", &bad).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{expected}\n{error}");
    }
}

#[test]
fn deadlines_end_when_the_facts_say() {
    let zone = Zone::default();
    let ends = [
        (33, "2024-05-02 15:20:00"),
        (34, "2024-05-01 15:23:00"),
        (40, "2024-05-03 15:20:00"),
        (41, "2024-05-09 00:00:00"),
        (46, "2024-05-08 15:20:00"),
        (47, "2024-05-04 15:20:00"),
        (48, "2024-05-04 15:20:00"),
        (49, "2024-05-02 15:20:00"),
        (49, "2024-05-07 15:20:00"),
        (49, "2024-05-08 15:20:00"),
        (50, "2024-05-03 15:20:00"),
        (52, "2024-05-02 15:20:00"),
        (97, "2024-05-03 15:20:00"),
        (97, "2024-05-21 15:20:00"),
        (98, "2024-05-02 15:20:00"),
        (135, "2024-05-09 00:00:00"),
        (136, "2024-05-17 00:00:00"),
    ];
    let start_us = zone.parse_us("2024-05-01 15:20:00").unwrap();
    let own: Vec<(u32, String)> = (DEADLINES.iter())
        .map(|deadline| (deadline.facts[0], zone.wall_clock(deadline.due_us(start_us, zone))))
        .collect();
    assert_eq!(own, ends.map(|(fact, end)| (fact, end.to_owned())));
    let ids: BTreeSet<&str> = DEADLINES.iter().map(|deadline| deadline.id).collect();
    assert_eq!(ids.len(), DEADLINES.len());
    // Signed at midnight, it still begins the day after.
    let midnight_us = zone.parse_us("2024-05-01 00:00:00").unwrap();
    assert_eq!(DEADLINES[3].id, "pdd.aftersale.return-7d-168h");
    assert_eq!(zone.wall_clock(DEADLINES[3].due_us(midnight_us, zone)), "2024-05-09 00:00:00");
    for deadline in DEADLINES {
        assert_eq!(deadline.due_us(i64::MAX, zone), i64::MAX, "{}", deadline.id);
        assert!(deadline.due_us(i64::MIN, zone) < 0, "{}", deadline.id);
    }
}

#[test]
fn shares_pass_just_where_the_line_is() {
    for (id, part, whole, gate, expected) in [
        ("pdd@complaint-1d", 1, 100, 100, None),
        ("pdd@complaint-30d", 1, 100, 100, None),
        ("kuaishou@2021-satisfaction", 80, 100, 100, Some(true)),
        ("kuaishou@2021-satisfaction", 79, 100, 100, Some(false)),
        ("taobao@2022-07-satisfaction", 69, 100, 100, Some(false)),
        ("taobao@2022-07-satisfaction", 7, 10, 10, Some(true)),
        ("taobao@2025-satisfaction", 21, 30, 30, Some(true)),
        ("taobao@2025-satisfaction", 0, 29, 29, None),
        ("jd@2021-satisfaction", 85, 100, 100, Some(false)),
        ("jd@2021-satisfaction", 86, 100, 100, Some(true)),
        ("jd@2021-left-messages", 301, 602, 301, Some(false)),
        ("jd@2021-left-messages", 300, 601, 301, Some(true)),
        ("jd@2021-left-messages", 0, 300, 300, None),
        ("jd@2021-left-messages", 0, 0, 301, None),
    ] {
        let share = SHARES.iter().find(|share| share.id == id).unwrap();
        assert_eq!(share.passes(part, whole, gate), expected, "{id}: {part} of {whole}");
    }
}

#[test]
fn amounts_may_be_what_the_facts_say() {
    for (old, new, before, expected) in [
        (100, 70, 0, true),
        (100, 69, 0, false),
        (100, 100, 1, false),
        (101, 71, 0, true),
        (101, 70, 0, false),
        (0, 0, 0, true),
        (u64::MAX, u64::MAX, 0, true),
    ] {
        assert_eq!(is_price_change_allowed(old, new, before), expected, "{old} to {new}");
    }
    for (paid, refund, expected) in [(100, 100, true), (100, 101, false), (0, 0, true)] {
        assert_eq!(is_refund_allowed(paid, refund), expected, "{refund} of {paid}");
    }
}
