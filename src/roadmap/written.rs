//! What is written of nodes, for who goes through all of them.

use std::ops::Range;

use super::flat::Words;
use super::url::Link;
use super::{Localized, NodeIdx, Roadmap};
use crate::text::{Clean, CleanBuf};

impl Roadmap {
    /// Goes through what is written of some nodes, by position, in reading order. Unlike what is asked of single nodes, it is not kept
    /// in memory for the next time.
    pub fn each_written(&self, nodes: Range<usize>, mut look: impl FnMut(NodeIdx, Written<'_>)) {
        (self.0.words).each(nodes, |first, words| {
            for (node, words) in self.nodes().skip(first).zip(words) {
                look(node, Written(words));
            }
        });
    }
}

/// What is written of one node.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a>(&'a Words);

impl<'a> Written<'a> {
    #[must_use]
    pub fn id(self) -> Clean<'a> {
        self.0.id.as_clean()
    }

    #[must_use]
    pub fn titles(self) -> &'a Localized {
        &self.0.title
    }

    #[must_use]
    pub fn bodies(self) -> &'a Localized {
        &self.0.body
    }

    #[must_use]
    pub fn author(self) -> Option<Clean<'a>> {
        self.0.author.as_ref().map(CleanBuf::as_clean)
    }

    /// Returns the link of a resource and its further ones.
    pub fn links(self) -> impl Iterator<Item = &'a Link> {
        let further = self.0.also.iter().map(|further| &further.link);
        self.0.link.iter().chain(further)
    }
}
