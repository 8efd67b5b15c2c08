//! roadbook: a learning roadmap in the terminal.

pub mod journal;
pub mod filter;
pub mod lang;
pub mod progress;
pub mod roadmap;
pub mod text;
pub mod tui;
