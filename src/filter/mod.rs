//! Which nodes are shown: one filter with one meaning, for the screen and for the command line.

mod condition;

use std::sync::Arc;

use crate::progress::{Progress, Status};
use crate::roadmap::{Kind, Level, NodeIdx, Roadmap};
use crate::search::Found;
use crate::text::CleanBuf;

pub use condition::Condition;

/// What a node must be to be shown. An empty list asks for nothing; several entries of one list mean "one of
/// these", several lists mean "all of these".
#[derive(Clone, Debug, Default)]
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
    /// Only resources that cost nothing, as far as is known.
    pub free: bool,
    /// Only what was searched for, as it was found.
    pub search: Option<Arc<Found>>,
    /// The parts in the order in which they were [noted](Filter::note_order).
    order: Vec<FilterPart>,
}

/// A part of a filter, which can be lifted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterPart {
    Stage,
    Topic,
    Status,
    Kind,
    Lang,
    Core,
    Free,
    Search,
}

impl FilterPart {
    pub const ALL: [FilterPart; 8] = [
        FilterPart::Stage,
        FilterPart::Topic,
        FilterPart::Status,
        FilterPart::Kind,
        FilterPart::Lang,
        FilterPart::Core,
        FilterPart::Free,
        FilterPart::Search,
    ];
}

/// What a filter shows of a roadmap.
#[derive(Clone, Debug, Default)]
pub struct Sifted {
    /// For every node whether it is shown.
    pub nodes: Vec<bool>,
    /// How many resources and concepts pass.
    pub leaves: usize,
}

/// The part of a filter that hides most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Culprit {
    pub part: FilterPart,
    /// How many resources and concepts are shown without it.
    pub brings: usize,
}

impl PartialEq for Filter {
    /// The order of the parts does not matter.
    fn eq(&self, other: &Filter) -> bool {
        let Filter {
            stage,
            topic,
            statuses,
            kinds,
            langs,
            core,
            free,
            search,
            order: _,
        } = self;
        *stage == other.stage
            && *topic == other.topic
            && *statuses == other.statuses
            && *kinds == other.kinds
            && *langs == other.langs
            && *core == other.core
            && *free == other.free
            && *search == other.search
    }
}

impl Eq for Filter {}

impl Filter {
    /// The filter of the key `.`: what is left to do.
    pub const UNFINISHED: [Status; 2] = [Status::Todo, Status::Doing];

