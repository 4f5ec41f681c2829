//! Texts one by one, in UTF-8 and in UTF-16.

use std::fs;
use std::mem::MaybeUninit;
use std::path::Path;
use std::ptr;

use kfrules::{Pack, Ruleset, Sender, Violations};
use kfrules_capi::*;
use serde::Deserialize;

use crate::c::{get, own, read};

#[derive(Deserialize)]
struct File {
    platform: Option<String>,
    pack: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    from: Option<Sender>,
}

/// One violation in words, to be compared.
pub(crate) type Row =
    (String, String, String, [(usize, usize); 3], i32, i32, Option<String>, Vec<u64>);

fn pair(span: kf_span) -> (usize, usize) {
    (span.start, span.end)
}

pub(crate) fn rows(checker: &kf_checker, count: usize) -> Vec<Row> {
    let row = |index| {
        // SAFETY: it lasts until the next check.
        let seen = unsafe { &*get(|out| kf_checker_violation(Some(checker), index, out)) };
        let lines = match seen.line_count {
            0 => Vec::new(),
            // SAFETY: the library gives lists that can be read.
            count => unsafe { std::slice::from_raw_parts(seen.lines, count) }.to_vec(),
        };
        (
            read(seen.rule).expect("a rule"),
            read(seen.text).expect("words"),
            read(seen.message).expect("a message") + &read(seen.suggestion).expect("a suggestion"),
            [pair(seen.bytes), pair(seen.chars), pair(seen.utf16)],
            seen.severity as i32,
            seen.via as i32,
            read(seen.replacement),
            lines,
        )
    };
    (0..count).map(row).collect()
}

pub(crate) fn rust_rows(found: Violations<'_>) -> Vec<Row> {
    let pair = |span: kfrules::Span| (span.start, span.end);
    let row = |found: kfrules::Violation<'_>| {
        (
            found.rule.name().to_owned(),
            found.text.to_owned(),
            found.rule.message().to_owned() + found.rule.suggestion(),
            [pair(found.bytes), pair(found.chars), pair(found.utf16)],
            found.severity as i32,
            found.via as i32,
            found.replacement().map(str::to_owned),
            found.lines.to_vec(),
        )
    };
    found.map(row).collect()
}

/// The same rules in Rust and in C.
pub(crate) fn rulesets(
    name: &str,
    platform: Option<&str>,
    pack: Option<&str>,
) -> (Ruleset, Box<kf_ruleset>) {
    let mut rules = Ruleset::builder();
    let builder = own(get(|out| kf_builder_new(out)));
    if let Some(platform) = platform {
        rules = rules.platform(platform);
        // SAFETY: the text is a str.
        let status = unsafe {
            kf_builder_add_platform(Some(&builder), platform.as_ptr().cast(), platform.len())
        };
        assert_eq!(status, kf_status::KF_OK);
    }
    if let Some(pack) = pack {
        rules = rules.pack(Pack::from_toml_named(name, pack).expect("a pack"));
        let (name_data, pack_data) = (name.as_ptr().cast(), pack.as_ptr().cast());
        // SAFETY: the texts are strs.
        let status = unsafe {
            kf_builder_add_pack(Some(&builder), name_data, name.len(), pack_data, pack.len())
        };
        assert_eq!(status, kf_status::KF_OK);
    }
    let compiled = own(get(|out| kf_builder_compile(Some(&builder), out)));
    kf_builder_free(Some(builder));
    (rules.compile().expect("compiles"), compiled)
}

