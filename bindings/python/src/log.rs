//! Events of a log: one by one as mappings, or as a table.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, Int64Array, StructArray};
use arrow_schema::DataType;
use kfrules::{Event, Kind, Sender, Zone};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::arrow::{Chunks, Instants, Texts};
use crate::error::{complain, raise};
use crate::instant::read_us;
use crate::ruleset::sender;

/// An event of a log, as its own.
pub(crate) struct Row {
    conversation: String,
    at_us: i64,
    from: Sender,
    kind: Kind,
    customer: String,
    agent: String,
    text: String,
    id: String,
}

impl Row {
    /// From the fields of the command's logs.
    pub(crate) fn read(row: &Bound<'_, PyAny>, zone: Zone) -> PyResult<Row> {
        let get = |field: &str| -> PyResult<Option<Bound<'_, PyAny>>> {
            let value = row.call_method1("get", (field,))?;
            Ok((!value.is_none()).then_some(value))
        };
        let wanted = |field: &str| get(field)?.ok_or_else(|| complain(format!("has no `{field}`")));
        let text = |field: &str| match get(field)? {
            Some(value) => value.extract::<String>(),
            None => Ok(String::new()),
        };
        let kind = text("kind")?;
        Ok(Row {
            conversation: wanted("conversation")?.extract()?,
            at_us: read_us(&wanted("at")?, zone)?,
            from: sender(wanted("from")?.extract()?)?,
            kind: if kind.is_empty() { Kind::Message } else { parse_kind(&kind)? },
            customer: text("customer")?,
            agent: text("agent")?,
            text: text("text")?,
            id: text("id")?,
        })
    }

    pub(crate) fn event(&self) -> Event<'_> {
        Event::new(&self.conversation, self.at_us, self.from)
            .kind(self.kind)
            .customer(&self.customer)
            .agent(&self.agent)
            .text(&self.text)
            .id(&self.id)
    }
}

pub(crate) fn parse_kind(kind: &str) -> PyResult<Kind> {
    kind.parse().map_err(|error| raise(&error))
}

/// A chunk of a log in columns.
struct Columns {
    conversation: Texts,
    at: Instants,
    from: Texts,
    kind: Texts,
    customer: Texts,
    agent: Texts,
    text: Texts,
    id: Texts,
    line: Option<Int64Array>,
    rows: usize,
}

impl Columns {
    fn new(table: &StructArray, zone: Zone) -> Result<Columns, String> {
        let texts = |name: &str| match table.column_by_name(name) {
            None => Ok(Texts::Missing(table.len())),
            Some(column) => Texts::new(column).ok_or_else(|| unfit(name, "texts", column)),
        };
        let wanted = |name: &str| {
            table.column_by_name(name).ok_or_else(|| format!("the table has no column `{name}`"))
        };
        wanted("conversation")?;
        wanted("from")?;
        let at = wanted("at")?;
        let at = Instants::new(at, zone).ok_or_else(|| unfit("at", "instants", at))?;
        let line = table.column_by_name("line").map(whole_numbers).transpose()?;
        Ok(Columns {
            conversation: texts("conversation")?,
            at,
            from: texts("from")?,
            kind: texts("kind")?,
            customer: texts("customer")?,
            agent: texts("agent")?,
            text: texts("text")?,
            id: texts("id")?,
            line,
            rows: table.len(),
        })
    }

    /// The event of a row, the `number`th of the log.
    fn event(&self, row: usize, number: u64, zone: Zone) -> Result<Event<'_>, String> {
        let conversation = text(&self.conversation, row)?.ok_or("has no `conversation`")?;
        let at_us = self.at.get_us(row, zone).ok_or("has no `at`")?;
        let from = text(&self.from, row)?.ok_or("has no `from`")?;
        let kind = text(&self.kind, row)?.filter(|kind| !kind.is_empty());
        let kind = kind.map_or(Ok(Kind::Message), str::parse);
        let line = match &self.line {
            None => number,
            Some(lines) => u64::try_from(lines.value(row)).map_err(|_| "has a negative `line`")?,
        };
        let [customer, agent, words, id] =
            [&self.customer, &self.agent, &self.text, &self.id].map(|texts| text(texts, row));
        let said = |error: kfrules::Error| error.to_string();
        Ok(Event::new(conversation, at_us.map_err(said)?, from.parse().map_err(said)?)
            .kind(kind.map_err(said)?)
            .customer(customer?.unwrap_or_default())
            .agent(agent?.unwrap_or_default())
            .text(words?.unwrap_or_default())
            .id(id?.unwrap_or_default())
            .line(line))
    }
}

fn text(texts: &Texts, row: usize) -> Result<Option<&str>, String> {
    let text = texts.get(row).map(std::str::from_utf8).transpose();
    text.map_err(|error| format!("is not UTF-8: {error}"))
}

fn whole_numbers(column: &ArrayRef) -> Result<Int64Array, String> {
    match column.data_type() {
        DataType::Int32 => Ok(column.as_primitive::<Int32Type>().unary(i64::from)),
        DataType::Int64 => Ok(column.as_primitive::<Int64Type>().clone()),
        _ => Err(unfit("line", "signed integers", column)),
    }
}

fn unfit(name: &str, wanted: &str, column: &ArrayRef) -> String {
    format!("the column `{name}` holds {}, not {wanted}", column.data_type())
}

/// A log in columns.
pub(crate) struct Table {
    chunks: Chunks,
    zone: Zone,
}

impl Table {
    pub(crate) fn take(table: &Bound<'_, PyAny>, zone: Zone) -> PyResult<Table> {
        let chunks = Chunks::take(table, "a table")?;
        match chunks.data_type() {
            DataType::Struct(_) => Ok(Table { chunks, zone }),
            other => Err(PyTypeError::new_err(format!("a table is needed, not {other}"))),
        }
    }

    /// Gives all events to `record`, or says what is wrong with the first that is none.
    pub(crate) fn read<T>(self, record: impl FnOnce(&[Event<'_>]) -> T) -> Result<T, String> {
        let Table { chunks, zone } = self;
        let mut columns = Vec::new();
        for chunk in chunks {
            let chunk = chunk.map_err(|error| error.to_string())?;
            columns.push(Columns::new(chunk.as_struct(), zone)?);
        }
        let rows = columns.iter().flat_map(|chunk| (0..chunk.rows).map(move |row| (chunk, row)));
        let events = rows.zip(1..).map(|((chunk, row), number)| {
            let event = chunk.event(row, number, zone);
            event.map_err(|fault| format!("event {number}: {fault}"))
        });
        Ok(record(&events.collect::<Result<Vec<_>, _>>()?))
    }
}
