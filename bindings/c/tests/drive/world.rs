//! The objects that are there, and what holds of everything that comes of them.

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::ptr;

use kfrules_capi::*;

use super::input::{Given, Input};

/// One object of each type, or NULL.
pub(super) struct World {
    pub(super) builder: *mut kf_builder,
    pub(super) ruleset: *mut kf_ruleset,
    pub(super) checker: *mut kf_checker,
    pub(super) chat: *mut kf_conversation,
    pub(super) profile: *mut kf_profile,
    pub(super) clock: *mut kf_clock,
    pub(super) waiting: *mut kf_waitlist,
    pub(super) string: *mut kf_string,
    pub(super) saved: *mut kf_saved,
}

impl Default for World {
    fn default() -> World {
        World {
            builder: ptr::null_mut(),
            ruleset: ptr::null_mut(),
            checker: ptr::null_mut(),
            chat: ptr::null_mut(),
            profile: ptr::null_mut(),
            clock: ptr::null_mut(),
            waiting: ptr::null_mut(),
            string: ptr::null_mut(),
            saved: ptr::null_mut(),
        }
    }
}

impl World {
    /// Frees everything, starting anywhere.
    pub(super) fn free(&mut self, input: &mut Input<'_>) {
        let first = usize::from(input.byte());
        for place in 0..9 {
            self.free_one(first + place);
        }
    }

    pub(super) fn free_one(&mut self, which: usize) {
        match which % 9 {
            0 => kf_builder_free(taken(&mut self.builder)),
            1 => kf_ruleset_free(taken(&mut self.ruleset)),
            2 => kf_checker_free(taken(&mut self.checker)),
            3 => kf_conversation_free(taken(&mut self.chat)),
            4 => kf_profile_free(taken(&mut self.profile)),
            5 => kf_clock_free(taken(&mut self.clock)),
            6 => kf_waitlist_free(taken(&mut self.waiting)),
            7 => kf_string_free(taken(&mut self.string)),
            _ => kf_saved_free(taken(&mut self.saved)),
        }
    }
}

/// Gives an object back, and leaves NULL.
fn taken<T>(object: &mut *mut T) -> Option<Box<T>> {
    let object = std::mem::replace(object, ptr::null_mut());
    // SAFETY: it is NULL, or came from the library, which gave it away, and is in one place alone.
    (!object.is_null()).then(|| unsafe { Box::from_raw(object) })
}

pub(super) fn lent<'a, T>(object: *mut T) -> Option<&'a T> {
    // SAFETY: it is NULL, or came from the library and is not freed yet.
    unsafe { object.as_ref() }
}

/// Calls with a place for the result, or with NULL for it; the place is written on success alone.
pub(super) fn get<T: Copy + PartialEq>(
    before: T,
    input: &mut Input<'_>,
    call: impl FnOnce(Option<&mut MaybeUninit<T>>) -> kf_status,
) -> (kf_status, T) {
    if input.is_rare() {
        let status = call(None);
        assert_ne!(status, kf_status::KF_OK, "there is nowhere to write");
        return (status, before);
    }
    let mut out = MaybeUninit::new(before);
    let status = call(Some(&mut out));
    // SAFETY: initialized above.
    let after = unsafe { out.assume_init() };
    assert!(status == kf_status::KF_OK || after == before, "written without success");
    (status, after)
}

/// Calls for a new object, which takes the place of another.
pub(super) fn make<T>(
    object: &mut *mut T,
    free: extern "C" fn(Option<Box<T>>),
    input: &mut Input<'_>,
    call: impl FnOnce(Option<&mut MaybeUninit<*mut T>>) -> kf_status,
) -> kf_status {
    let (status, made) = get(ptr::null_mut(), input, call);
    if status == kf_status::KF_OK {
        assert!(!made.is_null());
        free(taken(object));
        *object = made;
    }
    status
}

/// Calls for a text that the library lends.
pub(super) fn read(
    input: &mut Input<'_>,
    call: impl FnOnce(Option<&mut MaybeUninit<kf_text>>) -> kf_status,
) -> (kf_status, Option<String>) {
    if input.is_rare() {
        return (call(None), None);
    }
    let before = kf_text { data: ptr::null(), length: 77 };
    let mut out = MaybeUninit::new(before);
    let status = call(Some(&mut out));
    // SAFETY: initialized above.
    let after = unsafe { out.assume_init() };
    if status != kf_status::KF_OK {
        assert!(after.data.is_null() && after.length == 77, "written without success");
        return (status, None);
    }
    (status, Some(seen(after)))
}