#[test]
fn every_case_is_answered_as_in_rust() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let (mut cases, mut found) = (0, 0);
    for entry in fs::read_dir(folder).expect("the suite") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).expect("readable");
        let file: File = toml::from_str(&source).expect("a file of cases");
        let (rules, compiled) = rulesets(&name, file.platform.as_deref(), file.pack.as_deref());
        let checker = own(get(|out| kf_checker_new(Some(&compiled), out)));
        // The checker keeps what it needs.
        kf_ruleset_free(Some(compiled));
        for case in &file.case {
            let sender = case.from.unwrap_or(Sender::Agent);
            let mut rust = rules.checker();
            let expected = rust_rows(rust.check_from(sender, &case.text));
            let text = &case.text;
            // SAFETY: the text is a str.
            let count = get(|out| unsafe {
                let data = text.as_ptr().cast();
                kf_checker_check(Some(&checker), sender as i32, data, text.len(), out)
            });
            assert_eq!(rows(&checker, count), expected, "{name}: {text}");
            let units: Vec<u16> = text.encode_utf16().collect();
            // SAFETY: the text is a slice.
            let count = get(|out| unsafe {
                let data = units.as_ptr();
                kf_checker_check_utf16(Some(&checker), sender as i32, data, units.len(), out)
            });
            assert_eq!(rows(&checker, count), expected, "{name}: {text} in UTF-16");
            cases += 1;
            found += count;
        }
        kf_checker_free(Some(checker));
    }
    assert!(cases >= 60 && found >= 60, "{cases} cases, {found} found: the suite is not all there");
}

#[test]
fn a_warm_checker_does_not_allocate_on_clean_messages() {
    // SAFETY: the text is a str.
    let rules = own(get(|out| unsafe { kf_ruleset_new(c"pdd".as_ptr(), 3, out) }));
    let checker = own(get(|out| kf_checker_new(Some(&rules), out)));
    let text = "您好，今天就给您发货哦";
    let units: Vec<u16> = text.encode_utf16().collect();
    let check = || {
        // SAFETY: the texts are a str and a slice.
        let utf8 = get(|out| unsafe {
            kf_checker_check(Some(&checker), 1, text.as_ptr().cast(), text.len(), out)
        });
        // SAFETY: as before.
        let utf16 = get(|out| unsafe {
            kf_checker_check_utf16(Some(&checker), 1, units.as_ptr(), units.len(), out)
        });
        assert_eq!((utf8, utf16), (0, 0));
    };
    check();
    assert_eq!(allocation_counter::measure(check).count_total, 0);
    kf_checker_free(Some(checker));
    kf_ruleset_free(Some(rules));
}

#[test]
fn bad_text_is_told_with_its_place() {
    // SAFETY: the text is a str.
    let rules = own(get(|out| unsafe { kf_ruleset_new(c"pdd".as_ptr(), 3, out) }));
    let checker = own(get(|out| kf_checker_new(Some(&rules), out)));
    let mut count = MaybeUninit::new(77);
    // SAFETY: the text is a slice.
    let status = unsafe {
        kf_checker_check(Some(&checker), 1, b"ok \xFF".as_ptr().cast(), 4, Some(&mut count))
    };
    assert_eq!(status, kf_status::KF_BAD_UTF8);
    // SAFETY: it lasts until the next failure.
    assert_eq!(unsafe { &*kf_error_last() }.offset, 3);
    let lone = [0x5FAE, 0xD83D, 0x4FE1];
    // SAFETY: the text is a slice.
    let status =
        unsafe { kf_checker_check_utf16(Some(&checker), 1, lone.as_ptr(), 3, Some(&mut count)) };
    assert_eq!(status, kf_status::KF_BAD_UTF16);
    // SAFETY: it lasts until the next failure.
    assert_eq!(unsafe { &*kf_error_last() }.offset, 1);
    // SAFETY: NULL is refused.
    let status = unsafe { kf_checker_check(Some(&checker), 1, ptr::null(), 4, Some(&mut count)) };
    assert_eq!(status, kf_status::KF_BAD_POINTER);
    // SAFETY: initialized above; no failure writes.
    assert_eq!(unsafe { count.assume_init() }, 77);
    kf_checker_free(Some(checker));
    kf_ruleset_free(Some(rules));
}
