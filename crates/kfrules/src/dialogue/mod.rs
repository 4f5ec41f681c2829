//! The last messages of one chat, for rules that need more than one message.

mod courtesy;
mod history;
mod message;
mod run;
mod script;

pub use message::Message;
pub(crate) use script::Script;

use history::History;
use run::Run;

use crate::checker::{Checker, Depth};
use crate::judge::{Finding, Heard};
use crate::plan::{Outcome, Role, Trigger};
use crate::rule::{Sender, Via};
use crate::ruleset::Ruleset;
use crate::span::Span;
use crate::violation::Violations;

/// The last messages of one chat, for rules that need more than one message: a contact split over
/// several, an invoice asked for and refused, 稍等 with nothing after it.
///
/// It holds its state alone, the room to work in is the [`Checker`]'s, so that one checker serves many
/// conversations. It remembers the last message, up to 600 bytes of what one sender wrote in a row,
/// digests of the shop's last 16 messages, and what each dialogue rule waits for; nothing grows
/// with its length. Where the messages have times, nothing is waited for longer than its rule says.
///
/// If the checker's rules change between two messages, what the old rules waited for is forgotten.
///
/// ```
/// use kfrules::{Conversation, Message, Ruleset, Sender};
///
/// let mut checker = Ruleset::platform("pdd")?.checker();
/// let mut chat = Conversation::new();
/// let customer = Message::new(Sender::Customer, "能开发票吗");
/// assert_eq!(chat.check(&mut checker, &customer).len(), 0);
/// let agent = Message::new(Sender::Agent, "亲，这个开不了的");
/// let refused = chat.check(&mut checker, &agent).next().expect("a refusal");
/// assert_eq!((refused.rule.id(), refused.lines), ("invoice.refused-when-asked", &[1, 2][..]));
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    /// The rules that `open` speaks of.
    rules: Option<Ruleset>,
    /// Messages so far.
    counted: u64,
    open: Vec<Open>,
    /// The rules whose missing words the shop has said since the customer wrote last.
    said: Vec<usize>,
    run: Run,
    history: History,
    /// The first message of the customer that is not answered.
    unanswered: Option<Moment>,
    last: Option<Last>,
    last_text: String,
}

/// A message, as far as rules look back on it.
#[derive(Clone, Copy, Debug)]
struct Moment {
    line: u64,
    at_us: Option<i64>,
}

impl Moment {
    /// The time from an earlier message to this one, if both are known.
    fn since_us(self, earlier: Moment) -> Option<i64> {
        Some(self.at_us?.saturating_sub(earlier.at_us?))
    }
}

#[derive(Clone, Copy, Debug)]
struct Last {
    line: u64,
    sender: Sender,
}

/// A rule whose trigger was seen, and which waits for its outcome.
#[derive(Clone, Copy, Debug)]
struct Open {
    rule: usize,
    since: Moment,
    /// Messages of the shop that it still looks at.
    left: usize,
}

/// A message that is being checked.
#[derive(Clone, Copy)]
struct Now<'a> {
    sender: Sender,
    moment: Moment,
    length: usize,
    heard: &'a [Heard],
}

impl Now<'_> {
    fn hears(&self, rule: usize, roles: &[Role]) -> Option<Heard> {
        let is_asked = |heard: &&Heard| heard.rule == rule && roles.contains(&heard.role);
        self.heard.iter().find(is_asked).copied()
    }
}

impl Conversation {
    /// A conversation without messages yet.
    #[must_use]
    pub fn new() -> Conversation {
        Conversation::default()
    }

    /// Checks the next message as [`Checker::check_from`] does, and by the rules that read
    /// dialogues. Messages come in the order in which they were written.
    pub fn check<'a>(&mut self, checker: &'a mut Checker, message: &Message<'a>) -> Violations<'a> {
        self.follow(checker.rules());
        self.counted += 1;
        let line = message.line.unwrap_or(self.counted);
        let moment = Moment { line, at_us: message.at_us };
        let split = self.run.split_findings(checker, message, moment);
        checker.find(message.sender, message.text.as_bytes(), Depth::All).expect("a str is UTF-8");
        self.run.push(checker, message, moment);
        for (finding, lines) in split {
            if checker.findings().iter().all(|own| own.rule != finding.rule) {
                checker.add_finding(finding, &lines);
            }
        }

        let rules = checker.rules().clone();
        let heard = checker.heard().to_vec();
        let length = message.text.len();
        let now = Now { sender: message.sender, moment, length, heard: &heard };
        self.history.push(message.sender, line, checker.plain());
        self.note_said(now);
        self.wait(&rules, now, checker);
        self.trigger(&rules, now, checker);

        match message.sender {
            Sender::Customer if courtesy::asks_nothing(checker.plain()) => {}
            Sender::Customer => _ = self.unanswered.get_or_insert(moment),
            // A fixed reply does not end the wait.
            Sender::Auto | Sender::System => {}
            _ => self.unanswered = None,
        }
        self.last = Some(Last { line, sender: message.sender });
        self.last_text.clear();
        self.last_text.push_str(message.text);
        checker.violations(message.text.as_bytes())
    }

