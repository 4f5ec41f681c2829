//! The reply clock over random logs: against the slow oracle, in parts, out of order, stopped and
//! restored, and at the ends of time.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod clock_oracle;

use std::collections::BTreeSet;

use kfrules::{Event, Kind, Profile, ReplyClock, Report, Sender, Zone};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// One event of a log; a name is empty where the log does not say it.
#[derive(Clone, Debug)]
struct Row {
    at_us: i64,
    conversation: String,
    customer: String,
    from: Sender,
    kind: Kind,
    agent: String,
    text: String,
}

fn event((row, line): (&Row, u64)) -> Event<'_> {
    Event::new(&row.conversation, row.at_us, row.from)
        .kind(row.kind)
        .customer(&row.customer)
        .agent(&row.agent)
        .text(&row.text)
        .line(line)
}

fn events(rows: &[Row]) -> Vec<Event<'_>> {
    rows.iter().zip(1..).map(event).collect()
}

/// Logs in which everything that matters happens often: few conversations, times near the edges of
/// windows and limits, names that are missing here and there.
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
    let names = (0..3_u8, any::<bool>(), 0..3_u8, 0..3_u8);
    let row = (0..2_i64, hours, seconds, names, senders, kinds, any::<bool>());
    let row = row.prop_map(|(day, hour, second, names, from, kind, fraction)| {
        let (conversation, is_named, agent, text) = names;
        let customer = if is_named { format!("u{}", conversation / 2) } else { String::new() };
        let agent = if agent > 0 { format!("kf0{agent}") } else { String::new() };
        Row {
            at_us: 1_714_492_800_000_000
                + ((day * 24 + hour) * 3600 + second) * 1_000_000
                + i64::from(fraction),
            conversation: format!("c{conversation}"),
            customer,
            from,
            kind,
            agent,
            text: text.to_string(),
        }
    });
    prop_oneof![
        9 => prop::collection::vec(row.clone(), 0..14),
        1 => prop::collection::vec(row, 0..50),
    ]
}

/// All that a report holds.
fn exact(report: &Report) -> String {
    serde_json::to_string(report).unwrap()
}

fn clock(id: &str) -> ReplyClock {
    ReplyClock::new(Profile::bundled(id).unwrap())
}

