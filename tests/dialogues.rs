//! Rules about whole dialogues: the suite `cases/dialogues/*.toml`, and what holds of every
//! conversation.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use kfrules::{Checker, Conversation, Message, Pack, Ruleset, Sender, Violation};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// A bundled platform, or …
    platform: Option<String>,
    /// … a pack of its own.
    pack: Option<String>,
    dialogue: Vec<Dialogue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dialogue {
    name: String,
    messages: Vec<Said>,
    found: Vec<Found>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    At(Sender, String, i64),
    Timeless(Sender, String),
}

impl Said {
    fn message(&self) -> Message<'_> {
        match self {
            Said::At(sender, text, seconds) => {
                Message::new(*sender, text).at_us(seconds * 1_000_000)
            }
            Said::Timeless(sender, text) => Message::new(*sender, text),
        }
    }
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Found {
    rule: String,
    lines: Vec<u64>,
    text: String,
    chars: [usize; 2],
    via: String,
    severity: Option<String>,
}

fn as_found(violation: &Violation<'_>) -> Found {
    Found {
        rule: violation.rule.name().to_owned(),
        lines: violation.lines.to_vec(),
        text: violation.text.to_owned(),
        chars: [violation.chars.start, violation.chars.end],
        via: violation.via.to_string(),
        severity: Some(violation.severity.to_string()),
    }
}

/// All that a conversation shows, to its end.
fn run<'a>(
    checker: &mut Checker,
    messages: impl IntoIterator<Item = Message<'a>>,
) -> (Conversation, Vec<Found>) {
    let (mut chat, mut found) = (Conversation::new(), Vec::new());
    for message in messages {
        found.extend(chat.check(checker, &message).map(|violation| as_found(&violation)));
    }
    found.extend(chat.finish(checker).map(|violation| as_found(&violation)));
    (chat, found)
}

#[test]
fn every_dialogue_is_answered_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/dialogues");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the suite") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).expect("readable");
        let file: File = toml::from_str(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut builder = Ruleset::builder();
        if let Some(platform) = file.platform {
            builder = builder.platform(platform);
        }
        if let Some(pack) = file.pack {
            builder = builder.pack(Pack::from_toml_named(&name, &pack).expect("a pack"));
        }
        let rules = builder.compile().expect("compiles");
        assert_eq!(rules.verify(), []);
        for mut dialogue in file.dialogue {
            let messages = dialogue.messages.iter().map(Said::message);
            let (_, found) = run(&mut rules.checker(), messages);
            for (expected, found) in dialogue.found.iter_mut().zip(&found) {
                expected.severity.get_or_insert_with(|| found.severity.clone().expect("known"));
            }
            assert_eq!(found, dialogue.found, "{name}: {}", dialogue.name);
            count += 1;
        }
    }
    assert!(count >= 25, "only {count} dialogues: the suite is not all there");
}

#[test]
fn a_conversation_stays_small() {
    let mut checker = Ruleset::platform("douyin").expect("bundled").checker();
    let texts = ["加我微", "今天就发", "稍等哦", "有发票吗", "什么时候到呀"];
    let talk = |count: usize| {
        (0..count).map(move |at| {
            let sender = if at % 3 == 0 { Sender::Customer } else { Sender::Agent };
            Message::new(sender, texts[at % texts.len()]).at_us(at as i64 * 1_000_000)
        })
    };
    drop(run(&mut checker, talk(100)));
    let mut kept = |count| {
        let mut chat = Conversation::new();
        let used = allocation_counter::measure(|| {
            for message in talk(count) {
                chat.check(&mut checker, &message).for_each(drop);
            }
        });
        used.bytes_current
    };
    let (short, long) = (kept(100), kept(100_000));
    assert_eq!(short, long);
    assert!(long < 2_048, "{long} bytes");
}

#[test]
fn rules_may_be_swapped_in_the_middle() {
    let (pdd, jd) = (Ruleset::platform("pdd"), Ruleset::platform("jd"));
    let (mut pdd, mut jd) = (pdd.expect("bundled").checker(), jd.expect("bundled").checker());
    let mut chat = Conversation::new();
    let ask = Message::new(Sender::Customer, "能开发票吗");
    let refuse = Message::new(Sender::Agent, "开不了的");
    assert_eq!(chat.check(&mut pdd, &ask).len(), 0);
    assert_eq!(chat.check(&mut jd, &refuse).len(), 0, "jd's rules have not heard the question");
    assert_eq!(chat.check(&mut jd, &ask).len(), 0);
    let found: Vec<String> =
        chat.check(&mut jd, &refuse).map(|violation| violation.rule.name().to_owned()).collect();
    assert_eq!(found, ["jd/invoice.refused-when-asked"]);
}

#[test]
fn own_lines_are_given_back() {
    let mut checker = Ruleset::platform("pdd").expect("bundled").checker();
    let mut chat = Conversation::new();
    chat.check(&mut checker, &Message::new(Sender::Customer, "能开发票吗").line(70)).for_each(drop);
    let refusal = Message::new(Sender::Agent, "开不了的").line(75);
    let violation = chat.check(&mut checker, &refusal).next().expect("refused");
    assert_eq!(violation.lines, [70, 75]);
}

/// Parts of which contacts, questions and stalling are made.
fn words() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "微",
        "信",
        "薇",
        "❤",
        "138",
        "0000",
        "1234",
        "加我",
        "有发票吗",
        "没有",
        "稍等",
        "，",
        " ",
        "亲",
    ]);
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

fn sender() -> impl Strategy<Value = Sender> {
    prop::sample::select(vec![Sender::Customer, Sender::Agent, Sender::Robot, Sender::Auto])
}

proptest! {
    #[test]
    fn what_one_message_breaks_is_found_in_a_conversation_too(
        talk in prop::collection::vec((sender(), words(), 0..400_i64), 1..12)
    ) {
        // Compiled once: there are hundreds of chats.
        static TMALL: LazyLock<Ruleset> =
            LazyLock::new(|| Ruleset::platform("tmall").expect("bundled"));
        let (mut checker, mut alone) = (TMALL.checker(), TMALL.checker());
        let (mut chat, mut at_us) = (Conversation::new(), 0_i64);
        for (line, (sender, text, seconds)) in talk.iter().enumerate() {
            at_us += seconds * 1_000_000;
            let message = Message::new(*sender, text).at_us(at_us);
            let found: Vec<Found> =
                chat.check(&mut checker, &message).map(|found| as_found(&found)).collect();
            for own in alone.check_from(*sender, text).map(|found| as_found(&found)) {
                prop_assert!(found.contains(&own), "{own:?} in {found:?}");
            }
            for violation in chat.clone().check(&mut checker, &message) {
                prop_assert_eq!(&text[violation.bytes.range()], violation.text);
            }
            for found in found {
                prop_assert!(found.lines.is_sorted());
                prop_assert!(found.lines.last().is_none_or(|&last| last == line as u64 + 1));
            }
        }
    }
}
