//! What the shop wrote lately, as digests: enough to see that it repeats itself.

use std::collections::{HashSet, VecDeque};
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

    /// The lines of the last `within` messages that say the same as the last: those since the customer
    /// wrote last, or one for each different question of the customer.
    pub(super) fn repeated(&self, within: usize, to_other_questions: bool) -> Vec<u64> {
        let Some(&last) = self.said.back() else { return Vec::new() };
        let mut answered = HashSet::new();
        let mut lines: Vec<u64> = (self.said.iter().rev().take(within))
            .filter(|said| said.text == last.text)
            .filter(|said| match to_other_questions {
                true => said.questions > 0 && answered.insert(said.question),
                false => said.questions == last.questions,
            })
            .map(|said| said.line)
            .collect();
        lines.reverse();
        lines
    }
}
