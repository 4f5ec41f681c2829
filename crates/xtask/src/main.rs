//! `cargo xtask generate [--check]`: makes the checked-in tables from `data/`, the C header, and by
//! `kfrules-pages` the pages of rules and facts;
//! `cargo xtask install-c --prefix DIR`: installs the C library.

#![expect(clippy::print_stderr, reason = "a command talks to whoever typed it")]

mod data;
mod digest;
mod disguises;
mod folds;
mod header;
mod install;
mod lexicon;
mod pages;
mod readings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// One file as it should be.
struct Generated {
    /// Where it belongs, relative to the root of the repository.
    path: &'static str,
    text: String,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["generate"] => write().and_then(|()| pages(&[])),
        ["generate", "--check"] => check().and_then(|()| pages(&["--check"])),
        ["install-c", "--prefix", prefix] => install::run(&root(), Path::new(prefix)),
        _ => Err("usage: cargo xtask generate [--check] | install-c --prefix DIR".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn generate() -> Result<Vec<Generated>, String> {
    let data = data::read(&root().join("data"))?;
    let mut files = vec![
        Generated {
            path: "crates/kfrules/src/text/tables/folds.rs",
            text: folds::generate(&data)?,
        },
        Generated {
            path: "crates/kfrules/src/text/tables/readings.rs",
            text: readings::generate(&data)?,
        },
        Generated {
            path: "crates/kfrules/src/text/tables/disguises.rs",
            text: disguises::generate(&data)?,
        },
        Generated {
            path: "crates/kfrules/src/text/tables/lexicon.rs",
            text: lexicon::generate(&data)?,
        },
    ];
    let digest = digest::generate(files.iter().map(|file| file.text.as_str()));
    files.push(Generated { path: "crates/kfrules/src/text/tables/digest.rs", text: digest });
    files.push(Generated {
        path: "include/kfrules.h",
        text: header::generate(&root().join("bindings/c"))?,
    });
    Ok(files)
}

fn write() -> Result<(), String> {
    for file in generate()? {
        let path = root().join(file.path);
        // Whoever stops this in the middle still has tables that compile.
        let aside = path.with_extension("new");
        fs::write(&aside, file.text)
            .and_then(|()| fs::rename(&aside, &path))
            .map_err(|error| format!("{}: {error}", file.path))?;
    }
    Ok(())
}

/// Runs the program that makes the pages of rules and facts. It is compiled after the tables are
/// made, because the library is compiled with them.
fn pages(arguments: &[&str]) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "kfrules-pages", "--"]).args(arguments);
    match command.current_dir(root()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("the pages of rules and facts were not made".to_owned()),
        Err(error) => Err(format!("cargo: {error}")),
    }
}

fn check() -> Result<(), String> {
    let stale: Vec<String> = generate()?
        .into_iter()
        .filter(|file| !is_fresh(file))
        .map(|file| format!("{} is stale: run `cargo xtask generate`", file.path))
        .collect();
    if stale.is_empty() { Ok(()) } else { Err(stale.join("\n")) }
}

/// Line endings do not count: Git on Windows may have changed them.
fn is_fresh(file: &Generated) -> bool {
    fs::read_to_string(root().join(file.path))
        .is_ok_and(|present| present.replace("\r\n", "\n") == file.text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_files_are_fresh() {
        assert_eq!(super::check(), Ok(()));
    }
}
