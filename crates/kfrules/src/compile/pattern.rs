//! What a pattern may be, and which words wake it.

use std::fmt;

use regex_syntax::hir::Hir;

use super::needs::needs;
use crate::error::Error;

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

/// What is wrong with a pattern.
pub(crate) fn fault(source: &str, cause: &dyn fmt::Display) -> Error {
    Error::new(format!("pattern \"{source}\" {cause}"))
}

/// The words of which every match holds at least one; none if the pattern must search every message.
pub(crate) fn woken_by(pattern: &Hir) -> Vec<String> {
    needs(pattern).unwrap_or_default()
}
