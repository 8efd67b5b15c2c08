//! Text as it is shown: cleaned ([`clean`]), measured and broken in columns ([`width`]), and rendered from
//! Markdown ([`markdown`]); what Chinese sounds like ([`pinyin`]), and what a mistyped word may have meant
//! ([`nearest`](mod@nearest)).

pub mod clean;
pub mod line;
pub mod line_edit;
pub mod markdown;
pub mod nearest;
pub mod pinyin;
pub mod width;
mod wrap;

pub use clean::{Clean, CleanBuf};
pub use nearest::nearest;