    /// Tells whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !FilterPart::ALL.iter().any(|part| self.has(*part))
    }

    /// Tells whether a part asks for something.
    #[must_use]
    pub fn has(&self, part: FilterPart) -> bool {
        match part {
            FilterPart::Stage => self.stage.is_some(),
            FilterPart::Topic => self.topic.is_some(),
            FilterPart::Status => !self.statuses.is_empty(),
            FilterPart::Kind => !self.kinds.is_empty(),
            FilterPart::Lang => !self.langs.is_empty(),
            FilterPart::Core => self.core,
            FilterPart::Free => self.free,
            FilterPart::Search => self.search.is_some(),
        }
    }

    /// Returns the parts that ask for something, in the order in which they are peeled off: the last one added first.
    #[must_use]
    pub fn parts(&self) -> Vec<FilterPart> {
        let mut parts = self.order.clone();
        let unnoted = |part: &FilterPart| !self.order.contains(part);
        parts.extend(FilterPart::ALL.into_iter().filter(unnoted));
        parts.retain(|part| self.has(*part));
        parts.reverse();
        parts
    }

    /// Notes which parts were added since it was last noted. To be called after the fields were changed, so that
    /// [`parts`](Self::parts) knows what came last; parts that came together stand in the order of the fields.
    pub fn note_order(&mut self) {
        let mut parts = self.parts();
        parts.reverse();
        self.order = parts;
    }

    /// Takes a part away.
    pub fn lift(&mut self, part: FilterPart) {
        match part {
            FilterPart::Stage => self.stage = None,
            FilterPart::Topic => self.topic = None,
            FilterPart::Status => self.statuses.clear(),
            FilterPart::Kind => self.kinds.clear(),
            FilterPart::Lang => self.langs.clear(),
            FilterPart::Core => self.core = false,
            FilterPart::Free => self.free = false,
            FilterPart::Search => self.search = None,
        }
        self.order.retain(|kept| *kept != part);
    }

    /// Takes the part away that was added last, and returns which it was.
    pub fn peel(&mut self) -> Option<FilterPart> {
        let last = self.parts().first().copied()?;
        self.lift(last);
        Some(last)
    }

    /// Returns the part that brings most back when it alone is lifted; nothing when lifting one is not enough. Of
    /// parts that bring as much, it is the one added last.
    #[must_use]
    pub fn culprit(&self, roadmap: &Roadmap, progress: &Progress) -> Option<Culprit> {
        let mut culprit: Option<Culprit> = None;
        for part in self.parts() {
            let mut without = self.clone();
            without.lift(part);
            let brings = without.count(roadmap, progress);
            if brings > culprit.map_or(0, |most| most.brings) {
                culprit = Some(Culprit { part, brings });
            }
        }
        culprit
    }

    /// Returns how many resources and concepts pass.
    #[must_use]
    pub fn count(&self, roadmap: &Roadmap, progress: &Progress) -> usize {
        let conditions: Vec<Condition<'_>> = self.conditions().collect();
        let passes = |node: &NodeIdx| {
            matches!(roadmap.level(*node), Level::Concept | Level::Resource)
                && all_pass(&conditions, roadmap, progress, *node)
        };
        roadmap.nodes().filter(passes).count()
    }

    /// Tells whether what it shows changes with what the person has done.
    #[must_use]
    pub fn depends_on_progress(&self) -> bool {
        let search = self.search.as_ref();
        self.has(FilterPart::Status)
            || search.is_some_and(|found| found.query().depends_on_progress())
    }

    /// Tells whether it asks for more than a place in the tree or a search, so that parents without a match are hidden.
    #[must_use]
    pub fn asks_of_leaves(&self) -> bool {
        self.conditions().any(Condition::asks_of_leaves)
    }

    /// Tells whether a resource or concept passes. Concepts have no kind and no language and are not on the core
    /// path, so a filter that asks for one of these leaves them out.
    #[must_use]
    pub fn matches(&self, roadmap: &Roadmap, progress: &Progress, node: NodeIdx) -> bool {
        let mut conditions = self.conditions();
        conditions.all(|condition| condition.passes(roadmap, progress, node))
    }

    /// Returns for every node whether it is shown: the leaves that match, and their parents for context. A
    /// filter that only names a place also shows parents that have nothing below them, and so does a search that found one.
    #[must_use]
    pub fn shown(&self, roadmap: &Roadmap, progress: &Progress) -> Vec<bool> {
        self.sift(roadmap, progress).nodes
    }

    /// Returns what is shown, as [`shown`](Self::shown) does, and counts it.
    #[must_use]
    pub fn sift(&self, roadmap: &Roadmap, progress: &Progress) -> Sifted {
        let conditions: Vec<Condition<'_>> = self.conditions().collect();
        let asks_of_leaves = self.asks_of_leaves();
        if conditions.is_empty() {
            let of_stages = roadmap.stages().map(|stage| progress.tallies(stage).all());
            return Sifted {
                nodes: vec![true; roadmap.len()],
                leaves: of_stages.sum::<u32>() as usize,
            };
        }
        let mut shown = vec![false; roadmap.len()];
        let mut leaves = 0;
        for node in roadmap.nodes() {
            if !all_pass(&conditions, roadmap, progress, node) {
                continue;
            }
            match roadmap.level(node) {
                Level::Concept | Level::Resource => leaves += 1,
                Level::Stage | Level::Topic if asks_of_leaves => continue,
                Level::Stage | Level::Topic => {}
            }
            shown[node.position()] = true;
            let mut above = roadmap.ancestors(node);
            while let Some(parent) = above.next().filter(|parent| !shown[parent.position()]) {
                shown[parent.position()] = true;
            }
        }
        Sifted {
            nodes: shown,
            leaves,
        }
    }

    fn conditions(&self) -> impl Iterator<Item = Condition<'_>> {
        let asked = |part, condition| self.has(part).then_some(condition);
        let found = self.search.as_deref();
        [
            asked(FilterPart::Stage, Condition::Within(self.stage.as_slice())),
            asked(FilterPart::Topic, Condition::Within(self.topic.as_slice())),
            asked(FilterPart::Status, Condition::Status(&self.statuses)),
            asked(FilterPart::Kind, Condition::Kind(&self.kinds)),
            asked(FilterPart::Lang, Condition::Lang(&self.langs)),
            asked(FilterPart::Core, Condition::Core),
            asked(FilterPart::Free, Condition::Free),
            found.map(|found| Condition::Among(found.nodes())),
        ]
        .into_iter()
        .flatten()
    }
}

