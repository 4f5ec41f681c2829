//! Chat logs to messages.

mod csv;
mod encoding;
mod jsonl;
pub(crate) mod lines;

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use kfrules::{Kind, Sender, Zone};

use crate::failure::Failure;
pub(crate) use encoding::Encoding;
use lines::Lines;

/// What a log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    Text,
    Jsonl,
    Csv,
}

/// One message of a log.
#[derive(Debug)]
pub(crate) struct Message {
    /// The line (or CSV record) it stands on, from 1.
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) from: Option<Sender>,
    pub(crate) platform: Option<String>,
    /// Its place in a conversation, if the log tells.
    pub(crate) turn: Option<Turn>,
}

/// What a log tells of a message's place in a conversation.
#[derive(Debug)]
pub(crate) struct Turn {
    pub(crate) conversation: String,
    /// In microseconds since 1970-01-01 00:00:00 UTC.
    pub(crate) at_us: Option<i64>,
    /// Whether the conversation ends here.
    pub(crate) is_close: bool,
}

/// The fields of a message as a log writes them.
#[derive(Default)]
struct Fields {
    text: Option<String>,
    from: Option<String>,
    platform: Option<String>,
    conversation: Option<String>,
    at: Option<String>,
    kind: Option<String>,
}

impl Fields {
    fn message(self, place: &str, line: usize) -> Result<Message, Failure> {
        let filled = |field: Option<String>| field.filter(|field| !field.trim().is_empty());
        let wrong = |name: &str, error: kfrules::Error| {
            Failure::input(place, format_args!("`{name}`: {error}"))
        };
        let from = filled(self.from).map(|from| from.trim().parse::<Sender>()).transpose();
        let kind = filled(self.kind).map_or(Ok(Kind::Message), |kind| kind.trim().parse());
        let kind = kind.map_err(|error| wrong("kind", error))?;
        let turn = match filled(self.conversation) {
            None => None,
            Some(conversation) => {
                let at_us = filled(self.at).map(|at| Zone::default().parse_us(at.trim()));
                Some(Turn {
                    conversation,
                    at_us: at_us.transpose().map_err(|error| wrong("at", error))?,
                    is_close: kind == Kind::Close,
                })
            }
        };
        let text = match self.text {
            Some(text) => text,
            // What is no message need not say anything.
            None if kind != Kind::Message => String::new(),
            None => return Err(Failure::input(place, "there is no field `text`")),
        };
        Ok(Message {
            line,
            text,
            from: from.map_err(|error| wrong("from", error))?,
            platform: filled(self.platform),
            turn,
        })
    }
}

/// A log that is open and whose format is known.
pub(crate) struct Log {
    pub(crate) name: String,
    /// Whether it may go on for ever.
    pub(crate) is_live: bool,
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
                is_live: true,
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
            is_live: !about.is_file(),
            format: format.unwrap_or_else(|| by_extension(path)),
            reader: Box::new(BufReader::with_capacity(1 << 16, progress.wrap_read(file))),
            encoding,
            name,
        })
    }

    /// A log that is in memory.
    pub(crate) fn of_bytes(
        name: String,
        format: InputFormat,
        reader: Box<dyn BufRead>,
        encoding: Encoding,
    ) -> Log {
        Log { name, is_live: false, format, reader, encoding }
    }

    /// The lines as they are, decoded.
    pub(crate) fn lines(self) -> Lines {
        Lines::new(self.name, self.reader, self.encoding)
    }

    /// The messages, one by one; after an error there are no more.
    pub(crate) fn messages(self) -> Box<dyn Iterator<Item = Result<Message, Failure>>> {
        let Log { name, format, reader, encoding, .. } = self;
        match format {
            InputFormat::Text => Box::new(
                Lines::new(name, reader, encoding)
                    // Blank lines count, but hold nothing.
                    .filter(|line| line.as_ref().map_or(true, |(_, text)| !text.trim().is_empty()))
                    .map(|line| {
                        let (line, text) = line?;
                        Ok(Message { line, text, from: None, platform: None, turn: None })
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
