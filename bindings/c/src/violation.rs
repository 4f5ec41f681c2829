//! What a check finds, as C sees it.

use kfrules::{Violation, Violations};

use crate::names::{kf_severity, kf_via};
use crate::text::{kf_span, kf_text};

/// One breach of one rule at one place of the text. It belongs to the checker that found it, and
/// lasts until that checker's next call that checks. Fields may be added at the end.
#[derive(Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "C sees all of it; fields are only added")]
pub struct kf_violation {
    /// The rule that is broken: "pdd/contact.wechat".
    pub rule: kf_text,
    /// Its category: "contact".
    pub category: kf_text,
    /// The rule's severity, or KF_INFO where the text denies or refuses.
    pub severity: kf_severity,
    /// How it was disguised.
    pub via: kf_via,
    /// What is wrong, in Chinese, for the agent.
    pub message: kf_text,
    /// What to write instead, in Chinese; may be empty.
    pub suggestion: kf_text,
    /// What to put in the place of the words, if the rule gives something safe; else without data.
    pub replacement: kf_text,
    /// The words that break the rule, as written.
    pub text: kf_text,
    /// Their place in the text in bytes of UTF-8, even if it was given as UTF-16.
    pub bytes: kf_span,
    /// The same in characters (Unicode scalar values).
    pub chars: kf_span,
    /// The same in 16-bit units of UTF-16, as JavaScript, Java and C# count.
    pub utf16: kf_span,
    /// The lines that it took to see, if it was seen in a conversation over more than one message:
    /// your own numbers, the last is this message's.
    pub lines: *const u64,
    /// How many lines.
    pub line_count: usize,
}

impl kf_violation {
    /// `words` are the violation's text where it stays.
    fn new(found: &Violation<'_>, words: &str) -> kf_violation {
        kf_violation {
            rule: kf_text::of(found.rule.name()),
            category: kf_text::of(found.rule.category()),
            severity: found.severity.into(),
            via: found.via.into(),
            message: kf_text::of(found.rule.message()),
            suggestion: kf_text::of(found.rule.suggestion()),
            replacement: kf_text::of_option(found.replacement()),
            text: kf_text::of(words),
            bytes: found.bytes.into(),
            chars: found.chars.into(),
            utf16: found.utf16.into(),
            lines: found.lines.as_ptr(),
            line_count: found.lines.len(),
        }
    }
}

/// What the last check found, kept for C.
#[derive(Debug, Default)]
pub(crate) struct Found {
    violations: Vec<kf_violation>,
    /// What their texts point to.
    words: String,
}

impl Found {
    pub(crate) fn clear(&mut self) {
        self.violations.clear();
    }

    /// Keeps what was found and tells how much. The texts are copied; what else is pointed to
    /// belongs to the checker's ruleset, or stays in the checker until its next check.
    pub(crate) fn keep(&mut self, found: Violations<'_>) -> usize {
        self.clear();
        if found.len() == 0 {
            return 0;
        }
        self.words.clear();
        self.words.extend(found.clone().map(|violation| violation.text));
        // From here on the words stay where they are.
        let mut start = 0;
        self.violations.extend(found.map(|violation| {
            let end = start + violation.text.len();
            let words = &self.words[start..end];
            start = end;
            kf_violation::new(&violation, words)
        }));
        self.violations.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&kf_violation> {
        self.violations.get(index)
    }
}
