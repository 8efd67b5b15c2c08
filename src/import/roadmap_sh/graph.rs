//! A drawn map: boxes with places, and the lines between them.

use std::cmp::Ordering;

use super::content::Pointer;

/// What a box of the map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Topic,
    /// A subtopic, something to do, or a list of such: what is learned within a topic.
    Part,
    /// A button or group of links.
    Links,
    /// A frame around others, or a text that others are drawn on.
    Frame,
    /// A line that is drawn as a box, and ties what it touches.
    Line,
    Title,
    /// Everything else that is drawn.
    Other,
}

/// A box of the map.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Their id; empty where there is none.
    pub id: String,
    /// Line of the document, from 1.
    pub line: u32,
    pub kind: Kind,
    pub area: Area,
    pub label: String,
    /// What the legend says of it.
    pub legend: Option<String>,
    pub links: Vec<Pointer>,
    /// The entries of a checklist: their id and words.
    pub items: Vec<(String, String)>,
    /// The box that it is drawn in.
    pub parent: Option<usize>,
}

/// A line between two boxes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub ends: [usize; 2],
    pub is_dashed: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

impl Graph {
    /// Returns the boxes that fit, from top to bottom, then from left to right.
    pub(super) fn in_order(&self, fits: impl Fn(&Node) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.nodes.len())
            .filter(|at| fits(&self.nodes[*at]))
            .collect();
        found.sort_by(|a, b| self.nodes[*a].area.in_order(&self.nodes[*b].area));
        found
    }
}

/// Where a box lies, in the units of the map: pixels, from left to right and from top to bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.top + self.height
    }

    pub(super) fn size(&self) -> f64 {
        self.width * self.height
    }

    pub(super) fn in_order(&self, other: &Area) -> Ordering {
        let down = self.top.total_cmp(&other.top);
        down.then(self.left.total_cmp(&other.left))
    }

    /// Tells whether two boxes overlap or lie at most this far from each other.
    pub(super) fn touches(&self, other: &Area, slack: f64) -> bool {
        self.left <= other.right() + slack
            && other.left <= self.right() + slack
            && self.top <= other.bottom() + slack
            && other.top <= self.bottom() + slack
    }

    /// Tells whether the middle of another box lies in this one.
    pub(super) fn holds(&self, other: &Area) -> bool {
        let (x, y) = (
            other.left + other.width / 2.0,
            other.top + other.height / 2.0,
        );
        (self.left..=self.right()).contains(&x) && (self.top..=self.bottom()).contains(&y)
    }

    /// Returns the square of the distance between two boxes; 0 where they overlap.
    pub(super) fn distance(&self, other: &Area) -> f64 {
        let gap = |from: f64, to: f64, start: f64, end: f64| {
            (start - to).max(from - end).max(0.0).powi(2)
        };
        gap(self.left, self.right(), other.left, other.right())
            + gap(self.top, self.bottom(), other.top, other.bottom())
    }

    /// Returns the smallest box around both.
    pub(super) fn around(&self, other: &Area) -> Area {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        Area {
            left,
            top,
            width: self.right().max(other.right()) - left,
            height: self.bottom().max(other.bottom()) - top,
        }
    }
}

/// Boxes in the order of their upper edges, so that only those in reach are looked at.
pub(super) struct Rows {
    order: Vec<(usize, Area)>,
    tallest: f64,
}

impl Rows {
    pub(super) fn new(graph: &Graph, fits: impl Fn(&Node) -> bool) -> Rows {
        let order: Vec<(usize, Area)> = graph
            .in_order(fits)
            .into_iter()
            .map(|at| (at, graph.nodes[at].area))
            .collect();
        let tallest = order
            .iter()
            .map(|(_, area)| area.height)
            .fold(0.0, f64::max);
        Rows { order, tallest }
    }

    /// Returns the boxes that touch an area.
    pub(super) fn touching(&self, area: Area, slack: f64) -> impl Iterator<Item = usize> + '_ {
        let in_reach = self.in_reach(area, slack);
        in_reach
            .filter(move |(_, other)| area.touches(other, slack))
            .map(|(at, _)| *at)
    }

    /// Returns the boxes whose middle lies in an area.
    pub(super) fn within(&self, area: Area) -> impl Iterator<Item = usize> + '_ {
        let in_reach = self.in_reach(area, 0.0);
        in_reach
            .filter(move |(_, other)| area.holds(other))
            .map(|(at, _)| *at)
    }

    fn in_reach(&self, area: Area, slack: f64) -> impl Iterator<Item = &(usize, Area)> {
        let highest = area.top - self.tallest - slack;
        let first = self.order.partition_point(|(_, other)| other.top < highest);
        let lowest = area.bottom() + slack;
        self.order[first..]
            .iter()
            .take_while(move |(_, other)| other.top <= lowest)
    }
}
