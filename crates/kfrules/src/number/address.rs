//! E-mail addresses, links and domains, plain or with their dots and spaces disguised.

use std::ops::Range;

use super::reader::{Joint, Reader};
use super::{Found, NumberKind};
use crate::rule::Via;
use crate::scan::{holds_any, letters_of};
use crate::text::{Fold, fold};

/// How many labels a domain and the name before it may have.
const MOST_LABELS: usize = 10;

/// The longest label that is read with spaces in it.
const LONGEST_SPACED: usize = 20;

/// Last labels of domains that are believed after a plain dot …
const TOP: [&str; 30] = [
    "app", "art", "biz", "cc", "chat", "club", "cn", "co", "com", "edu", "fun", "gov", "icu",
    "info", "ink", "io", "link", "live", "ltd", "me", "net", "online", "org", "shop", "site",
    "store", "top", "tv", "vip", "xyz",
];
/// … and after a disguised one, where 好的APP。VIP会员 must stay two sentences.
const TOP_DISGUISED: [&str; 6] = ["cc", "cn", "com", "net", "org", "xyz"];

/// What an address begins with that needs none of those.
const SCHEMES: [&str; 3] = ["http", "https", "ftp"];

/// The letters of each of those, a bit each from a on.
static LETTERS: [u32; TOP.len() + SCHEMES.len()] = {
    let mut all = [0; TOP.len() + SCHEMES.len()];
    let mut index = 0;
    while index < all.len() {
        let label = if index < TOP.len() { TOP[index] } else { SCHEMES[index - TOP.len()] };
        all[index] = letters_of(label);
        index += 1;
    }
    all
};

/// Whether a message with these letters, a bit each from a on, may hold an address.
pub(super) fn may_be_among(letters: u32) -> bool {
    holds_any(letters, &LETTERS)
}

/// What joins two labels of an address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Dot,
    /// 点, 。, ·, spaces around.
    DisguisedDot,
    At,
    Hyphen,
    Plus,
}

/// The address that starts with this token.
pub(super) fn read(reader: Reader<'_>, first: Range<usize>, plain: &mut String) -> Option<Found> {
    plain.clear();
    let first = spaced(reader, first);
    let word = reader.plain(first.clone());
    let scheme = SCHEMES.contains(&word) && has_slashes(reader, first.end);
    if scheme {
        return Some(with_rest(
            reader,
            NumberKind::Link,
            first.start,
            first.end,
            Via::Exact,
            plain,
        ));
    }
    let www = word == "www";
    let (mut kind, mut via) = (NumberKind::Link, Via::Exact);
    if reader.view.inner_gaps(first.clone()).any(|gap| gap > 0) {
        via = Via::Spread;
    }
    let mut last = first.clone();
    let mut best = None;
    plain.push_str(word);
    for _ in 0..MOST_LABELS {
        let Some((link, next)) = next_label(reader, &last, www) else { break };
        let label = reader.plain(next.clone());
        match link {
            Link::At if kind == NumberKind::Email => break,
            Link::At => {
                kind = NumberKind::Email;
                best = None;
                plain.push('@');
            }
            Link::Hyphen => plain.push('-'),
            Link::Plus => plain.push('+'),
            Link::Dot | Link::DisguisedDot => plain.push('.'),
        }
        if link == Link::DisguisedDot || link == Link::At && reader.view.gap(next.start) != 1 {
            via = Via::Spread;
        }
        plain.push_str(label);
        let top: &[&str] = match link {
            Link::Dot => &TOP,
            Link::DisguisedDot => &TOP_DISGUISED,
            Link::At | Link::Hyphen | Link::Plus => &[],
        };
        if reader.view.inner_gaps(next.clone()).any(|gap| gap > 0) {
            via = Via::Spread;
        }
        if top.contains(&label) {
            best = Some((next.end, plain.len(), via));
        }
        last = next;
    }
    let (end, length, via) = best?;
    plain.truncate(length);
    Some(with_rest(reader, kind, first.start, end, via, plain))
}

