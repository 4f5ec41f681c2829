//! JSON lines: one object an event.

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::reader::{Fields, Reader};
use super::words::{FIELDS, Field};
use crate::failure::Failure;
use crate::input::lines::Lines;

pub(super) fn read(lines: Lines, reader: &mut Reader<'_>) -> Result<(), Failure> {
    let name = lines.name.clone();
    let mut object = Object::default();
    for line in lines {
        let (line, json) = line?;
        if json.trim().is_empty() {
            continue;
        }
        let place = || format!("{name}:{line}");
        if !json.trim_start().starts_with('{') {
            let cause =
                "not a JSON object; a log of another kind needs --input csv or --input chat";
            return Err(Failure::input(place(), cause));
        }
        let mut json = serde_json::Deserializer::from_str(&json);
        object.clear();
        (Columns { reader, object: &mut object })
            .deserialize(&mut json)
            .and_then(|()| json.end())
            .map_err(|error| Failure::input(place(), cause(&error)))?;
        reader.add(line, &object.fields())?;
    }
    Ok(())
}

/// What is wrong, with the column alone: serde calls every line "line 1".
fn cause(error: &serde_json::Error) -> String {
    let (text, column) = (error.to_string(), error.column());
    match text.strip_suffix(&format!(" at line {} column {column}", error.line())) {
        Some(cause) => format!("{cause} (byte {column} of the line)"),
        None => text,
    }
}

/// The fields of an object, and which fields its keys are; both are kept for the next line.
#[derive(Default)]
struct Object {
    values: [String; FIELDS.len()],
    sureness: [Option<usize>; FIELDS.len()],
    known: HashMap<String, Option<(Field, usize)>>,
}

impl Object {
    fn clear(&mut self) {
        self.values.iter_mut().for_each(String::clear);
        self.sureness = [None; FIELDS.len()];
    }

    fn fields(&self) -> Fields<'_> {
        Fields(self.values.each_ref().map(String::as_str))
    }
}

/// Reads an object.
struct Columns<'a, 'r> {
    reader: &'a Reader<'r>,
    object: &'a mut Object,
}

impl<'de> DeserializeSeed<'de> for Columns<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Columns<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Columns { reader, object } = self;
        while let Some(found) = map.next_key_seed(Key { reader, known: &mut object.known })? {
            let sureness = |field: Field| object.sureness[field as usize];
            match found {
                Some((field, sure)) if sureness(field).is_none_or(|known| sure < known) => {
                    object.sureness[field as usize] = Some(sure);
                    let value = &mut object.values[field as usize];
                    value.clear();
                    map.next_value_seed(Value { field, value })?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Reads a key: which field it is, if it is one.
struct Key<'a, 'r> {
    reader: &'a Reader<'r>,
    known: &'a mut HashMap<String, Option<(Field, usize)>>,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = Option<(Field, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = Option<(Field, usize)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        if let Some(known) = self.known.get(key) {
            return Ok(*known);
        }
        let found = self.reader.field(key);
        // A log names few fields; one that makes names up must not fill the memory.
        if self.known.len() < 100 {
            self.known.insert(key.to_owned(), found);
        }
        Ok(found)
    }
}

/// Reads a value into a text.
struct Value<'a> {
    field: Field,
    value: &'a mut String,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` to be text or a number", self.field.name())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.value.push_str(text);
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.value.push_str(&number.to_string());
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.value.push_str(&number.to_string());
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        if self.field != Field::At {
            let field = self.field.name();
            return Err(E::custom(format_args!("`{field}` is no whole number below 2^64")));
        }
        self.value.push_str(&number.to_string());
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}
