//! `kfrules rules`, and the packs that the command line names.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kfrules::{PLATFORMS, Pack, Rule, Ruleset};

use crate::args::{RulesAction, Selection};
use crate::failure::Failure;
use crate::lint;

/// The user's own packs.
pub(crate) struct Packs(Vec<Pack>);

impl Packs {
    pub(crate) fn read(paths: &[PathBuf]) -> Result<Packs, Failure> {
        paths.iter().map(|path| read(path)).collect::<Result<_, _>>().map(Packs)
    }

    /// A platform's rules with these packs on top.
    pub(crate) fn compile(&self, platform: &str) -> Result<Ruleset, Failure> {
        let builder = Ruleset::builder().platform(platform);
        Ok(self.0.iter().cloned().fold(builder, kfrules::RulesetBuilder::pack).compile()?)
    }
}

fn read(path: &Path) -> Result<Pack, Failure> {
    let name = path.display().to_string();
    let source = fs::read_to_string(path).map_err(|error| Failure::input(&name, error))?;
    Ok(Pack::from_toml_named(&name, &source)?)
}

pub(crate) fn run(action: &RulesAction) -> Result<ExitCode, Failure> {
    let mut out = io::BufWriter::new(io::stdout());
    let code = match action {
        RulesAction::List(selection) => list(&mut out, &compile(selection)?)?,
        RulesAction::Show { rule, selection } => show(&mut out, &compile(selection)?, rule)?,
        RulesAction::Test { packs } => test(&mut out, packs)?,
        RulesAction::Lint(args) => lint::run(&mut out, args)?,
    };
    out.flush()?;
    Ok(code)
}

pub(crate) fn compile(selection: &Selection) -> Result<Ruleset, Failure> {
    Packs::read(&selection.packs)?.compile(&selection.platform)
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

/// A pack by its file, or a bundled one by its name.
pub(crate) fn pack(path: &Path) -> Result<Pack, Failure> {
    match path.to_str().filter(|name| PLATFORMS.contains(name)) {
        Some(bundled) => Ok(Pack::bundled(bundled)?),
        None => read(path),
    }
}

fn test(out: &mut dyn Write, packs: &[PathBuf]) -> Result<ExitCode, Failure> {
    let mut failed = false;
    // All are read and compiled before anything is printed.
    let mut rulesets = Vec::new();
    for path in packs {
        rulesets.push((path.display().to_string(), Ruleset::compile(pack(path)?)?));
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
