//! The C library `libkfrules`; `include/kfrules.h` is made from these files.
//!
//! Every function is safe Rust behind a thin border: [`border`] turns pointers into references and
//! panics into a status. What C sees keeps C's names.

#![allow(non_camel_case_types, reason = "these are the names that C sees")]
#![allow(unsafe_code, reason = "names are exported as they are, and text comes as a pointer")]
#![allow(clippy::missing_safety_doc, reason = "the documentation is the C header's")]

mod border;
mod builder;
mod checker;
mod failure;
mod names;
mod platform;
mod rule;
mod ruleset;
mod text;
mod version;
mod violation;

pub use builder::*;
pub use checker::*;
pub use failure::*;
pub use names::*;
pub use platform::*;
pub use rule::*;
pub use ruleset::*;
pub use text::*;
pub use version::*;
pub use violation::*;
