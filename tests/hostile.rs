//! What strangers may send: files that are no roadmaps, that ask for far too much, or that talk to the terminal.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and prints what it measured"
)]

mod support;

#[path = "hostile/bombs.rs"]
mod bombs;
#[path = "hostile/yaml_suite.rs"]
mod yaml_suite;
