//! The bodies of the fuzz targets as plain tests: the kept corpus, and random inputs from fixed seeds
//! that are put together of the dictionaries' words.

#![expect(clippy::print_stdout, reason = "a test that fails tells its input")]

use std::fs;
use std::path::{Path, PathBuf};

use kfrules_tests::bodies::{self, BODIES};

/// Inputs a body gets from fixed seeds.
const INPUTS: u64 = 400;
/// Pieces of the longest of them.
const MOST_PIECES: u64 = 40;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(name)
}

/// Numbers that are the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: u64) -> usize {
        usize::try_from(self.next() % end).expect("below a small number")
    }
}

/// The words of a libFuzzer dictionary, each in quotes on its line.
fn words(name: &str) -> Vec<Vec<u8>> {
    let file = folder("dictionaries").join(format!("{name}.dict"));
    let Ok(text) = fs::read_to_string(&file) else { return Vec::new() };
    let quoted = text.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(unescaped).collect()
}

/// A word without its backslashes: `\\`, `\"` and `\x0A`.
fn unescaped(word: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = word.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let Some((&escaped, after)) = rest.split_first() else { break };
        rest = after;
        if escaped == b'x' {
            let (digits, after) = rest.split_at(2);
            let digits = std::str::from_utf8(digits).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits"));
            rest = after;
        } else {
            bytes.push(escaped);
        }
    }
    bytes
}

#[test]
fn the_kept_corpus_holds() {
    for (name, _) in BODIES {
        let mut kept: Vec<PathBuf> = fs::read_dir(folder("corpus").join(name))
            .unwrap_or_else(|_| panic!("fuzz/corpus/{name} is kept"))
            .map(|entry| entry.expect("readable").path())
            .collect();
        kept.sort();
        assert!(!kept.is_empty(), "nothing is kept for {name}");
        for path in kept {
            println!("{}", path.display());
            bodies::drive(name, &fs::read(path).expect("readable"));
        }
    }
}

#[test]
fn inputs_from_fixed_seeds_hold() {
    for (name, body) in BODIES {
        let words = words(name);
        for seed in 0..INPUTS {
            let mut numbers = Numbers(seed);
            let mut input = Vec::new();
            for _ in 0..numbers.below(MOST_PIECES) {
                match numbers.below(4) {
                    0 | 1 if !words.is_empty() => {
                        input.extend_from_slice(&words[numbers.below(words.len() as u64)]);
                    }
                    2 => input.extend_from_slice(&numbers.next().to_le_bytes()),
                    _ => input.push(numbers.next().to_le_bytes()[0]),
                }
            }
            println!("{name} {seed} {input:?}");
            body(&input);
        }
    }
}
