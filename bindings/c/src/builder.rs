//! Several packs to one ruleset.

use std::ffi::c_char;
use std::mem::{self, MaybeUninit};
use std::sync::Mutex;

use kfrules::RulesetBuilder;

use crate::border::{answer, attempt, enter, free, given, hand_over, utf8};
use crate::failure::{Failure, kf_status};
use crate::ruleset::{kf_ruleset, open, read};

/// Puts packs together into a ruleset. For one thread at a time.
#[derive(Debug)]
pub struct kf_builder(Mutex<RulesetBuilder>);

/// Changes what is to be compiled.
fn change(
    builder: Option<&kf_builder>,
    step: impl FnOnce(RulesetBuilder) -> RulesetBuilder,
) -> Result<(), Failure> {
    let mut builder = enter(&given(builder)?.0)?;
    *builder = step(mem::take(&mut *builder));
    Ok(())
}

/// Makes a builder without rules yet. Free it with kf_builder_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_builder_new(builder: Option<&mut MaybeUninit<*mut kf_builder>>) -> kf_status {
    answer(builder, || Ok(hand_over(kf_builder(Mutex::default()))))
}

/// Frees a builder; NULL is left alone. The rulesets that it compiled do not end with it.
#[unsafe(no_mangle)]
pub extern "C" fn kf_builder_free(builder: Option<Box<kf_builder>>) {
    free(builder);
}

/// Takes the bundled rules of a platform, in the place of those of another that was taken before.
/// Whether there is one of this name shows when the rules are compiled.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_builder_add_platform(
    builder: Option<&kf_builder>,
    platform: *const c_char,
    platform_length: usize,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let platform = unsafe { utf8(platform, platform_length) };
    attempt(|| {
        let platform = platform?;
        change(builder, |rules| rules.platform(platform))
    })
}

/// Adds a pack of your own, given as TOML. `name` is what errors call it, and may be empty. Packs
/// that extend one another may come in any order.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_builder_add_pack(
    builder: Option<&kf_builder>,
    name: *const c_char,
    name_length: usize,
    toml: *const c_char,
    toml_length: usize,
) -> kf_status {
    // SAFETY: the caller answers for the texts.
    let (name, toml) = unsafe { (utf8(name, name_length), utf8(toml, toml_length)) };
    attempt(|| {
        given(builder)?;
        let pack = read(name?, toml?)?;
        change(builder, |rules| rules.pack(pack))
    })
}

/// Adds a pack of your own from a file. The path is UTF-8 on every system.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_builder_add_file(
    builder: Option<&kf_builder>,
    path: *const c_char,
    path_length: usize,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let path = unsafe { utf8(path, path_length) };
    attempt(|| {
        given(builder)?;
        let pack = open(path?)?;
        change(builder, |rules| rules.pack(pack))
    })
}

/// Leaves out a rule by its id, or all rules of a category.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_builder_disable(
    builder: Option<&kf_builder>,
    rule: *const c_char,
    rule_length: usize,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let rule = unsafe { utf8(rule, rule_length) };
    attempt(|| {
        let rule = rule?;
        change(builder, |rules| rules.disable(rule))
    })
}

/// Takes the rules that were in force on a day, given as "2024-05-01", instead of those whose end is not
/// known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_builder_set_day(
    builder: Option<&kf_builder>,
    day: *const c_char,
    day_length: usize,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let day = unsafe { utf8(day, day_length) };
    attempt(|| {
        let day = day?;
        change(builder, |rules| rules.as_of(day))
    })
}

/// Compiles the rules; the builder is then empty again, also if that fails. Free the ruleset with
/// kf_ruleset_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_builder_compile(
    builder: Option<&kf_builder>,
    ruleset: Option<&mut MaybeUninit<*mut kf_ruleset>>,
) -> kf_status {
    answer(ruleset, || {
        let builder = mem::take(&mut *enter(&given(builder)?.0)?);
        let rules = builder.compile();
        let rules = rules.map_err(|error| Failure::of(kf_status::KF_BAD_RULES, &error))?;
        Ok(hand_over(kf_ruleset::new(rules)))
    })
}
