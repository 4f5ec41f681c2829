//! The guard against false alarms: are these ordinary words after all?
//!
//! Text is read as the most likely row of words, by how often each word is met (a unigram model). A
//! disguise is believed when the text reads much better with the word in its place (a noisy channel:
//! each replaced hanzi costs what a writer who has nothing to hide would not pay). A word that is
//! written as it is is only doubted where it arises from parts of two other words.

use std::ops::Range;

use super::edges::is_break;
use crate::text::View;
use crate::text::lexicon::{LONGEST_WORD, TOTAL, weight};
use crate::text::readings;

/// How many symbols on either side of a hit are read with it.
const AROUND: usize = 12;
/// What it costs to replace one hanzi, in units of the natural logarithm.
const REPLACED: f32 = 4.0;
/// What the disguised reading must gain.
const LEAST_GAIN: f32 = 2.0;
/// The same where something else speaks for it: an emoji that is the rest of the word, or the other
/// parts of what is looked for, near by.
const LEAST_GAIN_BESIDE: f32 = -4.0;
/// The natural logarithm of the count of a rule's word that the lexicon lacks: 3,000.
const RULE_WORD: f32 = 8.006_368;
/// Symbols between a hit and a cue.
const CUE_WITHIN: usize = 6;
/// Letters and digits that make an account.
const ACCOUNT: usize = 4;

/// What is said around accounts and channels.
const CUES: [&str; 12] =
    ["加", "联系", "号", "群", "搜", "私", "发", "扫", "id", "添", "备注", "账户"];

/// Room to read in.
#[derive(Debug, Default)]
pub(super) struct Reader {
    plain: String,
    /// Where each symbol starts in `plain`, and where the last ends.
    offsets: Vec<usize>,
    /// Before which symbols no word may run on.
    parted: Vec<bool>,
    best: Vec<f32>,
    /// Where the word that ends at each symbol starts.
    back: Vec<usize>,
}

/// A hit and the word it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suspect<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: &'a str,
}

/// The rule's word in a run, in symbols from its start, and the logarithm of its count.
struct Own {
    start: usize,
    end: usize,
    count: f32,
}

/// How a disguise compares with the text as it is written.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    /// How much better the text reads with the word, in units of the natural logarithm.
    pub(super) gain: f32,
    /// Whether an ordinary word stands across the edge of the hit.
    pub(super) is_crossed: bool,
}

impl Weighed {
    pub(super) fn is_gain(&self) -> bool {
        self.gain > LEAST_GAIN
    }

    /// Whether what stands there is rare enough for something beside it to speak for it.
    pub(super) fn is_rare(&self) -> bool {
        self.gain > LEAST_GAIN_BESIDE
    }
}

impl Reader {
    /// Compares the text with the word in its place and as it is written.
    pub(super) fn weigh(&mut self, view: &View, suspect: Suspect<'_>, replaced: u8) -> Weighed {
        let run = run_around(view, suspect.start, suspect.end);
        let hit = suspect.start - run.start..suspect.end - run.start;
        self.load(view, run.clone());
        let written = self.read(None);
        let is_crossed = self
            .words()
            .any(|word| word.len() > 1 && (cuts(&word, hit.start) || cuts(&word, hit.end)));
        self.clear();
        self.push(view, run.start..suspect.start);
        let start = self.offsets.len();
        let from = self.plain.len();
        for symbol in suspect.word.chars() {
            self.offsets.push(self.plain.len());
            self.parted.push(false);
            self.plain.push(symbol);
        }
        let count = weight(&self.plain[from..]).unwrap_or(RULE_WORD);
        let end = self.offsets.len();
        self.push(view, suspect.end..run.end);
        self.offsets.push(self.plain.len());
        let disguised = self.read(Some(&Own { start, end, count }));
        Weighed { gain: disguised - written - REPLACED * f32::from(replaced), is_crossed }
    }

    /// The ordinary word of which the hit has only a part, if the text is best read with it.
    pub(super) fn straddler(&mut self, view: &View, suspect: Suspect<'_>) -> Option<Range<usize>> {
        if !may_be_straddled(view, suspect.start..suspect.end) {
            return None;
        }
        let run = run_around(view, suspect.start, suspect.end);
        let hit = suspect.start - run.start..suspect.end - run.start;
        self.load(view, run.clone());
        let count = weight(suspect.word).unwrap_or(RULE_WORD);
        self.read(Some(&Own { start: hit.start, end: hit.end, count }));
        self.words()
            .find(|word| {
                let whole = word.start <= hit.start && word.end >= hit.end;
                !whole && (cuts(word, hit.start) || cuts(word, hit.end))
            })
            .map(|word| word.start + run.start..word.end + run.start)
    }

