//! What one character stands for once disguise is taken off.

use super::pages::part;
use super::tables::folds::{ASTRAL, BREAKS, BY_CHARACTER, SEVERAL, SEVERAL_STARTS, SINGLE};

/// What one character stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// One letter, digit or hanzi: small, simplified, without accents.
    Symbol(char),
    /// More than one symbol: a ligature, a unit, a circled number.
    Several(&'static [char]),
    /// Sentence punctuation: one of `,` `。` `!` `?` `;`.
    Break(char),
    /// Set aside while matching, here in its plain form: space, punctuation, emoji.
    Noise(char),
    /// Belongs to the character before it: a combining mark, a variation selector, a joiner.
    Mark,
    /// Invisible and without meaning: a zero width space, a direction control.
    Ignored,
}

impl Fold {
    /// The symbols it stands for; none of noise and marks.
    pub(crate) fn symbols(&self) -> &[char] {
        match self {
            Fold::Symbol(symbol) | Fold::Break(symbol) => std::slice::from_ref(symbol),
            Fold::Several(symbols) => symbols,
            Fold::Noise(_) | Fold::Mark | Fold::Ignored => &[],
        }
    }
}

/// Tells what a character stands for.
///
/// Every symbol that comes out folds to itself.
///
/// ```
/// use kfrules::text::{Fold, fold};
///
/// assert_eq!(fold('Ｖ'), Fold::Symbol('v'));
/// assert_eq!(fold('錢'), Fold::Symbol('钱'));
/// assert_eq!(fold('⑩'), Fold::Several(&['1', '0']));
/// assert_eq!(fold('，'), Fold::Break(','));
/// assert_eq!(fold('＋'), Fold::Noise('+'));
/// assert_eq!(fold('\u{20E3}'), Fold::Mark);
/// assert_eq!(fold('\u{200B}'), Fold::Ignored);
/// ```
#[inline]
pub const fn fold(c: char) -> Fold {
    let entry = BY_CHARACTER.entry(c);
    // Most characters of a chat stand for themselves.
    if entry == 0 { Fold::Symbol(c) } else { decode(c, entry) }
}

/// Whether a character is a symbol of spelled text: one that folds to itself.
pub(crate) fn stands_for_itself(c: char) -> bool {
    matches!(fold(c), Fold::Symbol(same) | Fold::Break(same) if same == c)
}

/// The encoding is described where the table is.
const fn decode(c: char, entry: u16) -> Fold {
    let index = (entry & 0x3FFF) as usize;
    match (entry >> 14, index) {
        (0, 0) => Fold::Symbol(c),
        (0, 1) => Fold::Noise(c),
        (0, 2) => Fold::Mark,
        (0, 3) => Fold::Ignored,
        (0, _) => Fold::Break(BREAKS[index - 4]),
        (1, _) => Fold::Symbol(single(index)),
        (2, _) => Fold::Several(part(&SEVERAL, &SEVERAL_STARTS, index)),
        _ => Fold::Noise(single(index)),
    }
}

const fn single(index: usize) -> char {
    if index >= SINGLE.len() {
        return ASTRAL[index - SINGLE.len()];
    }
    match char::from_u32(SINGLE[index] as u32) {
        Some(c) => c,
        None => char::REPLACEMENT_CHARACTER,
    }
}
