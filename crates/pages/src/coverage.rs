//! `docs/coverage.md`: the fate of every fact, and of every conflict among sources.

use kfrules::Ruleset;

use crate::facts::{Facts, Work, works};
use crate::markdown::{escaped, head, row};

pub(crate) fn page(facts: &Facts, rulesets: &[(&'static str, Ruleset)]) -> Result<String, String> {
    let mut rows = String::new();
    let (mut working, mut excused) = (0, 0);
    for fact in &facts.facts {
        let works = works(fact, rulesets);
        let fate = match (&fact.reason, works.is_empty()) {
            (_, false) => {
                working += 1;
                works.iter().map(link).collect::<Vec<_>>().join(", ")
            }
            (Some(reason), true) => {
                excused += 1;
                format!("not checked: {}", escaped(reason))
            }
            (None, true) => {
                return Err(format!(
                    "fact {} is neither cited by a rule nor has a reason in data/facts.toml",
                    fact.number
                ));
            }
        };
        let platform = if fact.platform.is_empty() { "any" } else { &fact.platform };
        rows += &row(&[
            fact.number.to_string(),
            platform.to_owned(),
            format!("`{}`", fact.id),
            fact.kind.as_str().to_owned(),
            escaped(&fact.text),
            fate,
        ]);
    }
    let all = facts.facts.len();
    let mut page = format!(
        "# What becomes of each fact\n\n\
         The project started from {all} numbered statements about what agents may write and how fast they must\n\
         answer. {working} of them are put to work by a rule, a profile, a deadline or a share that cites their number;\n\
         {excused} cannot be checked from chat, each for a reason.\n\n\
         Made by `cargo xtask generate` from `data/facts.toml` and from what cites the numbers: `facts` in the sources\n\
         of packs and profiles, `DEADLINES` and `SHARES` in the code.\n\n"
    );
    page += &head(&["fact", "platform", "id", "kind", "what it says", "fate"]);
    page += &rows;
    page += "\n## Where the sources contradict each other\n\n\
        A date in brackets is that of the source whose reading is followed.\n\n";
    page += &head(&["conflict", "about", "facts", "reading", "why"]);
    for conflict in &facts.conflicts {
        let numbers: Vec<String> = conflict.facts.iter().map(u32::to_string).collect();
        page += &row(&[
            conflict.number.to_string(),
            escaped(&conflict.title),
            numbers.join(", "),
            escaped(&conflict.reading),
            escaped(&conflict.why),
        ]);
    }
    Ok(page)
}

fn link(work: &Work) -> String {
    match work {
        Work::Rule { platform, id } => {
            format!("[{platform}/{id}](rules/{platform}.md#{id})")
        }
        Work::Profile(id) => format!("profile `{id}`"),
        Work::Deadline(id) => format!("deadline `{id}`"),
        Work::Share(id) => format!("share `{id}`"),
        Work::Function(name) => format!("`{name}`"),
    }
}
