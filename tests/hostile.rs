//! Long and nasty messages end soon and are answered like short ones; packs that are too much are
//! refused.

use std::fs;
use std::time::{Duration, Instant};

use kfrules::limits::{
    LARGEST_PACK, LARGEST_PATTERNS, LONGEST_MESSAGE, LONGEST_WORD, MOST_PACKS, MOST_PATTERNS,
    MOST_RULES, MOST_WORDS,
};
use kfrules::{Checker, Pack, Ruleset, Sender};
use kfrules_tests::attack;

/// How long this thread has been running, not counting what others took of the machine; by the clock
/// on the wall where the system does not tell.
fn ran(work: impl FnOnce()) -> Duration {
    let on_cpu = || {
        let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    let (wall, before) = (Instant::now(), on_cpu());
    work();
    match (before, on_cpu()) {
        (Some(before), Some(after)) => after - before,
        _ => wall.elapsed(),
    }
}

/// Twice the text may take so many times as long: 2.2 by counted instructions (`.ci/nightly`), here
/// with room for a busy machine. What is quadratic takes 4 times as long.
const MOST_TIMES: f64 = 3.2;
/// Bytes of the shorter text.
const SHORT: usize = 1 << 13;

/// What is shorter cannot be told from the ticks in which systems count.
const LEAST: Duration = Duration::from_millis(40);

/// How many times as long as the first messages the others take.
fn times_as_long(checker: &mut Checker, explains: bool, first: &[&str], others: &[&str]) -> f64 {
    let mut runs = |texts: &[&str], times: u32| {
        ran(|| {
            for _ in 0..times {
                for text in texts {
                    attack::measured(checker, text, explains);
                }
            }
        })
    };
    let mut times = 1;
    let mut short = runs(first, times);
    while short < LEAST {
        times *= 2;
        short = runs(first, times);
    }
    runs(others, times).as_secs_f64() / short.as_secs_f64()
}

/// A character made to be slow may cost so many times what it may by counted instructions.
const ROOM: f64 = 2.5;

#[test]
fn twice_the_text_takes_twice_as_long_and_a_character_not_much_longer_than_in_ordinary_talk() {
    let (mut slow, mut dear) = (Vec::new(), Vec::new());
    for attack in attack::all() {
        let mut checker = attack.rules().checker();
        for explains in [false, true] {
            // A busy machine may spoil one measurement, not three.
            let (text, twice) = (attack.text(SHORT), attack.text(2 * SHORT));
            let doubling = |_| times_as_long(&mut checker, explains, &[&text], &[&twice]);
            let times = (0..3).map(doubling);
            let times = times.take_while(|times| *times > MOST_TIMES);
            if times.count() == 3 {
                slow.push((attack.name, explains));
            }
        }
        let text = attack.text(SHORT);
        let ordinary = attack::ordinary(text.chars().count());
        let ordinary: Vec<&str> = ordinary.lines().collect();
        let cost = |_| times_as_long(&mut checker, false, &ordinary, &[&text]);
        let most = f64::from(attack.most_times()) * ROOM;
        let costs: Vec<f64> = (0..3).map(cost).take_while(|cost| *cost > most).collect();
        if costs.len() == 3 {
            dear.push((attack.name, costs));
        }
    }
    assert!(slow.is_empty(), "not linear: {slow:?}");
    assert!(dear.is_empty(), "much dearer than ordinary talk: {dear:?}");
}

fn refused(pack: Result<Pack, kfrules::Error>) -> String {
    match pack.and_then(Ruleset::compile) {
        Err(error) => error.to_string(),
        Ok(_) => "not refused".to_owned(),
    }
}

#[test]
fn patterns_made_to_explode_are_refused() {
    for (pattern, cause) in [
        ("((.{1,30}){1,30}){1,30}", "may match 108000 bytes; 600 is the most"),
        ("\\w{1,150}", "is too large once compiled"),
        ("微+", "has no longest match: write {0,20} in place of * or +"),
        ("((.{0,30}){0,30}){0,30}", "matches nothing at all: let it ask for at least one symbol"),
        ("((((a{0,9}){0,9}){0,9}){0,9}){0,9}b", "may match 59050 bytes; 600 is the most"),
    ] {
        let said = refused(Pack::from_toml(&attack::pack(&format!("patterns = ['{pattern}']"))));
        assert!(said.contains(cause), "{pattern}: {said}");
    }
    let deep = format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000));
    let said = refused(Pack::from_toml(&attack::pack(&format!("patterns = ['{deep}']"))));
    assert!(said.contains("is not valid: exceed the maximum number of nested parentheses"));
}

#[test]
fn patterns_that_take_too_much_together_are_refused() {
    let patterns = |count: usize| {
        let patterns = vec!["'[^微]{1,140}x'"; count].join(",");
        refused(Pack::from_toml(&attack::pack(&format!("patterns = [{patterns}]"))))
    };
    assert_eq!(patterns(100), "not refused");
    let said = patterns(MOST_PATTERNS);
    assert!(
        said.starts_with("line 11, column ")
            && said.contains(" bytes in compiled patterns up to this one")
            && said.ends_with(&format!("; {LARGEST_PATTERNS} is the most")),
        "{said}"
    );
}

