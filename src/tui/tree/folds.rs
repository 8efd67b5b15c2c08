//! Which rows are open: all or none of them, but for some. So folding everything costs nothing, however much there is.

use std::collections::BTreeSet;

use super::RowKind;
use crate::roadmap::NodeIdx;

/// Which of the rows of one sort are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Whether the rest is open.
    pub open: bool,
    /// Those of which the opposite is true.
    pub but: BTreeSet<NodeIdx>,
}

impl Fold {
    #[must_use]
    pub fn all(open: bool) -> Fold {
        Fold {
            open,
            but: BTreeSet::new(),
        }
    }

    #[must_use]
    pub fn is_open(&self, node: NodeIdx) -> bool {
        self.open != self.but.contains(&node)
    }

    pub fn set(&mut self, node: NodeIdx, open: bool) {
        if open == self.open {
            self.but.remove(&node);
        } else {
            self.but.insert(node);
        }
    }
}

/// Which parents are open.
#[derive(Clone, Debug)]
pub(super) struct Folds {
    pub(super) nodes: Fold,
    pub(super) ideas: Fold,
    lost: bool,
}

impl Folds {
    pub(super) fn all(open: bool) -> Folds {
        Folds {
            nodes: Fold::all(open),
            ideas: Fold::all(open),
            lost: open,
        }
    }

    pub(super) fn set(&mut self, kind: RowKind, open: bool) {
        match kind {
            RowKind::Node(node) => self.nodes.set(node, open),
            RowKind::KeyIdeas(topic) => self.ideas.set(topic, open),
            RowKind::Lost => self.lost = open,
            RowKind::Orphan(_) => {}
        }
    }

    pub(super) fn is_open(&self, kind: RowKind) -> bool {
        match kind {
            RowKind::Node(node) => self.nodes.is_open(node),
            RowKind::KeyIdeas(topic) => self.ideas.is_open(topic),
            RowKind::Lost => self.lost,
            RowKind::Orphan(_) => false,
        }
    }
}
