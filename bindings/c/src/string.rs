//! Text that the caller owns.

use std::mem::MaybeUninit;

use crate::border::{answer, free, given, hand_over};
use crate::failure::kf_status;
use crate::text::kf_text;

/// Text that belongs to you. Free it with kf_string_free.
#[derive(Debug)]
pub struct kf_string(String);

pub(crate) fn own(text: String) -> *mut kf_string {
    hand_over(kf_string(text))
}

/// The text; it lasts as long as the string.
#[unsafe(no_mangle)]
pub extern "C" fn kf_string_text(
    string: Option<&kf_string>,
    text: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    answer(text, || Ok(kf_text::of(&given(string)?.0)))
}

/// Frees a string; NULL is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn kf_string_free(string: Option<Box<kf_string>>) {
    free(string);
}