/// The label after another, and what joins them.
fn next_label(reader: Reader<'_>, last: &Range<usize>, www: bool) -> Option<(Link, Range<usize>)> {
    let next = spaced(reader, reader.token(last.end)?);
    let between = next.start - last.end;
    if between > 2 || reader.view.line_starts(next.start) {
        return None;
    }
    match reader.plain(last.end..next.start) {
        "" => {}
        "点" | "。" | "," if gaps(reader, last.end, next.start) <= 2 => {
            return Some((Link::DisguisedDot, next));
        }
        "艾特" => return Some((Link::At, next)),
        _ => return None,
    }
    let signs = || reader.noise(next.start).filter(|noise| !noise.is_whitespace());
    if signs().eq(['@']) {
        return Some((Link::At, next));
    }
    if signs().eq(['丶']) {
        return Some((Link::DisguisedDot, next));
    }
    if signs().eq(['+']) && reader.view.gap(next.start) == 1 {
        return Some((Link::Plus, next));
    }
    if reader.plain(next.clone()) == "dot" {
        let after = reader.token(next.end).filter(|after| after.start == next.end)?;
        return Some((Link::DisguisedDot, after));
    }
    match reader.joint(last.end, next.start) {
        Joint::Point => Some((Link::Dot, next)),
        Joint::Dot => Some((Link::DisguisedDot, next)),
        Joint::Space if www => Some((Link::DisguisedDot, next)),
        Joint::Dash if reader.view.gap(next.start) == 1 => Some((Link::Hyphen, next)),
        _ => None,
    }
}

/// A label of single letters with spaces between, if this token begins one: t a o b a o.
fn spaced(reader: Reader<'_>, token: Range<usize>) -> Range<usize> {
    let Range { start, mut end } = token.clone();
    while end - start < LONGEST_SPACED
        && reader.token_end(end - 1) == end
        && end < reader.view.len()
        && reader.symbol(end).is_some_and(|symbol| symbol.is_ascii_alphabetic())
        && reader.token_end(end) == end + 1
        && reader.joint(end, end) == Joint::Space
    {
        end += 1;
    }
    if token.len() == 1 && end - start >= 3 { start..end } else { token }
}

fn gaps(reader: Reader<'_>, first: usize, last: usize) -> usize {
    (first..=last).map(|index| reader.view.gap(index)).sum()
}

fn has_slashes(reader: Reader<'_>, index: usize) -> bool {
    index < reader.view.len() && reader.noise(index).filter(|&noise| noise == '/').count() >= 2
}

/// An address with the path, port and query that follow it.
fn with_rest(
    reader: Reader<'_>,
    kind: NumberKind,
    start: usize,
    mut end: usize,
    mut via: Via,
    plain: &mut String,
) -> Found {
    let origin = reader.view.origin(start..end);
    if plain.is_empty() {
        plain.push_str(reader.plain(start..end));
    }
    let mut to = origin.end;
    let mut length = plain.len();
    if kind == NumberKind::Link {
        let rest = &reader.original[origin.end..];
        let mut characters = rest.char_indices().peekable();
        let opens = |character: char| matches!(character, '/' | ':' | '?' | '#');
        let begins = characters.peek().is_some_and(|&(_, first)| opens(form(first)));
        while let Some((at, character)) = characters.next().filter(|_| begins) {
            match fold(character) {
                Fold::Symbol(symbol) if symbol.is_ascii_alphanumeric() => plain.push(symbol),
                Fold::Noise(noise)
                    if noise.is_ascii_graphic() && !"\"'<>()[]{}".contains(noise) =>
                {
                    plain.push(noise);
                    if noise != '/' {
                        continue;
                    }
                }
                Fold::Break('?') => {
                    plain.push('?');
                    continue;
                }
                Fold::Mark | Fold::Ignored => {}
                _ => break,
            }
            to = origin.end + at + character.len_utf8();
            length = plain.len();
        }
        plain.truncate(length);
        while end < reader.view.len() && reader.view.origin(end..end + 1).start < to {
            end += 1;
        }
    }
    if via == Via::Exact && !reader.original[origin.start..to].is_ascii() {
        via = Via::Folded;
    }
    Found { kind, start, end, from: origin.start, to, via }
}

/// A punctuation mark in its plain form.
fn form(character: char) -> char {
    match fold(character) {
        Fold::Noise(form) | Fold::Break(form) => form,
        _ => character,
    }
}
