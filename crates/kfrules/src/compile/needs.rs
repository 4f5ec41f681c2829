//! What a pattern cannot do without: words of which every match holds at least one, so that the
//! pattern sleeps until one of them is met.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The most words one pattern may be woken by; beyond that they are met so often that they save
/// nothing.
const MOST_WORDS: usize = 128;
/// The largest class of characters that is taken apart.
const LARGEST_CLASS: usize = 16;

/// Words of which every match of the pattern holds at least one; `None` if there are none.
pub(super) fn needs(pattern: &Hir) -> Option<Vec<String>> {
    let known = know(pattern);
    better(known.all.filter(|all| weight(all) > 0), known.needs)
}

/// What is known of a part of a pattern.
struct Known {
    /// All that it can match, if that is little.
    all: Option<Vec<String>>,
    /// Words of which every match holds at least one.
    needs: Option<Vec<String>>,
}

fn know(hir: &Hir) -> Known {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Known { all: Some(vec![String::new()]), needs: None },
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok().map(|text| vec![text.to_owned()]);
            Known { all: text, needs: None }
        }
        HirKind::Class(Class::Unicode(class)) => {
            let size = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum::<usize>();
            let each = || class.iter().flat_map(|range| range.start()..=range.end());
            let all = (size <= LARGEST_CLASS).then(|| each().map(String::from).collect());
            Known { all, needs: None }
        }
        HirKind::Class(Class::Bytes(_)) => Known { all: None, needs: None },
        HirKind::Capture(capture) => know(&capture.sub),
        HirKind::Repetition(repetition) => {
            let inner = know(&repetition.sub);
            match (repetition.min, repetition.max) {
                (1, Some(1)) => inner,
                (0, Some(1)) => {
                    let all = inner.all.map(|mut all| {
                        all.push(String::new());
                        all
                    });
                    Known { all, needs: None }
                }
                (0, _) => Known { all: None, needs: None },
                _ => Known { all: None, needs: better(inner.all, inner.needs) },
            }
        }
        HirKind::Concat(parts) => know_sequence(parts),
        HirKind::Alternation(branches) => know_choice(branches),
    }
}

fn know_sequence(parts: &[Hir]) -> Known {
    let mut best = None;
    let mut run = vec![String::new()];
    let mut whole = true;
    for part in parts {
        let known = know(part);
        best = better(best, known.needs);
        let joined = known.all.as_ref().and_then(|all| join(&run, all));
        if let Some(joined) = joined {
            run = joined;
        } else {
            whole = false;
            best = better(best, Some(std::mem::take(&mut run)));
            run = known.all.unwrap_or_else(|| vec![String::new()]);
        }
    }
    if whole {
        return Known { all: Some(run), needs: best };
    }
    Known { all: None, needs: better(best, Some(run)) }
}

fn know_choice(branches: &[Hir]) -> Known {
    let (mut all, mut needs) = (Some(Vec::new()), Some(Vec::new()));
    for branch in branches {
        let known = know(branch);
        let needed = better(known.all.clone(), known.needs);
        all = extended(all, known.all);
        needs = extended(needs, needed);
    }
    Known { all, needs }
}

fn extended(words: Option<Vec<String>>, more: Option<Vec<String>>) -> Option<Vec<String>> {
    let (mut words, more) = (words?, more?);
    words.extend(more);
    (words.len() <= MOST_WORDS).then_some(words)
}

/// Each of `heads` followed by each of `tails`, if these are not too many.
fn join(heads: &[String], tails: &[String]) -> Option<Vec<String>> {
    let few = heads.len() * tails.len() <= MOST_WORDS;
    few.then(|| heads.iter().flat_map(|h| tails.iter().map(move |t| format!("{h}{t}"))).collect())
}

/// Of two choices, the one that is met more rarely.
fn better(one: Option<Vec<String>>, other: Option<Vec<String>>) -> Option<Vec<String>> {
    let rank = |words: &Vec<String>| (weight(words), std::cmp::Reverse(words.len()));
    [one, other].into_iter().flatten().filter(|words| weight(words) > 0).max_by_key(rank)
}

/// The symbols of the shortest word; longer than three make no difference any more.
fn weight(words: &[String]) -> usize {
    words.iter().map(|word| word.chars().count()).min().unwrap_or(0).min(3)
}

#[cfg(test)]
mod tests {
    use super::needs;

    #[test]
    fn finds_what_every_match_holds() {
        let cases: [(&str, Option<&[&str]>); 12] = [
            ("好评返现", Some(&["好评返现"])),
            ("好评.{0,8}返现金", Some(&["返现金"])),
            ("好评.{0,8}返", Some(&["好评"])),
            ("(加|联系)我", Some(&["加我", "联系我"])),
            ("(加|联系)?我", Some(&["加我", "联系我", "我"])),
            ("[0-9]{5,9}", Some(&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])),
            ("[a-z]{5,9}", None),
            ("微?", None),
            ("微{2,3}信", Some(&["信"])),
            ("(微|[a-z])信", Some(&["信"])),
            ("(微信|[a-z]{2})", None),
            ("^不知道$", Some(&["不知道"])),
        ];
        for (pattern, expected) in cases {
            let hir = regex_syntax::parse(pattern).expect(pattern);
            let found = needs(&hir);
            let found: Option<Vec<&str>> =
                found.as_ref().map(|words| words.iter().map(String::as_str).collect());
            assert_eq!(found.as_deref(), expected, "{pattern}");
        }
    }
}
