//! `kfrules rules lint`.

use std::io::Write;
use std::process::ExitCode;

use kfrules::{Advice, Pack, Sender, WordCount, WordCounts};
use serde::Serialize;

use crate::args::{Format, LintArgs};
use crate::failure::Failure;
use crate::input::{Encoding, Log};
use crate::packs::pack;

/// A row of JSONL output.
#[derive(Serialize)]
struct Row<'a, T> {
    kind: &'static str,
    file: &'a str,
    #[serde(flatten)]
    of: &'a T,
}

/// A pack with what is to be said of it.
struct Linted {
    file: String,
    advice: Vec<Advice>,
    counts: WordCounts,
}

pub(crate) fn run(out: &mut dyn Write, args: &LintArgs) -> Result<ExitCode, Failure> {
    // All are read and compiled before anything is printed.
    let mut packs = Vec::new();
    for path in &args.packs {
        let pack: Pack = pack(path)?;
        let (advice, counts) = (pack.lint()?, WordCounts::new(&pack)?);
        packs.push(Linted { file: path.display().to_string(), advice, counts });
    }
    for path in &args.against {
        for message in Log::open(path, None, Encoding::Utf8)?.messages() {
            let message = message?;
            let sender = message.from.unwrap_or(Sender::Agent);
            packs.iter_mut().for_each(|pack| pack.counts.read(sender, &message.text));
        }
    }
    let mut is_clean = true;
    for Linted { file, mut advice, counts } in packs {
        advice.extend(counts.advice());
        is_clean &= advice.is_empty();
        let mut words: Vec<&WordCount> = counts.counts().filter(|word| word.count > 0).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.count));
        match args.format {
            Format::Jsonl => {
                rows(out, "advice", &file, advice.iter())?;
                rows(out, "count", &file, words)?;
            }
            Format::Text => print(out, &file, &advice, &counts, &words)?,
        }
    }
    Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn rows<'a, T: Serialize + 'a>(
    out: &mut dyn Write,
    kind: &'static str,
    file: &str,
    rows: impl IntoIterator<Item = &'a T>,
) -> Result<(), Failure> {
    for of in rows {
        serde_json::to_writer(&mut *out, &Row { kind, file, of }).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}

fn print(
    out: &mut dyn Write,
    file: &str,
    advice: &[Advice],
    counts: &WordCounts,
    words: &[&WordCount],
) -> Result<(), Failure> {
    for one in advice {
        writeln!(out, "{file}:{one}")?;
    }
    if counts.messages() > 0 {
        let (all, found) = (counts.counts().filter(|word| !word.word.is_empty()).count(), words);
        let found = found.iter().filter(|word| !word.word.is_empty()).count();
        writeln!(out, "{file}：在 {} 句话里，{all} 个词中有 {found} 个出现", counts.messages())?;
    }
    for word in words {
        let shown = if word.word.is_empty() {
            "（几个词合起来、号码或变形）"
        } else {
            &word.word
        };
        let first = word.first.unwrap_or_default();
        writeln!(out, "  {:6}  {}  {shown}（先见于第 {first} 句）", word.count, word.rule)?;
    }
    match advice.len() {
        0 => writeln!(out, "{file}：没有要改的地方")?,
        found => writeln!(out, "{file}：{found} 处要看一看")?,
    }
    Ok(())
}
