//! Slow and plainly right: tries every word at every place, straight from the definitions.
//!
//! It knows words, codes and exceptions, and nothing of automata, views or judging; the fold of a
//! single character is the one thing it shares with the library.

use kfrules::text::{Fold, fold};

/// A symbol with the bytes it came from and the noise before it.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    plain: char,
    start: usize,
    end: usize,
    gap: usize,
}

/// A rule of the oracle: what to look for, and what excuses it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Words found anywhere.
    pub words: Vec<String>,
    /// Latin codes, which need free edges.
    pub codes: Vec<String>,
    /// Words that excuse a hit they contain.
    pub except: Vec<String>,
    /// Noise allowed between two symbols.
    pub gap: usize,
    /// `exact`, `folded` or `spread`.
    pub reach: &'static str,
}

/// A finding: bytes and how it was disguised.
pub type Found = (usize, usize, &'static str);

fn symbols(text: &str) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    let mut gap = 0;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let plain: Vec<char> = match fold(c) {
            Fold::Symbol(one) | Fold::Break(one) => vec![one],
            Fold::Several(many) => many.to_vec(),
            Fold::Noise(_) => {
                gap += 1;
                continue;
            }
            Fold::Ignored => continue,
            Fold::Mark => {
                // A mark belongs to the character before it, unless noise came between.
                if gap == 0
                    && let Some(last) = symbols.last().map(|symbol| symbol.start)
                {
                    for symbol in symbols.iter_mut().filter(|symbol| symbol.start == last) {
                        symbol.end = end;
                    }
                }
                continue;
            }
        };
        for plain in plain {
            symbols.push(Symbol { plain, start, end, gap });
            gap = 0;
        }
    }
    symbols
}

/// Every finding of the rule, in the order of the text.
pub fn check(rule: &Rule, text: &str) -> Vec<Found> {
    let view = symbols(text);
    let places = |words: &[String], free: bool| {
        let mut places = Vec::new();
        for word in words {
            let letters = symbols(word);
            for start in 0..view.len() {
                let Some(here) = view.get(start..start + letters.len()) else { continue };
                let same = here.iter().zip(&letters).all(|(a, b)| a.plain == b.plain);
                let close = here.iter().skip(1).all(|symbol| symbol.gap <= rule.gap);
                if !same || !close || free && !is_free(&view, start, start + letters.len()) {
                    continue;
                }
                let (first, last) = (here[0].start, here[here.len() - 1].end);
                let spread =
                    here.iter().zip(&letters).skip(1).any(|(a, b)| a.gap != 0 && a.gap != b.gap);
                let via = match () {
                    () if text[first..last] == **word => "exact",
                    () if spread => "spread",
                    () => "folded",
                };
                let far = |via| ["exact", "folded", "spread"].iter().position(|name| *name == via);
                if far(via) <= far(rule.reach) {
                    places.push((start, start + letters.len(), via));
                }
            }
        }
        places
    };
    let exceptions = places(&rule.except, false);
    let mut hits = places(&rule.words, false);
    hits.extend(places(&rule.codes, true));
    hits.retain(|&(start, end, _)| {
        !exceptions.iter().any(|&(from, to, _)| from <= start && end <= to)
    });
    let far = |via| ["exact", "folded", "spread"].iter().position(|name| *name == via);
    let mut found = Vec::new();
    let mut from = 0;
    // Leftmost, then longest, then least disguised.
    while let Some(&(start, end, via)) = hits
        .iter()
        .filter(|hit| hit.0 >= from)
        .min_by_key(|hit| (hit.0, std::cmp::Reverse(hit.1), far(hit.2)))
    {
        found.push((view[start].start, view[end - 1].end, via));
        from = end;
    }
    found
}

/// Whether no letter touches a code, and no number of fewer than five letters and digits.
fn is_free(view: &[Symbol], start: usize, end: usize) -> bool {
    let mut after = Vec::new();
    for symbol in &view[end..] {
        if symbol.gap > 0 || !symbol.plain.is_ascii_alphanumeric() {
            break;
        }
        after.push(symbol.plain);
    }
    let mut before = Vec::new();
    for index in (0..start).rev() {
        if view[index + 1].gap > 0 || !view[index].plain.is_ascii_alphanumeric() {
            break;
        }
        before.push(view[index].plain);
    }
    [before, after].iter().all(|run| run.is_empty() || run[0].is_ascii_digit() && run.len() >= 5)
}
