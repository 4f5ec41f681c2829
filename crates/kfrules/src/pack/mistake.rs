//! What the TOML reader complains of, said to somebody who writes no programs.

use super::closest::did_you_mean;

/// The most keys that are all told; of a longer list only the closest is.
const FEW_KEYS: usize = 8;

/// The reader's message in plain words; as it is, if it is not one of those known here.
pub(super) fn in_plain_words(message: &str) -> String {
    syntax(message)
        .or_else(|| unknown(message, "unknown field `", "key", FEW_KEYS))
        .or_else(|| unknown(message, "unknown variant `", "value", usize::MAX))
        .or_else(|| missing(message))
        .or_else(|| mistaken(message, "invalid type: "))
        .or_else(|| mistaken(message, "invalid value: "))
        .unwrap_or_else(|| message.to_owned())
}

/// What is wrong with the signs of the file.
fn syntax(message: &str) -> Option<String> {
    let known = [
        ("unclosed array", "this list is not closed: put `]` at its end"),
        ("unclosed inline table", "this table is not closed: put `}` at its end"),
        ("unclosed table", "these brackets are not closed: write them as [[rule]]"),
        ("unclosed array table", "these brackets are not closed: write them as [[rule]]"),
        ("string values must be quoted", "a text must stand in straight quotes, as \"…\""),
        ("invalid basic string", "this text is not closed: put a straight quote \" at its end"),
        ("invalid literal string", "this text is not closed: put a straight quote ' at its end"),
        ("duplicate key", "this key is given twice"),
        (
            "missing escaped value",
            "a backslash in double quotes is a special sign: write patterns in single quotes, as '…'",
        ),
    ];
    let (_, plain) = known.iter().find(|(start, _)| message.starts_with(start))?;
    Some((*plain).to_owned())
}

/// A name that is not one of those expected.
fn unknown(message: &str, start: &str, what: &str, few: usize) -> Option<String> {
    let (typed, expected) = message.strip_prefix(start)?.split_once("`, expected ")?;
    let names: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let closest = did_you_mean(typed, names.iter().copied());
    let hint = if !closest.is_empty() {
        closest
    } else if names.len() > few {
        ": docs/pack-format.md has the list of keys".to_owned()
    } else {
        format!(": it must be one of {}", names.join(", "))
    };
    Some(format!("unknown {what} `{typed}`{hint}"))
}

fn missing(message: &str) -> Option<String> {
    let name = message.strip_prefix("missing field `")?.strip_suffix('`')?;
    Some(format!("the key `{name}` is missing here"))
}

/// A value of another kind than is expected.
fn mistaken(message: &str, start: &str) -> Option<String> {
    let (found, expected) = message.strip_prefix(start)?.split_once(", expected ")?;
    let (kind, found) = (kind(expected), found.replace('`', ""));
    Some(match (found.strip_prefix("string "), found.as_str(), expected) {
        (Some(text), ..) => format!("this must be {kind}, not the text {text}"),
        (_, "map", "a sequence") => {
            "this table may be given more than once: write it in double brackets, as [[rule]]"
                .into()
        }
        // A bare date reads as a table.
        (_, "map", "a string") => "this must be a text in quotes, as \"2024-05-01\"".into(),
        (_, "map", _) => format!("this must be {kind}, not a table"),
        (_, "sequence", _) => format!("this must be {kind}, not a list"),
        (_, found, _) => {
            format!("this must be {kind}, not {}", found.replace("integer", "the number"))
        }
    })
}

/// What is asked for.
fn kind(expected: &str) -> &str {
    match expected {
        "a string" => "a text in quotes",
        "a sequence" => "a list in square brackets, as [\"…\", \"…\"]",
        "a map" => "a table, as { \"…\" = \"…\" }",
        "a boolean" => "true or false",
        "usize" | "u32" => "a whole number that is not negative",
        _ if expected.starts_with("struct ") => "a table, as { document = \"…\" }",
        other => other,
    }
}
