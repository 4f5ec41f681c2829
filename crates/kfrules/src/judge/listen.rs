//! What dialogue rules hear in one message.

use super::beside::Denials;
use super::{Candidate, Judge, Mention, Message, Search, may_be_straddled, with_role};
use crate::fate::Fate;
use crate::plan::{Compiled, Role};
use crate::rule::{Severity, Via};

/// Words of a dialogue rule in one message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heard {
    pub(crate) rule: usize,
    pub(crate) role: Role,
    /// In bytes of the original.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) via: Via,
    pub(crate) severity: Severity,
}

/// What a dialogue rule listens for.
const ROLES: [Role; 6] =
    [Role::Asked, Role::Said, Role::SaidLast, Role::Answer, Role::AnswerClause, Role::Missing];

impl Judge {
    /// What dialogue rules heard in the message that was judged last.
    pub(crate) fn heard(&self) -> &[Heard] {
        &self.heard
    }

    /// Takes the first place of each role that is not excused.
    pub(super) fn listen(
        &mut self,
        rule: usize,
        rules: &Compiled,
        message: Message<'_>,
        mentions: &[Mention],
        search: &mut Search<'_>,
    ) {
        let plan = &rules.plans[rule];
        let denials = Denials::new(plan, mentions);
        for role in ROLES {
            self.candidates.clear();
            for mention in with_role(mentions, role) {
                let fate = match role {
                    Role::AnswerClause => self.part_of_clause(message, mention),
                    Role::SaidLast if !self.clauses.ends_message(message, mention.at) => {
                        Some(Fate::PartOfClause)
                    }
                    _ => None,
                };
                let Mention { at, via, .. } = *mention;
                let is_doubted = role != Role::AnswerClause && may_be_straddled(plan, mention);
                match fate {
                    None => {
                        self.candidates.push(Candidate { is_doubted, ..Candidate::new(mention) });
                    }
                    Some(fate) => self.note(rule, at, via, || fate),
                }
            }
            self.excuse(rule, rules, message, with_role(mentions, Role::Except), search);
            let candidates = std::mem::take(&mut self.candidates);
            let first = candidates.iter().find(|candidate| {
                let fate = self.straddled(message, candidate);
                fate.map(|fate| self.note(rule, candidate.at, candidate.via, || fate)).is_none()
            });
            let first = first.copied();
            self.candidates = candidates;
            let Some(Candidate { at, via, .. }) = first else { continue };
            let is_denied = denials.deny(message.view, at);
            let severity = if is_denied { Severity::Info } else { rules.rules[rule].severity };
            self.heard.push(Heard { rule, role, from: at.from, to: at.to, via, severity });
        }
    }
}
