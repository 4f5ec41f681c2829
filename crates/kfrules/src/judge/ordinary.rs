//! The guard against false alarms: are these ordinary words after all?
//!
//! Text is read as the most likely row of words, by how often each word is met (a unigram model). A
//! disguise is believed when the text reads much better with the word in its place (a noisy channel:
//! each replaced hanzi costs what a writer who has nothing to hide would not pay). A word that is
//! written as it is is only doubted where it arises from parts of two other words.

use std::ops::Range;

use super::words::{Start, Words};
use crate::text::View;
use crate::text::lexicon::{HANZI_BYTES, LONGEST_WORD, TOTAL, may_begin_longer, weight};

/// How many symbols on either side of a hit are read with it at most.
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
/// Room to read in.
#[derive(Debug, Default)]
pub(super) struct Reader {
    words: Words,
    /// The best way to each symbol of the run that was read last.
    reached: Vec<Reached>,
    /// How likely the rest of that run is from each symbol behind the hit on.
    rest: Vec<f32>,
    /// How likely the run is up to each symbol with a rule's word in the place of the hit, from there on.
    replaced: Likelihoods,
    /// The rule's word with the hanzi that may be one word with its first and last symbol.
    spliced: Vec<u8>,
    /// What was read last, if that was the text around a hit as it is written.
    written: Option<Written>,
}

/// How a symbol of a run is reached.
#[derive(Clone, Copy, Debug)]
struct Reached {
    /// How likely the text is up to it.
    likelihood: f32,
    /// Where the word that ends there starts.
    start: usize,
}

