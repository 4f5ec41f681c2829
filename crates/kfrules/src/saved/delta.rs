//! Bytes told by what they share with others, and what stands in them twice: the platforms are mostly
//! `common`, and what is written anew is much like what was written before.
//!
//! A delta is a list of steps. Each takes some bytes from the delta itself, and then copies some of the
//! base or of what is made so far. Bytes are far apart in a ruleset that belong together, so that any
//! place may be copied from; and a program waits for it when it starts, so that nothing is told by less
//! than a byte.
//!
//! How long the whole is comes first.
//!
//! | in a step | is |
//! |---|---|
//! | one byte | how many new bytes, and in the lower half how many are copied, less `SHORTEST`; 15 is 15 and a number that follows |
//! | a number | what is to be added to the 15 of the new bytes |
//! | the new bytes | |
//! | a number | what is to be added to the 15 of the copied bytes |
//! | one byte or three | where they are copied from (`Place`) |
//!
//! The last step copies nothing, and ends after its new bytes.

use super::bytes::{Input, Saved, unzigzag, zigzag};

/// What is shared and shorter than this is written anew.
const SHORTEST: usize = 7;

/// So many bytes are copied at once: most copies are shorter, and to ask how long each is takes more time.
const AT_ONCE: usize = 16;

/// No base with all that is made of it is longer: so far back three bytes reach.
const LONGEST: usize = 1 << 22;

/// The most that half a byte tells.
const HALF: usize = 15;

/// Where bytes are copied from, of the base and what is made so far, one after the other.
#[derive(Clone, Copy)]
struct Place {
    /// Where the next bytes are made.
    end: usize,
    /// Where the last copy would go on, if as many bytes were replaced as were new: so it is where single
    /// numbers differ.
    next: usize,
}

impl Place {
    /// One byte with its lowest bit set, if the place is near where the last copy would go on; three bytes
    /// that tell how far back it is, if it is anywhere else.
    #[allow(dead_code, reason = "the build script makes deltas, the library applies them")]
    fn told(self, place: usize) -> ([u8; 3], usize) {
        let signed = |place: usize| i64::try_from(place).expect("a place in memory");
        match u8::try_from(zigzag(signed(place) - signed(self.next))) {
            Ok(near @ ..0x80) => ([near << 1 | 1, 0, 0], 1),
            _ => {
                let back =
                    u32::try_from((self.end - place) << 1).expect("not longer than the longest");
                let [first, second, third, _] = back.to_le_bytes();
                ([first, second, third], 3)
            }
        }
    }

    #[inline]
    fn read(self, input: &mut Input<'_>) -> Option<usize> {
        let &first = input.0.first()?;
        if first & 1 == 1 {
            input.0 = &input.0[1..];
            let on = isize::try_from(unzigzag(u64::from(first >> 1))).ok()?;
            return self.next.checked_add_signed(on);
        }
        let [first, second, third] = input.take()?;
        let back = u32::from_le_bytes([first, second, third, 0]) >> 1;
        self.end.checked_sub(back as usize)
    }
}

/// What makes `whole` of `base`, by steps of which each saves so many bytes at least. The more these are,
/// the fewer steps there are to wait for.
#[allow(dead_code, reason = "the build script makes deltas, the library applies them")]
pub(crate) fn make(base: &[u8], whole: &[u8], least_saved: usize) -> Vec<u8> {
    let all = [base, whole].concat();
    assert!(all.len() <= LONGEST, "a place is told in three bytes");
    let mut known = Known::new(all.len());
    (0..base.len()).for_each(|place| known.add(&all, place));
    let mut out = Vec::new();
    whole.len().write(&mut out);
    let (mut new_from, mut at, mut next) = (base.len(), base.len(), 0);
    while at < all.len() {
        let place = Place { end: at, next: next + (at - new_from) };
        let found = known.best(&all, place, least_saved);
        known.add(&all, at);
        let Some((from, length)) = found else {
            at += 1;
            continue;
        };
        let (told, bytes) = place.told(from);
        step(&all[new_from..at], Some((&told[..bytes], length)), &mut out);
        (at + 1..at + length).for_each(|place| known.add(&all, place));
        at += length;
        (new_from, next) = (at, from + length);
    }
    step(&all[new_from..], None, &mut out);
    out
}

/// The places at which bytes were met.
struct Known {
    /// By `hash`, the last place of such bytes, and by place the one before; 0 is none, and 1 the first.
    last: Vec<usize>,
    before: Vec<usize>,
}

impl Known {
    const BITS: u32 = 16;
    /// The most places that are tried.
    const TRIED: usize = 100;

    fn new(length: usize) -> Known {
        Known { last: vec![0; 1 << Known::BITS], before: vec![0; length] }
    }

