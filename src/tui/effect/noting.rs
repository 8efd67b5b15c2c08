//! Notes: the person's editor, or one line at the end of the file.

use super::World;
use crate::cause;
use crate::course::Course;
use crate::journal::NoteDeed;
use crate::launch;
use crate::notes::{self, Edit, NoteError, Place, Rewrite, Written};
use crate::roadmap::NodeIdx;
use crate::text::CleanBuf;
use crate::tui::msg::{Msg, NoteNews, NoteWritten};
use crate::tui::terminal::{TerminalError, TerminalOwner};

impl World {
    /// Gives the terminal to the person's editor with the note of a node.
    pub(super) fn edit_note(
        &mut self,
        node: NodeIdx,
        course: &Course,
        terminal: &mut TerminalOwner,
    ) -> Result<Msg, TerminalError> {
        let Some(place) = self.place(node, course) else {
            return Ok(Msg::Noted(NoteNews::NoHome));
        };
        let failed = |error: &NoteError| Msg::Failed(cause::chain(error));
        let plan = match launch::plan_edit(
            &self.surroundings.environment,
            &place.folder(),
            place.file(),
        ) {
            Ok(plan) => plan,
            Err(error) => return Ok(Msg::Noted(NoteNews::NoEditor(cause::chain(&error)))),
        };
        let editing = match notes::begin(place) {
            Ok(editing) => editing,
            Err(error) => return Ok(failed(&error)),
        };
        let ran = terminal.with_child(|| launch::edit(&plan))?;
        // An editor that failed may have saved all the same.
        let written = match editing.finish() {
            Ok(written) => written,
            Err(error) => return Ok(failed(&error)),
        };
        if let Err(error @ launch::LaunchError::Start { .. }) = &ran {
            return Ok(Msg::Noted(NoteNews::NoEditor(cause::chain(error))));
        }
        let trouble = ran.err().map(|error| cause::chain(&error));
        let node = course.roadmap().node_id(node).to_buf();
        let news = self.noted(node, written, course);
        Ok(Msg::Noted(NoteNews::Written(Box::new(NoteWritten {
            trouble,
            ..news
        }))))
    }

    /// Adds a line to the note of a node.
    pub(super) fn add_note(&mut self, node: NodeIdx, text: &CleanBuf, course: &Course) -> Msg {
        let Some(place) = self.place(node, course) else {
            return Msg::Noted(NoteNews::NoHome);
        };
        let nothing = || Written {
            edit: Edit::Unchanged,
            rewrite: None,
        };
        match notes::add_line(&place, text.as_str()) {
            Ok(written) => {
                let node = course.roadmap().node_id(node).to_buf();
                let news = self.noted(node, written.unwrap_or_else(nothing), course);
                Msg::Noted(NoteNews::Written(Box::new(news)))
            }
            Err(error) => Msg::Failed(cause::chain(&error)),
        }
    }

    /// Takes back what was written into the note of a node, or does it again.
    pub(super) fn turn_note(
        &mut self,
        undoing: bool,
        node: CleanBuf,
        rewrite: &Rewrite,
        course: &Course,
    ) -> Msg {
        Msg::Noted(match rewrite.take_back() {
            Ok(written) => NoteNews::Written(Box::new(NoteWritten {
                undoing: Some(undoing),
                ..self.noted(node, written, course)
            })),
            Err(error) => NoteNews::Stuck {
                undoing,
                why: cause::chain(&error),
            },
        })
    }

    fn place(&self, node: NodeIdx, course: &Course) -> Option<Place> {
        let root = self.surroundings.notes_folder.as_deref()?;
        Some(Place::new(
            root,
            course.roadmap(),
            course.note_id(node).as_str(),
        ))
    }

    /// Reads the notes again and writes down that there was one.
    fn noted(&mut self, node: CleanBuf, written: Written, course: &Course) -> NoteWritten {
        let roadmap = course.roadmap();
        let deed = match written.edit {
            Edit::Unchanged => None,
            Edit::Written => Some(NoteDeed::Written),
            Edit::Removed => Some(NoteDeed::Removed),
        };
        let journal = &mut self.surroundings.journal;
        let record = deed.map(|deed| {
            let appended = journal.note(roadmap.id().as_str(), node.as_str(), deed);
            appended.record
        });
        let notes = self.surroundings.notes_folder.as_deref();
        let notes = notes
            .map(|root| notes::read_all(root, roadmap))
            .unwrap_or_default();
        NoteWritten {
            node,
            written,
            notes,
            record,
            trouble: None,
            undoing: None,
        }
    }
}
