//! `kfrules check`.

use std::collections::HashMap;
use std::process::ExitCode;

use kfrules::Checker;

use crate::args::CheckArgs;
use crate::failure::Failure;
use crate::input::{Log, Message};
use crate::output::Output;
use crate::rules::Packs;

pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, Failure> {
    // Everything is opened and compiled before anything is printed.
    let packs = Packs::read(&args.selection.packs)?;
    let mut checkers = Checkers { packs, by_platform: HashMap::new() };
    checkers.get(&args.selection.platform)?;
    let open = |path: &std::path::PathBuf| Log::open(path, args.input, args.encoding);
    let logs = args.files.iter().map(open).collect::<Result<Vec<_>, _>>()?;

    let mut output = Output::new(args.format, args.color, logs.len() > 1);
    let checked = check(args, logs, &mut checkers, &mut output);
    // What was found before a fault is true and stands.
    output.finish()?;
    Ok(if checked? { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Checks all logs; whether something was found that `--fail-on` asks for.
fn check(
    args: &CheckArgs,
    logs: Vec<Log>,
    checkers: &mut Checkers,
    output: &mut Output,
) -> Result<bool, Failure> {
    let mut failing = false;
    for log in logs {
        let name = log.name.clone();
        for message in log.messages() {
            let message: Message = message?;
            let platform = message.platform.as_deref().unwrap_or(&args.selection.platform);
            let checker = checkers.get(platform).map_err(|failure| {
                Failure::input(format_args!("{name}:{}", message.line), failure)
            })?;
            output.checked();
            for violation in
                checker.check_from(message.from.unwrap_or(args.from.into()), &message.text)
            {
                failing |= args.fail_on.concerns(violation.severity);
                output.row(&name, &message, &violation)?;
            }
        }
    }
    Ok(failing)
}

/// A checker for each platform that the logs name, made when it is first asked for.
struct Checkers {
    packs: Packs,
    by_platform: HashMap<String, Checker>,
}

impl Checkers {
    fn get(&mut self, platform: &str) -> Result<&mut Checker, Failure> {
        if !self.by_platform.contains_key(platform) {
            let rules = self.packs.compile(platform)?;
            self.by_platform.insert(platform.to_owned(), rules.checker());
        }
        Ok(self.by_platform.get_mut(platform).expect("put there just now"))
    }
}
