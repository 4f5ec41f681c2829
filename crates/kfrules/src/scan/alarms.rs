//! What words set off: the rules are only judged by, and a pattern only searches, where the words that
//! it cannot do without are in the message.
//!
//! An alarm is set off by the words of one set. Of the others that it waits for, a look at the signs of
//! the message tells whether any may be there: they are often too frequent to be looked for in every
//! message. What matters only beside something else is asked for instead: all its sets are looked for
//! so, and its words in no message that has nothing for them to stand beside.

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::OnceLock;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

use super::marks::{MarkedWords, Marks};
use super::sieve::Reading;
use crate::rows::{Rows, Texts};

/// Collects alarms.
#[derive(Default)]
pub(crate) struct AlarmsBuilder {
    alarms: Vec<Alarm>,
    /// Terms, each with an alarm that it sets off.
    watches: Vec<(usize, u32)>,
    /// Those that no term sets off.
    sleepless: Vec<Alarm>,
    /// Rules, each with an alarm that is asked for where the rule found something.
    excuses: Vec<(usize, Alarm)>,
    sets: Vec<Set>,
    /// The terms of the sets.
    terms: Vec<u32>,
    /// The sets, each once, by the hash of their terms.
    known: HashTable<u32>,
    hasher: DefaultHashBuilder,
    waits: Vec<u32>,
}

/// What each term sets off.
pub(crate) struct Alarms {
    alarms: Vec<Alarm>,
    /// By term, the alarms that it sets off.
    watches: Rows<u32>,
    /// Those that no term sets off: they ring in every message with letters and digits enough.
    sleepless: Vec<Alarm>,
    /// By rule, the alarms that are asked for where it found something.
    excuses: Rows<Alarm>,
    /// The sets that are waited for together, one row of them after the other.
    waits: Vec<u32>,
    sets: Vec<Set>,
    terms: Vec<u32>,
}

/// Terms of which one must be there.
struct Set {
    terms: Range<u32>,
    /// The same, marked; made when they are first wanted, as most never are.
    marked: OnceLock<MarkedWords>,
}

/// A message, of which it is asked who is woken by it.
pub(crate) struct Watch<'a> {
    /// The terms that the alarms were made for.
    pub(crate) terms: &'a Texts,
    pub(crate) reading: &'a Reading,
    pub(crate) awake: &'a mut Awake,
}

#[derive(Clone, Copy)]
struct Alarm {
    rings: Rings,
    waits: Waits,
}

/// What is waited for together.
#[derive(Clone, Copy)]
pub(crate) struct Waits {
    /// How many letters and digits there must be.
    latin: usize,
    /// Where the sets begin of which a word each must be there, and how many they are.
    first: u32,
    sets: u32,
}

/// Who is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rings {
    /// The rules that read single messages.
    Rules,
    Pattern(usize),
}

/// What is known so far of a message.
#[derive(Debug)]
pub(crate) struct Awake {
    /// The number of the message.
    message: u32,
    /// For each set, the last message that it was looked for in, and whether it may be there.
    looked: Vec<(u32, bool)>,
    marks: Marks,
}

fn number(length: usize) -> u32 {
    u32::try_from(length).expect("fewer alarms than words and patterns")
}

impl AlarmsBuilder {
    /// An alarm that is set off by the terms of the first set, where a term of each other may be met too
    /// and there are so many letters and digits; where there is no set, by these alone. Terms are told by
    /// their numbers, and the same ones of a set follow each other.
    pub(crate) fn add<S>(&mut self, rings: Rings, latin: usize, sets: impl IntoIterator<Item = S>)
    where
        S: IntoIterator<Item = usize>,
    {
        let mut sets = sets.into_iter();
        let first = sets.next();
        let alarm = Alarm { rings, waits: self.wait(latin, sets) };
        let Some(first) = first else { return self.sleepless.push(alarm) };
        let number = number(self.alarms.len());
        self.alarms.push(alarm);
        let mut last = None;
        for term in first {
            // A term that comes again does so at once.
            if last.replace(term) != Some(term) {
                self.watches.push((term, number));
            }
        }
    }

