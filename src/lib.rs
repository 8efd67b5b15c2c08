//! roadbook: a learning roadmap in the terminal.

pub mod cli;
pub mod config;
pub mod filter;
pub mod journal;
pub mod lang;
pub mod launch;
pub mod paths;
pub mod progress;
pub mod roadmap;
pub mod session;
pub mod symbols;
pub mod text;
pub mod theme;
pub mod tui;
pub mod yaml;
