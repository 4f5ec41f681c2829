//! The private module `_kfrules` behind the Python package `kfrules`.

mod arrow;
#[cfg(feature = "bench")]
mod bench;
mod clock;
mod column;
mod command;
mod conversation;
mod deadline;
mod error;
mod explanation;
mod findings;
mod highlight;
mod instant;
mod log;
mod number;
mod profile;
mod recipe;
mod report;
mod rule;
mod ruleset;
mod source;
mod violation;
mod waiting;

use pyo3::prelude::*;

/// What `kfrules` is made of; its users import `kfrules`.
#[pymodule(gil_used = false)]
mod _kfrules {
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;

    #[cfg(feature = "bench")]
    #[pymodule_export]
    use crate::bench::{_bench_check, _bench_nothing};
    #[pymodule_export]
    use crate::clock::ReplyClock;
    #[pymodule_export]
    use crate::command::_main;
    #[pymodule_export]
    use crate::conversation::Conversation;
    #[pymodule_export]
    use crate::deadline::Deadline;
    #[pymodule_export]
    use crate::explanation::Explanation;
    #[pymodule_export]
    use crate::findings::Findings;
    #[pymodule_export]
    use crate::highlight::Highlight;
    #[pymodule_export]
    use crate::instant::{instant_us, wall_clock};
    #[pymodule_export]
    use crate::number::{Number, numbers};
    #[pymodule_export]
    use crate::profile::Profile;
    #[pymodule_export]
    use crate::report::Report;
    #[pymodule_export]
    use crate::rule::Rule;
    #[pymodule_export]
    use crate::ruleset::Ruleset;
    #[pymodule_export]
    use crate::violation::Violation;
    #[pymodule_export]
    use crate::waiting::Waiting;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let py = module.py();
        module.add("PLATFORMS", PyTuple::new(py, kfrules::PLATFORMS)?)?;
        module.add("DEADLINES", PyTuple::new(py, Deadline::all())?)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
