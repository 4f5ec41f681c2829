//! What is measured: kfrules, and what one would use instead.

mod automata;
mod floor;
mod folded;
pub(crate) mod kfrules;
mod process;
#[cfg(feature = "sensitive-rs")]
mod sensitive;
#[cfg(feature = "vectorscan")]
mod vectorscan;

use std::fmt;

use serde::Deserialize;

use crate::subject::Subject;

/// An engine that is ready.
pub(crate) trait Engine {
    /// Looks through a text and tells how much it found. Looks at the place of every hit, because
    /// that is what a search is for.
    fn count(&mut self, text: &str) -> usize;
}

/// Gets an engine ready from what its users would have in their hands; this is what is timed as
/// [`Measure::Ready`](crate::definition::Measure::Ready).
pub(crate) type Maker = Box<dyn Fn() -> Result<Box<dyn Engine>, String>>;

/// The engines by the names that the definitions use.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
pub(crate) enum Kind {
    /// kfrules with the bundled rules of a platform.
    #[serde(rename = "kfrules")]
    Kfrules,
    /// The same with a shop's own pack (`recipes/shop.toml`) on top.
    #[serde(rename = "kfrules/shop")]
    KfrulesShop,
    /// The command, as a process.
    #[serde(rename = "kfrules check")]
    Command,
    /// The Python package, as a process.
    #[serde(rename = "import kfrules")]
    Python,
    #[serde(rename = "kfrules/exact")]
    KfrulesExact,
    #[serde(rename = "kfrules/folded")]
    KfrulesFolded,
    #[serde(rename = "kfrules/spread")]
    KfrulesSpread,
    #[serde(rename = "kfrules/sound")]
    KfrulesSound,
    /// As `kfrules/spread`, loaded instead of compiled.
    #[serde(rename = "kfrules/saved")]
    KfrulesSaved,
    #[serde(rename = "aho-corasick")]
    AhoCorasick,
    /// Charwise.
    #[serde(rename = "daachorse")]
    Daachorse,
    /// Folds to a `String` with a map to the original, then searches that with daachorse.
    #[serde(rename = "fold+daachorse")]
    FoldDaachorse,
    #[serde(rename = "regex")]
    Regex,
    /// Needs the feature of its name.
    #[serde(rename = "vectorscan")]
    Vectorscan,
    /// Needs the feature of its name.
    #[serde(rename = "sensitive-rs")]
    SensitiveRs,
    /// Decodes and loads one table entry a character: what no engine that reads characters can beat.
    #[serde(rename = "floor")]
    Floor,
}

/// Which of the counts of a definition an engine must come to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Characters,
    Raw,
    Exact,
    Folded,
    Spread,
    Sound,
    Listed,
    Violations,
}

impl Kind {
    pub(crate) fn maker(self, subject: &Subject) -> Result<Maker, String> {
        match self {
            Kind::Kfrules => kfrules::bundled(subject),
            Kind::KfrulesShop => kfrules::shop(subject),
            Kind::Command => process::command(subject),
            Kind::Python => process::python(subject),
            Kind::KfrulesExact => Ok(kfrules::of_terms(subject, ::kfrules::Via::Exact)),
            Kind::KfrulesFolded => Ok(kfrules::of_terms(subject, ::kfrules::Via::Folded)),
            Kind::KfrulesSpread => Ok(kfrules::of_terms(subject, ::kfrules::Via::Spread)),
            Kind::KfrulesSound => Ok(kfrules::of_terms(subject, ::kfrules::Via::Sound)),
            Kind::KfrulesSaved => kfrules::saved(subject),
            Kind::AhoCorasick => Ok(automata::aho_corasick(subject)),
            Kind::Daachorse => Ok(automata::daachorse(subject)),
            Kind::FoldDaachorse => Ok(folded::daachorse(subject)),
            Kind::Regex => Ok(automata::regex(subject)),
            #[cfg(feature = "vectorscan")]
            Kind::Vectorscan => Ok(vectorscan::vectorscan(subject)),
            #[cfg(not(feature = "vectorscan"))]
            Kind::Vectorscan => Err(self.not_built()),
            #[cfg(feature = "sensitive-rs")]
            Kind::SensitiveRs => Ok(sensitive::sensitive_rs(subject)),
            #[cfg(not(feature = "sensitive-rs"))]
            Kind::SensitiveRs => Err(self.not_built()),
            Kind::Floor => Ok(floor::floor()),
        }
    }

    /// What it needs and is not here.
    pub(crate) fn lacks(self) -> Option<String> {
        match self {
            Kind::Command => process::lacks_command(),
            Kind::Python => process::lacks_python(),
            Kind::Vectorscan if !cfg!(feature = "vectorscan") => Some(self.not_built()),
            Kind::SensitiveRs if !cfg!(feature = "sensitive-rs") => Some(self.not_built()),
            _ => None,
        }
    }

    /// For an engine that has a feature of its name.
    fn not_built(self) -> String {
        format!("not built: --features {self}")
    }

    pub(crate) fn answer(self) -> Answer {
        match self {
            Kind::Kfrules | Kind::KfrulesShop | Kind::Command | Kind::Python => Answer::Violations,
            Kind::KfrulesExact => Answer::Exact,
            Kind::AhoCorasick | Kind::Daachorse | Kind::Regex | Kind::Vectorscan => Answer::Raw,
            Kind::KfrulesFolded | Kind::FoldDaachorse => Answer::Folded,
            Kind::KfrulesSpread | Kind::KfrulesSaved => Answer::Spread,
            Kind::KfrulesSound => Answer::Sound,
            Kind::SensitiveRs => Answer::Listed,
            Kind::Floor => Answer::Characters,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Kfrules => "kfrules",
            Kind::KfrulesShop => "kfrules/shop",
            Kind::Command => "kfrules check",
            Kind::Python => "import kfrules",
            Kind::KfrulesExact => "kfrules/exact",
            Kind::KfrulesFolded => "kfrules/folded",
            Kind::KfrulesSpread => "kfrules/spread",
            Kind::KfrulesSound => "kfrules/sound",
            Kind::KfrulesSaved => "kfrules/saved",
            Kind::AhoCorasick => "aho-corasick",
            Kind::Daachorse => "daachorse",
            Kind::FoldDaachorse => "fold+daachorse",
            Kind::Regex => "regex",
            Kind::Vectorscan => "vectorscan",
            Kind::SensitiveRs => "sensitive-rs",
            Kind::Floor => "floor",
        })
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Answer::Characters => "characters",
            Answer::Raw => "raw",
            Answer::Exact => "exact",
            Answer::Folded => "folded",
            Answer::Spread => "spread",
            Answer::Sound => "sound",
            Answer::Listed => "listed",
            Answer::Violations => "violations",
        })
    }
}
