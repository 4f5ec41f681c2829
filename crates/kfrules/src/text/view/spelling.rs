//! How a text is spelled: every character folded, noise set aside.

use std::ops::Range;

use super::{FIRST_PICTURE, Stop, Symbol, View};
use crate::text::{Fold, decode, fold, unit};

/// The noise before a symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Gap {
    /// How many characters there are.
    width: u32,
    has_line_end: bool,
}

/// What comes before it takes less than three bytes.
const FIRST_OF_THREE: char = '\u{800}';

/// Whether a text begins with a character of three bytes that stands for itself: nearly all are hanzi.
#[inline(always)]
fn is_plain_hanzi(text: &[u8]) -> bool {
    // Most other characters are told by their first byte.
    text.first().is_some_and(|first| first >> 4 == 0xE)
        && text
            .first_chunk()
            .and_then(|&three| char::from_u32(unit(three)?.into()))
            .is_some_and(|c| c >= FIRST_OF_THREE && fold(c) == Fold::Symbol(c))
}

impl View {
    /// Spells `text` into this view, whose room is used again. On `Err`, the offset of the first
    /// byte that is not UTF-8.
    pub(crate) fn spell(&mut self, text: &[u8]) -> Result<(), usize> {
        self.plain.clear();
        self.symbols.clear();
        self.stops.clear();
        self.ends.clear();
        self.lines.clear();
        self.may_have_pictures = false;
        self.plain.reserve(text.len());
        let (mut at, mut gap) = (0, Gap::default());
        // Where the symbols of the last character begin, while a mark may still join it.
        let mut joinable = 0;
        while at < text.len() {
            if gap == Gap::default() && is_plain_hanzi(&text[at..]) {
                at = self.add_row(text, at);
                joinable = self.symbols.len() - 1;
                // What ends a row is none.
                if at == text.len() {
                    break;
                }
            }
            let (c, length) = decode(text, at).ok_or(at)?;
            let end = at + length;
            match fold(c) {
                Fold::Symbol(symbol) | Fold::Break(symbol) => {
                    joinable = self.symbols.len();
                    self.add(symbol, c, at..end, std::mem::take(&mut gap));
                }
                Fold::Several(symbols) => {
                    joinable = self.symbols.len();
                    self.add_several(symbols, c, at..end, std::mem::take(&mut gap));
                }
                Fold::Noise(form) => {
                    gap.width = gap.width.saturating_add(1);
                    self.may_have_pictures |= c >= FIRST_PICTURE;
                    gap.has_line_end |= form == '\n' || form == '\r';
                    joinable = self.symbols.len();
                }
                Fold::Mark => {
                    let mut changed = self.changed_before(joinable);
                    for symbol in &mut self.symbols[joinable..] {
                        changed = changed.wrapping_add(1);
                        symbol.end = end;
                        symbol.changed = changed;
                    }
                }
                Fold::Ignored => {}
            }
            at = end;
        }
        Ok(())
    }

    /// Adds what is nearly all of a text: hanzi that stand for themselves, side by side, from a place on where
    /// there is one and no gap; where they end.
    fn add_row(&mut self, text: &[u8], start: usize) -> usize {
        let (mut end, plain) = (start, self.plain.len());
        let (mut wider, changed) = (self.back_to_wider(0), self.changed_before(self.symbols.len()));
        loop {
            self.symbols.push(Symbol {
                plain: plain + (end - start),
                start: end,
                end: end + 3,
                gap: 0,
                wider,
                changed,
                new_line: false,
            });
            wider += u32::from(wider > 0);
            end += 3;
            if !is_plain_hanzi(&text[end..]) {
                break;
            }
        }
        self.plain.push_str(std::str::from_utf8(&text[start..end]).expect("as they were decoded"));
        end
    }

    /// Adds the symbols that a character stands for.
    #[cold]
    fn add_several(&mut self, symbols: &[char], c: char, origin: Range<usize>, mut gap: Gap) {
        for &symbol in symbols {
            self.add(symbol, c, origin.clone(), std::mem::take(&mut gap));
        }
    }

    /// Adds a symbol that a character stands for.
    #[inline(always)]
    fn add(&mut self, symbol: char, c: char, origin: Range<usize>, gap: Gap) {
        let index = self.symbols.len();
        if Stop::Any.is(symbol) {
            self.stops.push(index);
            if Stop::Sentence.is(symbol) {
                self.ends.push(index);
            }
        }
        if gap.has_line_end {
            self.lines.push(index);
        }
        self.symbols.push(Symbol {
            plain: self.plain.len(),
            start: origin.start,
            end: origin.end,
            gap: gap.width,
            wider: self.back_to_wider(gap.width),
            changed: self.changed_before(index).wrapping_add(u32::from(symbol != c)),
            new_line: gap.has_line_end,
        });
        self.plain.push(symbol);
    }

    /// How many symbols back from the next there is one with a wider gap than this.
    #[inline]
    fn back_to_wider(&self, gap: u32) -> u32 {
        let next = self.symbols.len();
        let mut back: u32 = 1;
        // Symbols whose gaps are no wider are passed over, each once for all.
        while let Some(symbol) = next.checked_sub(back as usize).map(|index| &self.symbols[index]) {
            if symbol.gap > gap {
                return back;
            }
            match back.checked_add(symbol.wider) {
                Some(further) if symbol.wider > 0 => back = further,
                _ => break,
            }
        }
        0
    }
}
