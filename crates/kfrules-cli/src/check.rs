//! `kfrules check`.

use std::collections::HashMap;
use std::process::ExitCode;

use kfrules::{Checker, Conversation, Sender, Violation};

use crate::args::CheckArgs;
use crate::failure::Failure;
use crate::input::{Log, Message};
use crate::output::Output;
use crate::packs::Packs;

pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, Failure> {
    // Everything is opened and compiled before anything is printed.
    let packs = Packs::read(&args.selection.packs)?;
    let platform = packs.platform(&args.selection)?.to_owned();
    let mut checkers = Checkers { packs, platform, by_platform: HashMap::new() };
    checkers.get(None)?;
    let open = |path: &std::path::PathBuf| Log::open(path, args.input, args.encoding);
    let logs = args.files.iter().map(open).collect::<Result<Vec<_>, _>>()?;

    let output = Output::new(args.format, args.color, logs.len() > 1);
    let mut check = Check { args, checkers, output, failing: false };
    let checked = logs.into_iter().try_for_each(|log| check.log(log));
    // What was found before a fault is true and stands, but only a whole log is summed up.
    check.output.flush()?;
    checked?;
    check.output.sum_up()?;
    Ok(if check.failing { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

struct Check<'a> {
    args: &'a CheckArgs,
    checkers: Checkers,
    output: Output,
    /// Whether something was found that `--fail-on` asks for.
    failing: bool,
}

/// A conversation of a log, with its latest message.
struct Chat {
    state: Conversation,
    latest: Message,
}

impl Check<'_> {
    fn log(&mut self, log: Log) -> Result<(), Failure> {
        let (name, is_live) = (log.name.clone(), log.is_live);
        let mut chats: HashMap<String, Chat> = HashMap::new();
        let checked = log.messages().try_for_each(|message| {
            let message = message?;
            // How a conversation ends is known when the log ends, but belongs where it ended.
            if message.turn.is_some() && !is_live {
                self.output.hold();
            }
            self.message(&name, message, &mut chats)
        });
        let mut ended: Vec<Chat> = chats.into_values().collect();
        ended.sort_by_key(|chat| chat.latest.line);
        // Of a log that breaks off nobody knows how its conversations ended.
        let finished = match checked {
            Ok(()) => ended.into_iter().try_for_each(|chat| self.finish(&name, chat)),
            Err(failure) => Err(failure),
        };
        self.output.release()?;
        finished
    }

    fn message(
        &mut self,
        log: &str,
        mut message: Message,
        chats: &mut HashMap<String, Chat>,
    ) -> Result<(), Failure> {
        let sender = message.from.unwrap_or(self.args.from.into());
        let checker = self.checkers.of(log, &message)?;
        let report =
            &mut Report { output: &mut self.output, failing: &mut self.failing, args: self.args };
        let Some(turn) = message.turn.take() else {
            report.output.checked();
            return report.rows(log, &message, checker.check_from(sender, &message.text));
        };
        if turn.is_close && message.text.is_empty() {
            return match chats.remove(&turn.conversation) {
                Some(chat) => self.finish(log, chat),
                None => Ok(()),
            };
        }
        report.output.checked();
        let mut state =
            chats.remove(&turn.conversation).map_or_else(Conversation::new, |chat| chat.state);
        let line = said(&message, sender, turn.at_us);
        report.rows(log, &message, state.check(checker, &line))?;
        let chat = Chat { state, latest: message };
        if turn.is_close {
            return self.finish(log, chat);
        }
        chats.insert(turn.conversation, chat);
        Ok(())
    }

    /// Reports what a conversation lacks at its end.
    fn finish(&mut self, log: &str, mut chat: Chat) -> Result<(), Failure> {
        let checker = self.checkers.of(log, &chat.latest)?;
        let report =
            &mut Report { output: &mut self.output, failing: &mut self.failing, args: self.args };
        report.rows(log, &chat.latest, chat.state.finish(checker))
    }
}

/// A message of a log as the library takes it.
fn said(message: &Message, sender: Sender, at_us: Option<i64>) -> kfrules::Message<'_> {
    let said = kfrules::Message::new(sender, &message.text).line(message.line as u64);
    at_us.map_or(said, |at_us| said.at_us(at_us))
}

/// Where violations go.
struct Report<'a> {
    output: &'a mut Output,
    failing: &'a mut bool,
    args: &'a CheckArgs,
}

impl Report<'_> {
    fn rows<'a>(
        &mut self,
        log: &str,
        message: &Message,
        violations: impl Iterator<Item = Violation<'a>>,
    ) -> Result<(), Failure> {
        for violation in violations {
            *self.failing |= self.args.fail_on.concerns(violation.severity);
            self.output.row(log, message, &violation)?;
        }
        Ok(())
    }
}

/// A checker for each platform that the logs name, made when it is first asked for.
struct Checkers {
    packs: Packs,
    /// The platform of messages that name none.
    platform: String,
    by_platform: HashMap<String, Checker>,
}

impl Checkers {
    fn of(&mut self, log: &str, message: &Message) -> Result<&mut Checker, Failure> {
        self.get(message.platform.as_deref())
            .map_err(|failure| Failure::input(format_args!("{log}:{}", message.line), failure))
    }

    fn get(&mut self, platform: Option<&str>) -> Result<&mut Checker, Failure> {
        let platform = platform.unwrap_or(&self.platform);
        if !self.by_platform.contains_key(platform) {
            let rules = self.packs.compile(platform)?;
            self.by_platform.insert(platform.to_owned(), rules.checker());
        }
        Ok(self.by_platform.get_mut(platform).expect("put there just now"))
    }
}
