//! The last messages of one chat.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::sync::Mutex;

use kfrules::{Conversation, Message, Sender};

use crate::border::{answer, enter, free, given, hand_over, list, utf8};
use crate::checker::{Room, decode, kf_checker};
use crate::failure::{Failure, kf_status};
use crate::names::sender as who;

/// Stands for a time that is not known, or that there is none of.
pub const KF_NO_TIME: i64 = i64::MIN;

/// The last messages of one chat, for rules that need more than one message. It holds its state
/// alone: one checker serves many conversations. For one thread at a time, as its checker.
#[derive(Debug)]
pub struct kf_conversation(Mutex<Conversation>);

/// What is known of a message besides its text.
#[derive(Clone, Copy)]
struct About {
    sender: i32,
    at_us: i64,
    line: u64,
}

impl About {
    fn message(self, text: &str) -> Result<Message<'_>, Failure> {
        let sender: Sender = who(self.sender)?;
        let mut message = Message::new(sender, text);
        message.at_us = Some(self.at_us).filter(|&at_us| at_us != KF_NO_TIME);
        message.line = Some(self.line).filter(|&line| line != 0);
        Ok(message)
    }
}

/// Makes a conversation without messages yet. Free it with kf_conversation_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_conversation_new(
    conversation: Option<&mut MaybeUninit<*mut kf_conversation>>,
) -> kf_status {
    answer(conversation, || Ok(hand_over(kf_conversation(Mutex::default()))))
}

/// Frees a conversation; NULL is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn kf_conversation_free(conversation: Option<Box<kf_conversation>>) {
    free(conversation);
}

/// Checks the next message in UTF-8 as kf_checker_check does, and by the rules that read dialogues.
/// Messages come in the order in which they were written. `sender` is a kf_sender; `at_us` is when
/// it was written, in microseconds since 1970-01-01 00:00 UTC, or KF_NO_TIME; `line` is a number of
/// your own that kf_violation.lines gives back, or 0 to count the messages from 1. The violations
/// are the checker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_conversation_check(
    conversation: Option<&kf_conversation>,
    checker: Option<&kf_checker>,
    sender: i32,
    text: *const c_char,
    length: usize,
    at_us: i64,
    line: u64,
    count: Option<&mut MaybeUninit<usize>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { utf8(text, length) };
    answer(count, || {
        let mut conversation = enter(&given(conversation)?.0)?;
        let mut room = enter(&given(checker)?.0)?;
        let Room { checker, found, .. } = &mut *room;
        found.clear();
        let message = About { sender, at_us, line }.message(text?)?;
        Ok(found.keep(conversation.check(checker, &message)))
    })
}

/// Checks the next message in UTF-16; `length` counts 16-bit units. Otherwise as
/// kf_conversation_check.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_conversation_check_utf16(
    conversation: Option<&kf_conversation>,
    checker: Option<&kf_checker>,
    sender: i32,
    text: *const u16,
    length: usize,
    at_us: i64,
    line: u64,
    count: Option<&mut MaybeUninit<usize>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { list(text, length) };
    answer(count, || {
        let mut conversation = enter(&given(conversation)?.0)?;
        let mut room = enter(&given(checker)?.0)?;
        let Room { checker, found, decoded, .. } = &mut *room;
        found.clear();
        decode(text?, decoded)?;
        let message = About { sender, at_us, line }.message(decoded)?;
        Ok(found.keep(conversation.check(checker, &message)))
    })
}

/// Ends the conversation: finds what was waited for and did not come, at the last message. The next
/// message starts a new conversation. The violations are the checker's.
#[unsafe(no_mangle)]
pub extern "C" fn kf_conversation_finish(
    conversation: Option<&kf_conversation>,
    checker: Option<&kf_checker>,
    count: Option<&mut MaybeUninit<usize>>,
) -> kf_status {
    answer(count, || {
        let mut conversation = enter(&given(conversation)?.0)?;
        let mut room = enter(&given(checker)?.0)?;
        let Room { checker, found, .. } = &mut *room;
        found.clear();
        Ok(found.keep(conversation.finish(checker)))
    })
}
