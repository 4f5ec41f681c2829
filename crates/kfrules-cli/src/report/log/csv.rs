//! CSV with headers.

use std::io::{self, Read};

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::reader::{Fields, Reader};
use super::words::{FIELDS, Field};
use crate::failure::Failure;
use crate::input::lines::Lines;

/// Fields without which there is no event.
const NEEDED: [Field; 3] = [Field::Conversation, Field::At, Field::From];

pub(super) fn read(mut lines: Lines, reader: &mut Reader<'_>) -> Result<(), Failure> {
    let name = lines.name.clone();
    let first = match lines.next() {
        None => return Ok(()),
        Some(line) => line?.1,
    };
    if first.trim_start().starts_with('{') {
        let cause = "a JSON object, not a line of headers: say --input jsonl";
        return Err(Failure::input(format_args!("{name}:1"), cause));
    }
    // Spreadsheets also part columns by tabs or semicolons.
    let most = [b',', b'\t', b';']
        .into_iter()
        .rev()
        .max_by_key(|separator| first.bytes().filter(|byte| byte == separator).count());
    let text = Text { pending: (first + "\n").into_bytes(), at: 0, lines };
    let mut records =
        ReaderBuilder::new().flexible(true).delimiter(most.unwrap_or(b',')).from_reader(text);
    let header = format!("{name}:1");
    let headers = records.headers().map_err(|error| cause(&header, error))?.clone();
    if headers.iter().all(|header| header.trim().is_empty()) {
        return Ok(());
    }
    let places = places(&header, &headers, reader)?;
    let mut record = StringRecord::new();
    while records.read_record(&mut record).map_err(|error| cause(&name, error))? {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != headers.len() {
            let cause = format_args!(
                "{} fields, but {} headers: a text with commas needs quotes",
                record.len(),
                headers.len()
            );
            return Err(Failure::input(format_args!("{name}:{line}"), cause));
        }
        if record.iter().all(str::is_empty) {
            continue;
        }
        let fields = Fields(places.map(|place| place.and_then(|at| record.get(at)).unwrap_or("")));
        reader.add(usize::try_from(line).unwrap_or(usize::MAX), &fields)?;
    }
    Ok(())
}

/// The column of each field.
fn places(
    header: &str,
    headers: &StringRecord,
    reader: &Reader<'_>,
) -> Result<[Option<usize>; FIELDS.len()], Failure> {
    for column in reader.columns() {
        if !headers.iter().any(|header| header.trim() == column) {
            return Err(Failure::input(header, format_args!("there is no column `{column}`")));
        }
    }
    let mut surest: [Option<(usize, usize)>; FIELDS.len()] = [None; FIELDS.len()];
    for (at, column) in headers.iter().enumerate() {
        let Some((field, sure)) = reader.field(column) else { continue };
        let known = &mut surest[field as usize];
        if known.is_none_or(|(best, _)| sure < best) {
            *known = Some((sure, at));
        }
    }
    let places = surest.map(|found| found.map(|(_, at)| at));
    if let Some(missing) = NEEDED.iter().find(|field| places[**field as usize].is_none()) {
        let field = missing.name();
        let columns: Vec<&str> = headers.iter().map(str::trim).collect();
        let cause = format_args!(
            "`{field}` is missing: the columns are {}; say which it is by --column {field}=NAME",
            columns.join(", ")
        );
        return Err(Failure::input(header, cause));
    }
    Ok(places)
}

/// The lines of a log as one text.
struct Text {
    lines: Lines,
    pending: Vec<u8>,
    at: usize,
}

impl Read for Text {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.at == self.pending.len() {
            let Some(line) = self.lines.next() else { return Ok(0) };
            let (_, line) = line.map_err(|failure| io::Error::other(failure.to_string()))?;
            self.pending = (line + "\n").into_bytes();
            self.at = 0;
        }
        let rest = &self.pending[self.at..];
        let length = rest.len().min(room.len());
        room[..length].copy_from_slice(&rest[..length]);
        self.at += length;
        Ok(length)
    }
}

/// What ended the reading; a line that cannot be read tells its own place.
fn cause(place: &str, error: csv::Error) -> Failure {
    match error.kind() {
        ErrorKind::Io(error) => Failure::Input(error.to_string()),
        _ => Failure::input(place, error),
    }
}
