//! Bytes to text.

use encoding_rs::GB18030;

use crate::args::Encoding;

/// Decodes; on `Err`, where the first fault is, in bytes, if that is known, and what it is.
pub(super) fn decode(
    bytes: Vec<u8>,
    encoding: Encoding,
) -> Result<String, (Option<usize>, String)> {
    match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).map_err(|error| {
            let cause = "not UTF-8; if this is GBK, say --encoding gbk";
            (Some(error.utf8_error().valid_up_to()), cause.to_owned())
        }),
        Encoding::Gbk => GB18030
            .decode_without_bom_handling_and_without_replacement(&bytes)
            .map(std::borrow::Cow::into_owned)
            .ok_or_else(|| (None, "not GBK".to_owned())),
    }
}
