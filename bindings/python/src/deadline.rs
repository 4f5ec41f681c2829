//! Deadlines of orders and after-sale cases.

use kfrules::{DEADLINES, Zone};
use pyo3::prelude::*;

use crate::error::complain;
use crate::instant::read_us;

/// Something that must be done, or happens by itself, a set time after something else.
///
/// >>> deadline = kfrules.Deadline("pdd.aftersale.return-7d-168h")
/// >>> kfrules.wall_clock(deadline.due_us("2024-05-01 15:20:00"))
/// '2024-05-09 00:00:00'
#[pyclass(frozen, module = "kfrules")]
pub(crate) struct Deadline(&'static kfrules::Deadline);

impl Deadline {
    pub(crate) fn all() -> Vec<Deadline> {
        DEADLINES.iter().map(Deadline).collect()
    }
}

#[pymethods]
impl Deadline {
    #[new]
    fn find(id: &str) -> PyResult<Deadline> {
        let deadline = DEADLINES.iter().find(|deadline| deadline.id == id);
        deadline.map(Deadline).ok_or_else(|| complain(format!("no deadline `{id}`")))
    }

    fn __getnewargs__(&self) -> (&str,) {
        (self.0.id,)
    }

    /// Platform, matter and name.
    #[getter]
    fn id(&self) -> &str {
        self.0.id
    }

    /// Numbers of the facts it comes from.
    #[getter]
    fn facts(&self) -> Vec<u32> {
        self.0.facts.to_vec()
    }

    /// What starts it, and what is due, in Chinese.
    #[getter]
    fn title(&self) -> &str {
        self.0.title
    }

    /// When it ends if it was started at `start`, in microseconds since 1970-01-01 00:00 UTC.
    #[pyo3(signature = (start, *, utc_offset_seconds = 28800))]
    fn due_us(&self, start: &Bound<'_, PyAny>, utc_offset_seconds: i32) -> PyResult<i64> {
        let zone = Zone::east_of_utc(utc_offset_seconds);
        Ok(self.0.due_us(read_us(start, zone)?, zone))
    }

    fn __eq__(&self, other: &Deadline) -> bool {
        self.0 == other.0
    }

    fn __hash__(&self) -> u64 {
        self.0.facts.iter().copied().map(u64::from).sum()
    }

    fn __repr__(&self) -> String {
        format!("Deadline({}, {})", self.0.id, self.0.title)
    }
}
