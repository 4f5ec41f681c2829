//! How the parts of what is saved are written and read.

use crate::rows::{Rows, Texts};

/// What is still to be read.
pub(super) struct Input<'a>(pub(super) &'a [u8]);

/// Something that is saved.
pub(super) trait Saved: Sized {
    fn write(&self, out: &mut Vec<u8>);

    /// `None` if it is not what was written. Takes no more memory than in proportion to what it reads,
    /// whatever numbers stand there.
    fn read(input: &mut Input<'_>) -> Option<Self>;

    /// Writes it into a list. Numbers are told by what sets them apart from those of the item before: they
    /// are small, and where all numbers from one on are larger by the same the bytes stay what they are.
    fn write_after(&self, _before: Option<&Self>, out: &mut Vec<u8>) {
        self.write(out);
    }

    /// Reads what [`Saved::write_after`] wrote.
    fn read_after(_before: Option<&Self>, input: &mut Input<'_>) -> Option<Self> {
        Self::read(input)
    }
}

impl<'a> Input<'a> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// So many bytes.
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    /// Bytes with their number before them.
    pub(super) fn slice(&mut self) -> Option<&'a [u8]> {
        let length = usize::read(self)?;
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

/// Seven bits a byte, the lowest first; all but the last byte have their highest bit set.
impl Saved for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        out.push(rest.to_le_bytes()[0]);
    }

    #[inline]
    fn read(input: &mut Input<'_>) -> Option<u64> {
        match input.byte()? {
            first @ ..0x80 => Some(u64::from(first)),
            first => longer(first, input),
        }
    }
}

/// A number of more than one byte.
fn longer(first: u8, input: &mut Input<'_>) -> Option<u64> {
    let mut number = u64::from(first & 0x7F);
    for shift in (7..u64::BITS).step_by(7) {
        let byte = input.byte()?;
        number |= u64::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Numbers that are written as a `u64`.
macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Saved for $number {
            fn write(&self, out: &mut Vec<u8>) {
                (*self as u64).write(out);
            }

            #[inline]
            fn read(input: &mut Input<'_>) -> Option<$number> {
                u64::read(input)?.try_into().ok()
            }

            fn write_after(&self, before: Option<&$number>, out: &mut Vec<u8>) {
                let before = before.map_or(0, |&before| before as u64);
                let difference = (*self as u64).wrapping_sub(before).cast_signed();
                zigzag(difference).write(out);
            }

            #[inline]
            fn read_after(before: Option<&$number>, input: &mut Input<'_>) -> Option<$number> {
                let before = before.map_or(0, |&before| before as u64);
                before.wrapping_add_signed(unzigzag(u64::read(input)?)).try_into().ok()
            }
        }
    )*};
}
numbers!(u16, u32, usize);

impl Saved for i64 {
    fn write(&self, out: &mut Vec<u8>) {
        u64::try_from(*self).expect("no number of a ruleset is negative").write(out);
    }

    fn read(input: &mut Input<'_>) -> Option<i64> {
        u64::read(input)?.try_into().ok()
    }
}

/// Small numbers, whatever their sign, as small ones that have none.
pub(super) fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> (i64::BITS - 1)).cast_unsigned()
}

pub(super) fn unzigzag(number: u64) -> i64 {
    (number >> 1 ^ (number & 1).wrapping_neg()).cast_signed()
}
impl Saved for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn read(input: &mut Input<'_>) -> Option<bool> {
        match input.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Saved for char {
    fn write(&self, out: &mut Vec<u8>) {
        u32::from(*self).write(out);
    }

    fn read(input: &mut Input<'_>) -> Option<char> {
        char::from_u32(u32::read(input)?)
    }
}

impl Saved for String {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        out.extend(self.as_bytes());
    }

    fn read(input: &mut Input<'_>) -> Option<String> {
        std::str::from_utf8(input.slice()?).ok().map(str::to_owned)
    }
}

impl<T: Saved> Saved for Box<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.as_ref().write(out);
    }

    fn read(input: &mut Input<'_>) -> Option<Box<T>> {
        T::read(input).map(Box::new)
    }
}

