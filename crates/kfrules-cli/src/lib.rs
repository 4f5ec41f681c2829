//! The `kfrules` command, to be called by its own program and by those of other languages.

mod args;
mod check;
mod explain;
mod failure;
mod input;
mod lint;
mod output;
mod packs;
mod report;
mod rules;
#[doc(hidden)]
pub mod trial;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use failure::Failure;

/// Runs the command with a command line, of which the first is the program's name.
///
/// The status is 0 if nothing was found, 1 if something was, and 2 if something cannot be read.
#[must_use]
pub fn main(command_line: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(command_line) {
        Ok(args) => args,
        Err(message) => {
            // Help and the version are asked for; if nobody can read them, nobody can be told.
            let _ = message.print();
            return if message.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let done = match args.command {
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Rules { action } => rules::run(&action),
    };
    match done {
        Ok(code) => code,
        // Whoever read our output has seen enough.
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            // If stderr is closed too there is nobody left to tell.
            let _ = writeln!(io::stderr(), "kfrules: {failure}");
            ExitCode::from(2)
        }
    }
}
