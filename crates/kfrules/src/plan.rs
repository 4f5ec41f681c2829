//! Rules as compiled: what to look for, and the numbers to judge by.

use serde::Deserialize;

use crate::number::NumberKind;
use crate::rows::{Rows, Texts};
use crate::rule::{Rule, Sender, Via};
use crate::text::readings::Syllable;

/// All that is known of rules once they are compiled. It is plain data, and what a saved ruleset
/// holds; what finds it in a text is made of it (`search`).
pub(crate) struct Compiled {
    pub(crate) id: String,
    pub(crate) rules: Vec<Rule>,
    /// The rules that read dialogues.
    pub(crate) dialogues: Vec<usize>,
    /// How each rule judges, in the order of `rules`.
    pub(crate) plans: Vec<Plan>,
    /// The words that are looked for, spelled, each once.
    pub(crate) terms: Texts,
    /// What each term is to the rules, by term.
    pub(crate) uses: Rows<Use>,
    /// What every match of a pattern holds, by pattern: one term of each set, told by the set's number
    /// and the term's.
    pub(crate) wakes: Rows<(usize, usize)>,
    /// How many letters and digits every match holds, by pattern.
    pub(crate) latin: Vec<usize>,
    /// The words that are looked for in disguise, each once for each way to hear it.
    pub(crate) disguised: Vec<DisguisedWord>,
    /// What each of them is to the rules.
    pub(crate) disguised_uses: Rows<Use>,
    /// The rules that look for numbers, by kind.
    pub(crate) number_uses: Vec<NumberUse>,
    /// The patterns as written.
    pub(crate) patterns: Texts,
    /// What each pattern is to its rule, by pattern.
    pub(crate) pattern_uses: Vec<(usize, Role)>,
}

impl Compiled {
    /// Whether some rule looks across messages that one sender writes in a row.
    pub(crate) fn has_split(&self) -> bool {
        self.plans.iter().any(|plan| plan.split)
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
    /// `None` if it is written as it is spelled.
    pub(crate) written: Option<Box<Written>>,
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

/// A word as its rule writes it, where that is not how it is spelled.
#[derive(Clone)]
pub(crate) struct Written {
    pub(crate) text: String,
    /// The gaps between its symbols, if it has noise of its own.
    pub(crate) gaps: Option<Vec<usize>>,
}

/// A word that is looked for in disguise.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct DisguisedWord {
    pub(crate) term: usize,
    pub(crate) sound: Sound,
}

/// How far a word is looked for, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sound {
    /// Whether it is heard at all, or only seen.
    pub(crate) heard: bool,
    /// Whether sounds that many speakers do not tell apart are the same.
    pub(crate) near: bool,
    /// The syllable of each symbol, where it is not the usual one of the word.
    pub(crate) reading: Option<Vec<Syllable>>,
}

/// What a word or a pattern is for; `judge` takes them in this order.
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
    /// A number in the order of roles, of less than `RANK_BITS`.
    pub(crate) fn rank(self) -> u64 {
        let (kind, group, part) = match self {
            Role::Except => (0, 0, 0),
            Role::Word => (1, 0, 0),
            Role::Code => (2, 0, 0),
            Role::Clause => (3, 0, 0),
            Role::Cued { group } => (4, group, 0),
            Role::CuedCode { group } => (5, group, 0),
            Role::Number { group } => (6, group, 0),
            Role::Cue { group } => (7, group, 0),
            Role::Near { group, part } => (8, group, part),
            Role::Unless => (9, 0, 0),
            Role::UnlessAfter => (10, 0, 0),
            Role::Asked => (11, 0, 0),
            Role::Said => (12, 0, 0),
            Role::SaidLast => (13, 0, 0),
            Role::Answer => (14, 0, 0),
            Role::AnswerClause => (15, 0, 0),
            Role::Missing => (16, 0, 0),
        };
        // A pack has less than 2^32 bytes, and a near rule few parts.
        kind << 39 | (group as u64) << 7 | part as u64
    }

    pub(crate) const RANK_BITS: u32 = 44;

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

    /// Whether it may be excused: all but excuses and what only stands beside something else.
    pub(crate) fn may_be_excused(self) -> bool {
        !matches!(self, Role::Except | Role::Cue { .. } | Role::Unless | Role::UnlessAfter)
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
    /// The parts without which nothing is near, the rarest first; some of them, and never none.
    pub(crate) awaited: Vec<usize>,
}

/// On which side of a cued word its cue must stand.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Side {
    Before,
    After,
    #[default]
    Either,
}

/// How much a hit is doubted that may be a part of ordinary words.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Guard {
    /// A disguise counts if the text reads much better with the word in its place.
    Strict,
    /// Also if one symbol is shown as it is, no word crosses the edge and a cue of contact is near.
    #[default]
    Normal,
    /// Every disguise counts, and so does a word that arises from parts of others.
    Off,
}