impl<T: Saved> Saved for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        self.iter().for_each(|some| some.write(out));
    }

    fn read(input: &mut Input<'_>) -> Option<Option<T>> {
        if bool::read(input)? { T::read(input).map(Some) } else { Some(None) }
    }
}

impl<T: Saved> Saved for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        let mut before = None;
        for item in self {
            item.write_after(before, out);
            before = Some(item);
        }
    }

    fn read(input: &mut Input<'_>) -> Option<Vec<T>> {
        let length = usize::read(input)?;
        // Nothing is written as less than a byte.
        if length > input.0.len() {
            return None;
        }
        // What is larger than a few bytes is not made room for before it is there.
        let mut items = Vec::with_capacity(length.min(input.0.len() / size_of::<T>().max(1)));
        for _ in 0..length {
            items.push(T::read_after(items.last(), input)?);
        }
        Some(items)
    }
}

impl<A: Saved, B: Saved> Saved for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(input: &mut Input<'_>) -> Option<(A, B)> {
        Some((A::read(input)?, B::read(input)?))
    }

    fn write_after(&self, before: Option<&(A, B)>, out: &mut Vec<u8>) {
        self.0.write_after(before.map(|before| &before.0), out);
        self.1.write_after(before.map(|before| &before.1), out);
    }

    fn read_after(before: Option<&(A, B)>, input: &mut Input<'_>) -> Option<(A, B)> {
        let first = A::read_after(before.map(|before| &before.0), input)?;
        Some((first, B::read_after(before.map(|before| &before.1), input)?))
    }
}

impl<T: Saved> Saved for Rows<T> {
    fn write(&self, out: &mut Vec<u8>) {
        let (items, ends) = self.parts();
        items.write(out);
        ends.write(out);
    }

    fn read(input: &mut Input<'_>) -> Option<Rows<T>> {
        let items = Saved::read(input)?;
        Rows::join(items, Saved::read(input)?)
    }
}

impl Saved for Texts {
    fn write(&self, out: &mut Vec<u8>) {
        let (joined, ends) = self.parts();
        joined.write(out);
        ends.write(out);
    }

    fn read(input: &mut Input<'_>) -> Option<Texts> {
        let joined = Saved::read(input)?;
        Texts::join(joined, Saved::read(input)?)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::{Input, Saved};

    fn comes_back<T: Saved + PartialEq + Debug>(thing: &T) {
        let mut written = Vec::new();
        thing.write(&mut written);
        let mut input = Input(&written);
        assert_eq!(T::read(&mut input).as_ref(), Some(thing));
        assert!(input.0.is_empty(), "{thing:?}");
        for length in 0..written.len() {
            assert_eq!(T::read(&mut Input(&written[..length])), None, "{thing:?} cut to {length}");
        }
    }

    #[test]
    fn what_is_written_comes_back() {
        [0, 1, 0x7F, 0x80, 0x3FFF, 0x4000, u64::MAX - 1, u64::MAX].iter().for_each(comes_back);
        [0, i64::MAX].iter().for_each(comes_back);
        comes_back(&vec![3_usize, 2, 2, 0, 0x4000, 1, usize::MAX, 0, usize::MAX / 2]);
        ["", "微信", "v\u{200B}x"].map(str::to_owned).iter().for_each(comes_back);
        comes_back(&vec![Some('微'), None]);
        comes_back(&(true, vec![(3_u16, false), (2, true)]));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(u16::read(&mut Input(&[0xFF, 0xFF, 0x04])), None);
        assert_eq!(u64::read(&mut Input(&[0xFF; 11])), None);
        // One less than nothing.
        assert_eq!(Vec::<u16>::read(&mut Input(&[1, 1])), None);
        assert_eq!(bool::read(&mut Input(&[2])), None);
        assert_eq!(String::read(&mut Input(&[1, 0xFF])), None);
        assert_eq!(Vec::<u16>::read(&mut Input(&[0xFF, 0xFF, 0xFF, 0x7F])), None);
    }
}
