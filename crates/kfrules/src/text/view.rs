//! A text in its plainest form, with the way back to the original.

use std::ops::Range;

use super::decode::decode;
use super::fold::{Fold, fold};
use crate::span::Span;

/// A text as spelled: its symbols without the noise, each with its place in the original.
///
/// Symbols are letters, digits, hanzi and the five marks of sentence punctuation `,` `。` `!` `?`
/// `;`. Positions of symbols are counted from 0.
#[derive(Clone, Debug, Default)]
pub struct View {
    plain: String,
    symbols: Vec<Symbol>,
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
    gap: usize,
    /// Whether a line ends in that gap.
    new_line: bool,
    /// Whether the original character looked otherwise.
    changed: bool,
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
    /// Spells `text` into this view, whose room is used again. On `Err`, the offset of the first
    /// byte that is not UTF-8.
    pub(crate) fn spell(&mut self, text: &[u8]) -> Result<(), usize> {
        self.plain.clear();
        self.symbols.clear();
        self.may_have_pictures = false;
        let (mut at, mut gap, mut new_line) = (0, 0, false);
        // Where the symbols of the last character begin, while a mark may still join it.
        let mut joinable = 0;
        while at < text.len() {
            let (c, length) = decode(text, at).ok_or(at)?;
            let end = at + length;
            let folded = fold(c);
            match folded {
                Fold::Noise(form) => {
                    gap += 1;
                    self.may_have_pictures |= c >= FIRST_PICTURE;
                    new_line |= form == '\n' || form == '\r';
                    joinable = self.symbols.len();
                }
                Fold::Mark => {
                    for symbol in &mut self.symbols[joinable..] {
                        symbol.end = end;
                        symbol.changed = true;
                    }
                }
                Fold::Symbol(_) | Fold::Several(_) | Fold::Break(_) | Fold::Ignored => {}
            }
            let symbols = folded.symbols();
            if !symbols.is_empty() {
                joinable = self.symbols.len();
            }
            for &symbol in symbols {
                self.symbols.push(Symbol {
                    plain: self.plain.len(),
                    start: at,
                    end,
                    gap,
                    new_line,
                    changed: symbol != c,
                });
                self.plain.push(symbol);
                (gap, new_line) = (0, false);
            }
            at = end;
        }
        Ok(())
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
    pub(crate) fn has(&self, symbols: &str, at: usize) -> bool {
        self.plain.as_bytes()[self.plain_start(at)..].starts_with(symbols.as_bytes())
    }

    /// The symbol that starts at this byte of the plain text, or the number of symbols at its end.
    pub(crate) fn symbol_at(&self, plain: usize) -> usize {
        self.symbols.partition_point(|symbol| symbol.plain < plain)
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

    /// Whether there is noise that may be an emoji.
    pub(crate) fn may_have_pictures(&self) -> bool {
        self.may_have_pictures
    }

    /// How many noise characters stand right before this symbol.
    pub(crate) fn gap(&self, index: usize) -> usize {
        self.symbols[index].gap
    }

    /// The gaps between these symbols, from the second on.
    pub(crate) fn inner_gaps(&self, symbols: Range<usize>) -> impl Iterator<Item = usize> {
        self.symbols[symbols].iter().skip(1).map(|symbol| symbol.gap)
    }

    /// Whether any of these symbols was written otherwise.
    pub(crate) fn changed(&self, symbols: Range<usize>) -> bool {
        self.symbols[symbols].iter().any(|symbol| symbol.changed)
    }

    /// Whether a line ends right before this symbol; true at either end of the text.
    pub(crate) fn line_starts(&self, index: usize) -> bool {
        index == 0 || self.symbols.get(index).is_none_or(|symbol| symbol.new_line)
    }

    /// Whether, between two places, a line ends or one of these punctuation marks stands.
    pub(crate) fn is_parted(&self, from: usize, to: usize, parts: impl Fn(char) -> bool) -> bool {
        if from > to || from >= self.symbols.len() {
            return false;
        }
        let last = to.min(self.symbols.len() - 1);
        self.symbols[from..=last].iter().any(|symbol| symbol.new_line)
            || self.plain[self.plain_range(from..to)].contains(parts)
    }

    /// The bytes of the original between the symbol before and this one (or the text's ends).
    pub(crate) fn gap_before(&self, index: usize, original: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.symbols[index - 1].end };
        start..self.symbols.get(index).map_or(original, |symbol| symbol.start).max(start)
    }
}
