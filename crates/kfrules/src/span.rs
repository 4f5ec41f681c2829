//! A place in a text.

use serde::{Serialize, Serializer};

/// A half-open range of positions in a text; the field that holds it names the unit (bytes,
/// characters or UTF-16 units).
///
/// ```
/// use kfrules::Span;
///
/// let span = Span { start: 6, end: 12 };
/// assert_eq!(span.len(), 6);
/// assert_eq!(&"亲，微信"[span.range()], "微信");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs, reason = "a range will never be more than two positions")]
pub struct Span {
    /// The first position inside.
    pub start: usize,
    /// The first position after it.
    pub end: usize,
}

impl Span {
    /// How many units the span covers.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, to index with.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}
