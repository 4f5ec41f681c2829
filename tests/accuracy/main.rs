//! Prints how much of the shipped evaluation set is found and how much of it is flagged falsely.
//!
//! `cargo run --release -p kfrules-tests [-- --wrong]`; `--wrong` also prints the lines that come out
//! wrong.

#![expect(clippy::print_stdout, reason = "a command talks to whoever typed it")]

use std::collections::BTreeMap;

use kfrules_tests::accuracy::{Score, measure, shipped};

fn main() {
    let shows_wrong = std::env::args().any(|argument| argument == "--wrong");
    let (evasions, ordinary) = shipped();
    let measured = measure(&evasions, &ordinary);
    table("lines that break a rule: found", &measured.evasions, shows_wrong);
    table("ordinary lines: flagged", &measured.ordinary, shows_wrong);
    let (found, evasions) = measured.all_evasions();
    let (alarms, ordinary) = measured.all_ordinary();
    println!("recall    {}", share(found, evasions));
    println!("precision {}", share(found, found + alarms));
    println!("alarms    {} of ordinary lines", share(alarms, ordinary));
}

fn table(title: &str, scores: &BTreeMap<String, Score>, shows_wrong: bool) {
    println!("{title}");
    for (kind, score) in scores {
        println!("  {kind:20} {}", share(score.flagged, score.lines));
        for line in score.wrong.iter().filter(|_| shows_wrong) {
            println!("      {line}");
        }
    }
    println!();
}

fn share(part: usize, whole: usize) -> String {
    // Per mille in whole numbers, so that a run prints the same everywhere.
    let mille = (part * 1000).checked_div(whole).unwrap_or(0);
    format!("{part:4} of {whole:4}  {:3}.{} %", mille / 10, mille % 10)
}
