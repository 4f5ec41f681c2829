//! The command line.

use std::path::PathBuf;

use clap::{Args as ArgGroup, Parser, Subcommand, ValueEnum};
use kfrules::{Sender, Severity};

use crate::input::{Encoding, InputFormat};

/// Checks customer-service chat against the platforms' rules.
#[derive(Debug, Parser)]
#[command(name = "kfrules", version)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check messages; status 1 if something is found, 2 if something cannot be read
    Check(CheckArgs),
    /// Tell of every part of a message that a rule looks at what becomes of it, and why
    Explain(ExplainArgs),
    /// Measure reply times as a platform does; status 2 if something cannot be read
    Report(crate::report::args::ReportArgs),
    /// Look at rules and test packs
    Rules {
        #[command(subcommand)]
        action: RulesAction,
    },
}

/// Which rules to use.
#[derive(Clone, Debug, ArgGroup)]
pub(crate) struct Selection {
    /// Platform: pdd taobao tmall jd douyin kuaishou suning common [default: common, or what the
    /// ruleset was compiled for]
    #[arg(long, value_name = "P")]
    pub(crate) platform: Option<String>,
    /// A pack of your own (TOML), or a ruleset of `rules compile`; may be given more than once
    #[arg(long = "rules", value_name = "FILE")]
    pub(crate) packs: Vec<PathBuf>,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Who wrote the messages that do not say
    #[arg(long, value_enum, default_value_t = From::Agent)]
    pub(crate) from: From,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// The least severity that makes the status 1
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
    /// What the input is [default: by the file's extension]
    #[arg(long, value_enum)]
    pub(crate) input: Option<InputFormat>,
    /// The input's encoding
    #[arg(long, value_enum, default_value_t = Encoding::Utf8)]
    pub(crate) encoding: Encoding,
    /// When to colour text output; NO_COLOR is heeded
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
    /// Chat logs: .jsonl, .csv, anything else is text with one message a line; `-` is stdin
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Who wrote the message
    #[arg(long, value_enum, default_value_t = From::Agent)]
    pub(crate) from: From,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// The message
    pub(crate) text: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesAction {
    /// List the rules of a platform and of your packs
    List(Selection),
    /// Show one rule with its sources and examples
    Show {
        /// Id or name: contact.wechat
        rule: String,
        #[command(flatten)]
        selection: Selection,
    },
    /// Run the examples in packs; status 1 if one fails
    Test {
        /// Pack files, or names of bundled platforms
        #[arg(value_name = "FILE", required = true)]
        packs: Vec<PathBuf>,
    },
    /// Compile packs to one ruleset, for `--rules` of this very version
    Compile {
        /// Pack files, or the name of a bundled platform
        #[arg(value_name = "FILE", required = true)]
        packs: Vec<PathBuf>,
        /// Where to write the ruleset
        #[arg(short, long, value_name = "OUT")]
        output: PathBuf,
    },
    /// Look for what is allowed in packs and probably not meant; status 1 if there is any
    Lint(LintArgs),
}

#[derive(Debug, ArgGroup)]
pub(crate) struct LintArgs {
    /// Pack files, or names of bundled platforms
    #[arg(value_name = "FILE", required = true)]
    pub(crate) packs: Vec<PathBuf>,
    /// Ordinary messages (text, .jsonl or .csv) in which to count how often each word is found; may be
    /// given more than once
    #[arg(long, value_name = "TEXT")]
    pub(crate) against: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum From {
    Agent,
    Customer,
}

impl std::convert::From<From> for Sender {
    fn from(from: From) -> Sender {
        match from {
            From::Agent => Sender::Agent,
            From::Customer => Sender::Customer,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    pub(crate) fn concerns(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => severity >= Severity::Info,
            FailOn::Never => false,
        }
    }
}
