//! JSON lines: one object a line.

use serde::Deserialize;

use super::lines::Lines;
use super::{Fields, Message};
use crate::failure::Failure;

/// What is used of an object; it may hold more.
#[derive(Deserialize)]
struct Row {
    text: Option<String>,
    from: Option<String>,
    platform: Option<String>,
    conversation: Option<Name>,
    at: Option<String>,
    kind: Option<String>,
}

/// Logs number their conversations as often as they name them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(serde_json::Number),
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        match name {
            Name::Text(text) => text,
            Name::Number(number) => number.to_string(),
        }
    }
}

pub(super) fn messages(lines: Lines) -> impl Iterator<Item = Result<Message, Failure>> {
    let name = lines.name.clone();
    let read = move |line: Result<(usize, String), Failure>| -> Result<Option<Message>, Failure> {
        let (line, json) = line?;
        if json.trim().is_empty() {
            return Ok(None);
        }
        let place = format!("{name}:{line}");
        if !json.trim_start().starts_with('{') {
            return Err(Failure::input(&place, "not a JSON object"));
        }
        let row: Row =
            serde_json::from_str(&json).map_err(|error| Failure::input(&place, cause(&error)))?;
        let Row { text, from, platform, conversation, at, kind } = row;
        let conversation = conversation.map(String::from);
        let fields = Fields { text, from, platform, conversation, at, kind };
        fields.message(&place, line).map(Some)
    };
    let mut failed = false;
    lines.map(read).filter_map(Result::transpose).take_while(move |message| {
        let go_on = !failed;
        failed = message.is_err();
        go_on
    })
}

/// What is wrong, with the column alone: serde calls every line "line 1".
fn cause(error: &serde_json::Error) -> String {
    let (text, column) = (error.to_string(), error.column());
    match text.strip_suffix(&format!(" at line {} column {column}", error.line())) {
        Some(cause) => format!("{cause} (byte {column} of the line)"),
        None => text,
    }
}
