//! Texts and packs that are made to be slow, each of any size.

/// Texts of any length, each by its name.
pub const TEXTS: [(&str, fn(usize) -> String); 18] = [
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

fn words(words: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

fn hanzi(index: usize) -> char {
    char::from_u32(0x4E00 + (index % 20_000) as u32).expect("a hanzi")
}

/// Rules that are made to be slow on a text of their own.
pub const RULES: [(&str, fn() -> String, fn(usize) -> String); 22] = [
    ("clause of particles", || "clauses = [\"哦\"]".into(), |bytes| repeat("哦", bytes)),
    ("clause of openers", || "clauses = [\"嗯\"]".into(), |bytes| repeat("嗯", bytes)),
    ("clause of both", || "clauses = [\"亲\"]".into(), |bytes| repeat("亲", bytes)),
    (
        "denied",
        || "words = [\"微\"]\nunless = { words = [\"没\"], after = [\"不\"], within = 200 }".into(),
        |bytes| repeat("没微不", bytes),
    ),
    (
        "denied behind stops",
        || "words = [\"微\"]\nunless = { words = [\"没\"], after = [\"不\"], within = 200 }".into(),
        |bytes| repeat("没。微。不。", bytes),
    ),
    (
        "cued",
        || "cued = [{ words = [\"微\"], cues = [\"加\"], within = 200 }]".into(),
        |bytes| repeat("加。微。", bytes),
    ),
    (
        "cued by a sign",
        || "cued = [{ words = [\"微\"], cues = [\"+\"], within = 200 }]".into(),
        |bytes| format!("微{}微", repeat("*", bytes)),
    ),
    (
        "near",
        || "near = [{ all = [[\"好\"], [\"评\"], [\"返\"], [\"现\"]], within = 200 }]".into(),
        |bytes| repeat("好评返。现。", bytes),
    ),
    (
        "near of sixteen",
        || {
            let groups: Vec<String> = (0..16).map(|i| format!("[\"{}\"]", hanzi(i))).collect();
            format!("near = [{{ all = [{}], within = 200 }}]", groups.join(", "))
        },
        |bytes| repeat(&(0..16).map(hanzi).collect::<String>(), bytes),
    ),
    (
        "near with a part at the end",
        || "near = [{ all = [[\"好\"], [\"评\"]], within = 200 }]".into(),
        |bytes| format!("{}评", repeat("好", bytes)),
    ),
    (
        "nested words",
        || format!("words = {}", words((1..64).map(|n| "微".repeat(n)))),
        |bytes| repeat("微", bytes),
    ),
    (
        "nested exceptions",
        || format!("words = [\"微\"]\nexcept = {}", words((2..64).map(|n| "微".repeat(n)))),
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
            format!(
                "words = [\"微\"]\nexcept = {}",
                words((0..10_000).map(|n| format!("微{}", hanzi(n))))
            )
        },
        |bytes| repeat("微一微丁微七", bytes),
    ),
    (
        "one anchor",
        || {
            format!(
                "words = {}",
                words((0..60_000).map(|n| format!("微{}{}", hanzi(n / 200), hanzi(n))))
            )
        },
        |bytes| repeat("微", bytes),
    ),
    (
        "one anchor by sound",
        || {
            format!(
                "reach = \"sound\"\nwords = {}",
                words((0..60_000).map(|n| format!("微{}{}", hanzi(n / 200), hanzi(n))))
            )
        },
        |bytes| repeat("微", bytes),
    ),
    ("pattern everywhere", || "patterns = ['微{1,200}']".into(), |bytes| repeat("微", bytes)),
    ("pattern to the end", || "patterns = ['微{1,199}信']".into(), |bytes| repeat("微", bytes)),
    ("pattern of any", || "patterns = ['[微信]{100,150}$']".into(), |bytes| repeat("微信", bytes)),
    (
        "pattern of word edges",
        || "patterns = ['(\\b.{0,20}\\b){1,7}x']".into(),
        |bytes| repeat("微 a信", bytes),
    ),
    (
        "pattern of branches",
        || "patterns = ['(微|微微|微信){1,30}[加号]']".into(),
        |bytes| repeat("微微信", bytes),
    ),
    (
        "sound of emoji",
        || {
            "reach = \"sound\"\nguard = \"off\"\nnear_sounds = true\nwords = [\"心心心心心心心心心心心心\"]".into()
        },
        |bytes| repeat("\u{2764}", bytes),
    ),
];
