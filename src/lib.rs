//! roadbook: a learning roadmap in the terminal.

#[cfg(test)]
mod docs;
pub mod lang;
pub mod progress;
pub mod roadmap;
pub mod text;
pub mod yaml;
