//! What may be asked of a resource or concept: each question has one meaning, for filters and for searches.

use crate::progress::{Progress, Status};
use crate::roadmap::{Kind, NodeIdx, Roadmap};
use crate::search::Nodes;
use crate::text::CleanBuf;

/// One question. Several entries of a list mean "one of these".
#[derive(Clone, Copy, Debug)]
pub enum Condition<'c> {
    /// It is one of these stages or topics, or below one.
    Within(&'c [NodeIdx]),
    Status(&'c [Status]),
    Kind(&'c [Kind]),
    /// Language tags of resources; `zh` also finds `zh-CN`.
    Lang(&'c [CleanBuf]),
    /// It is on the shortest useful path.
    Core,
    /// It costs nothing, as far as is known; see [`Roadmap::is_free`].
    Free,
    /// A search found it.
    Among(&'c Nodes),
}

impl Condition<'_> {
    /// Tells whether a node passes. Concepts have no kind, no language and no price and are not on the core path, so
    /// they never pass where one of these is asked for.
    #[must_use]
    pub fn passes(self, roadmap: &Roadmap, progress: &Progress, node: NodeIdx) -> bool {
        match self {
            Condition::Within(places) => {
                let within = |place: &NodeIdx| roadmap.is_within(node, *place);
                places.iter().any(within)
            }
            Condition::Status(statuses) => statuses.contains(&progress.status(roadmap, node)),
            Condition::Kind(kinds) => roadmap.kind(node).is_some_and(|kind| kinds.contains(&kind)),
            Condition::Lang(tags) => roadmap.resource_lang(node).is_some_and(|have| {
                let wanted = |tag: &CleanBuf| is_language_of(tag.as_str(), have.as_str());
                tags.iter().any(wanted)
            }),
            Condition::Core => roadmap.is_core(node),
            Condition::Free => roadmap.is_free(node),
            Condition::Among(found) => found.contains(node),
        }
    }

    /// Tells whether it asks for what only resources and concepts have of their own, so that a parent cannot pass.
    #[must_use]
    pub const fn asks_of_leaves(self) -> bool {
        match self {
            Condition::Within(_) | Condition::Among(_) => false,
            Condition::Status(_)
            | Condition::Kind(_)
            | Condition::Lang(_)
            | Condition::Core
            | Condition::Free => true,
        }
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
