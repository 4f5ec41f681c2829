//! What a clock reports.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::error::{complain, raise};
use crate::highlight::escape;
use crate::profile::Profile;

/// What a platform would count of a shop's log.
///
/// Reports of disjoint customers add up exactly: a month of logs may be split by customer and
/// counted in many places.
///
/// >>> clock = kfrules.ReplyClock(kfrules.Profile.bundled("pdd@2020-3min-human"))
/// >>> clock.record("c1", "2024-05-01 09:00:00", "customer")
/// >>> report = clock.report()
/// >>> report + kfrules.ReplyClock(clock.profile).report() == report
/// True
/// >>> sum([report]) == report
/// True
/// >>> report.summary()["days"][0]["day"]
/// '2024-05-01'
#[pyclass(frozen, eq, module = "kfrules")]
#[derive(PartialEq)]
pub(crate) struct Report(kfrules::Report);

impl Report {
    pub(crate) fn new(report: kfrules::Report) -> Report {
        Report(report)
    }
}

#[pymethods]
impl Report {
    /// What `to_json` gave.
    #[staticmethod]
    fn from_json(state: &str) -> PyResult<Report> {
        let report = serde_json::from_str(state).map_err(|error| complain(error.to_string()))?;
        Ok(Report(report))
    }

    /// All of it, exactly, to be read again elsewhere.
    fn to_json(&self) -> String {
        serde_json::to_string(&self.0).expect("a report is plain data")
    }

    /// What was judged by.
    #[getter]
    fn profile(&self) -> Profile {
        Profile::new(self.0.profile().clone())
    }

    /// Units in time; of a mean profile those that were answered.
    #[getter]
    fn good(&self) -> u64 {
        self.0.total().good()
    }

    /// Units that count.
    #[getter]
    fn total(&self) -> u64 {
        self.0.total().total()
    }

    /// `good` by `total`; `None` if there are none.
    #[getter]
    fn rate(&self) -> Option<f64> {
        self.0.total().rate()
    }

    /// The mean wait in seconds; `None` for a rate profile, or if nothing counts.
    #[getter]
    fn mean_seconds(&self) -> Option<f64> {
        self.0.mean_seconds(self.0.total())
    }

    /// What `kfrules report --format json` prints: days, agents, waits, verdicts, penalties, missed.
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let json = serde_json::to_string(&self.0.summary()).expect("a summary is plain data");
        py.import("json")?.call_method1("loads", (json,))
    }

    /// The sum of two reports of one shop, which must not share a customer.
    fn __add__(&self, other: &Report) -> PyResult<Report> {
        let mut sum = self.0.clone();
        sum.merge(&other.0).map_err(|error| raise(&error))?;
        Ok(Report(sum))
    }

    /// So that `sum` adds up reports: it starts from 0.
    fn __radd__(&self, zero: u8) -> PyResult<Report> {
        match zero {
            0 => Ok(Report(self.0.clone())),
            _ => Err(PyTypeError::new_err("a report is added to a report")),
        }
    }

    fn _repr_html_(&self) -> String {
        let mut html = String::from("<table><caption>");
        escape(&mut html, self.0.profile().title());
        html.push_str("</caption><tr><th>日期</th><th>达标</th><th>合计</th><th>比例</th></tr>");
        let days = self.0.days().map(|(day, report)| (day.to_string(), report.total()));
        for (day, tally) in days.chain([("合计".to_owned(), self.0.total())]) {
            let rate = tally.rate().map(|rate| format!("{:.1}%", 100.0 * rate));
            let (good, total, rate) = (tally.good(), tally.total(), rate.unwrap_or_default());
            let _ = write!(
                html,
                "<tr><td>{day}</td><td>{good}</td><td>{total}</td><td>{rate}</td></tr>"
            );
        }
        html.push_str("</table>");
        html
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.0.profile().id(), self.good(), self.total()).hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Report>().getattr("from_json")?, (self.to_json(),)))
    }

    fn __repr__(&self) -> String {
        let (profile, total) = (self.0.profile().id(), self.0.total());
        format!("Report({profile}, {}/{})", total.good(), total.total())
    }
}
