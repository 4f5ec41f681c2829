//! Rules as compiled: what to look for, and the numbers to judge by.

use crate::number::{self, NumberKind};
pub(crate) use crate::pack::Guard;
use crate::pack::Side;
use crate::rule::{Rule, Sender, Via};
use crate::scan::{Alarms, Disguised, Patterns, Sifted, Terms};

pub(crate) struct Compiled {
    pub(crate) id: String,
    pub(crate) rules: Vec<Rule>,
    /// The rules that read dialogues.
    pub(crate) dialogues: Vec<usize>,
    /// How each rule judges, in the order of `rules`.
    pub(crate) plans: Vec<Plan>,
    pub(crate) terms: Terms,
    /// What each term is to the rules, by term.
    pub(crate) uses: Vec<Vec<Use>>,
    pub(crate) disguised: Disguised,
    /// What each word is to the rules that look for it in disguise, by word.
    pub(crate) disguised_uses: Vec<Vec<Use>>,
    /// What each term sets off.
    pub(crate) alarms: Alarms,
    /// The rules that look for numbers, by kind.
    pub(crate) number_uses: Vec<NumberUse>,
    /// How many letters and digits a message has at least that holds such a number.
    pub(crate) fewest_latin: usize,
    pub(crate) patterns: Patterns,
    /// What each pattern is to its rule, by pattern.
    pub(crate) pattern_uses: Vec<(usize, Role)>,
}

impl Compiled {
    /// Whether some rule looks across messages that one sender writes in a row.
    pub(crate) fn has_split(&self) -> bool {
        self.plans.iter().any(|plan| plan.split)
    }

    /// Whether a message may hold a number that some rule looks for.
    pub(crate) fn may_hold_number(&self, sifted: &Sifted) -> bool {
        !self.number_uses.is_empty() && number::may_be_in(sifted, self.fewest_latin)
    }

    /// Whether a rule looks for this in messages of this sender.
    pub(crate) fn reads(&self, rule: usize, role: Role, sender: Sender) -> bool {
        match role {
            Role::Asked => sender == Sender::Customer,
            // What excuses in a dialogue excuses whoever speaks.
            Role::Except | Role::Unless | Role::UnlessAfter
                if self.plans[rule].dialogue.is_some() =>
            {
                true
            }
            _ => self.rules[rule].senders.contains(&sender),
        }
    }
}

/// What a term is to one rule.
#[derive(Clone)]
pub(crate) struct Use {
    pub(crate) rule: usize,
    pub(crate) role: Role,
    /// How far this word is looked for.
    pub(crate) reach: Via,
    pub(crate) written: Written,
}

/// A kind of number that one rule looks for.
pub(crate) struct NumberUse {
    pub(crate) kind: NumberKind,
    /// The fewest digits and letters it may have.
    pub(crate) least: usize,
    /// Domains to which links are welcome.
    pub(crate) home: Vec<String>,
    pub(crate) rule: usize,
    pub(crate) role: Role,
}

impl NumberUse {
    /// Whether the rule looks for this number, given in plain characters.
    pub(crate) fn wants(&self, kind: NumberKind, plain: &str) -> bool {
        self.kind == kind && self.least <= plain.len() && !self.leads_home(plain)
    }

    fn leads_home(&self, plain: &str) -> bool {
        let address = plain.split_once("://").map_or(plain, |(_, address)| address);
        let host = address.split(['/', '?', '#', ':']).next().unwrap_or_default();
        self.home.iter().any(|home| {
            host.strip_suffix(home.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// A word as its rule writes it.
#[derive(Clone)]
pub(crate) struct Written {
    pub(crate) text: String,
    /// Spelled.
    pub(crate) plain: String,
    /// The gaps between its symbols, if it has noise of its own.
    pub(crate) gaps: Option<Vec<usize>>,
}

/// What a word or a pattern is for. The order is the order in which `judge` takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Except,
    Word,
    Code,
    Clause,
    Cued {
        group: usize,
    },
    CuedCode {
        group: usize,
    },
    /// A number, which may ask for a cue as cued words do; its group is among theirs.
    Number {
        group: usize,
    },
    Cue {
        group: usize,
    },
    Near {
        group: usize,
        part: usize,
    },
    Unless,
    UnlessAfter,
    /// What a customer says that a dialogue rule waits for.
    Asked,
    /// The same of the shop.
    Said,
    SaidLast,
    /// What a dialogue rule finds in an answer.
    Answer,
    AnswerClause,
    /// What a dialogue rule finds missing.
    Missing,
}

impl Role {
    /// Whether it is a place that breaks the rule, by itself or with others.
    pub(crate) fn is_reported(self) -> bool {
        match self {
            Role::Word
            | Role::Code
            | Role::Clause
            | Role::Cued { .. }
            | Role::CuedCode { .. }
            | Role::Number { .. }
            | Role::Near { .. } => true,
            Role::Except
            | Role::Cue { .. }
            | Role::Unless
            | Role::UnlessAfter
            | Role::Asked
            | Role::Said
            | Role::SaidLast
            | Role::Answer
            | Role::AnswerClause
            | Role::Missing => false,
        }
    }

    /// Whether it is looked for in disguise, as far as its rule looks. Codes have no hanzi; what
    /// excuses a hit must not be guessed.
    pub(crate) fn may_be_disguised(self) -> bool {
        self.is_reported()
            && !matches!(self, Role::Code | Role::CuedCode { .. } | Role::Number { .. })
    }
}

/// The numbers by which a rule judges.
pub(crate) struct Plan {
    pub(crate) gap: usize,
    pub(crate) guard: Guard,
    pub(crate) cued: Vec<Cued>,
    pub(crate) near: Vec<Near>,
    pub(crate) unless_within: usize,
    /// Whether it also looks across messages that one sender writes in a row.
    pub(crate) split: bool,
    pub(crate) dialogue: Option<Dialogue>,
}

/// What a rule asks of a whole dialogue: what makes it wait, and for what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dialogue {
    pub(crate) trigger: Trigger,
    pub(crate) outcome: Outcome,
    /// The messages of the shop among which the outcome is looked for.
    pub(crate) within: usize,
    /// How long it waits, where times are known.
    pub(crate) within_us: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    Asked,
    Said,
    /// The customer waited longer for an answer.
    Waited {
        seconds: u32,
    },
    /// The shop writes the same so many times.
    Repeated {
        times: usize,
        to_other_questions: bool,
        /// The fewest symbols of a message that must not be repeated.
        least: usize,
    },
    /// The conversation ends with a message of the customer.
    NoLastWord,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The trigger is the breach.
    Itself,
    Answered,
    Missing,
    /// The shop writes nothing at all.
    Silent,
}

pub(crate) struct Cued {
    pub(crate) side: Side,
    pub(crate) within: usize,
    /// Whether it counts only beside a cue.
    pub(crate) asks_cue: bool,
    /// Cues that are noise, such as `+`: they must touch the word.
    pub(crate) signs: Vec<char>,
}

pub(crate) struct Near {
    pub(crate) parts: usize,
    pub(crate) within: usize,
    pub(crate) ordered: bool,
}
