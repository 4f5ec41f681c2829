//! `kfrules explain`: every place a rule looked at, and what became of it.

use std::io::{self, Write};
use std::process::ExitCode;

use kfrules::Explanation;
use unicode_width::UnicodeWidthStr;

use crate::args::{ExplainArgs, Format};
use crate::failure::Failure;
use crate::packs::Packs;

pub(crate) fn run(args: &ExplainArgs) -> Result<ExitCode, Failure> {
    let rules = Packs::select(&args.selection)?;
    let mut checker = rules.checker();
    let places = checker.explain_from(args.from.into(), &args.text);
    let mut out = io::BufWriter::new(io::stdout());
    match args.format {
        Format::Jsonl => {
            for place in &places {
                let row = serde_json::to_string(place).map_err(io::Error::from)?;
                writeln!(out, "{row}")?;
            }
        }
        Format::Text => print(&mut out, &places)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn print(out: &mut dyn Write, places: &[Explanation<'_>]) -> io::Result<()> {
    if places.is_empty() {
        return writeln!(out, "no rule looks at any part of this text");
    }
    let text_width = places.iter().map(|place| place.text.width()).max().unwrap_or(0);
    let rule_width = places.iter().map(|place| place.rule.name().len()).max().unwrap_or(0);
    for place in places {
        // Hanzi are two columns wide, so that the formatter's own padding would not align.
        let padding = " ".repeat(text_width - place.text.width());
        let (text, rule, via) = (place.text, place.rule.name(), place.via);
        writeln!(out, "{text}{padding}  {rule:rule_width$}  {via:6}  {}", place.fate)?;
    }
    Ok(())
}
