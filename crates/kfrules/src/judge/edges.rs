//! What stands at the edges of a hit: letters beside a code, the ends of a clause.

use super::{At, Message};
use crate::text::View;

/// How many letters and digits must follow (or precede) a code without a gap to make it an account
/// beside its channel, `vx13800138000`, rather than part of a model number, `VX600`.
const ACCOUNT: usize = 5;

/// Whether a Latin code stands by itself: no letter touches it, and no short number does.
pub(super) fn code_is_free(view: &View, code: At) -> bool {
    let before = (0..code.start)
        .rev()
        .take_while(|&index| view.gap(index + 1) == 0)
        .map_while(|index| alphanumeric(view, index));
    let after = (code.end..view.len())
        .take_while(|&index| view.gap(index) == 0)
        .map_while(|index| alphanumeric(view, index));
    is_free(before) && is_free(after)
}

/// Whether what touches a code, going outwards, leaves it free.
fn is_free(touching: impl Iterator<Item = char>) -> bool {
    let mut touching = touching.take(ACCOUNT).peekable();
    match touching.peek() {
        None => true,
        Some(first) if first.is_ascii_alphabetic() => false,
        Some(_) => touching.count() == ACCOUNT,
    }
}

fn alphanumeric(view: &View, index: usize) -> Option<char> {
    view.symbol(index).filter(char::is_ascii_alphanumeric)
}

/// What may stand before the words of a whole clause: forms of address and of hesitation.
const OPENERS: [&str; 17] = [
    "亲亲",
    "亲爱的",
    "亲",
    "您好",
    "你好",
    "客官",
    "嗯嗯",
    "嗯",
    "哦",
    "额",
    "呃",
    "抱歉",
    "不好意思",
    "对不起",
    "我们",
    "我",
    "那",
];

/// What may stand after them: particles.
const CLOSERS: [&str; 17] = [
    "哦", "呢", "的", "呀", "啊", "哈", "嘛", "啦", "了", "呐", "噢", "喔", "亲", "诶", "吧", "哟",
    "耶",
];

/// How many of them may stand in a row. A bound keeps judging linear where a text is nothing but
/// particles, each of them a hit.
const MOST_PARTICLES: usize = 64;

/// Whether a hit is all that its clause says.
pub(super) fn is_whole_clause(message: Message<'_>, hit: At) -> bool {
    clause_starts(message, hit.start) && clause_ends(message, hit.end)
}

/// Whether nothing but particles and punctuation follows a hit.
pub(super) fn ends_message(message: Message<'_>, hit: At) -> bool {
    let plain = message.view.plain();
    let mut rest = &plain[message.view.plain_range(hit.end..hit.end).start..];
    for _ in 0..MOST_PARTICLES {
        let closed = || CLOSERS.iter().find_map(|closer| rest.strip_prefix(closer));
        match rest.strip_prefix(is_break).or_else(closed) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest.is_empty()
}

fn clause_starts(message: Message<'_>, mut at: usize) -> bool {
    let view = message.view;
    for _ in 0..=MOST_PARTICLES {
        if is_boundary(message, at) || view.symbol(at - 1).is_some_and(is_break) {
            return true;
        }
        let plain = &view.plain()[..view.plain_range(at..at).start];
        match OPENERS.iter().find(|opener| plain.ends_with(*opener)) {
            Some(opener) => at -= opener.chars().count(),
            None => break,
        }
    }
    false
}

fn clause_ends(message: Message<'_>, mut at: usize) -> bool {
    let view = message.view;
    for _ in 0..=MOST_PARTICLES {
        if is_boundary(message, at) || view.symbol(at).is_some_and(is_break) {
            return true;
        }
        let plain = &view.plain()[view.plain_range(at..at).start..];
        match CLOSERS.iter().find(|closer| plain.starts_with(*closer)) {
            Some(closer) => at += closer.chars().count(),
            None => break,
        }
    }
    false
}

/// Whether the text ends here, or white space stands before this symbol.
fn is_boundary(message: Message<'_>, at: usize) -> bool {
    let view = message.view;
    if view.line_starts(at) || at == view.len() {
        return true;
    }
    if view.gap(at) == 0 {
        return false;
    }
    let gap = &message.original[view.gap_before(at, message.original.len())];
    String::from_utf8_lossy(gap).contains(char::is_whitespace)
}

/// Sentence punctuation, as spelled.
pub(super) fn is_break(symbol: char) -> bool {
    symbol == ',' || ends_sentence(symbol)
}

/// Punctuation that ends a sentence, as spelled.
pub(super) fn ends_sentence(symbol: char) -> bool {
    matches!(symbol, '。' | '!' | '?' | ';')
}
