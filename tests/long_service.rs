//! Years of service: what is remembered has an end, clocks that jump do no harm, and damaged states
//! are refused.

use kfrules::limits::{LONGEST_NAME, MOST_DAYS};
use kfrules::{Conversation, Event, Message, Profile, ReplyClock, Ruleset, Sender};

const DAY_US: i64 = 86_400_000_000;
/// Noon in Beijing, the first of May 2024.
const NOON_US: i64 = 1_714_536_000_000_000;

fn clock() -> ReplyClock {
    ReplyClock::new(Profile::bundled("taobao@2025").expect("bundled"))
}

#[test]
fn names_have_a_longest() {
    let longest = "c".repeat(LONGEST_NAME);
    let longer = "c".repeat(LONGEST_NAME + 1);
    let plain = Event::new("c", NOON_US, Sender::Customer);
    let mut clock = clock();
    clock.record(&Event::new(&longest, NOON_US, Sender::Customer)).expect("the longest");
    for event in [
        Event::new(&longer, NOON_US, Sender::Customer),
        plain.customer(&longer),
        plain.agent(&longer),
    ] {
        let error = clock.record(&event).expect_err("too long");
        assert_eq!(error.to_string(), "1025 bytes in a name; 1024 is the most");
    }
    assert_eq!(clock.waiting(NOON_US).len(), 1);
}

#[test]
fn days_are_kept_until_they_are_forgotten() {
    let mut clock = clock();
    let ask = |clock: &mut ReplyClock, day: i64| {
        let at_us = NOON_US + day * DAY_US;
        clock.record(&Event::new("c", at_us, Sender::Customer))?;
        clock.record(&Event::new("c", at_us + 1_000_000, Sender::Agent))
    };
    let mut day = 0;
    let refused = loop {
        if let Err(error) = ask(&mut clock, day) {
            break error;
        }
        day += 1;
    };
    // The last day is not settled when the next one comes.
    let kept = i64::try_from(MOST_DAYS).expect("few");
    assert!((kept..=kept + 1).contains(&day), "{day}");
    assert_eq!(refused.to_string(), "10001 days are kept; 10000 is the most");
    let total = clock.report().total().total();
    assert!(ask(&mut clock, day).is_err());
    assert_eq!(clock.report().total().total(), total, "what is refused changes nothing");

    clock.forget(NOON_US + (day - 30) * DAY_US);
    ask(&mut clock, day).expect("there is room again");
    assert!((30..=32).contains(&clock.report().days().count()));
}

#[test]
fn a_clock_that_jumps_back_loses_nothing() {
    let mut clock = clock();
    let ask = |clock: &mut ReplyClock, conversation: &str, at_us| {
        clock.record(&Event::new(conversation, at_us, Sender::Customer))
    };
    ask(&mut clock, "c1", NOON_US).expect("in order");
    // The machine's clock is set back by an hour: known conversations are late, new ones are not.
    assert!(ask(&mut clock, "c1", NOON_US - 3_600_000_000).is_err());
    ask(&mut clock, "c2", NOON_US - 3_600_000_000).expect("new");
    // And then forward by a year and back again.
    ask(&mut clock, "c3", NOON_US + 365 * DAY_US).expect("new");
    ask(&mut clock, "c1", NOON_US + 1_000_000)
        .expect("one event from the future harms its own alone");
    let waiting: Vec<_> =
        clock.waiting(NOON_US).iter().map(|one| one.conversation.to_owned()).collect();
    assert_eq!(waiting, ["c2", "c1", "c3"]);
    assert!(clock.waiting(i64::MIN).iter().all(|one| one.waited_us == 0));
    assert_eq!(clock.next_due(i64::MAX), None);
}

#[test]
fn a_state_that_is_cut_is_refused() {
    let mut clock = clock();
    for name in ["c1", "c2"] {
        clock
            .record(&Event::new(name, NOON_US, Sender::Customer).customer("小荷"))
            .expect("in order");
    }
    let state = serde_json::to_vec(&clock).expect("plain data");
    for length in 0..state.len() {
        assert!(serde_json::from_slice::<ReplyClock>(&state[..length]).is_err(), "cut to {length}");
    }
    // Numbers that were changed cannot be told from others; they must do no harm.
    for place in 0..state.len() {
        for bit in 0..8 {
            let mut changed = state.clone();
            changed[place] ^= 1 << bit;
            let Ok(mut clock) = serde_json::from_slice::<ReplyClock>(&changed) else { continue };
            let _ = clock.record(&Event::new("c1", NOON_US + 1, Sender::Agent).agent("kf01"));
            let _ = (clock.waiting(NOON_US).len(), clock.report().summary());
            clock.forget(NOON_US);
        }
    }
}

#[test]
fn nothing_grows_with_a_conversation() {
    let mut checker = Ruleset::platform("pdd").expect("bundled").checker();
    let mut chat = Conversation::new();
    let mut ran = |texts: &[&str], checker: &mut kfrules::Checker| {
        let counted = allocation_counter::measure(|| {
            for step in 0..2_000 {
                let text = texts[step % texts.len()];
                chat.check(checker, &Message::new(Sender::Agent, text)).for_each(drop);
            }
        });
        counted.bytes_current
    };
    for text in ["", "亲，在的", " ", "加我", "\u{200B}", "稍等"] {
        ran(&[text, "在吗"], &mut checker);
        ran(&[text], &mut checker);
        let grown = ran(&[text], &mut checker);
        assert!(grown < 1_000, "{text:?}: {grown} bytes more after 2000 messages");
    }
}
