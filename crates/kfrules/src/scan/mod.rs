//! Everything that any rule looks for, found in one pass over a view; nothing is judged here.

mod alarms;
mod begun;
mod disguised;
mod glance;
mod letters;
mod marks;
mod patterns;
mod place;
mod sieve;
mod signs;
mod turn;
mod words;

pub(crate) use alarms::{Alarms, AlarmsBuilder, Awake, Rings, Waits, Watch};
pub(crate) use disguised::{Disguised, DisguisedBuilder, DisguisedHit};
pub(crate) use glance::Suspects;
pub(crate) use letters::{holds_any, letters_of};
pub(crate) use patterns::{PatternHit, Patterns, PatternsCache, build as build_pattern};
pub(crate) use sieve::{Reading, Sifted};
pub(crate) use signs::{PLUS, is_numeral};
pub(crate) use words::{Terms, WordHit};
