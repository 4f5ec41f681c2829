//! JSON lines: one object an event.

use std::collections::HashMap;

use serde_json::Value;

use super::{Reader, column};
use crate::failure::Failure;
use crate::input::lines::Lines;
use crate::report::args::{FIELDS, ReportArgs};

pub(super) fn read(lines: Lines, args: &ReportArgs, reader: &mut Reader) -> Result<(), Failure> {
    let name = lines.name.clone();
    for line in lines {
        let (line, json) = line?;
        if json.trim().is_empty() {
            continue;
        }
        let place = format!("{name}:{line}");
        let row: HashMap<String, Value> = serde_json::from_str(&json)
            .map_err(|error| Failure::input(&place, format_args!("not a JSON object: {error}")))?;
        let mut values: Vec<(&str, String)> = Vec::with_capacity(FIELDS.len());
        for field in FIELDS {
            match row.get(column(args, field)) {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) => values.push((field, text.clone())),
                Some(Value::Number(number)) => values.push((field, number.to_string())),
                Some(_) => {
                    let cause = format_args!("`{field}` is neither text nor a number");
                    return Err(Failure::input(&place, cause));
                }
            }
        }
        let get =
            |field: &str| values.iter().find(|(known, _)| *known == field).map(|(_, v)| v.as_str());
        reader.add(&place, line, args, get)?;
    }
    Ok(())
}
