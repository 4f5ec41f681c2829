//! Terms numbered as they come, each once.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::rows::Texts;

/// The terms so far.
#[derive(Default)]
pub(super) struct Terms {
    texts: Texts,
    /// The number of each: its text is kept once, there.
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Terms {
    /// The number of a term, the next one if it is new.
    pub(super) fn add(&mut self, term: &str) -> usize {
        let Terms { texts, numbers, hasher } = self;
        let hash = hasher.hash_one(term);
        if let Some(&known) = numbers.find(hash, |&number| &texts[number as usize] == term) {
            return known as usize;
        }
        let next = texts.len();
        texts.push(term);
        let number = u32::try_from(next).expect("no ruleset has so many words");
        numbers.insert_unique(hash, number, |&number| hasher.hash_one(&texts[number as usize]));
        next
    }

    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    pub(super) fn into_texts(self) -> Texts {
        self.texts
    }
}
