//! Rulesets of packs, and those that come with the library.

use crate::compile::Recipe;
use crate::error::Error;
use crate::pack::Pack;
use crate::ruleset::Ruleset;
use crate::saved::{self, delta};
use crate::scan::build_pattern;

/// Names what the build script has made of the bundled platforms.
macro_rules! made {
    ($file:expr) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $file))
    };
}

/// The ruleset that the bundled platforms are made of, saved by the build script.
static BASE: &[u8] = made!("base.rules");

macro_rules! platforms {
    ($($id:literal),*) => {
        [$(($id, made!(concat!($id, ".delta")))),*]
    };
}

/// What makes the saved ruleset of each of them.
static DELTAS: [(&str, &[u8]); 8] =
    platforms!["pdd", "taobao", "tmall", "jd", "douyin", "kuaishou", "suning", "common"];

/// Puts packs together into a [`Ruleset`].
///
/// ```
/// use kfrules::Ruleset;
///
/// let rules = Ruleset::builder().platform("taobao").disable("contact.qq").compile()?;
/// assert!(rules.rule("contact.qq").is_none());
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct RulesetBuilder(Recipe);

impl RulesetBuilder {
    /// Adds the bundled rules of a platform.
    pub fn platform(mut self, id: impl Into<String>) -> Self {
        self.0.platform = Some(id.into());
        self
    }

    /// Adds a pack of your own; packs that extend one another may come in any order.
    pub fn pack(mut self, pack: Pack) -> Self {
        self.0.packs.push(pack);
        self
    }

    /// Leaves out a rule by its id, or all rules of a category.
    pub fn disable(mut self, rule: impl Into<String>) -> Self {
        self.0.disabled.push(rule.into());
        self
    }

    /// Takes the rules that were in force on a day, given as `2024-05-01`. Without it, the rules
    /// whose end is not known.
    pub fn as_of(mut self, day: impl Into<String>) -> Self {
        self.0.day = Some(day.into());
        self
    }

    /// Compiles the rules. Those of a platform alone are compiled already: that takes a millisecond
    /// or two.
    ///
    /// # Errors
    ///
    /// As [`Ruleset::compile`], and if the platform or a disabled rule does not exist, two packs
    /// have the same id, or the day is not a date.
    pub fn compile(self) -> Result<Ruleset, Error> {
        if let Some(saved) = self.saved() {
            return saved::load_own(&saved).and_then(Ruleset::new);
        }
        let compiled = self.0.compile(&|pattern| build_pattern(pattern).map(drop))?;
        // The packs take more room than what was made of them, and are not wanted while it is searched.
        drop(self);
        Ruleset::new(compiled)
    }

    /// What is asked for, if that is a bundled platform just as it comes.
    fn saved(&self) -> Option<Vec<u8>> {
        let Recipe { platform: Some(platform), packs, disabled, day: None } = &self.0 else {
            return None;
        };
        let (_, apart) = DELTAS.iter().find(|(id, _)| id == platform)?;
        if packs.is_empty() && disabled.is_empty() { delta::apply(BASE, apart) } else { None }
    }
}

impl Ruleset {
    /// The bundled rules of a platform: one of [`PLATFORMS`](crate::PLATFORMS).
    ///
    /// # Errors
    ///
    /// If there is no such platform.
    pub fn platform(id: &str) -> Result<Ruleset, Error> {
        Ruleset::builder().platform(id).compile()
    }

    /// The rules of one pack and of the packs it extends.
    ///
    /// # Errors
    ///
    /// If a word is empty once folded, a pattern is not valid or too large, a name points nowhere,
    /// or there is more of anything than the [`limits`](crate::limits) allow. The error names file,
    /// line and rule.
    pub fn compile(pack: Pack) -> Result<Ruleset, Error> {
        Ruleset::builder().pack(pack).compile()
    }

    /// Puts several packs together.
    pub fn builder() -> RulesetBuilder {
        RulesetBuilder::default()
    }
}
