//! Packs that are well formed and say anything: words, patterns, cues, near rules, dialogues, in
//! numbers and combinations that nobody would write.

use std::fmt::Write;

use arbitrary::{Result, Unstructured};

use super::packs::try_pack;

pub(super) fn drive(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok(source) = pack(&mut input) else { return };
    try_pack(&source);
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => write!(quoted, "\\u{:04X}", u32::from(c)).expect("a String"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What words are made of: characters that fold, break, vanish, sound or mean something.
const PARTS: [&str; 32] = [
    "微",
    "信",
    "加",
    "徵",
    "支付宝",
    "好评",
    "返现",
    "亲",
    "v",
    "X",
    "1",
    "8",
    "wei",
    "xin",
    "哦",
    "嗯",
    " ",
    "*",
    "。",
    ",",
    "+",
    "\u{200B}",
    "\u{FE0F}",
    "\u{301}",
    "\u{1F427}",
    "\u{2764}",
    "\u{338F}",
    "\u{2469}",
    "@list",
    "~微信",
    "亻言",
    "一",
];

/// What patterns are made of.
const PATTERNS: [&str; 20] = [
    "微",
    "信",
    ".",
    "{0,9}",
    "{1,3}",
    "?",
    "*",
    "(",
    ")",
    "|",
    "[微信]",
    "[^微]",
    "^",
    "$",
    "\\b",
    "\\d",
    "[0-9]{5,9}",
    "(?i)x",
    "\\p{Han}",
    "(?:a|b)",
];

const KINDS: [&str; 8] = [
    "\"mobile\"",
    "\"wechat\"",
    "\"qq\"",
    "\"link\"",
    "\"email\"",
    "\"bank-card\"",
    "\"digits\"",
    "\"landline\"",
];

fn joined(input: &mut Unstructured<'_>, parts: &[&str], most: u8) -> Result<String> {
    let count = input.int_in_range(1..=most)?;
    (0..count).map(|_| input.choose(parts).copied()).collect()
}

fn list(
    input: &mut Unstructured<'_>,
    parts: &[&str],
    most: u8,
    quote: fn(&str) -> String,
) -> Result<String> {
    let count = input.int_in_range(0..=most)?;
    let items: Vec<String> = (0..count)
        .map(|_| joined(input, parts, 6).map(|item| quote(&item)))
        .collect::<Result<_>>()?;
    Ok(format!("[{}]", items.join(", ")))
}

fn words(input: &mut Unstructured<'_>) -> Result<String> {
    list(input, &PARTS, 4, quoted)
}

fn patterns(input: &mut Unstructured<'_>) -> Result<String> {
    list(input, &PATTERNS, 2, |pattern| format!("'{pattern}'"))
}

fn pack(input: &mut Unstructured<'_>) -> Result<String> {
    let mut toml = String::from("id = \"shop\"\ntitle = \"t\"\n");
    if input.ratio(1, 8)? {
        let base = input.choose(&["common", "pdd", "shop"])?;
        let _ = writeln!(toml, "extends = [\"{base}\"]");
    }
    let _ = writeln!(toml, "[lists]\nlist = {}", words(input)?);
    if input.ratio(1, 4)? {
        let rules = input.choose(&["[]", "[\"wording\"]", "[\"wording.r0\"]"])?;
        let _ = writeln!(toml, "[[allow]]\nrules = {rules}\nwords = {}", words(input)?);
    }
    for index in 0..input.int_in_range(1..=3)? {
        rule(input, index, &mut toml)?;
    }
    Ok(toml)
}

fn rule(input: &mut Unstructured<'_>, index: u8, toml: &mut String) -> Result<()> {
    let examples =
        |input: &mut Unstructured<'_>| joined(input, &PARTS, 12).map(|text| quoted(&text));
    let _ = writeln!(
        toml,
        "[[rule]]\nid = \"wording.r{index}\"\nseverity = \"error\"\nmessage = \"m\"\nsuggestion = \"s\"\n\
         sources = [{{ document = \"d\" }}]\nhits = [{}]\npasses = [{}]",
        examples(input)?,
        examples(input)?
    );
    let _ = writeln!(toml, "reach = \"{}\"", input.choose(&["exact", "spread", "shape", "sound"])?);
    let _ = writeln!(toml, "guard = \"{}\"", input.choose(&["strict", "normal", "off"])?);
    let _ = writeln!(toml, "near_sounds = {}", input.arbitrary::<bool>()?);
    let _ = writeln!(toml, "gap = {}", input.int_in_range(0..=201)?);
    if input.ratio(1, 4)? {
        let _ = writeln!(toml, "from = [\"{}\"]", input.choose(&["agent", "customer", "robot"])?);
    }
    if input.ratio(1, 6)? {
        return dialogue(input, toml);
    }
    let _ = writeln!(toml, "split = {}", input.arbitrary::<bool>()?);
    for key in ["words", "codes", "clauses", "except"] {
        if input.ratio(1, 2)? {
            let _ = writeln!(toml, "{key} = {}", words(input)?);
        }
    }
    for key in ["patterns", "except_patterns"] {
        if input.ratio(1, 3)? {
            let _ = writeln!(toml, "{key} = {}", patterns(input)?);
        }
    }
    let within = |input: &mut Unstructured<'_>| input.int_in_range(0..=201_usize);
    let side = |input: &mut Unstructured<'_>| input.choose(&["before", "after", "either"]).copied();
    if input.ratio(1, 3)? {
        let _ = writeln!(
            toml,
            "cued = [{{ words = {}, codes = {}, cues = {}, side = \"{}\", within = {} }}]",
            words(input)?,
            words(input)?,
            words(input)?,
            side(input)?,
            within(input)?
        );
    }
    if input.ratio(1, 3)? {
        let _ = writeln!(
            toml,
            "near = [{{ all = [{}, {}, {}], within = {}, ordered = {} }}]",
            words(input)?,
            words(input)?,
            words(input)?,
            within(input)?,
            input.arbitrary::<bool>()?
        );
    }
    if input.ratio(1, 3)? {
        let _ = writeln!(
            toml,
            "number = [{{ kinds = [{}], least = {}, cues = {}, side = \"{}\", within = {} }}]",
            input.choose(&KINDS)?,
            input.int_in_range(0..=20)?,
            words(input)?,
            side(input)?,
            within(input)?
        );
    }
    if input.ratio(1, 3)? {
        let _ = writeln!(
            toml,
            "unless = {{ words = {}, after = {}, within = {} }}",
            words(input)?,
            words(input)?,
            within(input)?
        );
    }
    if input.ratio(1, 4)? {
        let (word, with) = (joined(input, &PARTS, 3)?, joined(input, &PARTS, 3)?);
        let _ = writeln!(toml, "replace = {{ {} = {} }}", quoted(&word), quoted(&with));
    }
    if input.ratio(1, 4)? {
        let _ = writeln!(
            toml,
            "readings = {{ \"微信\" = \"{}\" }}",
            input.choose(&["wei xin", "wei", "x y"])?
        );
    }
    Ok(())
}

fn dialogue(input: &mut Unstructured<'_>, toml: &mut String) -> Result<()> {
    let trigger = match input.int_in_range(0..=4)? {
        0 => format!("asked = {}", words(input)?),
        1 => format!("said_last = {}", words(input)?),
        2 => format!("waited_seconds = {}", input.arbitrary::<u32>()?),
        3 => format!("repeated = {}", input.int_in_range(0..=20)?),
        _ => "no_last_word = true".to_owned(),
    };
    let outcome = match input.int_in_range(0..=3)? {
        0 => format!(", answered = {}", words(input)?),
        1 => format!(", missing = {}", words(input)?),
        2 => ", silent = true".to_owned(),
        _ => String::new(),
    };
    let (within, seconds) = (input.int_in_range(0..=17)?, input.arbitrary::<u32>()?);
    let _ = writeln!(
        toml,
        "dialogue = {{ {trigger}{outcome}, within = {within}, within_seconds = {seconds} }}"
    );
    let mut script = String::new();
    for _ in 0..input.int_in_range(1..=6)? {
        let who = input.choose(&["客：", "店：", "机：", "+90 店：", "+4294967295 客："])?;
        let _ = writeln!(script, "{who}{}", joined(input, &PARTS, 4)?);
    }
    let _ = writeln!(toml, "denied = [{}]", quoted(&script));
    Ok(())
}
