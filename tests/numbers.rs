//! Numbers: the table of cases, and what must hold for any text and any disguise.

use std::collections::BTreeSet;

use kfrules::{Number, NumberKind, Via, numbers};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    /// Kind, how it was disguised, as written, plain.
    found: Vec<[String; 4]>,
}

fn as_found(number: &Number<'_>) -> [String; 4] {
    let Number { kind, via, text, plain, .. } = number;
    [kind.to_string(), via.to_string(), (*text).to_owned(), plain.clone()]
}

#[test]
fn every_case_is_answered_as_it_says() {
    let tables = [
        ("contacts", include_str!("cases/numbers/contacts.toml")),
        ("innocent", include_str!("cases/numbers/innocent.toml")),
    ];
    let mut kinds = BTreeSet::new();
    for (name, source) in tables {
        let table: Table = toml::from_str(source).unwrap_or_else(|error| panic!("{name}: {error}"));
        for case in &table.case {
            let found: Vec<_> = numbers(&case.text).iter().map(as_found).collect();
            assert_eq!(found, case.found, "{name}: {:?}", case.text);
            kinds.extend(case.found.iter().map(|[kind, ..]| kind.clone()));
        }
    }
    let all = NumberKind::ALL.map(|kind| kind.to_string()).into_iter().collect();
    assert_eq!(kinds, all, "every kind has a case");
}

#[test]
fn names_are_read_back() {
    for kind in NumberKind::ALL {
        assert_eq!(kind.as_str().parse::<NumberKind>().expect("its own name"), kind);
        let json = serde_json::to_string(&kind).expect("a name");
        assert_eq!(json, format!("\"{kind}\""));
        assert_eq!(serde_json::from_str::<NumberKind>(&json).expect("its own name"), kind);
    }
    assert!("fax".parse::<NumberKind>().is_err());
}

#[test]
fn long_runs_of_anything_are_read() {
    let units = [
        "1",
        "1 ",
        "12-",
        "1.",
        "1:",
        "12年",
        "一",
        "一 ",
        "就",
        "口",
        "O1",
        "a1_",
        "a.",
        "a@",
        "a ",
        "http://",
        "1\u{25CB}",
        "www.",
        "¥1",
        "138 0000 0000 ",
        "\u{200B}1",
        "1\u{FE0F}",
    ];
    for unit in units {
        let text = unit.repeat((1 << 18) / unit.len());
        for number in numbers(&text) {
            assert_eq!(&text[number.bytes.range()], number.text);
        }
    }
}

#[test]
fn a_run_too_long_is_no_number() {
    for length in [41, 100, 5000] {
        assert_eq!(numbers(&"7".repeat(length)), [], "{length} digits");
        assert_eq!(numbers(&"七".repeat(length)), [], "{length} numerals");
    }
}

#[test]
fn nothing_is_allocated_without_a_number() {
    let texts = ["亲，今天就给您发货哦～", "您好，在的呢，一件也包邮", "最好手洗❤️"];
    for text in texts {
        let view = allocation_counter::measure(|| drop(kfrules::text::spell(text)));
        let all = allocation_counter::measure(|| drop(numbers(text)));
        assert_eq!(all.count_total, view.count_total, "{text}");
    }
}

/// Characters that make numbers, join them, and stand beside them.
const ALPHABET: &[char] = &[
    '0',
    '1',
    '3',
    '8',
    '9',
    '\u{FF11}',
    '\u{2462}',
    '\u{2789}',
    '一',
    '三',
    '零',
    '捌',
    '洞',
    '就',
    '口',
    'o',
    'l',
    'O',
    'q',
    'v',
    'x',
    'a',
    ' ',
    '-',
    '.',
    ',',
    '，',
    '。',
    ':',
    '/',
    '*',
    '~',
    '@',
    '_',
    '+',
    '¥',
    '[',
    ']',
    '年',
    '月',
    '日',
    '点',
    '元',
    '个',
    '号',
    '\n',
    '\u{200B}',
    '\u{FE0F}',
    '\u{20E3}',
    '\u{25CB}',
    '\u{1F338}',
    '\u{2680}',
];

fn text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(ALPHABET);
    prop_oneof![
        4 => prop::collection::vec(letters, 0..40).prop_map(String::from_iter),
        1 => any::<String>(),
    ]
}

