//! What a rule says of itself: the vocabulary shared by packs, checks and their users.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Declares an enum whose variants have one lower-case name each, in ascending order.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// The name in packs and output.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<$name, Error> {
                match text {
                    $($text => Ok($name::$variant),)*
                    _ => Err(Error::new(format!(
                        "`{text}` is not one of {}", [$($text),*].join(", ")
                    ))),
                }
            }
        }
    };
}
pub(crate) use named;

named! {
    /// How grave a violation is.
    Severity {
        /// Shown on request.
        Info = "info",
        /// Worth a look before sending.
        Warning = "warning",
        /// A sanction is named and the text leaves no doubt.
        Error = "error",
    }
}

named! {
    /// How a violation was disguised: the widest step that any part of it needed.
    ///
    /// As a rule's `reach`, how far the rule looks.
    Via {
        /// Written just as the rule lists it.
        Exact = "exact",
        /// In other characters that stand for the same: ＶＸ, 微\u{200B}信, 徵.
        Folded = "folded",
        /// With noise in between: 微 * 信.
        Spread = "spread",
        /// With characters that look alike.
        Shape = "shape",
        /// With characters that sound alike.
        Sound = "sound",
    }
}

named! {
    /// How sure it is that the source says what the rule says.
    Confidence {
        /// Second-hand, or one source alone.
        Low = "low",
        /// Reported by more than one source.
        Medium = "medium",
        /// The platform's own words.
        High = "high",
    }
}

named! {
    /// Who wrote a message.
    Sender {
        /// The buyer.
        Customer = "customer",
        /// A person who serves for the shop (人工客服).
        Agent = "agent",
        /// A person helped by a machine (辅助回复).
        Assist = "assist",
        /// A machine that answers for the shop (机器人).
        Robot = "robot",
        /// A fixed automatic reply (自动回复).
        Auto = "auto",
        /// The platform itself.
        System = "system",
    }
}

impl Sender {
    /// Whether the shop answers for what this sender writes.
    #[must_use]
    pub fn is_shop(self) -> bool {
        Sender::SHOP.contains(&self)
    }

    /// Everybody.
    pub(crate) const ALL: [Sender; 6] = [
        Sender::Customer,
        Sender::Agent,
        Sender::Assist,
        Sender::Robot,
        Sender::Auto,
        Sender::System,
    ];

    /// All who write for the shop.
    pub(crate) const SHOP: [Sender; 4] =
        [Sender::Agent, Sender::Assist, Sender::Robot, Sender::Auto];
}

/// The first part of a rule's id.
pub(crate) const CATEGORIES: [&str; 13] = [
    "contact",
    "payment",
    "platform",
    "review",
    "extreme",
    "promise",
    "abuse",
    "attitude",
    "privacy",
    "invoice",
    "wording",
    "impersonation",
    "conduct",
];

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Source {
    /// The document, by its own title where it has one.
    pub document: String,
    /// Its date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; `None` if undated.
    #[serde(default)]
    pub date: Option<String>,
    /// The words of the rule.
    #[serde(default)]
    pub quote: Option<String>,
    /// Numbers of the facts that the rule puts to work.
    #[serde(default)]
    pub facts: Vec<u32>,
    /// How sure it is.
    #[serde(default = "low")]
    pub confidence: Confidence,
    /// What the platform does about it.
    #[serde(default)]
    pub sanction: Option<String>,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
}

fn low() -> Confidence {
    Confidence::Low
}

/// One rule: what it forbids, why, and what to write instead.
///
/// ```
/// let rules = kfrules::Ruleset::platform("pdd")?;
/// let rule = rules.rule("contact.wechat").expect("a bundled rule");
/// assert_eq!(rule.name(), "pdd/contact.wechat");
/// assert_eq!(rule.category(), "contact");
/// assert!(!rule.sources().is_empty());
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its place among the ruleset's rules.
    pub(crate) index: usize,
    pub(crate) name: String,
    /// Where the id starts in the name.
    pub(crate) id_start: usize,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) suggestion: String,
    pub(crate) sources: Vec<Source>,
    pub(crate) since: Option<String>,
    pub(crate) until: Option<String>,
    pub(crate) senders: Vec<Sender>,
    pub(crate) reach: Via,
    pub(crate) hits: Vec<String>,
    pub(crate) passes: Vec<String>,
    pub(crate) denied: Vec<String>,
    pub(crate) reads_dialogue: bool,
    pub(crate) replacements: Vec<Replacement>,
}

/// What to write in place of a word.
#[derive(Clone, Debug)]
pub(crate) struct Replacement {
    /// Spelled.
    pub(crate) word: String,
    pub(crate) with: String,
}

impl Rule {
    /// The name in output: the platform asked for, or the own pack's id, and the rule's id
    /// (`pdd/contact.wechat`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id within its pack, category first: `contact.wechat`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.name[self.id_start..]
    }

    /// The category, the id's first part: `contact`.
    #[must_use]
    pub fn category(&self) -> &str {
        self.id().split('.').next().unwrap_or_default()
    }

    /// How grave a violation is, unless it is denied in the same breath (then it is
    /// [`Severity::Info`]).
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong, in Chinese, for the agent.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to write instead, in Chinese.
    #[must_use]
    pub fn suggestion(&self) -> &str {
        &self.suggestion
    }

    /// Where the rule comes from.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The first day it is in force, as `YYYY-MM-DD`.
    #[must_use]
    pub fn since(&self) -> Option<&str> {
        self.since.as_deref()
    }

    /// The last day it is in force, as `YYYY-MM-DD`.
    #[must_use]
    pub fn until(&self) -> Option<&str> {
        self.until.as_deref()
    }

    /// Whose messages it applies to.
    #[must_use]
    pub fn senders(&self) -> &[Sender] {
        &self.senders
    }

    /// How far it looks through disguise.
    #[must_use]
    pub fn reach(&self) -> Via {
        self.reach
    }

    /// Whether it reads whole dialogues ([`Conversation`](crate::Conversation)) rather than single
    /// messages. Its examples are dialogues then, one message a line: `客：` before what the customer
    /// writes, `店：` the agent, `机：` the robot, and `+90` before that for 90 seconds later.
    #[must_use]
    pub fn reads_dialogue(&self) -> bool {
        self.reads_dialogue
    }

    /// Texts that break it.
    #[must_use]
    pub fn hits(&self) -> &[String] {
        &self.hits
    }

    /// Texts that look like it and do not break it.
    #[must_use]
    pub fn passes(&self) -> &[String] {
        &self.passes
    }

    /// Texts that deny or refuse it, found as [`Severity::Info`].
    #[must_use]
    pub fn denied(&self) -> &[String] {
        &self.denied
    }

    /// Words that may safely be replaced, each in its plain form and with what to write in its place.
    pub fn replacements(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.replacements.iter().map(|one| (one.word.as_str(), one.with.as_str()))
    }
}
