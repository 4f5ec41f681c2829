//! Puts what was found in a message in the order of where it starts, in time that grows with its number
//! and the message alone: text made to be slow has something at every symbol.

/// Room to put things in order.
#[derive(Debug, Default)]
pub(crate) struct LineUp {
    /// By start, how many things come before the next that starts there.
    before: Vec<u32>,
    /// The numbers of the things.
    ordered: Vec<u32>,
}

/// Where the starts are further apart than this, to sort takes less than to count.
const SPARSE: usize = 8;

impl LineUp {
    /// The numbers of things, in the order of where they start; those that start at one place as they come.
    pub(crate) fn by_start<T>(&mut self, things: &[T], start: impl Fn(&T) -> usize) -> &[u32] {
        let count = u32::try_from(things.len()).expect("what was found fits in memory many times");
        let least = things.iter().map(&start).min().unwrap_or(0);
        let furthest = things.iter().map(&start).max().unwrap_or(0);
        self.ordered.clear();
        self.ordered.extend(0..count);
        if (furthest - least) / SPARSE > things.len() {
            self.ordered.sort_by_key(|&number| start(&things[number as usize]));
            return &self.ordered;
        }
        self.before.clear();
        self.before.resize(furthest - least + 2, 0);
        for thing in things {
            self.before[start(thing) - least + 1] += 1;
        }
        let mut all = 0;
        for before in &mut self.before {
            all += *before;
            *before = all;
        }
        for (number, thing) in (0..count).zip(things) {
            let next = &mut self.before[start(thing) - least];
            self.ordered[*next as usize] = number;
            *next += 1;
        }
        &self.ordered
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::LineUp;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn things_line_up_as_a_stable_sort_has_them(
            rows in prop::collection::vec(
                prop_oneof![
                    prop::collection::vec(0_usize..20, 0..40),
                    prop::collection::vec(5_usize..5_000, 0..40),
                ],
                1..4,
            ),
        ) {
            let mut line_up = LineUp::default();
            for starts in rows {
                let mut expected: Vec<u32> = (0..).take(starts.len()).collect();
                expected.sort_by_key(|&number| starts[number as usize]);
                prop_assert_eq!(line_up.by_start(&starts, |&start| start), expected);
            }
        }
    }
}
