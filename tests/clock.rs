//! The reply clock: scenarios, and random logs against the slow oracle.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod clock_oracle;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clock_oracle::{Days, Row};
use kfrules::{DEADLINES, Event, Kind, Profile, ReplyClock, Report, SHARES, Sender, Zone};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scenario: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    /// By which part of the definitions.
    why: String,
    /// One event a line: time, conversation, customer, sender, and a kind if it is no message.
    log: String,
    /// By profile: good/total, and the sum of seconds of a mean.
    expected: BTreeMap<String, String>,
}

/// Events of the first of May 2024, or of the day in May before a slash: `2/09:00:00`.
fn rows(log: &str) -> Vec<Row> {
    let lines = log.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate();
    lines
        .map(|(index, line)| {
            let mut words = line.split_whitespace();
            let mut next = || words.next().unwrap_or_else(|| panic!("{line}: too few words"));
            let time = next();
            let (day, time) = time.split_once('/').unwrap_or(("1", time));
            let (conversation, customer, from) = (next(), next(), next());
            let kind = words.next().map_or(Kind::Message, |kind| kind.parse().unwrap());
            Row {
                at_us: Zone::default().parse_us(&format!("2024-5-{day} {time}")).unwrap(),
                conversation: conversation.to_owned(),
                customer: customer.to_owned(),
                from: from.parse().unwrap(),
                kind,
                agent: String::new(),
                text: index.to_string(),
            }
        })
        .collect()
}

fn events(rows: &[Row]) -> Vec<Event<'_>> {
    rows.iter().zip(1..).map(|(row, line)| event(row).line(line)).collect()
}

fn event(row: &Row) -> Event<'_> {
    Event::new(&row.conversation, row.at_us, row.from)
        .kind(row.kind)
        .customer(&row.customer)
        .agent(&row.agent)
        .text(&row.text)
}

fn report(profile: &str, rows: &[Row]) -> Report {
    let mut clock = ReplyClock::new(Profile::bundled(profile).unwrap());
    clock.record_log(&events(rows)).unwrap();
    clock.report()
}

/// A report in the oracle's words.
fn days(report: &Report) -> Days {
    let summary = serde_json::to_value(report.summary()).unwrap();
    let day = |row: &serde_json::Value| {
        let start = format!("{} 00:00:00", row["day"].as_str().unwrap());
        let start_us = Zone::east_of_utc(0).parse_us(&start).unwrap();
        let total = row["total"].as_u64().unwrap();
        let mean = row["mean_seconds"].as_f64().unwrap_or(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small")]
        let sum_us = (mean * total as f64 * 1e6).round() as i128;
        (start_us / 86_400_000_000, (row["good"].as_u64().unwrap(), total, sum_us))
    };
    summary["days"].as_array().unwrap().iter().map(day).collect()
}

fn in_words(days: &Days, is_mean: bool) -> String {
    let sum =
        days.values().fold((0, 0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1, sum.2 + day.2));
    let words = format!("{}/{}", sum.0, sum.1);
    if is_mean { format!("{words} {}", sum.2 / 1_000_000) } else { words }
}

#[test]
fn every_scenario_is_counted_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/clock");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for scenario in file.scenario {
            let rows = rows(&scenario.log);
            assert!(!scenario.why.is_empty(), "{}: says no reason", scenario.name);
            for (profile, expected) in &scenario.expected {
                let is_mean = Profile::bundled(profile).unwrap().limit_us().is_none();
                let own = days(&report(profile, &rows));
                assert_eq!(&in_words(&own, is_mean), expected, "{profile}: {}", scenario.name);
                let name = &scenario.name;
                assert_eq!(
                    own,
                    clock_oracle::report(profile, &rows),
                    "{profile}: {name}: the oracle differs"
                );
                *counts.entry(profile.clone()).or_default() += 1;
            }
        }
    }
    for id in Profile::ids() {
        assert!(counts.get(id).copied().unwrap_or(0) >= 32, "too few scenarios of {id}");
    }
}

