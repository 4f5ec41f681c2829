//! The readers of logs by bytes rather than by files, for fuzzing. No part of the interface.

use std::io::Cursor;

use clap::{Parser, ValueEnum};

use crate::args::{Args, Command};
use crate::input::{Encoding, InputFormat, Log};
use crate::report;
use crate::report::args::LogFormat;

fn log(format: InputFormat, bytes: &[u8], is_gbk: bool) -> Log {
    let encoding = if is_gbk { Encoding::Gbk } else { Encoding::Utf8 };
    Log::of_bytes("log".to_owned(), format, Box::new(Cursor::new(bytes.to_vec())), encoding)
}

/// How many messages `kfrules check` reads from a log in this format; on `Err`, what it says.
///
/// # Errors
///
/// If the format is unknown or the log is not of it.
pub fn messages(format: &str, bytes: &[u8], is_gbk: bool) -> Result<usize, String> {
    let format = InputFormat::from_str(format, false)?;
    let messages = log(format, bytes, is_gbk).messages();
    messages
        .map(|message| message.map_err(|failure| failure.to_string()))
        .try_fold(0, |count, message| message.map(|_| count + 1))
}

/// How many events `kfrules report` reads from a log in this format; on `Err`, what it says.
///
/// # Errors
///
/// If the format is unknown or the log is not of it.
pub fn events(format: &str, bytes: &[u8], is_gbk: bool) -> Result<usize, String> {
    let lines = log(InputFormat::Text, bytes, is_gbk).lines();
    let args = Args::try_parse_from(["kfrules", "report", "--profile", "pdd"]);
    let Ok(Args { command: Command::Report(args) }) = args else {
        return Err("the command line of a report is not read".to_owned());
    };
    let format = LogFormat::from_str(format, false)?;
    report::count_events(format, lines, &args).map_err(|failure| failure.to_string())
}
