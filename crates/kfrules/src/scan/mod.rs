//! Everything that any rule looks for, found in one pass over a view; nothing is judged here.

mod disguised;
mod patterns;
mod place;
mod turn;
mod words;

pub(crate) use disguised::{Disguised, DisguisedBuilder, DisguisedHit};
pub(crate) use patterns::{PatternHit, Patterns, PatternsCache, build as build_pattern};
pub(crate) use words::{Terms, TermsBuilder, WordHit};
