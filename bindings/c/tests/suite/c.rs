//! C functions as Rust calls them.

use std::mem::MaybeUninit;

use kfrules_capi::{kf_status, kf_string, kf_string_free, kf_string_text, kf_text};

/// What a function writes.
pub(crate) fn get<T>(call: impl FnOnce(Option<&mut MaybeUninit<T>>) -> kf_status) -> T {
    let mut out = MaybeUninit::uninit();
    let status = call(Some(&mut out));
    assert_eq!(status, kf_status::KF_OK);
    // SAFETY: written, as the status says.
    unsafe { out.assume_init() }
}

pub(crate) fn read(text: kf_text) -> Option<String> {
    if text.data.is_null() {
        return None;
    }
    // SAFETY: the library gives texts that can be read.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast::<u8>(), text.length) };
    Some(str::from_utf8(bytes).expect("UTF-8").to_owned())
}

/// An object that the library gave away.
pub(crate) fn own<T>(object: *mut T) -> Box<T> {
    assert!(!object.is_null());
    // SAFETY: objects of the library are boxes, and each is given away once.
    unsafe { Box::from_raw(object) }
}

/// A text that the library gave away.
pub(crate) fn take(string: *mut kf_string) -> String {
    let string = own(string);
    let text = read(get(|out| kf_string_text(Some(&string), out))).expect("a text");
    kf_string_free(Some(string));
    text
}
