//! The packs and compiled rulesets that the command line names.

use std::fs;
use std::path::{Path, PathBuf};

use kfrules::{PLATFORMS, Pack, Ruleset};

use crate::args::Selection;
use crate::failure::Failure;

/// The user's own rules.
pub(crate) struct Packs {
    packs: Vec<Pack>,
    /// Each takes the place of the platform that it was compiled for.
    saved: Vec<Ruleset>,
}

/// What a file of rules holds.
pub(crate) enum Rules {
    Pack(Box<Pack>),
    Saved(Ruleset),
}

impl Packs {
    /// The rules that a selection asks for.
    pub(crate) fn select(selection: &Selection) -> Result<Ruleset, Failure> {
        let packs = Packs::read(&selection.packs)?;
        packs.compile(packs.platform(selection)?)
    }

    pub(crate) fn read(paths: &[PathBuf]) -> Result<Packs, Failure> {
        let (mut packs, mut saved) = (Vec::new(), Vec::new());
        for path in paths {
            match read(path)? {
                Rules::Pack(pack) => packs.push(*pack),
                Rules::Saved(rules) => saved.push(rules),
            }
        }
        if let (Some(pack), Some(rules)) = (packs.first(), saved.first()) {
            let (pack, rules) = (pack.id(), rules.id());
            return Err(Failure::Input(format!(
                "`{pack}` cannot be put on top of the compiled ruleset `{rules}`: compile them together"
            )));
        }
        Ok(Packs { packs, saved })
    }

    /// The platform of messages that name none.
    pub(crate) fn platform<'a>(&'a self, selection: &'a Selection) -> Result<&'a str, Failure> {
        let Some(platform) = &selection.platform else {
            return Ok(self.saved.first().map_or("common", Ruleset::id));
        };
        match self.saved.first() {
            Some(saved) if self.saved_for(platform).is_none() => Err(Failure::Input(format!(
                "the compiled ruleset is for `{}`, not for `{platform}`",
                saved.id()
            ))),
            _ => Ok(platform),
        }
    }

    /// A platform's rules with these packs on top.
    pub(crate) fn compile(&self, platform: &str) -> Result<Ruleset, Failure> {
        if let Some(saved) = self.saved_for(platform) {
            return Ok(saved.clone());
        }
        let builder = Ruleset::builder().platform(platform);
        Ok(self.packs.iter().cloned().fold(builder, kfrules::RulesetBuilder::pack).compile()?)
    }

    fn saved_for(&self, platform: &str) -> Option<&Ruleset> {
        self.saved.iter().find(|saved| saved.id() == platform)
    }
}

pub(crate) fn read(path: &Path) -> Result<Rules, Failure> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Failure::input(&name, error))?;
    if Ruleset::is_saved(&bytes) {
        let rules = Ruleset::load(&bytes).map_err(|error| Failure::input(&name, error))?;
        return Ok(Rules::Saved(rules));
    }
    let source = String::from_utf8(bytes).map_err(|error| Failure::input(&name, error))?;
    Ok(Rules::Pack(Box::new(Pack::from_toml_named(&name, &source)?)))
}

/// A pack by its file, or a bundled one by its name.
pub(crate) fn pack(path: &Path) -> Result<Pack, Failure> {
    match path.to_str().filter(|name| PLATFORMS.contains(name)) {
        Some(bundled) => Ok(Pack::bundled(bundled)?),
        None => own_pack(path),
    }
}

/// A pack by its file.
pub(crate) fn own_pack(path: &Path) -> Result<Pack, Failure> {
    match read(path)? {
        Rules::Pack(pack) => Ok(*pack),
        Rules::Saved(_) => Err(Failure::input(path.display(), "is compiled already")),
    }
}
