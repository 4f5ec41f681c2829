//! Everything that any rule looks for, found in one pass over a view; nothing is judged here.

mod needs;
mod patterns;
mod words;

pub(crate) use patterns::{PatternHit, Patterns, PatternsBuilder, PatternsCache};
pub(crate) use words::{Terms, TermsBuilder, WordHit};
