//! Instructions counted by callgrind, held to the numbers in `counts.toml`.
//!
//! Each count is the difference between two runs of this program, one that does its work some times and
//! one that only gets ready, so that nothing but the work is in it.

mod valgrind;
mod work;

use std::io::Write;
use std::path::Path;

use serde::Deserialize;

use crate::definition::{Rules, Text};
use crate::recipe;

/// The file `counts.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    tolerance_percent: u64,
    /// The compiler that the numbers belong to.
    rustc: String,
    /// And the processor.
    machine: String,
    #[serde(rename = "count")]
    counts: Vec<Count>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Count {
    name: String,
    /// What is looked for; nothing for the clock.
    rules: Option<Rules>,
    /// Whether a shop's own pack is put onto the platform.
    #[serde(default)]
    shop: bool,
    #[serde(default = "spread")]
    reach: kfrules::Via,
    text: Option<Text>,
    of: Of,
    /// For one of them.
    instructions: u64,
}

fn spread() -> kfrules::Via {
    kfrules::Via::Spread
}

/// What is counted.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Of {
    /// Checking one message, by a checker that is warm.
    Message,
    /// Getting the rules ready, and checking the first message.
    Start,
    /// Recording one event.
    Event,
}

/// The option by which this program calls itself to do the work of one count.
pub(crate) const WORK: &str = "--count-work";

/// Where the numbers are.
fn read(package: &Path) -> Result<Expected, String> {
    recipe::read_toml(&package.join("counts.toml"))
}

/// Counts everything and compares.
pub(crate) fn run(package: &Path, update: bool, out: &mut impl Write) -> Result<(), String> {
    if !valgrind::is_there() {
        let line = "instruction counts: skipped, there is no valgrind here";
        return writeln!(out, "{line}").map_err(|error| error.to_string());
    }
    let mut expected = read(package)?;
    let (rustc, machine) = (rustc()?, machine());
    let is_same = rustc == expected.rustc && machine == expected.machine;
    let tolerance = expected.tolerance_percent;
    let mut print = |line: String| writeln!(out, "{line}").map_err(|error| error.to_string());
    print("| count | expected | found | percent |\n|---|--:|--:|--:|".to_owned())?;
    let (mut slower, mut faster) = (Vec::new(), Vec::new());
    for count in &mut expected.counts {
        let found = instructions(package, count)?;
        let (name, before) = (&count.name, count.instructions);
        let percent = (found * 1000).checked_div(before).unwrap_or(0);
        print(format!("| {name} | {before} | {found} | {}.{} |", percent / 10, percent % 10))?;
        if found * 100 > before * (100 + tolerance) {
            slower.push(format!("{name}: {found} instructions, {before} were expected"));
        }
        if found * (100 + tolerance) < before * 100 {
            faster.push(name.clone());
        }
        count.instructions = found;
    }
    if update {
        expected.rustc = rustc;
        expected.machine = machine;
        return write(package, &expected);
    }
    let command = "cargo run --release -p kfrules-benches -- --counts --update";
    if !is_same {
        return print(format!(
            "not compared: the numbers are of {} on {}, this is {rustc} on {machine}",
            expected.rustc, expected.machine
        ));
    }
    if !faster.is_empty() {
        let names = faster.join(", ");
        print(format!("much faster than written down: {names}. Lower the numbers: {command}"))?;
    }
    if slower.is_empty() {
        return print(format!("{} counts are within {tolerance} %", expected.counts.len()));
    }
    Err(format!("{}\nIf that is as it must be: {command}", slower.join("\n")))
}

/// Does the work of a count so many times; this is what runs under callgrind.
pub(crate) fn work(package: &Path, name: &str, times: usize) -> Result<(), String> {
    let expected = read(package)?;
    let count = expected.counts.iter().find(|count| count.name == name);
    work::run(package, count.ok_or_else(|| format!("no count `{name}`"))?, times)
}

/// The instructions for one message, start or event.
fn instructions(package: &Path, count: &Count) -> Result<u64, String> {
    let times = work::times(count.of);
    let idle = valgrind::count(&[WORK, &count.name, "0"])?;
    let busy = valgrind::count(&[WORK, &count.name, &times.to_string()])?;
    let parts = work::parts(package, count)? * times;
    Ok(busy.saturating_sub(idle) / parts as u64)
}

/// The compiler, as far as counts depend on it.
fn rustc() -> Result<String, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = std::process::Command::new(rustc).arg("--version").output();
    let version = version.map_err(|error| format!("rustc: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    Ok(version.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

/// The processor, as far as counts depend on it: what is searched for with wide registers takes fewer
/// instructions.
fn machine() -> String {
    #[cfg(target_arch = "x86_64")]
    if std::is_x86_feature_detected!("avx2") {
        return "x86_64 with avx2".to_owned();
    }
    std::env::consts::ARCH.to_owned()
}

/// Writes the numbers into the file and leaves the rest of it as it is.
fn write(package: &Path, found: &Expected) -> Result<(), String> {
    let path = package.join("counts.toml");
    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let mut counts = found.counts.iter();
    let lines = text.lines().map(|line| match line.split_once(" = ") {
        Some(("rustc", _)) => format!("rustc = \"{}\"", found.rustc),
        Some(("machine", _)) => format!("machine = \"{}\"", found.machine),
        Some(("instructions", _)) => {
            let count = counts.next().expect("the file has one such line for each count");
            format!("instructions = {}", count.instructions)
        }
        _ => line.to_owned(),
    });
    let text: String = lines.map(|line| line + "\n").collect();
    std::fs::write(&path, text).map_err(|error| error.to_string())
}
