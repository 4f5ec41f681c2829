//! The reply clock: scenarios, and random logs against the slow oracle.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod clock_oracle;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clock_oracle::{Days, Row};
use kfrules::{Event, Kind, Profile, ReplyClock, Report, Sender, Zone};
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
    let sum = days.values().fold((0, 0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1, sum.2 + day.2));
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
            for (profile, expected) in &scenario.expected {
                let is_mean = Profile::bundled(profile).unwrap().limit_us().is_none();
                let own = days(&report(profile, &rows));
                assert_eq!(&in_words(&own, is_mean), expected, "{profile}: {}", scenario.name);
                let name = &scenario.name;
                assert_eq!(own, oracle(profile, &rows), "{profile}: {name}: the oracle differs");
                *counts.entry(profile.clone()).or_default() += 1;
            }
        }
    }
    for id in Profile::ids() {
        assert!(counts.get(id).copied().unwrap_or(0) >= 9, "too few scenarios of {id}");
    }
}

/// The oracle sums up waits; of a rate profile there is no sum to compare.
fn oracle(profile: &str, rows: &[Row]) -> Days {
    clock_oracle::report(profile, rows)
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
    let row = (0..2_i64, hours, seconds, 0..2_u8, senders, kinds, 0..3_u8, any::<bool>());
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_engine_agrees_with_the_oracle(log in some_log()) {
        for id in Profile::ids() {
            prop_assert_eq!(days(&report(id, &log)), oracle(id, &log), "{}", id);
        }
    }
}
