//! Any bytes as a roster to judge.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rosterkit_fuzz::lint(bytes));
