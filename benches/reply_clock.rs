//! What recording an event costs beside one update of a `HashMap` keyed by conversation, how much
//! room open conversations take, and how long the report of a big shop's month takes.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use kfrules::{Event, Profile, ReplyClock, Sender};
use serde::Deserialize;

#[path = "src/clock.rs"]
mod clock;

/// Wednesday, 2024-05-01 08:00 in Beijing, in microseconds.
const START_US: i64 = 1_714_521_600_000_000;

/// Events between a question and its answer.
const BETWEEN: usize = 80;

/// How often each is measured by the processor's time, in turns with the others; the best counts.
const ROUNDS: usize = 3;

/// All of the definition; of a pair the second is for `--test`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    about: String,
    /// How many updates an event may cost.
    most_updates: f64,
    cost: Vec<Cost>,
    open: Open,
    month: Month,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cost {
    conversations: usize,
    events: [usize; 2],
    step_us: i64,
    /// Good and total, by profile.
    right: BTreeMap<String, [[u64; 2]; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    profile: String,
    conversations: [usize; 2],
    step_us: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Month {
    profile: String,
    conversations: usize,
    events: [usize; 2],
    step_us: i64,
    right: [[u64; 2]; 2],
}

/// Questions and, a little later, their answers, one event each `step_us`.
fn event(index: usize, names: &[String], step_us: i64) -> Event<'_> {
    let (number, from, agent) = match index % 2 {
        0 => (index / 2, Sender::Customer, ""),
        _ => ((index / 2).saturating_sub(BETWEEN / 2), Sender::Agent, "kf01"),
    };
    // A stride without common factor, so that neighbours in time are not neighbours in memory.
    let name = &names[number.wrapping_mul(7_919) % names.len()];
    Event::new(name, at_us(index, step_us), from).agent(agent).text("亲，在的")
}

fn at_us(index: usize, step_us: i64) -> i64 {
    START_US + i64::try_from(index).expect("few events") * step_us
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("conversation-{index:08}")).collect()
}

fn clock(profile: &str) -> Result<ReplyClock, kfrules::Error> {
    Profile::bundled(profile).map(ReplyClock::new)
}

fn recorded(
    profile: &str,
    names: &[String],
    events: usize,
    step_us: i64,
) -> Result<ReplyClock, kfrules::Error> {
    let mut clock = clock(profile)?;
    for index in 0..events {
        clock.record(&event(index, names, step_us))?;
    }
    Ok(clock)
}

/// Complains if a report is not as the definition says.
fn check(clock: &ReplyClock, right: [u64; 2]) -> Result<(), String> {
    let total = clock.report().total();
    let found = [total.good(), total.total()];
    if found == right {
        return Ok(());
    }
    Err(format!("{}: counted {found:?}, not {right:?}", clock.profile().id()))
}

#[expect(clippy::cast_precision_loss, reason = "times and counts are far below 2^53")]
fn nanoseconds(time: Duration, events: usize) -> f64 {
    time.as_nanos() as f64 / events as f64
}

/// Resident memory in bytes, where the system tells.
fn resident() -> Option<usize> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    pages.split_whitespace().nth(1)?.parse::<usize>().ok().map(|pages| pages * 4096)
}

fn main() -> ExitCode {
    let is_test = std::env::args().any(|argument| argument == "--test");
    match run(is_test) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            complain(&*cause);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a benchmark says what went wrong")]
fn complain(cause: &dyn std::error::Error) {
    eprintln!("{cause}");
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn run(is_test: bool) -> Result<(), Box<dyn std::error::Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reply_clock.toml");
    let definition: Definition = toml::from_str(&std::fs::read_to_string(path)?)?;
    let size = usize::from(is_test);
    println!("{}", definition.about);
    for cost in &definition.cost {
        let dearest = measure_cost(cost, size)?;
        // Of a few events a clock tells nothing.
        if !is_test && dearest > definition.most_updates {
            let most = definition.most_updates;
            return Err(format!("{dearest:.1} updates an event, more than {most}").into());
        }
    }

    let Open { profile, conversations, step_us } = &definition.open;
    let names = names(conversations[size]);
    let before = resident();
    let mut open = clock(profile)?;
    for (index, name) in names.iter().enumerate() {
        open.record(&Event::new(name, at_us(index, *step_us), Sender::Customer))?;
    }
    if let (Some(before), Some(after)) = (before, resident()) {
        println!("{} open conversations: {} MB", names.len(), (after - before) >> 20);
    }
    let start = Instant::now();
    let now_us = at_us(names.len(), *step_us);
    let waiting = open.waiting(now_us).len();
    println!("  who waits ({waiting}): {} ms", start.elapsed().as_millis());
    let start = Instant::now();
    let due_us = open.next_due(now_us);
    println!("  next due: {} ms", start.elapsed().as_millis());
    if waiting != names.len() || due_us.is_none() {
        return Err(format!("{waiting} wait, not {}", names.len()).into());
    }
    drop(open);

    measure_month(&definition.month, size)?;
    println!("all counts are right");
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn measure_cost(cost: &Cost, size: usize) -> Result<f64, Box<dyn std::error::Error>> {
    let (names, events) = (names(cost.conversations), cost.events[size]);
    let mut floor = f64::INFINITY;
    let mut best: BTreeMap<&str, f64> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let start = clock::now();
        let mut latest: HashMap<&str, i64> = HashMap::new();
        for index in 0..events {
            let event = event(index, &names, cost.step_us);
            *latest.entry(event.conversation).or_default() = event.at_us;
        }
        floor = floor.min(nanoseconds(clock::now() - start, events));
        drop(latest);
        for (profile, right) in &cost.right {
            let start = clock::now();
            let clock = recorded(profile, &names, events, cost.step_us)?;
            let own = best.entry(profile).or_insert(f64::INFINITY);
            *own = own.min(nanoseconds(clock::now() - start, events));
            check(&clock, right[size])?;
        }
    }
    println!("{} conversations: one update {floor:.0} ns", cost.conversations);
    let mut dearest = 0.0_f64;
    for (profile, own) in best {
        let updates = own / floor;
        println!("  {profile}: {own:.0} ns an event, {updates:.1} updates");
        dearest = dearest.max(updates);
    }
    Ok(dearest)
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn measure_month(month: &Month, size: usize) -> Result<(), Box<dyn std::error::Error>> {
    let (names, events) = (names(month.conversations), month.events[size]);
    let (before, start) = (resident(), Instant::now());
    let clock = recorded(&month.profile, &names, events, month.step_us)?;
    check(&clock, month.right[size])?;
    println!("{events} events with their report: {} ms", start.elapsed().as_millis());
    if let (Some(before), Some(after)) = (before, resident()) {
        println!("  {} MB", after.saturating_sub(before) >> 20);
    }
    Ok(())
}
