//! Small logs in which everything that matters happens often, against the slow oracle; and logs whose
//! instants may be any number.

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use kfrules::{Event, Kind, Profile, ReplyClock, Sender};

use crate::clock_oracle;

/// An event that owns its texts.
#[derive(Debug)]
struct Row {
    at_us: i64,
    conversation: String,
    customer: String,
    from: Sender,
    kind: Kind,
    agent: &'static str,
    text: String,
}

const SENDERS: [Sender; 8] = [
    Sender::Customer,
    Sender::Customer,
    Sender::Agent,
    Sender::Agent,
    Sender::Assist,
    Sender::Robot,
    Sender::Auto,
    Sender::System,
];
const KINDS: [Kind; 8] = [
    Kind::Message,
    Kind::Message,
    Kind::Message,
    Kind::Message,
    Kind::Handoff,
    Kind::Transfer,
    Kind::Offline,
    Kind::Close,
];

/// The edges of windows and of days.
const HOURS: [i64; 6] = [0, 8, 9, 12, 23, 24];
/// The edges of limits.
const SECONDS: [i64; 12] = [0, 1, 10, 30, 60, 180, 181, 300, 301, 600, 3600, -1];
/// Midnight in Beijing, the first of May 2024.
const MIDNIGHT_US: i64 = 1_714_492_800_000_000;
/// Longer logs only make the oracle slow.
const MOST_ROWS: usize = 24;

static PROFILES: LazyLock<Vec<Profile>> =
    LazyLock::new(|| Profile::ids().map(|id| Profile::bundled(id).expect("bundled")).collect());

pub(super) fn drive(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok(any_instant) = input.arbitrary::<bool>() else { return };
    let Ok(profile) = input.choose(&PROFILES) else { return };
    let mut rows = Vec::new();
    while rows.len() < MOST_ROWS && !input.is_empty() {
        let Ok(row) = row(&mut input, any_instant) else { break };
        rows.push(row);
    }
    if any_instant { live(profile, &rows) } else { compare(profile, &rows) }
}

fn row(input: &mut Unstructured<'_>, any_instant: bool) -> Result<Row> {
    let at_us = if any_instant && input.ratio(1, 4)? {
        input.arbitrary()?
    } else {
        let (day, hour) = (input.int_in_range(0..=2)?, *input.choose(&HOURS)?);
        let second = input.choose(&SECONDS)? + i64::from(input.arbitrary::<i8>()?);
        let micros = i64::from(input.arbitrary::<bool>()?);
        MIDNIGHT_US + ((day * 24 + hour) * 3600 + second) * 1_000_000 + micros
    };
    let conversation = input.int_in_range(0..=2)?;
    Ok(Row {
        at_us,
        conversation: format!("c{conversation}"),
        customer: format!("u{}", conversation / 2),
        from: *input.choose(&SENDERS)?,
        kind: *input.choose(&KINDS)?,
        agent: input.choose(&["", "kf1", "kf2"])?,
        text: input.int_in_range(0..=2)?.to_string(),
    })
}

/// A row as the event of its line: of equal instants the first line counts as earlier.
fn event((line, row): (u64, &Row)) -> Event<'_> {
    Event::new(&row.conversation, row.at_us, row.from)
        .kind(row.kind)
        .customer(&row.customer)
        .agent(row.agent)
        .text(&row.text)
        .line(line)
}

/// Sorted beforehand, and as it comes with a tolerance for everything, the counts are the oracle's.
fn compare(profile: &Profile, rows: &[Row]) {
    let id = profile.id();
    let events: Vec<Event<'_>> = (1..).zip(rows).map(event).collect();
    let mut clock = ReplyClock::new(profile.clone());
    clock.record_log(&events).expect("a log is sorted first");
    let expected = clock_oracle::report(id, &events);
    assert_eq!(clock_oracle::days(&clock.report()), expected, "{id}: {rows:?}");

    let mut live = ReplyClock::new(profile.clone()).tolerate_us(i64::MAX);
    for event in &events {
        live.record(event).expect("everything is tolerated");
    }
    assert_eq!(clock_oracle::days(&live.report()), expected, "{id}, live: {rows:?}");
}

/// Whatever the instants, nothing fails but what is refused; a restored clock is the clock.
fn live(profile: &Profile, rows: &[Row]) {
    let mut clock = ReplyClock::new(profile.clone());
    for (index, row) in rows.iter().enumerate() {
        let _ = clock.record(&event((index as u64 + 1, row)));
        for waiting in clock.waiting(row.at_us) {
            assert!(waiting.waited_us >= 0 && waiting.warn_us >= waiting.since_us);
        }
        assert!(clock.next_due(row.at_us).is_none_or(|due_us| due_us > row.at_us));
        if index == rows.len() / 2 {
            let snapshot = serde_json::to_string(&clock).expect("a clock is JSON");
            let restored: ReplyClock = serde_json::from_str(&snapshot).expect("its own snapshot");
            assert_eq!(restored.report(), clock.report());
            assert_eq!(restored.waiting(row.at_us), clock.waiting(row.at_us));
            clock = restored;
        }
    }
    let report = clock.report();
    let total = report.total();
    assert!(total.good() <= total.total());
    assert!(report.verdicts().iter().all(|verdict| !verdict.why.is_empty()));
    serde_json::to_string(&report.summary()).expect("a summary is JSON");
    if let Some(row) = rows.first() {
        clock.forget(row.at_us);
        let _ = clock.report();
    }
}
