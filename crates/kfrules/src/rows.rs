//! Rows of different lengths, one after the other in one piece: a ruleset has thousands of them, most
//! of one item, and an allocation for each would cost more than everything else about them.

use std::ops::{Index, IndexMut, Range};

/// Why their number has 32 bits.
const FEW: &str = "fewer items than bytes in 4 GB";

/// Rows of items, by number.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    items: Vec<T>,
    /// Where each row ends among the items.
    ends: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Adds a row behind the others.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(u32::try_from(self.items.len()).expect(FEW));
    }

    /// Puts items into so many rows; each comes with the number of its row, and those of one row stay
    /// in their order.
    pub(crate) fn sort(count: usize, items: &[(usize, T)]) -> Rows<T>
    where
        T: Clone,
    {
        Rows::sort_by(count, items, |&(row, _)| row, |(_, item)| item.clone())
    }

    /// The same of what tells its row and its item itself.
    pub(crate) fn sort_by<I>(
        count: usize,
        all: &[I],
        row: impl Fn(&I) -> usize,
        item: impl Fn(&I) -> T,
    ) -> Rows<T>
    where
        T: Clone,
    {
        // To count them is quicker than to sort. Until a row is filled, its end is where it goes on.
        assert!(u32::try_from(all.len()).is_ok(), "{FEW}");
        let mut ends = vec![0; count];
        all.iter().for_each(|it| ends[row(it)] += 1);
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut items = all.first().map_or_else(Vec::new, |any| vec![item(any); all.len()]);
        for it in all {
            let end = &mut ends[row(it)];
            items[*end as usize] = item(it);
            *end += 1;
        }
        Rows { items, ends }
    }

    /// As they were taken apart by [`Rows::parts`]; `None` if these ends are not those of the items.
    pub(crate) fn join(items: Vec<T>, ends: Vec<u32>) -> Option<Rows<T>> {
        let fits = ends.is_sorted() && ends.last().map_or(0, |&end| end as usize) == items.len();
        fits.then_some(Rows { items, ends })
    }

    pub(crate) fn parts(&self) -> (&Vec<T>, &Vec<u32>) {
        (&self.items, &self.ends)
    }

    /// All items, each with the number of its row, as [`Rows::sort`] takes them.
    pub(crate) fn into_items(self) -> impl Iterator<Item = (usize, T)> {
        let Rows { items, ends } = self;
        let mut row = 0;
        items.into_iter().enumerate().map(move |(place, item)| {
            while ends[row] as usize <= place {
                row += 1;
            }
            (row, item)
        })
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All items, row after row.
    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    fn range(&self, row: usize) -> Range<usize> {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[row] as usize
    }
}

impl<T> Index<usize> for Rows<T> {
    type Output = [T];

    fn index(&self, row: usize) -> &[T] {
        &self.items[self.range(row)]
    }
}

impl<T> IndexMut<usize> for Rows<T> {
    fn index_mut(&mut self, row: usize) -> &mut [T] {
        let range = self.range(row);
        &mut self.items[range]
    }
}

/// Texts, by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    joined: String,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.joined.push_str(text);
        self.ends.push(self.joined.len());
    }

    /// As they were taken apart by [`Texts::parts`]; `None` if these ends are not those of the texts.
    pub(crate) fn join(joined: String, ends: Vec<usize>) -> Option<Texts> {
        let fits = ends.is_sorted()
            && ends.last().copied().unwrap_or(0) == joined.len()
            && ends.iter().all(|&end| joined.is_char_boundary(end));
        fits.then_some(Texts { joined, ends })
    }

    pub(crate) fn parts(&self) -> (&String, &Vec<usize>) {
        (&self.joined, &self.ends)
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A text as bytes, for whoever only compares: to make a `str` takes longer than most texts are.
    pub(crate) fn bytes(&self, index: usize) -> &[u8] {
        &self.joined.as_bytes()[self.range(index)]
    }

    fn range(&self, index: usize) -> Range<usize> {
        index.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[index]
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|index| &self[index])
    }
}

impl Index<usize> for Texts {
    type Output = str;

    fn index(&self, index: usize) -> &str {
        &self.joined[self.range(index)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Rows, Texts};

    #[test]
    fn items_come_into_their_rows() {
        let rows = Rows::sort(4, &[(2, 'a'), (0, 'b'), (2, 'c')]);
        let all: Vec<&[char]> = (0..rows.len()).map(|row| &rows[row]).collect();
        assert_eq!(all, [&['b'][..], &[], &['a', 'c'], &[]]);
        let each: Vec<(usize, char)> = rows.clone().into_items().collect();
        assert_eq!(each, [(0, 'b'), (2, 'a'), (2, 'c')]);
        let (items, ends) = rows.parts();
        let again = Rows::join(items.clone(), ends.clone()).expect("its own parts");
        assert_eq!(again.items(), rows.items());
        let mut pushed = Rows::default();
        (0..rows.len()).for_each(|row| pushed.push(rows[row].iter().copied()));
        assert_eq!(pushed.parts(), rows.parts());
    }

    #[test]
    fn ends_must_fit() {
        assert!(Rows::join(vec![1, 2], vec![1]).is_none());
        assert!(Rows::join(vec![1, 2], vec![3]).is_none());
        assert!(Rows::join(vec![1, 2], vec![2, 1, 2]).is_none());
        assert!(Rows::join(Vec::<u8>::new(), vec![]).is_some());
        assert!(Texts::join("微信".into(), vec![3, 6]).is_some());
        assert!(Texts::join("微信".into(), vec![2, 6]).is_none());
        assert!(Texts::join("微信".into(), vec![3]).is_none());
    }

    #[test]
    fn texts_keep_their_numbers() {
        let mut texts = Texts::default();
        ["微信", "", "v"].into_iter().for_each(|text| texts.push(text));
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["微信", "", "v"]);
    }
}
