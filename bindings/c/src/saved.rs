//! Compiled rules as bytes, and back.

use std::mem::MaybeUninit;

use kfrules::Ruleset;

use crate::border::{answer, free, given, hand_over, list};
use crate::failure::{Failure, kf_status};
use crate::ruleset::kf_ruleset;

/// A ruleset as bytes. They belong to you and do not change, and the ruleset may be freed before
/// them. Free them with kf_saved_free.
#[derive(Debug)]
pub struct kf_saved(Vec<u8>);

/// Bytes that belong to somebody else.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
#[allow(clippy::exhaustive_structs, reason = "bytes will never be more")]
pub struct kf_bytes {
    /// The first byte.
    pub data: *const u8,
    /// How many bytes.
    pub length: usize,
}

/// The rules as bytes, for kf_ruleset_load of this version of the library: what takes long is done
/// once, and packs need not be at hand. They are for keeping what was compiled, not for passing
/// rules on; keep the packs. Free them with kf_saved_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_ruleset_save(
    ruleset: Option<&kf_ruleset>,
    saved: Option<&mut MaybeUninit<*mut kf_saved>>,
) -> kf_status {
    answer(saved, || Ok(hand_over(kf_saved(given(ruleset)?.rules().save()))))
}

/// Makes the rules that were saved as these bytes; they need not stay after the call. KF_BAD_STATE
/// if they are no saved ruleset, are damaged, or were saved by another version of the library:
/// compile the packs anew then. Free the ruleset with kf_ruleset_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_ruleset_load(
    saved: *const u8,
    length: usize,
    ruleset: Option<&mut MaybeUninit<*mut kf_ruleset>>,
) -> kf_status {
    // SAFETY: the caller answers for the bytes.
    let saved = unsafe { list(saved, length) };
    answer(ruleset, || {
        let rules = Ruleset::load(saved?);
        let rules = rules.map_err(|error| Failure::of(kf_status::KF_BAD_STATE, &error))?;
        Ok(hand_over(kf_ruleset::new(rules)))
    })
}

/// The bytes; they last as long as the saved ruleset.
#[unsafe(no_mangle)]
pub extern "C" fn kf_saved_bytes(
    saved: Option<&kf_saved>,
    bytes: Option<&mut MaybeUninit<kf_bytes>>,
) -> kf_status {
    answer(bytes, || {
        let kf_saved(own) = given(saved)?;
        Ok(kf_bytes { data: own.as_ptr(), length: own.len() })
    })
}

/// Frees a saved ruleset; NULL is left alone. What was loaded from its bytes does not end with it.
#[unsafe(no_mangle)]
pub extern "C" fn kf_saved_free(saved: Option<Box<kf_saved>>) {
    free(saved);
}
