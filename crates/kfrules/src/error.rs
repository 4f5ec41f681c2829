//! The one error of the library: what is wrong, and where.

use std::fmt;

use crate::word::Word;

/// What went wrong and where: the file, line and rule of a pack, or the place in a text.
///
/// The message is complete; the parts can be asked for one by one.
///
/// ```
/// use kfrules::Pack;
///
/// let error = Pack::from_toml_named("shop.toml", "id = \"shop\"\ncolour = 3").unwrap_err();
/// assert_eq!(error.origin(), Some("shop.toml"));
/// assert_eq!((error.line(), error.column()), (Some(2), Some(1)));
/// assert!(error.to_string().starts_with("shop.toml:2:1: unknown key `colour`"));
/// ```
pub struct Error(Box<Inner>);

#[derive(Default)]
struct Inner {
    origin: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    rule: Option<String>,
    offset: Option<usize>,
    cause: String,
}

impl Error {
    #[cold]
    pub(crate) fn new(cause: impl Into<String>) -> Error {
        Error(Box::new(Inner { cause: cause.into(), ..Inner::default() }))
    }

    /// A text that is not UTF-8 from `offset` on.
    #[cold]
    pub(crate) fn utf8(offset: usize) -> Error {
        let mut error = Error::new(format!("not UTF-8 at byte {offset}"));
        error.0.offset = Some(offset);
        error
    }

    pub(crate) fn in_origin(mut self, origin: &str) -> Error {
        self.0.origin.get_or_insert_with(|| origin.to_owned());
        self
    }

    pub(crate) fn at_line(mut self, line: usize) -> Error {
        self.0.line.get_or_insert(line);
        self
    }

    /// At the place of a word in a pack; a program's own words have none.
    pub(crate) fn at(self, word: &Word) -> Error {
        if word.line == 0 { self } else { self.at_place(word.line, word.column) }
    }

    pub(crate) fn at_place(mut self, line: usize, column: usize) -> Error {
        if self.0.line.is_none() {
            (self.0.line, self.0.column) = (Some(line), Some(column));
        }
        self
    }

    pub(crate) fn in_rule(mut self, rule: &str) -> Error {
        self.0.rule.get_or_insert_with(|| rule.to_owned());
        self
    }

    /// The pack's file name, or what it was called when it was read.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.0.origin.as_deref()
    }

    /// The line in the pack, from 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.0.line
    }

    /// The column in the line, in characters from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.0.column
    }

    /// The id of the rule.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.0.rule.as_deref()
    }

    /// Where a text stops being UTF-8, in bytes from its start.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0.origin, self.0.line, self.0.column) {
            (Some(origin), Some(line), Some(column)) => write!(f, "{origin}:{line}:{column}: ")?,
            (Some(origin), Some(line), None) => write!(f, "{origin}:{line}: ")?,
            (Some(origin), None, _) => write!(f, "{origin}: ")?,
            (None, Some(line), Some(column)) => write!(f, "line {line}, column {column}: ")?,
            (None, Some(line), None) => write!(f, "line {line}: ")?,
            (None, None, _) => {}
        }
        if let Some(rule) = &self.0.rule {
            write!(f, "rule `{rule}`: ")?;
        }
        f.write_str(&self.0.cause)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl std::error::Error for Error {}
