//! Three-level tables over all Unicode scalar values, and how they are written as Rust source.

use std::collections::HashMap;
use std::fmt::{Display, Write};

/// One past the last code point.
const END: usize = 0x11_0000;

/// A table from code point to entry; equal pages are kept once, and so are equal rows of pages.
pub(crate) struct Pages {
    /// A page holds two to this power entries.
    page_bits: u32,
    /// A row holds two to this power pages.
    row_bits: u32,
    rows: Vec<u16>,
    pages: Vec<u16>,
    entries: Vec<u16>,
}

impl Pages {
    /// The smallest table of the entries that the function gives.
    pub(crate) fn smallest(
        mut entry: impl FnMut(char) -> Result<u16, String>,
    ) -> Result<Self, String> {
        let mut all = vec![0; END];
        for character in char::MIN..=char::MAX {
            all[character as usize] = entry(character)?;
        }
        let mut smallest: Option<Self> = None;
        for page_bits in 4..=8 {
            let (pages, entries) = unique(&all, page_bits);
            for row_bits in 4..=8 {
                let (rows, pages) = unique(&pages, row_bits);
                let table = Self { page_bits, row_bits, rows, pages, entries: entries.clone() };
                let fits = table.rows.iter().all(|&row| row <= u16::from(u8::MAX));
                if fits && smallest.as_ref().is_none_or(|known| table.bytes() < known.bytes()) {
                    smallest = Some(table);
                }
            }
        }
        smallest.ok_or_else(|| "no page size".to_owned())
    }

    fn bytes(&self) -> usize {
        self.rows.len() + 2 * self.pages.len() + 2 * self.entries.len()
    }

    /// The statics of the table.
    pub(crate) fn source(&self) -> String {
        format!(
            "/// The entries by character.\n#[rustfmt::skip]\n\
             pub(crate) const BY_CHARACTER: Pages = Pages {{\n    rows: &ROWS,\n    pages: &PAGES,\n    \
             entries: &ENTRIES,\n    row_bits: {},\n    page_bits: {},\n}};\n\n{}\n{}\n{}",
            self.row_bits,
            self.page_bits,
            array("Its rows.", "ROWS", "u8", &self.rows),
            array("Its pages.", "PAGES", "u16", &self.pages),
            array("Its entries.", "ENTRIES", "u16", &self.entries),
        )
    }
}

/// Cuts into parts of two to the power of `bits`: which part stands at each place, and the parts, each
/// once.
fn unique(all: &[u16], bits: u32) -> (Vec<u16>, Vec<u16>) {
    let mut known: HashMap<&[u16], u16> = HashMap::new();
    let (mut places, mut parts) = (Vec::new(), Vec::new());
    for part in all.chunks(1 << bits) {
        places.push(*known.entry(part).or_insert_with(|| {
            let index = parts.len() >> bits;
            parts.extend_from_slice(part);
            u16::try_from(index).expect("there are fewer different parts than 65,536")
        }));
    }
    (places, parts)
}

/// Where parts of these lengths begin, one after the other, and where the last ends.
pub(crate) fn starts(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut end = 0;
    let ends = lengths.map(|length| {
        end += length;
        end
    });
    [0].into_iter().chain(ends).collect()
}

/// A static array, which rustfmt would otherwise write with one element to a line.
pub(crate) fn array<T: Display>(
    documentation: &str,
    name: &str,
    element: &str,
    values: &[T],
) -> String {
    let mut source = format!(
        "/// {documentation}\n#[rustfmt::skip]\npub(crate) static {name}: [{element}; {}] = [",
        values.len()
    );
    let mut column = usize::MAX;
    for value in values {
        let value = value.to_string();
        let width = value.chars().count() + 2;
        if column.saturating_add(width) > 100 {
            source.push_str("\n   ");
            column = 3;
        }
        write!(source, " {value},").expect("writing to a string succeeds");
        column += width;
    }
    source.push_str("\n];\n");
    source
}

/// A character literal: ASCII and the everyday hanzi as they are, all others by code point.
pub(crate) fn literal(character: char) -> String {
    match character {
        '\'' | '\\' => format!("'\\{character}'"),
        ' '..='~' | '\u{4E00}'..='\u{9FFF}' => format!("'{character}'"),
        _ => format!("'{}'", character.escape_unicode()),
    }
}

/// A static text of many hanzi in lines, in UTF-16.
pub(crate) fn text(documentation: &str, name: &str, text: &str) -> String {
    let mut source = format!(
        "/// {documentation}\n#[rustfmt::skip]\npub(crate) static {name}: [u16; {}] = encode(\"\\\n",
        text.encode_utf16().count()
    );
    let characters: Vec<char> = text.chars().collect();
    for line in characters.chunks(48) {
        let line: String = line.iter().collect();
        let line = quoted(&line);
        // What goes on from the line before does so at the first character that is no space.
        let line = line[1..line.len() - 1].replace(' ', "\\u{20}");
        writeln!(source, "    {line}\\").expect("writing succeeds");
    }
    source.push_str("\");\n");
    source
}

/// A string literal, written as `literal` writes characters.
pub(crate) fn quoted(text: &str) -> String {
    let written = text.chars().map(|character| match character {
        ' '..='~' | '\u{4E00}'..='\u{9FFF}' if !"\"\\".contains(character) => character.to_string(),
        _ => character.escape_unicode().to_string(),
    });
    format!("\"{}\"", written.collect::<String>())
}
