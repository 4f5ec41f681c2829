//! The one error of the library: what is wrong, and where.

use std::fmt;

/// What went wrong and where: the file, line and rule of a pack, or the place in a text.
///
/// The message is complete; the parts can be asked for one by one.
///
/// ```
/// use kfrules::Pack;
///
/// let error = Pack::from_toml_named("shop.toml", "id = \"shop\"\ncolour = 3").unwrap_err();
/// assert_eq!(error.origin(), Some("shop.toml"));
/// assert_eq!(error.line(), Some(2));
/// assert!(error.to_string().starts_with("shop.toml:2: unknown field `colour`"));
/// ```
pub struct Error(Box<Inner>);

#[derive(Default)]
struct Inner {
    origin: Option<String>,
    line: Option<usize>,
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
        match (&self.0.origin, self.0.line) {
            (Some(origin), Some(line)) => write!(f, "{origin}:{line}: ")?,
            (Some(origin), None) => write!(f, "{origin}: ")?,
            (None, Some(line)) => write!(f, "line {line}: ")?,
            (None, None) => {}
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
