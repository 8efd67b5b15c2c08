//! What an outline leaves out, changes or guesses in more than one place.

use crate::import::head::Head;
use crate::import::inline::Inline;
use crate::import::report::What as Note;
use crate::import::signs;
use crate::import::tree::{Table, What};
use crate::progress::Status;

use super::Shaper;

impl Shaper<'_> {
    /// Tells of the sign of a heading: what lies below has its own.
    pub(super) fn tell_sign(&mut self, line: u32, title: &str) {
        let boxed = signs::leading_status(title).map(|(status, _)| status);
        let sign = boxed.or_else(|| title.chars().find_map(signs::sign));
        if sign.is_some_and(|status| status != Status::Todo) {
            self.report.add(line, Note::NotKept, title);
        }
    }

    /// Tells of a line that was taken as something to do for a link inside its words.
    pub(super) fn tell_linked(&mut self, at: usize, head: &Head) {
        if self.fact(at).is_linked {
            let line = self.tree.nodes[at].line;
            self.report.add(line, Note::GuessedTasks, &head.title);
        }
    }

    /// Tells of the tables of a section that is left out.
    pub(super) fn tell_tables(&mut self, section: usize) {
        for node in &self.tree.nodes[section..self.tree.nodes[section].end] {
            if let What::Table(table) = &node.what {
                self.report.add(node.line, Note::OtherTable, &names(table));
            }
        }
    }

    /// Tells of a box of which nothing says what it means.
    pub(super) fn tell_box(&mut self, at: usize) {
        let node = &self.tree.nodes[at];
        if node.status.is_none() && signs::has_own_box(&node.head.text) {
            self.report
                .add(node.line, Note::GuessedBox, &node.head.line());
        }
    }
}

/// Returns the headers of a table on one line.
pub(super) fn names(table: &Table) -> String {
    let names: Vec<String> = table.head.iter().map(Inline::line).collect();
    names.join(" | ")
}
