#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kfrules_tests::bodies::drive("saved", bytes));
