//! `attack list` names the ways to be slow; `attack check|explain NAME BYTES` checks or explains a
//! text of that size, to be counted under valgrind. `attack ordinary NAME BYTES` checks ordinary talk
//! of as many characters by the same rules, message by message, to compare with; `attack bounds` tells
//! how many times as much a character of each may cost.
#![expect(clippy::print_stdout, reason = "a program")]

use kfrules_tests::attack;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if args[..] == ["bounds"] {
        attack::all().iter().for_each(|it| println!("{}\t{}", it.most_times(), it.name));
        return;
    }
    let [verb @ ("check" | "explain" | "ordinary"), name, bytes] = args[..] else {
        attack::all().iter().for_each(|attack| println!("{}", attack.name));
        return;
    };
    let all = attack::all();
    let attack = all.iter().find(|attack| attack.name == name).expect("a known name");
    let bytes = bytes.parse().expect("a number of bytes");
    let mut text = attack.text(bytes);
    if verb == "ordinary" {
        text = attack::ordinary(text.chars().count());
    }
    // What people say comes in messages, what is made to be slow in one.
    let texts = if verb == "ordinary" { text.lines().collect() } else { vec![&*text] };
    let mut checker = attack.rules().checker();
    for text in &texts {
        // What is made once, when it is first met, is no cost of the text.
        checker.check(text);
    }
    let found: usize =
        texts.iter().map(|text| attack::measured(&mut checker, text, verb == "explain")).sum();
    println!("{found}");
}
