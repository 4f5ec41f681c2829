//! A message with its violations marked, for notebooks and web pages.

use std::fmt::Write;

use kfrules::Severity;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::violation::Violation;

/// A message with its violations marked; notebooks show it so.
///
/// >>> shown = kfrules.Ruleset.platform("pdd").highlight("加我微 信")
/// >>> "<mark" in shown.html
/// True
/// >>> len(shown.violations)
/// 1
#[pyclass(frozen, module = "kfrules")]
pub(crate) struct Highlight {
    text: String,
    violations: Vec<Py<Violation>>,
}

impl Highlight {
    pub(crate) fn new(text: String, violations: Vec<Py<Violation>>) -> Highlight {
        Highlight { text, violations }
    }
}

#[pymethods]
impl Highlight {
    #[new]
    fn restore(text: String, violations: Vec<Py<Violation>>) -> Highlight {
        Highlight::new(text, violations)
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<(&str, Bound<'py, PyTuple>)> {
        Ok((&self.text, self.violations(py)?))
    }

    /// The message.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// What was found in it, in the order of the text.
    #[getter]
    fn violations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.violations)
    }

    /// The message as HTML: every violation in a `<mark>` that names the rule and what to write
    /// instead; where several overlap, the first.
    #[getter]
    fn html(&self) -> String {
        let mut html = String::from("<p class=\"kfrules\">");
        let mut done = 0;
        for violation in &self.violations {
            let violation = violation.get();
            let span = violation.byte_span();
            let (Some(before), Some(marked)) =
                (self.text.get(done..span.start), self.text.get(span.range()))
            else {
                continue;
            };
            let colour = match violation.severity() {
                Severity::Error => "#ffb3b3",
                Severity::Warning => "#ffe08a",
                _ => "#cfe8ff",
            };
            escape(&mut html, before);
            let _ = write!(html, "<mark style=\"background:{colour}\" title=\"");
            escape(&mut html, &violation.hint());
            html.push_str("\">");
            escape(&mut html, marked);
            html.push_str("</mark>");
            done = span.end;
        }
        escape(&mut html, &self.text[done..]);
        html.push_str("</p>");
        html
    }

    fn _repr_html_(&self) -> String {
        self.html()
    }

    fn __eq__(&self, other: &Highlight) -> bool {
        self.text == other.text
            && self.violations.len() == other.violations.len()
            && self.violations.iter().zip(&other.violations).all(|(a, b)| a.get() == b.get())
    }

    fn __hash__<'py>(&self, py: Python<'py>) -> PyResult<isize> {
        PyString::new(py, &self.text).hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = PyString::new(py, &self.text).repr()?;
        Ok(format!("Highlight({text}, {} violations)", self.violations.len()))
    }
}

/// Appends text so that HTML shows it as it is, in elements and in attributes.
pub(crate) fn escape(html: &mut String, text: &str) {
    for symbol in text.chars() {
        match symbol {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>"),
            _ => html.push(symbol),
        }
    }
}
