//! Vectorscan's search for literals in the raw text.

use std::cmp::Reverse;
use std::hint::black_box;
use std::ops::Range;

use hyperscan::{BlockDatabase, Builder, Literal, Literals, Matching, Scratch};

use super::{Engine, Maker};
use crate::subject::Subject;

pub(super) fn vectorscan(subject: &Subject) -> Maker {
    let terms = subject.terms().to_vec();
    Box::new(move || Ok(Box::new(Vectorscan::of(&terms).map_err(|error| error.to_string())?)))
}

struct Vectorscan {
    database: BlockDatabase,
    scratch: Scratch,
    /// Bytes of each term: only where a hit ends is told, which is what costs least.
    lengths: Vec<usize>,
    /// Kept from text to text, so that nothing is allocated for most of them.
    hits: Vec<Range<usize>>,
}

impl Vectorscan {
    fn of(terms: &[String]) -> hyperscan::Result<Vectorscan> {
        let literals: Literals = terms.iter().map(Literal::new).collect::<Result<_, _>>()?;
        let database: BlockDatabase = literals.build()?;
        let scratch = database.alloc_scratch()?;
        let lengths = terms.iter().map(String::len).collect();
        Ok(Vectorscan { database, scratch, lengths, hits: Vec::new() })
    }
}

impl Engine for Vectorscan {
    fn count(&mut self, text: &str) -> usize {
        let Vectorscan { database, scratch, lengths, hits } = self;
        hits.clear();
        database
            .scan(text, scratch, |term: u32, _: u64, end: u64, _: u32| {
                let end = usize::try_from(end).expect("it lies in the text");
                hits.push(end - lengths[term as usize]..end);
                Matching::Continue
            })
            .expect("the scratch belongs to the database");
        leftmost_longest(hits).inspect(|hit| _ = black_box((hit.start, hit.end))).count()
    }
}

/// Of all hits, those that the other engines find: it tells of each, also where they overlap.
fn leftmost_longest(hits: &mut [Range<usize>]) -> impl Iterator<Item = &Range<usize>> {
    hits.sort_unstable_by_key(|hit| (hit.start, Reverse(hit.end)));
    let mut free_from = 0;
    hits.iter().filter(move |hit| {
        let is_free = hit.start >= free_from;
        if is_free {
            free_from = hit.end;
        }
        is_free
    })
}

#[cfg(test)]
mod tests {
    use super::Vectorscan;
    use crate::engine::Engine;

    #[test]
    fn of_hits_that_overlap_the_leftmost_and_of_those_the_longest_counts() {
        let terms = ["微信", "加微信", "信号", "微信号"].map(str::to_owned);
        let mut engine = Vectorscan::of(&terms).unwrap();
        // 加微信, which leaves nothing of 微信号 but 号; then 微信号 and 信号.
        assert_eq!(engine.count("加微信号，微信号，信号"), 3);
        assert_eq!(engine.hits.len(), 8);
        assert_eq!(engine.count("没有"), 0);
    }

    #[test]
    fn a_term_is_no_pattern() {
        let mut engine = Vectorscan::of(&["a.c".to_owned(), "+v".to_owned()]).unwrap();
        assert_eq!(engine.count("abc a.c +v vv"), 2);
    }
}
