//! The shared suite gives the same answers through C as in Rust.

#![allow(unsafe_code, reason = "C functions are called as C does")]

mod c;
mod clock;
mod dialogues;
mod messages;
mod packs;
