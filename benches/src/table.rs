//! The results as a table in Markdown, as `docs/speed.md` has it.

use std::io::{self, Write};

use crate::definition::{Group, Measure};
use crate::engine::Kind;
use crate::measure::Timing;

/// How much text was searched.
#[derive(Clone, Copy)]
pub(crate) struct Amount {
    pub(crate) texts: usize,
    pub(crate) bytes: usize,
}

pub(crate) fn head(out: &mut impl Write, group: &Group) -> io::Result<()> {
    let unit = match group.measure {
        Measure::Messages => "ns a message",
        Measure::Stream => "MB/s",
        Measure::Ready | Measure::Process => "ms",
        Measure::Peak => "MB",
    };
    writeln!(out, "\n## {}\n\n{}\n", group.name, group.about.trim())?;
    writeln!(out, "| bench | engine | found | {unit} | times {} | ± % |", group.engines[0])?;
    writeln!(out, "|---|---|--:|--:|--:|--:|")
}

pub(crate) fn row(
    out: &mut impl Write,
    group: &Group,
    bench: &str,
    (engine, found): (Kind, usize),
    timing: Timing,
    amount: Amount,
) -> io::Result<()> {
    let figure = match group.measure {
        Measure::Messages => format!("{:.0}", timing.amount * 1e9 / as_f64(amount.texts)),
        Measure::Stream => format!("{:.0}", as_f64(amount.bytes) / 1e6 / timing.amount),
        Measure::Ready | Measure::Process => format!("{:.2}", timing.amount * 1e3),
        Measure::Peak => format!("{:.2}", timing.amount / 1e6),
    };
    writeln!(
        out,
        "| {bench} | {engine} | {found} | {figure} | {:.2} | {:.0} |",
        timing.ratio,
        timing.apart_percent / 2.0
    )
}

/// Sizes of texts are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "sizes of texts are far below 2^53")]
fn as_f64(size: usize) -> f64 {
    size as f64
}
