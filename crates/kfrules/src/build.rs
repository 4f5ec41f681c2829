//! Compiles the bundled platforms when the library is built, so that no program has to when it starts.
//!
//! This is a second root over the modules that read and compile packs. What searches and judges is not
//! among them, and neither is what that needs.

#![allow(dead_code, unused_imports, unreachable_pub, reason = "most of it is for the library")]
#![expect(clippy::print_stderr, reason = "a build script tells cargo why it fails")]

mod bundled;
mod compile;
mod concern;
mod error;
mod limits;
mod pack;
mod plan;
mod rows;
mod rule;
mod saved;
mod span;
mod text;
mod word;
mod number {
    mod kind;
    pub use kind::NumberKind;
}

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use compile::Recipe;

fn main() -> ExitCode {
    // Cargo watches the packs and these modules by itself: they are what this program is made of.
    println!("cargo::rerun-if-changed=src/build.rs");
    let folder = env::var("OUT_DIR").expect("cargo says where");
    for platform in bundled::PLATFORMS {
        if let Err(fault) = save(platform, &Path::new(&folder).join(format!("{platform}.rules"))) {
            eprintln!("{fault}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn save(platform: &str, path: &Path) -> Result<(), String> {
    let recipe = Recipe { platform: Some(platform.to_owned()), ..Recipe::default() };
    // The patterns of bundled packs are tried by the tests.
    let rules = recipe.compile(&|_| Ok(())).map_err(|error| error.to_string())?;
    fs::write(path, saved::save(&rules)).map_err(|error| format!("{}: {error}", path.display()))
}
