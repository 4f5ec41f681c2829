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
        Output { writer, format, names, live, messages: 0, counts: [0; 3] }
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
        match self.format {
            Format::Text => text::row(&mut self.writer, log, message, violation)?,
            Format::Jsonl => {
                let file = self.names.then_some(log);
                jsonl::row(&mut self.writer, file, message.line, violation)?;
            }
        }
        if self.live { self.writer.flush() } else { Ok(()) }
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
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
