//! What docs/c.md says, and the README of C, is so: its examples are parts of programs that are compiled and run, and its
//! names and numbers are the header's.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every program that the tests run.
fn programs() -> Vec<String> {
    let folders = ["bindings/c/examples", "bindings/c/languages"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(root().join(folder)).expect("there"));
    files.map(|file| read(file.expect("an entry").path())).collect()
}

/// The blocks of a page, each with its language.
fn examples_of(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split("\n```").skip(1).step_by(2).map(|block| block.split_once('\n').expect("a line"))
}

#[test]
fn every_example_is_part_of_a_program() {
    let (page, programs) = (read("docs/c.md"), programs());
    let readme = read("README.md");
    let of_readme = examples_of(&readme).filter(|(language, _)| *language == "c");
    let mut examples = 0;
    for (language, example) in examples_of(&page).chain(of_readme) {
        if language == "sh" {
            continue;
        }
        let found = programs.iter().any(|program| program.contains(example));
        assert!(found, "no program holds this {language}:\n{example}");
        examples += 1;
    }
    assert!(examples >= 9, "only {examples} examples");
}

#[test]
fn every_name_is_in_the_header() {
    let (page, header) = (read("docs/c.md"), read("include/kfrules.h"));
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut names = 0;
    for word in page.split(|c| !is_part(c)) {
        if (word.starts_with("kf_") && word != "kf_") || word.starts_with("KF_") {
            assert!(
                header.split(|c| !is_part(c)).any(|own| own == word),
                "the header has no {word}"
            );
            names += 1;
        }
    }
    assert!(names >= 60, "only {names} names");
}

#[test]
fn the_table_of_statuses_is_whole() {
    let (page, header) = (read("docs/c.md"), read("include/kfrules.h"));
    let (_, statuses) = header.split_once("enum kf_status\n").expect("declared");
    let (statuses, _) = statuses.split_once("};").expect("an end");
    let mut rows = 0;
    for line in statuses.lines() {
        if let Some((name, number)) = line.trim().trim_end_matches(',').split_once(" = ") {
            assert!(page.contains(&format!("| {number} | `{name}` |")), "no row of {name}");
            rows += 1;
        }
    }
    assert_eq!(rows, 13);
}