    fn hash(bytes: &[u8], place: usize) -> Option<usize> {
        let (first, _) = bytes[place..].split_first_chunk::<SHORTEST>()?;
        let number = first.iter().fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
        let hash = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - Known::BITS);
        usize::try_from(hash).ok()
    }

    fn add(&mut self, bytes: &[u8], place: usize) {
        if let Some(hash) = Known::hash(bytes, place) {
            self.before[place] = self.last[hash];
            self.last[hash] = place + 1;
        }
    }

    /// What is best copied: from where, and how many bytes.
    fn best(&self, bytes: &[u8], place: Place, least_saved: usize) -> Option<(usize, usize)> {
        let mut tried = Vec::from([place.next]);
        let mut last = self.last[Known::hash(bytes, place.end)?];
        while let Some(from) = last.checked_sub(1).filter(|_| tried.len() < Known::TRIED) {
            tried.push(from);
            last = self.before[from];
        }
        let saves = |&(from, length): &(usize, usize)| length - place.told(from).1;
        let copies = tried.into_iter().filter(|&from| from < place.end).filter_map(|from| {
            let length = shared(&bytes[from..place.end], &bytes[place.end..]);
            (length >= SHORTEST).then_some((from, length))
        });
        copies.filter(|copy| saves(copy) >= least_saved).max_by_key(saves)
    }
}

/// How many bytes these begin with in common.
fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// Writes what is new, and what is copied: where that is told to be, and how long it is.
fn step(new: &[u8], copied: Option<(&[u8], usize)>, out: &mut Vec<u8>) {
    let length = copied.map_or(0, |(_, length)| length - SHORTEST);
    let halves = new.len().min(HALF) << 4 | length.min(HALF);
    out.push(u8::try_from(halves).expect("two halves of a byte"));
    if let Some(more) = new.len().checked_sub(HALF) {
        more.write(out);
    }
    out.extend(new);
    let Some((place, _)) = copied else { return };
    if let Some(more) = length.checked_sub(HALF) {
        more.write(out);
    }
    out.extend(place);
}

/// Makes what a delta tells, after the base, which is all that is there; gives where it begins. `None` if
/// it is not one of this base.
pub(crate) fn append(all: &mut Vec<u8>, delta: &[u8]) -> Option<usize> {
    let mut input = Input(delta);
    let base = all.len();
    let past = base + usize::read(&mut input).filter(|&length| length <= LONGEST)?;
    all.reserve(past - base + AT_ONCE);
    let mut next = 0;
    loop {
        let halves = usize::from(input.byte()?);
        let new = part(halves >> 4, &mut input)?;
        let end = all.len() + new;
        // What is too much at once is taken back.
        match input.0.first_chunk::<AT_ONCE>() {
            Some(taken) if new <= AT_ONCE => all.extend_from_slice(taken),
            _ => all.extend_from_slice(input.0.get(..new)?),
        }
        all.truncate(end);
        input.0 = input.0.get(new..)?;
        if input.0.is_empty() {
            return (end == past).then_some(base);
        }
        let length = part(halves & HALF, &mut input)? + SHORTEST;
        let from = Place { end, next: next + new }.read(&mut input)?;
        next = from.checked_add(length).filter(|&copied| copied <= end)?;
        if end + length > past {
            return None;
        }
        match all[from..].first_chunk::<AT_ONCE>() {
            Some(&taken) if length <= AT_ONCE => all.extend_from_slice(&taken),
            _ => all.extend_from_within(from..next),
        }
        all.truncate(end + length);
    }
}

/// A number of which half a byte is known.
#[inline]
fn part(half: usize, input: &mut Input<'_>) -> Option<usize> {
    if half < HALF {
        return Some(half);
    }
    Some(half + usize::read(input).filter(|&more| more <= LONGEST)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{append, make};

    fn apply(base: &[u8], delta: &[u8]) -> Option<Vec<u8>> {
        let mut all = base.to_vec();
        let start = append(&mut all, delta)?;
        assert!(all.starts_with(base));
        Some(all.split_off(start))
    }

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
            for least_saved in [0, 7] {
                let delta = make(&base, &whole, least_saved);
                prop_assert_eq!(apply(&base, &delta), Some(whole.clone()));
                let delta = make(&[], &whole, least_saved);
                prop_assert_eq!(apply(&[], &delta), Some(whole.clone()));
            }
        }

        #[test]
        fn what_is_no_delta_does_no_harm(
            base in prop::collection::vec(any::<u8>(), 0..40),
            delta in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            if let Some(whole) = apply(&base, &delta) {
                prop_assert_eq!(apply(&base, &make(&base, &whole, 0)), Some(whole));
            }
        }
    }

    #[test]
    fn what_is_shared_takes_little() {
        let base: Vec<u8> = (0..200).collect();
        let mut whole = base.clone();
        whole[90] = 0;
        assert!(make(&base, &whole, 7).len() < 12);
        // Nor does what is there twice.
        whole.extend(0..200);
        assert!(make(&[], &whole, 7).len() < 220);
    }

    #[test]
    fn what_is_not_in_the_base_is_refused() {
        // One new byte, seven copied from where one was replaced, and the end.
        assert_eq!(apply(b"the base", &[8, 0x10, b'T', 1, 0]), Some(b"The base".to_vec()));
        for delta in [
            // From behind the base, from before it, more than there is.
            &[8, 0x10, b'T', 21, 0][..],
            &[8, 0x10, b'T', 20, 0, 0, 0],
            &[11, 0x13, b'T', 1, 0],
            // More or less than it says.
            &[7, 0x10, b'T', 1, 0],
            &[9, 0x10, b'T', 1, 0],
            // What ends in the middle.
            &[8, 0x10, b'T', 1],
            &[8, 0x10, b'T', 18, 0],
            &[2, 0x20, b'T'],
            &[0],
            &[],
        ] {
            assert_eq!(apply(b"the base", delta), None, "{delta:?}");
        }
    }
}
