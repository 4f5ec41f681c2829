//! Instants as people write them.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use kfrules::Zone;

use crate::border::{answer, utf8};
use crate::failure::{Failure, kf_status};
use crate::string::{kf_string, own};

/// Beijing time, in seconds east of UTC.
pub const KF_BEIJING_SECONDS: i32 = 28800;

/// Reads an instant: "2024-05-01 08:03:12", with or without a fraction, on the wall clock of a zone
/// so many seconds east of UTC, or RFC 3339 with an offset of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_time_read(
    text: *const c_char,
    length: usize,
    utc_offset_seconds: i32,
    at_us: Option<&mut MaybeUninit<i64>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { utf8(text, length) };
    answer(at_us, || {
        let read = Zone::east_of_utc(utc_offset_seconds).parse_us(text?);
        read.map_err(|error| Failure::of(kf_status::KF_BAD_VALUE, &error))
    })
}

/// The wall clock of a zone at an instant: "2024-05-01 08:03:12". Free it with kf_string_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_time_write(
    at_us: i64,
    utc_offset_seconds: i32,
    text: Option<&mut MaybeUninit<*mut kf_string>>,
) -> kf_status {
    answer(text, || Ok(own(Zone::east_of_utc(utc_offset_seconds).wall_clock(at_us))))
}
