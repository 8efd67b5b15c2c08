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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    status: Vec<Status>,
    /// In reading order. There are few beside the leaves, so that going through all of them costs little.
    parents: Vec<Parent>,
}

/// A stage or topic with the counts of all that is below it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parent {
    node: NodeIdx,
    tallies: Tallies,
    /// Of the resources, those on the core path.
    core: Tally,
}

impl Progress {
    /// Returns the progress of somebody who has not begun.
    #[must_use]
    pub fn new(roadmap: &Roadmap) -> Self {
        let is_parent = |node: &NodeIdx| is_parent(roadmap, *node);
        let parent = |node| Parent {
            node,
            tallies: Tallies::default(),
            core: Tally::default(),
        };
        let mut progress = Progress {
            status: vec![Status::Todo; roadmap.len()],
            parents: roadmap.nodes().filter(is_parent).map(parent).collect(),
        };
        // From the end, so that a parent has all its counts before they are added to those of its own parent; the place of
        // the parent is kept, as leaves of one stand side by side.
        let mut kept = None;
        let mut own = progress.parents.len();
        for node in roadmap.nodes().rev() {
            let is_parent = is_parent(&node);
            own -= usize::from(is_parent);
            let Some(above) = roadmap.parent(node) else {
                continue;
            };
            let place = match kept {
                Some((known, place)) if known == above => Some(place),
                Some(_) | None => progress.place(above),
            };
            let Some(place) = place else { continue };
            kept = Some((above, place));
            if is_parent {
                let Parent { tallies, core, .. } = progress.parents[own];
                let parent = &mut progress.parents[place];
                parent.tallies += tallies;
                parent.core += core;
            } else {
                progress.parents[place].count(roadmap, node, |tally| tally.add(Status::Todo));
            }
        }
        progress
    }

    /// Sets the status of a resource or concept and corrects the counts of all its parents. Stages and topics
    /// have no status of their own: theirs follows from what is below.
    pub fn set(&mut self, roadmap: &Roadmap, node: NodeIdx, status: Status) {
        let before = std::mem::replace(&mut self.status[node.position()], status);
        if before == status {
            return;
        }
        for parent in roadmap.ancestors(node) {
            if let Some(place) = self.place(parent) {
                self.parents[place].count(roadmap, node, |tally| {
                    tally.remove(before);
                    tally.add(status);
                });
            }
        }
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
        let place = self.place(node);
        place.map_or_else(Tallies::default, |place| self.parents[place].tallies)
    }

    /// Returns the counts of the resources on the core path below a stage or topic; of a leaf, nothing.
    #[must_use]
    pub fn core(&self, node: NodeIdx) -> Tally {
        let place = self.place(node);
        place.map_or_else(Tally::default, |place| self.parents[place].core)
    }

    /// Returns the stages and topics in reading order, with the counts of all resources below each, and of those on the core
    /// path.
    pub(super) fn parents(&self) -> impl Iterator<Item = (NodeIdx, Tally, Tally)> {
        let parents = self.parents.iter();
        parents.map(|parent| (parent.node, parent.tallies.resources, parent.core))
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
            sum += self.tallies(node);
        }
        sum
    }

    /// Returns the place of a stage or topic in `parents`.
    fn place(&self, node: NodeIdx) -> Option<usize> {
        let found = self
            .parents
            .binary_search_by_key(&node, |parent| parent.node);
        found.ok()
    }
}

impl Parent {
    /// Corrects the counts that a leaf belongs to.
    fn count(&mut self, roadmap: &Roadmap, leaf: NodeIdx, adjust: impl Fn(&mut Tally)) {
        match roadmap.level(leaf) {
            Level::Resource => {
                adjust(&mut self.tallies.resources);
                if roadmap.is_core(leaf) {
                    adjust(&mut self.core);
                }
            }
            Level::Concept => adjust(&mut self.tallies.concepts),
            Level::Stage | Level::Topic => {}
        }
    }
}

fn is_parent(roadmap: &Roadmap, node: NodeIdx) -> bool {
    matches!(roadmap.level(node), Level::Stage | Level::Topic)
}
