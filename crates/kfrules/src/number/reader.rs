//! A view with its original beside it, as numbers are read: symbols, gaps, tokens.

use std::ops::Range;

use crate::text::{Fold, View, fold};

/// The most noise characters that may stand between two parts of a number.
const WIDEST_GAP: usize = 5;

/// A message that numbers are looked for in.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) view: &'a View,
    pub(super) original: &'a str,
}

/// What stands between two neighbouring tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Too much, or what no number has inside.
    Far,
    Space,
    /// A single `.`, as in decimals.
    Point,
    Dot,
    Dash,
    Slash,
    Colon,
    Comma,
    /// From … to: `~`, 至, 到.
    To,
    /// `*`, as in 10*20.
    Times,
    Year,
    Month,
    Hour,
    /// Pictures of digits and nothing else.
    Pictures,
    /// Anything else that may be a separator: brackets, emoji, 丶.
    Other,
}

impl<'a> Reader<'a> {
    pub(super) fn symbol(self, index: usize) -> Option<char> {
        self.view.symbol(index)
    }

    /// The plain text before a symbol.
    pub(super) fn before(self, index: usize) -> &'a str {
        &self.view.plain()[..self.view.plain_range(index..index).start]
    }

    /// The plain text from a symbol on.
    pub(super) fn from(self, index: usize) -> &'a str {
        &self.view.plain()[self.view.plain_range(index..index).start..]
    }

    pub(super) fn plain(self, symbols: Range<usize>) -> &'a str {
        &self.view.plain()[self.view.plain_range(symbols)]
    }

    /// What these symbols were written as, noise included, each character in its plain form.
    pub(super) fn plain_with_noise(self, symbols: Range<usize>, plain: &mut String) {
        for character in self.original[self.view.origin(symbols).range()].chars() {
            match fold(character) {
                Fold::Symbol(form) | Fold::Break(form) | Fold::Noise(form) => plain.push(form),
                Fold::Several(forms) => plain.extend(forms),
                Fold::Mark | Fold::Ignored => {}
            }
        }
    }

    /// Whether these symbols were written in plain Latin letters, digits and signs.
    pub(super) fn is_ascii(self, symbols: Range<usize>) -> bool {
        self.original[self.view.origin(symbols).range()].is_ascii()
    }

    /// The first character that a symbol was written with.
    pub(super) fn written(self, index: usize) -> char {
        let start = self.view.origin(index..index + 1).start;
        self.original[start..].chars().next().expect("a symbol comes from a character")
    }

    /// The noise right before a symbol, in its plain form. Nothing if there is too much of it.
    pub(super) fn noise(self, index: usize) -> impl Iterator<Item = char> + 'a {
        let near = index < self.view.len() && self.view.gap(index) <= WIDEST_GAP;
        let gap = if near { self.view.gap_before(index, self.original.len()) } else { 0..0 };
        self.original[gap].chars().filter_map(noise)
    }

    /// The noise character that touches a symbol from the right, `None` at the text's end too.
    pub(super) fn noise_after(self, index: usize) -> Option<char> {
        self.original[self.view.origin(index..index + 1).end..].chars().next().and_then(noise)
    }

    /// The next run of Latin letters and digits without a gap.
    pub(super) fn token(self, from: usize) -> Option<Range<usize>> {
        let rest = self.from(from);
        let skipped = rest.find(|c: char| c.is_ascii_alphanumeric())?;
        let start = from + rest[..skipped].chars().count();
        let end = self.token_end(start);
        Some(start..end)
    }

    /// Where the token that starts here ends.
    pub(super) fn token_end(self, start: usize) -> usize {
        let letters = self.from(start).bytes().enumerate();
        let touching = letters.take_while(|&(index, letter)| {
            letter.is_ascii_alphanumeric() && (index == 0 || self.view.gap(start + index) == 0)
        });
        start + touching.count()
    }

    /// What stands between the symbol before `end` and the symbol `start`.
    pub(super) fn joint(self, end: usize, start: usize) -> Joint {
        if (end..=start).any(|index| self.view.line_starts(index)) || start > end + 1 {
            return Joint::Far;
        }
        if start == end {
            return self.noise_joint(start);
        }
        if self.view.gap(end) + self.view.gap(start) > 2 {
            return Joint::Far;
        }
        match self.symbol(end) {
            Some('年') => Joint::Year,
            Some('月') => Joint::Month,
            Some('点' | '时') => Joint::Hour,
            Some(',') => Joint::Comma,
            Some('至' | '到') => Joint::To,
            Some('。') => Joint::Other,
            _ => Joint::Far,
        }
    }

    fn noise_joint(self, start: usize) -> Joint {
        if self.view.gap(start) > WIDEST_GAP {
            return Joint::Far;
        }
        let mut joint = None;
        let mut pictures = true;
        for character in self.noise(start) {
            pictures &= super::looks::picture(character).is_some();
            let next = match character {
                space if space.is_whitespace() => continue,
                '.' => Joint::Point,
                '\u{B7}' | '\u{2022}' | '\u{2219}' | '\u{30FB}' => Joint::Dot,
                '-' | '_' | '\u{2014}' | '\u{2013}' | '\u{2010}' | '\u{2212}' => Joint::Dash,
                '/' | '\\' => Joint::Slash,
                ':' => Joint::Colon,
                '~' => Joint::To,
                '*' => Joint::Times,
                '+' | '=' | '%' | '\u{F7}' | '¥' | '$' | '<' | '>' => return Joint::Far,
                _ => Joint::Other,
            };
            joint = Some(match joint {
                None => next,
                Some(Joint::Point) if next == Joint::Point => Joint::Dot,
                Some(joint) if joint == next && joint != Joint::Times => joint,
                Some(_) => Joint::Other,
            });
        }
        match joint {
            None => Joint::Space,
            Some(_) if pictures => Joint::Pictures,
            Some(Joint::Point) if self.view.gap(start) > 1 => Joint::Dot,
            Some(joint) => joint,
        }
    }
}

/// A noise character in its plain form.
fn noise(character: char) -> Option<char> {
    match fold(character) {
        Fold::Noise(form) => Some(form),
        _ => None,
    }
}
