//! A text in its plainest form, with the way back to the original.

mod spelling;

use std::ops::Range;

use crate::span::Span;

/// A text as spelled: its symbols without the noise, each with its place in the original.
///
/// Symbols are letters, digits, hanzi and the five marks of sentence punctuation `,` `。` `!` `?`
/// `;`. Positions of symbols are counted from 0.
#[derive(Clone, Debug, Default)]
pub struct View {
    plain: String,
    symbols: Vec<Symbol>,
    /// The symbols that are sentence punctuation, those of them that end a sentence, and those that
    /// begin a line; each in order.
    stops: Vec<usize>,
    ends: Vec<usize>,
    lines: Vec<usize>,
    may_have_pictures: bool,
}

/// Where one symbol stands in the plain text, and where it came from.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    /// Its first byte in the plain text.
    plain: usize,
    /// The bytes of the original character, with the marks that belong to it.
    start: usize,
    end: usize,
    /// How many noise characters stand between the symbol before and this one.
    gap: u32,
    /// How many symbols back the nearest one with a wider gap is; 0 if there is none.
    wider: u32,
    /// How many symbols up to this one, the numbers going round at their end, look otherwise than the
    /// original characters.
    changed: u32,
    /// Whether a line ends in the gap.
    new_line: bool,
}

/// What parts the words before it from those behind, beside the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Any sentence punctuation.
    Any,
    /// What ends a sentence: no comma.
    Sentence,
}

impl Stop {
    /// Whether a symbol is such punctuation, as spelled.
    pub(crate) fn is(self, symbol: char) -> bool {
        match symbol {
            ',' => self == Stop::Any,
            '。' | '!' | '?' | ';' => true,
            _ => false,
        }
    }
}

/// Emoji and signs come after the letters and the punctuation of most scripts.
pub(super) const FIRST_PICTURE: char = '\u{2100}';

/// Spells a text: folds every character and sets noise aside.
///
/// ```
/// use kfrules::text::spell;
///
/// let view = spell("微 * 信");
/// assert_eq!(view.plain(), "微信");
/// assert_eq!(view.len(), 2);
/// assert_eq!(view.origin(0..2).range(), 0..9);
/// ```
#[must_use]
pub fn spell(text: &str) -> View {
    let mut view = View::default();
    view.spell(text.as_bytes()).expect("a str is UTF-8");
    view
}

impl View {
    fn changed_before(&self, index: usize) -> u32 {
        index.checked_sub(1).map_or(0, |before| self.symbols[before].changed)
    }

    /// The folded text without noise.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// How many symbols there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    /// Whether there is no symbol at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// The bytes of the original that these symbols came from, first to last, always on character
    /// boundaries.
    ///
    /// # Panics
    ///
    /// If the range is empty or reaches past the last symbol.
    #[must_use]
    pub fn origin(&self, symbols: Range<usize>) -> Span {
        Span { start: self.symbols[symbols.start].start, end: self.symbols[symbols.end - 1].end }
    }

    /// Whether these symbols stand at this one.
    pub(crate) fn has(&self, symbols: &[u8], at: usize) -> bool {
        self.plain.as_bytes()[self.plain_start(at)..].starts_with(symbols)
    }

    /// The symbol that starts at this byte of the plain text, or the number of symbols at its end.
    pub(crate) fn symbol_at(&self, plain: usize) -> usize {
        // Most texts are nearly all of one script, so what is sought is where its share of the text is.
        let symbols = self.symbols.len();
        let share = plain.checked_mul(symbols).map_or(0, |all| all / self.plain.len().max(1));
        let (mut low, mut high, mut stride) = (share.min(symbols), share.min(symbols), 1);
        let is_before = |index: usize| self.symbols[index].plain < plain;
        while high < symbols && is_before(high) {
            low = high + 1;
            high += stride;
            stride *= 2;
        }
        while low > 0 && !is_before(low - 1) {
            high = low - 1;
            low = low.saturating_sub(stride);
            stride *= 2;
        }
        let high = high.min(symbols);
        low + self.symbols[low..high].partition_point(|symbol| symbol.plain < plain)
    }

    /// The bytes of these symbols in the plain text.
    pub(crate) fn plain_range(&self, symbols: Range<usize>) -> Range<usize> {
        self.plain_start(symbols.start)..self.plain_start(symbols.end)
    }

    /// The first byte of a symbol in the plain text; the text's length after the last symbol.
    fn plain_start(&self, symbol: usize) -> usize {
        self.symbols.get(symbol).map_or(self.plain.len(), |symbol| symbol.plain)
    }

    pub(crate) fn symbol(&self, index: usize) -> Option<char> {
        self.plain[self.plain_start(index)..].chars().next()
    }

