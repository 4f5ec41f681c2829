//! kfrules with bundled rules, or with one rule that has all terms.

use std::hint::black_box;

use ::kfrules::{Checker, Pack, Ruleset, Via};

use super::{Engine, Maker};
use crate::subject::Subject;

impl Engine for Checker {
    fn count(&mut self, text: &str) -> usize {
        self.check(text).inspect(|violation| _ = black_box(violation.bytes)).count()
    }
}

pub(super) fn bundled(subject: &Subject) -> Result<Maker, String> {
    let id = subject.platform_id().ok_or("the engine `kfrules` wants a platform")?.to_owned();
    Ok(Box::new(move || ready(Ruleset::platform(&id))))
}

pub(super) fn shop(subject: &Subject) -> Result<Maker, String> {
    let id = subject.platform_id().ok_or("the engine `kfrules/shop` wants a platform")?.to_owned();
    Ok(Box::new(move || ready(with_shop(&id))))
}

/// The rules of a platform with the shop's pack on top.
pub(crate) fn with_shop(platform: &str) -> Result<Ruleset, ::kfrules::Error> {
    let shop = Pack::from_toml(include_str!("../../recipes/shop.toml"))?;
    Ruleset::builder().platform(platform).pack(shop).compile()
}

pub(super) fn of_terms(subject: &Subject, reach: Via) -> Maker {
    let pack = subject.pack(reach);
    Box::new(move || ready(Pack::from_toml(&pack).and_then(Ruleset::compile)))
}

pub(super) fn saved(subject: &Subject) -> Result<Maker, String> {
    let rules = Pack::from_toml(&subject.pack(Via::Spread)).and_then(Ruleset::compile);
    let saved = rules.map_err(|error| error.to_string())?.save();
    Ok(Box::new(move || ready(Ruleset::load(&saved))))
}

fn ready(rules: Result<Ruleset, ::kfrules::Error>) -> Result<Box<dyn Engine>, String> {
    Ok(Box::new(rules.map_err(|error| error.to_string())?.checker()))
}
