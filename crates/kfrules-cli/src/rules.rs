//! `kfrules rules`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kfrules::{PLATFORMS, Rule, Ruleset};

use crate::args::RulesAction;
use crate::failure::Failure;
use crate::lint;
use crate::packs::{Packs, Rules, own_pack, read};

pub(crate) fn run(action: &RulesAction) -> Result<ExitCode, Failure> {
    let mut out = io::BufWriter::new(io::stdout());
    let code = match action {
        RulesAction::List(selection) => list(&mut out, &Packs::select(selection)?)?,
        RulesAction::Show { rule, selection } => show(&mut out, &Packs::select(selection)?, rule)?,
        RulesAction::Test { packs } => test(&mut out, packs)?,
        RulesAction::Compile { packs, output } => save(packs, output)?,
        RulesAction::Lint(args) => lint::run(&mut out, args)?,
    };
    out.flush()?;
    Ok(code)
}

fn list(out: &mut dyn Write, rules: &Ruleset) -> Result<ExitCode, Failure> {
    for rule in rules.rules() {
        writeln!(out, "{:32} {:8} {}", rule.name(), rule.severity(), rule.message())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn show(out: &mut dyn Write, rules: &Ruleset, name: &str) -> Result<ExitCode, Failure> {
    let rule: &Rule = rules.rule(name).ok_or_else(|| {
        Failure::input("rules show", format_args!("no rule `{name}` in `{}`", rules.id()))
    })?;
    writeln!(out, "{}  {}", rule.name(), rule.severity())?;
    writeln!(out, "说明：{}\n建议：{}", rule.message(), rule.suggestion())?;
    if let Some(since) = rule.since() {
        writeln!(out, "生效：{since}")?;
    }
    if let Some(until) = rule.until() {
        writeln!(out, "失效：{until}")?;
    }
    for source in rule.sources() {
        let date = source.date.as_deref().unwrap_or("无日期");
        writeln!(out, "来源：{}（{date}，{}）", source.document, source.confidence)?;
        if let Some(quote) = &source.quote {
            writeln!(out, "      「{quote}」")?;
        }
        if let Some(sanction) = &source.sanction {
            writeln!(out, "      处理：{sanction}")?;
        }
    }
    let examples =
        [("违规", rule.hits()), ("放行", rule.passes()), ("否认（提示）", rule.denied())];
    for (title, texts) in examples {
        for text in texts {
            writeln!(out, "{title}：{text}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn test(out: &mut dyn Write, packs: &[PathBuf]) -> Result<ExitCode, Failure> {
    let mut failed = false;
    // All are read and compiled before anything is printed.
    let mut rulesets = Vec::new();
    for path in packs {
        let name = path.display().to_string();
        let rules = match PLATFORMS.contains(&name.as_str()) {
            true => Ruleset::platform(&name)?,
            false => match read(path)? {
                Rules::Pack(pack) => Ruleset::compile(*pack)?,
                Rules::Saved(rules) => rules,
            },
        };
        rulesets.push((name, rules));
    }
    for (name, rules) in rulesets {
        let failures = rules.verify();
        for failure in &failures {
            writeln!(out, "{failure}")?;
        }
        failed |= !failures.is_empty();
        let examples: usize = (rules.rules().iter())
            .map(|rule| rule.hits().len() + rule.passes().len() + rule.denied().len())
            .sum();
        let (right, wrong) = (examples - failures.len(), failures.len());
        writeln!(out, "{name}: {right} examples right, {wrong} wrong")?;
    }
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Compiles packs and writes the ruleset.
fn save(packs: &[PathBuf], output: &Path) -> Result<ExitCode, Failure> {
    let mut builder = Ruleset::builder();
    let mut platform = None;
    for path in packs {
        let name = path.display().to_string();
        if PLATFORMS.contains(&name.as_str()) {
            if let Some(other) = platform.replace(name.clone()) {
                return Err(Failure::Input(format!(
                    "a ruleset is for one platform, not for `{other}` and `{name}`"
                )));
            }
            builder = builder.platform(name);
            continue;
        }
        builder = builder.pack(own_pack(path)?);
    }
    let rules = builder.compile()?;
    replace(output, &rules.save()).map_err(|error| Failure::input(output.display(), error))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a file whole or not at all: whoever reads it while this goes on, or after a crash, reads the
/// old one.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(format!(".{}.new", std::process::id()));
    let aside = PathBuf::from(aside);
    let written = File::create(&aside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let replaced = written.and_then(|()| fs::rename(&aside, path));
    if replaced.is_err() {
        // The first failure is the one to tell of.
        let _ = fs::remove_file(&aside);
    }
    replaced
}