    /// The plain text from a symbol on, as far as each symbol of it takes three bytes and no gap stands before
    /// those behind the first; so many symbols at most.
    pub(crate) fn joined(&self, symbol: usize, most: usize) -> &[u8] {
        let symbols = self.symbols.get(symbol..).unwrap_or_default();
        let from = symbols.first().map_or(self.plain.len(), |first| first.plain);
        let plain = &self.plain.as_bytes()[from..];
        let mut past = 0;
        for (index, symbol) in symbols.iter().take(most).enumerate() {
            // The first byte tells that a character has three.
            let has_three = plain.get(past).is_some_and(|first| first >> 4 == 0xE);
            if !has_three || index > 0 && symbol.gap > 0 {
                break;
            }
            past += 3;
        }
        &plain[..past]
    }

    /// Whether there is noise that may be an emoji.
    pub(crate) fn may_have_pictures(&self) -> bool {
        self.may_have_pictures
    }

    /// How many noise characters stand right before this symbol.
    pub(crate) fn gap(&self, index: usize) -> usize {
        self.symbols[index].gap as usize
    }

    /// The gaps between these symbols, from the second on.
    pub(crate) fn inner_gaps(&self, symbols: Range<usize>) -> impl Iterator<Item = usize> {
        self.symbols[symbols].iter().skip(1).map(|symbol| symbol.gap as usize)
    }

    /// The widest gap between these symbols, in time that does not grow with them.
    pub(crate) fn widest_gap(&self, symbols: Range<usize>) -> usize {
        let Some(mut at) = symbols.end.checked_sub(1).filter(|&last| last > symbols.start) else {
            return 0;
        };
        loop {
            let Symbol { gap, wider, .. } = self.symbols[at];
            match at.checked_sub(wider as usize) {
                Some(further) if wider > 0 && further > symbols.start => at = further,
                _ => return gap as usize,
            }
        }
    }

    /// Whether any of these symbols was written otherwise.
    pub(crate) fn changed(&self, symbols: Range<usize>) -> bool {
        let until = |end| self.changed_before(end);
        !symbols.is_empty() && until(symbols.end) != until(symbols.start)
    }

    /// Whether a line ends right before this symbol; true at either end of the text.
    pub(crate) fn line_starts(&self, index: usize) -> bool {
        index == 0 || self.symbols.get(index).is_none_or(|symbol| symbol.new_line)
    }

    /// Whether, between two places, a line ends or such punctuation stands.
    pub(crate) fn is_parted(&self, from: usize, to: usize, stop: Stop) -> bool {
        let stops = match stop {
            Stop::Any => &self.stops,
            Stop::Sentence => &self.ends,
        };
        let first = |places: &[usize]| places.get(places.partition_point(|&at| at < from)).copied();
        from <= to
            && (first(stops).is_some_and(|at| at < to)
                || first(&self.lines).is_some_and(|at| at <= to))
    }

    /// The bytes of the original between the symbol before and this one (or the text's ends).
    pub(crate) fn gap_before(&self, index: usize, original: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.symbols[index - 1].end };
        start..self.symbols.get(index).map_or(original, |symbol| symbol.start).max(start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Stop, spell};

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_kept_of_a_range_is_what_its_symbols_have(
            text in "[微信\\*，。\\n\u{301}\u{2484}Ｖv]{0,40}",
            (one, other) in (0_usize..50, 0_usize..50),
        ) {
            let view = spell(&text);
            let place = |drawn: usize| drawn.min(view.len());
            let (start, end) = (place(one.min(other)), place(one.max(other)));
            let widest = view.inner_gaps(start..end).max().unwrap_or(0);
            prop_assert_eq!(view.widest_gap(start..end), widest);
            for byte in 0..=view.plain().len() {
                let before = |symbol: &usize| view.plain_range(*symbol..*symbol).start < byte;
                prop_assert_eq!(view.symbol_at(byte), (0..view.len()).take_while(before).count());
            }
            let changed = (start..end).any(|symbol| {
                text[view.origin(symbol..symbol + 1).range()] != view.plain()[view.plain_range(symbol..symbol + 1)]
            });
            prop_assert_eq!(view.changed(start..end), changed);
            for stop in [Stop::Any, Stop::Sentence] {
                let stops = view.plain()[view.plain_range(start..end)].contains(|c| stop.is(c));
                let is_line = |index: usize| view.symbols.get(index).is_some_and(|it| it.new_line);
                let parted = stops || (start..=end).any(is_line);
                prop_assert_eq!(view.is_parted(start, end, stop), parted);
            }
        }
    }
}
