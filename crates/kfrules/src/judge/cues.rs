//! What stands beside a hit and speaks for it: a cue of contact, or an account.

use std::ops::Range;

use crate::text::{Stop, View};

/// Symbols between a hit and a cue.
const CUE_WITHIN: usize = 6;
/// Letters and digits that make an account.
const ACCOUNT: usize = 4;

/// What is said around accounts and channels.
const CUES: [&str; 12] =
    ["加", "联系", "号", "群", "搜", "私", "发", "扫", "id", "添", "备注", "账户"];

/// What is known of the last place that was looked at: several words may stand there.
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// In symbols, and whether a cue is beside it.
    known: Option<(Range<usize>, bool)>,
}

impl Cues {
    /// Prepares for a new message.
    pub(super) fn clear(&mut self) {
        self.known = None;
    }

    /// Whether a cue of contact or an account stands beside a hit, in the same clause.
    pub(super) fn stand_beside(&mut self, view: &View, hit: Range<usize>) -> bool {
        match &self.known {
            Some((known, is_beside)) if *known == hit => *is_beside,
            _ => {
                let is_beside = stand_beside(view, hit.start, hit.end);
                self.known = Some((hit, is_beside));
                is_beside
            }
        }
    }
}

fn stand_beside(view: &View, start: usize, end: usize) -> bool {
    let clause = |index: &usize| view.symbol(*index).is_some_and(|symbol| !Stop::Any.is(symbol));
    let before = (0..start).rev().take(CUE_WITHIN).take_while(clause).count();
    let after = (end..view.len()).take(CUE_WITHIN).take_while(clause).count();
    let sides = [start - before..start, end..end + after];
    sides.into_iter().any(|side| {
        let plain = &view.plain()[view.plain_range(side)];
        CUES.iter().any(|cue| plain.contains(cue)) || holds_account(plain)
    })
}

fn holds_account(plain: &str) -> bool {
    plain.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| run.len() >= ACCOUNT)
}
