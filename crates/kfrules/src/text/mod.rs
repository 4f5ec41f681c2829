//! Text as written and as spelled: what each character stands for, and where it came from.
//!
//! [`spell`] folds a text character by character and sets noise aside; the [`View`] it gives keeps,
//! for every symbol, the place it came from. Nothing here knows of rules.
//!
//! ```
//! use kfrules::text::spell;
//!
//! assert_eq!(spell("亲，加我 Ｖ * Ⓧ：徵\u{200B}信").plain(), "亲,加我vx征信");
//! ```

mod decode;
pub(crate) mod disguises;
mod fold;
pub(crate) mod lexicon;
mod pages;
pub(crate) mod rarity;
pub(crate) mod readings;
mod tables;
pub(crate) mod utf16;
mod view;

pub(crate) use decode::{decode, unit};
pub(crate) use tables::digest::DIGEST as TABLES_DIGEST;

pub(crate) use fold::stands_for_itself;
pub use fold::{Fold, fold};
pub use readings::readings;
pub(crate) use view::Stop;
pub use view::{View, spell};
