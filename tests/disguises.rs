//! Words of a rule are found in every disguise; ordinary words are left alone.

use kfrules::text::readings;
use kfrules::{Pack, Ruleset, Via};
use proptest::prelude::*;

/// Everyday characters whose reading does not depend on the word.
const HANZI: [char; 16] = [
    '微', '信', '支', '付', '宝', '淘', '手', '机', '群', '红', '包', '扫', '码', '店', '铺', '卡',
];

const SPLITS: [(char, &str); 6] = [
    ('信', "亻言"),
    ('付', "亻寸"),
    ('淘', "氵匋"),
    ('红', "纟工"),
    ('扫', "扌彐"),
    ('群', "君羊"),
];

const LOOK_ALIKES: [(char, char); 3] = [('微', '徽'), ('宝', '宔'), ('信', '佶')];

fn ruleset(word: &str, guard: &str) -> Ruleset {
    let pack = format!(
        "id = \"shop\"\ntitle = \"t\"\n[[rule]]\nid = \"wording.word\"\nseverity = \"error\"\n\
         message = \"m\"\nsuggestion = \"s\"\nsources = [{{ document = \"d\" }}]\n\
         reach = \"sound\"\nguard = \"{guard}\"\nwords = [\"{word}\"]\nhits = [\"{word}\"]\n\
         passes = [\"a\"]\n"
    );
    Ruleset::compile(Pack::from_toml(&pack).expect("a pack")).expect("compiles")
}

/// A word of two to four different characters.
fn word() -> impl Strategy<Value = Vec<char>> {
    proptest::sample::subsequence(HANZI.to_vec(), 2..=4).prop_shuffle()
}

fn typed(symbol: char) -> &'static str {
    readings(symbol).next().expect("hanzi are read")
}

/// Asserts that `disguised`, between two sentences, is found whole.
fn assert_found(rules: &Ruleset, disguised: &str, via: Via) {
    let text = format!("您好。{disguised}。谢谢");
    let found = rules.check(&text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert_eq!(found[0].text, disguised, "{text}");
    assert_eq!(found[0].via, via, "{text}");
    assert_eq!(&text[found[0].bytes.range()], disguised);
}

proptest! {
    #[test]
    fn typed_whole_or_in_part(word in word(), mask in 1_u8..16, apart in any::<bool>()) {
        let letters = |place: usize| mask >> place & 1 == 1;
        prop_assume!((0..word.len()).any(letters));
        let rules = ruleset(&word.iter().collect::<String>(), "normal");
        let parts: Vec<String> = word
            .iter()
            .enumerate()
            .map(|(place, &symbol)| {
                if letters(place) { typed(symbol).to_owned() } else { symbol.to_string() }
            })
            .collect();
        assert_found(&rules, &parts.join(if apart { " " } else { "" }), Via::Sound);
    }

    #[test]
    fn in_full_width_capitals(word in word()) {
        let rules = ruleset(&word.iter().collect::<String>(), "normal");
        let wide: String = word
            .iter()
            .flat_map(|&symbol| typed(symbol).chars())
            .map(|letter| {
                let capital = u32::from(letter.to_ascii_uppercase());
                char::from_u32(capital - 0x41 + 0xFF21).expect("a letter")
            })
            .collect();
        assert_found(&rules, &wide, Via::Sound);
    }

    #[test]
    fn split_or_alike_in_one_place(mut word in word(), which in 0_usize..9) {
        let (symbol, written) = match which.checked_sub(SPLITS.len()) {
            None => (SPLITS[which].0, SPLITS[which].1.to_owned()),
            Some(alike) => (LOOK_ALIKES[alike].0, LOOK_ALIKES[alike].1.to_string()),
        };
        if !word.contains(&symbol) {
            word[0] = symbol;
        }
        let rules = ruleset(&word.iter().collect::<String>(), "off");
        let text: String = word.iter().collect::<String>().replace(symbol, &written);
        assert_found(&rules, &text, Via::Shape);
    }

    #[test]
    fn spans_are_right_in_any_text(text in "[a-z加微薇信亻言❤💚 ，。0-9]{0,24}") {
        let rules = ruleset("微信", "off");
        for violation in rules.check(&text) {
            prop_assert_eq!(&text[violation.bytes.range()], violation.text);
            prop_assert_eq!(violation.text.chars().count(), violation.chars.len());
            prop_assert_eq!(violation.text.encode_utf16().count(), violation.utf16.len());
        }
    }
}

#[test]
fn no_word_of_the_dictionary_is_taken_for_a_disguise() {
    let words = include_str!("../data/words_50k.tsv");
    let mut checked = 0;
    for platform in ["pdd", "taobao"] {
        let mut checker = Ruleset::platform(platform).expect("bundled").checker();
        for row in words.lines().filter(|row| !row.starts_with('#')) {
            let word = row.split('\t').next().expect("a word");
            let mut found = checker.check(word);
            assert!(!found.any(|v| v.via >= Via::Shape), "{platform}: {word}");
            checked += 1;
        }
    }
    assert!(checked > 100_000, "only {checked} words");
}

#[test]
fn explanations_name_what_became_of_each_place() {
    let cases = [
        ("本款为新款", "为新", "ordinary"),
        ("加我薇芯聊", "薇芯", "found"),
        ("可以用微信支付", "微信", "excused"),
        ("很有威信的店主", "威信", "no-cue"),
        ("型号VX600", "VX", "touched"),
        ("微*****信", "微*****信", "too-wide"),
        ("一万两千三百四十五", "", ""),
    ];
    let mut checker = Ruleset::platform("pdd").expect("bundled").checker();
    for (text, place, fate) in cases {
        let places = checker.explain(text);
        if fate.is_empty() {
            assert!(places.is_empty(), "{text}: {places:?}");
            continue;
        }
        assert!(
            places.iter().any(|found| found.text == place && found.fate.name() == fate),
            "{text}: {places:?}"
        );
    }
}

#[test]
fn explaining_and_checking_agree() {
    let mut checker = Ruleset::platform("pdd").expect("bundled").checker();
    for text in ["加我薇芯聊，好评返现", "亲，加v❤ 13800138000", "为新款的微信支付", ""]
    {
        let found: Vec<String> =
            checker.check(text).map(|v| format!("{} {}", v.rule.name(), v.text)).collect();
        let explained: Vec<String> = checker
            .explain(text)
            .iter()
            .filter(|place| place.fate.is_found())
            .map(|place| format!("{} {}", place.rule.name(), place.text))
            .collect();
        assert_eq!(sorted(found), sorted(explained), "{text}");
    }
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}
