//! A shop's log to events, in the order of time.

mod chat;
mod csv;
mod jsonl;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::rc::Rc;

use kfrules::{Event, Kind, Sender, Zone};

use super::args::{LogFormat, ReportArgs};
use crate::args::InputFormat;
use crate::failure::Failure;
use crate::input;
use crate::input::lines::Lines;

/// All events of a shop's log.
pub(super) struct Log {
    pub(super) rows: Vec<Row>,
}

/// One event, and the line of its file where it stands.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) at_us: i64,
    pub(super) conversation: Rc<str>,
    customer: Rc<str>,
    agent: Rc<str>,
    pub(super) from: Sender,
    kind: Kind,
    pub(super) text: Box<str>,
    id: Box<str>,
}

impl Row {
    pub(super) fn event(&self) -> Event<'_> {
        Event::new(&self.conversation, self.at_us, self.from)
            .kind(self.kind)
            .customer(&self.customer)
            .agent(&self.agent)
            .text(&self.text)
            .id(&self.id)
            .line(self.line)
    }
}

impl Log {
    pub(super) fn read(args: &ReportArgs) -> Result<Log, Failure> {
        let mut reader = Reader::default();
        for path in &args.logs {
            let lines = input::Log::open(path, Some(InputFormat::Text), args.encoding)?.lines();
            reader.read(args.input.unwrap_or_else(|| by_extension(path)), lines, args)?;
        }
        Ok(reader.finish())
    }

    /// The events of one log that is open.
    pub(super) fn of_lines(
        format: LogFormat,
        lines: Lines,
        args: &ReportArgs,
    ) -> Result<Log, Failure> {
        let mut reader = Reader::default();
        reader.read(format, lines, args)?;
        Ok(reader.finish())
    }
}

fn by_extension(path: &Path) -> LogFormat {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("csv") => LogFormat::Csv,
        Some("txt") => LogFormat::Chat,
        _ => LogFormat::Jsonl,
    }
}

/// What is read so far. Names come often and are kept once.
#[derive(Default)]
struct Reader {
    rows: Vec<Row>,
    names: HashSet<Rc<str>>,
    customers: HashMap<Rc<str>, Rc<str>>,
}

impl Reader {
    fn read(&mut self, format: LogFormat, lines: Lines, args: &ReportArgs) -> Result<(), Failure> {
        match format {
            LogFormat::Jsonl => jsonl::read(lines, args, self),
            LogFormat::Csv => csv::read(lines, args, self),
            LogFormat::Chat => chat::read(lines, args, self),
        }
    }

    fn finish(mut self) -> Log {
        self.rows.sort_by_key(|row| row.at_us);
        Log { rows: self.rows }
    }

    fn name(&mut self, name: &str) -> Rc<str> {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let new: Rc<str> = name.into();
        self.names.insert(new.clone());
        new
    }

    /// Takes in the fields of one event, by their names in `FIELDS`.
    fn add<'a>(
        &mut self,
        place: &str,
        line: usize,
        args: &ReportArgs,
        get: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<(), Failure> {
        let get = |field: &str| -> Option<&'a str> { get(field).filter(|value| !value.is_empty()) };
        let need = |field: &str| {
            get(field).ok_or_else(|| {
                let cause = "is missing; if the log calls it otherwise, say --column";
                Failure::input(place, format_args!("`{field}` {cause} {field}=NAME"))
            })
        };
        let wrong = |field: &str, error: kfrules::Error| {
            Failure::input(place, format_args!("`{field}`: {error}"))
        };
        let conversation = self.name(need("conversation")?);
        let at_us = Zone::default().parse_us(need("at")?).map_err(|error| wrong("at", error))?;
        let from = need("from")?;
        let from = match args.senders.iter().find(|(name, _)| name == from.trim()) {
            Some((_, sender)) => *sender,
            None => from.trim().parse().map_err(|error| wrong("from", error))?,
        };
        let kind = get("kind").map_or(Ok(Kind::Message), |kind| kind.trim().parse());
        let kind = kind.map_err(|error| wrong("kind", error))?;
        let customer = self.name(get("customer").unwrap_or_default());
        if !customer.is_empty() {
            let first =
                self.customers.entry(conversation.clone()).or_insert_with(|| customer.clone());
            if *first != customer {
                return Err(Failure::input(
                    place,
                    format_args!(
                        "conversation `{conversation}` has two customers: `{first}` and `{customer}`"
                    ),
                ));
            }
        }
        let agent = self.name(get("agent").unwrap_or_default());
        let (text, id) = (get("text").unwrap_or_default(), get("id").unwrap_or_default());
        self.rows.push(Row {
            line: line as u64,
            at_us,
            conversation,
            customer,
            agent,
            from,
            kind,
            text: text.into(),
            id: id.into(),
        });
        Ok(())
    }
}

/// What the log calls a field.
fn column<'a>(args: &'a ReportArgs, field: &'a str) -> &'a str {
    let named = args.columns.iter().rev().find(|(known, _)| known == field);
    named.map_or(field, |(_, name)| name)
}
