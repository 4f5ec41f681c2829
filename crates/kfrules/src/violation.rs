//! What a check finds.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::judge::Finding;
use crate::rule::{Rule, Severity, Via};
use crate::span::Span;
use crate::text::spell;

/// One breach of one rule at one place of the original text.
///
/// Serializes flat: `rule`, `category`, `severity`, `via`, `text`, `bytes`, `chars`, `utf16`,
/// `message`, `suggestion`, `lines` if it was seen in a dialogue, and `replacement` if there is one.
///
/// ```
/// use kfrules::{Ruleset, Severity, Via};
///
/// let rules = Ruleset::platform("pdd")?;
/// let text = "亲😀加我微 信";
/// let violation = &rules.check(text)[0];
/// assert_eq!(&text[violation.bytes.range()], violation.text);
/// assert_eq!((violation.chars.start, violation.chars.end), (4, 7));
/// assert_eq!((violation.utf16.start, violation.utf16.end), (5, 8));
/// assert_eq!(violation.via, Via::Spread);
/// assert!(violation.severity >= Severity::Warning);
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Violation<'a> {
    /// The rule that is broken.
    pub rule: &'a Rule,
    /// The rule's severity, or [`Severity::Info`] where the text denies or refuses.
    pub severity: Severity,
    /// How it was disguised.
    pub via: Via,
    /// The words that break the rule, as written.
    pub text: &'a str,
    /// Their place in the text, in bytes of UTF-8.
    pub bytes: Span,
    /// The same in characters (Unicode scalar values).
    pub chars: Span,
    /// The same in UTF-16 code units.
    pub utf16: Span,
    /// The lines (see [`Message::line`](crate::Message::line)) that it took to see, if it took more
    /// than this message; the last is this message's.
    pub lines: &'a [u64],
}

impl<'a> Violation<'a> {
    /// What to write in its place, where the rule gives a safe replacement for just this word and
    /// the word is not disguised beyond other forms of its characters.
    ///
    /// ```
    /// let rules = kfrules::Ruleset::platform("pdd")?;
    /// assert_eq!(rules.check("这款宝贝有现货")[0].replacement(), Some("商品"));
    /// assert_eq!(rules.check("这款宝-贝有现货")[0].replacement(), None);
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn replacement(&self) -> Option<&'a str> {
        let mut replacements = self.rule.replacements();
        if self.via > Via::Folded || replacements.len() == 0 {
            return None;
        }
        let view = spell(self.text);
        replacements.find(|(word, _)| *word == view.plain()).map(|(_, with)| with)
    }
}

impl Serialize for Violation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let replacement = self.replacement();
        let optional = usize::from(replacement.is_some()) + usize::from(!self.lines.is_empty());
        let mut row = serializer.serialize_struct("Violation", 10 + optional)?;
        row.serialize_field("rule", self.rule.name())?;
        row.serialize_field("category", self.rule.category())?;
        row.serialize_field("severity", &self.severity)?;
        row.serialize_field("via", &self.via)?;
        row.serialize_field("text", self.text)?;
        row.serialize_field("bytes", &self.bytes)?;
        row.serialize_field("chars", &self.chars)?;
        row.serialize_field("utf16", &self.utf16)?;
        row.serialize_field("message", self.rule.message())?;
        row.serialize_field("suggestion", self.rule.suggestion())?;
        if !self.lines.is_empty() {
            row.serialize_field("lines", self.lines)?;
        }
        if let Some(replacement) = replacement {
            row.serialize_field("replacement", replacement)?;
        }
        row.end()
    }
}

/// The violations of one message, in the order of the text.
#[derive(Clone, Debug)]
pub struct Violations<'a> {
    rules: &'a [Rule],
    text: &'a [u8],
    findings: std::slice::Iter<'a, Finding>,
    /// The lines that the findings speak of.
    lines: &'a [u64],
    /// A place already counted, so that the text is walked once.
    counted: Position,
}

/// A place in a text, in every unit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Position {
    pub(crate) byte: usize,
    pub(crate) char: usize,
    pub(crate) utf16: usize,
}

impl Position {
    /// The position after `text`, which starts here.
    pub(crate) fn after(self, text: &str) -> Position {
        Position {
            byte: self.byte + text.len(),
            char: self.char + text.chars().count(),
            utf16: self.utf16 + text.chars().map(char::len_utf16).sum::<usize>(),
        }
    }
}

impl<'a> Violations<'a> {
    pub(crate) fn new(
        rules: &'a [Rule],
        text: &'a [u8],
        findings: &'a [Finding],
        lines: &'a [u64],
    ) -> Violations<'a> {
        let counted = Position::default();
        Violations { rules, text, findings: findings.iter(), lines, counted }
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        std::str::from_utf8(&self.text[start..end]).expect("spelled, so UTF-8, cut at characters")
    }
}

impl<'a> Iterator for Violations<'a> {
    type Item = Violation<'a>;

    fn next(&mut self) -> Option<Violation<'a>> {
        let finding = self.findings.next()?;
        let bytes = Span { start: finding.from, end: finding.to };
        let start = self.counted.after(self.slice(self.counted.byte, bytes.start));
        let text = self.slice(bytes.start, bytes.end);
        let end = start.after(text);
        self.counted = start;
        Some(Violation {
            rule: &self.rules[finding.rule],
            severity: finding.severity,
            via: finding.via,
            text,
            bytes,
            chars: Span { start: start.char, end: end.char },
            utf16: Span { start: start.utf16, end: end.utf16 },
            lines: &self.lines[finding.lines.range()],
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.findings.size_hint()
    }
}

impl ExactSizeIterator for Violations<'_> {}
