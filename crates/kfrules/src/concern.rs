//! What may be wrong with a pack that compiles.

use std::fmt;

use serde::{Serialize, Serializer};

/// What a piece of [`Advice`](crate::Advice) is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Concern {
    /// A word of one symbol, found wherever that symbol is written.
    OneCharacter,
    /// A word that begins or ends with a sign, which is not looked for.
    EdgeSign,
    /// A frequent word of the language, and no example shows that its innocent sense passes.
    OrdinaryWord,
    /// A word that is looked for by sound and sounds like a frequent one, and no example shows that
    /// that one passes.
    SoundsLike,
    /// A word listed twice.
    Duplicate,
    /// A word that holds a shorter word of its rule.
    Shadowed,
    /// An exception in which nothing can lie that its rule looks for.
    DeadException,
    /// A cue within the word beside which it must stand.
    CueInside,
    /// A pattern without a fixed part, which searches every message.
    NoFixedPart,
    /// Fewer than two `hits` or two `passes`.
    FewExamples,
    /// An example of one rule that only others find.
    WrongRule,
    /// A word found in more than one of a hundred messages of a given text.
    Frequent,
}

impl Concern {
    pub(crate) const ALL: [Concern; 12] = [
        Concern::OneCharacter,
        Concern::EdgeSign,
        Concern::OrdinaryWord,
        Concern::SoundsLike,
        Concern::Duplicate,
        Concern::Shadowed,
        Concern::DeadException,
        Concern::CueInside,
        Concern::NoFixedPart,
        Concern::FewExamples,
        Concern::WrongRule,
        Concern::Frequent,
    ];

    /// The name in output and in `quiet`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Concern::OneCharacter => "one-character",
            Concern::EdgeSign => "edge-sign",
            Concern::OrdinaryWord => "ordinary-word",
            Concern::SoundsLike => "sounds-like",
            Concern::Duplicate => "duplicate",
            Concern::Shadowed => "shadowed",
            Concern::DeadException => "dead-exception",
            Concern::CueInside => "cue-inside",
            Concern::NoFixedPart => "no-fixed-part",
            Concern::FewExamples => "few-examples",
            Concern::WrongRule => "wrong-rule",
            Concern::Frequent => "frequent",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Concern> {
        Concern::ALL.into_iter().find(|concern| concern.as_str() == name)
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Concern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
