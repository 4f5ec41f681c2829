//! What the shop wrote lately, as digests: enough to see that it repeats itself.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::pack::MOST_MESSAGES;
use crate::rule::Sender;

/// The shop's last messages.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    said: VecDeque<Said>,
    /// How often the customer has written.
    questions: u64,
    /// Digest of what the customer wrote last.
    question: u64,
}

#[derive(Clone, Copy, Debug)]
struct Said {
    line: u64,
    text: u64,
    /// How often the customer had written before.
    questions: u64,
    /// Digest of what the customer had written last.
    question: u64,
}

impl History {
    /// Takes a message, spelled.
    pub(super) fn push(&mut self, sender: Sender, line: u64, plain: &str) {
        let mut digest = DefaultHasher::new();
        // A mark of punctuation more or less says nothing new.
        plain.chars().filter(|symbol| symbol.is_alphanumeric()).for_each(|s| s.hash(&mut digest));
        let text = digest.finish();
        if sender == Sender::Customer {
            self.questions += 1;
            self.question = text;
        } else if sender.is_shop() {
            if self.said.len() == MOST_MESSAGES {
                self.said.pop_front();
            }
            let History { questions, question, .. } = *self;
            self.said.push_back(Said { line, text, questions, question });
        }
    }

    /// The lines of those of the last `within` messages that say the same as the last, if there are
    /// just so many: of those since the customer wrote last, or of one for each different question of
    /// the customer.
    pub(super) fn repeated(
        &self,
        within: usize,
        to_other_questions: bool,
        times: usize,
    ) -> Vec<u64> {
        let Some(&last) = self.said.back() else { return Vec::new() };
        let counts = |said: &&Said| {
            said.text == last.text
                && match to_other_questions {
                    true => said.questions > 0,
                    false => said.questions == last.questions,
                }
        };
        let alike = self.said.iter().rev().take(within).filter(counts);
        let is_other = |&(place, said): &(usize, &Said)| {
            let mut later = alike.clone().take(place);
            !to_other_questions || later.all(|later| later.question != said.question)
        };
        let lines = alike.clone().enumerate().filter(is_other).map(|(_, said)| said.line);
        // Nearly always there are not, and then nothing is allocated.
        if lines.clone().count() != times {
            return Vec::new();
        }
        let mut lines: Vec<u64> = lines.collect();
        lines.reverse();
        lines
    }
}
