//! Deadlines of orders and after-sale cases.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use kfrules::{DEADLINES, Deadline, Zone};

use crate::border::{answer, utf8};
use crate::failure::{Failure, kf_status};
use crate::platform::beyond;
use crate::text::kf_text;

static ALL: &[Deadline] = DEADLINES;

/// How many deadlines the library knows.
#[unsafe(no_mangle)]
pub extern "C" fn kf_deadline_count() -> usize {
    ALL.len()
}

/// The id of a deadline, by index from 0: "pdd.order.pin-24h", ... The text stays for ever.
#[unsafe(no_mangle)]
pub extern "C" fn kf_deadline_id(index: usize, id: Option<&mut MaybeUninit<kf_text>>) -> kf_status {
    answer(id, || Ok(kf_text::of(ALL.get(index).ok_or_else(|| beyond(index))?.id)))
}

/// What starts a deadline, and what is due, in Chinese, by index from 0. The text stays for ever.
#[unsafe(no_mangle)]
pub extern "C" fn kf_deadline_title(
    index: usize,
    title: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    answer(title, || Ok(kf_text::of(ALL.get(index).ok_or_else(|| beyond(index))?.title)))
}

/// When the deadline of this id ends if it was started at `start_us`. Instants are microseconds
/// since 1970-01-01 00:00 UTC, days those of a zone so many seconds east of UTC
/// (KF_BEIJING_SECONDS).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_deadline_due(
    id: *const c_char,
    id_length: usize,
    start_us: i64,
    utc_offset_seconds: i32,
    due_us: Option<&mut MaybeUninit<i64>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let id = unsafe { utf8(id, id_length) };
    answer(due_us, || {
        let id = id?;
        let deadline = ALL
            .iter()
            .find(|deadline| deadline.id == id)
            .ok_or_else(|| Failure::new(kf_status::KF_NOT_FOUND, format!("no deadline `{id}`")))?;
        Ok(deadline.due_us(start_us, Zone::east_of_utc(utc_offset_seconds)))
    })
}
