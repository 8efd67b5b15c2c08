//! What a text is made of, before any width is known.

use pulldown_cmark::Alignment;

use super::inline::Inline;
use crate::text::clean::CleanBuf;

/// What a text is made of.
#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Inline),
    Heading(Inline),
    /// Lines that are shown as they are.
    Code(CleanBuf),
    /// HTML that is shown and not understood.
    Html(CleanBuf),
    Quote(Vec<Block>),
    List(List),
    Table(Table),
    Rule,
    Footnote(CleanBuf, Vec<Block>),
}

#[derive(Debug, Default)]
pub(super) struct List {
    /// The number of the first item, if the list is numbered.
    pub(super) first: Option<u64>,
    /// Whether the author put blank lines between the items.
    pub(super) is_loose: bool,
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Default)]
pub(super) struct Item {
    /// Whether the task is done, if the item is one.
    pub(super) task: Option<bool>,
    pub(super) blocks: Vec<Block>,
}

/// A table; rows may be shorter than the head, the cells missing are empty.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) head: Vec<Inline>,
    pub(super) rows: Vec<Vec<Inline>>,
}
