#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| roadbook_fuzz::merge(bytes));
