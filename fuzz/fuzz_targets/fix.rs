//! Any bytes as a roster to repair.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rosterkit_fuzz::fix(bytes));
