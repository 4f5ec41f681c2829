//! The reply clock: scenarios worked out by hand, against the engine and the slow oracle.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod clock_oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clock_oracle::Days;
use kfrules::{BARS_SECONDS, Event, Kind, Profile, ReplyClock, Report, Sender, Zone};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Scenarios that several profiles share.
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

/// Scenarios of one profile, that of the file's name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnFile {
    scenario: Vec<OwnScenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnScenario {
    /// What is at stake in it.
    edges: Vec<String>,
    why: String,
    log: String,
    /// A row a day in May and agent: good/total, and the sum of seconds of a mean.
    expected: Vec<String>,
}

/// What every profile must have a scenario of its own for.
const EDGES: [&str; 15] = [
    "before-opening",
    "opening",
    "before-closing",
    "closing",
    "several-messages",
    "agent-first",
    "closing-thanks",
    "auto-only",
    "robot-then-human",
    "transfer",
    "offline",
    "over-midnight",
    "two-conversations",
    "unanswered-at-end",
    "empty-log",
];

/// And those that have a limit, or a longest wait that counts.
const EDGES_OF_LIMITS: [&str; 2] = ["at-limit", "past-limit"];

fn cases(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/clock").join(folder)
}

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Events of the first of May 2024, or of the day in May before a slash: `2/09:00:00`. The text is
/// the number of the line.
fn events<'a>(log: &'a str, numbers: &'a [String]) -> Vec<Event<'a>> {
    let lines = log.lines().map(str::trim).filter(|line| !line.is_empty());
    let event = |(line, number): (&'a str, &'a String)| {
        let mut words = line.split_whitespace();
        let mut next = || words.next().unwrap_or_else(|| panic!("{line}: too few words"));
        let time = next();
        let (day, time) = time.split_once('/').unwrap_or(("1", time));
        let (conversation, customer, from) = (next(), next(), next());
        let (from, agent) = from.split_once(':').unwrap_or((from, ""));
        let kind = words.next().map_or(Kind::Message, |kind| kind.parse().unwrap());
        let at_us = Zone::default().parse_us(&format!("2024-5-{day} {time}")).unwrap();
        Event::new(conversation, at_us, from.parse().unwrap())
            .kind(kind)
            .customer(customer)
            .agent(agent)
            .text(number)
            .line(number.parse().unwrap())
    };
    lines.zip(numbers).map(event).collect()
}

/// Numbers of lines, as texts.
fn numbers(log: &str) -> Vec<String> {
    (1..=log.lines().count()).map(|number| number.to_string()).collect()
}

fn report(profile: &str, log: &str) -> Report {
    let mut clock = clock(profile);
    clock.record_log(&events(log, &numbers(log))).unwrap();
    clock.report()
}

fn clock(id: &str) -> ReplyClock {
    ReplyClock::new(Profile::bundled(id).unwrap())
}

fn is_mean(profile: &str) -> bool {
    Profile::bundled(profile).unwrap().limit_us().is_none()
}

fn figures((good, total, sum_us): (u64, u64, i128), is_mean: bool) -> String {
    if is_mean {
        format!("{good}/{total} {}", sum_us / 1_000_000)
    } else {
        format!("{good}/{total}")
    }
}

/// All that a scenario can expect: a row a day in May and agent, and the sum of all.
fn rows_and_total(days: &Days, is_mean: bool) -> (BTreeSet<String>, String) {
    let first_of_may = Zone::east_of_utc(0).parse_us("2024-05-01 00:00:00").unwrap();
    let mut rows = BTreeSet::new();
    let mut total = (0, 0, 0);
    for (day, agents) in days {
        let day = day - first_of_may / 86_400_000_000 + 1;
        for (agent, counts) in agents {
            let agent = if agent.is_empty() { "-" } else { agent };
            rows.insert(format!("{day} {agent} {}", figures(*counts, is_mean)));
            total = (total.0 + counts.0, total.1 + counts.1, total.2 + counts.2);
        }
    }
    (rows, figures(total, is_mean))
}

