//! Ticking, undo, and what others ticked.

use super::{App, Kept};
use crate::journal::Log;
use crate::progress::Status;
use crate::progress::change::{Change, Origin};
use crate::roadmap::{Level, NodeIdx};
use crate::text::CleanBuf;
use crate::tui::keymap::Scope;
use crate::tui::msg::{Action, Effect};
use crate::tui::tree::RowKind;

/// Something that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Progress,
    /// The person's own layer over the roadmap.
    Layer,
}

/// In which order things were done and taken back since the start.
#[derive(Clone, Debug, Default)]
pub(super) struct Deeds {
    done: Vec<Deed>,
    undone: Vec<Deed>,
}

impl Deeds {
    pub(super) fn done(&mut self, deed: Deed) {
        self.done.push(deed);
        self.undone.clear();
    }

    /// Progress of an earlier day is not among what was done.
    pub(super) fn taken_back(&mut self, deed: Deed) {
        self.done.pop();
        self.undone.push(deed);
    }

    /// Forgets the last that was done, or was taken back.
    pub(super) fn give_up(&mut self, undoing: bool) {
        let deeds = if undoing {
            &mut self.done
        } else {
            &mut self.undone
        };
        deeds.pop();
    }

    pub(super) fn done_again(&mut self, deed: Deed) {
        self.undone.pop();
        self.done.push(deed);
    }
}

impl App {
    /// Gives the row at the cursor a status; pressed again, it goes back to todo. A parent sets all below it.
    pub(super) fn toggle(&mut self, status: Status) -> Vec<Effect> {
        let leaves = self.leaves_to_tick();
        if leaves.is_empty() {
            return self.say(self.text().nothing_changes);
        }
        let change = self
            .course
            .change(&leaves, status)
            .or_else(|| self.course.change(&leaves, Status::Todo));
        // On the map it is not the cursor of the tree that chose.
        if self.page.is_none() {
            self.kept = Kept {
                row: self.tree.current().map(|row| row.kind),
                nodes: leaves,
            };
            self.selected.clear();
        }
        change.map_or_else(Vec::new, |change| self.perform(change))
    }

    /// Tells whether there is anything to tick at the cursor.
    #[must_use]
    pub fn can_tick(&self) -> bool {
        !self.leaves_to_tick().is_empty()
    }

    /// Selects the row at the cursor or no longer, and goes on to the next.
    pub(super) fn select_row(&mut self) -> Vec<Effect> {
        let Some(RowKind::Node(node)) = self.tree.current().map(|row| row.kind) else {
            return self.say(self.text().nothing_changes);
        };
        match self.selected.iter().position(|selected| *selected == node) {
            Some(position) => {
                self.selected.remove(position);
            }
            None => self.selected.push(node),
        }
        self.tree.move_by(1);
        Vec::new()
    }

    /// Returns what the keys that tick concern: all that is selected, else what is at the cursor.
    fn leaves_to_tick(&self) -> Vec<NodeIdx> {
        if let Some(map) = self.map() {
            let selected = map.selected(self.course.roadmap());
            return selected.map_or_else(Vec::new, |node| self.course.leaves(node));
        }
        if self.selected.is_empty() {
            return self.leaves_at_cursor();
        }
        let mut leaves: Vec<NodeIdx> = self
            .selected
            .iter()
            .flat_map(|node| self.course.leaves(*node))
            .collect();
        leaves.sort_unstable();
        leaves.dedup();
        leaves
    }

    pub(super) fn leaves_at_cursor(&self) -> Vec<NodeIdx> {
        let roadmap = self.course.roadmap();
        match self.tree.current().map(|row| row.kind) {
            Some(RowKind::Node(node)) => self.course.leaves(node),
            Some(RowKind::KeyIdeas(topic)) => roadmap
                .children(topic)
                .filter(|node| roadmap.level(*node) == Level::Concept)
                .collect(),
            Some(RowKind::Lost | RowKind::Orphan(_)) | None => Vec::new(),
        }
    }

    /// Takes back what was done last: the layer, where that was changed after the last progress, else progress, also that of
    /// an earlier day.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        match (self.deeds.done.last(), self.course.undo()) {
            (Some(Deed::Layer), _) => vec![Effect::UndoLayer],
            (Some(Deed::Progress) | None, Some(change)) => self.perform(change),
            (Some(Deed::Progress) | None, None) => self.say(self.text().nothing_to_undo),
        }
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        match (self.deeds.undone.last(), self.course.redo()) {
            (Some(Deed::Layer), _) => vec![Effect::RedoLayer],
            (Some(Deed::Progress) | None, Some(change)) => self.perform(change),
            (Some(Deed::Progress) | None, None) => self.say(self.text().nothing_to_redo),
        }
    }

    /// Returns how a message ends that tells which key takes it back.
    pub(super) fn undo_hint(&self) -> String {
        self.hint(Action::Undo, self.text().keys.short.undo)
    }

    pub(super) fn redo_hint(&self) -> String {
        self.hint(Action::Redo, self.text().keys.short.redo)
    }

    fn hint(&self, action: Action, word: &str) -> String {
        match self.keymap.label(Scope::Main, action) {
            key if key.is_empty() => String::new(),
            key => format!(" {} {key} {word}", self.symbols.dot),
        }
    }

    /// Shows a change at once and has it written; what is said of it waits for the answer.
    pub(super) fn perform(&mut self, change: Change) -> Vec<Effect> {
        self.course.apply(&change);
        self.rebuild();
        vec![Effect::Append(change)]
    }

    pub(super) fn recorded(&mut self, change: &Change, unsaved: Option<CleanBuf>) -> Vec<Effect> {
        self.rebuild();
        match &change.origin {
            Origin::Done => self.deeds.done(Deed::Progress),
            Origin::Undoes(_) => self.deeds.taken_back(Deed::Progress),
            Origin::Redoes(_) => self.deeds.done_again(Deed::Progress),
        }
        if let Some(why) = unsaved {
            return self.fail(&(self.text().not_saved)(why.as_str()));
        }
        let text = self.text();
        let subject = self.course.subject(change, self.lang);
        let subject = subject.as_str();
        let said = match &change.origin {
            Origin::Done => {
                let status = change.nodes.first().map_or(Status::Todo, |node| node.to);
                (text.changed)(status, subject) + &self.undo_hint()
            }
            Origin::Undoes(_) => (text.undone)(subject) + &self.redo_hint(),
            Origin::Redoes(_) => (text.redone)(subject) + &self.undo_hint(),
        };
        self.say(&said)
    }

    pub(super) fn log_changed(&mut self, log: Log) -> Vec<Effect> {
        if !self.course.refresh(log) {
            return Vec::new();
        }
        self.rebuild();
        self.say(self.text().changed_elsewhere)
    }
}
