//! One line of a chat log, as C gives it.

use std::ffi::c_char;

use kfrules::{Event, Kind};

use crate::border::utf8;
use crate::failure::{Failure, kf_status};
use crate::names::{sender, unknown};
use crate::text::kf_text;

/// What an event is, besides who it is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
#[non_exhaustive]
pub enum kf_kind {
    /// Text, a picture, an emoji, a card.
    KF_MESSAGE = 0,
    /// The customer was passed to human service.
    KF_HANDOFF = 1,
    /// One agent passed the customer to another.
    KF_TRANSFER = 2,
    /// Nobody was there, and the customer left a message.
    KF_OFFLINE = 3,
    /// The session was closed.
    KF_CLOSE = 4,
}

/// One event of a shop's log. Set it to zero first, so that what is not said is empty, and then its
/// `size`.
#[derive(Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "C fills it in; `size` tells which fields there are")]
pub struct kf_event {
    /// sizeof (kf_event), so that the library knows which fields the program knows.
    pub size: usize,
    /// Which conversation it belongs to.
    pub conversation: kf_text,
    /// When it happened, in microseconds since 1970-01-01 00:00 UTC.
    pub at_us: i64,
    /// Who it is from: a kf_sender.
    pub from: i32,
    /// What it is: a kf_kind; 0 is a message.
    pub kind: i32,
    /// The customer; empty if the log does not say.
    pub customer: kf_text,
    /// The agent who sent it or is in charge; empty if the log does not say.
    pub agent: kf_text,
    /// The words; they only tell a message from a second copy of itself.
    pub text: kf_text,
    /// The log's own name for the event; empty if it has none.
    pub id: kf_text,
    /// Where it stands in the log, by any count of yours: reports name messages by it.
    pub line: u64,
}

impl kf_event {
    /// The event for the library.
    ///
    /// # Safety
    ///
    /// Its texts can be read, and stay as they are while the result is used.
    pub(crate) unsafe fn read(&self) -> Result<Event<'_>, Failure> {
        if self.size != size_of::<kf_event>() {
            let cause = format!("the size of an event is not {}", size_of::<kf_event>());
            return Err(Failure::new(kf_status::KF_BAD_LENGTH, cause));
        }
        let text = |text: &kf_text| {
            let first: *const c_char = text.data;
            // SAFETY: the caller answers for the texts.
            unsafe { utf8(first, text.length) }
        };
        Ok(Event::new(text(&self.conversation)?, self.at_us, sender(self.from)?)
            .kind(kind(self.kind)?)
            .customer(text(&self.customer)?)
            .agent(text(&self.agent)?)
            .text(text(&self.text)?)
            .id(text(&self.id)?)
            .line(self.line))
    }
}

fn kind(number: i32) -> Result<Kind, Failure> {
    Ok(match number {
        0 => Kind::Message,
        1 => Kind::Handoff,
        2 => Kind::Transfer,
        3 => Kind::Offline,
        4 => Kind::Close,
        _ => return Err(unknown("kf_kind", number)),
    })
}
