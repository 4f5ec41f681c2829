//! Compiled rules as bytes.
//!
//! | bytes | hold |
//! |---|---|
//! | 8 | `MAGIC` |
//! | 4 | `FORMAT`, little end first, as all numbers of fixed size |
//! | 8 | `checksum` of what follows |
//! | the rest | the version of the library, the digest of its tables, and the rules (`shape`) |
//!
//! The bundled platforms are saved so by the build script, which then keeps of each what sets it apart
//! (`delta`), and the user's own rulesets by `Ruleset::save`. What is read may be forged, checksum and all: numbers are held to their bounds
//! (`check`) before they are used.

mod bytes;
mod check;
pub(crate) mod delta;
mod shape;

use bytes::{Input, Saved};

use crate::compile::base::Outline;
use crate::error::Error;
use crate::plan::Compiled;
use crate::text::TABLES_DIGEST;

/// What a saved ruleset begins with; no text does.
pub(crate) const MAGIC: [u8; 8] = *b"\x93kfrules";

/// Changes whenever what `shape` lists does.
const FORMAT: u32 = 4;

/// Words spelled and patterns taken apart by another version may not fit what searches for them.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const HEADER: usize = MAGIC.len() + size_of::<u32>() + size_of::<u64>();

/// The rules as bytes.
pub(crate) fn save(rules: &Compiled) -> Vec<u8> {
    let mut body = Vec::new();
    VERSION.to_owned().write(&mut body);
    body.extend(TABLES_DIGEST.to_le_bytes());
    rules.write(&mut body);
    let mut saved = Vec::with_capacity(HEADER + body.len());
    saved.extend(MAGIC);
    saved.extend(FORMAT.to_le_bytes());
    saved.extend(checksum(&body).to_le_bytes());
    saved.extend(body);
    saved
}

/// The rules that were saved as these bytes.
pub(crate) fn load(saved: &[u8]) -> Result<Compiled, Error> {
    read(saved, false)
}

/// The same of what the build script saved, which is neither damaged nor forged: a program need not
/// wait until that is seen.
pub(crate) fn load_own(saved: &[u8]) -> Result<Compiled, Error> {
    read(saved, true)
}

fn read(saved: &[u8], is_own: bool) -> Result<Compiled, Error> {
    let damaged = || Error::new("this saved ruleset is damaged: save it anew");
    let Some(rest) = saved.strip_prefix(&MAGIC) else {
        return Err(Error::new("this is no saved ruleset"));
    };
    let (format, rest) = rest.split_first_chunk().ok_or_else(damaged)?;
    let format = u32::from_le_bytes(*format);
    if format != FORMAT {
        return Err(Error::new(format!(
            "this ruleset was saved in format {format}, and this version reads {FORMAT}: save it anew"
        )));
    }
    let (sum, body) = rest.split_first_chunk().ok_or_else(damaged)?;
    if !is_own && u64::from_le_bytes(*sum) != checksum(body) {
        return Err(damaged());
    }
    let mut input = Input(body);
    let version = String::read(&mut input).ok_or_else(damaged)?;
    if version != VERSION {
        return Err(Error::new(format!(
            "this ruleset was saved by version {version}, and this is {VERSION}: save it anew"
        )));
    }
    let digest = input.take().ok_or_else(damaged)?;
    if u64::from_le_bytes(digest) != TABLES_DIGEST {
        return Err(Error::new(
            "this ruleset was saved with other tables of characters: save it anew",
        ));
    }
    let rules = Compiled::read(&mut input).ok_or_else(damaged)?;
    if !input.0.is_empty() || !is_own && !check::fits(&rules) {
        return Err(damaged());
    }
    Ok(rules)
}

/// An outline as bytes. It never leaves the library, and needs nothing before it.
#[allow(dead_code, reason = "the build script saves outlines, the library reads them")]
pub(crate) fn save_outline(outline: &Outline) -> Vec<u8> {
    let mut saved = Vec::new();
    outline.write(&mut saved);
    saved
}

/// The outline that was saved as these bytes.
pub(crate) fn load_outline(saved: &[u8]) -> Option<Outline> {
    Outline::read(&mut Input(saved))
}

/// A sum that changes whenever any eight bytes in a row do, and nearly always when more do.
///
/// Each step is one to one in what it has so far and in what it takes in, so a single change is never
/// lost. It guards against accidents, not against forgers.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64;
    let mut step = |chunk: [u8; 8]| {
        sum = (sum ^ u64::from_le_bytes(chunk)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    };
    let (chunks, rest) = bytes.as_chunks();
    chunks.iter().for_each(|&chunk| step(chunk));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(last);
    sum
}
