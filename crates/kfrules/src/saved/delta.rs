//! Bytes told by what they share with others: the platforms are mostly `common`, and a program holds
//! that once.
//!
//! A delta is a list of steps. Each takes some bytes from the delta itself, and then some from the base.

use std::collections::HashMap;

use super::bytes::{Input, Saved};

/// What is shared and shorter than this is written anew.
const SHORTEST: usize = 8;

/// What makes `whole` of `base`.
#[allow(dead_code, reason = "the build script makes deltas, the library applies them")]
pub(crate) fn make(base: &[u8], whole: &[u8]) -> Vec<u8> {
    let mut places: HashMap<&[u8], usize> = HashMap::new();
    for (place, window) in base.windows(SHORTEST).enumerate() {
        places.entry(window).or_insert(place);
    }
    let mut out = Vec::new();
    let (mut new_from, mut at, mut next) = (0, 0, 0);
    while at + SHORTEST <= whole.len() {
        // What goes on where the last step ended, as after a number that differs, rather than what is
        // met first.
        let window = &whole[at..at + SHORTEST];
        let go_on = (next + at)
            .checked_sub(new_from)
            .filter(|&place| base[place.min(base.len())..].starts_with(window));
        let Some(place) = go_on.or_else(|| places.get(window).copied()) else {
            at += 1;
            continue;
        };
        let length = shared(&base[place..], &whole[at..]);
        step(&whole[new_from..at], place, length, &mut out);
        at += length;
        (new_from, next) = (at, place + length);
    }
    step(&whole[new_from..], 0, 0, &mut out);
    out
}

fn step(new: &[u8], place: usize, length: usize, out: &mut Vec<u8>) {
    new.len().write(out);
    out.extend(new);
    place.write(out);
    length.write(out);
}

/// How many bytes these begin with in common.
fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// What a delta makes of its base; `None` if it is not one of this base.
pub(crate) fn apply(base: &[u8], delta: &[u8]) -> Option<Vec<u8>> {
    let mut input = Input(delta);
    let mut whole = Vec::with_capacity(base.len() + delta.len());
    while !input.0.is_empty() {
        whole.extend(input.slice()?);
        let (place, length) = (usize::read(&mut input)?, usize::read(&mut input)?);
        whole.extend(base.get(place..)?.get(..length)?);
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{apply, make};

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_told_by_a_delta_comes_back(
            base in prop::collection::vec(0..4_u8, 0..200),
            parts in prop::collection::vec((any::<prop::sample::Index>(), 0..60_usize, any::<Option<u8>>()), 0..9),
        ) {
            let mut whole = Vec::new();
            for (from, length, new) in parts {
                let from = from.index(base.len() + 1);
                whole.extend(base[from..].iter().take(length));
                whole.extend(new);
            }
            let delta = make(&base, &whole);
            prop_assert_eq!(apply(&base, &delta), Some(whole));
        }
    }

    #[test]
    fn what_is_shared_takes_little() {
        let base: Vec<u8> = (0..200).collect();
        let mut whole = base.clone();
        whole[90] = 0;
        assert!(make(&base, &whole).len() < 12);
    }

    #[test]
    fn what_is_not_in_the_base_is_refused() {
        assert_eq!(apply(b"base", &[0, 2, 3]), None);
        assert_eq!(apply(b"base", &[0, 5, 0]), None);
        assert_eq!(apply(b"base", &[9, 0, 0]), None);
        assert_eq!(apply(b"base", &[1, b'!', 1, 3]), Some(b"!ase".to_vec()));
    }
}
