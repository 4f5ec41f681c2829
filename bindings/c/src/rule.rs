//! A rule as C sees it.

use kfrules::Rule;

use crate::names::{kf_severity, kf_via};
use crate::text::kf_text;

/// One rule. It belongs to its ruleset. Fields may be added at the end.
#[derive(Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "C sees all of it; fields are only added")]
pub struct kf_rule {
    /// Platform (or own pack) and id: "pdd/contact.wechat".
    pub name: kf_text,
    /// The id, category first: "contact.wechat".
    pub id: kf_text,
    /// The category: "contact".
    pub category: kf_text,
    /// How grave a violation is.
    pub severity: kf_severity,
    /// How far the rule looks through disguise.
    pub reach: kf_via,
    /// What is wrong, in Chinese, for the agent.
    pub message: kf_text,
    /// What to write instead, in Chinese.
    pub suggestion: kf_text,
    /// Whether it reads whole dialogues: only conversations find it.
    pub reads_dialogue: bool,
    /// The document that it comes from; without data if none is known.
    pub document: kf_text,
    /// What the platform does about it; without data if that is not known.
    pub sanction: kf_text,
}

impl From<&Rule> for kf_rule {
    fn from(rule: &Rule) -> kf_rule {
        let source = rule.sources().first();
        kf_rule {
            name: kf_text::of(rule.name()),
            id: kf_text::of(rule.id()),
            category: kf_text::of(rule.category()),
            severity: rule.severity().into(),
            reach: rule.reach().into(),
            message: kf_text::of(rule.message()),
            suggestion: kf_text::of(rule.suggestion()),
            reads_dialogue: rule.reads_dialogue(),
            document: kf_text::of_option(source.map(|source| source.document.as_str())),
            sanction: kf_text::of_option(source.and_then(|source| source.sanction.as_deref())),
        }
    }
}
