//! Lines of text, decoded, with their numbers.

use std::io::BufRead;

use super::encoding::Encoding;
use super::encoding::decode;
use crate::failure::Failure;

/// Reads line by line, so that a log of any length fits.
pub(crate) struct Lines {
    pub(crate) name: String,
    reader: Box<dyn BufRead>,
    encoding: Encoding,
    line: usize,
    /// Bytes of the log before the next line.
    offset: usize,
    failed: bool,
}

impl Lines {
    pub(super) fn new(name: String, reader: Box<dyn BufRead>, encoding: Encoding) -> Lines {
        Lines { name, reader, encoding, line: 0, offset: 0, failed: false }
    }

    fn read(&mut self) -> Result<Option<(usize, String)>, Failure> {
        let mut bytes = Vec::new();
        let place = |line| format!("{}:{line}", self.name);
        let length = self
            .reader
            .read_until(b'\n', &mut bytes)
            .map_err(|error| Failure::input(place(self.line + 1), error))?;
        if length == 0 {
            return Ok(None);
        }
        self.line += 1;
        let mut start = 0;
        if self.line == 1 && self.encoding == Encoding::Utf8 && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
            start = 3;
        }
        for end in [b'\n', b'\r'] {
            if bytes.last() == Some(&end) {
                bytes.pop();
            }
        }
        let text = decode(bytes, self.encoding).map_err(|(fault, cause)| {
            let (byte, offset) = (start + fault + 1, self.offset + start + fault);
            let at = format_args!("byte {byte} of the line (offset {offset} of the file)");
            Failure::input(place(self.line), format_args!("{at} {cause}"))
        })?;
        self.offset += length;
        Ok(Some((self.line, text)))
    }
}

impl Iterator for Lines {
    type Item = Result<(usize, String), Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let line = self.read();
        self.failed = line.is_err();
        line.transpose()
    }
}
