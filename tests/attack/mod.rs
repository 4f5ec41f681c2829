//! Texts and rules that are made to be slow, each text of any size.

use kfrules::{Checker, Pack, Ruleset};

/// Makes a text of about so many bytes.
pub type Text = fn(usize) -> String;

/// Texts of any length, each by its name.
pub const TEXTS: [(&str, Text); 18] = [
    ("channel", |bytes| repeat("微信", bytes)),
    ("noise", |bytes| repeat("*", bytes)),
    ("noise in a hit", |bytes| format!("微{}信", repeat("*", bytes))),
    ("one hanzi", |bytes| repeat("微", bytes)),
    ("particle", |bytes| repeat("哦", bytes)),
    ("opener", |bytes| repeat("嗯", bytes)),
    ("heteronyms", |bytes| repeat("行长重会还都没", bytes)),
    ("digits", |bytes| repeat("8", bytes)),
    ("digits with gaps", |bytes| repeat("1 3 8-0 ", bytes)),
    ("numerals", |bytes| repeat("一三八幺零", bytes)),
    ("marks", |bytes| format!("微{}信", repeat("\u{301}", bytes))),
    ("near rules", |bytes| repeat("好评返现", bytes)),
    ("cues", |bytes| repeat("加微。号", bytes)),
    ("pinyin", |bytes| repeat("weixin", bytes)),
    ("emoji", |bytes| repeat("\u{2764}薇", bytes)),
    ("emoji alone", |bytes| repeat("\u{2764}", bytes)),
    ("parts", |bytes| repeat("亻言微", bytes)),
    ("addresses", |bytes| repeat("a.b@c.", bytes)),
];

fn repeat(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes.div_ceil(unit.len()))
}

/// A pack of one rule with this body.
#[must_use]
pub fn pack(body: &str) -> String {
    format!(
        "id = \"shop\"\ntitle = \"t\"\n[[rule]]\nid = \"wording.x\"\nseverity = \"error\"\n\
         message = \"m\"\nsuggestion = \"s\"\nsources = [{{ document = \"d\" }}]\n\
         hits = [\"h\"]\npasses = [\"p\"]\n{body}\n"
    )
}

