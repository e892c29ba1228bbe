//! Any bytes, or any parts, as a workbook.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rosterkit_fuzz::xlsx_gate(bytes));