    /// How the text around a hit reads as it is written, words divided by bars.
    pub(super) fn ordinary(&mut self, view: &View, start: usize, end: usize) -> String {
        self.load(view, run_around(view, start, end));
        self.read(None);
        let mut words: Vec<&str> = self
            .words()
            .map(|word| &self.plain[self.offsets[word.start]..self.offsets[word.end]])
            .collect();
        words.reverse();
        words.join("|")
    }

    fn clear(&mut self) {
        self.plain.clear();
        self.offsets.clear();
        self.parted.clear();
    }

    fn load(&mut self, view: &View, run: Range<usize>) {
        self.clear();
        self.push(view, run);
        self.offsets.push(self.plain.len());
    }

    fn push(&mut self, view: &View, symbols: Range<usize>) {
        for index in symbols {
            self.offsets.push(self.plain.len());
            self.parted.push(view.gap(index) > 0);
            self.plain.push_str(&view.plain()[view.plain_range(index..index + 1)]);
        }
    }

    /// Finds the most likely row of words, in which `own` may be one, and its logarithm.
    fn read(&mut self, own: Option<&Own>) -> f32 {
        let symbols = self.parted.len();
        self.best.clear();
        self.best.resize(symbols + 1, f32::NEG_INFINITY);
        self.best[0] = 0.0;
        self.back.clear();
        self.back.resize(symbols + 1, 0);
        for end in 1..=symbols {
            for start in (end.saturating_sub(LONGEST_WORD)..end).rev() {
                let word = &self.plain[self.offsets[start]..self.offsets[end]];
                let count = match weight(word) {
                    Some(count) => count,
                    // A character that nobody counted was met once.
                    None if end - start == 1 => 0.0,
                    None => continue,
                };
                self.improve(start, end, count);
                if self.parted[start] {
                    break;
                }
            }
            if let Some(own) = own.filter(|own| own.end == end) {
                self.improve(own.start, end, own.count);
            }
        }
        self.best[symbols]
    }

    fn improve(&mut self, start: usize, end: usize, count: f32) {
        let likelihood = self.best[start] + count - TOTAL;
        if likelihood > self.best[end] {
            self.best[end] = likelihood;
            self.back[end] = start;
        }
    }

    /// The words of the last reading, the last first.
    fn words(&self) -> impl Iterator<Item = Range<usize>> {
        let mut end = self.parted.len();
        std::iter::from_fn(move || {
            let start = *self.back.get(end).filter(|_| end > 0)?;
            let word = start..end;
            end = start;
            Some(word)
        })
    }
}

/// Whether a place is within a word.
fn cuts(word: &Range<usize>, place: usize) -> bool {
    word.start < place && place < word.end
}

/// The hanzi around a hit, in symbols.
fn run_around(view: &View, start: usize, end: usize) -> Range<usize> {
    let hanzi =
        |index: &usize| view.symbol(*index).is_some_and(|symbol| !readings::of(symbol).is_empty());
    let before = (0..start).rev().take(AROUND).take_while(hanzi).count();
    let after = (end..view.len()).take(AROUND).take_while(hanzi).count();
    start - before..end + after
}

/// Whether any word of the lexicon has only a part of the hit: most hits end here.
fn may_be_straddled(view: &View, hit: Range<usize>) -> bool {
    let plain = |symbols: Range<usize>| &view.plain()[view.plain_range(symbols)];
    let joined = |edge: usize| edge > 0 && edge < view.len() && view.gap(edge) == 0;
    let at_start = joined(hit.start)
        && (1..LONGEST_WORD.min(hit.start + 1)).any(|before| {
            let start = hit.start - before;
            (hit.start + 1..hit.end.min(start + LONGEST_WORD + 1))
                .any(|end| weight(plain(start..end)).is_some())
        });
    at_start
        || joined(hit.end)
            && (hit.end + 1..view.len().min(hit.end + LONGEST_WORD - 1) + 1).any(|end| {
                (hit.start.max(end.saturating_sub(LONGEST_WORD)) + 1..hit.end)
                    .any(|start| weight(plain(start..end)).is_some())
            })
}

/// Whether a cue of contact or an account stands beside the hit, in the same clause.
pub(super) fn has_cue(view: &View, start: usize, end: usize) -> bool {
    let clause = |index: &usize| view.symbol(*index).is_some_and(|symbol| !is_break(symbol));
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
