//! A ruleset with room to work in.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Mutex;

use kfrules::{Checker, Sender};

use crate::border::{answer, bytes, enter, free, given, hand_over, list, utf8};
use crate::failure::{Failure, kf_status};
use crate::names::sender as who;
use crate::platform::beyond;
use crate::ruleset::kf_ruleset;
use crate::text::{kf_text, kf_text16};
use crate::violation::{Found, kf_violation};

/// Checks many messages with one ruleset; make one for each thread. Two threads in one checker at
/// the same time are told KF_BUSY. Once warm it allocates nothing for a message in which nothing is
/// found.
#[derive(Debug)]
pub struct kf_checker(pub(crate) Mutex<Room>);

/// What a checker works with.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) checker: Checker,
    pub(crate) found: Found,
    /// UTF-16 text as UTF-8.
    pub(crate) decoded: String,
    /// Text that was written for C.
    written: String,
    /// The same in UTF-16.
    written16: Vec<u16>,
}

impl Room {
    fn check(&mut self, sender: Sender, text: &[u8]) -> Result<usize, Failure> {
        self.found.clear();
        let found = self.checker.check_bytes(sender, text);
        // The only error is that of the encoding.
        let found = found.map_err(|error| Failure::utf8(error.offset().unwrap_or(0)))?;
        Ok(self.found.keep(found))
    }

    fn check_utf16(&mut self, sender: Sender, text: &[u16]) -> Result<usize, Failure> {
        self.found.clear();
        decode(text, &mut self.decoded)?;
        Ok(self.found.keep(self.checker.check_from(sender, &self.decoded)))
    }

    fn explain(&mut self, sender: Sender, text: &str) -> kf_text {
        self.found.clear();
        explain(&mut self.checker, sender, text, &mut self.written)
    }

    fn explain_utf16(&mut self, sender: Sender, text: &[u16]) -> Result<kf_text, Failure> {
        self.found.clear();
        decode(text, &mut self.decoded)?;
        Ok(explain(&mut self.checker, sender, &self.decoded, &mut self.written))
    }

    fn mask(&mut self, text: &str, cover: char) -> kf_text {
        let masked = self.checker.rules().mask(text, cover);
        self.written.clear();
        self.written.push_str(&masked);
        kf_text::of(&self.written)
    }

    fn mask_utf16(&mut self, text: &[u16], cover: char) -> Result<kf_text16, Failure> {
        decode(text, &mut self.decoded)?;
        let masked = self.checker.rules().mask(&self.decoded, cover);
        Ok(encode(&masked, &mut self.written16))
    }

    fn rewrite(&mut self, text: &str) -> kf_text {
        let Some(rewritten) = self.checker.rules().rewrite(text) else { return kf_text::NONE };
        self.written = rewritten;
        kf_text::of(&self.written)
    }

    fn rewrite_utf16(&mut self, text: &[u16]) -> Result<kf_text16, Failure> {
        decode(text, &mut self.decoded)?;
        let rewritten = self.checker.rules().rewrite(&self.decoded);
        Ok(rewritten.map_or(kf_text16::NONE, |text| encode(&text, &mut self.written16)))
    }
}

/// Every place that was looked at, as a line of JSON.
fn explain(checker: &mut Checker, sender: Sender, text: &str, written: &mut String) -> kf_text {
    written.clear();
    for place in checker.explain_from(sender, text) {
        let row = serde_json::to_string(&place).expect("an explanation is plain data");
        written.push_str(&row);
        written.push('\n');
    }
    kf_text::of(written)
}

/// UTF-16 to UTF-8.
pub(crate) fn decode(text: &[u16], decoded: &mut String) -> Result<(), Failure> {
    decoded.clear();
    // A unit is at most three bytes.
    decoded.reserve(3 * text.len());
    let mut offset = 0;
    for character in char::decode_utf16(text.iter().copied()) {
        let character = character.map_err(|_| Failure::utf16(offset))?;
        decoded.push(character);
        offset += character.len_utf16();
    }
    Ok(())
}

/// UTF-8 to UTF-16.
fn encode(text: &str, encoded: &mut Vec<u16>) -> kf_text16 {
    encoded.clear();
    encoded.extend(text.encode_utf16());
    kf_text16::of(encoded)
}

/// The character of this number, to cover others with.
fn cover_of(number: u32) -> Result<char, Failure> {
    char::from_u32(number).ok_or_else(|| {
        Failure::new(kf_status::KF_BAD_VALUE, format!("U+{number:04X} is not a character"))
    })
}

/// Makes a checker; it keeps what it needs of the ruleset. Free it with kf_checker_free.
#[unsafe(no_mangle)]
pub extern "C" fn kf_checker_new(
    ruleset: Option<&kf_ruleset>,
    checker: Option<&mut MaybeUninit<*mut kf_checker>>,
) -> kf_status {
    answer(checker, || {
        let checker = given(ruleset)?.rules().checker();
        Ok(hand_over(kf_checker(Mutex::new(Room {
            checker,
            found: Found::default(),
            decoded: String::new(),
            written: String::new(),
            written16: Vec::new(),
        }))))
    })
}

