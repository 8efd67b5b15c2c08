//! Notes: the person's editor, or one line at the end of the file.

use super::{World, error_chain};
use crate::course::Course;
use crate::journal::NoteDeed;
use crate::launch;
use crate::notes::{self, Edit, Place};
use crate::roadmap::NodeIdx;
use crate::text::CleanBuf;
use crate::tui::msg::{Msg, NoteNews};
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
        let failed = |error: &dyn std::error::Error| Msg::Failed(error_chain(error));
        let plan = match launch::plan_edit(
            &self.surroundings.environment,
            &place.folder(),
            place.file(),
        ) {
            Ok(plan) => plan,
            Err(error) => return Ok(Msg::Noted(NoteNews::NoEditor(error_chain(&error)))),
        };
        let editing = match notes::begin(place) {
            Ok(editing) => editing,
            Err(error) => return Ok(failed(&error)),
        };
        let ran = terminal.with_child(|| launch::edit(&plan))?;
        // An editor that failed may have saved all the same.
        let edit = match editing.finish() {
            Ok(edit) => edit,
            Err(error) => return Ok(failed(&error)),
        };
        if let Err(error @ launch::LaunchError::Start { .. }) = &ran {
            return Ok(Msg::Noted(NoteNews::NoEditor(error_chain(error))));
        }
        let trouble = ran.err().map(|error| error_chain(&error));
        Ok(self.noted(node, edit, trouble, course))
    }

    /// Adds a line to the note of a node.
    pub(super) fn add_note(&mut self, node: NodeIdx, text: &CleanBuf, course: &Course) -> Msg {
        let Some(place) = self.place(node, course) else {
            return Msg::Noted(NoteNews::NoHome);
        };
        match notes::add_line(&place, text.as_str()) {
            Ok(true) => self.noted(node, Edit::Written, None, course),
            Ok(false) => self.noted(node, Edit::Unchanged, None, course),
            Err(error) => Msg::Failed(error_chain(&error)),
        }
    }

    fn place(&self, node: NodeIdx, course: &Course) -> Option<Place> {
        let root = self.surroundings.notes_folder.as_deref()?;
        Some(Place::new(
            root,
            course.roadmap(),
            course.note_id(node).as_str(),
        ))
    }

    /// Reads the notes again and writes down that there was one; `trouble` is what the editor ended with.
    fn noted(
        &mut self,
        node: NodeIdx,
        edit: Edit,
        trouble: Option<CleanBuf>,
        course: &Course,
    ) -> Msg {
        let roadmap = course.roadmap();
        let deed = match edit {
            Edit::Unchanged => None,
            Edit::Written => Some(NoteDeed::Written),
            Edit::Removed => Some(NoteDeed::Removed),
        };
        let id = roadmap.node_id(node);
        let record = deed.map(|deed| {
            let appended = self
                .surroundings
                .journal
                .note(roadmap.id().as_str(), id.as_str(), deed);
            Box::new(appended.record)
        });
        let notes = self.surroundings.notes_folder.as_deref();
        let notes = notes
            .map(|root| notes::read_all(root, roadmap))
            .unwrap_or_default();
        Msg::Noted(NoteNews::Edited {
            node,
            edit,
            notes: Box::new(notes),
            record,
            trouble,
        })
    }
}
