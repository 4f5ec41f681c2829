//! Every Unicode character against independent computations of its fold and its readings.

use kfrules::text::{Fold, fold, readings};
use pinyin::ToPinyinMulti;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

const DIGITS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/digit_forms.tsv"));
const CONFUSABLES: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/confusables_ascii.tsv"));
const KEPT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/kept.tsv"));
const SIMPLIFIED: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/t2s_chars.tsv"));

/// Small and capital u with diaeresis, with and without tone marks.
const UMLAUT_U: &str = "\u{DC}\u{FC}\u{1D5}\u{1D6}\u{1D7}\u{1D8}\u{1D9}\u{1DA}\u{1DB}\u{1DC}";

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn first(cell: &str) -> char {
    cell.chars().next().expect("no cell is empty")
}

/// Hanzi that the two dictionaries read differently, all of them out of everyday use: made in Japan
/// (杢枠簗麿) or for Cantonese (瞓), where a Mandarin reading is a guess, or rare (㵥鸀𢝻𧗈).
const DISPUTED: &str = "\u{3D65}杢枠瞓簗鸀麿\u{2277B}\u{275C8}";

/// The symbols of a text, one after the other.
fn symbols(text: &str) -> String {
    let mut symbols = String::new();
    for character in text.chars() {
        match fold(character) {
            Fold::Symbol(symbol) => symbols.push(symbol),
            Fold::Several(several) => symbols.extend(several),
            Fold::Break(_) | Fold::Noise(_) | Fold::Mark | Fold::Ignored => {}
        }
    }
    symbols
}

fn is_combining(character: char) -> bool {
    character.general_category_group() == GeneralCategoryGroup::Mark
        && character.general_category() != GeneralCategory::SpacingMark
}

fn is_letter_or_number(character: char) -> bool {
    use GeneralCategoryGroup::{Letter, Number};
    matches!(character.general_category_group(), Letter | Number)
        || character.general_category() == GeneralCategory::SpacingMark
}

/// Characters whose fold is decided by a table and not by Unicode alone.
fn mentioned() -> HashSet<char> {
    let digits = rows(DIGITS).filter(|row| row[2] == "digit").map(|row| first(row[0]));
    let by_code_point = rows(CONFUSABLES).chain(rows(KEPT)).map(|row| first(row[1]));
    let simplified = rows(SIMPLIFIED).map(|row| first(row[0]));
    // Keycap rows begin with an ASCII digit, which is no disguise of anything.
    digits
        .chain(by_code_point)
        .chain(simplified)
        .chain(UMLAUT_U.chars())
        .filter(|character| !character.is_ascii())
        .collect()
}

#[test]
fn symbols_fold_to_themselves() {
    for character in char::MIN..=char::MAX {
        let produced = match fold(character) {
            Fold::Symbol(symbol) => vec![symbol],
            Fold::Several(several) => {
                assert!(several.len() > 1, "{character:?}");
                several.to_vec()
            }
            Fold::Noise(form) => {
                assert_eq!(fold(form), Fold::Noise(form), "{character:?}");
                continue;
            }
            Fold::Break(form) => {
                assert!(",\u{3002}!?;".contains(form), "{character:?}");
                assert_eq!(fold(form), Fold::Break(form), "{character:?}");
                continue;
            }
            Fold::Mark | Fold::Ignored => continue,
        };
        for symbol in produced {
            assert_eq!(fold(symbol), Fold::Symbol(symbol), "{character:?}");
            assert!(is_letter_or_number(symbol), "{character:?} gives {symbol:?}");
            assert!(!symbol.is_ascii_uppercase(), "{character:?} gives {symbol:?}");
            let lower: Vec<char> = symbol.to_lowercase().collect();
            assert_eq!(lower, [symbol], "{character:?} gives a capital");
        }
    }
}