#[test]
fn what_is_beyond_a_limit_is_refused() {
    let words = |count: usize| format!("[{}]", vec!["\"微\""; count].join(","));
    let long = |symbols: usize| format!("words = [\"{}\"]", "微".repeat(symbols));
    let said = |body: &str| refused(Pack::from_toml(&attack::pack(body)));
    assert_eq!(said(&long(LONGEST_WORD)), "not refused");
    assert_eq!(
        said(&long(LONGEST_WORD + 1)),
        "line 11, column 10: rule `wording.x`: 201 symbols in a word; 200 is the most"
    );

    // Ten thousand words, used a hundred times and once more.
    let used = |times: usize| {
        let all = vec!["\"@all\""; times].join(",");
        format!("words = [{all}]\n[lists]\nall = {}", words(MOST_WORDS / 100))
    };
    assert_eq!(said(&used(100)), "not refused");
    assert_eq!(
        said(&used(101)),
        "line 4, column 6: rule `wording.x`: 1010000 words up to this rule; 1000000 is the most"
    );
    let rules = |count: usize| -> String {
        let rule = attack::pack("words = [\"微\"]");
        let rule = &rule[rule.find("[[rule]]").expect("a rule")..];
        let rules = (0..count).map(|n| rule.replace("wording.x", &format!("wording.x{n}")));
        format!("id = \"shop\"\ntitle = \"t\"\n{}", rules.collect::<String>())
    };
    assert_eq!(refused(Pack::from_toml(&rules(MOST_RULES))), "not refused");
    let said = refused(Pack::from_toml(&rules(MOST_RULES + 1)));
    assert_eq!(said, "10001 rules in a pack; 10000 is the most");
    let allowing = |count: usize| {
        let allowed = words(MOST_WORDS / 100);
        refused(Pack::from_toml(&format!("{}[[allow]]\nwords = {allowed}", rules(count))))
    };
    // They count among the words of the rules too, of which each has one of its own.
    assert_eq!(allowing(99), "not refused");
    assert_eq!(
        allowing(200),
        "line 1804, column 10: 2000000 words allowed, by rule; 1000000 is the most"
    );
    let patterns = |count: usize| {
        let patterns = vec!["'微'"; count].join(",");
        refused(Pack::from_toml(&attack::pack(&format!("patterns = [{patterns}]"))))
    };
    assert_eq!(patterns(MOST_PATTERNS), "not refused");
    assert_eq!(
        patterns(MOST_PATTERNS + 1),
        "line 4, column 6: rule `wording.x`: 10001 patterns up to this rule; 10000 is the most"
    );
    let padded = attack::pack("words = [\"微\"]");
    let padded = |length: usize| format!("{padded}{}", " ".repeat(length - padded.len()));
    assert_eq!(refused(Pack::from_toml(&padded(LARGEST_PACK))), "not refused");
    let said = refused(Pack::from_toml(&padded(LARGEST_PACK + 1)));
    assert_eq!(said, "16777217 bytes in a pack; 16777216 is the most");
}

#[test]
fn packs_that_extend_one_another_are_no_deeper_than_the_limit() {
    let chain = |length: usize| {
        let packs = (0..length).map(|n| {
            let rule =
                attack::pack("words = [\"微\"]").replace("wording.x", &format!("wording.x{n}"));
            let base = format!("id = \"p{n}\"\nextends = [\"p{}\"]", n + 1);
            let base = if n + 1 < length { base } else { format!("id = \"p{n}\"") };
            Pack::from_toml(&rule.replace("id = \"shop\"", &base)).expect("well formed")
        });
        packs.fold(Ruleset::builder(), kfrules::RulesetBuilder::pack).compile()
    };
    assert_eq!(chain(MOST_PACKS).expect("at the limit").rules().len(), MOST_PACKS);
    assert_eq!(
        chain(MOST_PACKS + 1).expect_err("beyond it").to_string(),
        "65 packs; 64 is the most"
    );
}

#[test]
#[cfg(target_pointer_width = "64")]
fn a_message_beyond_the_limit_is_refused_before_it_is_read() {
    let mut checker = Ruleset::platform("common").expect("bundled").checker();
    let zeros = vec![0; LONGEST_MESSAGE + 1];
    let error = checker.check_bytes(Sender::Agent, &zeros).expect_err("too long");
    assert_eq!(error.to_string(), "2147483648 bytes in a message; 2147483647 is the most");
    assert_eq!(error.offset(), None);
}

#[test]
fn long_names_are_not_compared() {
    let name = "x".repeat(1 << 20);
    let body = format!("words = [\"@{name}y\"]\n[lists]\n{name} = []");
    let took = ran(|| assert!(refused(Pack::from_toml(&attack::pack(&body))).contains("no list")));
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[test]
fn a_megabyte_of_anything_is_checked() {
    let rules = Ruleset::platform("pdd").expect("bundled");
    let mut checker = rules.checker();
    let units = ["微信", "*", "\u{301}", "好评返现", "亲", "v", "8", "加", "不知道", "最好", "。"];
    for unit in units {
        let text = unit.repeat((1 << 20) / unit.len());
        for violation in checker.check(&text) {
            assert!(!violation.text.is_empty());
        }
    }
}

#[test]
fn long_runs_of_what_may_be_a_disguise_are_checked() {
    let rules = Ruleset::platform("pdd").expect("bundled");
    let mut checker = rules.checker();
    let units = ["薇芯", "weixin", "\u{2764}薇", "亻言", "12345", "一二三", "支付包邮", "加我"];
    for unit in units {
        let text = unit.repeat((1 << 16) / unit.len());
        for violation in checker.check(&text) {
            assert!(!violation.text.is_empty());
        }
    }
}

#[test]
fn a_hit_is_found_at_the_end_of_a_long_message() {
    let rules = Ruleset::platform("pdd").expect("bundled");
    let text = format!("{}加我微信", "今天发货哦。".repeat(100_000));
    let found = rules.check(&text);
    assert_eq!(found.last().map(|violation| violation.bytes.end), Some(text.len()));
}
