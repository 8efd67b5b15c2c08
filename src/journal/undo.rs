//! Undo and redo as a reading of the journal, so that they work across sessions.
//!
//! Only changes of this device are taken back. A node that another device has changed since is left alone, and a
//! change of which no node is left is passed over.

use super::log::{Log, Past, Writer};
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
    latest: Past<'a>,
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
            match (past.undoes(), past.redoes()) {
                (None, None) => {
                    let (id, latest) = (past.id.as_str(), past);
                    stacks.undo.push(Step { id, latest });
                    stacks.redo.clear();
                }
                (Some(id), _) => move_step(id, past, &mut stacks.undo, &mut stacks.redo),
                (None, Some(id)) => move_step(id, past, &mut stacks.redo, &mut stacks.undo),
            }
        }
        stacks
    }

    /// Returns the inverse of a step for the nodes that still are as the step left them, and not by another device.
    fn take_back(&self, step: &Step<'_>, origin: Origin) -> Option<Change> {
        let mut change = step.latest.change().inverse(origin);
        change.nodes.retain(|node| {
            self.status(&change.roadmap, &node.node)
                .is_some_and(|entry| {
                    entry.status == node.from && entry.writer == Writer::ThisDevice
                })
        });
        (!change.nodes.is_empty()).then_some(change)
    }
}

/// Moves a step to the other stack; a record about a step that is not there says nothing.
fn move_step<'a>(id: &str, latest: Past<'a>, from: &mut Vec<Step<'a>>, to: &mut Vec<Step<'a>>) {
    // The step is nearly always the last one.
    if let Some(place) = from.iter().rposition(|step| step.id == id) {
        let step = from.remove(place);
        to.push(Step { latest, ..step });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::record::{Action, Record, RecordId};
    use crate::progress::Status;
    use crate::progress::change::NodeChange;

    const NODES: [&str; 3] = ["a", "b", "c"];

    /// A session as it happens: each change gets the next id and time.
    #[derive(Default)]
    struct Session {
        log: Log,
        count: u64,
    }

    impl Session {
        fn add(&mut self, change: Change, writer: Writer) {
            self.count += 1;
            let id = RecordId::new(1, self.count);
            self.log.add(
                Record::new(id, self.count, "", Action::Status(change)),
                writer,
            );
        }

        fn status(&self, node: &str) -> Status {
            self.log
                .status("llm", node)
                .map(|entry| entry.status)
                .unwrap_or_default()
        }

        fn statuses(&self) -> [Status; 3] {
            NODES.map(|node| self.status(node))
        }

        fn set(&mut self, nodes: &[(usize, Status)], writer: Writer) {
            let change = |(node, to): &(usize, Status)| NodeChange {
                node: NODES[*node].into(),
                from: self.status(NODES[*node]),
                to: *to,
                url: None,
                title: String::new(),
                when: None,
            };
            let nodes = nodes.iter().map(change).collect();
            self.add(
                Change {
                    roadmap: "llm".into(),
                    nodes,
                    origin: Origin::Done,
                },
                writer,
            );
        }

        fn undo(&mut self) -> bool {
            let change = self.log.undoable("llm");
            change
                .map(|change| self.add(change, Writer::ThisDevice))
                .is_some()
        }

        fn redo(&mut self) -> bool {
            let change = self.log.redoable("llm");
            change
                .map(|change| self.add(change, Writer::ThisDevice))
                .is_some()
        }
    }

    #[derive(Clone, Debug)]
    enum Step {
        Set(Vec<(usize, Status)>),
        Undo,
        Redo,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let set = prop::sample::subsequence(vec![0, 1, 2], 1..=3)
            .prop_flat_map(|nodes| {
                let status = prop::sample::select(&Status::ALL[..]);
                let count = nodes.len();
                (Just(nodes), prop::collection::vec(status, count))
            })
            .prop_map(|(nodes, statuses)| Step::Set(nodes.into_iter().zip(statuses).collect()));
        let step = prop_oneof![2 => set, 2 => Just(Step::Undo), 1 => Just(Step::Redo)];
        prop::collection::vec(step, 0..40)
    }

    proptest! {
        #[test]
        fn undo_and_redo_go_through_the_states_of_the_past(steps in steps()) {
            let mut session = Session::default();
            // The model is the one of every editor: a list of states and a place in it.
            let (mut states, mut place) = (vec![session.statuses()], 0);
            for step in steps {
                match step {
                    Step::Set(nodes) => {
                        session.set(&nodes, Writer::ThisDevice);
                        states.truncate(place + 1);
                        states.push(session.statuses());
                        place += 1;
                    }
                    Step::Undo => {
                        prop_assert_eq!(session.undo(), place > 0);
                        place = place.saturating_sub(1);
                    }
                    Step::Redo => {
                        prop_assert_eq!(session.redo(), place + 1 < states.len());
                        place = (place + 1).min(states.len() - 1);
                    }
                }
                prop_assert_eq!(session.statuses(), states[place]);
            }
        }

        #[test]
        fn a_change_and_its_inverse_leave_everything_as_it_was(before in steps(), nodes in steps()) {
            let mut session = Session::default();
            for step in before.into_iter().chain(nodes) {
                let Step::Set(nodes) = step else { continue };
                let was = session.statuses();
                session.set(&nodes, Writer::ThisDevice);
                let done = session.log.history("llm").next().map(|past| past.change()).unwrap();
                prop_assert_eq!(done.inverse(Origin::Done).inverse(Origin::Done), done.clone());
                session.add(done.inverse(Origin::Done), Writer::ThisDevice);
                prop_assert_eq!(session.statuses(), was);
            }
        }
    }

    #[test]
    fn a_status_that_another_device_gave_again_is_left_alone() {
        let mut session = Session::default();
        session.set(&[(0, Status::Done)], Writer::ThisDevice);
        session.set(&[(0, Status::Skipped)], Writer::ThisDevice);
        session.set(&[(0, Status::Done)], Writer::Other);
        assert!(
            !session.undo(),
            "it is as the first change left it, but not by it"
        );
        assert_eq!(session.status("a"), Status::Done);
    }

    #[test]
    fn changes_of_other_devices_are_neither_undone_nor_overwritten() {
        let mut session = Session::default();
        session.set(&[(0, Status::Done)], Writer::ThisDevice);
        session.set(&[(0, Status::Done), (1, Status::Done)], Writer::ThisDevice);
        session.set(&[(1, Status::Skipped)], Writer::Other);
        assert!(session.undo());
        assert_eq!(
            session.statuses(),
            [Status::Done, Status::Skipped, Status::Todo]
        );
        session.set(&[(0, Status::Doing)], Writer::Other);
        assert!(!session.undo(), "nothing is left of the first change");
        assert!(!session.redo(), "nor of the second");
    }

    #[test]
    fn undo_is_of_one_roadmap() {
        let mut session = Session::default();
        session.set(&[(0, Status::Done)], Writer::ThisDevice);
        assert_eq!(session.log.undoable("rust"), None);
        assert!(session.log.undoable("llm").is_some());
    }
}
