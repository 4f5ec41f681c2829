//! Why the command could not do its work.

use std::{fmt, io};

/// What ends the command with status 2.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input or the rules could not be read: where, and why.
    Input(String),
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn input(place: impl fmt::Display, cause: impl fmt::Display) -> Failure {
        Failure::Input(format!("{place}: {cause}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input(message) => f.write_str(message),
            Failure::Output(error) => write!(f, "cannot write the output: {error}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl From<kfrules::Error> for Failure {
    fn from(error: kfrules::Error) -> Failure {
        Failure::Input(error.to_string())
    }
}
