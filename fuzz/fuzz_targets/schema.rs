//! Any text as a schema.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rosterkit_fuzz::schema(bytes));
