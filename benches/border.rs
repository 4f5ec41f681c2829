//! What the border to C costs: short messages in which nothing is found, checked in Rust and through
//! C, in turns.
//!
//! `--test` checks that they find the same; `--count rust|c|utf16 ROUNDS` checks so often and no
//! more, to be counted by `benches/border.sh`.

#![allow(unsafe_code, reason = "C functions are called as C does")]
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::hint::black_box;
use std::mem::MaybeUninit;
use std::process::ExitCode;
use std::time::Instant;

use kfrules::{Checker, Ruleset, Sender};
use kfrules_capi::{kf_checker, kf_checker_check, kf_checker_check_utf16, kf_checker_new};
use kfrules_capi::{kf_ruleset, kf_ruleset_new, kf_status};

/// What agents write all day.
const MESSAGES: [&str; 12] = [
    "在的亲",
    "您好，今天就给您发货哦",
    "亲，这件衣服有三种颜色呢",
    "好的，请稍等，我看一下",
    "这款是纯棉的，不起球",
    "一般两三天就到了",
    "拍下以后备注一下尺码就可以",
    "不客气，祝您生活愉快",
    "这边给您安排补发",
    "您身高体重多少呢，我帮您推荐",
    "七天无理由退换，请放心",
    "已经帮您催促快递了哦",
];

const TURNS: usize = 41;
const ROUNDS_OF_A_TURN: usize = 200;

/// One way to check all messages; tells how much is found.
type Way<'a> = Box<dyn FnMut() -> usize + 'a>;

fn in_rust(checker: &mut Checker) -> Way<'_> {
    // Bytes, so that UTF-8 is validated here too.
    let check = |checker: &mut Checker, text: &str| {
        checker
            .check_bytes(Sender::Agent, black_box(text).as_bytes())
            .map_or(99, |found| found.len())
    };
    Box::new(move || MESSAGES.iter().map(|text| check(checker, text)).sum())
}

fn through_c(checker: &kf_checker) -> Way<'_> {
    Box::new(move || {
        let check = |text: &&str| {
            let text = black_box(*text);
            let mut count = MaybeUninit::new(99);
            // SAFETY: the text is a str.
            _ = unsafe {
                let data = text.as_ptr().cast();
                kf_checker_check(Some(checker), 1, data, text.len(), Some(&mut count))
            };
            // SAFETY: initialized above.
            unsafe { count.assume_init() }
        };
        MESSAGES.iter().map(check).sum()
    })
}

fn in_utf16<'a>(checker: &'a kf_checker, messages: &'a [Vec<u16>]) -> Way<'a> {
    Box::new(move || {
        let check = |text: &Vec<u16>| {
            let text = black_box(text);
            let mut count = MaybeUninit::new(99);
            // SAFETY: the text is a slice.
            _ = unsafe {
                let data = text.as_ptr();
                kf_checker_check_utf16(Some(checker), 1, data, text.len(), Some(&mut count))
            };
            // SAFETY: initialized above.
            unsafe { count.assume_init() }
        };
        messages.iter().map(check).sum()
    })
}

/// A checker of C, of the rules of pdd. It lives as long as the program.
fn c_checker() -> Result<&'static kf_checker, kf_status> {
    let mut rules: MaybeUninit<*mut kf_ruleset> = MaybeUninit::uninit();
    // SAFETY: the text is a str; what is written is an object that is never freed.
    unsafe {
        match kf_ruleset_new(c"pdd".as_ptr(), 3, Some(&mut rules)) {
            kf_status::KF_OK => {}
            status => return Err(status),
        }
        let mut checker: MaybeUninit<*mut kf_checker> = MaybeUninit::uninit();
        match kf_checker_new(rules.assume_init().as_ref(), Some(&mut checker)) {
            kf_status::KF_OK => Ok(&*checker.assume_init()),
            status => Err(status),
        }
    }
}

/// Nanoseconds for each message.
fn turn(way: &mut Way<'_>) -> f64 {
    let start = Instant::now();
    for _ in 0..ROUNDS_OF_A_TURN {
        black_box(way());
    }
    start.elapsed().as_secs_f64() * 1e9 / (ROUNDS_OF_A_TURN * MESSAGES.len()) as f64
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut rust = Ruleset::platform("pdd").expect("bundled").checker();
    let c = c_checker().expect("bundled");
    let units = MESSAGES.map(|text| text.encode_utf16().collect::<Vec<u16>>());
    let mut ways =
        [("rust", in_rust(&mut rust)), ("c", through_c(c)), ("utf16", in_utf16(c, &units))];
    if let Some(place) = arguments.iter().position(|word| word == "--count") {
        let rounds = arguments.get(place + 2).and_then(|rounds| rounds.parse().ok());
        let way =
            ways.iter_mut().find(|(name, _)| arguments.get(place + 1).is_some_and(|n| n == name));
        let (Some(rounds), Some((_, way))) = (rounds, way) else { return ExitCode::FAILURE };
        return if (0..rounds).all(|_: usize| way() == 0) {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    for (name, way) in &mut ways {
        let found = way();
        if found != 0 {
            println!("{name} finds {found} in messages that are clean");
            return ExitCode::FAILURE;
        }
    }
    if arguments.iter().any(|word| word == "--test") {
        println!("{} ways find the same", ways.len());
        return ExitCode::SUCCESS;
    }
    let mut turns = vec![Vec::new(); ways.len()];
    for _ in 0..TURNS {
        for (own, (_, way)) in turns.iter_mut().zip(&mut ways) {
            own.push(turn(way));
        }
    }
    println!("| way | ns a message | times Rust |\n|---|--:|--:|");
    for ((name, _), own) in ways.iter().zip(&turns) {
        let ratio = median(own.iter().zip(&turns[0]).map(|(own, rust)| own / rust).collect());
        println!("| {name} | {:.0} | {ratio:.2} |", median(own.clone()));
    }
    ExitCode::SUCCESS
}
