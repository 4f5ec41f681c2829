//! What words set off: the rules are only judged by, and a pattern only searches, where the words that
//! it cannot do without are in the message.

/// The most parts that an alarm waits for.
pub(crate) const MOST_PARTS: usize = 16;

/// Collects alarms.
#[derive(Default)]
pub(crate) struct AlarmsBuilder {
    alarms: Vec<Alarm>,
    watches: Vec<(usize, Watch)>,
}

/// What each term sets off.
pub(crate) struct Alarms {
    alarms: Vec<Alarm>,
    /// Sorted by term.
    watches: Vec<Watch>,
    /// By term, where its watches begin.
    starts: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Alarm {
    /// The bits of all parts.
    parts: u16,
    rings: Rings,
}

/// Who is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rings {
    /// The rules that read single messages.
    Rules,
    /// The rules that read dialogues.
    Dialogues,
    Pattern(usize),
}

#[derive(Clone, Copy)]
struct Watch {
    alarm: u32,
    part: u16,
}

/// What a message has set off so far.
#[derive(Debug, Default)]
pub(crate) struct Awake {
    /// By alarm, the parts that were met.
    met: Vec<u16>,
    /// The alarms that are not as they were.
    changed: Vec<u32>,
}

impl AlarmsBuilder {
    /// An alarm that waits for one term of each set; of more than the most sets, for the first.
    pub(crate) fn add(&mut self, rings: Rings, sets: &[Vec<usize>]) {
        let alarm = self.alarms.len();
        let sets = &sets[..sets.len().min(MOST_PARTS)];
        let mut parts = 0;
        for (index, terms) in sets.iter().enumerate() {
            let part = 1 << index;
            parts |= part;
            let alarm = u32::try_from(alarm).expect("fewer alarms than words and patterns");
            // A term that comes again does so at once.
            let each = terms.chunk_by(|one, other| one == other).map(|same| same[0]);
            self.watches.extend(each.map(|term| (term, Watch { alarm, part })));
        }
        self.alarms.push(Alarm { parts, rings });
    }

    /// The alarms of so many terms.
    pub(crate) fn build(self, terms: usize) -> Alarms {
        let mut starts = vec![0_u32; terms + 1];
        for &(term, _) in &self.watches {
            starts[term] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += std::mem::replace(start, before);
        }
        // They came in the order of alarms and parts, and stay in it.
        let mut next = starts.clone();
        let mut watches = vec![Watch { alarm: 0, part: 0 }; self.watches.len()];
        for (term, watch) in self.watches {
            watches[next[term] as usize] = watch;
            next[term] += 1;
        }
        Alarms { starts, watches, alarms: self.alarms }
    }
}

impl Alarms {
    /// Whether a term sets off anything.
    pub(crate) fn is_watched(&self, term: usize) -> bool {
        !self.of(term).is_empty()
    }

    fn of(&self, term: usize) -> &[Watch] {
        &self.watches[self.starts[term] as usize..self.starts[term + 1] as usize]
    }

    /// Takes a term that was met, and tells who is woken by it.
    #[inline]
    pub(crate) fn meet(&self, term: usize, awake: &mut Awake, mut woken: impl FnMut(Rings)) {
        for &Watch { alarm, part } in self.of(term) {
            let Alarm { parts, rings } = self.alarms[alarm as usize];
            if part == parts {
                woken(rings);
                continue;
            }
            let met = &mut awake.met[alarm as usize];
            if *met == 0 {
                awake.changed.push(alarm);
            }
            if *met != parts {
                *met |= part;
                if *met == parts {
                    woken(rings);
                }
            }
        }
    }

    /// Room to take a message.
    pub(crate) fn asleep(&self) -> Awake {
        Awake { met: vec![0; self.alarms.len()], changed: Vec::new() }
    }
}

impl Awake {
    /// Prepares for a new message.
    pub(crate) fn clear(&mut self) {
        for alarm in self.changed.drain(..) {
            self.met[alarm as usize] = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AlarmsBuilder, Rings};

    #[test]
    fn an_alarm_rings_once_all_its_parts_are_met() {
        let mut builder = AlarmsBuilder::default();
        builder.add(Rings::Pattern(7), &[vec![0, 1], vec![2]]);
        builder.add(Rings::Rules, &[vec![2]]);
        let alarms = builder.build(4);
        assert_eq!([0, 1, 2, 3].map(|term| alarms.is_watched(term)), [true, true, true, false]);
        let mut awake = alarms.asleep();
        let meet = |term, awake: &mut _| {
            let mut woken = Vec::new();
            alarms.meet(term, awake, |rings| woken.push(rings));
            woken
        };
        assert_eq!(meet(1, &mut awake), []);
        assert_eq!(meet(3, &mut awake), []);
        assert_eq!(meet(2, &mut awake), [Rings::Pattern(7), Rings::Rules]);
        assert_eq!(meet(0, &mut awake), []);
        awake.clear();
        assert_eq!(meet(0, &mut awake), []);
        assert_eq!(meet(1, &mut awake), []);
        assert_eq!(meet(2, &mut awake), [Rings::Pattern(7), Rings::Rules]);
    }
}
