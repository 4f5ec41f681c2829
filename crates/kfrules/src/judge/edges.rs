//! What stands at the edges of a hit: letters beside a code, the ends of a clause.

use super::{At, Message};
use crate::text::{Stop, View};

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

/// How many of them may stand in a row.
const MOST_PARTICLES: u8 = 64;

/// How many words must be passed over from each symbol to where a clause, or the message, begins or
/// ends. Hits stand side by side, so each symbol is looked at once a message.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    openers: Steps,
    closers: Steps,
    last_words: Steps,
}

/// By symbol, 0 if it was not looked at yet, else one more than the number of steps.
#[derive(Debug, Default)]
struct Steps {
    known: Vec<u8>,
    /// The symbols of the walk that is under way.
    walk: Vec<usize>,
}

/// More steps than may be taken, or steps that lead nowhere.
const TOO_MANY: u8 = MOST_PARTICLES + 1;

enum Step {
    Arrived,
    To(usize),
    Stuck,
}

impl Steps {
    /// Whether one arrives, from a symbol on, in as many steps as may be taken.
    fn arrive(&mut self, view: &View, from: usize, step: impl Fn(usize) -> Step) -> bool {
        self.known.resize(view.len() + 1, 0);
        self.walk.clear();
        let mut at = from;
        let mut steps = loop {
            match self.known[at] {
                0 => self.walk.push(at),
                known => break known - 1,
            }
            match step(at) {
                Step::Arrived => break 0,
                Step::To(next) => at = next,
                Step::Stuck => break TOO_MANY,
            }
        };
        // Where the walk ended nothing was stepped over.
        if let Some(end) = self.walk.pop_if(|last| *last == at) {
            self.known[end] = steps + 1;
        }
        for &symbol in self.walk.iter().rev() {
            steps = (steps + 1).min(TOO_MANY);
            self.known[symbol] = steps + 1;
        }
        self.known[from] <= MOST_PARTICLES + 1
    }
}

impl Clauses {
    /// Prepares for a new message.
    pub(super) fn clear(&mut self) {
        for steps in [&mut self.openers, &mut self.closers, &mut self.last_words] {
            steps.known.clear();
        }
    }

    /// Whether a hit is all that its clause says.
    pub(super) fn is_whole(&mut self, message: Message<'_>, hit: At) -> bool {
        let view = message.view;
        self.openers.arrive(view, hit.start, |at| before_clause(message, at))
            && self.closers.arrive(view, hit.end, |at| behind_clause(message, at))
    }

    /// Whether nothing but particles and punctuation follows a hit.
    pub(super) fn ends_message(&mut self, message: Message<'_>, hit: At) -> bool {
        let view = message.view;
        self.last_words.arrive(view, hit.end, |at| match view.symbol(at) {
            None => Step::Arrived,
            Some(symbol) if Stop::Any.is(symbol) => Step::To(at + 1),
            Some(_) => over_closer(view, at),
        })
    }
}

fn before_clause(message: Message<'_>, at: usize) -> Step {
    let view = message.view;
    if is_boundary(message, at) || view.symbol(at - 1).is_some_and(|it| Stop::Any.is(it)) {
        return Step::Arrived;
    }
    let plain = &view.plain()[..view.plain_range(at..at).start];
    let opener = OPENERS.iter().find(|opener| plain.ends_with(*opener));
    opener.map_or(Step::Stuck, |opener| Step::To(at - opener.chars().count()))
}

fn behind_clause(message: Message<'_>, at: usize) -> Step {
    let view = message.view;
    if is_boundary(message, at) || view.symbol(at).is_some_and(|it| Stop::Any.is(it)) {
        return Step::Arrived;
    }
    over_closer(view, at)
}

fn over_closer(view: &View, at: usize) -> Step {
    let plain = &view.plain()[view.plain_range(at..at).start..];
    let closer = CLOSERS.iter().find(|closer| plain.starts_with(*closer));
    closer.map_or(Step::Stuck, |closer| Step::To(at + closer.chars().count()))
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
