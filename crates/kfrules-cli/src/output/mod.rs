//! Violations to rows.

mod jsonl;
mod text;

use std::io::{self, IsTerminal, Write};

use kfrules::{Severity, Violation};

use crate::args::{Colour, Format};
use crate::input::Message;

/// Where rows go.
pub(crate) struct Output {
    writer: Box<dyn Write>,
    format: Format,
    /// Whether rows name the file they are of.
    names: bool,
    /// Whether somebody waits for each row.
    live: bool,
    messages: usize,
    /// Violations by severity.
    counts: [usize; 3],
    /// Rows that wait, with their lines, for rows that may belong before them.
    held: Option<Vec<(usize, Vec<u8>)>>,
}

impl Output {
    pub(crate) fn new(format: Format, colour: Colour, names: bool) -> Output {
        let live = io::stdout().is_terminal() || io::stdin().is_terminal();
        let colour = match colour {
            Colour::Auto => anstream::AutoStream::choice(&io::stdout()),
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        };
        // Colours are left out where they do not belong: in a file, a pipe, or under NO_COLOR.
        let writer: Box<dyn Write> = match format {
            // Stripping works in small pieces, so it comes before the buffer.
            Format::Text if colour == anstream::ColorChoice::Never => {
                let buffered: Box<dyn Write> = Box::new(io::BufWriter::new(io::stdout()));
                Box::new(anstream::StripStream::new(buffered))
            }
            Format::Text => {
                Box::new(io::BufWriter::new(anstream::AutoStream::new(io::stdout(), colour)))
            }
            Format::Jsonl => Box::new(io::BufWriter::new(io::stdout())),
        };
        Output { writer, format, names, live, messages: 0, counts: [0; 3], held: None }
    }

    /// From now on, keeps rows until they are released.
    pub(crate) fn hold(&mut self) {
        self.held.get_or_insert_default();
    }

    /// Writes the rows that were kept, in the order of their lines.
    pub(crate) fn release(&mut self) -> io::Result<()> {
        let mut held = self.held.take().unwrap_or_default();
        held.sort_by_key(|(line, _)| *line);
        held.iter().try_for_each(|(_, row)| self.writer.write_all(row))
    }

    /// Counts a message that was checked.
    pub(crate) fn checked(&mut self) {
        self.messages += 1;
    }

    pub(crate) fn row(
        &mut self,
        log: &str,
        message: &Message,
        violation: &Violation<'_>,
    ) -> io::Result<()> {
        self.counts[match violation.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            _ => 2,
        }] += 1;
        if let Some(held) = &mut self.held {
            let mut row = Vec::new();
            write(&mut row, self.format, self.names, log, message, violation)?;
            held.push((message.line, row));
            return Ok(());
        }
        write(&mut self.writer, self.format, self.names, log, message, violation)?;
        if self.live { self.writer.flush() } else { Ok(()) }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Says how many messages and violations there were.
    pub(crate) fn sum_up(&mut self) -> io::Result<()> {
        if self.format == Format::Text {
            let [errors, warnings, infos] = self.counts;
            let (messages, all) = (self.messages, errors + warnings + infos);
            writeln!(
                self.writer,
                "共 {messages} 条消息，{all} 处问题：错误 {errors}，警告 {warnings}，提示 {infos}"
            )?;
        }
        self.writer.flush()
    }
}

fn write(
    writer: &mut dyn Write,
    format: Format,
    names: bool,
    log: &str,
    message: &Message,
    violation: &Violation<'_>,
) -> io::Result<()> {
    match format {
        Format::Text => text::row(writer, log, message, violation),
        Format::Jsonl => jsonl::row(writer, names.then_some(log), message.line, violation),
    }
}
