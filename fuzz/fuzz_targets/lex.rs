//! Any bytes as a text file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rosterkit_fuzz::lex(bytes));
