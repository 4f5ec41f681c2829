//! CSV with headers: `text`, and optionally `from`, `platform`, `conversation`, `at` and `kind`.

use std::io::{BufRead, Read};

use csv::{ByteRecord, ReaderBuilder};

use super::encoding::Encoding;
use super::encoding::decode;
use super::{Fields, Message};
use crate::failure::Failure;

pub(super) fn messages(
    name: String,
    mut reader: Box<dyn BufRead>,
    encoding: Encoding,
) -> Box<dyn Iterator<Item = Result<Message, Failure>>> {
    let mut log = match open(&name, &mut reader) {
        Ok((start, skipped)) => Records {
            skipped,
            reader: ReaderBuilder::new().flexible(true).from_reader(Box::new(start.chain(reader))),
            columns: None,
            name,
            encoding,
            line: 0,
        },
        Err(failure) => return Box::new(std::iter::once(Err(failure))),
    };
    let mut failed = false;
    Box::new(std::iter::from_fn(move || {
        if failed {
            return None;
        }
        let message = log.read().transpose();
        failed = matches!(message, Some(Err(_)));
        message
    }))
}

/// The first bytes, without a byte order mark, and how many it had.
fn open(name: &str, reader: &mut dyn BufRead) -> Result<(std::io::Cursor<Vec<u8>>, u64), Failure> {
    let mut start = Vec::new();
    reader.take(3).read_to_end(&mut start).map_err(|error| Failure::input(name, error))?;
    let mut skipped = 0;
    if start == b"\xEF\xBB\xBF" {
        start.clear();
        skipped = 3;
    }
    Ok((std::io::Cursor::new(start), skipped))
}

struct Records {
    name: String,
    reader: csv::Reader<Box<dyn Read>>,
    encoding: Encoding,
    columns: Option<Columns>,
    /// Bytes of the file before what `reader` sees.
    skipped: u64,
    /// Records read.
    line: usize,
}

/// Where the columns stand.
#[derive(Clone, Copy)]
struct Columns {
    /// How many there are.
    all: usize,
    text: usize,
    from: Option<usize>,
    platform: Option<usize>,
    conversation: Option<usize>,
    at: Option<usize>,
    kind: Option<usize>,
}

impl Records {
    /// `None` if the file is empty.
    fn columns(&mut self) -> Result<Option<Columns>, Failure> {
        if let Some(columns) = self.columns {
            return Ok(Some(columns));
        }
        let place = format!("{}: header", self.name);
        let headers = self.reader.byte_headers().map_err(|error| Failure::input(&place, error))?;
        if headers.is_empty() {
            return Ok(None);
        }
        let find = |name: &[u8]| headers.iter().position(|header| header.trim_ascii() == name);
        let text =
            find(b"text").ok_or_else(|| Failure::input(&place, "there is no column `text`"))?;
        let all = headers.len();
        let columns = Columns {
            all,
            text,
            from: find(b"from"),
            platform: find(b"platform"),
            conversation: find(b"conversation"),
            at: find(b"at"),
            kind: find(b"kind"),
        };
        self.columns = Some(columns);
        Ok(Some(columns))
    }

    fn read(&mut self) -> Result<Option<Message>, Failure> {
        let Some(columns) = self.columns()? else { return Ok(None) };
        let mut record = ByteRecord::new();
        let place = format!("{}:{}", self.name, self.line + 1);
        if !self.reader.read_byte_record(&mut record).map_err(|e| Failure::input(&place, e))? {
            return Ok(None);
        }
        self.line += 1;
        if record.len() != columns.all {
            let (fields, line) = (record.len(), record.position().map_or(0, csv::Position::line));
            let cause = format_args!(
                "{fields} fields, but {} headers: a text with commas needs quotes (line {line} of the file)",
                columns.all
            );
            return Err(Failure::input(&place, cause));
        }
        let field = |column: Option<usize>| match column.and_then(|column| record.get(column)) {
            None => Ok(None),
            Some(bytes) => {
                decode(bytes.to_vec(), self.encoding).map(Some).map_err(|(at, cause)| {
                    let offset = self.skipped + record.position().map_or(0, csv::Position::byte);
                    let at = at + 1;
                    let cause = format_args!(
                        "byte {at} of a field (record at offset {offset} of the file) {cause}"
                    );
                    Failure::input(&place, cause)
                })
            }
        };
        let fields = Fields {
            text: field(Some(columns.text))?,
            from: field(columns.from)?,
            platform: field(columns.platform)?,
            conversation: field(columns.conversation)?,
            at: field(columns.at)?,
            kind: field(columns.kind)?,
        };
        fields.message(&place, self.line).map(Some)
    }
}
