//! A report as JSON.

use std::io::{self, Write};

use kfrules::{Report, Summary, Zone};
use serde::Serialize;

use super::log::{Asked, Log};

/// A summary, and what was asked in vain.
#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    summary: Summary<'a>,
    /// Of each of `missed` the customer's messages, in the same order.
    missed_messages: Vec<Vec<Message<'a>>>,
}

#[derive(Serialize)]
struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: u32,
    at: String,
    text: &'a str,
}

/// A platform's versions.
pub(super) fn write(out: &mut dyn Write, reports: &[Report], log: &Log) -> io::Result<()> {
    let printed: Vec<Printed<'_>> = reports.iter().map(|report| printed(report, log)).collect();
    serde_json::to_writer(&mut *out, &printed)?;
    writeln!(out)
}

pub(super) fn write_one(out: &mut dyn Write, report: &Report, log: &Log) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &printed(report, log))?;
    writeln!(out)
}

fn printed<'a>(report: &'a Report, log: &'a Log) -> Printed<'a> {
    let message = |Asked { file, line, at_us, text }| {
        let at = Zone::default().wall_clock(at_us);
        Message { file, line, at, text }
    };
    let asked = log.asked(report.all().missed()).into_iter();
    let missed_messages = asked.map(|asked| asked.into_iter().map(message).collect()).collect();
    Printed { summary: report.summary(), missed_messages }
}
