//! Checks every engine's answers, then measures them beside each other.

mod clock;
mod counts;
mod definition;
mod engine;
mod measure;
mod peak;
mod recipe;
mod subject;
mod table;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use crate::definition::{Bench, Group, Measure, Size};
use crate::engine::Kind;
use crate::measure::Contestant;
use crate::recipe::Kitchen;
use crate::table::Amount;

/// Measures kfrules beside what one would use instead.
#[derive(Parser)]
struct Args {
    /// Only this group of benches
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
    /// Take the lines of this file for the messages, and check no counts
    #[arg(long, value_name = "FILE", conflicts_with = "test")]
    messages: Option<PathBuf>,
    /// Check the counts with little text, and time nothing
    #[arg(long)]
    test: bool,
    /// Count instructions by callgrind and compare them with `counts.toml`
    #[arg(long, conflicts_with_all = ["group", "test"])]
    counts: bool,
    /// Write the counts down instead of comparing them
    #[arg(long, requires = "counts")]
    update: bool,
    /// Do the work of one count so many times
    #[arg(long, hide = true, num_args = 2, value_names = ["NAME", "TIMES"])]
    count_work: Vec<String>,
    /// Get one engine ready and tell how much memory that took
    #[arg(long, hide = true, num_args = 3, value_names = ["GROUP", "BENCH", "ENGINE"])]
    peak_work: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Args::parse(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            // Nothing is left to be done if even this cannot be written.
            let _ = writeln!(io::stderr(), "{cause}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args, out: &mut impl Write) -> Result<(), String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    if let [name, times] = args.count_work.as_slice() {
        let times = times.parse().map_err(|error| format!("`{times}`: {error}"))?;
        return counts::work(package, name, times);
    }
    if args.counts {
        return counts::run(package, args.update, out);
    }
    let mut groups = definition::read(&package.join("definitions"))?;
    if let Some(wanted) = &args.group {
        let names: Vec<String> = groups.iter().map(|group| group.name.clone()).collect();
        groups.retain(|group| &group.name == wanted);
        if groups.is_empty() {
            return Err(format!("no group {wanted}: there are {}", names.join(", ")));
        }
    }
    if let [group, bench, engine] = args.peak_work.as_slice() {
        return peak_work(package, &groups, [group, bench, engine], out);
    }
    let kitchen = Kitchen::open(package, most_terms(&groups), args.messages.as_deref())?;
    let size = if args.test { Size::Little } else { Size::Full };
    let (mut right, mut wrong) = (0, Vec::new());
    for group in &mut groups {
        for (kind, lacks) in group.leave_out_missing() {
            writeln!(out, "\n{}: {kind} is skipped: {lacks}", group.name)
                .map_err(|error| error.to_string())?;
        }
        if group.engines.is_empty() {
            continue;
        }
        let group = &*group;
        if !args.test {
            table::head(out, group).map_err(|error| error.to_string())?;
        }
        for bench in &group.benches {
            let prepared = prepare(&kitchen, group, bench, size)?;
            let before = wrong.len();
            for (&(kind, found), _) in prepared.found.iter().zip(&prepared.contestants) {
                match complaint(group, bench, kind, found, size) {
                    _ if args.messages.is_some() => {}
                    None => right += 1,
                    Some(complaint) => wrong.push(complaint),
                }
            }
            if group.measure == Measure::Peak && !peak::is_told() {
                writeln!(out, "{} is skipped: this system does not tell", bench.name)
                    .map_err(|error| error.to_string())?;
                continue;
            }
            if !args.test && wrong.len() == before {
                show(out, group, bench, prepared)?;
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    writeln!(out, "\n{right} counts are right").map_err(|error| error.to_string())
}

/// What `peak` asks of a process of its own.
fn peak_work(
    package: &Path,
    groups: &[Group],
    [group, bench, engine]: [&String; 3],
    out: &mut impl Write,
) -> Result<(), String> {
    let group = groups.iter().find(|known| &known.name == group).ok_or("no such group")?;
    let bench = group.benches.iter().find(|known| &known.name == bench).ok_or("no such bench")?;
    let kind = group.engines_of(bench).find(|kind| &kind.to_string() == engine);
    let kitchen = Kitchen::open(package, bench.rules.terms(), None)?;
    let subject = kitchen.subject(&bench.rules)?;
    let texts = kitchen.texts(&bench.text, &subject, Size::Full);
    let maker = kind.ok_or("no such engine")?.maker(&subject)?;
    let bytes = peak::work(&maker, &texts[0])?;
    writeln!(out, "{bytes}").map_err(|error| error.to_string())
}

fn most_terms(groups: &[Group]) -> usize {
    let benches = groups.iter().flat_map(|group| &group.benches);
    benches.map(|bench| bench.rules.terms()).max().unwrap_or(0)
}

/// A bench whose engines have searched once.
struct Prepared {
    texts: Vec<String>,
    contestants: Vec<Contestant>,
    /// What each of them found.
    found: Vec<(Kind, usize)>,
}

fn prepare(
    kitchen: &Kitchen,
    group: &Group,
    bench: &Bench,
    size: Size,
) -> Result<Prepared, String> {
    let place = |cause| format!("{} {}: {cause}", group.name, bench.name);
    let subject = kitchen.subject(&bench.rules).map_err(place)?;
    let mut texts = kitchen.texts(&bench.text, &subject, size);
    if group.measure == Measure::Stream {
        texts = vec![texts.join("\n")];
    }
    let (mut contestants, mut found) = (Vec::new(), Vec::new());
    for kind in group.engines_of(bench) {
        let maker = kind.maker(&subject).map_err(place)?;
        let mut engine = maker().map_err(|cause| place(format!("{kind}: {cause}")))?;
        found.push((kind, texts.iter().map(|text| engine.count(text)).sum()));
        contestants.push(Contestant { engine, maker });
    }
    Ok(Prepared { texts, contestants, found })
}

/// Why an engine's count is not right, if it is not.
fn complaint(group: &Group, bench: &Bench, kind: Kind, found: usize, size: Size) -> Option<String> {
    let place = format!("{} {}: {kind} found {found}", group.name, bench.name);
    match bench.counts.of(kind.answer(), size) {
        Some(expected) if expected == found => None,
        Some(expected) => Some(format!("{place}, not {} = {expected}", kind.answer())),
        None => Some(format!("{place}, and the definition has no count `{}`", kind.answer())),
    }
}

fn show(
    out: &mut impl Write,
    group: &Group,
    bench: &Bench,
    mut prepared: Prepared,
) -> Result<(), String> {
    let amount =
        Amount { texts: prepared.texts.len(), bytes: prepared.texts.iter().map(String::len).sum() };
    let timings = if group.measure == Measure::Peak {
        let kinds: Vec<Kind> = prepared.found.iter().map(|&(kind, _)| kind).collect();
        peak::measure(group, bench, &kinds)?
    } else {
        measure::time(&mut prepared.contestants, group.measure, &prepared.texts)?
    };
    for (found, timing) in prepared.found.into_iter().zip(timings) {
        table::row(out, group, &bench.name, found, timing, amount)
            .map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}
