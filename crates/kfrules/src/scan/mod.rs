//! Everything that any rule looks for, found in one pass over a view; nothing is judged here.

mod disguised;
mod needs;
mod patterns;
mod place;
mod turn;
mod words;

pub(crate) use disguised::{Disguised, DisguisedBuilder, DisguisedHit};
pub(crate) use patterns::{PatternHit, Patterns, PatternsBuilder, PatternsCache};
pub(crate) use place::Sound;
pub(crate) use words::{Terms, TermsBuilder, WordHit};