/// Small logs in which everything that matters happens often: few conversations, times near the
/// edges of windows and limits.
fn some_log() -> impl Strategy<Value = Vec<Row>> {
    let senders = prop_oneof![
        5 => Just(Sender::Customer),
        4 => Just(Sender::Agent),
        1 => Just(Sender::Assist),
        1 => Just(Sender::Robot),
        1 => Just(Sender::Auto),
        1 => Just(Sender::System),
    ];
    let kinds = prop_oneof![
        12 => Just(Kind::Message),
        1 => Just(Kind::Handoff),
        1 => Just(Kind::Transfer),
        1 => Just(Kind::Offline),
        2 => Just(Kind::Close),
    ];
    let hours = prop_oneof![Just(0), Just(8), Just(9), Just(12), Just(23), Just(24)];
    let seconds = prop_oneof![
        3 => -200_i64..200,
        2 => prop_oneof![Just(0_i64), Just(30), Just(180), Just(181), Just(300), Just(600), Just(-1)],
        1 => -4000_i64..4000,
    ];
    let row = (0..2_i64, hours, seconds, 0..3_u8, senders, kinds, 0..3_u8, any::<bool>());
    let row = row.prop_map(|(day, hour, second, conversation, from, kind, text, fraction)| Row {
        at_us: 1_714_492_800_000_000
            + ((day * 24 + hour) * 3600 + second) * 1_000_000
            + i64::from(fraction),
        conversation: format!("c{conversation}"),
        customer: format!("u{}", conversation / 2),
        from,
        kind,
        agent: String::new(),
        text: text.to_string(),
    });
    prop::collection::vec(row, 0..14)
}

/// All that a report holds.
fn exact(report: &Report) -> String {
    serde_json::to_string(report).unwrap()
}

