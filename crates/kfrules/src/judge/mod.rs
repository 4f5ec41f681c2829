//! Hits to findings: whether each counts, what excuses it, and which of several to report.

mod behind;
mod beside;
mod cues;
mod edges;
mod excuses;
mod intake;
mod listen;
mod mention;
mod near;
mod ordinary;
mod sorter;
mod words;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::fate::{Belief, Fate};
use crate::plan::{Compiled, Cued, Guard, Plan, Role};
use crate::rule::{Sender, Severity, Via};
use crate::span::Span;
use crate::text::{Stop, View};
pub(crate) use behind::Search;
use behind::{Behind, Late};
use beside::{Beside, Denials};
use cues::Cues;
use edges::Clauses;
use excuses::Excuses;
pub(crate) use listen::Heard;
use mention::{At, Mention, with_role};
use ordinary::{Reader, Suspect};
use sorter::Sorter;

/// One breach of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) rule: usize,
    /// In bytes of the original.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) via: Via,
    pub(crate) severity: Severity,
    /// Of a dialogue: which of the lines that the check noted it took to see.
    pub(crate) lines: Span,
}

/// A place of the text that was looked at for a rule, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note {
    pub(crate) rule: usize,
    /// In bytes of the original.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) via: Via,
    pub(crate) fate: Fate,
}

/// A place that would break the rule.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    at: At,
    via: Via,
    belief: Belief,
    /// Whether it may still turn out to be parts of two ordinary words.
    is_doubted: bool,
    behind: Behind,
}

impl Candidate {
    fn new(mention: &Mention) -> Candidate {
        let Mention { at, via, belief, behind, .. } = *mention;
        Candidate { at, via, belief, is_doubted: false, behind }
    }

    /// The parts of a near rule.
    fn near(at: At, via: Via) -> Candidate {
        let behind = Behind::Nothing;
        Candidate { at, via, belief: Belief::Near, is_doubted: false, behind }
    }

    /// Of overlapping ones the first is reported: the leftmost, and of those the longest.
    fn order(&self) -> (usize, Reverse<usize>, Via) {
        (self.at.first, Reverse(self.at.past), self.via)
    }
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
    sorter: Sorter,
    candidates: Vec<Candidate>,
    /// For the exceptions in order of their start: how far any of them so far reaches.
    excused_to: Vec<usize>,
    near: near::Room,
    reader: Reader,
    cues: Cues,
    clauses: Clauses,
    /// Candidates of the rule that were passed over at first.
    late: BinaryHeap<Late>,
    /// What dialogue rules heard in the message.
    heard: Vec<Heard>,
    /// What became of each place, if that is asked for.
    notes: Option<Vec<Note>>,
}

impl Judge {
    pub(crate) fn clear(&mut self) {
        self.mentions.clear();
        self.heard.clear();
        self.reader.clear();
        self.cues.clear();
        self.clauses.clear();
    }