    /// Ends the conversation: reports what was waited for and did not come, at the last message. The
    /// next message starts a new conversation.
    pub fn finish<'a>(&'a mut self, checker: &'a mut Checker) -> Violations<'a> {
        self.follow(checker.rules());
        checker.clear_findings();
        let last_text = std::mem::take(&mut self.last_text);
        let ended = std::mem::replace(self, Conversation { last_text, ..Conversation::new() });
        let rules = checker.rules().clone();
        if let Some(last) = ended.last {
            let length = self.last_text.len();
            for open in &ended.open {
                let outcome = rules.compiled().plans[open.rule].dialogue.map(|plan| plan.outcome);
                if matches!(outcome, Some(Outcome::Missing | Outcome::Silent)) {
                    add_whole(checker, open.rule, length, &[open.since.line, last.line]);
                }
            }
            for &rule in &rules.compiled().dialogues {
                let trigger = rules.compiled().plans[rule].dialogue.map(|plan| plan.trigger);
                if trigger == Some(Trigger::NoLastWord) && last.sender == Sender::Customer {
                    add_whole(checker, rule, length, &[last.line]);
                }
            }
        }
        checker.violations(self.last_text.as_bytes())
    }

    /// Forgets what other rules than these wait for.
    fn follow(&mut self, rules: &Ruleset) {
        if !self.rules.as_ref().is_some_and(|known| known.is_same(rules)) {
            self.open.clear();
            self.said.clear();
            self.rules = Some(rules.clone());
        }
    }

    /// Looks for what the open rules wait for.
    fn wait(&mut self, rules: &Ruleset, now: Now<'_>, checker: &mut Checker) {
        let compiled = rules.compiled();
        self.open.retain_mut(|open| {
            let rule = open.rule;
            let Some(plan) = compiled.plans[rule].dialogue else { return false };
            let lines = [open.since.line, now.moment.line];
            if now.moment.since_us(open.since).is_some_and(|waited| waited > plan.within_us) {
                if plan.outcome == Outcome::Silent {
                    add_whole(checker, rule, now.length, &lines);
                }
                return false;
            }
            if !compiled.rules[rule].senders.contains(&now.sender) {
                return true;
            }
            open.left -= 1;
            match plan.outcome {
                Outcome::Itself | Outcome::Silent => false,
                Outcome::Answered => {
                    match now.hears(rule, &[Role::Answer, Role::AnswerClause]) {
                        Some(heard) => add_heard(checker, heard, &lines),
                        None => return open.left > 0,
                    }
                    false
                }
                Outcome::Missing => {
                    let is_said = now.hears(rule, &[Role::Missing]).is_some();
                    if !is_said && open.left == 0 {
                        add_whole(checker, rule, now.length, &lines);
                    }
                    !is_said && open.left > 0
                }
            }
        });
    }

    /// Looks for what makes rules wait, or is a breach itself.
    fn trigger(&mut self, rules: &Ruleset, now: Now<'_>, checker: &mut Checker) {
        let compiled = rules.compiled();
        for &rule in &compiled.dialogues {
            let Some(plan) = compiled.plans[rule].dialogue else { continue };
            let is_read = compiled.rules[rule].senders.contains(&now.sender);
            let since = match plan.trigger {
                Trigger::Asked => now.hears(rule, &[Role::Asked]).map(|_| now.moment),
                Trigger::Said => now.hears(rule, &[Role::Said, Role::SaidLast]).map(|_| now.moment),
                Trigger::Waited { seconds } => {
                    let limit = i64::from(seconds) * 1_000_000;
                    let is_late = |since: &Moment| {
                        is_read && now.moment.since_us(*since).is_some_and(|waited| waited > limit)
                    };
                    let late = self.unanswered.filter(is_late);
                    late.map(|since| Moment { line: since.line, ..now.moment })
                }
                Trigger::Repeated { times, to_other_questions, least }
                    if is_read && checker.symbols() >= least =>
                {
                    let lines = self.history.repeated(plan.within, to_other_questions, times);
                    if lines.len() == times {
                        add_whole(checker, rule, now.length, &lines);
                    }
                    None
                }
                Trigger::Repeated { .. } | Trigger::NoLastWord => None,
            };
            let Some(since) = since else { continue };
            // Where the shop's own message begins it, that message is the first in which the words may
            // stand, and they may stand in those that go with it.
            let is_first = plan.outcome == Outcome::Missing && plan.trigger != Trigger::Asked;
            if is_first && self.said.contains(&rule) {
                continue;
            }
            let left = plan.within - usize::from(is_first);
            if left == 0 {
                add_whole(checker, rule, now.length, &[since.line, now.moment.line]);
                continue;
            }
            self.open.retain(|known| known.rule != rule);
            self.open.push(Open { rule, since, left });
        }
    }

    /// Notes which rules' missing words the shop has said since the customer wrote last.
    fn note_said(&mut self, now: Now<'_>) {
        if now.sender == Sender::Customer {
            self.said.clear();
        }
        let missing = now.heard.iter().filter(|heard| heard.role == Role::Missing);
        for rule in missing.map(|heard| heard.rule) {
            if !self.said.contains(&rule) {
                self.said.push(rule);
            }
        }
    }
}

/// Reports the words that were heard.
fn add_heard(checker: &mut Checker, heard: Heard, lines: &[u64]) {
    let Heard { rule, from, to, via, severity, .. } = heard;
    let finding = Finding { rule, from, to, via, severity, lines: Span::default() };
    checker.add_finding(finding, lines);
}

/// Reports a whole message, where something is missing rather than said.
fn add_whole(checker: &mut Checker, rule: usize, length: usize, lines: &[u64]) {
    let severity = checker.rules().rules()[rule].severity();
    let mut lines = lines.to_vec();
    lines.dedup();
    let finding =
        Finding { rule, from: 0, to: length, via: Via::Exact, severity, lines: Span::default() };
    checker.add_finding(finding, &lines);
}
