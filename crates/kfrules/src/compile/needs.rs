//! What a pattern cannot do without: sets of words of which every match holds one each, so that the
//! pattern sleeps until all of them are met.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

use super::edges;
use crate::text::rarity;

/// The most words one pattern may be woken by; beyond that they are met so often that they save
/// nothing.
const MOST_WORDS: usize = 128;
/// The largest class of characters that is taken apart.
const LARGEST_CLASS: usize = 16;
/// The most sets of words that are waited for together.
const MOST_SETS: usize = 3;
/// The most sets of words that are looked at: to compare each with all others takes time with the
/// square of them.
const MOST_CANDIDATES: usize = 16;
/// So many letters and digits are rarer than frequent words.
const MANY_LATIN: usize = 3;
/// What is met in fewer places needs no second set.
const RARE_ENOUGH: f32 = 1e-6;
/// Words that are met in fewer places, all together, need not be rarer.
const RARE: f32 = 3e-5;
/// Words are shortened to fewer symbols than this, or not at all: any that long are rare, and to try
/// each length of long words would take time with the square of it.
const LONGEST_CUT: usize = 16;
/// What is met in more places is not worth waiting for.
const TOO_FREQUENT: f32 = 0.02;
/// Words are told together with what stands beside them where that makes them so many times rarer.
const WORTH_MORE_WORDS: f32 = 4.0;

/// What every match of a pattern holds.
pub(crate) struct Needs {
    /// Sets of words, the rarest first; every match holds a word of each.
    pub(crate) sets: Vec<Vec<String>>,
    /// How many letters and digits every match holds.
    pub(crate) latin: usize,
}

/// What every match of the pattern holds.
pub(crate) fn needs(pattern: &Hir) -> Needs {
    let known = know(pattern);
    let mut beside = known.beside;
    let mut sets = known.needs;
    sets.extend(known.all);
    sets.retain(|set| weight(set) > 0);
    if sets.len() > MOST_CANDIDATES {
        sort_by_rate(&mut sets);
        sets.truncate(MOST_CANDIDATES);
    }
    sets = sets.into_iter().map(shorten).collect();
    sort_by_rate(&mut sets);
    drop_implied(&mut sets);
    let mut together = 1.0;
    let mut enough = |set: &Vec<String>| {
        let is_wanted = together > RARE_ENOUGH && rate(set) < TOO_FREQUENT;
        together *= rate(set);
        is_wanted
    };
    let helpful = sets.iter().take(MOST_SETS).take_while(|set| enough(set)).count();
    let latin = latin(pattern);
    // Letters and digits are counted anyway, and few messages have many.
    sets.truncate(if latin >= MANY_LATIN { helpful } else { helpful.max(1) });
    // Words with what stands beside them are never met more often than the words alone.
    if together > RARE_ENOUGH {
        sort_by_rate(&mut beside);
        beside.truncate(MOST_SETS - sets.len());
        sets.append(&mut beside);
        drop_implied(&mut sets);
    }
    Needs { sets, latin }
}

fn sort_by_rate(sets: &mut [Vec<String>]) {
    // Rates are positive, and the bits of positive numbers are in their order.
    sets.sort_by_cached_key(|set| rate(set).to_bits());
}

/// Fewer and shorter words that are still rare: of all words the same number of symbols, from their
/// heads or from their tails. Words that a pattern puts together by the hundred differ in one or the
/// other, and the symbols between make nothing rarer that is rare already.
fn shorten(mut words: Vec<String>) -> Vec<String> {
    let longest = words.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    drop_held(&mut words);
    let most = rate(&words).max(RARE);
    let cuts = (2..longest.min(LONGEST_CUT)).flat_map(|symbols| {
        [head as fn(&str, usize) -> &str, tail].map(|cut| {
            let mut short = words.iter().map(|word| cut(word, symbols).to_owned()).collect();
            drop_held(&mut short);
            short
        })
    });
    let rare = cuts.filter(|short| rate(short) <= most);
    let shortest = rare.min_by_key(Vec::len).filter(|short| short.len() < words.len());
    shortest.unwrap_or(words)
}