#[test]
fn without_a_table_row_unicode_decides() {
    let mentioned = mentioned();
    let mut compared = 0;
    for character in char::MIN..=char::MAX {
        if mentioned.contains(&character) || is_invisible_filler(character) {
            continue;
        }
        if is_ornament(character) && character.nfkd().eq([character]) || SIGNS.contains(character) {
            assert_eq!(symbols(&character.to_string()), "", "{character:?}");
            continue;
        }
        let is_accent =
            |part: &char| is_combining(*part) && !matches!(part, '\u{3099}' | '\u{309A}');
        let expected: String = if character.general_category() == GeneralCategory::Unassigned {
            String::new()
        } else {
            character
                .nfkd()
                .filter(|part| !is_accent(part))
                .nfkc()
                .flat_map(char::to_lowercase)
                .filter(|part| is_letter_or_number(*part) && !is_invisible_filler(*part))
                .filter(|part| !is_ornament(*part))
                .collect()
        };
        // A row may also match on the way, at the capital or at the small letter.
        let parts = character.nfkd().chain(character.nfkd().flat_map(char::to_lowercase));
        if parts.chain(expected.chars()).any(|part| mentioned.contains(&part)) {
            continue;
        }
        compared += 1;
        assert_eq!(symbols(&character.to_string()), expected, "{}", character.escape_unicode());
    }
    assert!(compared > 1_000_000, "only {compared} characters were compared");
}

/// Roman numerals that fold to the letters they look like, although tables give them a value.
const ROMAN_LETTERS: &str = "\u{2164}\u{2169}\u{216C}\u{216D}\u{216E}\u{216F}\u{2174}\u{2179}\u{217C}\u{217D}\u{217E}\u{217F}";

/// The Korean dot and the signs of trade and service marks.
const SIGNS: &str = "\u{318D}\u{2122}\u{2120}";

/// The hanzi that is written as a dot.
const DOT: &str = "\u{4E36}";

/// Letters and marks that are written for their looks alone.
fn is_ornament(character: char) -> bool {
    let category = character.general_category();
    DOT.contains(character)
        || category == GeneralCategory::ModifierLetter && !is_iteration_mark(character)
}

/// Marks that stand for the character before them once more.
fn is_iteration_mark(character: char) -> bool {
    matches!(
        character,
        '\u{3005}' | '\u{3031}' | '\u{303B}' | '\u{309D}' | '\u{309E}' | '\u{30FD}' | '\u{30FE}'
    )
}

