//! Messages shaped like those of a shop's chat, put together from invented parts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::random::Random;

/// `recipes/chat.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    seed: u64,
    shortest_characters: usize,
    longest_characters: usize,
    /// Of a hundred messages, how many begin with an opener, have a second sentence, end with a tail.
    opener_percent: usize,
    second_percent: usize,
    tail_percent: usize,
    openers: Vec<String>,
    /// `{name}` stands for one of the parts of that name, `#` for a digit.
    sentences: Vec<String>,
    tails: Vec<String>,
    parts: BTreeMap<String, Vec<String>>,
}

impl Recipe {
    /// Makes messages; fewer messages are always a beginning of more messages.
    pub(crate) fn make(&self, count: usize) -> Vec<String> {
        let mut random = Random::new(self.seed);
        let lengths = self.shortest_characters..=self.longest_characters;
        std::iter::repeat_with(|| self.message(&mut random))
            .filter(|message| lengths.contains(&message.chars().count()))
            .take(count)
            .collect()
    }

    fn message(&self, random: &mut Random) -> String {
        let mut message = String::new();
        if random.percent(self.opener_percent) {
            message.push_str(random.pick::<String>(&self.openers));
        }
        self.add_sentence(&mut message, random);
        if random.percent(self.second_percent) {
            message.push('，');
            self.add_sentence(&mut message, random);
        }
        if random.percent(self.tail_percent) {
            message.push_str(random.pick::<String>(&self.tails));
        }
        message
    }

    fn add_sentence(&self, message: &mut String, random: &mut Random) {
        let mut rest = random.pick(&self.sentences).as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a closing brace in every sentence");
            message.push_str(before);
            for c in random.pick(&self.parts[name]).chars() {
                message.push(if c == '#' { *random.pick(&DIGITS) } else { c });
            }
            rest = after;
        }
        message.push_str(rest);
    }
}

const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
