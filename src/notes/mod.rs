//! What the person wrote: one Markdown file a node, below a folder of the roadmap's id.
//!
//! [`Notes`] is what was found, [`name`] tells whose a file is, [`mod@line`] how a line is added, and [`store`] is the door to
//! the disk. Which node of today a note belongs to is the [`Course`](crate::course::Course)'s matter.

pub mod line;
pub mod name;
pub mod store;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::lang::causes::Cause;
use crate::text::markdown::{self, Tone};
use crate::text::{Clean, CleanBuf, clean};

use name::Name;

pub use store::{
    Edit, Editing, NoteError, Place, Rewrite, Written, add_line, add_text, begin, path_of, read_all,
};

/// What the person wrote about one node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Name of its file without `.md`: the id of the node, or one that it had before.
    pub id: CleanBuf,
    /// Markdown. Empty where only copies are there.
    pub text: CleanBuf,
    pub modified: Option<Timestamp>,
    /// Whether the file is so long that its end was not read.
    pub is_cut: bool,
    /// What a synchronising program put beside it because two devices wrote at the same time.
    pub conflicts: Vec<ConflictCopy>,
}

/// Another version of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConflictCopy {
    /// Name of the file.
    pub file: CleanBuf,
    pub text: CleanBuf,
    pub modified: Option<Timestamp>,
}

/// A file among the notes that cannot be read, or the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteProblem {
    pub file: CleanBuf,
    pub why: Why,
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is a symbolic link, which may lead anywhere.
    IsLink,
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// There are more files, or more text, than are read; the files that were left out.
    TooMuch(usize),
    Unreadable(Cause),
}

/// A file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub name: Name,
    /// The whole name of the file.
    pub file: CleanBuf,
    pub text: CleanBuf,
    pub modified: Option<Timestamp>,
    pub is_cut: bool,
}

/// All notes of one roadmap, whether their nodes are still there or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Ordered by id.
    all: Vec<Note>,
    /// Files of names that cannot be those of a node.
    strangers: Vec<Note>,
    problems: Vec<NoteProblem>,
}

impl Notes {
    /// Puts files and their copies together. Files without text are no notes.
    #[must_use]
    pub fn new(found: Vec<Found>, problems: Vec<NoteProblem>) -> Notes {
        let mut notes: BTreeMap<CleanBuf, Note> = BTreeMap::new();
        let mut strangers = Vec::new();
        let with_text = |found: &Found| !found.text.as_clean().trim().is_empty();
        for found in found.into_iter().filter(with_text) {
            let Found {
                name,
                file,
                text,
                modified,
                is_cut,
            } = found;
            match name {
                Name::Note(id) => {
                    let note = notes.entry(id).or_default();
                    (note.text, note.modified, note.is_cut) = (text, modified, is_cut);
                }
                Name::Copy(id) => notes.entry(id).or_default().conflicts.push(ConflictCopy {
                    file,
                    text,
                    modified,
                }),
                Name::Stranger(id) => strangers.push(Note {
                    id,
                    text,
                    modified,
                    is_cut,
                    conflicts: Vec::new(),
                }),
            }
        }
        let with_id = |(id, note)| Note { id, ..note };
        Notes {
            all: notes.into_iter().map(with_id).collect(),
            strangers,
            problems,
        }
    }

    /// Returns the notes whose files have the name of an id, ordered by it.
    #[must_use]
    pub fn all(&self) -> &[Note] {
        &self.all
    }

    /// Returns the files that bear no id: somebody else put them there.
    #[must_use]
    pub fn strangers(&self) -> &[Note] {
        &self.strangers
    }

    #[must_use]
    pub fn problems(&self) -> &[NoteProblem] {
        &self.problems
    }
}

impl Note {
    #[must_use]
    pub fn text(&self) -> Clean<'_> {
        self.text.as_clean()
    }

    /// Returns all that was written: the note, then its copies.
    pub fn texts(&self) -> impl Iterator<Item = Clean<'_>> {
        let copies = self.conflicts.iter().map(|copy| copy.text.as_clean());
        std::iter::once(self.text()).chain(copies)
    }

    /// Returns the first line that says something, without its marks of Markdown.
    #[must_use]
    pub fn first_line(&self) -> CleanBuf {
        let bare = |line: Clean<'_>| {
            let rendered = markdown::render(line, usize::MAX, 1);
            let pieces = rendered.lines.into_iter().flatten();
            let words = pieces.filter(|piece| piece.tone != Tone::Mark);
            let text: String = words.map(|piece| piece.text.to_string()).collect();
            Some(clean::line(&text)).filter(|text| !text.is_empty())
        };
        let mut lines = self.texts().flat_map(Clean::lines);
        lines.find_map(bare).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    fn found(file: &str, text: &str) -> Found {
        Found {
            name: Name::of(file, |_| false).unwrap(),
            file: clean::line(file),
            text: clean::block(text),
            modified: None,
            is_cut: false,
        }
    }

    #[test]
    fn copies_lie_beside_their_note_and_files_without_text_are_no_notes() {
        let notes = Notes::new(
            vec![
                found("lora (conflicted copy 2026-11-23).md", "other"),
                found("lora.md", "mine"),
                found("dpo.sync-conflict-20261123-120000-ABCDEFG.md", "alone"),
                found("empty.md", " \n\n"),
                found("Shopping List.md", "milk"),
            ],
            Vec::new(),
        );
        let picture: Vec<_> = notes
            .all()
            .iter()
            .map(|note| (note.id.as_str(), note.text.as_str(), note.conflicts.len()))
            .collect();
        assert_eq!(picture, [("dpo", "", 1), ("lora", "mine", 1)]);
        assert_eq!(notes.all()[0].first_line().as_str(), "alone");
        assert_eq!(notes.strangers()[0].id.as_str(), "Shopping List");
    }

    #[test]
    fn the_first_line_is_without_marks() {
        let line = |text: &str| {
            let note = Note {
                text: clean::block(text),
                ..Note::default()
            };
            note.first_line().to_string()
        };
        assert_eq!(
            line("- **heat** stops [it](https://example.org)"),
            "heat stops it"
        );
        assert_eq!(line("\n---\n## Adapters  \nmore"), "Adapters");
        assert_eq!(line("- β is the strength"), "β is the strength");
        assert_eq!(line("> > 注意力"), "注意力");
        assert_eq!(line("---"), "");
    }
}
