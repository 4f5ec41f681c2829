//! What went wrong: a status, and the last failure of each thread in words.

use std::cell::RefCell;
use std::ffi::{CStr, c_char};
use std::ptr;

use crate::border::copy_out;
use crate::text::kf_text;

/// What a function says of its outcome. The numbers never change; new ones may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
#[non_exhaustive]
pub enum kf_status {
    /// It is done, and the outputs are written. They are written in no other case.
    KF_OK = 0,
    /// A pointer is NULL that must not be, or a list of 16-bit units or events is not aligned.
    KF_BAD_POINTER = 1,
    /// A text is not UTF-8; kf_error.offset tells where.
    KF_BAD_UTF8 = 2,
    /// A text is not UTF-16 (half of a surrogate pair is missing); kf_error.offset tells where.
    KF_BAD_UTF16 = 3,
    /// A length, size or index is not possible.
    KF_BAD_LENGTH = 4,
    /// A number is not one of those that its kind has.
    KF_BAD_VALUE = 5,
    /// A pack or profile is not as it should be; kf_error tells the file, line, column and rule.
    KF_BAD_RULES = 6,
    /// A file cannot be read.
    KF_BAD_FILE = 7,
    /// There is nothing of this name.
    KF_NOT_FOUND = 8,
    /// An event comes too late, or names another customer than its conversation has.
    KF_REFUSED = 9,
    /// What was saved, of a clock or a ruleset, cannot be read.
    KF_BAD_STATE = 10,
    /// Another thread is using this object, which is for one thread at a time.
    KF_BUSY = 11,
    /// A mistake in kfrules itself; the object can still be used. Please report it.
    KF_PANIC = 12,
}

/// The last failure of a thread. Fields may be added at the end.
#[derive(Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "C sees all of it; fields are only added")]
pub struct kf_error {
    /// What the function returned.
    pub status: kf_status,
    /// What is wrong and where, for people; it ends with NUL after its length.
    pub message: kf_text,
    /// The file of a pack or profile, or the name it was given; without data if there is none.
    pub origin: kf_text,
    /// The rule of a pack; without data if there is none.
    pub rule: kf_text,
    /// The line in it, from 1; 0 if it is not known.
    pub line: usize,
    /// The column in the line, in characters from 1; 0 if it is not known.
    pub column: usize,
    /// Where a text stops being UTF-8 (in bytes) or UTF-16 (in 16-bit units); 0 with other statuses.
    pub offset: usize,
}

/// A failure on its way out.
#[derive(Debug)]
pub(crate) struct Failure {
    status: kf_status,
    message: String,
    origin: Option<String>,
    rule: Option<String>,
    line: usize,
    column: usize,
    offset: usize,
}

impl Failure {
    #[cold]
    pub(crate) fn new(status: kf_status, message: impl Into<String>) -> Failure {
        let message = message.into();
        Failure { status, message, origin: None, rule: None, line: 0, column: 0, offset: 0 }
    }

    /// An error of the library.
    #[cold]
    pub(crate) fn of(status: kf_status, error: &kfrules::Error) -> Failure {
        Failure {
            origin: error.origin().map(str::to_owned),
            rule: error.rule().map(str::to_owned),
            line: error.line().unwrap_or(0),
            column: error.column().unwrap_or(0),
            offset: error.offset().unwrap_or(0),
            ..Failure::new(status, error.to_string())
        }
    }

    /// A text that is not UTF-8 from this byte on.
    #[cold]
    pub(crate) fn utf8(offset: usize) -> Failure {
        Failure {
            offset,
            ..Failure::new(kf_status::KF_BAD_UTF8, format!("not UTF-8 at byte {offset}"))
        }
    }

    /// A text that is not UTF-16 from this unit on.
    #[cold]
    pub(crate) fn utf16(offset: usize) -> Failure {
        Failure {
            offset,
            ..Failure::new(kf_status::KF_BAD_UTF16, format!("not UTF-16 at unit {offset}"))
        }
    }

    #[cfg(test)]
    pub(crate) fn status(&self) -> kf_status {
        self.status
    }

    /// Makes it the last failure of this thread.
    #[cold]
    pub(crate) fn keep(self) -> kf_status {
        let status = self.status;
        // While a thread ends there is nobody left to ask.
        let _ = LAST.try_with(|last| last.replace(Some(Box::new(Kept::new(self)))));
        status
    }
}

thread_local! {
    static LAST: RefCell<Option<Box<Kept>>> = const { RefCell::new(None) };
}

/// A failure, and how C sees it.
struct Kept {
    seen: kf_error,
    /// What `seen` points to.
    failure: Failure,
}

impl Kept {
    fn new(mut failure: Failure) -> Kept {
        failure.message.push('\0');
        let seen = kf_error {
            status: failure.status,
            message: kf_text::of(&failure.message[..failure.message.len() - 1]),
            origin: kf_text::of_option(failure.origin.as_deref()),
            rule: kf_text::of_option(failure.rule.as_deref()),
            line: failure.line,
            column: failure.column,
            offset: failure.offset,
        };
        Kept { seen, failure }
    }

    fn message(&self) -> &str {
        &self.failure.message[..self.failure.message.len() - 1]
    }
}

/// The last failure of the calling thread, or NULL if there was none. It stays as it is until a
/// function fails again in this thread; success does not change it.
#[unsafe(no_mangle)]
pub extern "C" fn kf_error_last() -> *const kf_error {
    let seen = |last: &RefCell<Option<Box<Kept>>>| {
        last.borrow().as_ref().map_or(ptr::null(), |kept| ptr::from_ref(&kept.seen))
    };
    LAST.try_with(seen).unwrap_or(ptr::null())
}

/// Copies the message of the calling thread's last failure into a buffer of `size` bytes: as many
/// whole characters as fit, ended with NUL. Gives the length of the whole message in bytes, without
/// the NUL; 0 if there was no failure. The buffer may be NULL to ask for the length alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_error_copy(buffer: *mut c_char, size: usize) -> usize {
    let copied = |last: &RefCell<Option<Box<Kept>>>| {
        let last = last.borrow();
        let message = last.as_ref().map_or("", |kept| kept.message());
        // SAFETY: the caller answers for buffer and size.
        unsafe { copy_out(message, buffer, size) };
        message.len()
    };
    LAST.try_with(copied).unwrap_or(0)
}

/// The name of a status, such as "KF_BAD_UTF8"; "unknown status" for any other number. It ends with
/// NUL and stays for ever.
#[unsafe(no_mangle)]
pub extern "C" fn kf_status_name(status: i32) -> *const c_char {
    let name: &CStr = match status {
        0 => c"KF_OK",
        1 => c"KF_BAD_POINTER",
        2 => c"KF_BAD_UTF8",
        3 => c"KF_BAD_UTF16",
        4 => c"KF_BAD_LENGTH",
        5 => c"KF_BAD_VALUE",
        6 => c"KF_BAD_RULES",
        7 => c"KF_BAD_FILE",
        8 => c"KF_NOT_FOUND",
        9 => c"KF_REFUSED",
        10 => c"KF_BAD_STATE",
        11 => c"KF_BUSY",
        12 => c"KF_PANIC",
        _ => c"unknown status",
    };
    name.as_ptr()
}

#[cfg(test)]
pub(crate) fn last_message() -> String {
    LAST.with(|last| last.borrow().as_ref().map_or("", |kept| kept.message()).to_owned())
}
