//! Which nodes are shown: one filter with one meaning, for the screen and for the command line.

use crate::progress::{Progress, Status};
use crate::roadmap::{Kind, Level, NodeIdx, Roadmap};
use crate::text::CleanBuf;

/// What a node must be to be shown. An empty list asks for nothing; several entries of one list mean "one of
/// these", several lists mean "all of these".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what is below this stage.
    pub stage: Option<NodeIdx>,
    /// Only what is below this topic.
    pub topic: Option<NodeIdx>,
    pub statuses: Vec<Status>,
    pub kinds: Vec<Kind>,
    /// Language tags of resources; `zh` also finds `zh-CN`.
    pub langs: Vec<CleanBuf>,
    /// Only resources on the shortest useful path.
    pub core: bool,
}

impl Filter {
    /// The filter of the key `.`: what is left to do.
    pub const UNFINISHED: [Status; 2] = [Status::Todo, Status::Doing];

    /// Tells whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Tells whether it asks for more than a place in the tree, so that parents without a match are hidden.
    #[must_use]
    pub fn asks_of_leaves(&self) -> bool {
        let Filter {
            stage: _,
            topic: _,
            statuses,
            kinds,
            langs,
            core,
        } = self;
        !statuses.is_empty() || !kinds.is_empty() || !langs.is_empty() || *core
    }

    /// Tells whether a resource or concept passes. Concepts have no kind and no language and are not on the core
    /// path, so a filter that asks for one of these leaves them out.
    #[must_use]
    pub fn matches(&self, roadmap: &Roadmap, progress: &Progress, node: NodeIdx) -> bool {
        let within =
            |place: Option<NodeIdx>| place.is_none_or(|place| roadmap.is_within(node, place));
        within(self.stage)
            && within(self.topic)
            && (self.statuses.is_empty() || self.statuses.contains(&progress.status(roadmap, node)))
            && (self.kinds.is_empty()
                || roadmap
                    .kind(node)
                    .is_some_and(|kind| self.kinds.contains(&kind)))
            && (self.langs.is_empty() || self.matches_lang(roadmap, node))
            && (!self.core || roadmap.is_core(node))
    }

    /// Returns for every node whether it is shown: the leaves that match, and their parents for context. A
    /// filter that only names a place also shows parents that have nothing below them.
    #[must_use]
    pub fn shown(&self, roadmap: &Roadmap, progress: &Progress) -> Vec<bool> {
        let mut shown = vec![false; roadmap.len()];
        for node in roadmap.nodes().rev() {
            let here = shown[node.position()]
                || match roadmap.level(node) {
                    Level::Concept | Level::Resource => self.matches(roadmap, progress, node),
                    Level::Stage | Level::Topic => {
                        !self.asks_of_leaves() && self.matches(roadmap, progress, node)
                    }
                };
            if here {
                shown[node.position()] = true;
                if let Some(parent) = roadmap.parent(node) {
                    shown[parent.position()] = true;
                }
            }
        }
        shown
    }

    fn matches_lang(&self, roadmap: &Roadmap, node: NodeIdx) -> bool {
        roadmap.resource_lang(node).is_some_and(|have| {
            self.langs
                .iter()
                .any(|want| is_language_of(want.as_str(), have.as_str()))
        })
    }
}

/// Tells whether a tag is another or begins with its subtags; case means nothing in tags.
fn is_language_of(want: &str, have: &str) -> bool {
    let mut have = have.split('-');
    want.split('-').all(|want| {
        have.next()
            .is_some_and(|have| have.eq_ignore_ascii_case(want))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_with_its_regions_and_in_any_case() {
        let table = [
            ("zh", "zh", true),
            ("zh", "zh-cn", true),
            ("zh-CN", "zh-cn", true),
            ("ZH", "zh", true),
            ("zh-cn", "zh", false),
            ("z", "zh", false),
            ("", "zh", false),
        ];
        for (want, have, expected) in table {
            assert_eq!(is_language_of(want, have), expected, "{want:?} in {have:?}");
        }
    }
}
