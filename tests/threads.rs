//! Many threads: rules that are swapped under them, and clocks that they share.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, RwLock};
use std::thread;

use kfrules::{Event, Pack, Profile, ReplyClock, Ruleset, Sender};
use kfrules_tests::attack;

const THREADS: usize = 8;
const SWAPS: usize = 1_000;

/// Rules that report one word and replace it; `id` and word belong together.
fn rules(id: &str, word: &str) -> Ruleset {
    let body = format!("words = [\"{word}\"]\nreplace = {{ \"{word}\" = \"{id}\" }}");
    let pack = attack::pack(&body).replace("id = \"shop\"", &format!("id = \"{id}\""));
    Ruleset::compile(Pack::from_toml(&pack).expect("well formed")).expect("compiles")
}

#[test]
fn swapped_rules_never_give_torn_answers() {
    let text = "亲，微信和企鹅都可以哦";
    let current = RwLock::new(rules("one", "微信"));
    let stop = AtomicBool::new(false);
    let answered = [AtomicUsize::new(0), AtomicUsize::new(0)];
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut checker = current.read().expect("not poisoned").checker();
                while !stop.load(Ordering::Relaxed) {
                    let newest = current.read().expect("not poisoned").clone();
                    if !checker.rules().is_same(&newest) {
                        checker = newest.checker();
                    }
                    let found: Vec<_> = checker.check(text).collect();
                    let [found] = &found[..] else { panic!("one word of two: {found:?}") };
                    let answer = (found.text, found.rule.name(), found.replacement());
                    let which = match answer {
                        ("微信", "one/wording.x", Some("one")) => 0,
                        ("企鹅", "two/wording.x", Some("two")) => 1,
                        torn => panic!("{torn:?}"),
                    };
                    answered[which].fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let mut next = [rules("two", "企鹅"), rules("one", "微信")];
        for swap in 0..SWAPS {
            // Compiled anew now and then, so that rules are dropped by whoever used them last.
            if swap % 100 == 0 {
                next = [rules("two", "企鹅"), rules("one", "微信")];
            }
            let next = next[swap % 2].clone();
            *current.write().expect("not poisoned") = next;
            thread::yield_now();
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(answered.iter().all(|count| count.load(Ordering::Relaxed) > 0), "{answered:?}");
}

#[test]
fn a_clock_fed_from_several_threads_counts_as_from_one() {
    let names: Vec<String> = (0..THREADS).map(|thread| format!("c{thread}")).collect();
    let events = |name| {
        (0..500_i64).map(move |step| {
            let from = if step % 3 == 2 { Sender::Agent } else { Sender::Customer };
            // From half past nine in Beijing, by odd steps, some answers too late.
            let at_us = 1_714_527_000_000_000 + step * step % 90_001 * 1_000 + step * 100_000_000;
            Event::new(name, at_us, from).agent("kf01")
        })
    };
    for id in Profile::ids() {
        let clock = || ReplyClock::new(Profile::bundled(id).expect("bundled"));
        let shared = Mutex::new(clock());
        thread::scope(|scope| {
            for name in &names {
                scope.spawn(|| {
                    for event in events(name) {
                        let mut clock = shared.lock().expect("not poisoned");
                        clock.record(&event).expect("in order");
                        if event.from == Sender::Agent {
                            let _ = clock.waiting(event.at_us);
                        }
                    }
                });
            }
        });
        let mut alone = clock();
        names.iter().flat_map(|name| events(name)).for_each(|event| {
            alone.record(&event).expect("in order");
        });
        let shared = shared.into_inner().expect("not poisoned");
        assert_eq!(shared.report(), alone.report(), "{id}");
        assert!(alone.report().total().total() > 0, "{id}");
    }
}
