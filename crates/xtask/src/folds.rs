//! Generates the table of folds: what each character stands for once disguise is taken off.

use crate::data::Tables;
use crate::pages::{Pages, array, literal, starts, text};
use std::collections::{BTreeSet, HashMap, HashSet};
use unicode_normalization::{UNICODE_VERSION, UnicodeNormalization};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Sentence punctuation, in the order of its special entries.
const BREAKS: [char; 5] = [',', '\u{3002}', '!', '?', ';'];

/// Noise that Unicode does not know as such, with its plain form: the heavy plus sign of the emoji
/// keyboard; letters that are written for their looks, as dots between others (the
/// hanzi 丶, the Korean middle dot); trade marks.
const CURATED_NOISE: [(char, char); 5] = [
    ('\u{2795}', '+'),
    ('\u{4E36}', '\u{4E36}'),
    ('\u{318D}', '\u{318D}'),
    ('\u{2122}', '\u{2122}'),
    ('\u{2120}', '\u{2120}'),
];

/// Roman numerals that people write for the letters they look like.
const ROMAN_LETTERS: [char; 12] = [
    '\u{2164}', '\u{2169}', '\u{216C}', '\u{216D}', '\u{216E}', '\u{216F}', '\u{2174}', '\u{2179}',
    '\u{217C}', '\u{217D}', '\u{217E}', '\u{217F}',
];

/// The letter u with diaeresis, with and without a tone mark, small and capital: typed as v.
const UMLAUT_U: [char; 10] = [
    '\u{DC}', '\u{FC}', '\u{1D5}', '\u{1D6}', '\u{1D7}', '\u{1D8}', '\u{1D9}', '\u{1DA}',
    '\u{1DB}', '\u{1DC}',
];

/// Characters that only Japanese simplified this way: their fold would be a different word.
const NEVER_SIMPLIFIED: [char; 3] = ['芸', '浜', '糸'];

/// The voicing marks of kana tell different syllables apart, unlike accents.
const VOICING_MARKS: [char; 2] = ['\u{3099}', '\u{309A}'];

/// Marks that stand for the character before them once more.
const ITERATION_MARKS: [char; 7] =
    ['\u{3005}', '\u{3031}', '\u{303B}', '\u{309D}', '\u{309E}', '\u{30FD}', '\u{30FE}'];

/// `Default_Ignorable_Code_Point` of DerivedCoreProperties.txt, Unicode 16.0. Unassigned code
/// points are part of it, so that the ranges hold for later versions too.
const DEFAULT_IGNORABLE: [(char, char); 17] = [
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFF8}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// What a character folds to.
#[derive(Debug, PartialEq, Eq)]
enum Folded {
    Symbols(Vec<char>),
    Break(char),
    Noise(char),
    Mark,
    Ignored,
}

/// The source text of the table.
pub(crate) fn generate(tables: &Tables) -> Result<String, String> {
    let folder = Folder::new(tables)?;
    let mut folds = HashMap::new();
    for character in char::MIN..=char::MAX {
        let folded = folder.fold(character)?;
        // Noise as it is would fill the map with unassigned code points.
        if folded != Folded::Noise(character) {
            folds.insert(character, folded);
        }
    }

    let mut single = BTreeSet::new();
    let mut several = BTreeSet::new();
    for (&character, folded) in &folds {
        match folded {
            Folded::Symbols(symbols) => match symbols.as_slice() {
                [symbol] if *symbol == character => {}
                [symbol] => _ = single.insert(*symbol),
                symbols => _ = several.insert(symbols),
            },
            Folded::Noise(form) => _ = single.insert(*form),
            Folded::Break(_) | Folded::Mark | Folded::Ignored => {}
        }
    }
    let single: Vec<char> = single.into_iter().collect();
    let several: Vec<&[char]> = several.into_iter().collect();

    let pages = Pages::smallest(|character| {
        let place = |kind: u16, found: Result<usize, usize>| {
            found
                .ok()
                .and_then(|index| u16::try_from(index).ok())
                .filter(|&index| index < 1 << 14)
                .map(|index| kind << 14 | index)
                .ok_or_else(|| format!("no room for the fold of {}", character.escape_unicode()))
        };
        match folds.get(&character) {
            None => Ok(1),
            Some(Folded::Mark) => Ok(2),
            Some(Folded::Ignored) => Ok(3),
            Some(Folded::Break(mark)) => BREAKS
                .iter()
                .zip(4..)
                .find_map(|(known, entry)| (known == mark).then_some(entry))
                .ok_or_else(|| format!("{mark} is not sentence punctuation")),
            Some(Folded::Noise(form)) => place(3, single.binary_search(form)),
            Some(Folded::Symbols(symbols)) => match symbols.as_slice() {
                [symbol] if *symbol == character => Ok(0),
                [symbol] => place(1, single.binary_search(symbol)),
                symbols => place(2, several.binary_search(&symbols)),
            },
        }
    })?;

    let (basic, astral): (Vec<char>, Vec<char>) =
        single.into_iter().partition(|form| form.len_utf16() == 1);
    let starts = starts(several.iter().map(|symbols| symbols.len()));
    let literals =
        |characters: &[char]| -> Vec<String> { characters.iter().copied().map(literal).collect() };
    Ok([
        header() + &array("Sentence punctuation.", "BREAKS", "char", &literals(&BREAKS)),
        text(
            "Symbols and forms of noise that other characters fold to, those of the basic plane.",
            "SINGLE",
            &String::from_iter(basic),
        ),
        array("The others.", "ASTRAL", "char", &literals(&astral)),
        array(
            "The symbols of characters that stand for more than one, one after the other.",
            "SEVERAL",
            "char",
            &literals(&several.concat()),
        ),
        array(
            "Where those of each begin, and where the last end.",
            "SEVERAL_STARTS",
            "u16",
            &starts,
        ),
        pages.source(),
    ]
    .join("\n"))
}

