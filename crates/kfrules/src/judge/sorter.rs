//! Puts mentions in order, in time that grows with their number alone: text made to be slow has
//! thousands. They come in the order of the text or against it, but those of many rules one among the
//! other; so they are parted by rule and role, and of each what is left to do is little.

use std::cmp::Reverse;

use hashbrown::HashMap;

use super::mention::{At, Mention};
use crate::line_up::LineUp;

/// Room to sort in.
#[derive(Debug, Default)]
pub(super) struct Sorter {
    groups: Groups,
    /// By mention, the number of its group.
    numbers: Vec<usize>,
    line_up: LineUp,
    /// By place, the mention that comes there.
    places: Vec<u32>,
    sorted: Vec<Mention>,
}

/// So many mentions are put in order as they are.
const FEW: usize = 32;

impl Sorter {
    /// Sorts mentions by rule and role, those of each by where they start, and of those the longest
    /// first.
    pub(super) fn sort(&mut self, mentions: &mut Vec<Mention>) {
        let place = |mention: &Mention| {
            let At { start, end, .. } = mention.at;
            (start, Reverse(end), mention.via)
        };
        if mentions.len() <= FEW {
            mentions.sort_unstable_by_key(|mention| (mention.order, place(mention)));
            return;
        }
        if mentions.is_sorted_by_key(|mention| (mention.order, place(mention))) {
            return;
        }
        self.groups.clear();
        self.numbers.clear();
        self.numbers.extend(mentions.iter().map(|mention| self.groups.count(mention.order)));
        self.sorted.clear();
        let by_start = self.line_up.by_start(mentions, |mention| mention.at.start);
        if self.groups.groups.len() == 1 {
            self.sorted.extend(by_start.iter().map(|&mention| mentions[mention as usize]));
        } else {
            self.groups.line_up();
            self.places.resize(mentions.len(), 0);
            for &mention in by_start {
                let group = self.numbers[mention as usize];
                self.places[self.groups.next_place(group)] = mention;
            }
            self.sorted.extend(self.places.iter().map(|&mention| mentions[mention as usize]));
        }
        std::mem::swap(mentions, &mut self.sorted);
        let start = |mention: &Mention| (mention.order, mention.at.start);
        let is_beside = |one: &Mention, other: &Mention| start(one) == start(other);
        for beside in mentions.chunk_by_mut(is_beside).filter(|beside| beside.len() > 1) {
            beside.sort_unstable_by_key(place);
        }
    }
}

/// The orders of mentions, each given a number when it is first met.
#[derive(Debug, Default)]
struct Groups {
    /// By number.
    groups: Vec<Group>,
    /// By order.
    numbers: HashMap<u64, usize>,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    order: u64,
    count: usize,
    /// Where its next mention comes.
    next: usize,
}

impl Groups {
    fn clear(&mut self) {
        self.groups.clear();
        self.numbers.clear();
    }

    /// Counts a mention, and tells the number of its group.
    fn count(&mut self, order: u64) -> usize {
        let number = *self.numbers.entry(order).or_insert(self.groups.len());
        if number == self.groups.len() {
            self.groups.push(Group { order, count: 0, next: 0 });
        }
        self.groups[number].count += 1;
        number
    }

    /// Gives each group its place, in the order of orders.
    fn line_up(&mut self) {
        let mut in_order: Vec<usize> = (0..self.groups.len()).collect();
        in_order.sort_unstable_by_key(|&number| self.groups[number].order);
        let mut next = 0;
        for number in in_order {
            self.groups[number].next = next;
            next += self.groups[number].count;
        }
    }

    fn next_place(&mut self, number: usize) -> usize {
        let next = &mut self.groups[number].next;
        *next += 1;
        *next - 1
    }
}
