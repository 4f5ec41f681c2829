//! What one would build from the parts: fold the text to a `String`, then search that.

use std::collections::BTreeSet;
use std::hint::black_box;

use ::kfrules::text::{Fold, fold};
use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::automata::daachorse_of;
use super::{Engine, Maker};
use crate::subject::Subject;

pub(super) fn daachorse(subject: &Subject) -> Maker {
    let terms = subject.terms().to_vec();
    Box::new(move || {
        // Terms that differ only in their forms are one term once folded.
        let folded: BTreeSet<String> = terms.iter().map(|term| Folded::of(term).text).collect();
        let automaton = daachorse_of(&Vec::from_iter(folded))?;
        Ok(Box::new(FoldThenSearch { automaton, room: Folded::default() }))
    })
}

struct FoldThenSearch {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Kept from text to text, so that nothing is allocated for most of them.
    room: Folded,
}

impl Engine for FoldThenSearch {
    fn count(&mut self, text: &str) -> usize {
        self.room.fold(text);
        self.automaton
            .leftmost_find_iter(&self.room.text)
            .inspect(|hit| _ = black_box(self.room.original(hit.start()..hit.end())))
            .count()
    }
}

/// A folded text and the way back.
#[derive(Default)]
struct Folded {
    text: String,
    /// For each character of `text` its place there, and that of the character it came from.
    places: Vec<(usize, usize)>,
}

impl Folded {
    fn of(text: &str) -> Folded {
        let mut folded = Folded::default();
        folded.fold(text);
        folded
    }

    fn fold(&mut self, original: &str) {
        self.text.clear();
        self.places.clear();
        for (place, c) in original.char_indices() {
            match fold(c) {
                Fold::Symbol(symbol) | Fold::Break(symbol) | Fold::Noise(symbol) => {
                    self.push(symbol, place);
                }
                Fold::Several(symbols) => {
                    symbols.iter().for_each(|&symbol| self.push(symbol, place));
                }
                Fold::Mark | Fold::Ignored => {}
            }
        }
        self.places.push((self.text.len(), original.len()));
    }

    fn push(&mut self, symbol: char, place: usize) {
        self.places.push((self.text.len(), place));
        self.text.push(symbol);
    }

    /// The bytes of the original that stand for these bytes of the folded text.
    fn original(&self, bytes: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let place = |byte| self.places[self.places.partition_point(|(folded, _)| *folded < byte)].1;
        place(bytes.start)..place(bytes.end)
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn a_folded_text_knows_the_way_back() {
        let text = "加\u{FF36}\u{200B}\u{24E7}";
        let folded = Folded::of(text);
        assert_eq!(folded.text, "加vx");
        assert_eq!(&text[folded.original(3..5)], "\u{FF36}\u{200B}\u{24E7}");
    }
}