/// The text around a hit as it is written, all in symbols.
#[derive(Clone, Debug)]
struct Written {
    hit: Range<usize>,
    run: Range<usize>,
    likelihood: f32,
    is_crossed: bool,
    /// The hanzi right before the hit, and right behind it, that may be one word with its first or last.
    joined: [Range<usize>; 2],
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
        let written = self.as_written(view, suspect);
        let disguised = self.read_replaced(view, &written, suspect.word);
        let Written { likelihood, is_crossed, .. } = written;
        Weighed { gain: disguised - likelihood - REPLACED * f32::from(replaced), is_crossed }
    }

    /// Reads the text around a hit as it is written. Several words may sound like what stands there.
    fn as_written(&mut self, view: &View, suspect: Suspect<'_>) -> Written {
        let Suspect { start, end, .. } = suspect;
        if let Some(written) = self.written.as_ref().filter(|known| known.hit == (start..end)) {
            return written.clone();
        }
        let run = self.run_around(view, &(start..end), LONGEST_WORD - 1);
        let likelihood = self.read(view, run.clone(), None);
        let hit = start - run.start..end - run.start;
        let is_crossed = self
            .read_words()
            .take_while(|word| word.end > hit.start)
            .any(|word| cuts(&word, hit.start) || cuts(&word, hit.end));
        self.read_rest(view, end..run.end);
        let joined = joined(view, &run, start..end);
        let written = Written { hit: start..end, run, likelihood, is_crossed, joined };
        self.written = Some(written.clone());
        written
    }

    /// The ordinary word of which the hit has only a part, if the text is best read with it.
    pub(super) fn straddler(&mut self, view: &View, suspect: Suspect<'_>) -> Option<Range<usize>> {
        if !self.may_be_straddled(view, suspect.start..suspect.end) {
            return None;
        }
        let run = self.run_around(view, &(suspect.start..suspect.end), 0);
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
        let run = self.run_around(view, &(start..end), AROUND);
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

    /// The hanzi around a hit, in symbols: so many, if there are, and then as far as a word goes on. What is
    /// read further away changes nothing near the hit.
    fn run_around(&mut self, view: &View, hit: &Range<usize>, beside: usize) -> Range<usize> {
        let words = &mut self.words;
        let first = hit.start.saturating_sub(AROUND);
        let last = view.len().min(hit.end + AROUND);
        let (mut from, mut past) = (hit.start, hit.end);
        while from > first
            && words.is_read(view, from - 1)
            && (hit.start - from < beside || words.go_on(view, from))
        {
            from -= 1;
        }
        while past < last
            && words.is_read(view, past)
            && (past - hit.end < beside || words.go_on(view, past))
        {
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
        let words = self.words.of(view, run);
        self.reached.clear();
        self.reached.resize(symbols + 1, Reached { likelihood: f32::NEG_INFINITY, start: 0 });
        self.reached[0].likelihood = 0.0;
        for (start, words) in words.iter().enumerate() {
            let [before, ends @ ..] = &mut self.reached[start..] else { break };
            let before = before.likelihood;
            for (length, count) in words.words() {
                // A word may go on behind the run.
                let Some(end) = ends.get_mut(length - 1) else { break };
                let likelihood = before + count - TOTAL;
                if likelihood >= end.likelihood {
                    *end = Reached { likelihood, start };
                }
            }
            if let Some(own) = own.filter(|own| own.start == start) {
                let likelihood = before + own.count - TOTAL;
                let end = &mut self.reached[own.end];
                if likelihood > end.likelihood {
                    *end = Reached { likelihood, start };
                }
            }
        }
        self.reached[symbols].likelihood
    }

    /// The words of the last reading, the last first.
    fn read_words(&self) -> impl Iterator<Item = Range<usize>> {
        let mut end = self.reached.len().saturating_sub(1);
        std::iter::from_fn(move || {
            let start = self.reached.get(end).filter(|_| end > 0)?.start;
            let word = start..end;
            end = start;
            Some(word)
        })
    }

    /// How likely each end of these symbols is, which a run ends with.
    fn read_rest(&mut self, view: &View, symbols: Range<usize>) {
        let length = symbols.len();
        self.rest.clear();
        self.rest.resize(length + 1, f32::NEG_INFINITY);
        self.rest[length] = 0.0;
        for (start, words) in self.words.of(view, symbols).iter().enumerate().rev() {
            let rows = words.words().take_while(|(symbols, _)| start + symbols <= length);
            let likelihoods =
                rows.map(|(symbols, count)| self.rest[start + symbols] + count - TOTAL);
            self.rest[start] = likelihoods.fold(f32::NEG_INFINITY, f32::max);
        }
    }

    /// The logarithm of the most likely row of words in the run that was read last, with the rule's word
    /// in the place of the hit. Up to the hit it is as it was, and so is what follows no word of which a
    /// part is the rule's.
    fn read_replaced(&mut self, view: &View, written: &Written, word: &str) -> f32 {
        let Written { hit, run, joined: [before, behind], .. } = written;
        let joined = before.len();
        self.spliced.clear();
        self.spliced.extend_from_slice(&view.plain().as_bytes()[view.plain_range(before.clone())]);
        self.spliced.extend_from_slice(word.as_bytes());
        self.spliced.extend_from_slice(&view.plain().as_bytes()[view.plain_range(behind.clone())]);
        let (start, own) = (hit.start - run.start, word.chars().count());
        let past = (self.rest.len() - 1).min(LONGEST_WORD - 1);
        let replaced = &mut self.replaced;
        replaced.start(own + past, self.reached[start].likelihood);
        // Words that begin before the hit and run on into the rule's word.
        for kept in 1..=joined {
            let rest = &self.spliced[(joined - kept) * HANZI_BYTES..];
            if kept > 1 && !may_begin_longer(rest) {
                continue;
            }
            let hanzi = joined_hanzi(rest);
            let Some(first) = view.symbol(hit.start - kept) else { continue };
            for (length, count) in self.words.of_row(first, hanzi).longer_than(kept).words() {
                replaced
                    .reach(length - kept, self.reached[start - kept].likelihood + count - TOTAL);
            }
        }
        replaced.reach(own, replaced.at(0) + weight(word).unwrap_or(RULE_WORD) - TOTAL);
        for (at, (offset, symbol)) in word.char_indices().enumerate() {
            let hanzi = joined_hanzi(&self.spliced[joined * HANZI_BYTES + offset..]);
            replaced.go_on(at, self.words.of_row(symbol, hanzi));
        }
        let ends = self.rest[..=past].iter().enumerate();
        ends.map(|(at, rest)| replaced.at(own + at) + rest).fold(f32::NEG_INFINITY, f32::max)
    }
}

/// The hanzi right before a hit in a run, and right behind it, that may be one word with its first or
/// last.
fn joined(view: &View, run: &Range<usize>, hit: Range<usize>) -> [Range<usize>; 2] {
    let is_joined = |&symbol: &usize| {
        view.plain_range(symbol..symbol + 1).len() == HANZI_BYTES
            && (symbol + 1 == hit.start || view.gap(symbol + 1) == 0)
    };
    let beside = LONGEST_WORD - 1;
    let before = (run.start..hit.start).rev().take(beside).take_while(is_joined).count();
    let is_beside = hit.end < run.end && view.gap(hit.end) == 0;
    let most = if is_beside { beside.min(run.end - hit.end) } else { 0 };
    let behind = if most == 0 { 0 } else { view.joined(hit.end, most).len() };
    [hit.start - before..hit.start, hit.end..hit.end + behind / HANZI_BYTES]
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

#[cfg(test)]
mod tests;
