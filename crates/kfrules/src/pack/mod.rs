//! Rule packs as written: read, checked for what can be seen without other packs, nothing compiled.

pub(crate) mod closest;
mod dialogue;
mod mistake;
mod place;
mod schema;

use std::collections::BTreeMap;
use std::fmt;

use place::Places;
use schema::{PackFile, RuleTable, Text};

pub(crate) use dialogue::{DialogueText, MOST_MESSAGES};
pub(crate) use schema::{Guard, Side};

use crate::bundled;
use crate::error::Error;
use crate::lint::Concern;
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

/// A string of a pack and where it stands, from 1, the column in characters.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
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
        let lines = Places::new(source);
        let file: PackFile = toml::from_str(source).map_err(|error| {
            let cause = Error::new(mistake::in_plain_words(error.message()));
            match error.span() {
                Some(span) => {
                    let (line, column) = lines.place(span.start);
                    cause.at_place(line, column)
                }
                None => cause,
            }
        })?;
        read(file, &lines)
    }

    /// A pack that comes with the library, by its platform or `common`.
    ///
    /// # Errors
    ///
    /// If there is no such pack.
    pub fn bundled(id: &str) -> Result<Pack, Error> {
        bundled::pack(id)
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

fn read(file: PackFile, lines: &Places<'_>) -> Result<Pack, Error> {
    let id = lines.word(file.id);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    if id.text.is_empty() || !id.text.chars().all(plain) {
        let cause = format!("pack id \"{}\" must be made of a-z, 0-9, _ and -", id.text);
        return Err(Error::new(cause).at(&id));
    }
    let mut rules: Vec<RuleText> = Vec::with_capacity(file.rules.len());
    for table in file.rules {
        let id = lines.word(table.id.clone());
        let in_rule = |error: Error| error.at(&id).in_rule(&id.text);
        if let Some(first) = rules.iter().find(|rule| rule.id.text == id.text) {
            let cause = format!("this id was used before, on line {}", first.id.line);
            return Err(in_rule(Error::new(cause)));
        }
        rules.push(read_rule(table, lines).map_err(in_rule)?);
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

fn read_rule(table: RuleTable, lines: &Places<'_>) -> Result<RuleText, Error> {
    let id = lines.word(table.id);
    check_id(&id.text).map_err(Error::new)?;
    let (since, until) = in_force(table.since, table.until, lines)?;
    if table.sources.is_empty() {
        return Err(Error::new(
            "has no `sources`: say where the rule comes from, as sources = [{ document = \"店长通知\" }]",
        ));
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
        since,
        until,
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
        replace: table.replace.into_iter().map(|(word, with)| (word, lines.word(with))).collect(),
        quiet: quiet(table.quiet, lines)?,
        hits: table.hits,
        passes: table.passes,
        denied: table.denied,
        id,
    })
}

/// The advice that is not wanted.
fn quiet(texts: Vec<Text>, lines: &Places<'_>) -> Result<Vec<Word>, Error> {
    let words = lines.words(texts);
    for word in &words {
        let concern = word.text.split(':').next().unwrap_or_default();
        if Concern::named(concern).is_none() {
            let hint = closest::did_you_mean(concern, Concern::ALL.map(Concern::as_str));
            let list = Concern::ALL.map(Concern::as_str).join(", ");
            let hint = if hint.is_empty() { format!(": it must be one of {list}") } else { hint };
            return Err(Error::new(format!("there is no advice `{concern}`{hint}")).at(word));
        }
    }
    Ok(words)
}

/// Says what is wrong with a rule's id, if anything is.
fn check_id(id: &str) -> Result<(), String> {
    let categories = CATEGORIES.join(", ");
    match id.split_once('.') {
        None if id.contains('/') => {
            Err(format!("the id has a slash: write a dot, as `{}`", id.replace('/', ".")))
        }
        None => Err(format!(
            "the id must be a category and a name, joined by a dot, as contact.wechat; categories are {categories}"
        )),
        Some((_, "")) => Err("the id has no name after the dot: write it as contact.wechat".into()),
        Some((category, _)) if !CATEGORIES.contains(&category) => {
            let hint = closest::did_you_mean(category, CATEGORIES);
            let list =
                if hint.is_empty() { format!("; categories are {categories}") } else { hint };
            Err(format!("there is no category `{category}`{list}"))
        }
        Some(_) => Ok(()),
    }
}

/// The first and the last day in force.
fn in_force(
    since: Option<Text>,
    until: Option<Text>,
    lines: &Places<'_>,
) -> Result<(Option<String>, Option<String>), Error> {
    let read = |date: Option<Text>| match date.map(|date| lines.word(date)) {
        Some(date) if !is_date(&date.text) => {
            let cause = format!("\"{}\" is no day: write year-month-day, as 2024-05-01", date.text);
            Err(Error::new(cause).at(&date))
        }
        date => Ok(date),
    };
    let (since, until) = (read(since)?, read(until)?);
    // Dates of this form compare as text.
    if let (Some(first), Some(last)) = (&since, &until)
        && first.text > last.text
    {
        let cause = format!(
            "the rule ends ({}) before it begins ({}): swap `since` and `until`, or mend one",
            last.text, first.text
        );
        return Err(Error::new(cause).at(last));
    }
    Ok((since.map(|date| date.text), until.map(|date| date.text)))
}

/// Whether this is a day of the calendar, as `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<toml::value::Datetime>().is_ok_and(|date| date.time.is_none())
}
