//! Ticking, undo, and what others ticked.

use super::{App, Kept};
use crate::journal::Log;
use crate::lang::causes::Cause;
use crate::progress::Status;
use crate::progress::change::{Change, Origin};
use crate::roadmap::{Level, NodeIdx};
use crate::tui::keymap::Scope;
use crate::tui::msg::{Action, Deed, Effect};
use crate::tui::tree::RowKind;

/// What was done since the start, and what of it was taken back: one order for all of it, so that undo takes back what was done
/// last.
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

    /// Returns what undo, or redo, is about. Progress of an earlier day is not here.
    pub(super) fn next(&self, undoing: bool) -> Option<&Deed> {
        if undoing {
            self.done.last()
        } else {
            self.undone.last()
        }
    }

    /// Takes away what undo, or redo, was about.
    pub(super) fn take(&mut self, undoing: bool) -> Option<Deed> {
        if undoing {
            self.done.pop()
        } else {
            self.undone.pop()
        }
    }

    /// Notes that something was undone, or done again.
    pub(super) fn turned(&mut self, undoing: bool, deed: Deed) {
        if undoing {
            self.undone.push(deed);
        } else {
            self.done.push(deed);
        }
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
        if self.map().is_some() || !self.selected.is_empty() {
            return !self.leaves_to_tick().is_empty();
        }
        let progress = self.course.progress();
        let roadmap = self.course.roadmap();
        match self.tree.current().map(|row| row.kind) {
            Some(RowKind::Node(node)) => match roadmap.level(node) {
                Level::Stage | Level::Topic => progress.tallies(node).all() > 0,
                Level::Concept | Level::Resource => true,
            },
            Some(RowKind::KeyIdeas(_)) => true,
            Some(RowKind::Lost | RowKind::Orphan(_)) | None => false,
        }
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

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        self.turn(true)
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        self.turn(false)
    }

    /// Takes back what was done last, or does again what was taken back last: a note, the layer, an attachment, else
    /// progress, also that of an earlier day.
    fn turn(&mut self, undoing: bool) -> Vec<Effect> {
        let change = match self.deeds.next(undoing).cloned() {
            Some(Deed::Layer { turn, .. }) => return vec![Effect::TurnLayer { undoing, turn }],
            Some(Deed::Note { node, rewrite }) => {
                return vec![Effect::TurnNote {
                    undoing,
                    node,
                    rewrite,
                }];
            }
            Some(Deed::Attached(attachment)) => {
                return vec![Effect::Attach {
                    attachment,
                    undoing: Some(undoing),
                }];
            }
            Some(Deed::Progress) | None if undoing => self.course.undo(),
            Some(Deed::Progress) | None => self.course.redo(),
        };
        match change {
            Some(change) => self.perform(change),
            None if undoing => self.say(self.text().nothing_to_undo),
            None => self.say(self.text().nothing_to_redo),
        }
    }

    /// Gives up what cannot be taken back or done again, so that what lies below it can be.
    pub(super) fn stuck(&mut self, undoing: bool, why: &str) -> Vec<Effect> {
        self.deeds.take(undoing);
        self.fail(why)
    }

    /// Returns how a message ends that tells which key turns it, after something was done or done again, or undone.
    pub(super) fn turn_hint(&self, undone: bool) -> String {
        if undone {
            self.redo_hint()
        } else {
            self.undo_hint()
        }
    }

    /// Returns how a message ends that tells which key takes it back.
    pub(super) fn undo_hint(&self) -> String {
        self.hint(Action::Undo, self.text().keys.short.undo)
    }

    pub(super) fn redo_hint(&self) -> String {
        self.hint(Action::Redo, self.text().keys.short.redo)
    }

    pub(super) fn hint(&self, action: Action, word: &str) -> String {
        match self.keymap.label(Scope::Main, action) {
            key if key.is_empty() => String::new(),
            key => format!(" {} {key} {word}", self.symbols.dot),
        }
    }

    /// Shows a change at once and has it written; what is said of it waits for the answer.
    pub(super) fn perform(&mut self, change: Change) -> Vec<Effect> {
        self.course.apply(&change);
        self.progress_changed();
        vec![Effect::Append(change)]
    }

    pub(super) fn recorded(&mut self, change: &Change, unsaved: Option<Cause>) -> Vec<Effect> {
        match &change.origin {
            Origin::Done => self.deeds.done(Deed::Progress),
            Origin::Undoes(_) => self.progress_turned(true),
            Origin::Redoes(_) => self.progress_turned(false),
        }
        if let Some(why) = unsaved {
            return self.fail(&(self.text().not_saved)(why.get(self.lang).as_str()));
        }
        let text = self.text();
        let subject = self.course.subject(change, self.lang);
        let subject = subject.as_str();
        let (said, is_undone) = match &change.origin {
            Origin::Done => {
                let status = change.nodes.first().map_or(Status::Todo, |node| node.to);
                ((text.changed)(status, subject), false)
            }
            Origin::Undoes(_) => ((text.undone)(subject), true),
            Origin::Redoes(_) => ((text.redone)(subject), false),
        };
        self.say_with(&said, &self.turn_hint(is_undone))
    }

    fn progress_turned(&mut self, undoing: bool) {
        self.deeds.take(undoing);
        self.deeds.turned(undoing, Deed::Progress);
    }

    pub(super) fn log_changed(&mut self, log: Log) -> Vec<Effect> {
        if !self.course.refresh(log) {
            return Vec::new();
        }
        self.course_changed();
        self.say(self.text().changed_elsewhere)
    }
}