/// One digit in one of its dresses.
fn dressed(digit: u8, style: usize) -> char {
    let numerals = [
        "零一二三四五六七八九",
        "零壹贰叁肆伍陆柒捌玖",
        "\u{3007}一两三四五六七八九",
        "洞幺二三四五六拐八勾",
    ];
    let shift = |first: u32| char::from_u32(first + u32::from(digit)).expect("a digit");
    match style {
        0..=3 => numerals[style].chars().nth(usize::from(digit)).expect("ten of them"),
        4 => shift(0xFF10),
        5 => shift(0x1D7CE),
        6 if digit > 0 => shift(0x245F),
        7 if digit > 0 => shift(0x2775),
        8 => shift(0x0660),
        _ => shift(0x30),
    }
}

/// A mobile number: its digits.
fn mobile() -> impl Strategy<Value = Vec<u8>> {
    (3..=9_u8, prop::collection::vec(0..=9_u8, 9))
        .prop_map(|(second, rest)| [1, second].into_iter().chain(rest).collect())
}

const SEPARATORS: [&str; 12] =
    ["", "", "", " ", "-", ".", "  ", "\u{B7}", "\u{3001}", "\u{1F338}", "\u{200B}", " - "];

/// After which digits the separators stand.
const CUTS: [&[usize]; 6] =
    [&[3, 7], &[3], &[7], &[4, 8], &[3, 6], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]];

proptest! {
    #[test]
    fn places_are_places_of_the_text(text in text()) {
        let mut end = 0;
        for number in numbers(&text) {
            prop_assert!(end <= number.bytes.start && !number.bytes.is_empty(), "{number:?}");
            prop_assert_eq!(text.get(number.bytes.range()), Some(number.text));
            prop_assert!(!number.plain.is_empty());
            end = number.bytes.end;
        }
    }

    #[test]
    fn a_mobile_number_is_found_in_any_dress(
        digits in mobile(),
        styles in prop::collection::vec(0..12_usize, 11),
    ) {
        let dressed: String = digits.iter().zip(styles).map(|(&d, style)| dressed(d, style)).collect();
        let plain: String = digits.iter().map(ToString::to_string).collect();
        for text in [dressed.clone(), format!("加我{dressed}哦")] {
            let found = numbers(&text);
            prop_assert_eq!(found.len(), 1, "{} {:?}", text, found);
            prop_assert_eq!(found[0].kind, NumberKind::Mobile, "{}", text);
            prop_assert_eq!(&found[0].plain, &plain);
            prop_assert_eq!(found[0].text, &dressed);
            prop_assert_eq!(found[0].via == Via::Exact, dressed == plain);
        }
    }

    #[test]
    fn a_mobile_number_is_found_in_any_groups(
        digits in mobile(),
        style in 4..12_usize,
        separator in prop::sample::select(&SEPARATORS[..]),
        cuts in prop::sample::select(&CUTS[..]),
    ) {
        // Two groups with a point are a decimal.
        let separator = if cuts.len() == 1 && separator == "." { "-" } else { separator };
        let mut written = String::new();
        for (place, &digit) in digits.iter().enumerate() {
            if cuts.contains(&place) {
                written.push_str(separator);
            }
            written.push(dressed(digit, style));
        }
        let plain: String = digits.iter().map(ToString::to_string).collect();
        let text = format!("电话{written}哦");
        let found = numbers(&text);
        prop_assert_eq!(found.len(), 1, "{} {:?}", text, found);
        prop_assert_eq!(found[0].kind, NumberKind::Mobile, "{}", text);
        prop_assert_eq!(&found[0].plain, &plain);
        prop_assert_eq!(found[0].text, &written);
    }

    #[test]
    fn words_do_not_change_a_bare_number(length in 5..=11_usize, first in 2..=9_u8) {
        let plain: String = (0..length).map(|place| char::from(b'0' + (first + 3 * u8::try_from(place).expect("short")) % 10)).collect();
        let found = numbers(&plain).into_iter().map(|number| number.kind).collect::<Vec<_>>();
        prop_assert_eq!(found, [NumberKind::Digits]);
        let ordered = format!("订单号：{plain}");
        prop_assert_eq!(numbers(&ordered)[0].kind, NumberKind::Order);
    }
}
