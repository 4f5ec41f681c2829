//! The `kfrules` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    kfrules_cli::main(std::env::args_os())
}
