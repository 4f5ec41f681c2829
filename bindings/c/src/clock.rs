//! The reply clock.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::sync::Mutex;

use kfrules::{ReplyClock, Zone};

use crate::border::{answer, attempt, bytes, free, given, hand_over, list, wait_for};
use crate::conversation::KF_NO_TIME;
use crate::event::kf_event;
use crate::failure::{Failure, kf_status};
use crate::profile::kf_profile;
use crate::string::{kf_string, own};
use crate::waiting::kf_waitlist;

/// How late an event may come, unless said otherwise: 10 seconds, in microseconds.
pub const KF_TOLERANCE_US: i64 = 10_000_000;

/// After which wait somebody should be told, unless said otherwise: 100 seconds, in microseconds.
pub const KF_WARN_AFTER_US: i64 = 100_000_000;

/// The reply clock of one shop with all its conversations. It never reads the wall clock: time is
/// what the events say. Threads may share it; they wait for each other. Instants are in
/// microseconds since 1970-01-01 00:00 UTC.
#[derive(Debug)]
pub struct kf_clock(Mutex<ReplyClock>);

/// Makes a clock without events yet. `utc_offset_seconds` is the shop's zone, east of UTC
/// (KF_BEIJING_SECONDS); `tolerance_us` is how much older than the newest of its conversation an
/// event may be (KF_TOLERANCE_US); `warn_after_us` is after which wait somebody should be told, but
/// never later than the profile's limit (KF_WARN_AFTER_US). It keeps what it needs of the profile.
/// Free it with kf_clock_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_clock_new(
    profile: Option<&kf_profile>,
    utc_offset_seconds: i32,
    tolerance_us: i64,
    warn_after_us: i64,
    clock: Option<&mut MaybeUninit<*mut kf_clock>>,
) -> kf_status {
    answer(clock, || {
        let clock = ReplyClock::new(given(profile)?.get().clone())
            .in_zone(Zone::east_of_utc(utc_offset_seconds))
            .tolerate_us(tolerance_us)
            .warn_after_us(warn_after_us);
        Ok(hand_over(kf_clock(Mutex::new(clock))))
    })
}

/// Frees a clock; NULL is left alone. What it gave does not end with it.
#[unsafe(no_mangle)]
pub extern "C" fn kf_clock_free(clock: Option<Box<kf_clock>>) {
    free(clock);
}

/// Takes in an event. One that is late within the tolerance is put in its place; a second copy
/// changes nothing. KF_REFUSED if it comes too late, or names another customer than the conversation
/// has; the clock is then as before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_clock_record(
    clock: Option<&kf_clock>,
    event: Option<&kf_event>,
) -> kf_status {
    attempt(|| {
        // SAFETY: the caller answers for the texts.
        let event = unsafe { given(event)?.read() }?;
        wait_for(&given(clock)?.0).record(&event).map_err(|error| refused(&error))
    })
}

/// Takes in a finished log, in any order. If an event is refused, those before it in the order of
/// time are recorded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_clock_record_log(
    clock: Option<&kf_clock>,
    events: *const kf_event,
    count: usize,
) -> kf_status {
    // SAFETY: the caller answers for the list.
    let events = unsafe { list(events, count) };
    attempt(|| {
        // SAFETY: the caller answers for the texts.
        let read = events?.iter().map(|event| unsafe { event.read() });
        let log = read.collect::<Result<Vec<_>, _>>()?;
        wait_for(&given(clock)?.0).record_log(&log).map_err(|error| refused(&error))
    })
}

fn refused(error: &kfrules::Error) -> Failure {
    Failure::of(kf_status::KF_REFUSED, error)
}

/// Who waits for an answer at an instant, the longest wait first. Free the list with
/// kf_waitlist_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_clock_waiting(
    clock: Option<&kf_clock>,
    now_us: i64,
    waiting: Option<&mut MaybeUninit<*mut kf_waitlist>>,
) -> kf_status {
    answer(waiting, || {
        let clock = wait_for(&given(clock)?.0);
        Ok(hand_over(kf_waitlist::new(&clock.waiting(now_us))))
    })
}

/// The first instant after `after_us` at which an answer becomes due; KF_NO_TIME if none does.
#[unsafe(no_mangle)]
pub extern "C" fn kf_clock_next_due(
    clock: Option<&kf_clock>,
    after_us: i64,
    due_us: Option<&mut MaybeUninit<i64>>,
) -> kf_status {
    answer(due_us, || Ok(wait_for(&given(clock)?.0).next_due(after_us).unwrap_or(KF_NO_TIME)))
}

/// The first instant after `after_us` at which somebody should be told; KF_NO_TIME if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn kf_clock_next_warning(
    clock: Option<&kf_clock>,
    after_us: i64,
    warn_us: Option<&mut MaybeUninit<i64>>,
) -> kf_status {
    answer(warn_us, || Ok(wait_for(&given(clock)?.0).next_warning(after_us).unwrap_or(KF_NO_TIME)))
}

/// Forgets the days before that of an instant, and the conversations that were silent since that day
/// began.
#[unsafe(no_mangle)]
pub extern "C" fn kf_clock_forget(clock: Option<&kf_clock>, before_us: i64) -> kf_status {
    attempt(|| {
        wait_for(&given(clock)?.0).forget(before_us);
        Ok(())
    })
}

/// What the platform would count if nothing came any more: a JSON object as `kfrules report --format
/// json` prints it. Free it with kf_string_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_clock_report(
    clock: Option<&kf_clock>,
    json: Option<&mut MaybeUninit<*mut kf_string>>,
) -> kf_status {
    answer(json, || {
        let report = wait_for(&given(clock)?.0).report();
        Ok(own(serde_json::to_string(&report.summary()).expect("a summary is plain data")))
    })
}

/// Everything the clock knows, for kf_clock_restore, in bytes that are text. Free it with
/// kf_string_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_clock_save(
    clock: Option<&kf_clock>,
    state: Option<&mut MaybeUninit<*mut kf_string>>,
) -> kf_status {
    answer(state, || {
        let state = serde_json::to_string(&*wait_for(&given(clock)?.0));
        Ok(own(state.expect("a clock is plain data")))
    })
}

/// Makes a clock that goes on from a saved state as if it had never stopped. Free it with
/// kf_clock_free. KF_BAD_STATE if the state is not one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_clock_restore(
    state: *const c_char,
    length: usize,
    clock: Option<&mut MaybeUninit<*mut kf_clock>>,
) -> kf_status {
    // SAFETY: the caller answers for the bytes.
    let state = unsafe { bytes(state, length) };
    answer(clock, || {
        let clock = serde_json::from_slice(state?)
            .map_err(|error| Failure::new(kf_status::KF_BAD_STATE, error.to_string()))?;
        Ok(hand_over(kf_clock(Mutex::new(clock))))
    })
}
