//! `kfrules report`: reply times of a shop's log as a platform counts them.

pub(crate) mod args;
mod json;
mod log;
mod table;
mod text;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use kfrules::{Profile, ReplyClock, Report};

use crate::failure::Failure;
use crate::input::lines::Lines;
use args::{Format, LogFormat, ReportArgs};
use log::Log;

pub(crate) fn run(args: &ReportArgs) -> Result<ExitCode, Failure> {
    let (profiles, is_platform) = profiles(&args.profile)?;
    let log = Log::read(args)?;
    if let Some(place) = &log.without_seconds {
        // A report by the minute is better than none, as long as it is known to be one.
        let warning = "times have no seconds; each wait may be off by up to a minute";
        let _ = writeln!(io::stderr(), "kfrules: {place}: {warning}");
    }
    let reports = profiles
        .into_iter()
        .map(|profile| match args.pass {
            Some(line) => profile.with_line(line),
            None => profile,
        })
        .map(|profile| measure(&log, profile))
        .collect::<Result<Vec<_>, _>>()?;
    let mut out = io::BufWriter::new(io::stdout());
    match args.format {
        Format::Json if is_platform => json::write(&mut out, &reports, &log)?,
        Format::Json => json::write_one(&mut out, &reports[0], &log)?,
        Format::Csv => table::write(&mut out, &reports)?,
        Format::Text if is_platform => text::write_side_by_side(&mut out, &reports)?,
        Format::Text => text::write(&mut out, &reports[0], &log, args.list)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// How many events a log holds.
pub(crate) fn count_events(
    format: LogFormat,
    lines: Lines,
    args: &ReportArgs,
) -> Result<usize, Failure> {
    Log::of_lines(format, lines, args).map(|log| log.events().count())
}

/// The profiles that were asked for, and whether a whole platform was.
fn profiles(name: &str) -> Result<(Vec<Profile>, bool), Failure> {
    if Path::new(name).extension().is_some_and(|extension| extension == "toml") {
        let source = std::fs::read_to_string(name).map_err(|error| Failure::input(name, error))?;
        return Ok((vec![Profile::from_toml_named(name, &source)?], false));
    }
    match name.contains('@') {
        true => Ok((vec![Profile::bundled(name)?], false)),
        false => Ok((Profile::of_platform(name)?, true)),
    }
}

fn measure(log: &Log, profile: Profile) -> Result<Report, Failure> {
    // The log is sorted: nothing can come late.
    let mut clock = ReplyClock::new(profile).tolerate_us(0);
    for event in log.events() {
        clock.record(&event).map_err(|error| {
            let place = format_args!("line {}", event.line);
            Failure::input(place, error)
        })?;
    }
    Ok(clock.report())
}
