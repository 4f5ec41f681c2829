//! What a rule asks of a whole dialogue, as written.

use super::Word;
use super::place::Places;
use super::schema::DialogueTable;
use crate::error::Error;
use crate::plan::{Dialogue, Outcome, Trigger};

/// What a rule asks of a whole dialogue.
#[derive(Clone, Debug)]
pub(crate) struct DialogueText {
    pub(crate) plan: Dialogue,
    /// Words of the customer that make the rule wait for its outcome.
    pub(crate) asked: Vec<Word>,
    /// The same of the shop.
    pub(crate) said: Vec<Word>,
    /// The same, where nothing but particles follows in the message.
    pub(crate) said_last: Vec<Word>,
    pub(crate) answered: Vec<Word>,
    pub(crate) answered_clauses: Vec<Word>,
    pub(crate) missing: Vec<Word>,
}

/// Messages of the shop among which the outcome is looked for, unless the rule says otherwise.
const WITHIN: usize = 3;
/// How long a dialogue rule waits for its outcome, unless it says otherwise.
const WITHIN_SECONDS: u32 = 3_600;
/// The most messages of the shop that a dialogue rule looks back on: a conversation remembers no
/// more.
pub(crate) const MOST_MESSAGES: usize = 16;

pub(super) fn read(table: DialogueTable, lines: &Places<'_>) -> Result<DialogueText, Error> {
    let triggers = [
        (!table.asked.is_empty()).then_some(Trigger::Asked),
        (!table.said.is_empty() || !table.said_last.is_empty()).then_some(Trigger::Said),
        table.waited_seconds.map(|seconds| Trigger::Waited { seconds }),
        table.repeated.map(|times| Trigger::Repeated {
            times,
            to_other_questions: table.to_other_questions,
            least: table.least.unwrap_or(1),
        }),
        table.no_last_word.then_some(Trigger::NoLastWord),
    ];
    let mut triggers = triggers.into_iter().flatten();
    let (Some(trigger), None) = (triggers.next(), triggers.next()) else {
        return Err(Error::new(
            "`dialogue` starts with exactly one of asked, said (or said_last), waited_seconds, repeated and no_last_word",
        ));
    };
    let has_answer = !table.answered.is_empty() || !table.answered_clauses.is_empty();
    let outcomes = [
        has_answer.then_some(Outcome::Answered),
        (!table.missing.is_empty()).then_some(Outcome::Missing),
        table.silent.then_some(Outcome::Silent),
    ];
    let mut outcomes = outcomes.into_iter().flatten();
    let outcome = outcomes.next();
    let stands_alone = matches!(trigger, Trigger::Repeated { .. } | Trigger::NoLastWord);
    if outcomes.next().is_some() || outcome.is_some() == stands_alone {
        return Err(Error::new(if stands_alone {
            "`dialogue` with repeated or no_last_word takes neither answered, missing nor silent"
        } else {
            "`dialogue` ends with exactly one of answered (or answered_clauses), missing and silent"
        }));
    }
    if (table.to_other_questions || table.least.is_some()) && table.repeated.is_none() {
        return Err(Error::new("`to_other_questions` and `least` belong to repeated"));
    }
    let within = table.within.unwrap_or(match trigger {
        Trigger::Repeated { .. } => MOST_MESSAGES,
        _ => WITHIN,
    });
    if !(1..=MOST_MESSAGES).contains(&within) {
        return Err(Error::new(format!("`within` of a dialogue is 1 to {MOST_MESSAGES} messages")));
    }
    if table.repeated.is_some_and(|times| !(2..=within).contains(&times)) {
        return Err(Error::new(format!("`repeated` is 2 to {within} (`within`) times")));
    }
    Ok(DialogueText {
        plan: Dialogue {
            trigger,
            outcome: outcome.unwrap_or(Outcome::Itself),
            within,
            within_us: i64::from(table.within_seconds.unwrap_or(WITHIN_SECONDS)) * 1_000_000,
        },
        asked: lines.words(table.asked),
        said: lines.words(table.said),
        said_last: lines.words(table.said_last),
        answered: lines.words(table.answered),
        answered_clauses: lines.words(table.answered_clauses),
        missing: lines.words(table.missing),
    })
}
