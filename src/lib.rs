//! roadbook: a learning roadmap in the terminal.

pub mod filter;
pub mod journal;
pub mod lang;
pub mod progress;
pub mod roadmap;
pub mod text;
