//! The dialogues that rules give as examples.

use super::{Conversation, Message};
use crate::checker::Checker;
use crate::error::Error;
use crate::rule::{Sender, Severity};

/// A dialogue as an example writes it: one message a line, `客：` before what the customer writes, `店：`
/// the agent, `机：` the robot; `+90` before that is 90 seconds after the message before.
pub(crate) struct Script<'a>(Vec<Message<'a>>);

/// The time between two messages where an example gives times, but not this one.
const STEP_SECONDS: i64 = 1;

impl<'a> Script<'a> {
    pub(crate) fn new(example: &'a str) -> Result<Script<'a>, Error> {
        let has_times = example.lines().any(|line| line.starts_with('+'));
        let mut at_us = 0_i64;
        let lines = example.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let messages = lines.map(|(index, line)| {
            let fault = |cause: &str| Error::new(format!("line {} {cause}", index + 1));
            let (later, said) = match line.strip_prefix('+') {
                None => (STEP_SECONDS, line),
                Some(rest) => {
                    let (seconds, said) = rest.split_once(' ').unwrap_or((rest, ""));
                    let seconds = seconds.parse::<u32>();
                    (seconds.map_err(|_| fault("starts with + and no seconds"))?.into(), said)
                }
            };
            at_us = at_us.saturating_add(later * 1_000_000);
            let (who, text) = said.split_once('：').unwrap_or((said, ""));
            let sender = match who {
                "客" => Sender::Customer,
                "店" => Sender::Agent,
                "机" => Sender::Robot,
                _ => return Err(fault("does not say who writes: 客： 店： or 机：")),
            };
            Ok(Message { at_us: has_times.then_some(at_us), ..Message::new(sender, text) })
        });
        messages.collect::<Result<_, _>>().map(Script)
    }

    /// The gravest finding of a rule in the dialogue, with the words it is found at.
    pub(crate) fn check(&self, checker: &mut Checker, rule: &str) -> Option<(Severity, String)> {
        let mut chat = Conversation::new();
        let mut found = Vec::new();
        for message in &self.0 {
            let of_rule = chat.check(checker, message).filter(|found| found.rule.name() == rule);
            found.extend(of_rule.map(|found| (found.severity, found.text.to_owned())));
        }
        let at_end = chat.finish(checker).filter(|found| found.rule.name() == rule);
        found.extend(at_end.map(|found| (found.severity, found.text.to_owned())));
        found.into_iter().max_by_key(|(severity, _)| *severity)
    }
}