fn header() -> String {
    let (major, minor, update) = UNICODE_VERSION;
    format!(
        "\
// Generated by `cargo xtask generate`. Do not edit.
// Sources: Unicode {major}.{minor}.{update} (crates unicode-normalization and unicode-properties);
// data/digit_forms.tsv, data/confusables_ascii.tsv without data/kept.tsv, data/t2s_chars.tsv (from
// OpenCC, Unihan, UCD, UTS #39 and decancer, modified), see data/SOURCES.md.

//! What each character folds to.
//!
//! The two upper bits of an entry tell its kind, the fourteen lower bits an index:
//!
//! | kind | fold |
//! |---|---|
//! | 0 | by index: 0 the symbol itself, 1 noise as it is, 2 a mark, 3 ignored, 4 and up `BREAKS` |
//! | 1 | the symbol of that index in `SINGLE`, and `ASTRAL` after it |
//! | 2 | the symbols of that index in `SEVERAL_STARTS` |
//! | 3 | noise, in the form of that index in `SINGLE`, and `ASTRAL` after it |

use crate::text::pages::Pages;
use crate::text::utf16::encode;

"
    )
}

/// The data tables by character.
pub(crate) struct Folder {
    digits: HashMap<char, Vec<char>>,
    confusables: HashMap<char, Vec<char>>,
    simplified: HashMap<char, char>,
}

impl Folder {
    pub(crate) fn new(tables: &Tables) -> Result<Self, String> {
        if (char::UNICODE_VERSION.0.into(), char::UNICODE_VERSION.1.into())
            < (unicode_properties::UNICODE_VERSION.0, unicode_properties::UNICODE_VERSION.1)
        {
            return Err("this compiler is too old to know the lower case of all letters".to_owned());
        }
        // Keycaps are a digit and marks, so only single characters need a row.
        let digits = tables
            .digits
            .iter()
            .filter_map(|(form, digits)| Some((single(form)?, digits.chars().collect())))
            .filter(|(form, _)| !ROMAN_LETTERS.contains(form))
            .collect();
        let kept = kept(tables)?;
        let confusables = tables
            .confusables
            .iter()
            .filter(|(character, _)| !kept.contains(character) && !is_contextual(*character))
            .map(|(character, letters)| (*character, letters.chars().collect()))
            .collect();
        let simplified: HashMap<char, char> = tables.simplified.iter().copied().collect();
        if let Some(character) = NEVER_SIMPLIFIED.iter().find(|one| simplified.contains_key(one)) {
            return Err(format!("data/t2s_chars.tsv: {character} must stay as it is"));
        }
        Ok(Self { digits, confusables, simplified })
    }

    fn fold(&self, character: char) -> Result<Folded, String> {
        if is_mark(character) {
            return Ok(Folded::Mark);
        }
        if is_default_ignorable(character) {
            return Ok(Folded::Ignored);
        }
        if !is_assigned(character) {
            return Ok(Folded::Noise(character));
        }
        if let Some((_, form)) = CURATED_NOISE.iter().find(|(noise, _)| *noise == character) {
            return Ok(Folded::Noise(*form));
        }
        let symbols = self.symbols(character, &mut Vec::new())?;
        if !symbols.is_empty() {
            return Ok(Folded::Symbols(symbols));
        }
        // The halfwidth voicing marks: they belong to the kana before them.
        if character.nfkd().all(is_mark) {
            return Ok(Folded::Mark);
        }
        let form: Vec<char> = character.nfkc().collect();
        Ok(match form.as_slice() {
            [first, ..] if BREAKS.contains(first) => Folded::Break(*first),
            [form] => Folded::Noise(*form),
            _ => Folded::Noise(character),
        })
    }

    /// The one symbol that a character folds to.
    pub(crate) fn symbol(&self, character: char) -> Option<char> {
        match self.fold(character) {
            Ok(Folded::Symbols(symbols)) if symbols.len() == 1 => Some(symbols[0]),
            _ => None,
        }
    }

