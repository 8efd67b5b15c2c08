//! The shapes that `--json` prints. `docs/json.md` describes them; they only ever grow.

use serde::Serialize;

use crate::lang::Lang;
use crate::progress::{Progress, Tallies, Tally};
use crate::roadmap::{Level, NodeIdx, Roadmap, library};

/// Version of all shapes: a reader that knows it can read what it knows.
pub const VERSION: u32 = 1;

/// A roadmap, as far as it names something.
#[derive(Debug, Serialize)]
pub struct RoadmapName<'a> {
    pub id: &'a str,
    pub title: &'a str,
}

impl<'a> RoadmapName<'a> {
    #[must_use]
    pub fn of(roadmap: &'a Roadmap, lang: Lang) -> Self {
        RoadmapName {
            id: roadmap.id().as_str(),
            title: roadmap.name(lang).as_str(),
        }
    }
}

/// Counts of resources or of key ideas.
#[derive(Debug, Serialize)]
pub struct Counts {
    pub todo: u32,
    pub doing: u32,
    pub done: u32,
    pub skip: u32,
    /// Of what counts; `null` where nothing does.
    pub percent: Option<u32>,
}

impl From<Tally> for Counts {
    fn from(tally: Tally) -> Counts {
        Counts {
            todo: tally.todo,
            doing: tally.doing,
            done: tally.done,
            skip: tally.skipped,
            percent: tally.percent(),
        }
    }
}

/// Counts of both sorts of things that are ticked.
#[derive(Debug, Serialize)]
pub struct BothCounts {
    pub resources: Counts,
    pub concepts: Counts,
}

impl From<Tallies> for BothCounts {
    fn from(tallies: Tallies) -> BothCounts {
        BothCounts {
            resources: tallies.resources.into(),
            concepts: tallies.concepts.into(),
        }
    }
}

/// How many nodes of each level a roadmap has.
#[derive(Debug, Serialize)]
pub struct LevelCounts {
    pub stages: usize,
    pub topics: usize,
    pub concepts: usize,
    pub resources: usize,
}

impl From<library::Counts> for LevelCounts {
    fn from(counts: library::Counts) -> LevelCounts {
        let library::Counts {
            stages,
            topics,
            concepts,
            resources,
        } = counts;
        LevelCounts {
            stages,
            topics,
            concepts,
            resources,
        }
    }
}

/// One node, in a list or alone.
#[derive(Debug, Serialize)]
pub struct NodeData<'a> {
    pub id: &'a str,
    /// `stage`, `topic`, `concept` or `resource`.
    pub level: &'static str,
    /// Id of the node above.
    pub parent: Option<&'a str>,
    pub title: &'a str,
    /// `todo`, `doing`, `done` or `skip`; of a parent, what follows from below.
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<BothCounts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core: Option<bool>,
    /// Whether it costs nothing, where the file says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional: Option<bool>,
}

impl<'a> NodeData<'a> {
    #[must_use]
    pub fn of(roadmap: &'a Roadmap, progress: &Progress, node: NodeIdx, lang: Lang) -> Self {
        let level = roadmap.level(node);
        let is_parent = matches!(level, Level::Stage | Level::Topic);
        NodeData {
            id: roadmap.node_id(node).as_str(),
            level: level.word(),
            parent: roadmap
                .parent(node)
                .map(|parent| roadmap.node_id(parent).as_str()),
            title: roadmap.title(node, lang).as_str(),
            status: progress.status(roadmap, node).word(),
            counts: is_parent.then(|| progress.tallies(node).into()),
            kind: roadmap.kind(node).map(crate::roadmap::Kind::word),
            url: roadmap.link(node).map(crate::roadmap::url::Link::as_str),
            author: roadmap.author(node).map(crate::text::Clean::as_str),
            lang: roadmap.resource_lang(node).map(crate::text::Clean::as_str),
            minutes: roadmap.minutes(node),
            core: (level == Level::Resource).then(|| roadmap.is_core(node)),
            free: roadmap.marked_free(node),
            optional: (level == Level::Stage).then(|| roadmap.is_optional(node)),
        }
    }
}
