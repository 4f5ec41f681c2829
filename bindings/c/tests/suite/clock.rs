//! Reply clocks.

use std::ffi::c_char;
use std::fs;
use std::path::Path;

use kfrules::{Event, Kind, Profile, ReplyClock, Sender, Zone};
use kfrules_capi::*;
use serde::Deserialize;

use crate::c::{get, own, take};

#[derive(Deserialize)]
struct File {
    scenario: Vec<Scenario>,
}

#[derive(Deserialize)]
struct Scenario {
    /// One event a line: time, conversation, customer, sender, and a kind if it is no message.
    log: String,
    /// By profile; or, of the profile that the file is named after, rows by day and agent.
    expected: toml::Value,
}

/// The scenarios of the suite, each with its file and its profiles.
fn scenarios() -> impl Iterator<Item = (String, String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/clock");
    let entries = [folder.join("profiles"), folder].map(|it| fs::read_dir(it).expect("the suite"));
    let paths = entries.into_iter().flatten().map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.is_file()).flat_map(|path| {
        let source = fs::read_to_string(&path).expect("readable");
        let file: File = toml::from_str(&source).expect("a file of scenarios");
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        file.scenario.into_iter().map(move |scenario| {
            let ids = match scenario.expected {
                toml::Value::Table(expected) => expected.into_iter().map(|(id, _)| id).collect(),
                _ => vec![stem.clone()],
            };
            (stem.clone(), scenario.log, ids)
        })
    })
}

/// The events of a log, as the suite's README says.
fn events(log: &str) -> Vec<Event<'_>> {
    let lines = log.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.zip(1..).map(|(line, number)| event(line).line(number)).collect()
}

fn event(line: &str) -> Event<'_> {
    let mut words = line.split_whitespace();
    let mut next = || words.next().expect("a word");
    let time = next();
    let (day, time) = time.split_once('/').unwrap_or(("1", time));
    let at_us = Zone::default().parse_us(&format!("2024-5-{day} {time}")).expect("a time");
    let (conversation, customer, from) = (next(), next(), next());
    let kind = words.next().map_or(Kind::Message, |kind| kind.parse().expect("a kind"));
    let (from, agent) = from.split_once(':').unwrap_or((from, ""));
    let from: Sender = from.parse().expect("a sender");
    Event::new(conversation, at_us, from).kind(kind).customer(customer).agent(agent)
}

fn text(text: &str) -> kf_text {
    kf_text { data: text.as_ptr().cast::<c_char>(), length: text.len() }
}

fn for_c(event: &Event<'_>) -> kf_event {
    kf_event {
        size: size_of::<kf_event>(),
        conversation: text(event.conversation),
        at_us: event.at_us,
        from: event.from as i32,
        kind: event.kind as i32,
        customer: text(event.customer),
        agent: text(event.agent),
        text: text(event.text),
        id: text(""),
        line: event.line,
    }
}

fn report(clock: &kf_clock) -> String {
    take(get(|out| kf_clock_report(Some(clock), out)))
}

#[test]
fn every_scenario_is_reported_as_in_rust() {
    let mut reports = 0;
    for (name, log, ids) in scenarios() {
        let events = events(&log);
        let log: Vec<kf_event> = events.iter().map(for_c).collect();
        for id in &ids {
            let mut rust = ReplyClock::new(Profile::bundled(id).expect("bundled"));
            rust.record_log(&events).expect("in order");
            let expected = serde_json::to_string(&rust.report().summary()).expect("plain");

            // SAFETY: the text is a str.
            let profile =
                own(get(|out| unsafe { kf_profile_new(id.as_ptr().cast(), id.len(), out) }));
            let (zone, late, warn) = (KF_BEIJING_SECONDS, KF_TOLERANCE_US, KF_WARN_AFTER_US);
            let clock = own(get(|out| kf_clock_new(Some(&profile), zone, late, warn, out)));
            kf_profile_free(Some(profile));
            // SAFETY: the texts are those of the scenario.
            let status = unsafe { kf_clock_record_log(Some(&clock), log.as_ptr(), log.len()) };
            assert_eq!(status, kf_status::KF_OK);
            assert_eq!(report(&clock), expected, "{id}: {name}");

            // Saved and restored it says the same.
            let state = take(get(|out| kf_clock_save(Some(&clock), out)));
            // SAFETY: the text is a str.
            let restored = own(get(|out| unsafe {
                kf_clock_restore(state.as_ptr().cast(), state.len(), out)
            }));
            assert_eq!(report(&restored), expected, "{id}: {name}, restored");
            kf_clock_free(Some(restored));
            kf_clock_free(Some(clock));
            reports += 1;
        }
    }
    assert!(reports >= 17 * 40, "only {reports} reports: the suite is not all there");
}