    /// Whether nothing was taken so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.mentions.is_empty()
    }

    /// The rules of what was taken so far that may be excused, some of them several times.
    pub(crate) fn excusable_rules(&self) -> impl Iterator<Item = usize> {
        let excusable = self.mentions.iter().filter(|mention| mention.role.may_be_excused());
        excusable.map(|mention| mention.rule)
    }

    /// From now on, notes what becomes of each place.
    pub(crate) fn take_notes(&mut self) {
        self.notes = Some(Vec::new());
    }

    /// The notes so far; no more are taken.
    pub(crate) fn notes(&mut self) -> Vec<Note> {
        self.notes.take().unwrap_or_default()
    }

    fn note(&mut self, rule: usize, at: At, via: Via, fate: impl FnOnce() -> Fate) {
        if let Some(notes) = &mut self.notes {
            notes.push(Note { rule, from: at.from, to: at.to, via, fate: fate() });
        }
    }

    /// Judges all that was taken; findings come in the order of the text.
    pub(crate) fn judge(
        &mut self,
        rules: &Compiled,
        message: Message<'_>,
        search: &mut Search<'_>,
        findings: &mut Vec<Finding>,
    ) {
        findings.clear();
        self.heard.clear();
        let mut mentions = std::mem::take(&mut self.mentions);
        self.sorter.sort(&mut mentions);
        for of_rule in mentions.chunk_by(|a, b| a.rule == b.rule) {
            let rule = of_rule[0].rule;
            if rules.plans[rule].dialogue.is_some() {
                self.listen(rule, rules, message, of_rule, search);
                continue;
            }
            self.collect(&rules.plans[rule], message, of_rule);
            self.excuse(rule, rules, message, with_role(of_rule, Role::Except), search);
            self.report(rule, rules, message, of_rule, search, findings);
        }
        self.mentions = mentions;
        sort(findings);
    }

    /// Finds the places that would break the rule.
    fn collect(&mut self, plan: &Plan, message: Message<'_>, mentions: &[Mention]) {
        self.candidates.clear();
        // The cues of a group, which follow each other.
        let mut cues: Option<(usize, Beside<'_>)> = None;
        let mut without_cue = |group: usize, word: &Mention| {
            if cues.as_ref().is_none_or(|(known, _)| *known != group) {
                cues = Some((group, Beside::new(mentions, Role::Cue { group })));
            }
            let (_, cues) = cues.as_ref()?;
            without_cue(&plan.cued[group], cues, message, word)
        };
        for mention in mentions {
            let fate = match mention.role {
                Role::Word => None,
                Role::Code => touched(message, mention),
                Role::Clause => self.part_of_clause(message, mention),
                Role::Cued { group } | Role::Number { group } => without_cue(group, mention),
                Role::CuedCode { group } => {
                    touched(message, mention).or_else(|| without_cue(group, mention))
                }
                Role::Except
                | Role::Cue { .. }
                | Role::Near { .. }
                | Role::Unless
                | Role::UnlessAfter
                | Role::Asked
                | Role::Said
                | Role::SaidLast
                | Role::Answer
                | Role::AnswerClause
                | Role::Missing => continue,
            };
            let is_doubted = matches!(mention.role, Role::Word | Role::Cued { .. })
                && may_be_straddled(plan, mention);
            let Mention { rule, at, via, .. } = *mention;
            match fate {
                None => self.candidates.push(Candidate { is_doubted, ..Candidate::new(mention) }),
                Some(fate) => self.note(rule, at, via, || fate),
            }
        }
        let Judge { near: room, candidates, .. } = self;
        for (group, near) in plan.near.iter().enumerate() {
            near::collect(near, group, message.view, mentions, room, candidates);
        }
    }

    fn part_of_clause(&mut self, message: Message<'_>, clause: &Mention) -> Option<Fate> {
        (!self.clauses.is_whole(message, clause.at)).then_some(Fate::PartOfClause)
    }

    /// The ordinary word of which a candidate that is doubted is only a part. It takes long to tell, so
    /// nobody asks it of what is covered or excused.
    fn straddled(&mut self, message: Message<'_>, candidate: &Candidate) -> Option<Fate> {
        if !candidate.is_doubted {
            return None;
        }
        let (At { start, end, .. }, view) = (candidate.at, message.view);
        let word = &view.plain()[view.plain_range(start..end)];
        let other = self.reader.straddler(view, Suspect { start, end, word })?;
        let other = view.plain()[view.plain_range(other)].to_owned();
        Some(Fate::Straddled { by: other })
    }

    /// Drops the candidates that lie within an exception.
    fn excuse(
        &mut self,
        rule: usize,
        rules: &Compiled,
        message: Message<'_>,
        exceptions: &[Mention],
        search: &mut Search<'_>,
    ) {
        self.excused_to.clear();
        if exceptions.is_empty() {
            return;
        }
        let mut furthest = 0;
        for exception in exceptions {
            furthest = furthest.max(exception.at.past);
            self.excused_to.push(furthest);
        }
        let excuses = Excuses { exceptions, excused_to: &self.excused_to };
        let (notes, late) = (&mut self.notes, &mut self.late);
        self.candidates.retain(|candidate| {
            if !excuses.excuse(candidate.at) {
                return true;
            }
            let next = candidate.at.start + 1;
            late.extend(search.within(rule, rules, message, candidate, next, &excuses).map(Late));
            if let Some(notes) = notes {
                let At { from, to, .. } = candidate.at;
                let by = message.slice(excuses.by(candidate.at)).to_owned();
                let fate = Fate::Excused { by };
                notes.push(Note { rule, from, to, via: candidate.via, fate });
            }
            false
        });
    }

    /// Reports, of overlapping candidates, the leftmost and longest.
    fn report(
        &mut self,
        rule: usize,
        rules: &Compiled,
        message: Message<'_>,
        mentions: &[Mention],
        search: &mut Search<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.sort_unstable_by_key(Candidate::order);
        let excused_to = std::mem::take(&mut self.excused_to);
        let exceptions = with_role(mentions, Role::Except);
        let excuses = Excuses { exceptions, excused_to: &excused_to };
        let denials = Denials::new(&rules.plans[rule], mentions);
        let mut free_from = 0;
        let mut timely = candidates.iter().peekable();
        loop {
            let is_late = self.late.peek().is_some_and(|late| {
                timely.peek().is_none_or(|candidate| late.0.order() < candidate.order())
            });
            let late = is_late.then(|| self.late.pop().map(|Late(candidate)| candidate)).flatten();
            let Some(candidate) = late.or_else(|| timely.next().copied()) else { break };
            let Candidate { at, via, belief, .. } = candidate;
            if at.first < free_from {
                self.note(rule, at, via, || Fate::Covered);
                let next = free_from / 2;
                let next = search.within(rule, rules, message, &candidate, next, &excuses);
                self.late.extend(next.map(Late));
                continue;
            }
            if let Some(fate) = self.straddled(message, &candidate) {
                self.note(rule, at, via, || fate);
                self.late.extend(search.shorter(rule, rules, message, &candidate).map(Late));
                continue;
            }
            free_from = at.past;
            let is_denied = denials.deny(message.view, at);
            let severity = if is_denied { Severity::Info } else { rules.rules[rule].severity };
            self.note(rule, at, via, || Fate::Found { severity, is_denied, belief });
            let lines = Span::default();
            findings.push(Finding { rule, from: at.from, to: at.to, via, severity, lines });
        }
        self.candidates = candidates;
        self.excused_to = excused_to;
    }
}

