//! One breach of one rule at one place of a text.

use std::sync::Arc;

use kfrules::{Severity, Span, Via};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::error::raise;

/// What a violation says of its rule, shared by all violations of it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Card {
    name: String,
    message: String,
    suggestion: String,
}

impl Card {
    pub(crate) fn new(rule: &kfrules::Rule) -> Card {
        Card {
            name: rule.name().to_owned(),
            message: rule.message().to_owned(),
            suggestion: rule.suggestion().to_owned(),
        }
    }

    /// `contact` of `pdd/contact.wechat`.
    fn category(&self) -> &str {
        let id = self.name.rsplit('/').next().unwrap_or_default();
        id.split('.').next().unwrap_or_default()
    }
}

/// One breach of one rule at one place of a text.
///
/// >>> text = "亲，加我微 信"
/// >>> violation, = kfrules.Ruleset.platform("pdd").check(text)
/// >>> violation.rule, violation.severity, violation.via
/// ('pdd/contact.wechat', 'error', 'spread')
/// >>> text[violation.start:violation.end] == violation.text
/// True
#[pyclass(frozen, eq, hash, module = "kfrules")]
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Violation {
    card: Arc<Card>,
    severity: Severity,
    via: Via,
    text: String,
    bytes: Span,
    chars: Span,
    utf16: Span,
    replacement: Option<String>,
    lines: Vec<u64>,
}

/// Violations as Python has them. Of none, the one empty tuple, which costs nothing.
pub(crate) fn tuple(py: Python<'_>, found: Vec<Violation>) -> PyResult<Bound<'_, PyTuple>> {
    if found.is_empty() {
        return Ok(PyTuple::empty(py));
    }
    let found = found.into_iter().map(|violation| Bound::new(py, violation));
    PyTuple::new(py, found.collect::<PyResult<Vec<_>>>()?)
}

impl Violation {
    pub(crate) fn new(card: &Arc<Card>, found: &kfrules::Violation<'_>) -> Violation {
        Violation {
            card: Arc::clone(card),
            severity: found.severity,
            via: found.via,
            text: found.text.to_owned(),
            bytes: found.bytes,
            chars: found.chars,
            utf16: found.utf16,
            replacement: found.replacement().map(str::to_owned),
            lines: found.lines.to_vec(),
        }
    }

    pub(crate) fn severity(&self) -> Severity {
        self.severity
    }

    pub(crate) fn byte_span(&self) -> Span {
        self.bytes
    }

    /// What to show to who points at it: the rule, what is wrong, and what to write instead.
    pub(crate) fn hint(&self) -> String {
        format!("{}：{}{}", self.card.name, self.card.message, self.card.suggestion)
    }
}

type Pair = (usize, usize);

fn pair(span: Span) -> Pair {
    (span.start, span.end)
}

fn span((start, end): Pair) -> Span {
    Span { start, end }
}

#[pymethods]
impl Violation {
    #[new]
    #[pyo3(signature = (rule, severity, via, text, bytes, chars, utf16, message, suggestion, replacement = None, lines = Vec::new()))]
    #[expect(clippy::too_many_arguments, reason = "a record of that many fields")]
    fn restore(
        rule: String,
        severity: &str,
        via: &str,
        text: String,
        bytes: Pair,
        chars: Pair,
        utf16: Pair,
        message: String,
        suggestion: String,
        replacement: Option<String>,
        lines: Vec<u64>,
    ) -> PyResult<Violation> {
        Ok(Violation {
            card: Arc::new(Card { name: rule, message, suggestion }),
            severity: severity.parse().map_err(|error| raise(&error))?,
            via: via.parse().map_err(|error| raise(&error))?,
            text,
            bytes: span(bytes),
            chars: span(chars),
            utf16: span(utf16),
            replacement,
            lines,
        })
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let (bytes, chars, utf16) = (pair(self.bytes), pair(self.chars), pair(self.utf16));
        let (severity, via) = (self.severity.as_str(), self.via.as_str());
        let first = (self.rule(), severity, via, self.text(), bytes, chars, utf16);
        let rest = (self.message(), self.suggestion(), self.replacement(), self.lines(py)?);
        let first = first.into_pyobject(py)?;
        first.as_any().add(rest)?.cast_into().map_err(PyErr::from)
    }

    /// The name of the rule that is broken: `pdd/contact.wechat`.
    #[getter]
    fn rule(&self) -> &str {
        &self.card.name
    }

    /// The rule's category: `contact`.
    #[getter]
    fn category(&self) -> &str {
        self.card.category()
    }

    /// How grave it is: `error`, `warning`, or `info` (also where the text denies or refuses).
    #[getter(severity)]
    fn severity_name(&self) -> &'static str {
        self.severity.as_str()
    }

    /// How it was disguised: `exact`, `folded`, `spread`, `shape` or `sound`.
    #[getter]
    fn via(&self) -> &'static str {
        self.via.as_str()
    }

    /// The words that break the rule, as written.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// Where they start, as an index into the text.
    #[getter]
    fn start(&self) -> usize {
        self.chars.start
    }

    /// Where they end, as an index into the text.
    #[getter]
    fn end(&self) -> usize {
        self.chars.end
    }

    /// Their start and end in bytes of UTF-8.
    #[getter]
    fn bytes(&self) -> Pair {
        pair(self.bytes)
    }

    /// Their start and end in characters: `(start, end)`.
    #[getter]
    fn chars(&self) -> Pair {
        pair(self.chars)
    }

    /// Their start and end in UTF-16 code units, as JavaScript and Java count.
    #[getter]
    fn utf16(&self) -> Pair {
        pair(self.utf16)
    }

    /// What is wrong, in Chinese, for the agent.
    #[getter]
    fn message(&self) -> &str {
        &self.card.message
    }

    /// What to write instead, in Chinese.
    #[getter]
    fn suggestion(&self) -> &str {
        &self.card.suggestion
    }

    /// What to write in their place, where the rule gives a safe replacement for just these words.
    ///
    /// >>> violation, = kfrules.Ruleset.platform("pdd").check("这款宝贝有现货")
    /// >>> violation.text, violation.replacement
    /// ('宝贝', '商品')
    #[getter]
    fn replacement(&self) -> Option<&str> {
        self.replacement.as_deref()
    }

    /// The lines of the conversation that it took to see, if it took more than this message; the last
    /// is this message's.
    #[getter]
    fn lines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.lines)
    }

    /// The fields of the command's JSON lines.
    ///
    /// >>> violation, = kfrules.Ruleset.platform("pdd").check("加我微信")
    /// >>> violation.to_dict()["chars"]
    /// (2, 4)
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(py);
        row.set_item("rule", self.rule())?;
        row.set_item("category", self.category())?;
        row.set_item("severity", self.severity.as_str())?;
        row.set_item("via", self.via())?;
        row.set_item("text", self.text())?;
        row.set_item("bytes", self.bytes())?;
        row.set_item("chars", self.chars())?;
        row.set_item("utf16", self.utf16())?;
        row.set_item("message", self.message())?;
        row.set_item("suggestion", self.suggestion())?;
        if !self.lines.is_empty() {
            row.set_item("lines", self.lines(py)?)?;
        }
        if let Some(replacement) = self.replacement() {
            row.set_item("replacement", replacement)?;
        }
        Ok(row)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = PyString::new(py, &self.text).repr()?;
        Ok(format!(
            "Violation({}, {}, {text}, start={}, end={}, via={})",
            self.card.name, self.severity, self.chars.start, self.chars.end, self.via
        ))
    }
}