    /// An alarm that is asked for where a rule found something.
    pub(crate) fn add_excuse<S>(
        &mut self,
        rule: usize,
        rings: Rings,
        latin: usize,
        sets: impl IntoIterator<Item = S>,
    ) where
        S: IntoIterator<Item = usize>,
    {
        let waits = self.wait(latin, sets);
        self.excuses.push((rule, Alarm { rings, waits }));
    }

    /// Waits for a term of each set, and for so many letters and digits.
    pub(crate) fn wait<S>(&mut self, latin: usize, sets: impl IntoIterator<Item = S>) -> Waits
    where
        S: IntoIterator<Item = usize>,
    {
        let first = number(self.waits.len());
        for set in sets {
            let set = self.set(set);
            self.waits.push(set);
        }
        Waits { latin, first, sets: number(self.waits.len()) - first }
    }

    /// The number of a set, which is looked for once in a message, however many wait for it.
    fn set(&mut self, set: impl IntoIterator<Item = usize>) -> u32 {
        let start = self.terms.len();
        self.terms.extend(set.into_iter().map(number));
        let AlarmsBuilder { terms, sets, known, hasher, .. } = self;
        let hash = |terms: &[u32]| hasher.hash_one(terms);
        let of = |set: &Set| &terms[set.terms.start as usize..set.terms.end as usize];
        let next = number(sets.len());
        let entry = known.entry(
            hash(&terms[start..]),
            |&set| of(&sets[set as usize]) == &terms[start..],
            |&set| hash(of(&sets[set as usize])),
        );
        match entry {
            Entry::Occupied(known) => {
                let known = *known.get();
                terms.truncate(start);
                known
            }
            Entry::Vacant(vacant) => {
                vacant.insert(next);
                let terms = number(start)..number(terms.len());
                sets.push(Set { terms, marked: OnceLock::new() });
                next
            }
        }
    }

    /// The alarms of so many terms and rules.
    pub(crate) fn build(self, terms: usize, rules: usize) -> Alarms {
        Alarms {
            alarms: self.alarms,
            watches: Rows::sort(terms, &self.watches),
            sleepless: self.sleepless,
            excuses: Rows::sort(rules, &self.excuses),
            waits: self.waits,
            sets: self.sets,
            terms: self.terms,
        }
    }
}

impl Alarms {
    /// Whether a term sets off anything.
    pub(crate) fn is_watched(&self, term: usize) -> bool {
        !self.watches[term].is_empty()
    }

    /// Takes a term that was met, and tells who is woken by it.
    #[inline]
    pub(crate) fn meet(&self, term: usize, watch: &mut Watch<'_>, woken: impl FnMut(Rings)) {
        let alarms = self.watches[term].iter().map(|&alarm| &self.alarms[alarm as usize]);
        self.ring(alarms, watch, woken);
    }

    /// Tells who is woken by no term.
    pub(crate) fn meet_sleepless(&self, watch: &mut Watch<'_>, woken: impl FnMut(Rings)) {
        self.ring(&self.sleepless, watch, woken);
    }

    /// Tells who is to be woken as a rule found something.
    pub(crate) fn excuse(&self, rule: usize, watch: &mut Watch<'_>, woken: impl FnMut(Rings)) {
        self.ring(&self.excuses[rule], watch, woken);
    }

    #[inline]
    fn ring<'a>(
        &self,
        alarms: impl IntoIterator<Item = &'a Alarm>,
        watch: &mut Watch<'_>,
        mut woken: impl FnMut(Rings),
    ) {
        for &Alarm { rings, waits } in alarms {
            if self.may_be_met(waits, watch) {
                woken(rings);
            }
        }
    }

    /// Whether all that is waited for may be in the message.
    #[inline]
    pub(crate) fn may_be_met(&self, waits: Waits, watch: &mut Watch<'_>) -> bool {
        let Waits { latin, first, sets } = waits;
        watch.reading.latin >= latin
            && self.waits[first as usize..][..sets as usize]
                .iter()
                .all(|&set| self.may_meet(set as usize, watch))
    }

    /// Whether any term of a set may be in the message.
    fn may_meet(&self, set: usize, watch: &mut Watch<'_>) -> bool {
        let Watch { terms, reading, ref mut awake } = *watch;
        let (message, known) = awake.looked[set];
        if message == awake.message {
            return known;
        }
        awake.marks.mark(reading.signs());
        let Set { terms: Range { start, end }, ref marked } = self.sets[set];
        let marked = marked.get_or_init(|| {
            let of_set = self.terms[start as usize..end as usize].iter();
            MarkedWords::new(of_set.map(|&term| &terms[term as usize]))
        });
        let may_meet = awake.marks.may_have(marked);
        awake.looked[set] = (awake.message, may_meet);
        may_meet
    }

    /// Room to take a message.
    pub(crate) fn asleep(&self) -> Awake {
        Awake { message: 1, looked: vec![(0, false); self.sets.len()], marks: Marks::new() }
    }
}