pub(super) fn read16(
    call: impl FnOnce(Option<&mut MaybeUninit<kf_text16>>) -> kf_status,
) -> kf_status {
    let mut out = MaybeUninit::new(kf_text16 { data: ptr::null(), length: 0 });
    let status = call(Some(&mut out));
    // SAFETY: initialized above.
    let text = unsafe { out.assume_init() };
    if !text.data.is_null() {
        // SAFETY: the library lends texts that can be read.
        let units = unsafe { std::slice::from_raw_parts(text.data, text.length) };
        assert!(String::from_utf16(units).is_ok());
    }
    status
}

/// Texts of the library are UTF-8.
fn seen(text: kf_text) -> String {
    if text.data.is_null() {
        assert_eq!(text.length, 0);
        return String::new();
    }
    // SAFETY: the library lends texts that can be read.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast::<u8>(), text.length) };
    str::from_utf8(bytes).expect("UTF-8").to_owned()
}

/// That a failure is told, and is none of the library's own.
pub(super) fn expect_told(status: kf_status) {
    assert_ne!(status, kf_status::KF_BUSY, "there is one thread");
    if status == kf_status::KF_OK {
        return;
    }
    // SAFETY: it lasts until the next failure.
    let error = unsafe { kf_error_last().as_ref() }.expect("a failure is told");
    assert_eq!(error.status, status);
    let message = seen(error.message);
    assert_ne!(status, kf_status::KF_PANIC, "{message}");
    // SAFETY: it ends with NUL, and status names stay for ever.
    let (whole, name) = unsafe {
        (CStr::from_ptr(error.message.data), CStr::from_ptr(kf_status_name(status as i32)))
    };
    assert_eq!(whole.to_bytes().len(), message.find('\0').unwrap_or(message.len()));
    assert!(!message.is_empty() && name.to_bytes().starts_with(b"KF_"));
}

/// That violations lie in the text that was checked.
fn expect_violations(checker: Option<&kf_checker>, count: usize, text: &str) {
    for index in 0..=count {
        let mut out = MaybeUninit::new(ptr::null());
        let status = kf_checker_violation(checker, index, Some(&mut out));
        if index == count {
            assert_eq!(status, kf_status::KF_BAD_LENGTH);
            continue;
        }
        assert_eq!(status, kf_status::KF_OK);
        // SAFETY: written, and it lasts until the next check.
        let violation = unsafe { &*out.assume_init() };
        let words = &text[violation.bytes.start..violation.bytes.end];
        assert_eq!(seen(violation.text), words);
        assert_eq!(violation.chars.end - violation.chars.start, words.chars().count());
        assert_eq!(violation.utf16.end - violation.utf16.start, words.encode_utf16().count());
        let before = &text[..violation.bytes.start];
        assert_eq!(violation.chars.start, before.chars().count());
        assert_eq!(violation.utf16.start, before.encode_utf16().count());
        let told = seen(violation.rule) + &seen(violation.message) + &seen(violation.suggestion);
        assert!(told.contains(&seen(violation.category)));
        assert!(seen(violation.replacement).len() < 100);
        if violation.line_count > 0 {
            // SAFETY: the library lends lists that can be read.
            let lines =
                unsafe { std::slice::from_raw_parts(violation.lines, violation.line_count) };
            assert!(!lines.is_empty());
        }
    }
}

pub(super) fn expect_violations_in(
    world: &World,
    (status, count): (kf_status, usize),
    text: &Given<u8>,
) {
    if status == kf_status::KF_OK {
        let text = str::from_utf8(text.units()).expect("it was taken as UTF-8");
        expect_violations(lent(world.checker), count, text);
    }
}

pub(super) fn expect_violations_in16(
    world: &World,
    (status, count): (kf_status, usize),
    text: &Given<u16>,
) {
    if status == kf_status::KF_OK {
        expect_violations(
            lent(world.checker),
            count,
            &String::from_utf16(text.units()).expect("it was taken as UTF-16"),
        );
    }
}
