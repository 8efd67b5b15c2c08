//! What is written on a map: the map of a roadmap with the titles and the progress of its boxes.

use super::graph::{self, BoxId, Graph, Zoom};
use super::map::{Flow, Layout, MOST_BOXES, Options, layout};
use crate::lang::Lang;
use crate::progress::{Progress, Status, Tally};
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::CleanBuf;

/// Boxes up to which a map begins with its topics; a larger one begins with its stages.
const MANY: usize = 120;

/// The text and the progress of one box or heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    pub title: CleanBuf,
    /// A further line, in a box that has room for it.
    pub about: CleanBuf,
    pub status: Status,
    pub done: u32,
    /// How many count: the skipped ones do not.
    pub all: u32,
    /// The resources of a topic, where the map shows them.
    pub marks: Vec<Status>,
    /// Whether it is proposed next.
    pub next: bool,
}

/// The labels of all boxes and headings, in the order of the layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    pub boxes: Vec<Label>,
    pub headings: Vec<Label>,
}

/// The map of a roadmap at a level of zoom: it is made again when the language, the filter, the zoom or the width
/// changes, and stays as it is when something is ticked off.
#[derive(Clone, Debug)]
pub struct Map {
    zoom: Zoom,
    layout: Layout,
    nodes: Vec<NodeIdx>,
    shown: Option<Vec<bool>>,
}

impl Map {
    /// Lays out the map for so many columns. With `shown`, one entry a node, only what a filter shows is on it. A map with
    /// too many topics shows its stages at every zoom.
    #[must_use]
    pub fn new(
        roadmap: &Roadmap,
        lang: Lang,
        zoom: Zoom,
        columns: usize,
        shown: Option<Vec<bool>>,
    ) -> Map {
        let make = |zoom| Graph::of(roadmap, lang, zoom, shown.as_deref());
        let (mut graph, mut nodes) = make(zoom);
        let mut zoom = zoom;
        if graph.len() > MOST_BOXES {
            zoom = Zoom::Stages;
            (graph, nodes) = make(zoom);
        }
        let stages = zoom == Zoom::Stages;
        let options = Options {
            columns,
            flow: Flow::for_width(columns, &graph),
            heading: if stages { 0 } else { 3 },
            extra: usize::from(stages),
        };
        Map {
            zoom,
            layout: layout(&graph, &options),
            nodes,
            shown,
        }
    }

    /// Returns the zoom that a roadmap is shown at first: its topics, or its stages when there are very many topics.
    #[must_use]
    pub fn first_zoom(roadmap: &Roadmap) -> Zoom {
        let is_topic = |node: &NodeIdx| roadmap.level(*node) == Level::Topic;
        if roadmap.nodes().filter(is_topic).count() > MANY {
            Zoom::Stages
        } else {
            Zoom::Topics
        }
    }

    /// Returns the zoom that is shown, which is farther than asked for when there is too much.
    #[must_use]
    pub fn zoom(&self) -> Zoom {
        self.zoom
    }

    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Returns the stage or topic that a box stands for.
    #[must_use]
    pub fn node(&self, id: BoxId) -> NodeIdx {
        self.nodes[id.position()]
    }

    /// Returns the box that shows a node: its own, or that of the nearest parent that has one.
    #[must_use]
    pub fn find(&self, roadmap: &Roadmap, node: NodeIdx) -> Option<BoxId> {
        std::iter::once(node)
            .chain(roadmap.ancestors(node))
            .find_map(|node| self.nodes.binary_search(&node).ok())
            .map(BoxId)
            .or((!self.nodes.is_empty()).then_some(BoxId(0)))
    }

    /// Returns what is written on the map now.
    #[must_use]
    pub fn labels(
        &self,
        roadmap: &Roadmap,
        progress: &Progress,
        lang: Lang,
        next: &[NodeIdx],
    ) -> Labels {
        let is_shown = |node: &NodeIdx| {
            let shown = self.shown.as_ref();
            shown.is_none_or(|shown| shown[node.position()])
        };
        let boxes = self.nodes.iter().map(|node| {
            let mut label = label(roadmap, progress, lang, *node);
            if self.zoom == Zoom::Resources {
                label.marks = roadmap
                    .children(*node)
                    .filter(|child| roadmap.level(*child) == Level::Resource && is_shown(child))
                    .map(|child| progress.status(roadmap, child))
                    .collect();
            }
            label.next = match self.zoom {
                Zoom::Stages => next.iter().any(|next| roadmap.is_within(*next, *node)),
                Zoom::Topics | Zoom::Resources => next
                    .iter()
                    .any(|next| next == node || roadmap.parent(*next) == Some(*node)),
            };
            label
        });
        let mut stages: Vec<NodeIdx> = self
            .nodes
            .iter()
            .map(|node| roadmap.stage_of(*node))
            .collect();
        stages.dedup();
        Labels {
            boxes: boxes.collect(),
            headings: stages
                .into_iter()
                .map(|stage| label(roadmap, progress, lang, stage))
                .collect(),
        }
    }
}

fn label(roadmap: &Roadmap, progress: &Progress, lang: Lang, node: NodeIdx) -> Label {
    let tallies = progress.tallies(node);
    let tally: Tally = if tallies.resources.all() > 0 {
        tallies.resources
    } else {
        tallies.concepts
    };
    Label {
        title: graph::title(roadmap, lang, node),
        about: graph::about(roadmap, lang, node),
        status: progress.status(roadmap, node),
        done: tally.done,
        all: tally.counted(),
        ..Label::default()
    }
}
