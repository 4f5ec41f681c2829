//! What the parts of a sequence begin and end with, so that a word is told together with what stands next
//! to it: 电话 is met everywhere, 给电话 and 您电话 are not.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::needs::symbols_of;

/// More symbols at an edge tell little.
const MOST_SYMBOLS: usize = 32;

/// The symbols that stand at one end of all matches of a part.
#[derive(Debug)]
struct Edge {
    /// In order, each given once; `None` if these are too many.
    symbols: Option<Vec<char>>,
    /// Whether there may be no symbol at all.
    may_be_empty: bool,
}

impl Edge {
    fn nothing() -> Edge {
        Edge { symbols: Some(Vec::new()), may_be_empty: true }
    }

    fn of(symbols: Option<Vec<char>>) -> Edge {
        Edge { symbols, may_be_empty: false }
    }

    /// The edge if either stands there.
    fn or(self, other: Edge) -> Edge {
        let symbols = self.symbols.zip(other.symbols).and_then(|(mut both, other)| {
            both.extend(other);
            both.sort_unstable();
            both.dedup();
            (both.len() <= MOST_SYMBOLS).then_some(both)
        });
        Edge { symbols, may_be_empty: self.may_be_empty || other.may_be_empty }
    }

    /// The edge if another part comes next on the way inwards.
    fn then(self, next: impl FnOnce() -> Edge) -> Edge {
        if !self.may_be_empty {
            return self;
        }
        let next = next();
        let may_be_empty = next.may_be_empty;
        Edge { may_be_empty, ..self.or(next) }
    }

    /// The symbols of which one is always there.
    fn symbols(&self) -> impl Iterator<Item = char> {
        self.symbols.iter().filter(|_| !self.may_be_empty).flatten().copied()
    }
}

#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

fn edge(hir: &Hir, end: End) -> Edge {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Edge::nothing(),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            let symbol = match end {
                End::First => text.chars().next(),
                End::Last => text.chars().next_back(),
            };
            Edge::of(Some(symbol.into_iter().collect()))
        }
        HirKind::Class(Class::Unicode(class)) => Edge::of(symbols_of(class).map(Iterator::collect)),
        HirKind::Class(Class::Bytes(_)) => Edge::of(None),
        HirKind::Capture(capture) => edge(&capture.sub, end),
        HirKind::Repetition(repetition) => {
            let inner = edge(&repetition.sub, end);
            if repetition.min == 0 { inner.or(Edge::nothing()) } else { inner }
        }
        HirKind::Concat(parts) => match end {
            End::First => parts.iter().fold(Edge::nothing(), |all, it| all.then(|| edge(it, end))),
            End::Last => {
                parts.iter().rev().fold(Edge::nothing(), |all, it| all.then(|| edge(it, end)))
            }
        },
        HirKind::Alternation(branches) => {
            let edges = branches.iter().map(|branch| edge(branch, end));
            edges.reduce(Edge::or).unwrap_or_else(Edge::nothing)
        }
    }
}

/// For each part of a sequence, the symbols of which one stands right before it, and right after it; none
/// where that is not known.
pub(super) fn beside(parts: &[Hir]) -> Vec<(Vec<char>, Vec<char>)> {
    let mut before = Edge::nothing();
    let mut all: Vec<(Vec<char>, Vec<char>)> = Vec::with_capacity(parts.len());
    for part in parts {
        all.push((before.symbols().collect(), Vec::new()));
        before = edge(part, End::Last).then(|| before);
    }
    let mut after = Edge::nothing();
    for (part, (_, symbols)) in parts.iter().zip(&mut all).rev() {
        *symbols = after.symbols().collect();
        after = edge(part, End::First).then(|| after);
    }
    all
}

#[cfg(test)]
mod tests {
    use regex_syntax::hir::HirKind;

    use super::beside;

    #[test]
    fn tells_what_stands_beside_a_part() {
        let cases: [(&str, &[(&str, &str)]); 2] = [
            ("(留|给)(个|一下)?电话", &[("", "个一电"), ("留给", "电"), ("下个给留", "")]),
            ("[一-龥]电(是|$)话", &[("", "电"), ("", "是话"), ("电", "话"), ("电是", "")]),
        ];
        for (pattern, expected) in cases {
            let hir = regex_syntax::parse(pattern).expect(pattern);
            let HirKind::Concat(parts) = hir.kind() else { panic!("{pattern}") };
            let found = beside(parts);
            assert_eq!(found.len(), expected.len(), "{pattern}");
            for ((before, after), (expected_before, expected_after)) in found.iter().zip(expected) {
                let sorted = |text: &str| {
                    let mut all: Vec<char> = text.chars().collect();
                    all.sort_unstable();
                    all
                };
                assert_eq!(*before, sorted(expected_before), "{pattern}");
                assert_eq!(*after, sorted(expected_after), "{pattern}");
            }
        }
    }
}
