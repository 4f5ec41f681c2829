//! Texts and places as C sees them.

use std::ffi::c_char;
use std::ptr;

use kfrules::Span;

/// UTF-8 text that belongs to somebody else. It does not end with NUL unless that is said.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "a text will never be more")]
pub struct kf_text {
    /// The first byte; NULL where there is no text at all.
    pub data: *const c_char,
    /// How many bytes.
    pub length: usize,
}

impl kf_text {
    pub(crate) const NONE: kf_text = kf_text { data: ptr::null(), length: 0 };

    pub(crate) fn of(text: &str) -> kf_text {
        kf_text { data: text.as_ptr().cast(), length: text.len() }
    }

    pub(crate) fn of_option(text: Option<&str>) -> kf_text {
        text.map_or(kf_text::NONE, kf_text::of)
    }
}

/// UTF-16 text that belongs to somebody else, in the byte order of the machine.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "a text will never be more")]
pub struct kf_text16 {
    /// The first 16-bit unit; NULL where there is no text at all.
    pub data: *const u16,
    /// How many 16-bit units.
    pub length: usize,
}

impl kf_text16 {
    pub(crate) const NONE: kf_text16 = kf_text16 { data: ptr::null(), length: 0 };

    pub(crate) fn of(text: &[u16]) -> kf_text16 {
        kf_text16 { data: text.as_ptr(), length: text.len() }
    }
}

/// A place in a text: from `start` up to, and without, `end`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "a place will never be more")]
pub struct kf_span {
    /// The first position inside.
    pub start: usize,
    /// The first position after it.
    pub end: usize,
}

impl From<Span> for kf_span {
    fn from(span: Span) -> kf_span {
        kf_span { start: span.start, end: span.end }
    }
}
