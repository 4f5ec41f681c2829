//! Whole dialogues, in UTF-8 and in UTF-16.

use std::fs;
use std::path::Path;

use kfrules::{Conversation, Message, Sender};
use kfrules_capi::*;
use serde::Deserialize;

use crate::c::{get, own};
use crate::messages::{Row, rows, rulesets, rust_rows};

#[derive(Deserialize)]
struct File {
    platform: Option<String>,
    pack: Option<String>,
    dialogue: Vec<Dialogue>,
}

#[derive(Deserialize)]
struct Dialogue {
    name: String,
    messages: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    At(Sender, String, i64),
    Timeless(Sender, String),
}

impl Said {
    fn parts(&self) -> (Sender, &str, Option<i64>) {
        match self {
            Said::At(sender, text, seconds) => (*sender, text, Some(seconds * 1_000_000)),
            Said::Timeless(sender, text) => (*sender, text, None),
        }
    }
}

/// What is found message by message, and at the end, through C.
fn through_c(checker: &kf_checker, dialogue: &Dialogue, is_utf16: bool) -> Vec<Vec<Row>> {
    let chat = own(get(|out| kf_conversation_new(out)));
    let check = |said: &Said| {
        let (sender, text, at_us) = said.parts();
        let (sender, at_us) = (sender as i32, at_us.unwrap_or(KF_NO_TIME));
        let units: Vec<u16> = text.encode_utf16().collect();
        let (chat, checker) = (Some(&*chat), Some(checker));
        // SAFETY: the texts are a slice and a str.
        get(|out| unsafe {
            if is_utf16 {
                let (data, length) = (units.as_ptr(), units.len());
                kf_conversation_check_utf16(chat, checker, sender, data, length, at_us, 0, out)
            } else {
                let (data, length) = (text.as_ptr().cast(), text.len());
                kf_conversation_check(chat, checker, sender, data, length, at_us, 0, out)
            }
        })
    };
    let mut found: Vec<Vec<Row>> =
        dialogue.messages.iter().map(|said| rows(checker, check(said))).collect();
    let count = get(|out| kf_conversation_finish(Some(&chat), Some(checker), out));
    found.push(rows(checker, count));
    kf_conversation_free(Some(chat));
    found
}

#[test]
fn every_dialogue_is_answered_as_in_rust() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/dialogues");
    let (mut dialogues, mut found) = (0, 0);
    for entry in fs::read_dir(folder).expect("the suite") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).expect("readable");
        let file: File = toml::from_str(&source).expect("a file of dialogues");
        let (rules, compiled) = rulesets(&name, file.platform.as_deref(), file.pack.as_deref());
        let checker = own(get(|out| kf_checker_new(Some(&compiled), out)));
        kf_ruleset_free(Some(compiled));
        for dialogue in &file.dialogue {
            let (mut chat, mut rust) = (Conversation::new(), rules.checker());
            let check = |said: &Said| {
                let (sender, text, at_us) = said.parts();
                let mut message = Message::new(sender, text);
                message.at_us = at_us;
                rust_rows(chat.check(&mut rust, &message))
            };
            let mut expected: Vec<Vec<Row>> = dialogue.messages.iter().map(check).collect();
            expected.push(rust_rows(chat.finish(&mut rust)));
            for is_utf16 in [false, true] {
                let said = through_c(&checker, dialogue, is_utf16);
                assert_eq!(said, expected, "{name}: {}", dialogue.name);
            }
            dialogues += 1;
            found += expected.iter().map(Vec::len).sum::<usize>();
        }
        kf_checker_free(Some(checker));
    }
    assert!(dialogues >= 25 && found >= 15, "{dialogues} dialogues, {found} found");
}
