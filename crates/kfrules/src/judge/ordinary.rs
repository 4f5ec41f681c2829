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
    /// How likely the text is up to each symbol of the run that was read last.
    best: Vec<f32>,
    /// Where the word that ends at each symbol starts.
    back: Vec<usize>,
    /// The same as `best`, with a rule's word in the place of a hit, from the hit on.
    replaced: Likelihoods,
    /// The rule's word with the hanzi that may be one word with its first and last symbol.
    spliced: Vec<u8>,
    /// What was read last, if that was the text around a hit as it is written.
    written: Option<Written>,
}

/// The text around a hit as it is written, all in symbols.
#[derive(Clone, Debug)]
struct Written {
    hit: Range<usize>,
    run: Range<usize>,
    likelihood: f32,
    is_crossed: bool,
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
        self.written = None;
    }

    /// Compares the text with the word in its place and as it is written.
    pub(super) fn weigh(&mut self, view: &View, suspect: Suspect<'_>, replaced: u8) -> Weighed {
        let Written { run, likelihood, is_crossed, .. } = self.as_written(view, suspect);
        let disguised = self.read_replaced(view, run, suspect);
        Weighed { gain: disguised - likelihood - REPLACED * f32::from(replaced), is_crossed }
    }

    /// Reads the text around a hit as it is written. Several words may sound like what stands there.
    fn as_written(&mut self, view: &View, suspect: Suspect<'_>) -> Written {
        let Suspect { start, end, .. } = suspect;
        if let Some(written) = self.written.as_ref().filter(|known| known.hit == (start..end)) {
            return written.clone();
        }
        let run = self.run_around(view, start, end);
        let likelihood = self.read(view, run.clone(), None);
        let is_crossed = self.read_words().any(|word| {
            word.len() > 1 && (cuts(&word, start - run.start) || cuts(&word, end - run.start))
        });
        let written = Written { hit: start..end, run, likelihood, is_crossed };
        self.written = Some(written.clone());
        written
    }

    /// The ordinary word of which the hit has only a part, if the text is best read with it.
    pub(super) fn straddler(&mut self, view: &View, suspect: Suspect<'_>) -> Option<Range<usize>> {
        if !self.may_be_straddled(view, suspect.start..suspect.end) {
            return None;
        }
        let run = self.run_around(view, suspect.start, suspect.end);
        let hit = suspect.start - run.start..suspect.end - run.start;
        let count = weight(suspect.word).unwrap_or(RULE_WORD);
        self.read(view, run.clone(), Some(&Own { start: hit.start, end: hit.end, count }));
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
        self.read(view, run.clone(), None);
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
        let words = &mut self.words;
        let (mut from, mut past) = (start, end);
        let (first, last) = (start.saturating_sub(AROUND), view.len().min(end + AROUND));
        while from > first && words.is_read(view, from - 1) {
            from -= 1;
        }
        while past < last && words.is_read(view, past) {
            past += 1;
        }
        from..past
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

    /// Finds the most likely row of words in a run, in which `own` may be one, and its logarithm. Of two
    /// that are as likely, the one whose last words are shorter.
    fn read(&mut self, view: &View, run: Range<usize>, own: Option<&Own>) -> f32 {
        self.written = None;
        let symbols = run.len();
        self.best.clear();
        self.best.resize(symbols + 1, f32::NEG_INFINITY);
        self.best[0] = 0.0;
        self.back.clear();
        self.back.resize(symbols + 1, 0);
        for (start, words) in self.words.of(view, run).iter().enumerate() {
            let before = self.best[start];
            for (length, count) in words.words() {
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
        let mut end = self.back.len().saturating_sub(1);
        std::iter::from_fn(move || {
            let start = *self.back.get(end).filter(|_| end > 0)?;
            let word = start..end;
            end = start;
            Some(word)
        })
    }

    /// The logarithm of the most likely row of words in the run that was read last, with the rule's word
    /// in the place of the hit. Up to the hit it is as it was.
    fn read_replaced(&mut self, view: &View, run: Range<usize>, suspect: Suspect<'_>) -> f32 {
        let Suspect { start, end, word } = suspect;
        let joined = self.splice(view, run.clone(), suspect);
        let (before, own) = (start - run.start, word.chars().count());
        let replaced = &mut self.replaced;
        replaced.start(own + run.end - end, self.best[before]);
        // Words that begin before the hit and run on into the rule's word.
        for kept in 1..=joined {
            let hanzi = joined_hanzi(&self.spliced[(joined - kept) * HANZI_BYTES..]);
            for (length, count) in Start::longer_than(kept, hanzi).words() {
                replaced.reach(length - kept, self.best[before - kept] + count - TOTAL);
            }
        }
        replaced.reach(own, replaced.at(0) + weight(word).unwrap_or(RULE_WORD) - TOTAL);
        for (at, (offset, _)) in word.char_indices().enumerate() {
            let words = Start::of(joined_hanzi(&self.spliced[joined * HANZI_BYTES + offset..]));
            replaced.go_on(at, words);
        }
        for (at, &words) in (own..).zip(self.words.of(view, end..run.end)) {
            replaced.go_on(at, words);
        }
        replaced.at(own + run.end - end)
    }

    /// Puts the rule's word between the hanzi that may be one word with its first or last symbol, and
    /// tells how many come before it.
    fn splice(&mut self, view: &View, run: Range<usize>, suspect: Suspect<'_>) -> usize {
        let Suspect { start, end, word } = suspect;
        let is_joined = |&symbol: &usize| {
            view.plain_range(symbol..symbol + 1).len() == HANZI_BYTES
                && (symbol + 1 == start || view.gap(symbol + 1) == 0)
        };
        let beside = LONGEST_WORD - 1;
        let joined = (run.start..start).rev().take(beside).take_while(is_joined).count();
        let before = view.plain_range(start - joined..start);
        self.spliced.clear();
        self.spliced.extend_from_slice(&view.plain().as_bytes()[before]);
        self.spliced.extend_from_slice(word.as_bytes());
        if end < run.end && view.gap(end) == 0 {
            let after = view.joined(end, HANZI_BYTES, beside.min(run.end - end));
            self.spliced.extend_from_slice(after);
        }
        joined
    }
}

/// How likely a text is up to each of its symbols, by the best row of words.
#[derive(Debug, Default)]
struct Likelihoods(Vec<f32>);

impl Likelihoods {
    /// Prepares for so many symbols; the first is as likely as this.
    fn start(&mut self, symbols: usize, first: f32) {
        self.0.clear();
        self.0.resize(symbols + 1, f32::NEG_INFINITY);
        self.0[0] = first;
    }

    fn at(&self, symbol: usize) -> f32 {
        self.0[symbol]
    }

    fn reach(&mut self, end: usize, likelihood: f32) {
        if let Some(best) = self.0.get_mut(end)
            && likelihood > *best
        {
            *best = likelihood;
        }
    }

    /// Goes on by each of the words that start at a symbol.
    fn go_on(&mut self, start: usize, words: Start) {
        let before = self.0[start];
        for (length, count) in words.words() {
            self.reach(start + length, before + count - TOTAL);
        }
    }
}

/// The hanzi that bytes begin with, as many as a word may have.
fn joined_hanzi(bytes: &[u8]) -> &[u8] {
    let (symbols, _) = bytes.as_chunks::<HANZI_BYTES>();
    // The first byte tells that a character has three.
    let hanzi = symbols.iter().take(LONGEST_WORD).take_while(|symbol| symbol[0] >> 4 == 0xE);
    &bytes[..hanzi.count() * HANZI_BYTES]
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
