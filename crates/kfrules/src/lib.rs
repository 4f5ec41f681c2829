//! Checks what a shop's customer-service agent is about to send (or has sent) against the rules of
//! the platform, seeing through disguise.
//!
//! # Overview
//!
//! | name | is |
//! |---|---|
//! | [`Ruleset`] | compiled rules of one platform, or of your own packs; immutable, shared by all threads |
//! | [`Checker`] | a ruleset with room to work in; one a thread, reused for every message |
//! | [`Violation`] | one breach of one rule at one place of the original text |
//! | [`Conversation`] | the last messages of one chat, for rules that need more than one message |
//! | [`Pack`] | rules as written, in TOML |
//! | [`ReplyClock`] | who has waited how long for an answer, by a platform's own definition |
//!
//! # Example: one message
//!
//! ```
//! use kfrules::Ruleset;
//!
//! let rules = Ruleset::platform("pdd")?;
//! for violation in rules.check("亲，加我Ｖ信 abc12345") {
//!     println!("{}：{}（{}）", violation.text, violation.rule.message(), violation.rule.name());
//! }
//! # Ok::<(), kfrules::Error>(())
//! ```
//!
//! # Example: a shop's own words on top
//!
//! ```
//! use kfrules::{Pack, Ruleset};
//!
//! let shop = Pack::from_toml(
//!     r#"
//!     id = "shop"
//!     title = "小店"
//!
//!     [[allow]]
//!     rules = ["contact.wechat"]
//!     words = ["微信表情包"]
//!     "#,
//! );
//! let rules = Ruleset::builder().platform("taobao").pack(shop?).compile()?;
//! assert!(rules.check("送您一套微信表情包").is_empty());
//! # Ok::<(), kfrules::Error>(())
//! ```
//!
//! # Untrusted input
//!
//! Checking never fails and never panics on any `&str`, and takes time linear in its length. Packs
//! may come from others: compiling may fail, with an error that names the place, and is bounded by
//! the [`limits`] (and patterns by a size and a longest match).

mod builder;
mod bundled;
mod checker;
mod clock;
mod compile;
mod concern;
mod dialogue;
mod error;
mod explain;
mod fate;
mod from_toml;
mod judge;
pub mod limits;
mod line_up;
mod lint;
mod number;
mod pack;
mod plan;
mod rows;
mod rule;
mod ruleset;
mod saved;
mod scan;
mod search;
mod sources;
mod span;
pub mod text;
mod verify;
mod violation;
mod word;

pub use builder::RulesetBuilder;
pub use bundled::PLATFORMS;
pub use checker::Checker;
pub use clock::{
    BARS_SECONDS, DEADLINES, Day, DayReport, Deadline, Event, Kind, Missed, Penalty, Profile,
    ReplyClock, Report, SHARES, Share, Summary, Tally, Verdict, Waiting, Waits, Zone,
    is_price_change_allowed, is_refund_allowed, jd_defect_points,
};
pub use concern::Concern;
pub use dialogue::{Conversation, Message};
pub use error::Error;
pub use explain::Explanation;
pub use fate::{Belief, Fate};
pub use lint::{Advice, WordCount, WordCounts};
pub use number::{Number, NumberKind, numbers};
pub use pack::Pack;
pub use rule::{Confidence, Rule, Sender, Severity, Source, Via};
pub use ruleset::Ruleset;
pub use span::Span;
pub use verify::Failure;
pub use violation::{Violation, Violations};

/// The examples of the READMEs, compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[doc = include_str!("../../../README.zh.md")]
struct ReadmeExamples;
