//! Any bytes as a chat log, in every format and encoding that the command reads.

use kfrules_cli::trial;

/// The first byte chooses the format and the encoding, the rest is the log.
pub(super) fn drive(bytes: &[u8]) {
    let Some((&choice, log)) = bytes.split_first() else { return };
    let is_gbk = choice % 2 == 1;
    let read = match choice / 2 % 6 {
        0 => trial::messages("text", log, is_gbk),
        1 => trial::messages("jsonl", log, is_gbk),
        2 => trial::messages("csv", log, is_gbk),
        3 => trial::events("jsonl", log, is_gbk),
        4 => trial::events("csv", log, is_gbk),
        _ => trial::events("chat", log, is_gbk),
    };
    match read {
        // No record is shorter than its line end, and the last may lack it.
        Ok(records) => assert!(records <= log.len() + 1),
        Err(cause) => assert!(cause.starts_with("log"), "no place: {cause}"),
    }
}
