//! The library's error as a Python exception.

use pyo3::PyErr;

mod python {
    pyo3::import_exception!(kfrules._error, Error);
}

/// `kfrules.Error`, with the place in its attributes.
pub(crate) fn raise(error: &kfrules::Error) -> PyErr {
    let origin = error.origin().map(str::to_owned);
    let rule = error.rule().map(str::to_owned);
    python::Error::new_err((error.to_string(), origin, error.line(), error.column(), rule))
}

/// `kfrules.Error` for what only Python can get wrong.
pub(crate) fn complain(cause: String) -> PyErr {
    python::Error::new_err((cause,))
}
