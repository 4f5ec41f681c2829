//! The C library `libkfrules`; `include/kfrules.h` is made from these files.
//!
//! Every function is safe Rust behind a thin border (`border.rs`) that turns pointers into references and
//! panics into a status. What C sees keeps C's names.

#![allow(non_camel_case_types, reason = "these are the names that C sees")]
#![allow(unsafe_code, reason = "names are exported as they are, and text comes as a pointer")]
#![allow(clippy::missing_safety_doc, reason = "the documentation is the C header's")]

mod border;
mod builder;
mod checker;
mod clock;
mod conversation;
mod deadline;
mod event;
mod failure;
mod names;
mod platform;
mod profile;
mod rule;
mod ruleset;
mod saved;
mod string;
mod text;
mod time;
mod version;
mod violation;
mod waiting;

pub use builder::*;
pub use checker::*;
pub use clock::*;
pub use conversation::*;
pub use deadline::*;
pub use event::*;
pub use failure::*;
pub use names::*;
pub use platform::*;
pub use profile::*;
pub use rule::*;
pub use ruleset::*;
pub use saved::*;
pub use string::*;
pub use text::*;
pub use time::*;
pub use version::*;
pub use violation::*;
pub use waiting::*;
