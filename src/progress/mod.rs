//! What the learner has done: the status of every node of one roadmap, and exact counts at every parent.

pub mod change;
pub mod next;
mod tally;

pub use tally::{Tallies, Tally};

use crate::roadmap::{Level, NodeIdx, Roadmap};

/// How far a resource or concept is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    #[default]
    Todo,
    Doing,
    Done,
    /// Left out on purpose: leaves the denominator.
    Skipped,
}

impl Status {
    pub const ALL: [Status; 4] = [Status::Todo, Status::Doing, Status::Done, Status::Skipped];

    /// Returns the word that the journal, files and commands use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Status::Todo => "todo",
            Status::Doing => "doing",
            Status::Done => "done",
            Status::Skipped => "skip",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Tells whether there is something left to do.
    #[must_use]
    pub const fn is_unfinished(self) -> bool {
        matches!(self, Status::Todo | Status::Doing)
    }
}

/// The status of every leaf of one roadmap and the counts of every parent.
#[derive(Clone, Debug)]
pub struct Progress {
    status: Vec<Status>,
    tallies: Vec<Tallies>,
}

impl Progress {
    /// Returns the progress of somebody who has not begun.
    #[must_use]
    pub fn new(roadmap: &Roadmap) -> Self {
        let mut progress = Progress {
            status: vec![Status::Todo; roadmap.len()],
            tallies: vec![Tallies::default(); roadmap.len()],
        };
        for node in roadmap.nodes() {
            progress.count(roadmap, node, |tally| tally.add(Status::Todo));
        }
        progress
    }

    /// Sets the status of a resource or concept and corrects the counts of all its parents. Stages and topics
    /// have no status of their own: theirs follows from what is below.
    pub fn set(&mut self, roadmap: &Roadmap, node: NodeIdx, status: Status) {
        let before = std::mem::replace(&mut self.status[node.position()], status);
        self.count(roadmap, node, |tally| {
            tally.remove(before);
            tally.add(status);
        });
    }

    /// Returns the status of a leaf, or the one that follows for a parent from its resources (from its concepts
    /// where it has no resources).
    #[must_use]
    pub fn status(&self, roadmap: &Roadmap, node: NodeIdx) -> Status {
        match roadmap.level(node) {
            Level::Concept | Level::Resource => self.status[node.position()],
            Level::Stage | Level::Topic => {
                let Tallies {
                    resources,
                    concepts,
                } = self.tallies(node);
                if resources.all() > 0 {
                    resources.status()
                } else {
                    concepts.status()
                }
            }
        }
    }

    /// Returns the counts of all that is below a stage or topic; of a leaf, nothing.
    #[must_use]
    pub fn tallies(&self, node: NodeIdx) -> Tallies {
        self.tallies[node.position()]
    }

    /// Returns the counts of the concepts directly below a topic.
    #[must_use]
    pub fn key_ideas(&self, roadmap: &Roadmap, topic: NodeIdx) -> Tally {
        let mut tally = Tally::default();
        for node in roadmap
            .children(topic)
            .filter(|node| roadmap.level(*node) == Level::Concept)
        {
            tally.add(self.status[node.position()]);
        }
        tally
    }

    /// Returns the counts of the whole roadmap's goal: every stage but the optional ones. Where all stages are
    /// optional, all count.
    #[must_use]
    pub fn goal(&self, roadmap: &Roadmap) -> Tallies {
        let required = |stage: &NodeIdx| !roadmap.is_optional(*stage);
        let all_optional = !roadmap.stages().any(|stage| required(&stage));
        self.sum(
            roadmap
                .stages()
                .filter(|stage| all_optional || required(stage)),
        )
    }

    /// Returns the counts of the optional stages that [`goal`](Self::goal) leaves out.
    #[must_use]
    pub fn beside_goal(&self, roadmap: &Roadmap) -> Tallies {
        let all_optional = !roadmap.stages().any(|stage| !roadmap.is_optional(stage));
        self.sum(
            roadmap
                .stages()
                .filter(|stage| !all_optional && roadmap.is_optional(*stage)),
        )
    }

    fn sum(&self, nodes: impl Iterator<Item = NodeIdx>) -> Tallies {
        let mut sum = Tallies::default();
        for node in nodes {
            sum.resources += self.tallies(node).resources;
            sum.concepts += self.tallies(node).concepts;
        }
        sum
    }

    fn count(&mut self, roadmap: &Roadmap, node: NodeIdx, adjust: impl Fn(&mut Tally)) {
        let level = roadmap.level(node);
        for parent in roadmap.ancestors(node) {
            let tallies = &mut self.tallies[parent.position()];
            match level {
                Level::Resource => adjust(&mut tallies.resources),
                Level::Concept => adjust(&mut tallies.concepts),
                Level::Stage | Level::Topic => {}
            }
        }
    }
}
