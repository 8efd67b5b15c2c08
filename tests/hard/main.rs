//! The long tests of what is promised about progress: the program is stopped, or the system refuses it, before every call
//! that touches its files. They need `strace` and, for the disks that fill up, root: `tests/hard/run` runs them all. And of
//! the terminal, which is always given back.
//!
//! Each prints a line with its runs, and how many of them lost something or failed.

#[path = "../support/mod.rs"]
mod support;

mod count;
mod disks;
mod errors;
mod kills;
mod scenario;
mod screen;
mod strace;
mod terminal;
