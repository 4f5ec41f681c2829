//! Rule packs as written: read, checked for what can be seen without other packs, nothing compiled.

mod dialogue;
mod schema;

use std::collections::BTreeMap;
use std::fmt;

use schema::{PackFile, RuleTable, Text};

pub(crate) use dialogue::{DialogueText, MOST_MESSAGES};
pub(crate) use schema::{Guard, Side};

use crate::error::Error;
use crate::number::NumberKind;
use crate::rule::{CATEGORIES, Sender, Severity, Source, Via};

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
    pub(crate) lists: BTreeMap<String, Vec<Word>>,
    pub(crate) overrides: Vec<Override>,
    pub(crate) allows: Vec<Allow>,
    pub(crate) rules: Vec<RuleText>,
}

/// A string of a pack and the line it stands on.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) line: usize,
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
    pub(crate) words: Vec<Word>,
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
const FURTHEST: usize = 200;
/// The most groups of a near rule.
pub(crate) const MOST_GROUPS: usize = 16;

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    ///
    /// If it is not TOML, has unknown or missing keys, a rule id twice, a rule without source,
    /// `hits` or `passes`, or a value that means nothing. The error names the line and the rule.
    pub fn from_toml(source: &str) -> Result<Pack, Error> {
        let lines = Lines::new(source);
        let file: PackFile = toml::from_str(source).map_err(|error| {
            let cause = Error::new(error.message().to_owned());
            match error.span() {
                Some(span) => cause.at_line(lines.line(span.start)),
                None => cause,
            }
        })?;
        read(file, &lines)
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

    /// An error in this pack at the line of `word`.
    pub(crate) fn error(&self, word: &Word, cause: impl Into<String>) -> Error {
        self.locate(Error::new(cause).at_line(word.line))
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

/// Finds the line of an offset.
struct Lines(Vec<usize>);

impl Lines {
    fn new(source: &str) -> Lines {
        Lines(source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect())
    }

    fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|&end| end < offset) + 1
    }

    fn word(&self, text: Text) -> Word {
        Word { line: self.line(text.span().start), text: text.into_inner() }
    }

    fn words(&self, texts: Vec<Text>) -> Vec<Word> {
        texts.into_iter().map(|text| self.word(text)).collect()
    }
}

fn read(file: PackFile, lines: &Lines) -> Result<Pack, Error> {
    let id = lines.word(file.id);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    if id.text.is_empty() || !id.text.chars().all(plain) {
        let cause = format!("pack id \"{}\" must be made of a-z, 0-9, _ and -", id.text);
        return Err(Error::new(cause).at_line(id.line));
    }
    let mut rules: Vec<RuleText> = Vec::with_capacity(file.rules.len());
    for table in file.rules {
        let (line, name) = (lines.line(table.id.span().start), table.id.get_ref().clone());
        if let Some(first) = rules.iter().find(|rule| rule.id.text == name) {
            let cause = format!("this id was used before, on line {}", first.id.line);
            return Err(Error::new(cause).at_line(line).in_rule(&name));
        }
        let rule = read_rule(table, lines);
        rules.push(rule.map_err(|error| error.at_line(line).in_rule(&name))?);
    }
    Ok(Pack {
        origin: None,
        id: id.text,
        title: file.title,
        extends: lines.words(file.extends),
        disable: lines.words(file.disable),
        lists: file.lists.into_iter().map(|(name, list)| (name, lines.words(list))).collect(),
        overrides: file
            .overrides
            .into_iter()
            .map(|table| Override {
                rule: lines.word(table.rule),
                severity: table.severity,
                message: table.message,
                suggestion: table.suggestion,
                sources: table.sources,
            })
            .collect(),
        allows: file
            .allow
            .into_iter()
            .map(|table| Allow { rules: lines.words(table.rules), words: lines.words(table.words) })
            .collect(),
        rules,
    })
}

