//! Any text by the bundled rules: spans, order, the use of a checker again, and all else that reads
//! a message.

use std::cell::RefCell;
use std::sync::LazyLock;

use kfrules::text::spell;
use kfrules::{
    Checker, Conversation, Message, Ruleset, Sender, Severity, Span, Violation, numbers,
};

static RULES: LazyLock<Vec<Ruleset>> = LazyLock::new(|| {
    ["pdd", "douyin", "jd"].map(|id| Ruleset::platform(id).expect("bundled")).into()
});

thread_local! {
    /// Checkers that all inputs before have been through.
    static USED: RefCell<Vec<Checker>> =
        RefCell::new(RULES.iter().map(Ruleset::checker).collect());
}

const SENDERS: [Sender; 6] =
    [Sender::Agent, Sender::Customer, Sender::Robot, Sender::Assist, Sender::Auto, Sender::System];

/// The first byte chooses rules and sender, the rest is the message.
pub(super) fn drive(bytes: &[u8]) {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let index = usize::from(choice) % RULES.len();
    let sender = SENDERS[usize::from(choice / 8) % SENDERS.len()];
    USED.with_borrow_mut(|used| {
        let used = &mut used[index];
        let refused = used.check_bytes(sender, bytes).err().and_then(|error| error.offset());
        let valid = std::str::from_utf8(bytes).map_err(|error| error.valid_up_to());
        assert_eq!(refused, valid.err());
        let text = valid
            .unwrap_or_else(|end| std::str::from_utf8(&bytes[..end]).expect("valid up to there"));
        one_message(&RULES[index], used, sender, text);
        dialogue(used, text);
    });
    spelling_and_numbers(std::str::from_utf8(bytes).unwrap_or_default());
}

type Plain = (String, Severity, String, Span);

fn plain(violation: &Violation<'_>) -> Plain {
    let Violation { severity, via, bytes, .. } = *violation;
    (violation.rule.name().to_owned(), severity, via.to_string(), bytes)
}

fn one_message(rules: &Ruleset, used: &mut Checker, sender: Sender, text: &str) {
    let found: Vec<Plain> = used
        .check_from(sender, text)
        .map(|violation| {
            spans(text, &violation);
            plain(&violation)
        })
        .collect();
    let order = |one: &Plain| (one.3.start, std::cmp::Reverse(one.3.end));
    assert!(found.is_sorted_by_key(order), "out of order: {found:?}");

    let mut fresh = rules.checker();
    let again: Vec<Plain> = fresh.check_from(sender, text).map(|one| plain(&one)).collect();
    assert_eq!(found, again, "a used checker differs from a fresh one");

    let explained = used.explain_from(sender, text);
    for place in &explained {
        assert_eq!(&text[place.bytes.range()], place.text);
    }
    let told = explained.iter().filter(|place| place.fate.is_found()).count();
    assert_eq!(told, found.len(), "explained otherwise than found");

    let masked = rules.mask(text, '*');
    assert_eq!(masked.chars().count(), text.chars().count());
    let _ = rules.rewrite(text);
}

fn spans(text: &str, violation: &Violation<'_>) {
    let Violation { bytes, chars, utf16, .. } = *violation;
    assert!(bytes.start < bytes.end && bytes.end <= text.len());
    assert_eq!(&text[bytes.range()], violation.text);
    let (before, within) = (&text[..bytes.start], violation.text);
    assert_eq!((chars.start, chars.len()), (before.chars().count(), within.chars().count()));
    let units = |text: &str| text.encode_utf16().count();
    assert_eq!((utf16.start, utf16.len()), (units(before), units(within)));
}

/// Each line a message, by turns of the customer and the shop.
fn dialogue(checker: &mut Checker, text: &str) {
    let mut chat = Conversation::new();
    for (line, said) in text.split('\n').enumerate() {
        let sender = SENDERS[said.len() % SENDERS.len()];
        let mut message = Message::new(sender, said);
        if line % 3 > 0 {
            message = message.at_us(i64::try_from(line * said.len()).unwrap_or(0) * 10_000_000);
        }
        for violation in chat.check(checker, &message) {
            assert_eq!(&said[violation.bytes.range()], violation.text);
            assert!(violation.lines.is_sorted());
        }
    }
    let last = text.split('\n').next_back().unwrap_or_default();
    for violation in chat.finish(checker) {
        assert_eq!(&last[violation.bytes.range()], violation.text);
    }
}

fn spelling_and_numbers(text: &str) {
    let view = spell(text);
    let mut reached = 0;
    for symbol in 0..view.len() {
        let origin = view.origin(symbol..symbol + 1);
        assert!(text.is_char_boundary(origin.start) && text.is_char_boundary(origin.end));
        assert!(origin.start >= reached && origin.start < origin.end);
        reached = origin.start;
    }
    assert_eq!(spell(view.plain()).plain(), view.plain(), "spelled twice it differs");
    let mut reached = 0;
    for number in numbers(text) {
        assert_eq!(&text[number.bytes.range()], number.text);
        assert!(number.bytes.start >= reached, "{} begins in another number", number.text);
        reached = number.bytes.end;
    }
}
