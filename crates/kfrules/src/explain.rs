//! Why a text breaks a rule, or why it does not: every place that was looked at.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::checker::Checker;
use crate::fate::Fate;
use crate::rule::{Rule, Sender, Via};
use crate::span::Span;
use crate::violation::Position;

/// A place that a rule looked at, and what became of it.
///
/// Serializes flat: `rule`, `via`, `text`, `bytes`, `chars`, `utf16`, `fate` (its name), `why` (for
/// people).
///
/// ```
/// use kfrules::Ruleset;
///
/// let mut checker = Ruleset::platform("pdd")?.checker();
/// let looked_at = checker.explain("本款为新款哦");
/// assert!(looked_at.iter().any(|place| place.text == "为新"));
/// assert!(looked_at.iter().all(|place| !place.fate.is_found()));
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Explanation<'a> {
    /// The rule that looked.
    pub rule: &'a Rule,
    /// How the place is disguised.
    pub via: Via,
    /// The place as written.
    pub text: &'a str,
    /// Where it is, in bytes of UTF-8.
    pub bytes: Span,
    /// The same in characters (Unicode scalar values).
    pub chars: Span,
    /// The same in UTF-16 code units.
    pub utf16: Span,
    /// What became of it.
    pub fate: Fate,
}

impl Serialize for Explanation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("Explanation", 8)?;
        row.serialize_field("rule", self.rule.name())?;
        row.serialize_field("via", &self.via)?;
        row.serialize_field("text", self.text)?;
        row.serialize_field("bytes", &self.bytes)?;
        row.serialize_field("chars", &self.chars)?;
        row.serialize_field("utf16", &self.utf16)?;
        row.serialize_field("fate", self.fate.name())?;
        row.serialize_field("why", &self.fate.to_string())?;
        row.end()
    }
}

impl Checker {
    /// Every place of an agent's message that a rule looked at, in the order of the text, with what
    /// became of it and why. Slower than [`Checker::check`].
    #[must_use]
    pub fn explain<'a>(&'a mut self, text: &'a str) -> Vec<Explanation<'a>> {
        self.explain_from(Sender::Agent, text)
    }

    /// The same for a message of any sender.
    #[must_use]
    pub fn explain_from<'a>(&'a mut self, sender: Sender, text: &'a str) -> Vec<Explanation<'a>> {
        let mut notes = self.find_with_notes(sender, text.as_bytes());
        notes.sort_by_key(|note| (note.from, note.rule, note.to));
        notes.dedup();
        let rules = self.rules().rules();
        // The places are in order, so the text is walked once.
        let mut start = Position::default();
        let explain = notes.into_iter().map(|note| {
            start = start.after(&text[start.byte..note.from]);
            let end = start.after(&text[note.from..note.to]);
            Explanation {
                rule: &rules[note.rule],
                via: note.via,
                text: &text[note.from..note.to],
                bytes: Span { start: start.byte, end: end.byte },
                chars: Span { start: start.char, end: end.char },
                utf16: Span { start: start.utf16, end: end.utf16 },
                fate: note.fate,
            }
        });
        explain.collect()
    }
}
