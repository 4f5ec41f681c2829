//! Bytes to text.

use clap::ValueEnum;
use encoding_rs::{DecoderResult, GB18030};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// GBK and its superset GB 18030
    Gbk,
}

/// Decodes; on `Err`, where the first fault is, in bytes, and what it is.
///
/// No byte of a longer GB 18030 character is a line end, comma or quote, so lines and fields can be
/// cut before they are decoded.
pub(super) fn decode(bytes: Vec<u8>, encoding: Encoding) -> Result<String, (usize, &'static str)> {
    match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).map_err(|error| {
            let is_utf16 =
                [[0xff, 0xfe], [0xfe, 0xff]].iter().any(|mark| error.as_bytes().starts_with(mark));
            let cause = if is_utf16 {
                "is UTF-16: save it as UTF-8 first"
            } else {
                "is not UTF-8; if the file is GBK, say --encoding gbk"
            };
            (error.utf8_error().valid_up_to(), cause)
        }),
        Encoding::Gbk => {
            let mut decoder = GB18030.new_decoder_without_bom_handling();
            let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
            let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
            match decoder.decode_to_string_without_replacement(&bytes, &mut text, true) {
                (DecoderResult::InputEmpty, _) => Ok(text),
                (DecoderResult::Malformed(length, extra), read) => Err((
                    read.saturating_sub(usize::from(length) + usize::from(extra)),
                    "is not GBK",
                )),
                (DecoderResult::OutputFull, read) => Err((read, "is too long to decode")),
            }
        }
    }
}
