//! Bundled platforms as they were compiled: packs of a shop's own are put onto them. To read and compile
//! the platform's packs again would take twenty times as long as everything else.

use super::Recipe;
use super::gather::Gathered;
use super::measure::words_of_all;
use crate::bundled;
use crate::error::Error;
use crate::pack::Word;
use crate::plan::Compiled;

/// A platform that is compiled, and what packs put onto it may speak of.
pub(crate) struct Base {
    pub(crate) outline: Outline,
    pub(crate) compiled: Compiled,
}

/// What compiled rules do not tell of their packs.
pub(crate) struct Outline {
    /// The ids of the packs that the platform is made of.
    pub(crate) packs: Vec<String>,
    /// The lists of words, by name.
    pub(crate) lists: Vec<(String, Vec<String>)>,
    /// How many words all rules have.
    pub(crate) words: usize,
}

impl Recipe {
    /// What packs put onto these may speak of.
    #[allow(dead_code, reason = "the build script makes outlines, the library reads them")]
    pub(crate) fn outline(&self) -> Result<Outline, Error> {
        let gathered = Gathered::new(self, None)?;
        let mut lists: Vec<(String, Vec<String>)> = gathered
            .lists
            .iter()
            .map(|(name, words)| (name.clone(), words.iter().map(|w| w.text.clone()).collect()))
            .collect();
        lists.sort();
        Ok(Outline {
            packs: gathered.packs.iter().map(|pack| pack.id.clone()).collect(),
            lists,
            words: words_of_all(&gathered),
        })
    }

    /// Whether it asks for a bundled platform just as it comes.
    pub(crate) fn is_bare(&self) -> bool {
        self.platform.is_some()
            && self.packs.is_empty()
            && self.disabled.is_empty()
            && self.day.is_none()
    }

    /// The one bundled platform that all of this is put onto.
    pub(crate) fn platform_below(&self) -> Option<&str> {
        let named = self.platform.as_deref().into_iter();
        named.chain(self.bundled_packs().map(|word| word.text.as_str())).next()
    }

    /// Whether the platform that has this outline is what the recipe's packs are put onto, just as it
    /// was compiled.
    pub(crate) fn goes_onto(&self, outline: &Outline) -> bool {
        let is_below = |id: &str| match self.platform {
            Some(_) => outline.packs.iter().any(|pack| pack == id),
            // The platform that is met first names the rules.
            None => outline.packs.last().is_some_and(|pack| pack == id),
        };
        // A list of the same name stands in for that of the platform, in the platform's rules too.
        let has_list = |name: &String| outline.lists.iter().any(|(known, _)| known == name);
        self.day.is_none()
            && self.bundled_packs().all(|word| is_below(&word.text))
            && !self.packs.iter().flat_map(|pack| pack.lists.keys()).any(has_list)
    }

    /// The bundled packs that own packs extend.
    fn bundled_packs(&self) -> impl Iterator<Item = &Word> {
        let extended = self.packs.iter().flat_map(|pack| &pack.extends);
        extended.filter(|base| bundled::is_bundled(&base.text))
    }
}
