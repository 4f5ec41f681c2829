//! The options of `kfrules report`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kfrules::Sender;

use super::log::{FIELDS, Field};
use crate::input::Encoding;

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// A profile (pdd@2020-3min-human), a platform for all its versions (pdd), or a .toml file
    #[arg(long, value_name = "ID")]
    pub(super) profile: String,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// What the log is [default: by the file's extension, .txt is chat]
    #[arg(long, value_enum)]
    pub(super) input: Option<LogFormat>,
    /// The log's encoding
    #[arg(long, value_enum, default_value_t = Encoding::Utf8)]
    pub(super) encoding: Encoding,
    /// What the log calls a field: customer=旺旺名; common names such as 会话ID and 时间 are known
    #[arg(long = "column", value_name = "FIELD=NAME", value_parser = column)]
    pub(super) columns: Vec<(Field, String)>,
    /// What the log calls a sender: 小二=agent; common names such as 买家 and 客服 are known
    #[arg(long = "sender", value_name = "NAME=SENDER", value_parser = sender)]
    pub(super) senders: Vec<(String, Sender)>,
    /// What must be reached to pass, for platforms that tell no line: percent of a rate, seconds of a mean
    #[arg(long, value_name = "N")]
    pub(super) pass: Option<u32>,
    /// In a copied chat, the shop's own name; names with a colon (店名:小美) are its agents anyway
    #[arg(long = "shop", value_name = "NAME")]
    pub(super) shops: Vec<String>,
    /// How many late and unanswered questions to list in text
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) list: usize,
    /// Logs of one shop: .jsonl, .csv, or copied 千牛 chats (.txt, one conversation each); `-` is stdin
    #[arg(value_name = "LOG", default_value = "-")]
    pub(super) logs: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    Jsonl,
    Csv,
    /// 昵称 2024-1-1 10:00:00, then lines of text
    Chat,
}

fn column(text: &str) -> Result<(Field, String), String> {
    let (name, column) = text.split_once('=').ok_or("must be FIELD=NAME")?;
    let known = FIELDS.iter().map(|(field, _)| *field).find(|field| field.name() == name);
    let field = known.ok_or_else(|| {
        let names: Vec<&str> = FIELDS.iter().map(|(field, _)| field.name()).collect();
        format!("no field `{name}`: there are {}", names.join(", "))
    })?;
    Ok((field, column.trim().to_owned()))
}

fn sender(text: &str) -> Result<(String, Sender), String> {
    let (name, sender) = text.split_once('=').ok_or("must be NAME=SENDER")?;
    let sender = sender.parse().map_err(|error: kfrules::Error| error.to_string())?;
    Ok((name.to_owned(), sender))
}
