//! Violations for people: the message with the words underlined, what is wrong, what to write.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use kfrules::{Severity, Violation};
use unicode_width::UnicodeWidthChar;

use crate::input::Message;

/// How many columns of the message are shown on each side of the words.
const CONTEXT: usize = 30;

pub(super) fn row(
    writer: &mut dyn Write,
    log: &str,
    message: &Message,
    violation: &Violation<'_>,
) -> io::Result<()> {
    let (name, colour) = match violation.severity {
        Severity::Error => ("错误", AnsiColor::Red),
        Severity::Warning => ("警告", AnsiColor::Yellow),
        _ => ("提示", AnsiColor::Cyan),
    };
    let style = Style::new().fg_color(Some(colour.into())).bold();
    let dim = Style::new().dimmed();
    let (line, rule, via) = (message.line, violation.rule.name(), violation.via);
    writeln!(writer, "{log}:{line}  {style}{name}{style:#}  {rule}  {dim}({via}){dim:#}")?;
    let before = &message.text[..violation.bytes.start];
    let after = &message.text[violation.bytes.end..];
    let (before, cut_before) = last_columns(before);
    let (after, cut_after) = first_columns(after);
    let shown = printable(violation.text);
    let (lead, trail) = (if cut_before { "…" } else { "" }, if cut_after { "…" } else { "" });
    let before = format!("{lead}{before}");
    writeln!(writer, "    {before}{style}{shown}{style:#}{after}{trail}")?;
    let marks = "^".repeat(width(&shown).max(1));
    writeln!(writer, "    {}{style}{marks}{style:#}", " ".repeat(width(&before)))?;
    writeln!(writer, "    {}", violation.rule.message())?;
    if !violation.rule.suggestion().is_empty() {
        writeln!(writer, "    建议：{}", violation.rule.suggestion())?;
    }
    writeln!(writer)
}

/// Control characters would move the cursor.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// How many columns a terminal gives a text: two for a hanzi.
fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

fn last_columns(text: &str) -> (String, bool) {
    let reversed: String = text.chars().rev().collect();
    let (kept, cut) = first_columns(&reversed);
    (kept.chars().rev().collect(), cut)
}

fn first_columns(text: &str) -> (String, bool) {
    let mut columns = 0;
    for (at, c) in text.char_indices() {
        columns += c.width().unwrap_or(0);
        if columns > CONTEXT {
            return (printable(&text[..at]), true);
        }
    }
    (printable(text), false)
}
