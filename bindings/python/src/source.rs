//! Packs and profiles as Python hands them over.

use std::path::PathBuf;

use pyo3::prelude::*;

use crate::error::complain;

/// A pack or a profile as given: its TOML, its file, or its name and TOML.
#[derive(FromPyObject)]
pub(crate) enum Source {
    Toml(String),
    Named(String, String),
    File(PathBuf),
}

impl Source {
    /// Its name, if it has one, and its TOML.
    pub(crate) fn read(self) -> PyResult<(Option<String>, String)> {
        match self {
            Source::Toml(source) => Ok((None, source)),
            Source::Named(name, source) => Ok((Some(name), source)),
            Source::File(path) => {
                let name = path.display().to_string();
                let source = std::fs::read_to_string(&path)
                    .map_err(|error| complain(format!("{name}: {error}")))?;
                Ok((Some(name), source))
            }
        }
    }
}
