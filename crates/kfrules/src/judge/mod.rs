//! Hits to findings: how each was written, whether it counts, and which of several to report.

mod beside;
mod edges;
mod near;

use std::cmp::Reverse;

use crate::plan::{Compiled, Plan, Role, Written};
use crate::rule::{Sender, Severity, Via};
use crate::scan::{PatternHit, WordHit};
use crate::text::View;

/// One breach of one rule, in symbols of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) rule: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) via: Via,
    pub(crate) severity: Severity,
}

/// Something a rule looks for, found within the rule's reach and gap.
#[derive(Clone, Copy, Debug)]
struct Mention {
    rule: usize,
    role: Role,
    start: usize,
    end: usize,
    via: Via,
}

/// A place that would break the rule.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    start: usize,
    end: usize,
    via: Via,
}

/// The message that is being judged.
#[derive(Clone, Copy)]
pub(crate) struct Message<'a> {
    pub(crate) original: &'a [u8],
    pub(crate) view: &'a View,
    pub(crate) sender: Sender,
}

/// Room to judge in.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    mentions: Vec<Mention>,
    candidates: Vec<Candidate>,
    /// For the exceptions in order of their start: how far any of them so far reaches.
    excused_to: Vec<usize>,
}

impl Judge {
    pub(crate) fn clear(&mut self) {
        self.mentions.clear();
    }

    /// Takes a word hit for every rule that looks for the word.
    pub(crate) fn take_word(&mut self, rules: &Compiled, message: Message<'_>, hit: WordHit) {
        for usage in &rules.uses[hit.term] {
            let rule = &rules.rules[usage.rule];
            let plan = &rules.plans[usage.rule];
            if !rule.senders.contains(&message.sender)
                || message.view.inner_gaps(hit.start..hit.end).any(|gap| gap > plan.gap)
            {
                continue;
            }
            let via = via_of_word(message, hit, &usage.written);
            if via <= rule.reach {
                let (start, end) = (hit.start, hit.end);
                self.mentions.push(Mention { rule: usage.rule, role: usage.role, start, end, via });
            }
        }
    }

    pub(crate) fn take_pattern(&mut self, rules: &Compiled, message: Message<'_>, hit: PatternHit) {
        let (rule, role) = rules.pattern_uses[hit.pattern];
        let via = via_of_symbols(message.view, hit.start, hit.end);
        if rules.rules[rule].senders.contains(&message.sender) && via <= rules.rules[rule].reach {
            self.mentions.push(Mention { rule, role, start: hit.start, end: hit.end, via });
        }
    }

    /// Judges all that was taken; findings come in the order of the text.
    pub(crate) fn judge(
        &mut self,
        rules: &Compiled,
        message: Message<'_>,
        findings: &mut Vec<Finding>,
    ) {
        findings.clear();
        let mut mentions = std::mem::take(&mut self.mentions);
        mentions.sort_unstable_by_key(|m| (m.rule, m.role, m.start, Reverse(m.end), m.via));
        for of_rule in mentions.chunk_by(|a, b| a.rule == b.rule) {
            let rule = of_rule[0].rule;
            self.collect(&rules.plans[rule], message, of_rule);
            self.excuse(with_role(of_rule, Role::Except));
            self.report(rule, rules, message.view, of_rule, findings);
        }
        self.mentions = mentions;
        findings.sort_unstable_by_key(|f| (f.start, Reverse(f.end), f.rule));
    }

    /// Finds the places that would break the rule.
    fn collect(&mut self, plan: &Plan, message: Message<'_>, mentions: &[Mention]) {
        self.candidates.clear();
        for mention in mentions {
            let counts = match mention.role {
                Role::Word => true,
                Role::Code => edges::code_is_free(message.view, mention),
                Role::Clause => edges::is_whole_clause(message, mention),
                Role::Cued { group } => beside::has_cue(plan, group, message, mentions, mention),
                Role::CuedCode { group } => {
                    edges::code_is_free(message.view, mention)
                        && beside::has_cue(plan, group, message, mentions, mention)
                }
                Role::Except
                | Role::Cue { .. }
                | Role::Near { .. }
                | Role::Unless
                | Role::UnlessAfter => false,
            };
            if counts {
                let Mention { start, end, via, .. } = *mention;
                self.candidates.push(Candidate { start, end, via });
            }
        }
        for (group, near) in plan.near.iter().enumerate() {
            near::collect(near, group, message.view, mentions, &mut self.candidates);
        }
    }

    /// Drops the candidates that lie within an exception.
    fn excuse(&mut self, exceptions: &[Mention]) {
        if exceptions.is_empty() {
            return;
        }
        self.excused_to.clear();
        let mut furthest = 0;
        for exception in exceptions {
            furthest = furthest.max(exception.end);
            self.excused_to.push(furthest);
        }
        let excused_to = &self.excused_to;
        self.candidates.retain(|candidate| {
            match exceptions.partition_point(|exception| exception.start <= candidate.start) {
                0 => true,
                started => excused_to[started - 1] < candidate.end,
            }
        });
    }

    /// Reports, of overlapping candidates, the leftmost and longest.
    fn report(
        &mut self,
        rule: usize,
        rules: &Compiled,
        view: &View,
        mentions: &[Mention],
        findings: &mut Vec<Finding>,
    ) {
        self.candidates.sort_unstable_by_key(|c| (c.start, Reverse(c.end), c.via));
        let mut free_from = 0;
        for &Candidate { start, end, via } in &self.candidates {
            if start < free_from {
                continue;
            }
            free_from = end;
            let denied = beside::is_denied(&rules.plans[rule], view, mentions, start, end);
            let severity = if denied { Severity::Info } else { rules.rules[rule].severity };
            findings.push(Finding { rule, start, end, via, severity });
        }
    }
}

/// The mentions of one role; `mentions` is of one rule, sorted by role.
fn with_role(mentions: &[Mention], role: Role) -> &[Mention] {
    let start = mentions.partition_point(|mention| mention.role < role);
    let rest = &mentions[start..];
    &rest[..rest.partition_point(|mention| mention.role == role)]
}

fn via_of_word(message: Message<'_>, hit: WordHit, written: &Written) -> Via {
    let symbols = hit.start..hit.end;
    if &message.original[message.view.origin(symbols.clone()).range()] == written.text.as_bytes() {
        return Via::Exact;
    }
    let spread = match &written.gaps {
        Some(gaps) => {
            message.view.inner_gaps(symbols).zip(gaps).any(|(gap, &own)| gap != 0 && gap != own)
        }
        None => message.view.inner_gaps(symbols).any(|gap| gap > 0),
    };
    if spread { Via::Spread } else { Via::Folded }
}

fn via_of_symbols(view: &View, start: usize, end: usize) -> Via {
    if view.inner_gaps(start..end).any(|gap| gap > 0) {
        Via::Spread
    } else if view.changed(start..end) {
        Via::Folded
    } else {
        Via::Exact
    }
}
