//! What `benches/python` measures the binding against; only with the feature `bench`.

use std::hint::black_box;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;

use crate::ruleset::Ruleset;

/// Does nothing: what a call from Python costs.
#[pyfunction]
pub(crate) fn _bench_nothing() {}

/// Checks all texts so many times in Rust, and tells how many violations were found each time.
#[pyfunction]
pub(crate) fn _bench_check(rules: &Ruleset, texts: Vec<PyBackedStr>, rounds: usize) -> usize {
    let mut checker = rules.checker();
    let mut found = 0;
    for _ in 0..rounds {
        found = texts.iter().map(|text| black_box(checker.check(black_box(text))).len()).sum();
    }
    found
}
