//! Text as it is shown: cleaned ([`clean`]), measured and broken in columns ([`width`]), and rendered from
//! Markdown ([`markdown`]).

pub mod clean;
pub mod markdown;
pub mod width;
mod wrap;

pub use clean::{Clean, CleanBuf};
