//! Markdown to styled lines with numbered links.

use super::clean::{Clean, CleanBuf};

/// What a piece of rendered Markdown means; the theme decides how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    #[default]
    Plain,
    Heading,
    Strong,
    Emphasis,
    Struck,
    Code,
    Quote,
    Link,
    /// Bullets, rules, table borders, link numbers.
    Mark,
}

/// A run of text with one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: CleanBuf,
    pub tone: Tone,
    /// Index into [`Rendered::links`] when the piece is part of a link.
    pub link: Option<usize>,
}

/// One line on the screen, not wider than asked for.
pub type StyledLine = Vec<Piece>;

/// A link found in the text, in reading order. The address is as written: it passes the link gate before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLink {
    pub title: CleanBuf,
    pub address: CleanBuf,
}

/// Markdown laid out for a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub lines: Vec<StyledLine>,
    pub links: Vec<FoundLink>,
}

/// Lays out Markdown in lines of at most `width` columns. Links are numbered on the screen from `first_number` on.
#[must_use]
pub fn render(text: Clean<'_>, width: usize, first_number: usize) -> Rendered {
    let _ = (text, width, first_number);
    Rendered::default()
}
