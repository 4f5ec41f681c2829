//! What recording an event costs beside one update of a `HashMap` keyed by conversation, how much
//! room open conversations take, and how long the report of a big shop's month takes.

use std::collections::HashMap;
use std::time::Instant;

use kfrules::{Event, Profile, ReplyClock, Sender};

/// Wednesday, 2024-05-01 08:00 in Beijing, in microseconds.
const START_US: i64 = 1_714_521_600_000_000;

/// Events between a question and its answer.
const BETWEEN: usize = 80;

/// Questions and, a little later, their answers, one event each `step_us`; with `open`, no answers.
fn event(index: usize, names: &[String], step_us: i64, open: bool) -> Event<'_> {
    let index_us = i64::try_from(index).expect("few events") * step_us;
    let (number, from, agent) = match index % 2 {
        _ if open => (index, Sender::Customer, ""),
        0 => (index / 2, Sender::Customer, ""),
        _ => ((index / 2).saturating_sub(BETWEEN / 2), Sender::Agent, "kf01"),
    };
    // A stride without common factor, so that neighbours in time are not neighbours in memory.
    let name = &names[number.wrapping_mul(7_919) % names.len()];
    Event::new(name, START_US + index_us, from).agent(agent).text("亲，在的")
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("conversation-{index:08}")).collect()
}

/// Nanoseconds an event, the best of three.
#[expect(clippy::cast_precision_loss, reason = "times and counts are far below 2^53")]
fn best(events: usize, mut run: impl FnMut()) -> f64 {
    let one = |()| {
        let start = Instant::now();
        run();
        start.elapsed().as_nanos() as f64 / events as f64
    };
    [(); 3].map(one).into_iter().fold(f64::INFINITY, f64::min)
}

/// Resident memory in bytes, where the system tells.
fn resident() -> Option<usize> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    pages.split_whitespace().nth(1)?.parse::<usize>().ok().map(|pages| pages * 4096)
}

fn profile(id: &str) -> Profile {
    Profile::bundled(id).expect("a bundled profile")
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() {
    const EVENTS: usize = 4_000_000;
    for conversations in [10_000, 100_000] {
        let names = names(conversations);
        let step_us = 500_000;
        let floor = best(EVENTS, || {
            let mut latest: HashMap<&str, i64> = HashMap::new();
            for index in 0..EVENTS {
                let event = event(index, &names, step_us, false);
                *latest.entry(event.conversation).or_default() = event.at_us;
            }
            assert_eq!(latest.len(), names.len());
        });
        println!("{conversations} conversations: one HashMap update {floor:.0} ns");
        for id in ["pdd@2020-3min-human", "taobao@2025", "jd@2021-first30"] {
            let cost = best(EVENTS, || {
                let mut clock = ReplyClock::new(profile(id));
                for index in 0..EVENTS {
                    clock.record(&event(index, &names, step_us, false)).expect("in order");
                }
            });
            println!("  {id}: {cost:.0} ns an event, {:.1} updates", cost / floor);
        }
    }

    let open = names(1_000_000);
    let before = resident();
    let mut clock = ReplyClock::new(profile("pdd@2020-3min-human"));
    for index in 0..open.len() {
        clock.record(&event(index, &open, 10_000, true)).expect("in order");
    }
    if let (Some(before), Some(after)) = (before, resident()) {
        println!("1000000 open conversations: {} MB", (after - before) >> 20);
    }
    let start = Instant::now();
    let waiting = clock.waiting(START_US + 3_600_000_000).len();
    println!("  who waits ({waiting}): {} ms", start.elapsed().as_millis());
    drop(clock);

    // 10 million events in 30 days.
    let names = names(600_000);
    let start = Instant::now();
    let mut clock = ReplyClock::new(profile("taobao@2025"));
    for index in 0..10_000_000 {
        clock.record(&event(index, &names, 259_200, false)).expect("in order");
    }
    let report = clock.report();
    let (good, total) = (report.total().good(), report.total().total());
    println!("10000000 events: {} ms, {good} / {total}", start.elapsed().as_millis());
}