fn all_pass(
    conditions: &[Condition<'_>],
    roadmap: &Roadmap,
    progress: &Progress,
    node: NodeIdx,
) -> bool {
    let mut conditions = conditions.iter();
    conditions.all(|condition| condition.passes(roadmap, progress, node))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::{Limits, load};
    use crate::search::{Index, Query};
    use crate::text::clean;

    fn roadmap() -> Roadmap {
        let yaml = "
format: 1
id: f
title: Filters
stages:
  - id: s
    title: Stage
    topics:
      - id: t
        title: Topic
        concepts: [{ id: idea, title: Idea }]
        resources:
          - { id: video, title: A video, url: 'https://a.test/', kind: video, lang: en, core: true }
          - { id: dear-video, title: A dear video, url: 'https://b.test/', kind: video, lang: zh, free: false }
          - { id: book, title: A book, url: 'https://c.test/', kind: book }
          - { id: gift, title: A book for all, url: 'https://d.test/', kind: book, free: true }
      - { id: empty, title: Empty }
";
        let loaded = load(yaml.as_bytes(), &Limits::default());
        loaded.expect("a sound roadmap").roadmap
    }

    fn shown(filter: &Filter, roadmap: &Roadmap) -> String {
        let shown = filter.shown(roadmap, &Progress::new(roadmap));
        let nodes = roadmap.nodes().filter(|node| shown[node.position()]);
        let ids: Vec<&str> = nodes.map(|node| roadmap.node_id(node).as_str()).collect();
        ids.join(" ")
    }

    fn searched(text: &str, roadmap: &Roadmap) -> Filter {
        let progress = Progress::new(roadmap);
        let found = Index::new(roadmap).find(&Query::parse(text), roadmap, &progress);
        Filter {
            search: Some(Arc::new(found)),
            ..Filter::default()
        }
    }

    #[test]
    fn what_is_free_is_marked_so_or_is_so_as_a_rule() {
        let filter = Filter {
            free: true,
            ..Filter::default()
        };
        assert_eq!(shown(&filter, &roadmap()), "s t video gift");
    }

    #[test]
    fn a_search_and_a_filter_that_ask_the_same_show_the_same() {
        let roadmap = roadmap();
        let none = Filter::default;
        let table = [
            (
                "kind:video",
                Filter {
                    kinds: vec![Kind::Video],
                    ..none()
                },
            ),
            (
                "kind:book,video lang:en",
                Filter {
                    kinds: vec![Kind::Book, Kind::Video],
                    langs: vec![clean::line("en")],
                    ..none()
                },
            ),
            (
                "is:todo",
                Filter {
                    statuses: vec![Status::Todo],
                    ..none()
                },
            ),
            (
                "is:open",
                Filter {
                    statuses: Filter::UNFINISHED.to_vec(),
                    ..none()
                },
            ),
            (
                "core:",
                Filter {
                    core: true,
                    ..none()
                },
            ),
            (
                "free:",
                Filter {
                    free: true,
                    ..none()
                },
            ),
            (
                "topic:t",
                Filter {
                    topic: roadmap.find("t"),
                    ..none()
                },
            ),
        ];
        for (text, filter) in table {
            let search = searched(text, &roadmap);
            assert_eq!(shown(&filter, &roadmap), shown(&search, &roadmap), "{text}");
        }
    }

    #[test]
    fn a_search_shows_parents_for_context_and_a_parent_that_has_nothing_below() {
        let roadmap = roadmap();
        for (text, expected) in [("gift", "s t gift"), ("empty", "s empty"), ("nowhere", "")] {
            assert_eq!(
                shown(&searched(text, &roadmap), &roadmap),
                expected,
                "{text}"
            );
        }
        let mut filter = searched("empty", &roadmap);
        filter.core = true;
        assert_eq!(shown(&filter, &roadmap), "");
    }

    #[test]
    fn parts_are_peeled_in_the_reverse_of_the_order_in_which_they_came() {
        let mut filter = Filter {
            core: true,
            ..Filter::default()
        };
        filter.note_order();
        filter.kinds = vec![Kind::Book];
        filter.note_order();
        filter.statuses = vec![Status::Todo];
        assert_eq!(
            filter.parts(),
            [FilterPart::Status, FilterPart::Kind, FilterPart::Core]
        );
        // Changing a part keeps its place; what is gone and comes again is new.
        filter.note_order();
        filter.kinds.push(Kind::Video);
        filter.core = false;
        filter.note_order();
        filter.core = true;
        filter.note_order();
        let peeled: Vec<FilterPart> = std::iter::from_fn(|| filter.peel()).collect();
        assert_eq!(
            peeled,
            [FilterPart::Core, FilterPart::Status, FilterPart::Kind]
        );
        assert!(filter.is_empty() && filter == Filter::default());
    }

    #[test]
    fn the_culprit_is_the_part_without_which_most_is_shown() {
        let roadmap = roadmap();
        let progress = Progress::new(&roadmap);
        let culprit = |filter: &Filter| {
            let culprit = filter.culprit(&roadmap, &progress);
            culprit.map(|culprit| (culprit.part, culprit.brings))
        };
        let mut filter = Filter {
            kinds: vec![Kind::Book],
            core: true,
            ..Filter::default()
        };
        assert_eq!(shown(&filter, &roadmap), "");
        // Without `core` two books, without the kind one video.
        assert_eq!(culprit(&filter), Some((FilterPart::Core, 2)));
        filter.statuses = vec![Status::Done];
        assert_eq!(culprit(&filter), None);
        let filter = searched("nowhere", &roadmap);
        assert_eq!(culprit(&filter), Some((FilterPart::Search, 5)));
    }
}
