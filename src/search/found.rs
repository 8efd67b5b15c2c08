//! What a search found.

use crate::roadmap::{NodeIdx, Roadmap};

use super::query::Query;

/// A set of nodes of one roadmap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nodes(Vec<u64>);

impl Nodes {
    /// Returns an empty set with room for the nodes of a roadmap.
    #[must_use]
    pub fn none(roadmap: &Roadmap) -> Nodes {
        Nodes(vec![0; roadmap.len().div_ceil(64)])
    }

    /// Tells whether a node is in the set.
    #[must_use]
    pub fn contains(&self, node: NodeIdx) -> bool {
        let (at, bit) = place(node);
        self.0.get(at).is_some_and(|word| word & bit != 0)
    }

    /// Adds a node.
    pub fn insert(&mut self, node: NodeIdx) {
        let (at, bit) = place(node);
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= bit;
    }

    /// Returns how many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }
}

fn place(node: NodeIdx) -> (usize, u64) {
    (node.position() / 64, 1 << (node.position() % 64))
}

/// A node that fits by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub node: NodeIdx,
    /// How well it fits; comparable within one search only.
    pub score: u32,
}

/// What a query found in a roadmap, as it was when it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub(super) query: Query,
    pub(super) hits: Vec<Hit>,
    pub(super) nodes: Nodes,
}

impl Found {
    /// Returns what was asked.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Returns the nodes that fit by themselves, the best first, and equals in reading order.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Returns all nodes that are to be shown, but for the parents of what is shown: the hits, and what is below a parent that fits
    /// where nothing below it does.
    #[must_use]
    pub fn nodes(&self) -> &Nodes {
        &self.nodes
    }
}
