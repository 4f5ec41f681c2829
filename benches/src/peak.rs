//! The memory that an engine takes while it gets ready, seen from outside: each does so in a process of
//! its own, so that none finds room that another has left.

use std::process::Command;

use crate::definition::{Bench, Group};
use crate::engine::{Kind, Maker};
use crate::measure::Timing;

/// The option by which this program calls itself to get one engine ready.
const WORK: &str = "--peak-work";

/// Bytes for each of the engines; the first is the measure of the others.
pub(crate) fn measure(group: &Group, bench: &Bench, kinds: &[Kind]) -> Result<Vec<Timing>, String> {
    let bytes: Vec<f64> =
        kinds.iter().map(|&kind| of_engine(group, bench, kind)).collect::<Result<_, _>>()?;
    let timing = |&amount: &f64| Timing { amount, ratio: amount / bytes[0], apart_percent: 0.0 };
    Ok(bytes.iter().map(timing).collect())
}

fn of_engine(group: &Group, bench: &Bench, kind: Kind) -> Result<f64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let arguments = [WORK, &group.name, &bench.name, &kind.to_string()];
    let ran = Command::new(program).args(arguments).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&ran.stdout);
    said.trim().parse().map_err(|_| String::from_utf8_lossy(&ran.stderr).into_owned())
}

/// Gets an engine ready, lets it look at a text, and tells how many bytes this process grew by at most.
pub(crate) fn work(maker: &Maker, text: &str) -> Result<u64, String> {
    // What was taken to get here does not count. Where that may not be forgotten, too much is told.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = status_bytes("VmRSS:")?;
    maker()?.count(text);
    Ok(status_bytes("VmHWM:")?.saturating_sub(before))
}

/// Whether this system tells what a process takes.
pub(crate) fn is_told() -> bool {
    status_bytes("VmHWM:").is_ok()
}

fn status_bytes(name: &str) -> Result<u64, String> {
    let status = std::fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
        .map(|kibibytes: u64| kibibytes * 1024)
        .ok_or_else(|| format!("no {name} here"))
}
