//! The guard against false alarms: are these ordinary words after all?
//!
//! Text is read as the most likely row of words, by how often each word is met (a unigram model). A
//! disguise is believed when the text reads much better with the word in its place (a noisy channel:
//! each replaced hanzi costs what a writer who has nothing to hide would not pay). A word that is
//! written as it is is only doubted where it arises from parts of two other words.

use std::ops::Range;

use super::words::{Start, Words};
use crate::text::lexicon::{HANZI_BYTES, LONGEST_WORD, TOTAL, weight};
use crate::text::{Stop, View};

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
    words: Words,
    /// The run that is read: the words that start at each of its symbols.
    run: Vec<Start>,
    best: Vec<f32>,
    /// Where the word that ends at each symbol starts.
    back: Vec<usize>,
    /// A rule's word in its place, with what may be one word with its first and last symbol.
    spliced: Spliced,
}

/// Symbols of two sources, one after the other.
#[derive(Debug, Default)]
struct Spliced {
    plain: String,
    /// Where each symbol starts in `plain`, and whether no word may run on to it.
    symbols: Vec<(usize, bool)>,
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
    /// Prepares for a new message.
    pub(super) fn clear(&mut self) {
        self.words.clear();
    }

    /// Compares the text with the word in its place and as it is written.
    pub(super) fn weigh(&mut self, view: &View, suspect: Suspect<'_>, replaced: u8) -> Weighed {
        let run = self.run_around(view, suspect.start, suspect.end);
        let hit = suspect.start - run.start..suspect.end - run.start;
        self.load(view, run.clone());
        let written = self.read(None);
        let is_crossed = self
            .read_words()
            .any(|word| word.len() > 1 && (cuts(&word, hit.start) || cuts(&word, hit.end)));
        let own = self.load_replaced(view, run, suspect);
        let disguised = self.read(Some(&own));
        Weighed { gain: disguised - written - REPLACED * f32::from(replaced), is_crossed }
    }

    /// The ordinary word of which the hit has only a part, if the text is best read with it.
    pub(super) fn straddler(&mut self, view: &View, suspect: Suspect<'_>) -> Option<Range<usize>> {
        if !self.may_be_straddled(view, suspect.start..suspect.end) {
            return None;
        }
        let run = self.run_around(view, suspect.start, suspect.end);
        let hit = suspect.start - run.start..suspect.end - run.start;
        self.load(view, run.clone());
        let count = weight(suspect.word).unwrap_or(RULE_WORD);
        self.read(Some(&Own { start: hit.start, end: hit.end, count }));
        self.read_words()
            .find(|word| {
                let whole = word.start <= hit.start && word.end >= hit.end;
                !whole && (cuts(word, hit.start) || cuts(word, hit.end))
            })
            .map(|word| word.start + run.start..word.end + run.start)
    }

    /// How the text around a hit reads as it is written, words divided by bars.
    pub(super) fn ordinary(&mut self, view: &View, start: usize, end: usize) -> String {
        let run = self.run_around(view, start, end);
        self.load(view, run.clone());
        self.read(None);
        let mut words: Vec<&str> = self
            .read_words()
            .map(|word| {
                &view.plain()[view.plain_range(word.start + run.start..word.end + run.start)]
            })
            .collect();
        words.reverse();
        words.join("|")
    }

    /// The hanzi around a hit, in symbols.
    fn run_around(&mut self, view: &View, start: usize, end: usize) -> Range<usize> {
        let mut hanzi = |index: &usize| self.words.is_read(view, *index);
        let before = (0..start).rev().take(AROUND).take_while(&mut hanzi).count();
        let after = (end..view.len()).take(AROUND).take_while(&mut hanzi).count();
        start - before..end + after
    }

    /// Whether any word of the lexicon has only a part of the hit: most hits end here.
    fn may_be_straddled(&mut self, view: &View, hit: Range<usize>) -> bool {
        let joined = |edge: usize| edge > 0 && edge < view.len() && view.gap(edge) == 0;
        let words = &mut self.words;
        let at_start = joined(hit.start)
            && (hit.start.saturating_sub(LONGEST_WORD - 1)..hit.start)
                .any(|start| words.at(view, start).has_between(hit.start - start, hit.end - start));
        at_start
            || joined(hit.end)
                && ((hit.start + 1).max(hit.end.saturating_sub(LONGEST_WORD - 1))..hit.end)
                    .any(|start| words.at(view, start).has_between(hit.end - start, usize::MAX))
    }

