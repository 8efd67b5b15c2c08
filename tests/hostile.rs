//! What strangers may send: files that are no roadmaps, that ask for far too much, or that talk to the terminal.
#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    clippy::print_stderr,
    reason = "a test fails by panicking, prints what it measured, and its parts use each other"
)]

mod support;

#[path = "hostile/bombs.rs"]
mod bombs;
#[path = "hostile/escapes.rs"]
mod escapes;
#[path = "hostile/sessions.rs"]
mod sessions;
#[path = "hostile/yaml_suite.rs"]
mod yaml_suite;
