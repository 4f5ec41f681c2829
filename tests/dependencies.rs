//! `docs/dependencies.md` names each dependency with the licence that it has, and no other.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    license: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// None for what is part of the workspace.
    source: Option<String>,
}

#[test]
fn each_dependency_has_its_row() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let told = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
        .current_dir(&root)
        .output()
        .expect("cargo runs");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let metadata: Metadata = serde_json::from_slice(&told.stdout).expect("metadata");
    let licences: BTreeMap<&str, &str> = (metadata.packages.iter())
        .map(|package| (package.name.as_str(), package.license.as_deref().unwrap_or("none")))
        .collect();
    let expected: BTreeMap<String, String> = (metadata.packages.iter())
        .filter(|package| metadata.workspace_members.contains(&package.id))
        .flat_map(|package| &package.dependencies)
        .filter(|dependency| dependency.source.is_some())
        .map(|dependency| {
            let name = dependency.name.as_str();
            (name.to_owned(), licences.get(name).copied().unwrap_or("not built here").to_owned())
        })
        .collect();
    let page = std::fs::read_to_string(root.join("docs/dependencies.md")).expect("the page");
    let rows: BTreeMap<String, String> = page
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix("| ")?.split('|').map(str::trim).collect();
            let [name, licence, why, ""] = cells[..] else { panic!("three cells: {line}") };
            assert!(!why.is_empty(), "no reason: {line}");
            (name != "crate").then(|| (name.to_owned(), licence.to_owned()))
        })
        .collect();
    assert_eq!(rows, expected);
}
