//! Everything that any rule looks for, found in one pass over a view; nothing is judged here.

mod alarms;
mod disguised;
mod needs;
mod patterns;
mod place;
mod sieve;
mod turn;
mod words;

pub(crate) use alarms::{Alarms, AlarmsBuilder, Awake, Rings};
pub(crate) use disguised::{Disguised, DisguisedBuilder, DisguisedHit};
pub(crate) use patterns::{PatternHit, Patterns, PatternsBuilder, PatternsCache};
pub(crate) use place::Sound;
pub(crate) use sieve::{Reading, Sifted, rarity};
pub(crate) use words::{Terms, TermsBuilder, WordHit};
