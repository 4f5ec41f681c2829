//! The suite: `cases/*.toml`, texts and what is found in them, by the library and by every way of
//! asking it.

use std::fs;
use std::path::Path;

use kfrules::{Pack, Ruleset, Sender, Violation};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// A bundled platform, or …
    platform: Option<String>,
    /// … a pack of its own.
    pack: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    from: Option<Sender>,
    /// Only these rules are looked at; all, if left out.
    rules: Option<Vec<String>>,
    found: Vec<Found>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Found {
    rule: String,
    text: String,
    chars: [usize; 2],
    via: String,
    severity: Option<String>,
}

fn as_found(violation: &Violation<'_>, with_severity: bool) -> Found {
    Found {
        rule: violation.rule.name().to_owned(),
        text: violation.text.to_owned(),
        chars: [violation.chars.start, violation.chars.end],
        via: violation.via.to_string(),
        severity: with_severity.then(|| violation.severity.to_string()),
    }
}

#[test]
fn every_case_is_answered_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the suite") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).expect("readable");
        let file: File = toml::from_str(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut builder = Ruleset::builder();
        if let Some(platform) = file.platform {
            builder = builder.platform(platform);
        }
        if let Some(pack) = file.pack {
            builder = builder.pack(Pack::from_toml_named(&name, &pack).expect("a pack"));
        }
        let rules = builder.compile().expect("compiles");
        let mut checker = rules.checker();
        for case in &file.case {
            let sender = case.from.unwrap_or(Sender::Agent);
            let mut expected = case.found.iter();
            let asked = |violation: &Violation<'_>| {
                case.rules
                    .as_ref()
                    .is_none_or(|rules| rules.iter().any(|r| r == violation.rule.id()))
            };
            for violation in checker.check_from(sender, &case.text).filter(asked) {
                let next = expected.next().unwrap_or_else(|| {
                    panic!("{name}: {:?}: found {:?} too", case.text, as_found(&violation, true))
                });
                let found = as_found(&violation, next.severity.is_some());
                assert_eq!(&found, next, "{name}: {:?}", case.text);
            }
            assert_eq!(expected.next(), None, "{name}: {:?}: not found", case.text);
            count += 1;
        }
    }
    assert!(count >= 60, "only {count} cases: the suite is not all there");
}