fn read_rule(table: RuleTable, lines: &Lines) -> Result<RuleText, Error> {
    let id = lines.word(table.id);
    let parts = id.text.split_once('.');
    if !parts.is_some_and(|(category, name)| CATEGORIES.contains(&category) && !name.is_empty()) {
        let categories = CATEGORIES.join(", ");
        return Err(Error::new(format!(
            "the id must be a category and a name, joined by a dot, as contact.wechat; categories are {categories}"
        )));
    }
    let date = |date: Option<Text>| match date.map(|date| lines.word(date)) {
        Some(date) if !is_date(&date.text) => {
            let cause = format!("\"{}\" is not a date as 2024-05-01", date.text);
            Err(Error::new(cause).at_line(date.line))
        }
        date => Ok(date.map(|date| date.text)),
    };
    if table.sources.is_empty() {
        return Err(Error::new("has no source: say where the rule comes from"));
    }
    if table.hits.is_empty() {
        return Err(Error::new("has no `hits`: give at least one text that breaks it"));
    }
    if table.passes.is_empty() {
        return Err(Error::new("has no `passes`: give at least one text that must not break it"));
    }
    if !table.denied.is_empty() && table.unless.is_none() {
        return Err(Error::new("has `denied` texts but no `unless`"));
    }
    if table.near.iter().any(|near| near.all.len() < 2 || near.all.iter().any(Vec::is_empty)) {
        return Err(Error::new("`near` needs at least two groups, none of them empty"));
    }
    if table.near.iter().any(|near| near.all.len() > MOST_GROUPS) {
        return Err(Error::new(format!("`near` takes at most {MOST_GROUPS} groups")));
    }
    let distances = (table.near.iter().map(|near| near.within))
        .chain(table.cued.iter().map(|cued| cued.within))
        .chain(table.number.iter().map(|number| number.within))
        .chain(table.unless.iter().map(|unless| unless.within))
        .chain([table.gap]);
    if distances.flatten().any(|distance| distance > FURTHEST) {
        return Err(Error::new(format!("`within` and `gap` are at most {FURTHEST}")));
    }
    let own = [&table.words, &table.codes, &table.clauses, &table.patterns];
    let reads_one = !own.into_iter().all(Vec::is_empty)
        || !table.cued.is_empty()
        || !table.near.is_empty()
        || !table.number.is_empty();
    match (reads_one, &table.dialogue) {
        (false, None) => {
            return Err(Error::new(
                "looks for nothing: give it words, codes, clauses, patterns, cued, number, near or dialogue",
            ));
        }
        (true, Some(_)) => {
            return Err(Error::new("reads one message or a dialogue, not both: write two rules"));
        }
        _ => {}
    }
    Ok(RuleText {
        severity: table.severity,
        message: table.message,
        suggestion: table.suggestion,
        sources: table.sources,
        since: date(table.since)?,
        until: date(table.until)?,
        senders: table.from.unwrap_or_else(|| Sender::SHOP.to_vec()),
        reach: table.reach.unwrap_or(Via::Spread),
        guard: table.guard,
        near_sounds: table.near_sounds,
        readings: table
            .readings
            .into_iter()
            .map(|(word, reading)| (word, lines.word(reading)))
            .collect(),
        gap: table.gap.unwrap_or(GAP),
        words: lines.words(table.words),
        codes: lines.words(table.codes),
        clauses: lines.words(table.clauses),
        patterns: lines.words(table.patterns),
        cued: table
            .cued
            .into_iter()
            .map(|cued| CuedText {
                words: lines.words(cued.words),
                codes: lines.words(cued.codes),
                cues: lines.words(cued.cues),
                side: cued.side,
                within: cued.within.unwrap_or(BESIDE),
            })
            .collect(),
        numbers: table
            .number
            .into_iter()
            .map(|number| NumberText {
                kinds: number.kinds,
                least: number.least,
                home: lines.words(number.home),
                cues: lines.words(number.cues),
                side: number.side,
                within: number.within.unwrap_or(BESIDE),
            })
            .collect(),
        near: table
            .near
            .into_iter()
            .map(|near| NearText {
                all: near.all.into_iter().map(|group| lines.words(group)).collect(),
                within: near.within.unwrap_or(NEAR),
                ordered: near.ordered,
            })
            .collect(),
        unless: table.unless.map(|unless| UnlessText {
            words: lines.words(unless.words),
            after: lines.words(unless.after),
            within: unless.within.unwrap_or(BESIDE),
        }),
        split: table.split,
        dialogue: table.dialogue.map(|table| dialogue::read(table, lines)).transpose()?,
        except: lines.words(table.except),
        except_patterns: lines.words(table.except_patterns),
        hits: table.hits,
        passes: table.passes,
        denied: table.denied,
        id,
    })
}

/// Whether this is a day of the calendar, as `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<toml::value::Datetime>().is_ok_and(|date| date.time.is_none())
}