/// Drops the words that hold another one: where they are met, that is.
fn drop_held(words: &mut Vec<String>) {
    words.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    for word in words.drain(..) {
        if !kept.iter().any(|part| word.contains(part.as_str())) {
            kept.push(word);
        }
    }
    *words = kept;
}

/// The first symbols of a word, so many of them.
fn head(word: &str, symbols: usize) -> &str {
    word.char_indices().nth(symbols).map_or(word, |(end, _)| &word[..end])
}

/// The last symbols of a word, so many of them.
fn tail(word: &str, symbols: usize) -> &str {
    let last = symbols.checked_sub(1).and_then(|before| word.char_indices().nth_back(before));
    last.map_or(word, |(start, _)| &word[start..])
}

/// Drops the sets that are always met with one before them: 加 with 加我.
fn drop_implied(sets: &mut Vec<Vec<String>>) {
    let mut index = 1;
    while index < sets.len() {
        let holds = |word: &String| sets[index].iter().any(|part| word.contains(part.as_str()));
        if sets[..index].iter().any(|before| before.iter().all(holds)) {
            sets.remove(index);
        } else {
            index += 1;
        }
    }
}

/// How many letters and digits every match holds.
fn latin(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => 0,
        HirKind::Literal(literal) => literal.0.iter().filter(|b| b.is_ascii_alphanumeric()).count(),
        HirKind::Class(Class::Unicode(class)) => {
            let is_latin = |c: char| c.is_ascii_alphanumeric();
            let within = |start: char, end: char| {
                is_latin(start) && is_latin(end) && (start.is_ascii_digit() == end.is_ascii_digit())
            };
            usize::from(class.iter().all(|range| within(range.start(), range.end())))
        }
        HirKind::Capture(capture) => latin(&capture.sub),
        HirKind::Repetition(repetition) => latin(&repetition.sub) * repetition.min as usize,
        HirKind::Concat(parts) => parts.iter().map(latin).sum(),
        HirKind::Alternation(branches) => branches.iter().map(latin).min().unwrap_or(0),
    }
}

/// What is known of a part of a pattern.
struct Known {
    /// All that it can match, if that is little.
    all: Option<Vec<String>>,
    /// Sets of words; every match holds one of each.
    needs: Vec<Vec<String>>,
    /// The same of words told together with what stands beside them, which are not known to be rarer.
    beside: Vec<Vec<String>>,
}

fn know(hir: &Hir) -> Known {
    let known = |all| Known { all, needs: Vec::new(), beside: Vec::new() };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => known(Some(vec![String::new()])),
        HirKind::Literal(literal) => {
            known(std::str::from_utf8(&literal.0).ok().map(|text| vec![text.to_owned()]))
        }
        HirKind::Class(Class::Unicode(class)) => {
            known(symbols_of(class).map(|each| each.map(String::from).collect()))
        }
        HirKind::Class(Class::Bytes(_)) => known(None),
        HirKind::Capture(capture) => know(&capture.sub),
        HirKind::Repetition(repetition) => {
            let mut inner = know(&repetition.sub);
            match (repetition.min, repetition.max) {
                (1, Some(1)) => inner,
                (0, Some(1)) => {
                    let all = inner.all.map(|mut all| {
                        all.push(String::new());
                        all
                    });
                    known(all)
                }
                (0, _) => known(None),
                _ => {
                    inner.needs.extend(inner.all);
                    Known { all: None, ..inner }
                }
            }
        }
        HirKind::Concat(parts) => know_sequence(parts),
        HirKind::Alternation(branches) => know_choice(branches),
    }
}

/// The symbols of a class, if these are few.
pub(super) fn symbols_of(class: &ClassUnicode) -> Option<impl Iterator<Item = char>> {
    let size = class.iter().map(ClassUnicodeRange::len).sum::<usize>();
    let each = || class.iter().flat_map(|range| range.start()..=range.end());
    (size <= LARGEST_CLASS).then(each)
}

