//! The platforms whose rules come with the library.

use std::mem::MaybeUninit;

use kfrules::PLATFORMS;

use crate::border::answer;
use crate::failure::{Failure, kf_status};
use crate::text::kf_text;

/// How many platforms the library knows.
#[unsafe(no_mangle)]
pub extern "C" fn kf_platform_count() -> usize {
    PLATFORMS.len()
}

/// The id of a platform, by index from 0: "pdd", "taobao", ... The text stays for ever.
#[unsafe(no_mangle)]
pub extern "C" fn kf_platform_id(index: usize, id: Option<&mut MaybeUninit<kf_text>>) -> kf_status {
    answer(id, || PLATFORMS.get(index).map(|id| kf_text::of(id)).ok_or_else(|| beyond(index)))
}

/// There is no element of this index.
pub(crate) fn beyond(index: usize) -> Failure {
    Failure::new(kf_status::KF_BAD_LENGTH, format!("index {index} is beyond the end"))
}
