//! What a map shows: boxes in groups, and the arrows between them, with the sizes of their texts. Progress is no part
//! of it, so a map does not move when something is ticked off.

use std::collections::BTreeSet;

use crate::lang::Lang;
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::{CleanBuf, clean, width};

/// A box of one [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoxId(pub(super) usize);

impl BoxId {
    /// Returns the position in reading order, to index a `Vec` with one entry a box.
    #[must_use]
    pub const fn position(self) -> usize {
        self.0
    }
}

/// How much is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zoom {
    /// A box a stage.
    Stages,
    /// A box a topic.
    #[default]
    Topics,
    /// A box a topic, with a mark a resource in it.
    Resources,
}

impl Zoom {
    pub const ALL: [Zoom; 3] = [Zoom::Stages, Zoom::Topics, Zoom::Resources];

    /// Returns the next level that shows more; the last is its own.
    #[must_use]
    pub const fn closer(self) -> Zoom {
        match self {
            Zoom::Stages => Zoom::Topics,
            Zoom::Topics | Zoom::Resources => Zoom::Resources,
        }
    }

    /// Returns the next level that shows less; the first is its own.
    #[must_use]
    pub const fn farther(self) -> Zoom {
        match self {
            Zoom::Stages | Zoom::Topics => Zoom::Stages,
            Zoom::Resources => Zoom::Topics,
        }
    }
}

/// The sizes of one box's texts, in columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoxSize {
    /// The group that the box belongs to.
    pub group: usize,
    /// How deep it lies below its group's other boxes; 0 for most.
    pub depth: usize,
    pub title: usize,
    /// The count at its widest, such as `12/12`.
    pub count: usize,
    /// A further line.
    pub about: usize,
    /// Marks of resources in the box.
    pub marks: usize,
}

/// Boxes in groups, in reading order, and which boxes need which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    groups: usize,
    boxes: Vec<BoxSize>,
    /// `(from, to)`: `to` needs `from`.
    edges: Vec<(BoxId, BoxId)>,
}

impl Graph {
    /// Takes boxes and `(from, to)` pairs of their positions. Boxes are sorted by group, a group without boxes is none; an arrow that leads nowhere, to
    /// its own start or for a second time is left out.
    #[must_use]
    pub fn new(mut boxes: Vec<BoxSize>, edges: &[(usize, usize)]) -> Graph {
        let groups: BTreeSet<usize> = boxes.iter().map(|size| size.group).collect();
        let groups: Vec<usize> = groups.into_iter().collect();
        for size in &mut boxes {
            size.group = groups.partition_point(|group| *group < size.group);
        }
        let mut order: Vec<usize> = (0..boxes.len()).collect();
        order.sort_by_key(|at| boxes[*at].group);
        let mut place = vec![0; boxes.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        boxes.sort_by_key(|size| size.group);
        let known = |at: usize| place.get(at).copied();
        let edges = edges
            .iter()
            .filter_map(|(from, to)| Some((BoxId(known(*from)?), BoxId(known(*to)?))))
            .filter(|(from, to)| from != to)
            .collect::<BTreeSet<_>>();
        Graph {
            groups: groups.len(),
            boxes,
            edges: edges.into_iter().collect(),
        }
    }

    /// Returns the graph of a roadmap at a level of zoom, and the node of each box in the same order. With `shown`, one
    /// entry a node, only what a filter shows is in it.
    #[must_use]
    pub fn of(
        roadmap: &Roadmap,
        lang: Lang,
        zoom: Zoom,
        shown: Option<&[bool]>,
    ) -> (Graph, Vec<NodeIdx>) {
        let is_shown = |node: NodeIdx| shown.is_none_or(|shown| shown[node.position()]);
        let level = match zoom {
            Zoom::Stages => Level::Stage,
            Zoom::Topics | Zoom::Resources => Level::Topic,
        };
        let nodes: Vec<NodeIdx> = roadmap
            .nodes()
            .filter(|node| roadmap.level(*node) == level && is_shown(*node))
            .collect();
        let mut box_of = vec![None; roadmap.len()];
        for (at, node) in nodes.iter().enumerate() {
            box_of[node.position()] = Some(at);
        }
        let sizes = nodes.iter().map(|node| {
            let all = countable(roadmap, *node);
            let is_mark = |node: &NodeIdx| {
                zoom == Zoom::Resources
                    && roadmap.level(*node) == Level::Resource
                    && is_shown(*node)
            };
            BoxSize {
                group: roadmap.stage_of(*node).position(),
                depth: roadmap.depth(*node).saturating_sub(1),
                title: width::columns(title(roadmap, lang, *node).as_clean()),
                count: 2 * all.to_string().len() + 1,
                about: width::columns(about(roadmap, lang, *node).as_clean()),
                marks: roadmap.children(*node).filter(is_mark).count(),
            }
        });
        let sizes = sizes.collect();
        let mut edges = Vec::new();
        for node in roadmap.nodes() {
            for need in roadmap.needs(node) {
                let box_at = |node: NodeIdx| match zoom {
                    Zoom::Stages => box_of[roadmap.stage_of(node).position()],
                    Zoom::Topics | Zoom::Resources => box_of[node.position()],
                };
                edges.extend(box_at(*need).zip(box_at(node)));
            }
        }
        (Graph::new(sizes, &edges), nodes)
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.boxes.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.boxes.is_empty()
    }

    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups
    }

    #[must_use]
    pub fn size(&self, id: BoxId) -> BoxSize {
        self.boxes[id.0]
    }

    pub fn ids(&self) -> impl DoubleEndedIterator<Item = BoxId> + ExactSizeIterator + use<> {
        (0..self.boxes.len()).map(BoxId)
    }

    /// Returns the arrows, sorted.
    #[must_use]
    pub fn edges(&self) -> &[(BoxId, BoxId)] {
        &self.edges
    }
}

/// Returns what a stage holds, in words; of a topic, nothing.
pub(super) fn about(roadmap: &Roadmap, lang: Lang, node: NodeIdx) -> CleanBuf {
    let count = |level| {
        let is = |below: &NodeIdx| roadmap.level(*below) == level;
        roadmap.below(node).filter(is).count()
    };
    match roadmap.level(node) {
        Level::Stage => {
            let (topics, resources) = (count(Level::Topic), count(Level::Resource));
            clean::line(&(lang.map().holds)(topics, resources))
        }
        Level::Topic | Level::Concept | Level::Resource => CleanBuf::new(),
    }
}

/// Returns the title of a box; that of an optional stage says so.
#[must_use]
pub fn title(roadmap: &Roadmap, lang: Lang, node: NodeIdx) -> CleanBuf {
    let title = roadmap.title(node, lang);
    if roadmap.is_optional(node) {
        clean::line(&(lang.tui().optional_title)(title.as_str()))
    } else {
        title.to_buf()
    }
}

/// Returns how many things the count of a stage or topic counts: its resources, or its key ideas where it has none.
fn countable(roadmap: &Roadmap, node: NodeIdx) -> usize {
    let of = |level| {
        let is = |below: &NodeIdx| roadmap.level(*below) == level;
        roadmap.below(node).filter(is).count()
    };
    match of(Level::Resource) {
        0 => of(Level::Concept),
        resources => resources,
    }
}
