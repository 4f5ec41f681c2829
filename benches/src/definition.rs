//! What a bench is: the shape of the files in `definitions/`.

use std::path::Path;

use serde::Deserialize;

use crate::engine::{Answer, Kind};
use crate::recipe;

/// One file: benches of one kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    #[serde(rename = "group")]
    pub(crate) name: String,
    /// What its numbers tell.
    pub(crate) about: String,
    pub(crate) measure: Measure,
    /// The first one is the measure of the others.
    pub(crate) engines: Vec<Kind>,
    #[serde(rename = "bench")]
    pub(crate) benches: Vec<Bench>,
}

/// One row of the table for each engine.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bench {
    pub(crate) name: String,
    pub(crate) rules: Rules,
    pub(crate) text: Text,
    /// Engines of the group that are left out here, with the reason as a comment.
    #[serde(default)]
    pub(crate) without: Vec<Kind>,
    pub(crate) counts: Counts,
}

/// What to look for.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Rules {
    /// So many terms made by the recipe.
    Terms(usize),
    /// The same without those that ordinary messages hold.
    Unsaid(usize),
    /// These words.
    Words(Vec<String>),
    /// The bundled rules of a platform; for the other engines, the literal words in them.
    Platform(String),
}

impl Rules {
    /// How many terms are to be made for these.
    pub(crate) fn terms(&self) -> usize {
        match self {
            Rules::Terms(count) => *count,
            // Some are left out: one in a hundred would be many.
            Rules::Unsaid(count) => count + count / 100 + 1,
            Rules::Words(_) | Rules::Platform(_) => 0,
        }
    }
}

/// What to look in.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Text {
    /// Messages made by the recipe.
    Chat { messages: usize, plant: Option<Plant> },
    /// One text: `start`, then `unit` again and again, up to so many bytes.
    Repeat {
        #[serde(default)]
        start: String,
        unit: String,
        bytes: usize,
    },
}

/// Terms that are put into messages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plant {
    /// One message in so many gets some.
    pub(crate) one_in: usize,
    /// How many each of those gets.
    pub(crate) terms: usize,
    #[serde(default)]
    pub(crate) disguised: bool,
}

/// What is timed, and in which unit it is told.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Measure {
    /// Each message alone: nanoseconds a message.
    Messages,
    /// All messages as the lines of one text: megabytes (1,000,000 bytes) a second.
    Stream,
    /// From the rules as text to the answer for the first message: milliseconds.
    Ready,
    /// The same as the most memory that it takes on the way: megabytes.
    Peak,
    /// A process of its own for the first message, from its start to its end: milliseconds that pass.
    Process,
}

/// How much text to use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// As the definition says, for measuring.
    Full,
    /// A small part, for checking the counts.
    Little,
}

impl Size {
    pub(crate) fn of_messages(self, messages: usize) -> usize {
        match self {
            Size::Full => messages,
            Size::Little => messages / 50,
        }
    }

    pub(crate) fn of_bytes(self, bytes: usize) -> usize {
        match self {
            Size::Full => bytes,
            Size::Little => bytes / 200,
        }
    }
}

/// The right answers, each with all of the text and with little of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counts {
    /// Characters of the text.
    characters: [usize; 2],
    /// Terms in the text as it is written, leftmost and longest, not overlapping.
    raw: Option<[usize; 2]>,
    /// The same, but for those that only arise from parts of two ordinary words; as `raw` if left out.
    exact: Option<[usize; 2]>,
    /// The same in the folded text.
    folded: Option<[usize; 2]>,
    /// The same in the folded text without noise.
    spread: Option<[usize; 2]>,
    /// The same, through sound and shape too, where ordinary words do not explain it.
    sound: Option<[usize; 2]>,
    /// Terms that sensitive-rs lists: each once in a message, also where they overlap, and wherever a text
    /// without noise sounds like one, be it in the middle of a syllable.
    listed: Option<[usize; 2]>,
    /// Violations of the platform's rules.
    violations: Option<[usize; 2]>,
}

impl Counts {
    pub(crate) fn of(&self, answer: Answer, size: Size) -> Option<usize> {
        let [full, little] = match answer {
            Answer::Characters => Some(self.characters),
            Answer::Raw => self.raw,
            Answer::Exact => self.exact.or(self.raw),
            Answer::Folded => self.folded,
            Answer::Spread => self.spread,
            Answer::Sound => self.sound,
            Answer::Listed => self.listed,
            Answer::Violations => self.violations,
        }?;
        Some(if size == Size::Full { full } else { little })
    }
}

impl Group {
    /// Leaves out the engines that are not here, and tells what each of them lacks.
    pub(crate) fn leave_out_missing(&mut self) -> Vec<(Kind, String)> {
        let missing: Vec<(Kind, String)> =
            self.engines.iter().filter_map(|&kind| Some((kind, kind.lacks()?))).collect();
        self.engines.retain(|kind| missing.iter().all(|(other, _)| other != kind));
        missing
    }

    /// The engines that take part in a bench.
    pub(crate) fn engines_of(&self, bench: &Bench) -> impl Iterator<Item = Kind> {
        self.engines.iter().copied().filter(|kind| !bench.without.contains(kind))
    }
}

/// Reads all groups, in the order of their file names.
pub(crate) fn read(folder: &Path) -> Result<Vec<Group>, String> {
    recipe::toml_files(folder)?.iter().map(|file| recipe::read_toml(file)).collect()
}

#[cfg(test)]
mod tests {
    use super::Group;
    use crate::engine::Kind;

    #[test]
    fn an_engine_that_is_not_built_is_left_out_with_a_word_how_to_build_it() {
        let mut group: Group = toml::from_str(
            "group = 'g'\nabout = 'a'\nmeasure = 'messages'\nbench = []\n\
             engines = ['floor', 'vectorscan', 'daachorse', 'sensitive-rs']",
        )
        .unwrap();
        let mut missing = group.leave_out_missing();
        assert!(group.engines.starts_with(&[Kind::Floor]));
        assert!(group.engines.contains(&Kind::Daachorse));
        assert_eq!(group.engines.len() + missing.len(), 4);
        missing.retain(|(kind, lacks)| *lacks != format!("not built: --features {kind}"));
        assert!(missing.is_empty());
        assert_eq!(group.engines.contains(&Kind::Vectorscan), cfg!(feature = "vectorscan"));
        assert_eq!(group.engines.contains(&Kind::SensitiveRs), cfg!(feature = "sensitive-rs"));
    }
}
