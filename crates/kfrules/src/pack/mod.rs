//! Rule packs as written: read, checked for what can be seen without other packs, nothing compiled.

pub(crate) mod closest;
mod dialogue;
mod mistake;
mod own;
mod place;
mod read;
mod schema;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use place::Places;
use schema::PackFile;

pub(crate) use crate::plan::{Guard, Side};
pub(crate) use crate::word::Word;
pub(crate) use dialogue::{DialogueText, MOST_MESSAGES};

use crate::error::Error;
use crate::from_toml;
use crate::limits;
use crate::number::NumberKind;
use crate::rule::{Sender, Severity, Source, Via};

/// A rule pack: rules, word lists and changes to the packs it extends, read from TOML.
///
/// The format is described in `docs/pack-format.md`.
///
/// ```
/// use kfrules::{Pack, Ruleset};
///
/// let pack = Pack::from_toml(
///     r#"
///     id = "shop"
///     title = "小店自己的规则"
///
///     [[rule]]
///     id = "wording.gift"
///     severity = "warning"
///     message = "赠品已经送完，请不要再承诺"
///     suggestion = "可以介绍店铺优惠券"
///     sources = [{ document = "店长通知", date = "2024-05-01" }]
///     words = ["送小样"]
///     hits = ["下单送小样哦"]
///     passes = ["小样已经没有了"]
///     "#,
/// )?;
/// assert_eq!(Ruleset::compile(pack)?.check("亲，下单送 小 样").len(), 1);
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone)]
pub struct Pack {
    pub(crate) origin: Option<String>,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) extends: Vec<Word>,
    pub(crate) disable: Vec<Word>,
    pub(crate) lists: BTreeMap<String, Arc<Vec<Word>>>,
    pub(crate) overrides: Vec<Override>,
    pub(crate) allows: Vec<Allow>,
    /// Shared with what is compiled of them, as they may have many words.
    pub(crate) rules: Vec<Arc<RuleText>>,
}

/// A change to an inherited rule.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    pub(crate) rule: Word,
    pub(crate) severity: Option<Severity>,
    pub(crate) message: Option<String>,
    pub(crate) suggestion: Option<String>,
    pub(crate) sources: Option<Vec<Source>>,
}

/// Words that excuse the hits of other rules.
#[derive(Clone, Debug)]
pub(crate) struct Allow {
    /// Ids or categories; empty means all.
    pub(crate) rules: Vec<Word>,
    pub(crate) words: Arc<Vec<Word>>,
}

/// A rule as written.
#[derive(Clone, Debug)]
pub(crate) struct RuleText {
    pub(crate) id: Word,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) suggestion: String,
    pub(crate) sources: Vec<Source>,
    pub(crate) since: Option<String>,
    pub(crate) until: Option<String>,
    pub(crate) senders: Vec<Sender>,
    pub(crate) reach: Via,
    pub(crate) guard: Guard,
    pub(crate) near_sounds: bool,
    /// How words are read that are not read as usual, by the word.
    pub(crate) readings: BTreeMap<String, Word>,
    pub(crate) gap: usize,
    pub(crate) words: Vec<Word>,
    pub(crate) codes: Vec<Word>,
    pub(crate) clauses: Vec<Word>,
    pub(crate) patterns: Vec<Word>,
    pub(crate) cued: Vec<CuedText>,
    pub(crate) numbers: Vec<NumberText>,
    pub(crate) near: Vec<NearText>,
    pub(crate) unless: Option<UnlessText>,
    /// Whether it also looks across messages that one sender writes in a row.
    pub(crate) split: bool,
    pub(crate) dialogue: Option<DialogueText>,
    pub(crate) except: Vec<Word>,
    pub(crate) except_patterns: Vec<Word>,
    /// What to write in place of a word, by the word.
    pub(crate) replace: BTreeMap<String, Word>,
    /// Advice of `lint` that its author does not want: a concern, and a word after a colon.
    pub(crate) quiet: Vec<Word>,
    pub(crate) hits: Vec<String>,
    pub(crate) passes: Vec<String>,
    pub(crate) denied: Vec<String>,
}