fn know_sequence(parts: &[Hir]) -> Known {
    let (mut needs, mut told_beside) = (Vec::new(), Vec::new());
    let mut run = vec![String::new()];
    let mut whole = true;
    for (part, (before, after)) in parts.iter().zip(edges::beside(parts)) {
        let known = know(part);
        needs.extend(known.needs);
        told_beside.extend(known.beside);
        if let Some(all) = known.all.as_ref().filter(|all| weight(all) > 0) {
            let texts = |symbols: Vec<char>| Vec::from_iter(symbols.into_iter().map(String::from));
            let joined =
                [join(&texts(before), all), join(all, &texts(after))].into_iter().flatten();
            for joined in joined {
                let is_rarer = rate(&joined) * WORTH_MORE_WORDS < rate(all);
                let sets = if is_rarer { &mut needs } else { &mut told_beside };
                sets.push(joined);
            }
        }
        let joined = known.all.as_ref().and_then(|all| join(&run, all));
        if let Some(joined) = joined {
            run = joined;
        } else {
            whole = false;
            needs.push(std::mem::take(&mut run));
            run = known.all.unwrap_or_else(|| vec![String::new()]);
        }
    }
    if whole {
        return Known { all: Some(run), needs, beside: told_beside };
    }
    needs.push(run);
    needs.retain(|set| weight(set) > 0);
    Known { all: None, needs, beside: told_beside }
}

fn know_choice(branches: &[Hir]) -> Known {
    let (mut all, mut needs) = (Some(Vec::new()), Some(Vec::new()));
    for branch in branches {
        let known = know(branch);
        let needed = known.needs.into_iter().chain(known.all.clone());
        needs = extended(needs, needed.reduce(better));
        all = extended(all, known.all);
    }
    let needs = needs.filter(|set| weight(set) > 0);
    Known { all, needs: needs.into_iter().collect(), beside: Vec::new() }
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

/// Of two sets, the one that is met more rarely.
fn better(one: Vec<String>, other: Vec<String>) -> Vec<String> {
    let rank = |words: &Vec<String>| (weight(words) > 0, -rate(words));
    if rank(&other) > rank(&one) { other } else { one }
}

/// How often any of the words is met, roughly.
fn rate(words: &[String]) -> f32 {
    words.iter().map(|word| rarity::of_word(word)).sum()
}

/// The symbols of the shortest word.
fn weight(words: &[String]) -> usize {
    words.iter().map(|word| word.chars().count()).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::needs;

    #[test]
    fn finds_what_every_match_holds() {
        let cases: [(&str, &[&[&str]], usize); 20] = [
            ("好评返现", &[&["好评返现"]], 0),
            ("好评.{0,8}返现金", &[&["返现金"]], 0),
            ("好评.{0,8}返", &[&["好评"], &["返"]], 0),
            ("(加|联系)我", &[&["加我", "联系我"]], 0),
            ("(加|联系)?我", &[&["我"]], 0),
            ("(加|扫)(一下|个)?我的?微信二维码", &[&["维码"]], 0),
            ("[0-9]{1,2}", &[&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]], 1),
            ("[0-9]{5,9}", &[], 5),
            ("加[a-z]{5,9}", &[&["加"]], 5),
            ("(v|微信)[01]{2}", &[&["v0", "v1", "微信0", "微信1"]], 2),
            ("[a-z]{2,9}", &[], 2),
            ("[0-z]{5,9}", &[], 0),
            ("微?", &[], 0),
            ("微{2,3}信", &[&["微信"]], 0),
            ("(微|[a-z])信", &[&["信"]], 0),
            ("(微信|[a-z]{2})", &[], 0),
            ("(的|您)?(手机|电话)[一-龥]", &[&["手机", "电话"]], 0),
            ("(的|您)(手机|电话)[一-龥]", &[&["您手机", "您电话", "的手机", "的电话"]], 0),
            ("^不知道$", &[&["不知道"]], 0),
            ("(你|您)[^,]{0,9}找(快递|物流)", &[&["找快递", "找物流"], &["你", "您"]], 0),
        ];
        for (pattern, expected, latin) in cases {
            let hir = regex_syntax::parse(pattern).expect(pattern);
            let found = needs(&hir);
            assert_eq!(found.sets, expected, "{pattern}");
            assert_eq!(found.latin, latin, "{pattern}");
        }
    }
}