fn clock(id: &str) -> ReplyClock {
    ReplyClock::new(Profile::bundled(id).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn the_engine_agrees_with_the_oracle(log in some_log()) {
        for id in Profile::ids() {
            prop_assert_eq!(days(&report(id, &log)), clock_oracle::report(id, &log), "{}", id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn parts_by_customer_add_up_to_the_whole(log in some_log()) {
        let events = events(&log);
        let part = |of: fn(&str) -> bool| -> Vec<Event<'_>> {
            events.iter().filter(|event| of(event.customer)).copied().collect()
        };
        let parts = [part(|customer| customer == "u0"), part(|customer| customer != "u0")];
        for id in Profile::ids() {
            let mut whole = clock(id);
            whole.record_log(&events).unwrap();
            let mut sum = clock(id).report();
            for part in &parts {
                let mut clock = clock(id);
                clock.record_log(part).unwrap();
                let json = serde_json::to_string(&clock.report()).unwrap();
                sum.merge(&serde_json::from_str(&json).unwrap()).unwrap();
            }
            prop_assert_eq!(exact(&sum), exact(&whole.report()), "{}", id);
        }
    }

    #[test]
    fn a_restored_clock_goes_on_as_if_it_had_never_stopped(
        log in some_log(),
        stop in any::<prop::sample::Index>(),
    ) {
        let mut events = events(&log);
        events.sort_by_key(|event| event.at_us);
        let stop = stop.index(events.len() + 1);
        for id in Profile::ids() {
            let mut whole = clock(id);
            whole.record_log(&events).unwrap();
            let mut first = clock(id);
            first.record_log(&events[..stop]).unwrap();
            let snapshot = serde_json::to_string(&first).unwrap();
            let mut second: ReplyClock = serde_json::from_str(&snapshot).unwrap();
            second.record_log(&events[stop..]).unwrap();
            prop_assert_eq!(exact(&second.report()), exact(&whole.report()), "{}", id);
        }
    }

    #[test]
    fn events_late_within_the_tolerance_are_put_in_their_place(
        log in some_log(),
        delays_us in prop::collection::vec(0..10_000_000_i64, 14),
    ) {
        let mut events = events(&log);
        events.sort_by_key(|event| event.at_us);
        events.dedup_by_key(|event| event.at_us);
        let mut late: Vec<(i64, Event<'_>)> =
            events.iter().zip(&delays_us).map(|(event, delay)| (event.at_us + delay, *event)).collect();
        late.sort_by_key(|(arrival_us, _)| *arrival_us);
        for id in Profile::ids() {
            let mut sorted = clock(id);
            sorted.record_log(&events).unwrap();
            let mut shuffled = clock(id);
            for (_, event) in &late {
                shuffled.record(event).unwrap();
            }
            prop_assert_eq!(exact(&shuffled.report()), exact(&sorted.report()), "{}", id);
        }
    }

    #[test]
    fn those_who_wait_are_those_whom_the_end_of_the_log_makes_bad(log in some_log()) {
        let now_us = log.iter().map(|row| row.at_us).max().unwrap_or(0);
        for id in ["pdd@2020-3min-human", "taobao@2025", "jd@2021-first30", "suning@2023-12"] {
            let mut clock = clock(id);
            clock.record_log(&events(&log)).unwrap();
            let limit_us = clock.profile().limit_us().unwrap();
            let all = clock.report().all();
            for waiting in clock.waiting(now_us) {
                prop_assert_eq!(waiting.due_us, Some(waiting.since_us + limit_us));
                prop_assert!(all.missed().iter().any(|missed| {
                    *missed.conversation == *waiting.conversation
                        && missed.opened_us == waiting.since_us
                        && missed.replied_us.is_none()
                }), "{}: {:?}", id, waiting);
            }
        }
    }

    #[test]
    fn no_instant_is_too_far_away(
        instants in prop::collection::vec(
            prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), Just(0)], 0..8),
        tolerance_us in any::<i64>(),
        zone in any::<i32>(),
        senders in prop::collection::vec(prop_oneof![
            Just(Sender::Customer), Just(Sender::Agent), Just(Sender::Robot)], 8),
    ) {
        for id in Profile::ids() {
            let mut clock = clock(id).tolerate_us(tolerance_us).in_zone(Zone::east_of_utc(zone));
            for (at_us, from) in instants.iter().zip(&senders) {
                // Refused or not, the clock goes on.
                let _ = clock.record(&Event::new("c", *at_us, *from));
                let waiting = clock.waiting(*at_us).len();
                prop_assert!(waiting <= 1);
                prop_assert!(clock.next_due(*at_us).is_none_or(|due_us| due_us > *at_us));
                prop_assert!(clock.next_warning(*at_us).is_none_or(|us| us > *at_us));
            }
            let report = clock.report();
            prop_assert!(report.total().good() <= report.total().total());
            prop_assert!(report.verdicts().iter().all(|verdict| !verdict.why.is_empty()));
            clock.forget(i64::MAX);
        }
    }
}

#[test]
fn what_comes_too_late_is_refused_and_changes_nothing() {
    let mut clock = clock("pdd@2020-3min-human").tolerate_us(5_000_000);
    let at_us = |time: &str| Zone::default().parse_us(&format!("2024-05-01 {time}")).unwrap();
    let record = |clock: &mut ReplyClock, time: &str, from| {
        clock.record(&Event::new("c1", at_us(time), from).customer("u1"))
    };
    record(&mut clock, "12:00:05", Sender::Customer).unwrap();
    record(&mut clock, "12:00:00", Sender::Agent).unwrap();
    let before = exact(&clock.report());
    let error = record(&mut clock, "11:59:59", Sender::Agent).unwrap_err();
    assert_eq!(
        error.to_string(),
        "conversation `c1`: the event of 2024-05-01 11:59:59 comes too late after that of 2024-05-01 12:00:05"
    );
    let other = Event::new("c1", at_us("12:00:06"), Sender::Agent).customer("u2");
    let error = clock.record(&other).unwrap_err();
    assert_eq!(error.to_string(), "conversation `c1` has two customers: `u1` and `u2`");
    assert_eq!(exact(&clock.report()), before);
}

#[test]
fn where_events_have_ids_they_alone_tell_copies_apart() {
    let event = |from, id| Event::new("c1", 0, from).text("在吗").id(id);
    let answered = |log: &[Event<'_>]| {
        let mut clock = clock("pdd@avg-human").in_zone(Zone::east_of_utc(12 * 3600));
        clock.record_log(log).unwrap();
        clock.report().total().total()
    };
    let (ask, answer) = (event(Sender::Customer, "1"), event(Sender::Agent, "2"));
    let (again, other) = (event(Sender::Agent, "2"), event(Sender::Agent, "4"));
    let asks_again = event(Sender::Customer, "3");
    assert_eq!(answered(&[ask, answer, asks_again, again]), 1);
    assert_eq!(answered(&[ask, answer, asks_again, other]), 2);
    let plain = [ask, answer, asks_again, again].map(|event| event.id(""));
    assert_eq!(answered(&plain), 1);
}

#[test]
fn the_worst_wait_comes_first_and_is_warned_of() {
    let at_us = |time: &str| Zone::default().parse_us(&format!("2024-05-01 {time}")).unwrap();
    let mut clock = clock("pdd@2020-3min-human");
    for (conversation, time) in [("c2", "12:01:00"), ("c1", "12:00:00"), ("c3", "23:30:00")] {
        let event = Event::new(conversation, at_us(time), Sender::Customer);
        clock.record(&event.agent("kf01")).unwrap();
    }
    let waiting = clock.waiting(at_us("12:01:40"));
    let order: Vec<_> = waiting.iter().map(|one| (one.conversation, one.is_warned)).collect();
    // The third asked after hours: nothing is due.
    assert_eq!(order, [("c1", true), ("c2", false)]);
    assert_eq!((waiting[0].agent, waiting[0].waited_us), (Some("kf01"), 100_000_000));
    assert_eq!(clock.next_due(at_us("12:01:40")), Some(at_us("12:03:00")));
    assert_eq!(clock.next_due(at_us("12:03:00")), Some(at_us("12:04:00")));
    assert_eq!(clock.next_warning(at_us("12:01:40")), Some(at_us("12:02:40")));
    clock.forget(at_us("12:00:00") + 86_400_000_000);
    assert!(clock.waiting(at_us("12:01:40")).is_empty());
}

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
    for (from, to, expected) in [
        ("\"08:00\"", "\"8:00\"", "own.toml:7: `8:00` is not a time such as 08:00"),
        ("\"08:00\"", "\"23:00\"", "own.toml:7: `window` must begin before it ends"),
        ("\"turn\"", "\"message\"", "own.toml:5: unknown variant `message`"),
        ("= 60", "= 0", "own.toml:8: `limit_seconds` must not be 0"),
        ("\"agent\"", "\"auto\"", "own.toml:9: `replies` may hold agent, assist and robot"),
        ("\"rate\"", "\"mean\"", "own.toml:8: `limit_seconds` has no meaning for a mean"),
        ("shop@1", "shop", "own.toml:1: `id` must be a platform and a version"),
        ("limit_seconds", "limit", "own.toml:8: unknown field `limit`"),
    ] {
        let error = Profile::from_toml_named("own.toml", &good.replace(from, to)).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}

#[test]
fn verdicts_say_what_was_missing() {
    let mut log = String::new();
    for index in 0..100 {
        log += &format!("12:00:00 c{index} u{index} customer\n");
        if index < 68 {
            log += &format!("12:00:10 c{index} u{index} agent\n");
        }
    }
    let rows = rows(&log);
    let verdict = |id| report(id, &rows).verdicts().remove(0);
    let taobao = verdict("taobao@2023-03");
    assert_eq!(taobao.period, "2024-04-02..2024-05-01");
    assert_eq!((taobao.passes, taobao.missing_units), (Some(false), Some(2)));
    assert_eq!(verdict("taobao@2022-07").missing_units, Some(22));
    let pdd = report("pdd@2018-valid1h", &rows);
    assert_eq!(pdd.verdicts()[0].passes, Some(true));
    let met: Vec<String> = pdd.penalties().into_iter().map(|penalty| penalty.name).collect();
    assert_eq!(met, ["warning-band"]);
    // Fewer than 301 turns are not assessed.
    assert_eq!(verdict("jd@2021-avg").passes, None);
    let douyin = verdict("douyin@2023-avg");
    assert_eq!((douyin.passes, douyin.excess_us), (Some(true), None));
}

#[test]
fn penalties_of_two_readings_differ_at_one_half() {
    let day = |answered: usize, all: usize| {
        let mut log = String::new();
        for index in 0..all {
            log += &format!("12:00:00 c{index} u{index} customer\n");
            if index < answered {
                log += &format!("12:00:10 c{index} u{index} agent\n");
            }
        }
        let report = report("pdd@2018-valid1h", &rows(&log));
        report.penalties().into_iter().map(|penalty| penalty.name).collect::<Vec<_>>()
    };
    assert_eq!(day(50, 100), ["50-of-100", "warning-band"]);
    assert_eq!(day(49, 100), ["rate-below-half", "50-of-100"]);
    assert_eq!(day(140, 200), ["50-of-100", "warning-band"]);
    assert_eq!(day(10, 99), [""; 0]);
}

#[test]
fn deadlines_end_when_the_facts_say() {
    let zone = Zone::default();
    let ends = [
        (33, "2024-05-02 15:20:00"),
        (40, "2024-05-03 15:20:00"),
        (41, "2024-05-09 00:00:00"),
        (46, "2024-05-08 15:20:00"),
        (47, "2024-05-04 15:20:00"),
        (48, "2024-05-04 15:20:00"),
        (49, "2024-05-02 15:20:00"),
        (50, "2024-05-03 15:20:00"),
        (52, "2024-05-02 15:20:00"),
        (98, "2024-05-02 15:20:00"),
        (135, "2024-05-09 00:00:00"),
        (136, "2024-05-17 00:00:00"),
    ];
    let start_us = zone.parse_us("2024-05-01 15:20:00").unwrap();
    let own: Vec<(u32, String)> = (DEADLINES.iter())
        .map(|deadline| (deadline.fact, zone.wall_clock(deadline.due_us(start_us, zone))))
        .collect();
    assert_eq!(own, ends.map(|(fact, end)| (fact, end.to_owned())));
    // Signed at midnight, it still begins the day after.
    let midnight_us = zone.parse_us("2024-05-01 00:00:00").unwrap();
    assert_eq!(zone.wall_clock(DEADLINES[2].due_us(midnight_us, zone)), "2024-05-09 00:00:00");
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
