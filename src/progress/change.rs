//! One thing the learner did, as data: what it was before and what it is now, so that it can be undone.

use super::Status;

/// A change of one node's status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeChange {
    /// Id of the node as the roadmap (or, for an orphan, the journal) names it.
    pub node: String,
    pub from: Status,
    pub to: Status,
    /// Address and title of the node at the time, so that progress is found again after the roadmap changed.
    pub url: Option<String>,
    pub title: String,
    /// When it was, as local time with offset or as a day, where that is known to be another time than that of the record: of
    /// what was done before it was imported.
    pub when: Option<String>,
}

/// What a change does to the history of undo.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Origin {
    /// The person did it.
    #[default]
    Done,
    /// It undoes the change with this record id.
    Undoes(String),
    /// It does the undone change with this record id again.
    Redoes(String),
}

/// One change, of one node or of many at once: one record of the journal, one step of undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Id of the roadmap.
    pub roadmap: String,
    /// At least one; all are changed together or not at all.
    pub nodes: Vec<NodeChange>,
    pub origin: Origin,
}

impl Change {
    /// Returns when one of its nodes came to its status, where that was not when it was recorded. What is taken back comes back
    /// when that is recorded.
    #[must_use]
    pub fn when<'a>(&self, node: &'a NodeChange) -> Option<&'a str> {
        let is_taken_back = matches!(self.origin, Origin::Undoes(_));
        node.when.as_deref().filter(|_| !is_taken_back)
    }

    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self, origin: Origin) -> Change {
        let nodes = self
            .nodes
            .iter()
            .map(|node| NodeChange {
                from: node.to,
                to: node.from,
                ..node.clone()
            })
            .collect();
        Change {
            roadmap: self.roadmap.clone(),
            nodes,
            origin,
        }
    }
}
