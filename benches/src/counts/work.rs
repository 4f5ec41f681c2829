//! The work that is counted.

use std::hint::black_box;
use std::path::Path;

use kfrules::{Checker, Event, Pack, Profile, ReplyClock, Ruleset, Sender};

use super::{Count, Of};
use crate::definition::Size;
use crate::engine::kfrules::with_shop;
use crate::recipe::Kitchen;
use crate::subject::Subject;

/// How often the work is done, so that what is done but once does not count.
pub(super) fn times(of: Of) -> usize {
    match of {
        Of::Message => 10,
        Of::Start => 1,
        Of::Event => 20,
    }
}

/// Events of the clock each time.
const EVENTS: usize = 1_000;
/// Conversations that they belong to.
const CONVERSATIONS: usize = 200;
/// 2024-05-01 09:00:00 in the shop's zone.
const START_US: i64 = 1_714_525_200_000_000;

/// How many of what is counted are done each time.
pub(super) fn parts(package: &Path, count: &Count) -> Result<usize, String> {
    Ok(match count.of {
        Of::Message => Prepared::new(package, count)?.texts.len(),
        Of::Start => 1,
        Of::Event => EVENTS,
    })
}

pub(super) fn run(package: &Path, count: &Count, times: usize) -> Result<(), String> {
    if count.of == Of::Event {
        return record(times).map_err(|error| error.to_string());
    }
    let Prepared { subject, pack, texts } = Prepared::new(package, count)?;
    let ready = || {
        let rules = match subject.platform_id() {
            Some(platform) if count.shop => with_shop(platform),
            Some(platform) => Ruleset::platform(platform),
            None => Pack::from_toml(&pack).and_then(Ruleset::compile),
        };
        rules.map(|rules| rules.checker()).map_err(|error| error.to_string())
    };
    if count.of == Of::Start {
        for _ in 0..times {
            check(&mut ready()?, &texts[..1]);
        }
        return Ok(());
    }
    let mut checker = ready()?;
    check(&mut checker, &texts);
    (0..times).for_each(|_| check(&mut checker, &texts));
    Ok(())
}

fn check(checker: &mut Checker, texts: &[String]) {
    for text in texts {
        black_box(checker.check(black_box(text)).map(|violation| violation.bytes.end).max());
    }
}

/// What is looked for, and in what.
struct Prepared {
    subject: Subject,
    pack: String,
    texts: Vec<String>,
}

impl Prepared {
    fn new(package: &Path, count: &Count) -> Result<Prepared, String> {
        let (Some(rules), Some(text)) = (&count.rules, &count.text) else {
            return Err(format!("`{}` has no rules or no text", count.name));
        };
        let kitchen = Kitchen::open(package, rules.terms(), None)?;
        let subject = kitchen.subject(rules)?;
        let pack = subject.pack(count.reach);
        let texts = kitchen.texts(text, &subject, Size::Full);
        Ok(Prepared { subject, pack, texts })
    }
}

/// Records questions and, two events later, their answers.
fn record(times: usize) -> Result<(), kfrules::Error> {
    let names: Vec<String> = (0..CONVERSATIONS).map(|index| format!("chat-{index:04}")).collect();
    let mut clock = ReplyClock::new(Profile::bundled("pdd@2020-3min-human")?);
    let event = |index: usize| {
        let (number, from, agent) = match index % 2 {
            0 => (index / 2, Sender::Customer, ""),
            _ => ((index / 2).saturating_sub(1), Sender::Agent, "kf01"),
        };
        let at_us = START_US + i64::try_from(index).expect("few events") * 2_000_000;
        Event::new(&names[number % CONVERSATIONS], at_us, from).agent(agent).text("亲，在的")
    };
    // Once, so that the conversations are known.
    for index in 0..EVENTS * (times + 1) {
        clock.record(&event(index))?;
    }
    black_box(clock.report().total().total());
    Ok(())
}
