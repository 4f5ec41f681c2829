//! Arbitrary calls of the C functions do no harm: the body of the fuzzer, with bytes that are always
//! the same.

#![allow(unsafe_code, reason = "C functions are called as C does")]
#![allow(unreachable_pub, reason = "the fuzzer includes the module too")]

mod drive;

use drive::Tally;

/// Bytes of a linear congruential generator.
fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn arbitrary_calls_do_no_harm() {
    drive::drive(&[]);
    let mut tally = Tally::default();
    for seed in 0..900 {
        drive::run(&bytes(seed, 4000), &mut tally);
    }
    // The calls come far: each succeeds, but for the two that open files, and fails in every way, but
    // for KF_BUSY and KF_PANIC.
    let never: Vec<usize> =
        (0..tally.successes.len()).filter(|&call| tally.successes[call] == 0).collect();
    assert_eq!(never, [3, 9], "calls that never succeed");
    let unseen: Vec<usize> =
        (0..tally.statuses.len()).filter(|&status| tally.statuses[status] == 0).collect();
    assert_eq!(unseen, [11, 12], "statuses that are never given");
}

#[test]
fn the_kept_corpus_does_no_harm() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/border");
    let kept: Vec<_> = std::fs::read_dir(folder).expect("is kept").collect();
    assert!(!kept.is_empty());
    for entry in kept {
        drive::drive(&std::fs::read(entry.expect("readable").path()).expect("readable"));
    }
}
