//! Two-level tables over all Unicode scalar values, and how they are written as Rust source.

use std::collections::HashMap;
use std::fmt::{Display, Write};

/// One past the last code point.
const END: usize = 0x11_0000;

/// A table from code point to entry; equal pages are kept once.
pub(crate) struct Pages {
    /// A page holds two to this power entries.
    bits: u32,
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
        let candidates = (4..=10).map(|bits| Self::with_page_size(&all, bits));
        candidates.min_by_key(Self::bytes).ok_or_else(|| "no page size".to_owned())
    }

    fn with_page_size(all: &[u16], bits: u32) -> Self {
        let mut known: HashMap<&[u16], u16> = HashMap::new();
        let mut table = Self { bits, pages: Vec::new(), entries: Vec::new() };
        for page in all.chunks(1 << bits) {
            let index = *known.entry(page).or_insert_with(|| {
                let index = table.entries.len() >> bits;
                table.entries.extend_from_slice(page);
                u16::try_from(index).expect("there are at most END / 16 pages, which is 69,632")
            });
            table.pages.push(index);
        }
        table
    }

    fn page_type(&self) -> &'static str {
        if self.pages.iter().all(|&page| page <= u16::from(u8::MAX)) { "u8" } else { "u16" }
    }

    fn bytes(&self) -> usize {
        let page_size = if self.page_type() == "u8" { 1 } else { 2 };
        self.pages.len() * page_size + self.entries.len() * 2
    }

    /// The constants and statics of the table.
    pub(crate) fn source(&self) -> String {
        format!(
            "/// A page holds two to this power entries.\n\
             pub(crate) const PAGE_BITS: u32 = {};\n\n{}\n{}",
            self.bits,
            array(
                "The page of a code point, by its upper bits.",
                "PAGES",
                self.page_type(),
                &self.pages
            ),
            array("The pages, one after the other.", "ENTRIES", "u16", &self.entries),
        )
    }
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

/// A static string of many hanzi in lines.
pub(crate) fn text(documentation: &str, name: &str, text: &str) -> String {
    let mut source =
        format!("/// {documentation}\n#[rustfmt::skip]\npub(crate) static {name}: &str = \"\\\n");
    let characters: Vec<char> = text.chars().collect();
    for line in characters.chunks(48) {
        let line: String = line.iter().collect();
        writeln!(source, "    {}\\", quoted(&line).trim_matches('"')).expect("writing succeeds");
    }
    source.push_str("\";\n");
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