fn counted(id: &str, log: &[Event<'_>]) -> ReplyClock {
    let mut clock = clock(id);
    clock.record_log(log).unwrap();
    clock
}

/// How many logs each profile is tried with, from a seed of its own that is always the same.
const LOGS: u32 = 10_000;

#[test]
fn the_engine_agrees_with_the_oracle() {
    for (seed, id) in (1_u8..).zip(Profile::ids()) {
        let config = Config { cases: LOGS, failure_persistence: None, ..Config::default() };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let outcome = runner.run(&some_log(), |log| {
            let events = events(&log);
            let own = clock_oracle::days(&counted(id, &events).report());
            prop_assert_eq!(own, clock_oracle::report(id, &events));
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{id}: {error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn parts_by_customer_add_up_to_the_whole(log in some_log()) {
        let events = events(&log);
        let part = |of: fn(&str) -> bool| -> Vec<Event<'_>> {
            events.iter().filter(|event| of(event.conversation)).copied().collect()
        };
        // The first two conversations are of one customer, if it is named.
        let parts = [part(|conversation| conversation == "c2"), part(|conversation| conversation != "c2")];
        for id in Profile::ids() {
            let whole = counted(id, &events).report();
            let mut sum = clock(id).report();
            for part in &parts {
                let json = exact(&counted(id, part).report());
                sum.merge(&serde_json::from_str(&json).unwrap()).unwrap();
            }
            prop_assert_eq!(exact(&sum), exact(&whole), "{}", id);
            prop_assert_eq!(sum.verdicts(), whole.verdicts(), "{}", id);
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
            let whole = counted(id, &events);
            let snapshot = serde_json::to_string(&counted(id, &events[..stop])).unwrap();
            let mut second: ReplyClock = serde_json::from_str(&snapshot).unwrap();
            second.record_log(&events[stop..]).unwrap();
            prop_assert_eq!(exact(&second.report()), exact(&whole.report()), "{}", id);
            let now_us = events.last().map_or(0, |event| event.at_us);
            prop_assert_eq!(second.waiting(now_us), whole.waiting(now_us), "{}", id);
        }
    }

    #[test]
    fn events_late_within_the_tolerance_are_put_in_their_place(
        log in some_log(),
        delays_us in prop::collection::vec(0..=10_000_000_i64, 50),
    ) {
        let mut events = events(&log);
        events.sort_by_key(|event| event.at_us);
        events.dedup_by_key(|event| event.at_us);
        let mut late: Vec<(i64, Event<'_>)> =
            events.iter().zip(&delays_us).map(|(event, delay)| (event.at_us + delay, *event)).collect();
        late.sort_by_key(|(arrival_us, _)| *arrival_us);
        for id in Profile::ids() {
            let sorted = counted(id, &events).report();
            let mut shuffled = clock(id);
            for (_, event) in &late {
                shuffled.record(event).unwrap();
            }
            prop_assert_eq!(exact(&shuffled.report()), exact(&sorted), "{}", id);
        }
    }

    #[test]
    fn those_who_wait_are_those_whom_the_end_of_the_log_makes_bad(log in some_log()) {
        let now_us = log.iter().map(|row| row.at_us).max().unwrap_or(0);
        for id in Profile::ids().filter(|id| *id != "douyin@2022-session") {
            let clock = counted(id, &events(&log));
            let all = clock.report().all();
            let waiting = clock.waiting(now_us);
            let wait: BTreeSet<(&str, i64)> =
                waiting.iter().map(|one| (one.conversation, one.since_us)).collect();
            let unanswered = all.missed().iter().filter(|missed| missed.replied_us.is_none());
            let missed: BTreeSet<(&str, i64)> =
                unanswered.map(|missed| (&*missed.conversation, missed.opened_us)).collect();
            prop_assert!(wait.is_subset(&missed), "{}: {:?} {:?}", id, wait, missed);
            prop_assert_eq!(wait.len(), waiting.len());
            if id.starts_with("pdd") || id == "kuaishou@2021-3min" {
                // Here nothing ends a question but a reply.
                prop_assert_eq!(&wait, &missed, "{}", id);
            }
            prop_assert!(waiting.is_sorted_by_key(|one| one.since_us));
            let next_due = waiting.iter().filter_map(|one| one.due_us).filter(|us| *us > now_us).min();
            prop_assert_eq!(clock.next_due(now_us), next_due);
        }
    }

    #[test]
    fn what_was_missed_is_what_is_not_good(log in some_log()) {
        for id in Profile::ids() {
            let clock = counted(id, &events(&log));
            if clock.profile().limit_us().is_none() {
                continue;
            }
            for (day, report) in clock.report().days() {
                let bad = report.total().total() - report.total().good();
                let missed = report.missed();
                let customers: BTreeSet<&str> = missed.iter().map(|one| &*one.customer).collect();
                let found = if clock.profile().unit() == "consumer-day" { customers.len() } else { missed.len() };
                prop_assert_eq!(found as u64, bad, "{} on {}", id, day);
                for one in missed {
                    let row = &log[usize::try_from(one.opened_line).unwrap() - 1];
                    prop_assert_eq!((row.at_us, &*row.conversation), (one.opened_us, &*one.conversation));
                    prop_assert!(one.asked_until_us >= one.opened_us);
                }
            }
        }
    }

    #[test]
    fn forgotten_days_stay_forgotten(log in some_log(), stop in any::<prop::sample::Index>()) {
        let mut events = events(&log);
        events.sort_by_key(|event| event.at_us);
        let stop = stop.index(events.len() + 1);
        let Some(last) = events[..stop].last() else { return Ok(()) };
        let day = Zone::default().day(last.at_us);
        for id in Profile::ids() {
            let mut clock = clock(id);
            clock.record_log(&events[..stop]).unwrap();
            clock.forget(last.at_us);
            clock.record_log(&events[stop..]).unwrap();
            prop_assert!(clock.report().days().all(|(own, _)| own >= day), "{}", id);
        }
    }

    #[test]
    fn no_instant_is_too_far_away(
        instants in prop::collection::vec(
            prop_oneof![
                any::<i64>(), Just(i64::MIN), Just(i64::MIN + 1), Just(i64::MAX), Just(i64::MAX - 1), Just(0),
            ], 0..8),
        now_us in prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX)],
        tolerance_us in prop_oneof![any::<i64>(), Just(0), Just(i64::MAX)],
        warn_after_us in any::<i64>(),
        zone in prop_oneof![any::<i32>(), Just(i32::MIN), Just(i32::MAX)],
        kinds in prop::collection::vec(
            prop::sample::select(vec![
                (Sender::Customer, Kind::Message), (Sender::Customer, Kind::Message),
                (Sender::Agent, Kind::Message), (Sender::Robot, Kind::Message),
                (Sender::System, Kind::Handoff), (Sender::System, Kind::Close),
                (Sender::System, Kind::Offline), (Sender::Agent, Kind::Transfer),
            ]), 8),
    ) {
        for id in Profile::ids() {
            let mut clock = clock(id)
                .tolerate_us(tolerance_us)
                .warn_after_us(warn_after_us)
                .in_zone(Zone::east_of_utc(zone));
            for (at_us, (from, kind)) in instants.iter().zip(&kinds) {
                // Refused or not, the clock goes on.
                let _ = clock.record(&Event::new("c", *at_us, *from).kind(*kind));
                for us in [*at_us, now_us] {
                    let _ = clock.waiting(us);
                    prop_assert!(clock.next_due(us).is_none_or(|due_us| due_us > us));
                    prop_assert!(clock.next_warning(us).is_none_or(|warn_us| warn_us > us));
                }
            }
            let snapshot = serde_json::to_string(&clock).unwrap();
            let restored: ReplyClock = serde_json::from_str(&snapshot).unwrap();
            let mut report = restored.report();
            prop_assert_eq!(exact(&report), exact(&clock.report()));
            prop_assert!(report.total().good() <= report.total().total());
            prop_assert!(report.verdicts().iter().all(|verdict| !verdict.why.is_empty()));
            let _ = (report.penalties(), serde_json::to_string(&report.summary()).unwrap());
            let other = report.clone();
            report.merge(&other).unwrap();
            prop_assert_eq!(report.total().total(), 2 * other.total().total());
            clock.forget(now_us);
            let _ = clock.report();
            clock.forget(i64::MAX);
            prop_assert!(clock.waiting(now_us).len() <= 8);
        }
    }
}
