//! Fields of events to rows.

use std::collections::HashMap;
use std::fmt;

use kfrules::{Kind, Zone};

use super::words::{self, FIELDS, Field};
use super::{Log, Row};
use crate::failure::Failure;
use crate::report::args::ReportArgs;

/// What is read so far.
pub(super) struct Reader<'a> {
    args: &'a ReportArgs,
    rows: Vec<Row>,
    names: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    texts: String,
    files: Vec<String>,
    /// Customers of conversations.
    customers: HashMap<u32, u32>,
    without_seconds: Option<String>,
}

/// The fields of one event; what is empty is missing.
#[derive(Default)]
pub(super) struct Fields<'a>(pub(super) [&'a str; FIELDS.len()]);

impl<'a> Fields<'a> {
    pub(super) fn set(&mut self, field: Field, value: &'a str) {
        self.0[field as usize] = value;
    }

    pub(super) fn get(&self, field: Field) -> Option<&'a str> {
        Some(self.0[field as usize].trim()).filter(|value| !value.is_empty())
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(args: &'a ReportArgs) -> Reader<'a> {
        let mut reader = Reader {
            args,
            rows: Vec::new(),
            names: Vec::new(),
            numbers: HashMap::new(),
            texts: String::new(),
            files: Vec::new(),
            customers: HashMap::new(),
            without_seconds: None,
        };
        // The number 0 is no name.
        reader.names.push("".into());
        reader.numbers.insert("".into(), 0);
        reader
    }

    pub(super) fn begin(&mut self, file: &str) -> Result<(), Failure> {
        if self.files.len() > usize::from(u16::MAX) {
            return Err(Failure::input(file, "is one log too many"));
        }
        self.files.push(file.to_owned());
        Ok(())
    }

    pub(super) fn finish(mut self) -> Log {
        self.rows.sort_unstable_by_key(|row| (row.at_us, row.file, row.line));
        self.texts.shrink_to_fit();
        Log {
            rows: self.rows,
            names: self.names,
            texts: self.texts,
            files: self.files,
            without_seconds: self.without_seconds,
        }
    }

    /// The field that a column of the log is, and how sure that is: the less the surer. What
    /// `--column` says is surest, then the field's own name, then what others call it.
    pub(super) fn field(&self, column: &str) -> Option<(Field, usize)> {
        let column = column.trim();
        if let Some((field, _)) = self.args.columns.iter().rev().find(|(_, name)| name == column) {
            return Some((*field, 0));
        }
        let is_elsewhere = |(field, _): &(Field, usize)| {
            self.args.columns.iter().any(|(mapped, _)| mapped == field)
        };
        words::field(column).filter(|found| !is_elsewhere(found))
    }

    /// The columns that `--column` names.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.args.columns.iter().map(|(_, column)| &**column)
    }

    fn name(&mut self, name: &str) -> Result<u32, Failure> {
        if let Some(&known) = self.numbers.get(name) {
            return Ok(known);
        }
        let number = small(name, self.names.len())?;
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        Ok(number)
    }

    /// Takes in an event that stands on a line of the file begun last.
    pub(super) fn add(&mut self, line: usize, fields: &Fields<'_>) -> Result<(), Failure> {
        let file = self.files.len() - 1;
        let name = std::mem::take(&mut self.files[file]);
        let added = self.add_at(&Place { file: &name, line }, fields);
        self.files[file] = name;
        added
    }

    fn add_at(&mut self, place: &Place<'_>, fields: &Fields<'_>) -> Result<(), Failure> {
        let need = |field: Field| {
            fields.get(field).ok_or_else(|| {
                let field = field.name();
                let cause = "is missing; if the log calls it otherwise, say --column";
                Failure::input(place, format_args!("`{field}` {cause} {field}=NAME"))
            })
        };
        let wrong = |field: Field, error: kfrules::Error| {
            Failure::input(place, format_args!("`{}`: {error}", field.name()))
        };
        let conversation = self.name(need(Field::Conversation)?)?;
        let at = need(Field::At)?;
        let at_us = Zone::default().parse_us(at).or_else(|error| {
            // What is worked on in a spreadsheet loses its seconds.
            let at_us = Zone::default().parse_us(&format!("{at}:00")).map_err(|_| error)?;
            self.without_seconds.get_or_insert_with(|| place.to_string());
            Ok(at_us)
        });
        let at_us = at_us.map_err(|error| wrong(Field::At, error))?;
        let from = need(Field::From)?;
        let from = match self.args.senders.iter().find(|(name, _)| name == from) {
            Some((_, sender)) => *sender,
            None => words::sender(from).map_err(|error| {
                let hint = format!("; if the log calls it so, say --sender {from}=SENDER");
                Failure::input(place, format_args!("`from`: {error}{hint}"))
            })?,
        };
        let kind = fields.get(Field::Kind).map_or(Ok(Kind::Message), words::kind);
        let kind = kind.map_err(|error| wrong(Field::Kind, error))?;
        let customer = self.name(fields.get(Field::Customer).unwrap_or_default())?;
        if customer != 0 {
            let first = *self.customers.entry(conversation).or_insert(customer);
            if first != customer {
                let [conversation, first, customer] =
                    [conversation, first, customer].map(|number| &self.names[number as usize]);
                let cause = format_args!(
                    "conversation `{conversation}` has two customers: `{first}` and `{customer}`"
                );
                return Err(Failure::input(place, cause));
            }
        }
        let agent = self.name(fields.get(Field::Agent).unwrap_or_default())?;
        let text = fields.0[Field::Text as usize];
        let id = fields.get(Field::Id).unwrap_or_default();
        let text_start = self.texts.len();
        self.texts.push_str(text);
        self.texts.push_str(id);
        self.rows.push(Row {
            at_us,
            text_start,
            text_length: small(place, text.len())?,
            id_length: small(place, id.len())?,
            line: small(place, place.line)?,
            conversation,
            customer,
            agent,
            file: u16::try_from(self.files.len() - 1).expect("no more files were begun"),
            from,
            kind,
        });
        Ok(())
    }
}

/// Where an event stands.
struct Place<'a> {
    file: &'a str,
    line: usize,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

fn small(place: impl fmt::Display, number: usize) -> Result<u32, Failure> {
    u32::try_from(number).map_err(|_| Failure::input(place, "is too much for one report"))
}
