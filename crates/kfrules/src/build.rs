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
mod from_toml;
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

/// The packs, which the library has from here.
mod sources {
    pub(crate) fn source(id: &str) -> Option<&'static str> {
        kfrules_packs::PACKS.iter().find(|(name, _)| *name == id).map(|(_, source)| *source)
    }
}

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use compile::Recipe;

/// What programs wait for when they start is told in few steps, the rest in few bytes.
const IN_FEW_STEPS: usize = 4;
const IN_FEW_BYTES: usize = 0;

/// What most of each platform is.
const BASE: &str = "common";

fn main() -> ExitCode {
    // Cargo watches the packs and these modules by itself: they are what this program is made of.
    println!("cargo::rerun-if-changed=src/build.rs");
    let folder = env::var("OUT_DIR").expect("cargo says where");
    match save_all(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// Saves each platform, its outline and the packs as what makes them of the base.
fn save_all(folder: &Path) -> Result<(), String> {
    let base = compile(BASE)?;
    write(&folder.join("base.rules"), &saved::delta::make(&[], &base, IN_FEW_STEPS))?;
    let base_outline = outline(BASE)?;
    write(&folder.join("base.outline"), &saved::delta::make(&[], &base_outline, IN_FEW_BYTES))?;
    for platform in bundled::PLATFORMS {
        let delta = saved::delta::make(&base, &compile(platform)?, IN_FEW_STEPS);
        write(&folder.join(format!("{platform}.rules.delta")), &delta)?;
        let delta = saved::delta::make(&base_outline, &outline(platform)?, IN_FEW_BYTES);
        write(&folder.join(format!("{platform}.outline.delta")), &delta)?;
    }
    save_sources(folder, &base)
}

/// Saves the packs as what makes them of the base, in which many of their words are.
fn save_sources(folder: &Path, base: &[u8]) -> Result<(), String> {
    let (mut all, mut ends) = (String::new(), Vec::new());
    for platform in bundled::PLATFORMS {
        all += sources::source(platform).ok_or("a platform has no pack")?;
        ends.push((platform, all.len()));
    }
    write(&folder.join("packs.delta"), &saved::delta::make(base, all.as_bytes(), IN_FEW_BYTES))?;
    write(&folder.join("packs.ends"), format!("{ends:?}").as_bytes())
}

fn compile(platform: &str) -> Result<Vec<u8>, String> {
    // The patterns of bundled packs are tried by the tests.
    let rules = recipe(platform).compile(None, &|_| Ok(())).map_err(|error| error.to_string())?;
    Ok(saved::save(&rules))
}

fn outline(platform: &str) -> Result<Vec<u8>, String> {
    let outline = recipe(platform).outline().map_err(|error| error.to_string())?;
    Ok(saved::save_outline(&outline))
}

fn recipe(platform: &str) -> Recipe {
    Recipe { platform: Some(platform.to_owned()), ..Recipe::default() }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
