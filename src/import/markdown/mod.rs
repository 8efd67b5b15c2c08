//! Markdown as people write it: learning paths, lists of links, checklists, tables of courses.

mod events;
mod html;
mod prepare;

use crate::roadmap::url::Link;

use super::links::Links;
use super::report::Report;
use super::tree::Tree;

/// No address is longer, in bytes.
const MAX_ADDRESS: usize = 2048;

/// A document, with what stands before it.
pub(super) struct Document {
    pub tree: Tree,
    pub title: Option<String>,
    pub date: Option<String>,
    /// The text of the first picture before any heading, which often is the name of the document.
    pub banner: Option<String>,
}

/// Reads a document.
pub(super) fn read(text: &str, base: Option<&Link>, report: &mut Report) -> Document {
    let prepared = prepare::prepare(text, report);
    let links = Links { base };
    let (tree, banner) = events::read(&prepared.text, prepared.lines_before, &links, report);
    Document {
        tree,
        title: prepared.title,
        date: prepared.date,
        banner,
    }
}
