//! What a pattern may be, and which words wake it.

use std::fmt;

use regex_syntax::hir::{Hir, HirKind};

pub(crate) use super::needs::needs;
use crate::error::Error;
use crate::text::{Fold, fold, stands_for_itself};

/// The longest text, in bytes, that a pattern may match. A bound keeps the search linear however
/// many matches are refused: the next search begins one symbol on.
const LONGEST_MATCH: usize = 600;

/// Reads a pattern and holds it to its bounds.
pub(crate) fn parse(source: &str) -> Result<Hir, Error> {
    let fault = |cause: &dyn fmt::Display| fault(source, cause);
    let hir = regex_syntax::parse(source).map_err(|error| match error {
        regex_syntax::Error::Parse(error) => fault(&format!("is not valid: {}", error.kind())),
        error => fault(&format!("is not valid: {error}")),
    })?;
    if let Some(symbol) = never_spelled(&hir) {
        return Err(fault(&match fold(symbol) {
            Fold::Noise(_) | Fold::Mark | Fold::Ignored => {
                format!(
                    "asks for \"{symbol}\", which is set aside before patterns look: leave it out"
                )
            }
            _ => {
                format!("asks for \"{symbol}\", which is written otherwise once a text is spelled")
            }
        }));
    }
    if hir.properties().minimum_len() == Some(0) {
        return Err(fault(&"matches nothing at all: let it ask for at least one symbol"));
    }
    match hir.properties().maximum_len() {
        Some(longest) if longest <= LONGEST_MATCH => Ok(hir),
        Some(longest) => {
            Err(fault(&format!("may match {longest} bytes; {LONGEST_MATCH} is the most")))
        }
        None => Err(fault(&"has no longest match: write {0,20} in place of * or +")),
    }
}

/// A character that the pattern asks for and no spelled text has.
fn never_spelled(hir: &Hir) -> Option<char> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            text.chars().find(|&c| !stands_for_itself(c))
        }
        HirKind::Capture(capture) => never_spelled(&capture.sub),
        HirKind::Repetition(repetition) => never_spelled(&repetition.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().find_map(never_spelled)
        }
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => None,
    }
}

/// What is wrong with a pattern.
pub(crate) fn fault(source: &str, cause: &dyn fmt::Display) -> Error {
    Error::new(format!("pattern \"{source}\" {cause}"))
}