/// Frees a checker and all that it gave; NULL is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn kf_checker_free(checker: Option<Box<kf_checker>>) {
    free(checker);
}

/// Checks a message in UTF-8 and tells how many violations there are; kf_checker_violation gives
/// them. `sender` is a kf_sender. The text is not needed after the call. Text that is not UTF-8
/// is KF_BAD_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_checker_check(
    checker: Option<&kf_checker>,
    sender: i32,
    text: *const c_char,
    length: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { bytes(text, length) };
    answer(count, || enter(&given(checker)?.0)?.check(who(sender)?, text?))
}

/// Checks a message in UTF-16, in the byte order of the machine; `length` counts 16-bit units.
/// Otherwise as kf_checker_check; text that is not UTF-16 is KF_BAD_UTF16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_checker_check_utf16(
    checker: Option<&kf_checker>,
    sender: i32,
    text: *const u16,
    length: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { list(text, length) };
    answer(count, || enter(&given(checker)?.0)?.check_utf16(who(sender)?, text?))
}

/// A violation of the last check, by index from 0, in the order of the text. It belongs to the
/// checker and lasts until the checker's next call that checks or explains.
#[unsafe(no_mangle)]
pub extern "C" fn kf_checker_violation(
    checker: Option<&kf_checker>,
    index: usize,
    violation: Option<&mut MaybeUninit<*const kf_violation>>,
) -> kf_status {
    answer(violation, || {
        let room = enter(&given(checker)?.0)?;
        room.found.get(index).map(ptr::from_ref).ok_or_else(|| beyond(index))
    })
}

/// The message with every character of its errors and warnings covered by the character `cover`, a
/// Unicode scalar value such as '*'. It is checked as an agent's. The result belongs to the checker
/// and lasts until its next call of kf_checker_mask, _rewrite, _explain or these with _utf16;
/// violations stay as they are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_checker_mask(
    checker: Option<&kf_checker>,
    text: *const c_char,
    length: usize,
    cover: u32,
    masked: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { utf8(text, length) };
    answer(masked, || {
        let cover = cover_of(cover)?;
        Ok(enter(&given(checker)?.0)?.mask(text?, cover))
    })
}

/// The same of a message in UTF-16, and in UTF-16; `length` counts 16-bit units.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_checker_mask_utf16(
    checker: Option<&kf_checker>,
    text: *const u16,
    length: usize,
    cover: u32,
    masked: Option<&mut MaybeUninit<kf_text16>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { list(text, length) };
    answer(masked, || {
        let cover = cover_of(cover)?;
        enter(&given(checker)?.0)?.mask_utf16(text?, cover)
    })
}

/// The message with each violation that has a replacement rewritten; without data if there is
/// nothing to replace. What has no replacement stays as it is, so check the new text before it is
/// sent. The result belongs to the checker as that of kf_checker_mask does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_checker_rewrite(
    checker: Option<&kf_checker>,
    text: *const c_char,
    length: usize,
    rewritten: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { utf8(text, length) };
    answer(rewritten, || Ok(enter(&given(checker)?.0)?.rewrite(text?)))
}

/// The same of a message in UTF-16, and in UTF-16; `length` counts 16-bit units.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_checker_rewrite_utf16(
    checker: Option<&kf_checker>,
    text: *const u16,
    length: usize,
    rewritten: Option<&mut MaybeUninit<kf_text16>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { list(text, length) };
    answer(rewritten, || enter(&given(checker)?.0)?.rewrite_utf16(text?))
}

/// Every place of a message that a rule looked at, in the order of the text, and what became of it:
/// one JSON object a line, as `kfrules explain --format jsonl` prints. `sender` is a kf_sender.
/// Slower than a check, whose violations it forgets. The result belongs to the checker as that of
/// kf_checker_mask does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_checker_explain(
    checker: Option<&kf_checker>,
    sender: i32,
    text: *const c_char,
    length: usize,
    json_lines: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { utf8(text, length) };
    answer(json_lines, || {
        let sender = who(sender)?;
        Ok(enter(&given(checker)?.0)?.explain(sender, text?))
    })
}

/// The same of a message in UTF-16; `length` counts 16-bit units. The JSON is UTF-8; it tells places
/// in 16-bit units too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kf_checker_explain_utf16(
    checker: Option<&kf_checker>,
    sender: i32,
    text: *const u16,
    length: usize,
    json_lines: Option<&mut MaybeUninit<kf_text>>,
) -> kf_status {
    // SAFETY: the caller answers for the text.
    let text = unsafe { list(text, length) };
    answer(json_lines, || {
        let sender = who(sender)?;
        enter(&given(checker)?.0)?.explain_utf16(sender, text?)
    })
}