impl Awake {
    /// Prepares for a new message.
    pub(crate) fn clear(&mut self) {
        self.marks.clear();
        self.message = self.message.wrapping_add(1);
        // The numbers of messages begin again, and none is to be taken for an older one.
        if self.message == 0 {
            self.looked.fill((0, false));
            self.message = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AlarmsBuilder, Rings, Watch};
    use crate::rows::Texts;
    use crate::scan::sieve::Reading;
    use crate::scan::signs;

    #[test]
    fn an_alarm_rings_where_a_word_of_every_set_is_met() {
        let mut terms = Texts::default();
        ["微信", "薇", "加我", "的"].iter().for_each(|term| terms.push(term));
        let terms = &terms;
        let mut builder = AlarmsBuilder::default();
        builder.add(Rings::Pattern(7), 0, [vec![0, 1], vec![2], vec![3]]);
        builder.add(Rings::Rules, 0, [vec![2]]);
        builder.add(Rings::Pattern(8), 0, [vec![1], vec![2]]);
        builder.add(Rings::Pattern(9), 2, [vec![1]]);
        builder.add(Rings::Pattern(12), 3, [[]; 0]);
        builder.add_excuse(1, Rings::Pattern(10), 0, [vec![2], vec![3]]);
        builder.add_excuse(1, Rings::Pattern(11), 1, [[]; 0]);
        let alarms = builder.build(terms.len(), 2);
        assert_eq!([0, 1, 2, 3].map(|term| alarms.is_watched(term)), [true, true, true, false]);
        let (mut awake, mut reading) = (alarms.asleep(), Reading::default());
        let mut woken = |text: &str, term| {
            awake.clear();
            reading.read(signs::table(), text.as_bytes()).expect("UTF-8");
            let mut woken = Vec::new();
            for _ in 0..2 {
                alarms.meet(
                    term,
                    &mut Watch { terms, reading: &reading, awake: &mut awake },
                    |rings| woken.push(rings),
                );
            }
            // The second time as the first.
            let once = woken.split_off(woken.len() / 2);
            assert_eq!(once, woken);
            once
        };
        assert_eq!(woken("我的微信加我", 0), [Rings::Pattern(7)]);
        assert_eq!(woken("微信加我", 0), []);
        assert_eq!(woken("我加的微信", 0), []);
        assert_eq!(woken("加我", 2), [Rings::Rules]);
        assert_eq!(woken("加我薇", 1), [Rings::Pattern(8)]);
        assert_eq!(woken("的加我薇", 1), [Rings::Pattern(7), Rings::Pattern(8)]);
        assert_eq!(woken("薇v8", 1), [Rings::Pattern(9)]);
        let mut sleepless = |text: &str| {
            let mut woken = Vec::new();
            reading.read(signs::table(), text.as_bytes()).expect("UTF-8");
            let mut watch = Watch { terms, reading: &reading, awake: &mut awake };
            alarms.meet_sleepless(&mut watch, |rings| woken.push(rings));
            woken
        };
        assert_eq!(sleepless("薇v8x"), [Rings::Pattern(12)]);
        assert_eq!(sleepless("薇v8"), []);
        let mut excused = |text: &str, rule| {
            awake.clear();
            reading.read(signs::table(), text.as_bytes()).expect("UTF-8");
            let mut woken = Vec::new();
            let mut watch = Watch { terms, reading: &reading, awake: &mut awake };
            alarms.excuse(rule, &mut watch, |rings| woken.push(rings));
            woken
        };
        assert_eq!(excused("加我的", 1), [Rings::Pattern(10)]);
        assert_eq!(excused("加我8", 1), [Rings::Pattern(11)]);
        assert_eq!(excused("加我的8", 0), []);
    }
}
