//! Packs with one mistake each.

use std::ptr;

use kfrules::{Pack, Ruleset};
use kfrules_capi::*;
use serde::Deserialize;

use crate::c::{own, read};

#[derive(Deserialize)]
struct Suite {
    sound: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    pack: Option<String>,
    after: Option<String>,
}

#[test]
fn every_mistake_is_told_as_in_rust() {
    let source = include_str!("../../../../tests/cases/packs/errors.toml");
    let suite: Suite = toml::from_str(source).expect("readable");
    let mut told = 0;
    for Case { name, pack, after } in suite.case {
        let pack = pack.unwrap_or_else(|| suite.sound.clone() + &after.unwrap_or_default());
        let mut made = std::mem::MaybeUninit::new(ptr::null_mut());
        // SAFETY: the texts are strs.
        let status = unsafe {
            let (file, data) = (c"shop.toml".as_ptr(), pack.as_ptr().cast());
            kf_ruleset_read(file, 9, data, pack.len(), Some(&mut made))
        };
        match Pack::from_toml_named("shop.toml", &pack).and_then(Ruleset::compile) {
            Ok(_) => {
                assert_eq!(status, kf_status::KF_OK, "{name}");
                // SAFETY: written.
                kf_ruleset_free(Some(own(unsafe { made.assume_init() })));
            }
            Err(error) => {
                assert_eq!(status, kf_status::KF_BAD_RULES, "{name}");
                // SAFETY: it lasts until the next failure.
                let said = unsafe { &*kf_error_last() };
                assert_eq!(read(said.message), Some(error.to_string()), "{name}");
                assert_eq!(read(said.origin).as_deref(), error.origin(), "{name}");
                assert_eq!(read(said.rule).as_deref(), error.rule(), "{name}");
                let place = (error.line().unwrap_or(0), error.column().unwrap_or(0));
                assert_eq!((said.line, said.column), place, "{name}");
                told += 1;
            }
        }
    }
    assert!(told >= 40, "only {told} mistakes: the suite is not all there");
}
