//! Rulesets of packs, and those that come with the library.

use std::cell::Cell;

use crate::compile::Recipe;
use crate::compile::base::Base;
use crate::error::Error;
use crate::limits::{LARGEST_PATTERNS, at_most};
use crate::pack::Pack;
use crate::plan::Compiled;
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
static BASE_OUTLINE: &[u8] = made!("base.outline");

macro_rules! platforms {
    ($($id:literal),*) => {
        [$(Made {
            id: $id,
            rules: made!(concat!($id, ".rules.delta")),
            outline: made!(concat!($id, ".outline.delta")),
        }),*]
    };
}

/// What makes a platform of the base.
struct Made {
    id: &'static str,
    rules: &'static [u8],
    outline: &'static [u8],
}

static PLATFORMS: [Made; 8] =
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

    /// Compiles the rules. Those of a platform are compiled already, and own packs are put onto them:
    /// that takes a few milliseconds.
    ///
    /// It takes twenty times as long if the packs extend several platforms, replace a list of the
    /// platform's, or a day is given: then everything is compiled anew.
    ///
    /// # Errors
    ///
    /// As [`Ruleset::compile`], and if the platform or a disabled rule does not exist, two packs
    /// have the same id, or the day is not a date.
    pub fn compile(self) -> Result<Ruleset, Error> {
        let recipe = self.0;
        if let Some(made) = recipe.platform_below().and_then(Made::find) {
            if recipe.is_bare() {
                return made.compiled().and_then(Ruleset::new);
            }
            // What cannot be put on is refused by the long way, which can tell where it stands.
            if let Some(base) = made.base_for(&recipe)?
                && let Ok(compiled) = recipe.compile(Some(base), &try_patterns())
            {
                return Ruleset::new(compiled);
            }
        }
        let compiled = recipe.compile(None, &try_patterns())?;
        // The packs take more room than what was made of them, and are not wanted while it is searched.
        drop(recipe);
        Ruleset::new(compiled)
    }
}

/// Tries patterns, each by itself and with those before it.
fn try_patterns() -> impl Fn(&str) -> Result<(), Error> {
    let taken = Cell::new(0);
    move |pattern| {
        taken.set(taken.get() + build_pattern(pattern)?.memory_usage());
        at_most(LARGEST_PATTERNS, taken.get(), "bytes in compiled patterns up to this one")
    }
}

/// The ruleset that the bundled platforms are made of, as it is saved.
pub(crate) fn base() -> Vec<u8> {
    let mut base = Vec::new();
    more(&mut base, BASE);
    base
}

/// Adds what the build script told by what sets it apart from all that is there, and gives where it begins.
fn more(all: &mut Vec<u8>, told: &[u8]) -> usize {
    delta::append(all, told).expect("the build script made both")
}

impl Made {
    fn find(platform: &str) -> Option<&'static Made> {
        PLATFORMS.iter().find(|made| made.id == platform)
    }

    fn compiled(&self) -> Result<Compiled, Error> {
        let mut all = base();
        let start = more(&mut all, self.rules);
        saved::load_own(&all[start..])
    }

    /// What a recipe is put onto, if that can be done.
    fn base_for(&self, recipe: &Recipe) -> Result<Option<Base>, Error> {
        let mut all = Vec::new();
        more(&mut all, BASE_OUTLINE);
        let start = more(&mut all, self.outline);
        let outline = saved::load_outline(&all[start..]).expect("the build script made it");
        if !recipe.goes_onto(&outline) {
            return Ok(None);
        }
        Ok(Some(Base { outline, compiled: self.compiled()? }))
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
