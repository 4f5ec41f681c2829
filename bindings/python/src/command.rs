//! The command, run within Python.

use std::ffi::OsString;
use std::process::ExitCode;

use pyo3::prelude::*;

/// Runs the `kfrules` command and tells its status: 0, 1 or 2.
#[pyfunction]
pub(crate) fn _main(py: Python<'_>, command_line: Vec<OsString>) -> u8 {
    let status = py.detach(|| kfrules_cli::main(command_line));
    (0..2).find(|&number| ExitCode::from(number) == status).unwrap_or(2)
}
