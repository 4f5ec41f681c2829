//! Violations for people: the message with the words underlined, what is wrong, what to write.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use kfrules::{Severity, Violation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::input::Message;

/// How many columns of a long message are shown.
const WINDOW: usize = 60;
/// How many of them, at least, on each side of the words.
const LEAST_CONTEXT: usize = 10;

pub(super) fn row(
    writer: &mut dyn Write,
    log: &str,
    message: &Message,
    violation: &Violation<'_>,
) -> io::Result<()> {
    let style = match violation.severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        _ => Style::new().dimmed(),
    };
    let name = violation.severity;
    let dim = Style::new().dimmed();
    let (line, rule, via) = (message.line, violation.rule.name(), violation.via);
    // A dialogue's finding says which lines it took to see.
    let lines = match violation.lines {
        [] | [_] => String::new(),
        lines => {
            let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
            format!("，见第 {} 行", lines.join("、"))
        }
    };
    writeln!(writer, "{log}:{line}  {style}{name}{style:#}  {rule}  {dim}({via}{lines}){dim:#}")?;
    let (before, after) =
        (&message.text[..violation.bytes.start], &message.text[violation.bytes.end..]);
    let hit = &violation.text[..fitting(violation.text.chars(), WINDOW)];
    let shown = printable(hit);
    let columns = shown.width();
    let context = (WINDOW.saturating_sub(columns) / 2).max(LEAST_CONTEXT);
    let start = before.len() - fitting(before.chars().rev(), context);
    let end = fitting(after.chars(), context);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let (inner, trail) = (cut(hit.len() < violation.text.len()), cut(end < after.len()));
    let before = format!("{}{}", cut(start > 0), printable(&before[start..]));
    let after = printable(&after[..end]);
    writeln!(writer, "  {before}{style}{shown}{style:#}{inner}{after}{trail}")?;
    let marks = "^".repeat(columns.max(1));
    writeln!(writer, "  {}{style}{marks}{style:#}", " ".repeat(before.width()))?;
    writeln!(writer, "  {}", violation.rule.message())?;
    if !violation.rule.suggestion().is_empty() {
        writeln!(writer, "  改写建议：{}", violation.rule.suggestion())?;
    }
    writeln!(writer)
}

/// Control characters would move the cursor, and direction marks the underlined words.
fn printable(text: &str) -> String {
    let moves = |c: char| {
        c.is_control()
            || matches!(c, '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if moves(c) { ' ' } else { c }).collect()
}

/// The bytes of the characters that fit into so many columns; looks at no more of them than that.
fn fitting(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let (mut used, mut bytes) = (0, 0);
    for c in chars {
        // Marks without width could go on for ever.
        used += c.width().unwrap_or(1);
        if used > columns || bytes > 16 * columns {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}
