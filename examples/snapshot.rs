//! Keeps a clock over restarts and crashes: the state is written aside, forced to disk and put in the
//! place of the old one, which stays under another name; a state that is damaged is not gone on from.
//!
//! `snapshot FILE` goes on from what FILE holds, takes in one question, and keeps the clock again.
#![expect(clippy::print_stdout, reason = "an example")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use kfrules::{Event, Profile, ReplyClock, Sender};

type Fault = Box<dyn std::error::Error>;

/// A file beside another.
fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(what);
    name.into()
}

/// Tells a state from one in which any byte was changed (FNV-1a).
fn sum(state: &[u8]) -> u64 {
    state.iter().fold(0xCBF2_9CE4_8422_2325, |sum, &byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// Writes the clock whole or not at all.
fn keep(clock: &ReplyClock, path: &Path) -> Result<(), Fault> {
    let state = serde_json::to_vec(clock)?;
    let aside = beside(path, ".new");
    let mut file = File::create(&aside)?;
    writeln!(file, "{:016x}", sum(&state))?;
    file.write_all(&state)?;
    file.sync_all()?;
    // What is damaged must not take the place of the last one that is whole.
    if read(path).is_ok() {
        fs::rename(path, beside(path, ".old"))?;
    }
    fs::rename(aside, path)?;
    Ok(())
}

/// The clock that was kept; an error if the file is cut or changed.
fn read(path: &Path) -> Result<ReplyClock, Fault> {
    let kept = fs::read(path)?;
    let (line, state) = kept.split_at_checked(17).ok_or("the clock is cut off")?;
    if line != format!("{:016x}\n", sum(state)).as_bytes() {
        return Err("the clock is damaged".into());
    }
    Ok(serde_json::from_slice(state)?)
}

/// The clock that was kept last and is whole; a new one if none was ever kept.
fn restore(path: &Path) -> Result<ReplyClock, Fault> {
    // Whoever is stopped between the two renames leaves only the old one.
    let old = beside(path, ".old");
    if !path.exists() && !old.exists() {
        return Ok(ReplyClock::new(Profile::bundled("pdd@2020-3min-human")?));
    }
    read(path).or_else(|fault| read(&old).map_err(|_| fault))
}

fn main() -> Result<(), Fault> {
    let path = std::env::args_os().nth(1).map_or_else(
        || std::env::temp_dir().join(format!("kfrules-clock-{}", std::process::id())),
        PathBuf::from,
    );
    let mut clock = restore(&path)?;
    let known = clock.waiting(0).len();
    let name = format!("c{known}");
    clock.record(&Event::new(&name, 1_714_536_000_000_000, Sender::Customer))?;
    keep(&clock, &path)?;
    println!("{} wait", read(&path)?.waiting(0).len());
    Ok(())
}