/// Counts a log by the engine, and by the oracle, which must agree.
fn count(profile: &str, log: &str, name: &str) -> (BTreeSet<String>, String) {
    let own = clock_oracle::days(&report(profile, log));
    let slow = clock_oracle::report(profile, &events(log, &numbers(log)));
    assert_eq!(own, slow, "{profile}: {name}: the oracle differs");
    rows_and_total(&own, is_mean(profile))
}

#[test]
fn every_shared_scenario_is_counted_as_it_says() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let paths = fs::read_dir(cases("")).unwrap().map(|entry| entry.unwrap().path());
    for path in paths.filter(|path| path.is_file()) {
        for Scenario { name, why, log, expected } in read::<File>(&path).scenario {
            assert!(!why.is_empty(), "{name}: says no reason");
            for (profile, expected) in &expected {
                assert_eq!(&count(profile, &log, &name).1, expected, "{profile}: {name}");
                *counts.entry(profile.clone()).or_default() += 1;
            }
        }
    }
    for id in Profile::ids() {
        assert!(counts.get(id).copied().unwrap_or(0) >= 32, "too few scenarios of {id}");
    }
}

#[test]
fn every_profile_has_scenarios_of_its_own_for_every_edge() {
    for id in Profile::ids() {
        let scenarios = read::<OwnFile>(&cases("profiles").join(format!("{id}.toml"))).scenario;
        let mut edges = BTreeSet::new();
        for OwnScenario { edges: own, why, log, expected } in &scenarios {
            assert!(!own.is_empty() && !why.is_empty(), "{id}: says no edge or no reason:\n{log}");
            let expected: BTreeSet<String> = expected.iter().cloned().collect();
            assert_eq!(count(id, log, why).0, expected, "{id}: {why}");
            edges.extend(own.iter().map(String::as_str));
        }
        assert!(scenarios.len() >= 8, "{id}: {} scenarios", scenarios.len());
        // Of the means only one has a longest wait that counts.
        let limits = EDGES_OF_LIMITS.iter().filter(|_| !is_mean(id) || id == "tmall@2022-avg");
        let needed: BTreeSet<&str> = EDGES.iter().chain(limits).copied().collect();
        assert_eq!(edges, needed, "{id}");
    }
    let files = fs::read_dir(cases("profiles")).unwrap().count();
    assert_eq!(files, Profile::ids().count(), "a file of no profile");
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
    let before = clock.report();
    let error = record(&mut clock, "11:59:59", Sender::Agent).unwrap_err();
    assert_eq!(
        error.to_string(),
        "conversation `c1`: the event of 2024-05-01 11:59:59 comes too late after that of 2024-05-01 12:00:05"
    );
    let other = Event::new("c1", at_us("12:00:06"), Sender::Agent).customer("u2");
    let error = clock.record(&other).unwrap_err();
    assert_eq!(error.to_string(), "conversation `c1` has two customers: `u1` and `u2`");
    assert_eq!(clock.report(), before);
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
fn waits_have_percentiles_and_bars() {
    // Of 100 customers each waits a second longer than the one before.
    let mut log = String::new();
    for second in 1..=100 {
        let (minute, rest) = (second / 60, second % 60);
        log += &format!("12:00:00 c{second} u{second} customer\n");
        log += &format!("12:{minute:02}:{rest:02} c{second} u{second} agent\n");
    }
    for id in ["pdd@2020-3min-human", "pdd@avg-human", "taobao@2025", "suning@2023-12"] {
        let all = report(id, &log).all();
        let waits = all.waits();
        let seconds = [0, 1, 50, 90, 99, 100].map(|percent| waits.percentile_us(percent));
        let expected = [1, 1, 50, 90, 99, 100].map(|seconds| Some(seconds * 1_000_000));
        assert_eq!(seconds, expected, "{id}");
        assert_eq!(BARS_SECONDS[..5], [10, 20, 30, 60, 120]);
        assert_eq!(waits.histogram(), [10, 10, 10, 30, 40, 0, 0, 0, 0, 0], "{id}");
    }
}

#[test]
fn a_line_of_your_own_is_judged_by() {
    let mut log = String::new();
    for index in 0..10 {
        log += &format!("12:00:00 c{index} u{index} customer\n");
        if index < 8 {
            log += &format!("12:00:30 c{index} u{index} agent\n");
        }
    }
    let verdict = |id, line| {
        let mut clock = ReplyClock::new(Profile::bundled(id).unwrap().with_line(line));
        clock.record_log(&events(&log, &numbers(&log))).unwrap();
        let verdict = clock.report().verdicts().remove(0);
        (verdict.period, verdict.passes, verdict.missing_units, verdict.excess_us)
    };
    let day = "2024-05-01".to_owned();
    assert_eq!(verdict("pdd@2020-3min-human", 80), (day.clone(), Some(true), None, None));
    assert_eq!(verdict("pdd@2020-3min-human", 85), (day.clone(), Some(false), Some(1), None));
    assert_eq!(verdict("pdd@avg-human", 30), (day.clone(), Some(true), None, None));
    assert_eq!(verdict("pdd@avg-human", 29), (day, Some(false), None, Some(8_000_000)));
    // Period and gate of a line that there was stay.
    let month = "2024-05".to_owned();
    assert_eq!(verdict("taobao@2022-07", 50), (month, None, None, None));
}

#[test]
fn who_asked_on_several_days_is_due_on_each() {
    let at_us = |time: &str| Zone::default().parse_us(&format!("2024-05-{time}")).unwrap();
    let mut clock = clock("pdd@2020-3min-human");
    for time in ["01 22:59:00", "02 09:00:00"] {
        clock.record(&Event::new("c1", at_us(time), Sender::Customer)).unwrap();
    }
    let now_us = at_us("02 09:02:00");
    let late: Vec<_> =
        clock.waiting(now_us).iter().map(|one| (one.since_us, one.is_late)).collect();
    assert_eq!(late, [(at_us("01 22:59:00"), true), (at_us("02 09:00:00"), false)]);
    assert_eq!(clock.next_due(now_us), Some(at_us("02 09:03:00")));
    assert_eq!(clock.next_warning(at_us("02 09:01:00")), Some(at_us("02 09:01:40")));
}

#[test]
fn a_leap_in_time_harms_its_own_conversation_alone() {
    let zone = Zone::default();
    let at_us = |time: &str| zone.parse_us(time).unwrap();
    let mut clock = clock("pdd@2020-3min-human");
    let mut record = |conversation, time: &str, from| {
        clock.record(&Event::new(conversation, at_us(time), from)).is_ok()
    };
    // A time of years ahead, then the clock is set back: c1 goes on where it was, c2 never noticed.
    assert!(record("c1", "2031-01-01 12:00:00", Sender::Customer));
    assert!(!record("c1", "2024-05-01 12:00:00", Sender::Customer));
    assert!(record("c2", "2024-05-01 12:00:00", Sender::Customer));
    assert!(record("c1", "2031-01-01 11:59:55", Sender::Customer));
    assert!(record("c1", "2031-01-01 12:00:30", Sender::Agent));
    assert!(record("c2", "2024-05-01 12:01:00", Sender::Agent));
    // A year of silence: a new question is a new consumer-day.
    assert!(record("c2", "2025-05-01 12:00:00", Sender::Customer));
    let days: Vec<(String, u64, u64)> = (clock.report().days())
        .map(|(day, counts)| (day.to_string(), counts.total().good(), counts.total().total()))
        .collect();
    let day = |day: &str, good| (day.to_owned(), good, 1);
    assert_eq!(days, [day("2024-05-01", 1), day("2025-05-01", 0), day("2031-01-01", 1)]);
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
    let verdict = |id| report(id, &log).verdicts().remove(0);
    let taobao = verdict("taobao@2023-03");
    assert_eq!(taobao.period, "2024-04-02..2024-05-01");
    assert_eq!((taobao.passes, taobao.missing_units), (Some(false), Some(2)));
    assert_eq!(verdict("taobao@2022-07").missing_units, Some(22));
    let pdd = report("pdd@2018-valid1h", &log);
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
        let report = report("pdd@2018-valid1h", &log);
        report.penalties().into_iter().map(|penalty| penalty.name).collect::<Vec<_>>()
    };
    assert_eq!(day(50, 100), ["50-of-100", "warning-band"]);
    assert_eq!(day(49, 100), ["rate-below-half", "50-of-100"]);
    assert_eq!(day(140, 200), ["50-of-100", "warning-band"]);
    assert_eq!(day(10, 99), [""; 0]);
}
