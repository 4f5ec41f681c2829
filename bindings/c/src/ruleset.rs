//! Compiled rules.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

use kfrules::{Pack, Ruleset};

use crate::border::{answer, free, given, hand_over, utf8};
use crate::failure::{Failure, kf_status};
use crate::platform::beyond;
use crate::rule::kf_rule;
use crate::text::kf_text;

/// Compiled rules of a platform, of your own packs, or of both. It never changes: any number of
/// threads may use it at once. Checkers keep what they need of it, so it may be freed before them.
#[derive(Debug)]
pub struct kf_ruleset {
    rules: Ruleset,
    /// How C sees them, in their order.
    seen: Vec<kf_rule>,
}

impl kf_ruleset {
    pub(crate) fn new(rules: Ruleset) -> kf_ruleset {
        let seen = rules.rules().iter().map(kf_rule::from).collect();
        kf_ruleset { rules, seen }
    }

    pub(crate) fn rules(&self) -> &Ruleset {
        &self.rules
    }

    fn at(&self, index: usize) -> Result<*const kf_rule, Failure> {
        self.seen.get(index).map(ptr::from_ref).ok_or_else(|| beyond(index))
    }
}

/// A pack from its TOML.
pub(crate) fn read(name: &str, source: &str) -> Result<Pack, Failure> {
    let pack = match name {
        "" => Pack::from_toml(source),
        name => Pack::from_toml_named(name, source),
    };
    pack.map_err(|error| Failure::of(kf_status::KF_BAD_RULES, &error))
}

/// A pack from a file.
pub(crate) fn open(path: &str) -> Result<Pack, Failure> {
    let source = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(kf_status::KF_BAD_FILE, format!("{path}: {error}")))?;
    read(path, &source)
}

fn compile(pack: Pack) -> Result<*mut kf_ruleset, Failure> {
    let rules = Ruleset::compile(pack);
    let rules = rules.map_err(|error| Failure::of(kf_status::KF_BAD_RULES, &error))?;
    Ok(hand_over(kf_ruleset::new(rules)))
}

/// Makes the bundled rules of a platform: "pdd", "taobao", "tmall", "jd", "douyin", "kuaishou",
/// "suning" or "common". Free it with kf_ruleset_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_ruleset_new(
    platform: *const c_char,
    platform_length: usize,
    ruleset: Option<&mut MaybeUninit<*mut kf_ruleset>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let platform = unsafe { utf8(platform, platform_length) };
    answer(ruleset, || {
        let rules = Ruleset::platform(platform?);
        let rules = rules.map_err(|error| Failure::of(kf_status::KF_NOT_FOUND, &error))?;
        Ok(hand_over(kf_ruleset::new(rules)))
    })
}

/// Compiles one pack of your own, given as TOML, with the packs that it extends. `name` is what
/// errors call it, and may be empty. Free the ruleset with kf_ruleset_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_ruleset_read(
    name: *const c_char,
    name_length: usize,
    toml: *const c_char,
    toml_length: usize,
    ruleset: Option<&mut MaybeUninit<*mut kf_ruleset>>,
) -> kf_status {
    // SAFETY: the caller answers for the texts.
    let (name, toml) = unsafe { (utf8(name, name_length), utf8(toml, toml_length)) };
    answer(ruleset, || compile(read(name?, toml?)?))
}

/// Compiles one pack of your own from a file, with the packs that it extends. The path is UTF-8 on
/// every system. Free the ruleset with kf_ruleset_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_ruleset_open(
    path: *const c_char,
    path_length: usize,
    ruleset: Option<&mut MaybeUninit<*mut kf_ruleset>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let path = unsafe { utf8(path, path_length) };
    answer(ruleset, || compile(open(path?)?))
}

/// Frees a ruleset; NULL is left alone. The rules and texts got from it end with it; checkers do
/// not.
#[unsafe(no_mangle)]
pub extern "C" fn kf_ruleset_free(ruleset: Option<Box<kf_ruleset>>) {
    free(ruleset);
}

/// The platform that was asked for, or the first own pack's id. The text belongs to the ruleset.
#[unsafe(no_mangle)]
pub extern "C" fn kf_ruleset_id(
    ruleset: Option<&kf_ruleset>,
    id: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    answer(id, || Ok(kf_text::of(given(ruleset)?.rules.id())))
}

/// How many rules there are.
#[unsafe(no_mangle)]
pub extern "C" fn kf_ruleset_count(
    ruleset: Option<&kf_ruleset>,
    count: Option<&mut MaybeUninit<usize>>,
) -> kf_status {
    answer(count, || Ok(given(ruleset)?.seen.len()))
}

/// A rule by index from 0, in the order of the packs. It belongs to the ruleset.
#[unsafe(no_mangle)]
pub extern "C" fn kf_ruleset_rule(
    ruleset: Option<&kf_ruleset>,
    index: usize,
    rule: Option<&mut MaybeUninit<*const kf_rule>>,
) -> kf_status {
    answer(rule, || given(ruleset)?.at(index))
}

/// The rule of this name ("pdd/contact.wechat") or id ("contact.wechat"), or KF_NOT_FOUND. It
/// belongs to the ruleset.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_ruleset_find(
    ruleset: Option<&kf_ruleset>,
    name: *const c_char,
    name_length: usize,
    rule: Option<&mut MaybeUninit<*const kf_rule>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let name = unsafe { utf8(name, name_length) };
    answer(rule, || {
        let (ruleset, name) = (given(ruleset)?, name?);
        let found = ruleset.rules.rule(name).ok_or_else(|| {
            let cause = format!("no rule `{name}` in `{}`", ruleset.rules.id());
            Failure::new(kf_status::KF_NOT_FOUND, cause)
        })?;
        let mut all = ruleset.rules.rules().iter();
        let index = all.position(|rule| ptr::eq(rule, found)).expect("it is one of them");
        ruleset.at(index)
    })
}
