//! What becomes of a place that a rule looked at, and why.

use std::fmt;

use crate::number::NumberKind;
use crate::rule::{Severity, Via};

/// What became of a place that a rule looked at.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fate {
    /// It is a violation.
    Found {
        /// The rule's severity, or [`Severity::Info`] where the text denies it.
        severity: Severity,
        /// Whether the text denies or refuses.
        is_denied: bool,
        /// Why it is believed.
        belief: Belief,
    },
    /// An exception of the rule holds it whole.
    Excused {
        /// The exception as written in the text.
        by: String,
    },
    /// It lies within a longer or earlier violation of the same rule.
    Covered,
    /// None of the cues that the rule asks for stands beside it.
    NoCue {
        /// How many symbols were looked at on either side.
        within: usize,
    },
    /// Letters or a short number touch a Latin code.
    Touched,
    /// It is not the whole of its clause.
    PartOfClause,
    /// The text reads well as ordinary words.
    Ordinary {
        /// The text around it in its most likely words, divided by bars.
        reading: String,
        /// How much better it reads with the rule's word, as a natural logarithm; a disguise is
        /// believed above 2.
        gain: f32,
    },
    /// It only arises from parts of ordinary words.
    Straddled {
        /// The word that holds a part of it.
        by: String,
    },
    /// It is disguised more than the rule looks for.
    OutOfReach {
        /// How far the rule looks.
        reach: Via,
    },
    /// There is more noise between two symbols than the rule allows.
    TooWide {
        /// The noise, in characters.
        gap: usize,
        /// What the rule allows.
        most: usize,
    },
}

/// Why a place counts as what the rule looks for.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Belief {
    /// It is written as the rule lists it, folded and without noise.
    Written,
    /// A pattern matches.
    Pattern,
    /// It is a number of this kind.
    Number(NumberKind),
    /// Its parts stand near each other.
    Near,
    /// It is typed as pinyin or drawn as emoji, or the rest of what is looked for stands near: no
    /// ordinary words are written so.
    Disguised,
    /// The text reads better with the rule's word by this much, as a natural logarithm (the noisy
    /// channel).
    Gain(f32),
    /// One symbol is as it is, no ordinary word crosses the edge, and a cue of contact stands near;
    /// the gain alone would not do.
    Cue(f32),
}

impl Fate {
    /// Its name in output.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Fate::Found { .. } => "found",
            Fate::Excused { .. } => "excused",
            Fate::Covered => "covered",
            Fate::NoCue { .. } => "no-cue",
            Fate::Touched => "touched",
            Fate::PartOfClause => "part-of-clause",
            Fate::Ordinary { .. } => "ordinary",
            Fate::Straddled { .. } => "straddled",
            Fate::OutOfReach { .. } => "out-of-reach",
            Fate::TooWide { .. } => "too-wide",
        }
    }

    /// Whether it is a violation.
    #[must_use]
    pub fn is_found(&self) -> bool {
        matches!(self, Fate::Found { .. })
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fate::Found { severity, is_denied, belief } => {
                write!(f, "found as {severity}: {belief}")?;
                if *is_denied { f.write_str(", but denied in the same breath") } else { Ok(()) }
            }
            Fate::Excused { by } => write!(f, "excused by {by}"),
            Fate::Covered => f.write_str("part of another violation of this rule"),
            Fate::NoCue { within } => write!(f, "passed: no cue within {within} symbols"),
            Fate::Touched => f.write_str("passed: letters or a short number touch it"),
            Fate::PartOfClause => f.write_str("passed: not the whole clause"),
            Fate::Ordinary { reading, gain } => {
                write!(f, "passed: {reading} reads as ordinary words (gain {gain:.1})")
            }
            Fate::Straddled { by } => write!(f, "passed: part of the ordinary word {by}"),
            Fate::OutOfReach { reach } => write!(f, "passed: the rule looks as far as {reach}"),
            Fate::TooWide { gap, most } => {
                write!(f, "passed: {gap} characters of noise, {most} are allowed")
            }
        }
    }
}

impl fmt::Display for Belief {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Belief::Written => f.write_str("as the rule lists it"),
            Belief::Pattern => f.write_str("a pattern matches"),
            Belief::Number(kind) => write!(f, "a number: {kind}"),
            Belief::Near => f.write_str("its parts stand near each other"),
            Belief::Disguised => f.write_str("no ordinary words are written so"),
            Belief::Gain(gain) => write!(f, "reads better so (gain {gain:.1})"),
            Belief::Cue(gain) => write!(f, "beside a cue (gain {gain:.1})"),
        }
    }
}
