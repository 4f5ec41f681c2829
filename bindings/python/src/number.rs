//! Numbers that may reach somebody, or only look so.

use kfrules::Via;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// A number in a text, however it is written.
///
/// >>> number, = kfrules.numbers("电话１３八 0000 0000哦")
/// >>> number.kind, number.plain, number.text
/// ('mobile', '13800000000', '１３八 0000 0000')
#[pyclass(frozen, eq, hash, module = "kfrules")]
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Number {
    kind: String,
    via: Via,
    text: String,
    plain: String,
    start: usize,
    end: usize,
}

/// Every number in a text with what it is, in the order of the text: ways to reach somebody
/// (`mobile`, `qq`, `email`, …) and what only looks like one (`order`, `price`, `date`, …).
///
/// >>> [(number.kind, number.plain) for number in kfrules.numbers("订单20240501123456，共35元")]
/// [('order', '20240501123456'), ('price', '35')]
#[pyfunction]
pub(crate) fn numbers<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyTuple>> {
    let (mut at, mut start) = (0, 0);
    let found = kfrules::numbers(text);
    let found = found.iter().map(|number| {
        // Numbers come in order and do not overlap, so the text is walked once.
        start += text[at..number.bytes.start].chars().count();
        at = number.bytes.start;
        Number {
            kind: number.kind.to_string(),
            via: number.via,
            text: number.text.to_owned(),
            plain: number.plain.clone(),
            start,
            end: start + number.text.chars().count(),
        }
    });
    PyTuple::new(py, found.collect::<Vec<_>>())
}

#[pymethods]
impl Number {
    #[new]
    fn restore(
        kind: String,
        via: &str,
        text: String,
        plain: String,
        start: usize,
        end: usize,
    ) -> PyResult<Number> {
        let via = via.parse().map_err(|error| crate::error::raise(&error))?;
        Ok(Number { kind, via, text, plain, start, end })
    }

    fn __getnewargs__(&self) -> (&str, &str, &str, &str, usize, usize) {
        (&self.kind, self.via.as_str(), &self.text, &self.plain, self.start, self.end)
    }

    /// What it is.
    #[getter]
    fn kind(&self) -> &str {
        &self.kind
    }

    /// How it was disguised.
    #[getter]
    fn via(&self) -> &'static str {
        self.via.as_str()
    }

    /// The number as written.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// The number in plain digits and letters.
    #[getter]
    fn plain(&self) -> &str {
        &self.plain
    }

    /// Where it starts, as an index into the text.
    #[getter]
    fn start(&self) -> usize {
        self.start
    }

    /// Where it ends, as an index into the text.
    #[getter]
    fn end(&self) -> usize {
        self.end
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = PyString::new(py, &self.text).repr()?;
        Ok(format!("Number({}, {}, {text})", self.kind, self.plain))
    }
}
