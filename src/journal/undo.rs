//! Undo and redo as a reading of the journal, so that they work across sessions.
//!
//! Only changes of this device are taken back. A node that another device has changed since is left alone, and a
//! change of which no node is left is passed over.

use super::log::{Log, Writer};
use crate::progress::change::{Change, Origin};

/// The changes that can be taken back or done again, the oldest first.
#[derive(Default)]
struct Stacks<'a> {
    undo: Vec<Step<'a>>,
    redo: Vec<Step<'a>>,
}

struct Step<'a> {
    /// Record id of the change that the person did.
    id: &'a str,
    /// The latest change that did it, took it back or did it again.
    change: &'a Change,
}

impl Log {
    /// Returns the change that takes back the newest change of this device that is in force.
    #[must_use]
    pub fn undoable(&self, roadmap: &str) -> Option<Change> {
        let stacks = self.stacks(roadmap);
        stacks
            .undo
            .iter()
            .rev()
            .find_map(|step| self.take_back(step, Origin::Undoes(step.id.to_owned())))
    }

    /// Returns the change that does again what was undone last; none after a new change.
    #[must_use]
    pub fn redoable(&self, roadmap: &str) -> Option<Change> {
        let stacks = self.stacks(roadmap);
        stacks
            .redo
            .iter()
            .rev()
            .find_map(|step| self.take_back(step, Origin::Redoes(step.id.to_owned())))
    }

    fn stacks(&self, roadmap: &str) -> Stacks<'_> {
        let mut own: Vec<_> = self
            .history(roadmap)
            .filter(|past| past.writer == Writer::ThisDevice)
            .collect();
        own.reverse();
        let mut stacks = Stacks::default();
        for past in own {
            let change = past.change;
            match &change.origin {
                Origin::Done => {
                    stacks.undo.push(Step {
                        id: past.id.as_str(),
                        change,
                    });
                    stacks.redo.clear();
                }
                Origin::Undoes(id) => move_step(id, change, &mut stacks.undo, &mut stacks.redo),
                Origin::Redoes(id) => move_step(id, change, &mut stacks.redo, &mut stacks.undo),
            }
        }
        stacks
    }

    /// Returns the inverse of a step for the nodes that still are as the step left them.
    fn take_back(&self, step: &Step<'_>, origin: Origin) -> Option<Change> {
        let mut change = step.change.inverse(origin);
        change.nodes.retain(|node| {
            self.status(&change.roadmap, &node.node)
                .is_some_and(|entry| entry.status == node.from)
        });
        (!change.nodes.is_empty()).then_some(change)
    }
}

/// Moves a step to the other stack; a record about a step that is not there says nothing.
fn move_step<'a>(id: &str, change: &'a Change, from: &mut Vec<Step<'a>>, to: &mut Vec<Step<'a>>) {
    // The step is nearly always the last one.
    if let Some(place) = from.iter().rposition(|step| step.id == id) {
        let step = from.remove(place);
        to.push(Step { change, ..step });
    }
}
