//! CSV with headers.

use csv::{ReaderBuilder, StringRecord};

use super::{Reader, column};
use crate::failure::Failure;
use crate::input::lines::Lines;
use crate::report::args::{FIELDS, ReportArgs};

pub(super) fn read(lines: Lines, args: &ReportArgs, reader: &mut Reader) -> Result<(), Failure> {
    let name = lines.name.clone();
    let mut text = String::new();
    for line in lines {
        text += &line?.1;
        text.push('\n');
    }
    let mut records = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = format!("{name}:1");
    let headers = records.headers().map_err(|error| Failure::input(&header, error))?.clone();
    if headers.is_empty() {
        return Ok(());
    }
    for (_, column) in &args.columns {
        if !headers.iter().any(|header| header.trim() == column) {
            return Err(Failure::input(&header, format_args!("there is no column `{column}`")));
        }
    }
    let place_of = |field| headers.iter().position(|header| header.trim() == column(args, field));
    let places = FIELDS.map(|field| (field, place_of(field)));
    let mut record = StringRecord::new();
    while records.read_record(&mut record).map_err(|error| Failure::input(&name, error))? {
        let line = record.position().map_or(0, csv::Position::line);
        let place = format!("{name}:{line}");
        if record.len() != headers.len() {
            let cause = format_args!(
                "{} fields, but {} headers: a text with commas needs quotes",
                record.len(),
                headers.len()
            );
            return Err(Failure::input(&place, cause));
        }
        let get = |field: &str| {
            let (_, at) = places.iter().find(|(known, _)| *known == field)?;
            record.get((*at)?)
        };
        reader.add(&place, usize::try_from(line).unwrap_or(usize::MAX), args, get)?;
    }
    Ok(())
}
