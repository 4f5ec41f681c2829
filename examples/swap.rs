//! Swaps a shop's rules while other threads check: nobody waits, and no message is judged by half of
//! each.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};
use std::thread;

use kfrules::{Error, Pack, Ruleset};

/// The rules in force. Taking a copy is taking a reference: the lock is held for that long only.
struct InForce(RwLock<Ruleset>);

impl InForce {
    fn get(&self) -> Ruleset {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, rules: Ruleset) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = rules;
    }
}

/// The platform's rules, and a word that the shop forbids today.
fn compile(word: &str) -> Result<Ruleset, Error> {
    let shop = Pack::from_toml(&format!(
        r#"
        id = "shop"
        title = "小店"

        [[rule]]
        id = "wording.gift"
        severity = "warning"
        message = "今天不送“{word}”。"
        suggestion = "可以介绍优惠券。"
        sources = [{{ document = "店长通知", date = "2024-05-01" }}]
        words = ["送{word}"]
        hits = ["下单送{word}哦"]
        passes = ["{word}没有了"]
        "#
    ))?;
    Ruleset::builder().platform("pdd").pack(shop).compile()
}

/// Threads that check.
const THREADS: usize = 4;

fn main() -> Result<(), Error> {
    let swaps = 20;
    let in_force = InForce(RwLock::new(compile("小样")?));
    let is_over = AtomicBool::new(false);
    // How often a thread has begun to check by other rules, the first included.
    let taken = AtomicUsize::new(0);
    let checked = thread::scope(|scope| -> Result<usize, Error> {
        let work = || work(&in_force, &is_over, &taken);
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        let swapped = (1..=swaps).try_for_each(|turn| {
            // Every thread works by these rules before the next come; one that fails never will.
            while taken.load(Ordering::Relaxed) < turn * THREADS
                && !threads.iter().any(thread::ScopedJoinHandle::is_finished)
            {
                thread::yield_now();
            }
            compile(["小样", "贺卡"][turn % 2]).map(|rules| in_force.set(rules))
        });
        is_over.store(true, Ordering::Relaxed);
        let checked =
            threads.into_iter().map(|thread| thread.join().expect("checking never panics"));
        let checked = checked.sum();
        swapped.map(|()| checked)
    })?;
    assert!(checked > 0);
    println!(
        "rules swapped {swaps} times while {THREADS} threads checked {checked} messages; every answer was of one ruleset"
    );
    Ok(())
}

/// Checks until it is over; gives how many messages.
fn work(in_force: &InForce, is_over: &AtomicBool, taken: &AtomicUsize) -> usize {
    let mut checker = in_force.get().checker();
    taken.fetch_add(1, Ordering::Relaxed);
    let mut checked = 0;
    while !is_over.load(Ordering::Relaxed) {
        // A checker belongs to one ruleset: new rules, new checker.
        let rules = in_force.get();
        if !rules.is_same(checker.rules()) {
            checker = rules.checker();
            taken.fetch_add(1, Ordering::Relaxed);
        }
        let gifts = checker.check("下单送小样，也送贺卡").count();
        let contacts = checker.check("加我微信").count();
        assert_eq!((gifts, contacts), (1, 1), "one of the two gifts is forbidden, whoever rules");
        checked += 2;
    }
    checked
}