    /// Takes one step after the other until nothing changes, so that a fold folds to itself.
    fn symbols(&self, character: char, trail: &mut Vec<char>) -> Result<Vec<char>, String> {
        if trail.contains(&character) {
            return Err(format!("folding goes in a circle: {trail:?}, then {character:?} again"));
        }
        let Some(next) = self.step(character) else {
            return Ok(if is_symbol(character) { vec![character] } else { Vec::new() });
        };
        trail.push(character);
        let mut symbols = Vec::new();
        for character in next {
            symbols.extend(self.symbols(character, trail)?);
        }
        trail.pop();
        Ok(symbols)
    }

    /// What a character changes to in one step, if it changes at all.
    ///
    /// The rows of the tables come first: U+2488 is 1 and not "1.", and the capital eta looks like
    /// an H although its small letter looks like an n.
    fn step(&self, character: char) -> Option<Vec<char>> {
        if let Some(digits) = self.digits.get(&character) {
            return Some(digits.clone());
        }
        if UMLAUT_U.contains(&character) {
            return Some(vec!['v']);
        }
        if let Some(letters) = self.confusables.get(&character) {
            return Some(letters.clone());
        }
        if let Some(&simplified) = self.simplified.get(&character) {
            return Some(vec![simplified]);
        }
        let plain: Vec<char> = character.nfkd().filter(|&part| !is_dropped(part)).nfkc().collect();
        if plain != [character] {
            return Some(plain);
        }
        let lower: Vec<char> = character.to_lowercase().filter(|&part| !is_dropped(part)).collect();
        (lower != [character]).then_some(lower)
    }
}

/// The rows that are not used. A kind of row of which all are kept must not grow unnoticed.
fn kept(tables: &Tables) -> Result<HashSet<char>, String> {
    let kept: HashSet<char> = tables.kept.iter().copied().collect();
    let known: HashSet<char> = tables.confusables.iter().map(|(character, _)| *character).collect();
    if let Some(character) = kept.iter().find(|character| !known.contains(character)) {
        return Err(format!(
            "data/kept.tsv: {} has no row in data/confusables_ascii.tsv",
            character.escape_unicode()
        ));
    }
    let must_be_kept = |character: char| {
        matches!(
            character.general_category(),
            GeneralCategory::CurrencySymbol
                | GeneralCategory::OtherPunctuation
                | GeneralCategory::DashPunctuation
                | GeneralCategory::ClosePunctuation
        )
    };
    match known.iter().find(|&&character| must_be_kept(character) && !kept.contains(&character)) {
        None => Ok(kept),
        Some(character) => Err(format!(
            "data/kept.tsv: {} is punctuation or a currency sign and needs a row",
            character.escape_unicode()
        )),
    }
}

/// Hanzi and kana look like letters only next to letters: these rows need their context.
fn is_contextual(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_assigned(character: char) -> bool {
    !matches!(
        character.general_category(),
        GeneralCategory::Unassigned | GeneralCategory::PrivateUse
    )
}

fn is_symbol(character: char) -> bool {
    let group = character.general_category_group();
    let category = character.general_category();
    if category == GeneralCategory::ModifierLetter {
        // Those that stand for no letter are written as accents and dashes, but these repeat one.
        return ITERATION_MARKS.contains(&character);
    }
    if CURATED_NOISE.iter().any(|(noise, _)| *noise == character) {
        return false;
    }
    matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
        || category == GeneralCategory::SpacingMark
}

/// Marks belong to the character before them: so do emoji modifiers, joiners and tags.
fn is_mark(character: char) -> bool {
    matches!(
        character.general_category(),
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
    ) || matches!(
        character,
        '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}'
    )
}

fn is_default_ignorable(character: char) -> bool {
    DEFAULT_IGNORABLE.iter().any(|&(first, last)| (first..=last).contains(&character))
}

fn is_dropped(character: char) -> bool {
    (is_mark(character) || is_default_ignorable(character)) && !VOICING_MARKS.contains(&character)
}

fn single(form: &str) -> Option<char> {
    let mut characters = form.chars();
    characters.next().filter(|_| characters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{Folded, Folder};
    use std::collections::HashMap;

    fn folder(simplified: &[(char, char)]) -> Folder {
        Folder {
            digits: HashMap::from([('\u{2488}', vec!['1'])]),
            confusables: HashMap::from([('\u{397}', vec!['h'])]),
            simplified: simplified.iter().copied().collect(),
        }
    }

    #[test]
    fn rows_come_before_normalisation() {
        assert_eq!(folder(&[]).fold('\u{2488}'), Ok(Folded::Symbols(vec!['1'])));
        assert_eq!(folder(&[]).fold('\u{397}'), Ok(Folded::Symbols(vec!['h'])));
        assert_eq!(folder(&[]).fold('\u{FF21}'), Ok(Folded::Symbols(vec!['a'])));
    }

    #[test]
    fn a_chain_is_followed_to_its_end() {
        let folded = folder(&[('著', '着'), ('\u{FA5F}', '著')]).fold('\u{FA5F}');
        assert_eq!(folded, Ok(Folded::Symbols(vec!['着'])));
    }

    #[test]
    fn a_circle_is_an_error() {
        assert!(folder(&[('甲', '乙'), ('乙', '甲')]).fold('甲').is_err());
    }
}
