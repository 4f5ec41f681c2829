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

impl LineUp {
    /// The numbers of things, in the order of where they start; those that start at one place as they come.
    pub(crate) fn by_start(
        &mut self,
        starts: impl ExactSizeIterator<Item = usize> + Clone,
    ) -> &[u32] {
        let things =
            u32::try_from(starts.len()).expect("what was found takes more room than there is");
        let furthest = starts.clone().max().unwrap_or(0);
        self.before.clear();
        self.before.resize(furthest + 2, 0);
        for start in starts.clone() {
            self.before[start + 1] += 1;
        }
        let mut all = 0;
        for before in &mut self.before {
            all += *before;
            *before = all;
        }
        self.ordered.resize(starts.len(), 0);
        for (number, start) in (0..things).zip(starts) {
            let next = &mut self.before[start];
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
            rows in prop::collection::vec(prop::collection::vec(0_usize..20, 0..40), 1..4),
        ) {
            let mut line_up = LineUp::default();
            for starts in rows {
                let mut expected: Vec<u32> = (0..).take(starts.len()).collect();
                expected.sort_by_key(|&number| starts[number as usize]);
                prop_assert_eq!(line_up.by_start(starts.iter().copied()), expected);
            }
        }
    }
}