/// Words that count only beside a cue.
#[derive(Clone, Debug)]
pub(crate) struct CuedText {
    pub(crate) words: Vec<Word>,
    pub(crate) codes: Vec<Word>,
    pub(crate) cues: Vec<Word>,
    pub(crate) side: Side,
    pub(crate) within: usize,
}

/// Numbers that count beside a cue, or anywhere if there are no cues.
#[derive(Clone, Debug)]
pub(crate) struct NumberText {
    pub(crate) kinds: Vec<NumberKind>,
    /// The fewest digits and letters it may have.
    pub(crate) least: usize,
    /// Domains to which links are welcome.
    pub(crate) home: Vec<Word>,
    pub(crate) cues: Vec<Word>,
    pub(crate) side: Side,
    pub(crate) within: usize,
}

/// Groups of words that count when one of each stands near the others.
#[derive(Clone, Debug)]
pub(crate) struct NearText {
    pub(crate) all: Vec<Vec<Word>>,
    pub(crate) within: usize,
    pub(crate) ordered: bool,
}

/// Words that make a hit a denial.
#[derive(Clone, Debug)]
pub(crate) struct UnlessText {
    pub(crate) words: Vec<Word>,
    pub(crate) after: Vec<Word>,
    pub(crate) within: usize,
}

/// Noise characters allowed between two symbols of a word, unless the rule says otherwise.
const GAP: usize = 3;
/// Symbols between a cued word and its cue, or a hit and its denial, unless said otherwise.
const BESIDE: usize = 6;
/// Symbols from the first part of a near rule to its last, unless said otherwise.
const NEAR: usize = 20;

/// The largest `within` and `gap`: what is further apart has nothing to do with each other, and a
/// bound keeps judging linear.
pub(crate) const FURTHEST: usize = 200;
/// The most groups of a near rule.
pub(crate) const MOST_GROUPS: usize = 16;

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    ///
    /// If it is not TOML, has unknown or missing keys, a rule id twice, a rule without source,
    /// `hits` or `passes`, or a value that means nothing, or is larger than the
    /// [`limits`](crate::limits). The error names the line and the rule.
    pub fn from_toml(source: &str) -> Result<Pack, Error> {
        limits::at_most(limits::LARGEST_PACK, source.len(), "bytes in a pack")?;
        let lines = Places::new(source);
        let file: PackFile = from_toml::read(source).map_err(|error| {
            let cause = Error::new(mistake::in_plain_words(error.message()));
            match error.span() {
                Some(span) => {
                    let (line, column) = lines.place(span.start);
                    cause.at_place(line, column)
                }
                None => cause,
            }
        })?;
        read::pack(file, &lines)
    }

    /// Reads a pack and remembers the name of its file for messages.
    ///
    /// # Errors
    ///
    /// As [`Pack::from_toml`]; the error also names the file.
    pub fn from_toml_named(origin: &str, source: &str) -> Result<Pack, Error> {
        let pack = Pack::from_toml(source).map_err(|error| error.in_origin(origin))?;
        Ok(Pack { origin: Some(origin.to_owned()), ..pack })
    }

    /// The id that stands before its rules' ids.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is, for people.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// An error in this pack at `word`.
    pub(crate) fn error(&self, word: &Word, cause: impl Into<String>) -> Error {
        self.locate(Error::new(cause).at(word))
    }

    pub(crate) fn locate(&self, error: Error) -> Error {
        match &self.origin {
            Some(origin) => error.in_origin(origin),
            None => error,
        }
    }
}

impl fmt::Debug for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pack({}, {} rules)", self.id, self.rules.len())
    }
}

/// Whether this is a day of the calendar, as `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<toml::value::Datetime>().is_ok_and(|date| date.time.is_none())
}
