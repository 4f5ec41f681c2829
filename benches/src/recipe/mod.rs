//! How terms and texts are made: always the same, from recipes that are data.

mod chat;
mod disguise;
mod random;
mod terms;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use serde::de::DeserializeOwned;

use crate::definition::{Plant, Rules, Size, Text};
use crate::subject::Subject;

/// As many messages tell which terms are said.
const LISTENED_TO: usize = 5_000;

/// The recipes and what they made so far.
pub(crate) struct Kitchen {
    chat: chat::Recipe,
    disguise: disguise::Recipe,
    /// As many terms as the largest definition wants.
    terms: Vec<String>,
    /// Messages of the user's own, in place of those made.
    messages: Option<Vec<String>>,
}

impl Kitchen {
    /// Reads the recipes of the package at `package` and makes `terms` terms; messages are the lines of
    /// a file if there is one.
    pub(crate) fn open(
        package: &Path,
        terms: usize,
        messages: Option<&Path>,
    ) -> Result<Kitchen, String> {
        let lines = |text: String| text.lines().map(str::to_owned).collect();
        let words = read(&package.join("../data/words_50k.tsv"))?;
        let recipe: terms::Recipe = read_toml(&package.join("recipes/terms.toml"))?;
        Ok(Kitchen {
            chat: read_toml(&package.join("recipes/chat.toml"))?,
            disguise: read_toml(&package.join("recipes/disguise.toml"))?,
            terms: terms::make(&recipe, &words, terms)?,
            messages: messages.map(read).transpose()?.map(lines),
        })
    }

    /// What the engines look for.
    pub(crate) fn subject(&self, rules: &Rules) -> Result<Subject, String> {
        match rules {
            Rules::Terms(count) => Ok(Subject::words(self.terms[..*count].to_vec())),
            Rules::Unsaid(count) => self.unsaid(*count).map(Subject::words),
            Rules::Words(words) => Ok(Subject::words(words.clone())),
            Rules::Platform(id) => Subject::platform(id),
        }
    }

    /// So many terms that no message made by the recipe holds.
    fn unsaid(&self, count: usize) -> Result<Vec<String>, String> {
        let search = AhoCorasick::new(&self.terms).map_err(|error| error.to_string())?;
        let messages = self.chat.make(LISTENED_TO);
        let said = messages.iter().flat_map(|message| search.find_overlapping_iter(message));
        let said: HashSet<usize> = said.map(|found| found.pattern().as_usize()).collect();
        let unsaid = self.terms.iter().enumerate().filter(|(term, _)| !said.contains(term));
        let unsaid = Vec::from_iter(unsaid.map(|(_, term)| term.clone()).take(count));
        if unsaid.len() < count {
            return Err(format!("of {} terms {} are said", self.terms.len(), said.len()));
        }
        Ok(unsaid)
    }

    /// The texts to look in.
    pub(crate) fn texts(&self, text: &Text, subject: &Subject, size: Size) -> Vec<String> {
        match text {
            Text::Chat { messages, plant } => {
                let own = self.messages.as_ref();
                let made = || self.chat.make(size.of_messages(*messages));
                let mut messages = own.cloned().unwrap_or_else(made);
                if let Some(plant) = plant {
                    self.plant(&mut messages, plant, subject.terms());
                }
                messages
            }
            Text::Repeat { start, unit, bytes } => {
                let times = (size.of_bytes(*bytes) - start.len()) / unit.len();
                vec![format!("{start}{}", unit.repeat(times))]
            }
        }
    }

    /// Puts terms into messages, at places drawn by lot.
    fn plant(&self, messages: &mut [String], plant: &Plant, terms: &[String]) {
        let mut random = random::Random::new(self.disguise.seed);
        for message in messages.iter_mut().step_by(plant.one_in) {
            for _ in 0..plant.terms {
                let term = random.pick(terms);
                let term = if plant.disguised {
                    self.disguise.put_on(term, &mut random)
                } else {
                    term.clone()
                };
                let ends = [message.len()];
                let places = message.char_indices().map(|(place, _)| place).chain(ends);
                let places: Vec<usize> = places.take(message.chars().count().max(1)).collect();
                message.insert_str(*random.pick(&places), &term);
            }
        }
    }
}

/// The files of a folder that end in `.toml`, in the order of their names.
pub(crate) fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = folder.read_dir().map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

pub(crate) fn read_toml<T: DeserializeOwned>(file: &Path) -> Result<T, String> {
    toml::from_str(&read(file)?).map_err(|error| format!("{}: {error}", file.display()))
}
