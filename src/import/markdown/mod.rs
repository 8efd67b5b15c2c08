//! Markdown as people write it: learning paths, lists of links, checklists, tables of courses.

mod definitions;
mod events;
mod fences;
mod hosts;
mod html;
mod parts;
mod prepare;

use crate::roadmap::url::Link;

use super::Document;
use super::links::Links;
use super::report::Report;

/// No address is longer, in bytes.
const MAX_ADDRESS: usize = 2048;

/// Reads a document.
pub(super) fn read(text: &str, base: Option<&Link>, report: &mut Report) -> Document {
    let prepared = prepare::prepare(text, report);
    let links = Links { base };
    let (mut tree, banner) = events::read(&prepared.text, prepared.lines_before, &links, report);
    definitions::find(&mut tree);
    Document {
        tree,
        title: prepared.title,
        date: prepared.date,
        banner,
    }
}

/// Returns what the front matter of a text says of a key.
pub(super) fn front_matter_value(text: &str, key: &str) -> Option<String> {
    prepare::front_matter_value(text, key)
}