fn list(words: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

fn hanzi(number: u32) -> char {
    char::from_u32(0x4E00 + number % 20_000).expect("a hanzi")
}

/// Writes the body of a rule.
pub type Body = fn() -> String;

/// Rules that are made to be slow on a text of their own: the name, the body of the rule, the text.
pub const RULES: [(&str, Body, Text); 36] = [
    ("clause of particles", || "clauses = [\"哦\"]".into(), |bytes| repeat("哦", bytes)),
    ("clause of openers", || "clauses = [\"嗯\"]".into(), |bytes| repeat("嗯", bytes)),
    ("clause of both", || "clauses = [\"亲\"]".into(), |bytes| repeat("亲", bytes)),
    ("clause that is a stop", || "clauses = [\"，\"]".into(), |bytes| repeat("，", bytes)),
    ("last words", || said_last("哦"), |bytes| repeat("哦", bytes)),
    ("last stops", || said_last("。"), |bytes| repeat("。", bytes)),
    ("denied", denied, |bytes| repeat("没微不", bytes)),
    ("denied behind stops", denied, |bytes| repeat("没。微。不。", bytes)),
    ("cued", || cued("加"), |bytes| repeat("加。微。", bytes)),
    ("cued by a sign", || cued("+"), |bytes| format!("微{}微", repeat("*", bytes))),
    ("near", || near(&["好", "评", "返", "现"]), |bytes| repeat("好评返。现。", bytes)),
    (
        "near of sixteen",
        || {
            near(&[
                "一", "丁", "七", "万", "丈", "三", "上", "下", "不", "与", "丑", "专", "且", "世",
                "丘", "丙",
            ])
        },
        |bytes| repeat("一丁七万丈三上下不与丑专且世丘丙", bytes),
    ),
    (
        "near with a part at the end",
        || near(&["好", "评"]),
        |bytes| format!("{}评", repeat("好", bytes)),
    ),
    (
        "nested words",
        || format!("words = {}", list((1..20).map(|length| "微".repeat(length)))),
        |bytes| repeat("微", bytes),
    ),
    (
        "nested exceptions",
        || {
            format!(
                "words = [\"微\"]\nexcept = {}",
                list((2..200).map(|length| "微".repeat(length)))
            )
        },
        |bytes| repeat("微", bytes),
    ),
    (
        "exceptions that do not hold",
        || "words = [\"微信\"]\nexcept = [\"信微\"]".into(),
        |bytes| repeat("微信", bytes),
    ),
    (
        "ten thousand exceptions",
        || {
            let exceptions = list((0..10_000).map(|number| format!("微{}", hanzi(number))));
            format!("words = [\"微\"]\nexcept = {exceptions}")
        },
        |bytes| repeat("微一微丁微七", bytes),
    ),
    ("one anchor", || format!("words = {}", list(anchored(60_000))), |bytes| repeat("微一", bytes)),
    (
        "one anchor by sound",
        || format!("reach = \"sound\"\nwords = {}", list(anchored(2_000))),
        |bytes| repeat("微一", bytes),
    ),
    // The sieve files a word under its rarest symbols, at most eight in one place.
    ("crowd", crowd, |bytes| repeat("微信号", bytes)),
    ("crowd that is met", crowd, |bytes| repeat("微信号一", bytes)),
    ("eight words at every place", || nearly(8, 23), |bytes| repeat("微", bytes)),
    ("long word at every place", || words_of_one(24), |bytes| repeat("微", bytes)),
    ("longer words than are sifted", || nearly(1_000, 30), |bytes| repeat("微", bytes)),
    ("words of two at every place", every_pair, every_window),
    ("passes the sieve everywhere", || every_four(""), every_window),
    ("sounds that pass everywhere", || every_four("reach = \"sound\"\n"), every_window),
    ("one word in many near rules", || near_many(500), |bytes| repeat("微", bytes)),
    ("pattern everywhere", || "patterns = ['微{1,200}']".into(), |bytes| repeat("微", bytes)),
    (
        "pattern that is excused",
        || format!("patterns = ['微{{1,200}}']\nexcept = [\"{}\"]", "微".repeat(200)),
        |bytes| repeat("微", bytes),
    ),
    (
        "pattern that excuses",
        || "words = [\"微\"]\nexcept_patterns = ['微{1,200}']".into(),
        |bytes| repeat("微", bytes),
    ),
    ("pattern to the end", || "patterns = ['微{1,199}信']".into(), |bytes| repeat("微", bytes)),
    (
        "pattern at the end",
        || "patterns = ['[微信]{100,150}$']".into(),
        |bytes| repeat("微信", bytes),
    ),
    (
        "pattern of word edges",
        || "patterns = ['(\\b.{0,20}\\b){1,7}x']".into(),
        |bytes| repeat("微 a信x。", bytes),
    ),
    (
        "pattern of branches",
        || "patterns = ['(微|微微|微信){1,30}[加号]']".into(),
        |bytes| repeat("微微信", bytes),
    ),
    (
        "sound of emoji",
        || {
            "reach = \"sound\"\nguard = \"off\"\nnear_sounds = true\nwords = [\"心心心心心心\"]"
                .into()
        },
        |bytes| repeat("\u{2764}", bytes),
    ),
];

fn said_last(word: &str) -> String {
    format!("dialogue = {{ said_last = [\"{word}\"], silent = true }}")
}

fn denied() -> String {
    "words = [\"微\"]\nunless = { words = [\"没\"], after = [\"不\"], within = 200 }".into()
}

fn cued(cue: &str) -> String {
    format!("cued = [{{ words = [\"微\"], cues = [\"{cue}\"], within = 200 }}]")
}

fn near(parts: &[&str]) -> String {
    let groups: Vec<String> = parts.iter().map(|part| format!("[\"{part}\"]")).collect();
    format!("near = [{{ all = [{}], within = 200 }}]", groups.join(", "))
}

/// Sixty thousand words that share their rarest symbols, which are far too many for one anchor.
fn crowd() -> String {
    format!(
        "words = {}",
        list((0..60_000).map(|n| format!("微信号{}{}", hanzi(n), hanzi(n / 200))))
    )
}

/// Words that differ in their last symbol alone, each after so many of one hanzi.
fn nearly(words: u32, alike: usize) -> String {
    format!(
        "words = {}",
        list((0..words).map(|n| format!("{}{}", "微".repeat(alike), hanzi(256 + n))))
    )
}

fn words_of_one(symbols: usize) -> String {
    format!("words = [\"{}\"]", "微".repeat(symbols))
}

/// What `every_window` is made of: too rare to be passed over for what follows in a word.
const RARE: [char; 4] = ['垚', '犇', '骉', '淼'];

/// All rows of so many of them.
fn rows(length: u32) -> impl Iterator<Item = String> {
    (0..4_usize.pow(length))
        .map(move |number| (0..length).map(|place| RARE[number >> (2 * place) & 3]).collect())
}

fn every_pair() -> String {
    format!("words = {}", list(rows(2)))
}

/// Two words, not met, for each row of four.
fn every_four(head: &str) -> String {
    let words = rows(4).flat_map(|row| ["的的", "了了"].map(|tail| format!("{row}{tail}")));
    format!("{head}words = {}", list(words))
}

/// A text in which every row of four comes soon (a register that is shifted).
fn every_window(bytes: usize) -> String {
    let mut register = 1_u32;
    let symbols = std::iter::repeat_with(|| {
        for _ in 0..2 {
            register = register >> 1 ^ ((register & 1) * 0xB400);
        }
        RARE[register as usize & 3]
    });
    symbols.take(bytes.div_ceil(3)).collect()
}

fn near_many(count: u32) -> String {
    let each = (0..count).map(|n| format!("{{ all = [[\"微\"], [\"信{}\"]] }}", hanzi(n)));
    format!("near = [{}]", Vec::from_iter(each).join(", "))
}

/// So many words that begin alike.
fn anchored(count: u32) -> impl Iterator<Item = String> {
    (0..count).map(|number| format!("微{}{}", hanzi(number / 200), hanzi(number)))
}

/// What a character of a text that is made to be slow may cost: so many times one of ordinary talk by
/// the same rules.
const MOST_TIMES: u32 = 20;

/// What costs more, by name, and how much more it may.
const DEARER: [(&str, u32); 13] = [
    // At each place 17 of the words may be heard, and one of them is weighed.
    ("one anchor by sound", 58),
    // At each place a word is followed through six emoji, each of which is read in four ways.
    ("sound of emoji", 58),
    // Each emoji may begin many words by sound.
    ("emoji", 43),
    // Each part of a hanzi may begin words of several rules, which are followed and weighed.
    ("parts", 26),
    // Every symbol begins a word that is taken, put in order, and read with what stands around it.
    ("nested words", 29),
    ("nested exceptions", 29),
    ("long word at every place", 26),
    ("words of two at every place", 24),
    ("exceptions that do not hold", 24),
    // Every symbol is a part of several rules that look for parts near each other.
    ("near rules", 29),
    ("near of sixteen", 23),
    // Every match is excused, so that from every symbol on another of 200 is looked for.
    ("pattern that is excused", 250),
    // What excuses does so from wherever it begins: a match of 200 symbols is looked for at each.
    ("pattern that excuses", 250),
];

/// A way to be slow, ready to be checked.
pub struct Attack {
    /// What it is called.
    pub name: &'static str,
    rules: Box<dyn Fn() -> Ruleset>,
    text: Text,
}

impl std::fmt::Debug for Attack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Attack {
    /// The rules of it, compiled.
    #[must_use]
    pub fn rules(&self) -> Ruleset {
        (self.rules)()
    }

    /// How many times as much a character of it may cost as one of ordinary talk by the same rules.
    #[must_use]
    pub fn most_times(&self) -> u32 {
        let dearer = DEARER.iter().find(|(name, _)| *name == self.name);
        dearer.map_or(MOST_TIMES, |&(_, times)| times)
    }

    /// The text of it, of so many bytes.
    #[must_use]
    pub fn text(&self, bytes: usize) -> String {
        (self.text)(bytes)
    }
}

/// All ways to be slow that are known.
#[must_use]
pub fn all() -> Vec<Attack> {
    let texts = TEXTS.into_iter().map(|(name, text)| Attack {
        name,
        rules: Box::new(|| Ruleset::platform("pdd").expect("bundled")),
        text,
    });
    let rules = RULES.into_iter().map(|(name, body, text)| Attack {
        name,
        rules: Box::new(move || {
            let pack = Pack::from_toml(&pack(&body())).expect("well formed");
            Ruleset::compile(pack).expect("compiles")
        }),
        text,
    });
    texts.chain(rules).collect()
}

/// Ordinary talk of so many characters, one line after the other.
#[must_use]
pub fn ordinary(characters: usize) -> String {
    let (_, ordinary) = crate::accuracy::shipped();
    let lines =
        ordinary.set.iter().flat_map(|set| &set.texts).flat_map(|line| [line.as_str(), "\n"]);
    let lines: String = lines.collect();
    lines.chars().cycle().take(characters).collect()
}

/// Checks, and explains if asked to; what is counted under valgrind is this function alone.
#[inline(never)]
pub fn measured(checker: &mut Checker, text: &str, explains: bool) -> usize {
    if explains { checker.explain(text).len() } else { checker.check(text).len() }
}
