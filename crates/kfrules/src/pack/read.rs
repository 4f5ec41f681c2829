//! A pack's tables to the pack, and what can be seen to be wrong with them alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::Places;
use super::schema::{PackFile, RuleTable};
use super::{
    Allow, BESIDE, CuedText, FURTHEST, GAP, MOST_GROUPS, NEAR, NearText, NumberText, Override,
    Pack, RuleText, UnlessText, Word, closest, dialogue, is_date,
};
use crate::concern::Concern;
use crate::error::Error;
use crate::from_toml::Text;
use crate::limits;
use crate::rule::{CATEGORIES, Sender, Via};

pub(super) fn pack(file: PackFile, lines: &Places<'_>) -> Result<Pack, Error> {
    let id = lines.word(file.id);
    check_pack_id(&id.text).map_err(|cause| Error::new(cause).at(&id))?;
    limits::at_most(limits::MOST_RULES, file.rules.len(), "rules in a pack")?;
    let mut rules: Vec<Arc<RuleText>> = Vec::with_capacity(file.rules.len());
    for table in file.rules {
        let id = lines.word(table.id.clone());
        let in_rule = |error: Error| error.at(&id).in_rule(&id.text);
        if let Some(first) = rules.iter().find(|rule| rule.id.text == id.text) {
            let cause = format!("this id was used before, on line {}", first.id.line);
            return Err(in_rule(Error::new(cause)));
        }
        rules.push(Arc::new(rule(table, lines).map_err(in_rule)?));
    }
    let lists = file.lists.into_iter().map(|(name, list)| (name, Arc::new(lines.words(list))));
    let lists: BTreeMap<String, Arc<Vec<Word>>> = lists.collect();
    if let Some(word) =
        lists.values().flat_map(|list| list.iter()).find(|word| word.text.starts_with('@'))
    {
        let cause = format!(
            "\"{}\" stands in a list, and a list does not hold other lists: write both lists where they are used",
            word.text
        );
        return Err(Error::new(cause).at(word));
    }
    Ok(Pack {
        origin: None,
        id: id.text,
        title: file.title,
        extends: lines.words(file.extends),
        disable: lines.words(file.disable),
        lists,
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
            .map(|table| Allow {
                rules: lines.words(table.rules),
                words: Arc::new(lines.words(table.words)),
            })
            .collect(),
        rules,
    })
}

fn rule(table: RuleTable, lines: &Places<'_>) -> Result<RuleText, Error> {
    check_id(table.id.get_ref()).and_then(|()| check_tables(&table)).map_err(Error::new)?;
    let id = lines.word(table.id);
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

/// Says which part of a rule could never do anything, if one could not.
fn check_tables(table: &RuleTable) -> Result<(), String> {
    let groups = || table.near.iter().map(|near| &near.all);
    let unless = table.unless.as_ref();
    let faults = [
        (
            groups().any(|all| all.len() < 2 || all.iter().any(Vec::is_empty)),
            "`near` needs at least two groups, none of them empty",
        ),
        (
            table.cued.iter().any(|cued| cued.words.is_empty() && cued.codes.is_empty()),
            "`cued` has neither words nor codes: say what stands beside the cues",
        ),
        (
            table.cued.iter().any(|cued| cued.cues.is_empty()),
            "`cued` has no cues: give at least one, or write its words under `words`",
        ),
        (
            table.number.iter().any(|number| number.kinds.is_empty()),
            "`number` has no kinds: say which numbers to look for, as kinds = [\"mobile\"]",
        ),
        (
            unless.is_some_and(|unless| unless.words.is_empty() && unless.after.is_empty()),
            "`unless` has neither words nor after: say which words refuse",
        ),
        (
            table.from.as_ref().is_some_and(Vec::is_empty),
            "`from` is empty, so the rule reads nobody: leave it out for all who write for the shop",
        ),
    ];
    if let Some((_, fault)) = faults.into_iter().find(|(is_fault, _)| *is_fault) {
        return Err(fault.to_owned());
    }
    match groups().any(|all| all.len() > MOST_GROUPS) {
        true => Err(format!("`near` takes at most {MOST_GROUPS} groups")),
        false => Ok(()),
    }
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

/// Says what is wrong with a pack's id, if anything is.
pub(super) fn check_pack_id(id: &str) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    match !id.is_empty() && id.chars().all(plain) {
        true => Ok(()),
        false => Err(format!("pack id \"{id}\" must be made of a-z, 0-9, _ and -")),
    }
}

/// Says what is wrong with a rule's id, if anything is.
pub(super) fn check_id(id: &str) -> Result<(), String> {
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
