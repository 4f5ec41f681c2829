//! Chat logs to messages.

mod csv;
mod encoding;
mod jsonl;
pub(crate) mod lines;

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use kfrules::Sender;

use crate::args::{Encoding, InputFormat};
use crate::failure::Failure;
use lines::Lines;

/// One message of a log.
#[derive(Debug)]
pub(crate) struct Message {
    /// The line (or CSV record) it stands on, from 1.
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) from: Option<Sender>,
    pub(crate) platform: Option<String>,
}

/// A log that is open and whose format is known.
pub(crate) struct Log {
    pub(crate) name: String,
    format: InputFormat,
    reader: Box<dyn BufRead>,
    encoding: Encoding,
}

/// A log longer than this, in bytes, shows its progress on a terminal.
const LONG: u64 = 1 << 20;

impl Log {
    /// Opens a log; `-` is stdin.
    pub(crate) fn open(
        path: &Path,
        format: Option<InputFormat>,
        encoding: Encoding,
    ) -> Result<Log, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Log {
                name: "<stdin>".to_owned(),
                format: format.unwrap_or(InputFormat::Text),
                reader: Box::new(BufReader::new(io::stdin())),
                encoding,
            });
        }
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| Failure::input(&name, error))?;
        let about = file.metadata().map_err(|error| Failure::input(&name, error))?;
        if about.is_dir() {
            return Err(Failure::input(&name, "is a folder"));
        }
        // Rows on the same terminal would be torn by it.
        let progress =
            if about.len() > LONG && io::stderr().is_terminal() && !io::stdout().is_terminal() {
                let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}");
                ProgressBar::with_draw_target(Some(about.len()), ProgressDrawTarget::stderr())
                    .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
                    .with_finish(ProgressFinish::AndClear)
            } else {
                ProgressBar::hidden()
            };
        Ok(Log {
            format: format.unwrap_or_else(|| by_extension(path)),
            reader: Box::new(BufReader::with_capacity(1 << 16, progress.wrap_read(file))),
            encoding,
            name,
        })
    }

    /// The lines as they are, decoded.
    pub(crate) fn lines(self) -> Lines {
        Lines::new(self.name, self.reader, self.encoding)
    }

    /// The messages, one by one; after an error there are no more.
    pub(crate) fn messages(self) -> Box<dyn Iterator<Item = Result<Message, Failure>>> {
        let Log { name, format, reader, encoding } = self;
        match format {
            InputFormat::Text => Box::new(
                Lines::new(name, reader, encoding)
                    // Blank lines count, but hold nothing.
                    .filter(|line| line.as_ref().map_or(true, |(_, text)| !text.trim().is_empty()))
                    .map(|line| {
                        line.map(|(line, text)| Message { line, text, from: None, platform: None })
                    }),
            ),
            InputFormat::Jsonl => Box::new(jsonl::messages(Lines::new(name, reader, encoding))),
            InputFormat::Csv => Box::new(csv::messages(name, reader, encoding)),
        }
    }
}

fn by_extension(path: &Path) -> InputFormat {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("jsonl" | "ndjson") => InputFormat::Jsonl,
        Some("csv") => InputFormat::Csv,
        _ => InputFormat::Text,
    }
}

/// The sender that a log names.
fn sender(place: &str, from: Option<&str>) -> Result<Option<Sender>, Failure> {
    match from.map(str::trim).filter(|from| !from.is_empty()) {
        None => Ok(None),
        Some(from) => from
            .parse()
            .map(Some)
            .map_err(|error| Failure::input(place, format_args!("`from`: {error}"))),
    }
}
