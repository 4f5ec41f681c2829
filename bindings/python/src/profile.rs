//! What a platform counts as a timely answer.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::prelude::*;

use crate::error::{complain, raise};
use crate::source::Source;

/// One version of one platform's reply-time metric: its TOML, a path to its file, or a pair of a
/// name for error messages and TOML.
///
/// >>> profile = kfrules.Profile.bundled("pdd@2020-3min-human")
/// >>> profile.platform, profile.unit, profile.limit_us
/// ('pdd', 'consumer-day', 180000000)
#[pyclass(frozen, eq, module = "kfrules")]
#[derive(PartialEq)]
pub(crate) struct Profile(kfrules::Profile);

impl Profile {
    pub(crate) fn new(profile: kfrules::Profile) -> Profile {
        Profile(profile)
    }

    pub(crate) fn get(&self) -> &kfrules::Profile {
        &self.0
    }
}

#[pymethods]
impl Profile {
    #[new]
    fn read(source: Source) -> PyResult<Profile> {
        let profile = match source.read()? {
            (Some(name), source) => kfrules::Profile::from_toml_named(&name, &source),
            (None, source) => kfrules::Profile::from_toml(&source),
        };
        profile.map(Profile).map_err(|error| raise(&error))
    }

    /// A profile that comes with the package.
    #[staticmethod]
    fn bundled(id: &str) -> PyResult<Profile> {
        kfrules::Profile::bundled(id).map(Profile).map_err(|error| raise(&error))
    }

    /// All versions of a platform, the oldest first.
    #[staticmethod]
    fn of_platform(platform: &str) -> PyResult<Vec<Profile>> {
        let profiles = kfrules::Profile::of_platform(platform).map_err(|error| raise(&error))?;
        Ok(profiles.into_iter().map(Profile).collect())
    }

    /// The ids of the profiles that come with the package.
    ///
    /// >>> "jd@2021-first30" in kfrules.Profile.ids()
    /// True
    #[staticmethod]
    fn ids() -> Vec<&'static str> {
        kfrules::Profile::ids().collect()
    }

    /// What `to_json` gave.
    #[staticmethod]
    fn from_json(state: &str) -> PyResult<Profile> {
        let profile = serde_json::from_str(state).map_err(|error| complain(error.to_string()))?;
        Ok(Profile(profile))
    }

    /// All of it, to be read again.
    fn to_json(&self) -> String {
        serde_json::to_string(&self.0).expect("a profile is plain data")
    }

    /// Platform and version, joined by `@`.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// What the platform calls the metric.
    #[getter]
    fn title(&self) -> &str {
        self.0.title()
    }

    /// The part of the id before `@`.
    #[getter]
    fn platform(&self) -> &str {
        self.0.platform()
    }

    /// What is counted: `consumer-day`, `turn` or `session`.
    #[getter]
    fn unit(&self) -> &'static str {
        self.0.unit()
    }

    /// How long an answer may take, in microseconds; `None` where only the mean counts.
    #[getter]
    fn limit_us(&self) -> Option<i64> {
        self.0.limit_us()
    }

    /// The first day it was in force, or the date of its source, as far as is known.
    #[getter]
    fn since(&self) -> &str {
        self.0.since()
    }

    /// How sure it is: `low`, `medium` or `high`.
    #[getter]
    fn confidence(&self) -> &'static str {
        self.0.confidence().as_str()
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.id().hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Profile>().getattr("from_json")?, (self.to_json(),)))
    }

    fn __repr__(&self) -> String {
        format!("Profile({}, {})", self.0.id(), self.0.title())
    }
}