    fn load(&mut self, view: &View, run: Range<usize>) {
        self.run.clear();
        self.run.extend(run.map(|symbol| self.words.at(view, symbol)));
    }

    /// Loads a run with the rule's word in the place of the hit.
    fn load_replaced(&mut self, view: &View, run: Range<usize>, suspect: Suspect<'_>) -> Own {
        let beside = LONGEST_WORD - 1;
        let from = run.start.max(suspect.start.saturating_sub(beside));
        let past = run.end.min(suspect.end + beside);
        self.spliced.clear();
        self.spliced.push(view, from..suspect.start);
        for symbol in suspect.word.chars() {
            self.spliced.symbols.push((self.spliced.plain.len(), false));
            self.spliced.plain.push(symbol);
        }
        let start = suspect.start - run.start;
        let end = start + self.spliced.symbols.len() - (suspect.start - from);
        self.spliced.push(view, suspect.end..past);

        self.load(view, run.start..suspect.start);
        for (index, kept) in (0..suspect.start - from).map(|it| (it, suspect.start - from - it)) {
            let known = &mut self.run[start - kept];
            *known = known.followed_by_others(kept, self.spliced.joined_hanzi(index));
        }
        let first = suspect.start - from;
        let own = (first..first + end - start).map(|it| Start::of(self.spliced.joined_hanzi(it)));
        self.run.extend(own);
        self.run.extend((suspect.end..run.end).map(|symbol| self.words.at(view, symbol)));
        Own { start, end, count: weight(suspect.word).unwrap_or(RULE_WORD) }
    }

    /// Finds the most likely row of words, in which `own` may be one, and its logarithm. Of two that
    /// are as likely, the one whose last words are shorter.
    fn read(&mut self, own: Option<&Own>) -> f32 {
        let symbols = self.run.len();
        self.best.clear();
        self.best.resize(symbols + 1, f32::NEG_INFINITY);
        self.best[0] = 0.0;
        self.back.clear();
        self.back.resize(symbols + 1, 0);
        for start in 0..symbols {
            let before = self.best[start];
            for (length, count) in self.run[start].words() {
                let (end, likelihood) = (start + length, before + count - TOTAL);
                if end <= symbols && likelihood >= self.best[end] {
                    self.best[end] = likelihood;
                    self.back[end] = start;
                }
            }
            if let Some(own) = own.filter(|own| own.start == start) {
                let likelihood = before + own.count - TOTAL;
                if likelihood > self.best[own.end] {
                    self.best[own.end] = likelihood;
                    self.back[own.end] = start;
                }
            }
        }
        self.best[symbols]
    }

    /// The words of the last reading, the last first.
    fn read_words(&self) -> impl Iterator<Item = Range<usize>> {
        let mut end = self.run.len();
        std::iter::from_fn(move || {
            let start = *self.back.get(end).filter(|_| end > 0)?;
            let word = start..end;
            end = start;
            Some(word)
        })
    }
}

impl Spliced {
    fn clear(&mut self) {
        self.plain.clear();
        self.symbols.clear();
    }

    fn push(&mut self, view: &View, symbols: Range<usize>) {
        for index in symbols {
            self.symbols.push((self.plain.len(), view.gap(index) > 0));
            self.plain.push_str(&view.plain()[view.plain_range(index..index + 1)]);
        }
    }

    /// As many hanzi as a word may have, from a symbol on, with no gap between them.
    fn joined_hanzi(&self, symbol: usize) -> &[u8] {
        let past = |index: usize| self.symbols.get(index + 1).map_or(self.plain.len(), |it| it.0);
        let is_hanzi = |&index: &usize| {
            let (from, is_parted) = self.symbols[index];
            past(index) - from == HANZI_BYTES && (index == symbol || !is_parted)
        };
        let most = (symbol + LONGEST_WORD).min(self.symbols.len());
        let symbols = (symbol..most).take_while(is_hanzi).count();
        &self.plain.as_bytes()[self.symbols[symbol].0..][..symbols * HANZI_BYTES]
    }
}

/// Whether a place is within a word.
fn cuts(word: &Range<usize>, place: usize) -> bool {
    word.start < place && place < word.end
}

/// Whether a cue of contact or an account stands beside the hit, in the same clause.
pub(super) fn has_cue(view: &View, start: usize, end: usize) -> bool {
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
