//! Which terms were met in a message so far: what a term sets off it sets off once.

#[derive(Debug)]
pub(crate) struct Seen {
    /// By term, a bit.
    bits: Box<[u64]>,
    /// The terms whose bits are set.
    terms: Vec<usize>,
}

impl Seen {
    /// Room for so many terms.
    pub(crate) fn new(terms: usize) -> Seen {
        Seen { bits: vec![0; terms.div_ceil(64)].into_boxed_slice(), terms: Vec::new() }
    }

    /// Prepares for a new message.
    pub(crate) fn clear(&mut self) {
        for term in self.terms.drain(..) {
            self.bits[term / 64] = 0;
        }
    }

    /// Whether a term is met for the first time.
    pub(crate) fn is_new(&mut self, term: usize) -> bool {
        let (word, bit) = (&mut self.bits[term / 64], 1 << (term % 64));
        let is_new = *word & bit == 0;
        if is_new {
            *word |= bit;
            self.terms.push(term);
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn a_term_is_new_once_a_message() {
        let mut seen = Seen::new(65);
        assert_eq!(
            [0, 64, 0, 1, 64].map(|term| seen.is_new(term)),
            [true, true, false, true, false]
        );
        seen.clear();
        assert!(seen.is_new(64) && seen.is_new(0) && !seen.is_new(0));
    }
}
