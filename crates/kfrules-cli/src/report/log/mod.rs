//! A shop's log to events, in the order of time.

mod chat;
mod csv;
mod jsonl;
mod reader;
mod words;

use std::collections::HashMap;
use std::path::Path;

use kfrules::{Event, Kind, Missed, Sender};

use super::args::{LogFormat, ReportArgs};
use crate::failure::Failure;
use crate::input::lines::Lines;
use crate::input::{self, InputFormat};
use reader::Reader;
pub(super) use words::{FIELDS, Field};

/// All events of a shop's log. A log of millions of events must fit: names are kept once, and all
/// texts in one piece.
pub(super) struct Log {
    /// In the order of time, equal instants in that of the log.
    rows: Vec<Row>,
    names: Vec<Box<str>>,
    texts: String,
    pub(super) files: Vec<String>,
    /// Where the first time without seconds stands, if there is one.
    pub(super) without_seconds: Option<String>,
}

/// One event. Names are numbers, texts places.
struct Row {
    at_us: i64,
    text_start: usize,
    text_length: u32,
    /// Follows the text.
    id_length: u32,
    line: u32,
    conversation: u32,
    customer: u32,
    agent: u32,
    file: u16,
    from: Sender,
    kind: Kind,
}

/// A message of a customer, to be shown.
pub(super) struct Asked<'a> {
    /// The file, if the log has several.
    pub(super) file: Option<&'a str>,
    pub(super) line: u32,
    pub(super) at_us: i64,
    pub(super) text: &'a str,
}

impl Log {
    pub(super) fn read(args: &ReportArgs) -> Result<Log, Failure> {
        let mut reader = Reader::new(args);
        for path in &args.logs {
            let format = match args.input {
                Some(format) => format,
                None => by_extension(path)?,
            };
            let lines = input::Log::open(path, Some(InputFormat::Text), args.encoding)?.lines();
            read(format, lines, args, &mut reader)?;
        }
        Ok(reader.finish())
    }

    /// The events of one log that is open.
    pub(super) fn of_lines(
        format: LogFormat,
        lines: Lines,
        args: &ReportArgs,
    ) -> Result<Log, Failure> {
        let mut reader = Reader::new(args);
        read(format, lines, args, &mut reader)?;
        Ok(reader.finish())
    }

    pub(super) fn events(&self) -> impl Iterator<Item = Event<'_>> {
        self.rows.iter().map(|row| {
            let (text, id) = self.texts(row);
            Event::new(self.name(row.conversation), row.at_us, row.from)
                .kind(row.kind)
                .customer(self.name(row.customer))
                .agent(self.name(row.agent))
                .text(text)
                .id(id)
                .line(row.line.into())
        })
    }

    /// Of each of `missed` the messages of the customer that belong to it.
    pub(super) fn asked(&self, missed: &[Missed]) -> Vec<Vec<Asked<'_>>> {
        let wanted = missed.iter().map(|one| (&*one.conversation, Vec::new()));
        let mut by_conversation: HashMap<&str, Vec<&Row>> = wanted.collect();
        let is_message = |row: &&Row| matches!(row.kind, Kind::Message | Kind::Offline);
        for row in self.rows.iter().filter(|row| row.from == Sender::Customer).filter(is_message) {
            if let Some(rows) = by_conversation.get_mut(self.name(row.conversation)) {
                rows.push(row);
            }
        }
        let asked = |row: &Row| Asked {
            file: Some(&*self.files[usize::from(row.file)]).filter(|_| self.files.len() > 1),
            line: row.line,
            at_us: row.at_us,
            text: self.texts(row).0,
        };
        let of_one = |one: &Missed| {
            let rows = by_conversation.get(&*one.conversation).map_or(&[][..], Vec::as_slice);
            let start = rows.partition_point(|row| row.at_us < one.opened_us);
            let until = |row: &&&Row| row.at_us <= one.asked_until_us;
            rows[start..].iter().take_while(until).map(|row| asked(row)).collect()
        };
        missed.iter().map(of_one).collect()
    }

    fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }

    fn texts(&self, row: &Row) -> (&str, &str) {
        let text_end = row.text_start + row.text_length as usize;
        let id_end = text_end + row.id_length as usize;
        (&self.texts[row.text_start..text_end], &self.texts[text_end..id_end])
    }
}

fn read(
    format: LogFormat,
    lines: Lines,
    args: &ReportArgs,
    reader: &mut Reader,
) -> Result<(), Failure> {
    reader.begin(&lines.name)?;
    match format {
        LogFormat::Jsonl => jsonl::read(lines, reader),
        LogFormat::Csv => csv::read(lines, reader),
        LogFormat::Chat => chat::read(lines, &args.shops, reader),
    }
}

fn by_extension(path: &Path) -> Result<LogFormat, Failure> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("csv" | "tsv") => Ok(LogFormat::Csv),
        Some("txt") => Ok(LogFormat::Chat),
        Some("xls" | "xlsx" | "et") => {
            Err(Failure::input(path.display(), "is a workbook: save it as CSV first"))
        }
        _ => Ok(LogFormat::Jsonl),
    }
}
