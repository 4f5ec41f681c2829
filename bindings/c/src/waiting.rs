//! Who waits for an answer, as C sees it.

use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Arc;

use kfrules::Waiting;

use crate::border::{answer, free, given};
use crate::conversation::KF_NO_TIME;
use crate::failure::kf_status;
use crate::platform::beyond;
use crate::text::kf_text;

/// Somebody who waits for an answer that would count. It belongs to its list. Instants are in
/// microseconds since 1970-01-01 00:00 UTC. Fields may be added at the end.
#[derive(Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "C sees all of it; fields are only added")]
pub struct kf_waiting {
    /// The conversation.
    pub conversation: kf_text,
    /// The customer; the conversation's name if the log names none.
    pub customer: kf_text,
    /// The agent last named in the conversation; without data if none was.
    pub agent: kf_text,
    /// When the clock started.
    pub since_us: i64,
    /// How long it has run, in microseconds.
    pub waited_us: i64,
    /// The last instant at which an answer is in time; KF_NO_TIME where only the mean counts.
    pub due_us: i64,
    /// From when on somebody should be told.
    pub warn_us: i64,
    /// Whether it is time to tell somebody.
    pub is_warned: bool,
    /// Whether it is too late for an answer in time.
    pub is_late: bool,
}

/// Who waits at an instant, the longest wait first. It belongs to you and does not change: the clock
/// may go on, or be freed. Free it with kf_waitlist_free.
#[derive(Debug)]
pub struct kf_waitlist {
    all: Vec<kf_waiting>,
    /// What they point to.
    _names: Vec<Arc<str>>,
}

impl kf_waitlist {
    pub(crate) fn new(waiting: &[Waiting<'_>]) -> kf_waitlist {
        let mut names = Vec::new();
        let mut own = |name: &str| {
            let name: Arc<str> = name.into();
            let seen = kf_text::of(&name);
            names.push(name);
            seen
        };
        let seen = waiting.iter().map(|one| kf_waiting {
            conversation: own(one.conversation),
            customer: own(one.customer),
            agent: one.agent.map_or(kf_text::NONE, &mut own),
            since_us: one.since_us,
            waited_us: one.waited_us,
            due_us: one.due_us.unwrap_or(KF_NO_TIME),
            warn_us: one.warn_us,
            is_warned: one.is_warned,
            is_late: one.is_late,
        });
        let all = seen.collect();
        kf_waitlist { all, _names: names }
    }
}

/// How many wait.
#[unsafe(no_mangle)]
pub extern "C" fn kf_waitlist_count(
    list: Option<&kf_waitlist>,
    count: Option<&mut MaybeUninit<usize>>,
) -> kf_status {
    answer(count, || Ok(given(list)?.all.len()))
}

/// One who waits, by index from 0. It belongs to the list.
#[unsafe(no_mangle)]
pub extern "C" fn kf_waitlist_get(
    list: Option<&kf_waitlist>,
    index: usize,
    waiting: Option<&mut MaybeUninit<*const kf_waiting>>,
) -> kf_status {
    answer(waiting, || given(list)?.all.get(index).map(ptr::from_ref).ok_or_else(|| beyond(index)))
}

/// Frees a list and all in it; NULL is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn kf_waitlist_free(list: Option<Box<kf_waitlist>>) {
    free(list);
}
