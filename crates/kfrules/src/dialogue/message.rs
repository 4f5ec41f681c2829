//! One message of a conversation, as it is given to be checked.

use crate::rule::Sender;

/// One message of a conversation.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Message<'a> {
    /// Who wrote it.
    pub sender: Sender,
    /// What was written.
    pub text: &'a str,
    /// When, in microseconds since 1970-01-01 00:00:00 UTC. Rules about time need it.
    pub at_us: Option<i64>,
    /// A number of your own, given back in [`Violation::lines`](crate::Violation::lines); without
    /// it, the messages of a conversation are counted from 1.
    pub line: Option<u64>,
}

impl<'a> Message<'a> {
    /// A message without time and number.
    #[must_use]
    pub fn new(sender: Sender, text: &'a str) -> Message<'a> {
        Message { sender, text, at_us: None, line: None }
    }

    /// The message written at this time, in microseconds since 1970-01-01 00:00:00 UTC.
    #[must_use]
    pub fn at_us(self, at_us: i64) -> Message<'a> {
        Message { at_us: Some(at_us), ..self }
    }

    /// The message under a number of your own.
    #[must_use]
    pub fn line(self, line: u64) -> Message<'a> {
        Message { line: Some(line), ..self }
    }
}