/// The Hangul fillers are letters to Unicode and nothing to the eye.
fn is_invisible_filler(character: char) -> bool {
    matches!(character, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

#[test]
fn digit_rows_hold() {
    let mut checked = 0;
    for row in rows(DIGITS).filter(|row| row[2] == "digit") {
        if ROMAN_LETTERS.contains(row[0]) {
            continue;
        }
        assert_eq!(symbols(row[0]), row[1], "{row:?}");
        checked += 1;
    }
    assert!(checked > 800);
}

#[test]
fn simplification_rows_hold() {
    let digits: HashSet<char> =
        rows(DIGITS).filter(|row| row[2] == "digit").map(|row| first(row[0])).collect();
    let mut checked = 0;
    for row in rows(SIMPLIFIED).filter(|row| !digits.contains(&first(row[0]))) {
        // A row may lead to a character that has a row itself.
        assert_eq!(symbols(row[0]), symbols(row[1]), "{row:?}");
        if row[1] == DOT {
            continue;
        }
        assert_ne!(symbols(row[0]), row[0], "{row:?}");
        checked += 1;
    }
    assert!(checked > 9_000);
}

#[test]
fn confusable_rows_hold_except_the_kept_ones() {
    let digits: HashMap<char, &str> = rows(DIGITS)
        .filter(|row| row[2] == "digit" && row[0].chars().count() == 1)
        .map(|row| (first(row[0]), row[1]))
        .collect();
    let kept: HashSet<char> = rows(KEPT).map(|row| first(row[1])).collect();
    let mut checked = 0;
    for row in rows(CONFUSABLES) {
        let character = first(row[1]);
        // Hanzi and kana look like letters only between letters.
        let is_contextual = matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}');
        if kept.contains(&character) || is_contextual {
            assert_ne!(symbols(row[1]), row[2], "{row:?}");
            continue;
        }
        let expected = digits.get(&character).copied().unwrap_or(row[2]);
        assert_eq!(symbols(row[1]), expected, "{row:?}");
        checked += 1;
    }
    assert!(checked > 3_200);
}

#[test]
fn kept_symbols_are_noise() {
    for row in rows(KEPT).filter(|row| !is_letter_or_number(first(row[1]))) {
        assert!(matches!(fold(first(row[1])), Fold::Noise(_)), "{row:?}");
    }
}

#[test]
fn marks_and_invisible_characters_are_told_apart_from_noise() {
    for character in char::MIN..=char::MAX {
        if is_combining(character) {
            assert_eq!(fold(character), Fold::Mark, "{}", character.escape_unicode());
        }
    }
    for character in "\u{200D}\u{FE0F}\u{1F3FD}\u{E0067}\u{20E3}\u{FF9E}".chars() {
        assert_eq!(fold(character), Fold::Mark, "{}", character.escape_unicode());
    }
    for character in "\u{AD}\u{200B}\u{200C}\u{202E}\u{2060}\u{3164}\u{FEFF}\u{180E}".chars() {
        assert_eq!(fold(character), Fold::Ignored, "{}", character.escape_unicode());
    }
    for character in " \n\u{2028}\u{2029}\u{E000}\u{10FFFF}\u{1F600}.:\u{3001}\u{FFFD}".chars() {
        assert_eq!(fold(character), Fold::Noise(character), "{}", character.escape_unicode());
    }
}

#[test]
fn examples_of_each_kind() {
    for (text, expected) in [
        ("\u{3392}", "mhz"),
        ("\u{33C2}", "am"),
        ("\u{3231}", "株"),
        ("\u{2103}", "c"),
        ("\u{BD}", "12"),
        ("\u{2488}\u{2776}\u{2469}", "1110"),
        ("1\u{FE0F}\u{20E3}", "1"),
        ("l\u{FC} L\u{1D9}", "lvlv"),
        ("\u{24CB}\u{1F167}\u{FF58}", "vxx"),
        ("\u{D7}\u{2715}\u{2228}\u{22C1}", "xxvv"),
        ("\u{AC00}\u{D7A3}", "\u{AC00}\u{D7A3}"),
        ("\u{304C}\u{30D1}\u{FF76}", "\u{304C}\u{30D1}\u{30AB}"),
        ("口几芸浜糸", "口几芸浜糸"),
        ("錢\u{F900}", "钱岂"),
        ("\u{A5}\u{FFE5}\u{2713}\u{25CB}\u{FF5C}", ""),
    ] {
        assert_eq!(symbols(text), expected, "{}", text.escape_unicode());
    }
    for (character, form) in [
        ('\u{FF0C}', ','),
        ('\u{FF61}', '\u{3002}'),
        ('\u{FF01}', '!'),
        ('\u{FF1F}', '?'),
        ('\u{FF1B}', ';'),
        ('\u{2047}', '?'),
        ('\u{2048}', '?'),
    ] {
        assert_eq!(fold(character), Fold::Break(form));
    }
    for (character, form) in [
        ('\u{FF0B}', '+'),
        ('\u{2795}', '+'),
        ('\u{FF20}', '@'),
        ('\u{3000}', ' '),
        ('\u{FFE5}', '\u{A5}'),
    ] {
        assert_eq!(fold(character), Fold::Noise(form));
    }
}

#[test]
fn readings_agree_with_another_dictionary() {
    let mut known_to_both = 0;
    let mut differing = String::new();
    for character in char::MIN..=char::MAX {
        let ours: Vec<&str> = readings(character).collect();
        let Some(theirs) = character.to_pinyin_multi().filter(|_| !ours.is_empty()) else {
            continue;
        };
        known_to_both += 1;
        let agrees = theirs
            .into_iter()
            .any(|reading| ours.contains(&reading.plain().replace('\u{FC}', "v").as_str()));
        if !agrees {
            differing.push(character);
        }
    }
    assert!(known_to_both > 20_000, "only {known_to_both} characters were compared");
    assert_eq!(differing, DISPUTED);
}

#[test]
fn readings_are_plain_syllables() {
    let mut read = 0;
    for character in char::MIN..=char::MAX {
        let all: Vec<&str> = readings(character).collect();
        assert_eq!(all.len(), readings(character).len());
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "{character} repeats one");
        for syllable in all {
            assert!(syllable.len() <= 6 && syllable.bytes().all(|byte| byte.is_ascii_lowercase()));
            read += 1;
        }
    }
    assert!(read > 40_000);
}
