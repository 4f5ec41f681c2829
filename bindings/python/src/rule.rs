//! One rule: what it forbids, why, and what to write instead.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::ruleset::Ruleset;

/// One rule of a ruleset.
///
/// >>> rule = kfrules.Ruleset.platform("pdd").rule("contact.wechat")
/// >>> rule.name, rule.category, rule.severity
/// ('pdd/contact.wechat', 'contact', 'error')
/// >>> len(rule.sources) > 0
/// True
#[pyclass(frozen, module = "kfrules")]
pub(crate) struct Rule {
    rules: Py<Ruleset>,
    index: usize,
}

impl Rule {
    pub(crate) fn new(rules: Py<Ruleset>, index: usize) -> Rule {
        Rule { rules, index }
    }

    fn get(&self) -> &kfrules::Rule {
        &self.rules.get().rules().rules()[self.index]
    }
}

/// What to call to get a rule again, and with what.
type Call<'py> = (Bound<'py, PyAny>, (Py<Ruleset>, String));

#[pymethods]
impl Rule {
    /// The name in output: `pdd/contact.wechat`.
    #[getter]
    fn name(&self) -> &str {
        self.get().name()
    }

    /// The id within its pack: `contact.wechat`.
    #[getter]
    fn id(&self) -> &str {
        self.get().id()
    }

    /// The category, the id's first part: `contact`.
    #[getter]
    fn category(&self) -> &str {
        self.get().category()
    }

    /// How grave a violation is: `error`, `warning` or `info`.
    #[getter]
    fn severity(&self) -> &'static str {
        self.get().severity().as_str()
    }

    /// What is wrong, in Chinese, for the agent.
    #[getter]
    fn message(&self) -> &str {
        self.get().message()
    }

    /// What to write instead, in Chinese.
    #[getter]
    fn suggestion(&self) -> &str {
        self.get().suggestion()
    }

    /// How far it looks through disguise: `exact`, `folded`, `spread`, `shape` or `sound`.
    #[getter]
    fn reach(&self) -> &'static str {
        self.get().reach().as_str()
    }

    /// Whose messages it applies to.
    #[getter]
    fn senders<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.get().senders().iter().map(|sender| sender.as_str()))
    }

    /// The first day it is in force, as `YYYY-MM-DD`, if that is known.
    #[getter]
    fn since(&self) -> Option<&str> {
        self.get().since()
    }

    /// The last day it is in force, as `YYYY-MM-DD`, if it has ended.
    #[getter]
    fn until(&self) -> Option<&str> {
        self.get().until()
    }

    /// Texts that break it.
    #[getter]
    fn hits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.get().hits())
    }

    /// Texts that look like it and do not break it.
    #[getter]
    fn passes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.get().passes())
    }

    /// Texts that deny or refuse it, found as `info`.
    #[getter]
    fn denied<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.get().denied())
    }

    /// Where it comes from: document, date, quote, confidence, sanction and url of each source.
    #[getter]
    fn sources<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let row = |source: &kfrules::Source| {
            let row = PyDict::new(py);
            row.set_item("document", &source.document)?;
            row.set_item("date", source.date.as_deref())?;
            row.set_item("quote", source.quote.as_deref())?;
            row.set_item("confidence", source.confidence.as_str())?;
            row.set_item("sanction", source.sanction.as_deref())?;
            row.set_item("url", source.url.as_deref())?;
            Ok(row)
        };
        PyTuple::new(py, self.get().sources().iter().map(row).collect::<PyResult<Vec<_>>>()?)
    }

    fn __eq__(&self, other: &Rule) -> bool {
        self.index == other.index && self.rules.get() == other.rules.get()
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.rules.get(), self.index).hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Call<'py>> {
        let find = py.get_type::<Ruleset>().getattr("rule")?;
        Ok((find, (self.rules.clone_ref(py), self.name().to_owned())))
    }

    fn __repr__(&self) -> String {
        let rule = self.get();
        format!("Rule({}, {}, {})", rule.name(), rule.severity(), rule.message())
    }
}
