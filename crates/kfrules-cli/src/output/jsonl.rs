//! One JSON object a violation.

use std::io::{self, Write};

use kfrules::Violation;
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: usize,
    #[serde(flatten)]
    violation: &'a Violation<'a>,
}

pub(super) fn row(
    writer: &mut dyn Write,
    file: Option<&str>,
    line: usize,
    violation: &Violation<'_>,
) -> io::Result<()> {
    serde_json::to_writer(&mut *writer, &Row { file, line, violation })?;
    writeln!(writer)
}
