//! The conversations that a clock remembers, found by name, and those in which somebody may wait.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

use super::consumer_day::ConsumerDays;
use super::moment::Moment;
use super::schema::Rules;
use super::state::{Judge, Outcome, State};
use crate::error::Error;
use crate::limits;

/// The most conversations; a test cannot wait for all of them.
const MOST: usize = if cfg!(test) { 1 << 12 } else { limits::MOST_CONVERSATIONS };

/// A conversation: what is settled, and the latest events, among which one may still be put.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Conversation {
    pub(super) name: Arc<str>,
    pub(super) customer: Option<Arc<str>>,
    pub(super) state: State,
    /// In the order of time; most often the newest alone.
    pub(super) latest: SmallVec<[Moment; 1]>,
    pub(super) consumer_days: ConsumerDays,
    /// Where it stands among those in which somebody may wait.
    open_place: Option<u32>,
}

impl Conversation {
    fn new(name: &str) -> Conversation {
        Conversation {
            name: name.into(),
            customer: None,
            state: State::default(),
            latest: SmallVec::new(),
            consumer_days: ConsumerDays::default(),
            open_place: None,
        }
    }

    /// The customer's name, or the conversation's if the log names none.
    pub(super) fn customer(&self) -> &Arc<str> {
        self.customer.as_ref().unwrap_or(&self.name)
    }

    /// Plays the events that are older than the newest by more than the tolerance: nothing can come
    /// before them any more.
    pub(super) fn settle(
        &mut self,
        judge: Judge<'_>,
        newest_us: i64,
        tolerance_us: i64,
        out: &mut Vec<Outcome>,
    ) {
        let is_settled =
            |moment: &Moment| newest_us.saturating_sub(moment.mark.at_us) > tolerance_us;
        // Most often all are, and they are one.
        if self.latest.last().is_some_and(is_settled) {
            for moment in &self.latest {
                self.state.apply(judge, moment, out);
            }
            self.latest.clear();
            return;
        }
        let settled = self.latest.partition_point(is_settled);
        for moment in self.latest.drain(..settled) {
            self.state.apply(judge, &moment, out);
        }
    }

    /// Puts an event in its place; `false` if it is a second copy of one.
    pub(super) fn put(&mut self, moment: Moment) -> bool {
        let at_us = moment.mark.at_us;
        if self.latest.last().is_none_or(|newest| newest.mark.at_us < at_us) {
            self.latest.push(moment);
            return true;
        }
        let place = self.latest.partition_point(|other| other.mark.at_us <= at_us);
        let is_copy = (self.latest[..place].iter().rev())
            .take_while(|other| other.mark.at_us == at_us)
            .any(|other| other.fingerprint == moment.fingerprint);
        if !is_copy {
            self.latest.insert(place, moment);
        }
        !is_copy
    }

    /// Whether somebody may wait for an answer: surely true of those who do.
    fn may_wait(&self, rules: &Rules) -> bool {
        let settled = self.state.may_wait(rules);
        self.latest.iter().fold(settled, |before, moment| moment.may_wait(rules, before))
    }
}

/// All conversations. Numbers of a few bytes are searched, not the conversations themselves: of
/// those an event touches its own alone.
#[derive(Clone, Default)]
pub(super) struct Conversations {
    all: Vec<Conversation>,
    /// Numbers in `all`, by name.
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Numbers of those in which somebody may wait, in no order.
    open: Vec<u32>,
}

impl Conversations {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Conversation> {
        self.all.iter()
    }

    /// Those in which somebody may wait.
    pub(super) fn open(&self) -> impl Iterator<Item = &Conversation> {
        self.open.iter().map(|&number| &self.all[number as usize])
    }

    pub(super) fn get(&self, name: &str) -> Option<&Conversation> {
        let hash = self.hasher.hash_one(name);
        let number = self.numbers.find(hash, |&number| *self.all[number as usize].name == *name)?;
        Some(&self.all[*number as usize])
    }

    pub(super) fn at(&mut self, number: u32) -> &mut Conversation {
        &mut self.all[number as usize]
    }

    /// The number of a conversation, which is new if its name is.
    pub(super) fn number(&mut self, name: &str) -> Result<u32, Error> {
        let Conversations { all, numbers, hasher, .. } = self;
        let hash = hasher.hash_one(name);
        let is_it = |&number: &u32| *all[number as usize].name == *name;
        let rehash = |&number: &u32| hasher.hash_one(&*all[number as usize].name);
        match numbers.entry(hash, is_it, rehash) {
            Entry::Occupied(known) => Ok(*known.get()),
            Entry::Vacant(place) => {
                limits::at_most(MOST, all.len() + 1, "conversations are remembered")?;
                let number = u32::try_from(all.len()).map_err(|_| Error::new("too many"))?;
                place.insert(number);
                all.push(Conversation::new(name));
                Ok(number)
            }
        }
    }

    /// Lists a conversation among those in which somebody may wait, or takes it off.
    pub(super) fn list(&mut self, number: u32, rules: &Rules) {
        let own = &mut self.all[number as usize];
        match (own.may_wait(rules), own.open_place) {
            (true, None) => {
                own.open_place = u32::try_from(self.open.len()).ok();
                self.open.push(number);
            }
            (false, Some(place)) => {
                own.open_place = None;
                self.open.swap_remove(place as usize);
                if let Some(&moved) = self.open.get(place as usize) {
                    self.all[moved as usize].open_place = Some(place);
                }
            }
            _ => {}
        }
    }

    /// Keeps those that pass; a conversation that is dropped is new if it comes back.
    pub(super) fn retain(&mut self, keep: impl FnMut(&mut Conversation) -> bool) {
        let mut all = std::mem::take(&mut self.all);
        all.retain_mut(keep);
        *self = Conversations::from(all);
    }
}

impl From<Vec<Conversation>> for Conversations {
    fn from(all: Vec<Conversation>) -> Conversations {
        let mut own = Conversations { all, ..Conversations::default() };
        for (index, conversation) in own.all.iter_mut().enumerate() {
            let Ok(number) = u32::try_from(index) else { break };
            if let Some(place) = &mut conversation.open_place {
                // There are no more open ones than conversations.
                *place = u32::try_from(own.open.len()).unwrap_or(number);
                own.open.push(number);
            }
        }
        let Conversations { all, numbers, hasher, .. } = &mut own;
        let hash = |number: &u32| hasher.hash_one(&*all[*number as usize].name);
        numbers.reserve(all.len(), hash);
        for number in (0_u32..).take(all.len()) {
            numbers.insert_unique(hash(&number), number, hash);
        }
        own
    }
}

impl Serialize for Conversations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.all.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Conversations {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Conversations, D::Error> {
        Vec::deserialize(deserializer).map(Conversations::from)
    }
}

#[cfg(test)]
mod tests {
    use super::{Conversations, MOST};

    #[test]
    fn conversations_have_a_most_until_some_are_forgotten() {
        let mut conversations = Conversations::default();
        for number in 0..MOST {
            conversations.number(&number.to_string()).expect("no more than the most");
        }
        let error = conversations.number("new").expect_err("beyond the most");
        assert_eq!(error.to_string(), "4097 conversations are remembered; 4096 is the most");
        conversations.number("0").expect("it is known");
        conversations.retain(|conversation| &*conversation.name != "1");
        conversations.number("new").expect("there is room again");
    }
}
