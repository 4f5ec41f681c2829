//! What a platform counts as a timely answer.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use kfrules::Profile;

use crate::border::{answer, free, given, hand_over, utf8};
use crate::conversation::KF_NO_TIME;
use crate::failure::{Failure, kf_status};
use crate::platform::beyond;
use crate::text::kf_text;

/// One version of one platform's reply-time metric. It never changes, and threads may share it.
#[derive(Debug)]
pub struct kf_profile(Profile);

impl kf_profile {
    pub(crate) fn get(&self) -> &Profile {
        &self.0
    }
}

/// How many profiles come with the library.
#[unsafe(no_mangle)]
pub extern "C" fn kf_profile_count() -> usize {
    Profile::ids().count()
}

/// The name of a profile that comes with the library, by index from 0: "pdd@2020-3min-human", ...
/// The text stays for ever.
#[unsafe(no_mangle)]
pub extern "C" fn kf_profile_name(
    index: usize,
    name: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    answer(name, || Profile::ids().nth(index).map(kf_text::of).ok_or_else(|| beyond(index)))
}

/// Makes a profile that comes with the library, by its name. Free it with kf_profile_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_profile_new(
    name: *const c_char,
    name_length: usize,
    profile: Option<&mut MaybeUninit<*mut kf_profile>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let name = unsafe { utf8(name, name_length) };
    answer(profile, || {
        let profile = Profile::bundled(name?);
        let profile = profile.map_err(|error| Failure::of(kf_status::KF_NOT_FOUND, &error))?;
        Ok(hand_over(kf_profile(profile)))
    })
}

/// Reads a profile of your own, given as TOML. `name` is what errors call it, and may be empty. Free
/// the profile with kf_profile_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_profile_read(
    name: *const c_char,
    name_length: usize,
    toml: *const c_char,
    toml_length: usize,
    profile: Option<&mut MaybeUninit<*mut kf_profile>>,
) -> kf_status {
    // SAFETY: the caller answers for the texts.
    let (name, toml) = unsafe { (utf8(name, name_length), utf8(toml, toml_length)) };
    answer(profile, || {
        let profile = match name? {
            "" => Profile::from_toml(toml?),
            name => Profile::from_toml_named(name, toml?),
        };
        let profile = profile.map_err(|error| Failure::of(kf_status::KF_BAD_RULES, &error))?;
        Ok(hand_over(kf_profile(profile)))
    })
}

/// Frees a profile; NULL is left alone. Clocks keep what they need of it.
#[unsafe(no_mangle)]
pub extern "C" fn kf_profile_free(profile: Option<Box<kf_profile>>) {
    free(profile);
}

/// Platform and version, joined by "@". The text belongs to the profile.
#[unsafe(no_mangle)]
pub extern "C" fn kf_profile_id(
    profile: Option<&kf_profile>,
    id: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    answer(id, || Ok(kf_text::of(given(profile)?.0.id())))
}

/// What the platform calls the metric, in Chinese. The text belongs to the profile.
#[unsafe(no_mangle)]
pub extern "C" fn kf_profile_title(
    profile: Option<&kf_profile>,
    title: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    answer(title, || Ok(kf_text::of(given(profile)?.0.title())))
}

/// How long an answer may take, in microseconds; KF_NO_TIME where only the mean counts.
#[unsafe(no_mangle)]
pub extern "C" fn kf_profile_limit(
    profile: Option<&kf_profile>,
    limit_us: Option<&mut MaybeUninit<i64>>,
) -> kf_status {
    answer(limit_us, || Ok(given(profile)?.0.limit_us().unwrap_or(KF_NO_TIME)))
}