/// Puts findings in the order of the text.
pub(crate) fn sort(findings: &mut [Finding]) {
    findings.sort_unstable_by_key(|f| (f.from, Reverse(f.to), f.rule));
}

impl<'a> Message<'a> {
    fn slice(self, at: At) -> &'a str {
        std::str::from_utf8(&self.original[at.from..at.to]).unwrap_or_default()
    }
}

fn touched(message: Message<'_>, code: &Mention) -> Option<Fate> {
    (!edges::code_is_free(message.view, code.at)).then_some(Fate::Touched)
}

/// Whether a word may only arise from parts of two ordinary words.
fn may_be_straddled(plan: &Plan, mention: &Mention) -> bool {
    let At { start, end, .. } = mention.at;
    plan.guard != Guard::Off && mention.belief == Belief::Written && end - start >= 2
}

fn without_cue(
    cued: &Cued,
    cues: &Beside<'_>,
    message: Message<'_>,
    word: &Mention,
) -> Option<Fate> {
    // A number often stands behind a comma: 我的电话，138…
    let stop = match word.role {
        Role::Number { .. } => Stop::Sentence,
        _ => Stop::Any,
    };
    let has_cue = beside::has_cue(cued, cues, message, word.at, stop);
    (!has_cue).then_some(Fate::NoCue { within: cued.within })
}
