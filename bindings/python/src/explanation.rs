//! A place that a rule looked at, and what became of it.

use pyo3::prelude::*;
use pyo3::types::PyString;

/// A place that a rule looked at, and what became of it.
///
/// >>> for place in kfrules.Ruleset.platform("pdd").explain("加我微信"):
/// ...     if place.is_found:
/// ...         print(place.text, place.rule, place.fate)
/// 微信 pdd/contact.wechat found
#[pyclass(frozen, eq, hash, module = "kfrules")]
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Explanation {
    rule: String,
    via: String,
    text: String,
    start: usize,
    end: usize,
    fate: String,
    why: String,
}

impl Explanation {
    pub(crate) fn new(message: &str, place: &kfrules::Explanation<'_>) -> Explanation {
        let start = message[..place.bytes.start].chars().count();
        Explanation {
            rule: place.rule.name().to_owned(),
            via: place.via.to_string(),
            text: place.text.to_owned(),
            start,
            end: start + place.text.chars().count(),
            fate: place.fate.name().to_owned(),
            why: place.fate.to_string(),
        }
    }
}

#[pymethods]
impl Explanation {
    #[new]
    fn restore(
        rule: String,
        via: String,
        text: String,
        start: usize,
        end: usize,
        fate: String,
        why: String,
    ) -> Explanation {
        Explanation { rule, via, text, start, end, fate, why }
    }

    fn __getnewargs__(&self) -> (&str, &str, &str, usize, usize, &str, &str) {
        (&self.rule, &self.via, &self.text, self.start, self.end, &self.fate, &self.why)
    }

    /// The name of the rule that looked.
    #[getter]
    fn rule(&self) -> &str {
        &self.rule
    }

    /// How the place is disguised.
    #[getter]
    fn via(&self) -> &str {
        &self.via
    }

    /// The place as written.
    #[getter]
    fn text(&self) -> &str {
        &self.text
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

    /// What became of it, in a word: `found`, `excused`, `ordinary`, …
    #[getter]
    fn fate(&self) -> &str {
        &self.fate
    }

    /// Why, for people.
    #[getter]
    fn why(&self) -> &str {
        &self.why
    }

    /// Whether it is a violation.
    #[getter]
    fn is_found(&self) -> bool {
        self.fate == "found"
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = PyString::new(py, &self.text).repr()?;
        Ok(format!("Explanation({}, {text}, {})", self.rule, self.why))
    }
}
