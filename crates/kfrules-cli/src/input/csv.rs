//! CSV with headers: `text`, and optionally `from` and `platform`.

use std::io::{BufRead, Read};

use csv::{ByteRecord, ReaderBuilder};

use super::encoding::decode;
use super::{Message, sender};
use crate::args::Encoding;
use crate::failure::Failure;

pub(super) fn messages(
    name: String,
    mut reader: Box<dyn BufRead>,
    encoding: Encoding,
) -> Box<dyn Iterator<Item = Result<Message, Failure>>> {
    let mut log = match open(&name, &mut reader) {
        Ok(start) => Records {
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

/// The first bytes, without a byte order mark.
fn open(name: &str, reader: &mut dyn BufRead) -> Result<std::io::Cursor<Vec<u8>>, Failure> {
    let mut start = Vec::new();
    reader.take(3).read_to_end(&mut start).map_err(|error| Failure::input(name, error))?;
    if start == b"\xEF\xBB\xBF" {
        start.clear();
    }
    Ok(std::io::Cursor::new(start))
}

struct Records {
    name: String,
    reader: csv::Reader<Box<dyn Read>>,
    encoding: Encoding,
    columns: Option<Columns>,
    /// Records read.
    line: usize,
}

/// Where the columns stand.
#[derive(Clone, Copy)]
struct Columns {
    text: usize,
    from: Option<usize>,
    platform: Option<usize>,
}

impl Records {
    fn columns(&mut self) -> Result<Columns, Failure> {
        if let Some(columns) = self.columns {
            return Ok(columns);
        }
        let place = format!("{}: header", self.name);
        let headers = self.reader.byte_headers().map_err(|error| Failure::input(&place, error))?;
        let find = |name: &[u8]| headers.iter().position(|header| header.trim_ascii() == name);
        let text =
            find(b"text").ok_or_else(|| Failure::input(&place, "there is no column `text`"))?;
        let columns = Columns { text, from: find(b"from"), platform: find(b"platform") };
        self.columns = Some(columns);
        Ok(columns)
    }

    fn read(&mut self) -> Result<Option<Message>, Failure> {
        let columns = self.columns()?;
        let mut record = ByteRecord::new();
        let place = format!("{}:{}", self.name, self.line + 1);
        if !self.reader.read_byte_record(&mut record).map_err(|e| Failure::input(&place, e))? {
            return Ok(None);
        }
        self.line += 1;
        let field = |column: Option<usize>| match column.and_then(|column| record.get(column)) {
            None => Ok(None),
            Some(bytes) => {
                decode(bytes.to_vec(), self.encoding).map(Some).map_err(|(at, cause)| {
                    let at =
                        at.map_or(String::new(), |at| format!("byte {} of the field: ", at + 1));
                    Failure::input(&place, format_args!("{at}{cause}"))
                })
            }
        };
        let text = field(Some(columns.text))?
            .ok_or_else(|| Failure::input(&place, "the record has no field `text`"))?;
        let from = sender(&place, field(columns.from)?.as_deref())?;
        let platform = field(columns.platform)?.filter(|platform| !platform.is_empty());
        Ok(Some(Message { line: self.line, text, from, platform }))
    }
}
