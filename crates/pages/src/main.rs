//! `cargo run -p kfrules-pages [-- --check]`: makes the pages that tell of rules and facts.
//!
//! `cargo xtask generate` runs it. It is a program of its own because it needs the library compiled,
//! and the library needs what `xtask` makes.

#![expect(clippy::print_stderr, reason = "a command talks to whoever typed it")]

mod coverage;
mod facts;
mod index;
mod markdown;
mod platform;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kfrules::{PLATFORMS, Ruleset};

/// One page as it should be.
struct Page {
    /// Where it belongs, relative to the root of the repository.
    path: String,
    text: String,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] => write(),
        ["--check"] => check(),
        _ => Err("usage: kfrules-pages [--check]".to_owned()),
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

/// The rules of every platform, first what they have in common.
fn rulesets() -> Result<Vec<(&'static str, Ruleset)>, String> {
    let mut ids = PLATFORMS;
    ids.sort_by_key(|id| *id != "common");
    let compile = |id| Ruleset::platform(id).map(|rules| (id, rules));
    ids.into_iter().map(compile).collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn generate() -> Result<Vec<Page>, String> {
    let rulesets = rulesets()?;
    let facts = facts::read(&root().join("data/facts.toml"))?;
    let mut pages = vec![
        Page { path: "docs/coverage.md".into(), text: coverage::page(&facts, &rulesets)? },
        Page { path: "docs/rules/README.md".into(), text: index::page(&rulesets) },
    ];
    pages.extend(rulesets.iter().map(|(id, rules)| Page {
        path: format!("docs/rules/{id}.md"),
        text: platform::page(id, rules, platform::common(&rulesets)),
    }));
    Ok(pages)
}

fn write() -> Result<(), String> {
    for page in generate()? {
        let path = root().join(&page.path);
        let folder = path.parent().expect("pages lie in docs");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, page.text))
            .map_err(|error| format!("{}: {error}", page.path))?;
    }
    Ok(())
}

fn check() -> Result<(), String> {
    let stale: Vec<String> = generate()?
        .into_iter()
        .filter(|page| !is_fresh(page))
        .map(|page| format!("{} is stale: run `cargo xtask generate`", page.path))
        .collect();
    if stale.is_empty() { Ok(()) } else { Err(stale.join("\n")) }
}

/// Line endings do not count: Git on Windows may have changed them.
fn is_fresh(page: &Page) -> bool {
    fs::read_to_string(root().join(&page.path))
        .is_ok_and(|present| present.replace("\r\n", "\n") == page.text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn pages_are_fresh() {
        assert_eq!(super::check(), Ok(()));
    }
}
