//! The `kfrules` command.

mod args;
mod check;
mod explain;
mod failure;
mod input;
mod output;
mod report;
mod rules;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use failure::Failure;

fn main() -> ExitCode {
    let done = match Args::parse().command {
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
