//! What a ruleset is made of.

use kfrules::Pack;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// What a ruleset was made of: it is made anew from this where it is unpickled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Recipe {
    pub(crate) platform: Option<String>,
    /// Name, if it has one, and TOML.
    pub(crate) packs: Vec<(Option<String>, String)>,
    pub(crate) disable: Vec<String>,
    pub(crate) as_of: Option<String>,
    /// A ruleset as bytes, in the place of all else.
    pub(crate) saved: Option<Vec<u8>>,
}

/// The arguments of `Ruleset`: the packs, and the rest by name.
pub(crate) type Arguments<'py> = (Bound<'py, PyTuple>, Bound<'py, PyDict>);

impl Recipe {
    pub(crate) fn compile(&self) -> Result<kfrules::Ruleset, kfrules::Error> {
        if let Some(saved) = &self.saved {
            return kfrules::Ruleset::load(saved);
        }
        let mut builder = kfrules::Ruleset::builder();
        if let Some(platform) = &self.platform {
            builder = builder.platform(platform);
        }
        for (name, source) in &self.packs {
            builder = builder.pack(match name {
                Some(name) => Pack::from_toml_named(name, source)?,
                None => Pack::from_toml(source)?,
            });
        }
        for rule in &self.disable {
            builder = builder.disable(rule);
        }
        if let Some(day) = &self.as_of {
            builder = builder.as_of(day);
        }
        builder.compile()
    }

    pub(crate) fn arguments<'py>(&self, py: Python<'py>) -> PyResult<Arguments<'py>> {
        let Recipe { platform, packs, disable, as_of, saved: _ } = self;
        let packs = packs.iter().map(|(name, source)| match name {
            Some(name) => (name, source).into_pyobject(py).map(Bound::into_any),
            None => Ok(source.into_pyobject(py)?.into_any()),
        });
        let options = PyDict::new(py);
        options.set_item("platform", platform)?;
        options.set_item("disable", disable)?;
        options.set_item("as_of", as_of)?;
        Ok((PyTuple::new(py, packs.collect::<PyResult<Vec<_>>>()?)?, options))
    }
}
