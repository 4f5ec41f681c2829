//! One line of a chat log, as the clock sees it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::rule::{Sender, named};

named! {
    /// What an event is, besides who it is from.
    Kind {
        /// Text, a picture, an emoji, a card.
        Message = "message",
        /// The customer was passed to human service (转人工).
        Handoff = "handoff",
        /// One agent passed the customer to another (转接).
        Transfer = "transfer",
        /// Nobody was there, and the customer left a message (留言).
        Offline = "offline",
        /// The session was closed.
        Close = "close",
    }
}

/// One event of a shop's log, borrowed from wherever the log is.
///
/// ```
/// use kfrules::{Event, Sender, Zone};
///
/// let at_us = Zone::default().parse_us("2024-05-01 08:03:12")?;
/// let event = Event::new("c1", at_us, Sender::Agent).agent("kf01").text("亲，在的");
/// assert_eq!(event.agent, "kf01");
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// Which conversation it belongs to.
    pub conversation: &'a str,
    /// When it happened, in microseconds since 1970-01-01 00:00 UTC.
    pub at_us: i64,
    /// Who it is from.
    pub from: Sender,
    /// What it is: a message unless said otherwise.
    pub kind: Kind,
    /// The customer; empty if the log does not say.
    pub customer: &'a str,
    /// The agent who sent it or is in charge; empty if the log does not say.
    pub agent: &'a str,
    /// The words; they only tell a message from a second copy of itself.
    pub text: &'a str,
    /// The log's own name for the event; empty if it has none. Where there is one it alone tells
    /// copies apart.
    pub id: &'a str,
    /// Where it stands in the log, by any count of the caller's: reports name messages by it.
    pub line: u64,
}

impl<'a> Event<'a> {
    /// A message of which no more is known.
    #[must_use]
    pub fn new(conversation: &'a str, at_us: i64, from: Sender) -> Event<'a> {
        let kind = Kind::Message;
        Event {
            conversation,
            at_us,
            from,
            kind,
            customer: "",
            agent: "",
            text: "",
            id: "",
            line: 0,
        }
    }

    /// Says what it is, if not a message.
    #[must_use]
    pub fn kind(self, kind: Kind) -> Event<'a> {
        Event { kind, ..self }
    }

    /// Says who the customer is.
    #[must_use]
    pub fn customer(self, customer: &'a str) -> Event<'a> {
        Event { customer, ..self }
    }

    /// Says which agent sent it or is in charge.
    #[must_use]
    pub fn agent(self, agent: &'a str) -> Event<'a> {
        Event { agent, ..self }
    }

    /// Says what was written.
    #[must_use]
    pub fn text(self, text: &'a str) -> Event<'a> {
        Event { text, ..self }
    }

    /// Says what the log calls it.
    #[must_use]
    pub fn id(self, id: &'a str) -> Event<'a> {
        Event { id, ..self }
    }

    /// Says where it stands in the log.
    #[must_use]
    pub fn line(self, line: u64) -> Event<'a> {
        Event { line, ..self }
    }

    /// A number that is the same for two copies of one event of a conversation, at one instant.
    pub(super) fn fingerprint(&self) -> u64 {
        let (head, parts) = match self.id {
            "" => {
                let head =
                    1 << 32 | u64::from(self.from as u8) << 40 | u64::from(self.kind as u8) << 48;
                (head, [self.customer.as_bytes(), self.agent.as_bytes(), self.text.as_bytes()])
            }
            // Where there is an id it alone tells.
            id => (0, [id.as_bytes(), b"", b""]),
        };
        // Unlike the standard library's hash it is the same in every release, so that a restored
        // clock knows copies of what came before. Each step can be undone: parts of one length
        // that differ in eight bytes alone never meet.
        let mut hash = head;
        let mut mix = |word: u64| {
            hash = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            hash ^= hash >> 32;
        };
        for part in parts {
            mix(part.len() as u64);
            let (words, rest) = part.as_chunks();
            for &word in words {
                mix(u64::from_le_bytes(word));
            }
            if !rest.is_empty() {
                mix(short_word(rest));
            }
        }
        hash
    }
}

/// At most eight bytes as a number, the first the lowest. It is read in pieces that overlap: to
/// copy a few bytes costs a call.
fn short_word(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(&first), Some(&last)) => {
            let last = u64::from(u32::from_le_bytes(last)) << (8 * (bytes.len() - 4));
            u64::from(u32::from_le_bytes(first)) | last
        }
        _ => (bytes.iter().rev()).fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::short_word;

    #[test]
    fn a_short_word_is_its_bytes() {
        let bytes = [1, 0xff, 3, 0x80, 5, 6, 7, 8];
        for length in 0..=bytes.len() {
            let mut word = [0; 8];
            word[..length].copy_from_slice(&bytes[..length]);
            assert_eq!(short_word(&bytes[..length]), u64::from_le_bytes(word), "{length} bytes");
        }
    }
}
