//! The tree on the screen: which rows are visible, which one the cursor is on, what is folded. No drawing here.

use crate::course::Course;
use crate::filter::Filter;
use crate::progress::Progress;
use crate::roadmap::{Level, NodeIdx, Roadmap};

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    Node(NodeIdx),
    /// The heading of a topic's concepts.
    KeyIdeas(NodeIdx),
    /// The heading of what is no longer in the roadmap.
    Lost,
    /// One entry of [`Course::orphans`](crate::course::Course::orphans), by position.
    Orphan(usize),
}

/// A visible row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub kind: RowKind,
    /// How many steps it is indented; a stage is at 0.
    pub depth: u16,
    /// Whether its children are shown; `None` for a row without children.
    pub open: Option<bool>,
}

/// What the rows are made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub roadmap: &'a Roadmap,
    pub progress: &'a Progress,
    pub filter: &'a Filter,
    /// How many recorded things are no longer in the roadmap.
    pub orphans: usize,
    /// Nodes that are shown although the filter would hide them.
    pub kept: &'a [NodeIdx],
}

impl<'a> Source<'a> {
    #[must_use]
    pub fn new(course: &'a Course, filter: &'a Filter, kept: &'a [NodeIdx]) -> Source<'a> {
        let (roadmap, progress) = (course.roadmap(), course.progress());
        Source {
            roadmap,
            progress,
            filter,
            orphans: course.orphans().len(),
            kept,
        }
    }
}

/// Which parents are open.
#[derive(Clone, Debug)]
struct Folds {
    nodes: Vec<bool>,
    ideas: Vec<bool>,
    lost: bool,
}

impl Folds {
    fn all(roadmap: &Roadmap, open: bool) -> Self {
        Folds {
            nodes: vec![open; roadmap.len()],
            ideas: vec![open; roadmap.len()],
            lost: open,
        }
    }

    fn slot(&mut self, kind: RowKind) -> Option<&mut bool> {
        match kind {
            RowKind::Node(node) => self.nodes.get_mut(node.position()),
            RowKind::KeyIdeas(topic) => self.ideas.get_mut(topic.position()),
            RowKind::Lost => Some(&mut self.lost),
            RowKind::Orphan(_) => None,
        }
    }

    fn is_open(&self, kind: RowKind) -> bool {
        match kind {
            RowKind::Node(node) => self.nodes[node.position()],
            RowKind::KeyIdeas(topic) => self.ideas[topic.position()],
            RowKind::Lost => self.lost,
            RowKind::Orphan(_) => false,
        }
    }
}

/// How many rows stay visible above and below the cursor.
const CONTEXT: usize = 3;

/// The visible rows, the cursor and the folds.
#[derive(Clone, Debug)]
pub struct Tree {
    rows: Vec<Row>,
    cursor: usize,
    top: usize,
    height: usize,
    /// Folds of the whole tree, and those of a filtered one, which starts unfolded: a filter shows what it found,
    /// and lifting it gives back the folds from before.
    browse: Folds,
    filtered: Folds,
    is_filtered: bool,
}

impl Tree {
    /// Makes the tree of a first start: the first stage and its first topic are open, the cursor is on the stage.
    #[must_use]
    pub fn new(source: Source<'_>) -> Self {
        let mut browse = Folds::all(source.roadmap, false);
        browse.ideas.fill(true);
        if let Some(stage) = source.roadmap.stages().next() {
            browse.nodes[stage.position()] = true;
            if let Some(topic) = source.roadmap.children(stage).next() {
                browse.nodes[topic.position()] = true;
            }
        }
        let mut tree = Tree {
            rows: Vec::new(),
            cursor: 0,
            top: 0,
            height: 1,
            browse,
            filtered: Folds::all(source.roadmap, true),
            is_filtered: false,
        };
        tree.rebuild(source);
        tree
    }

    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the rows that fit on the screen, with their position in [`rows`](Self::rows).
    pub fn window(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows
            .iter()
            .enumerate()
            .skip(self.top)
            .take(self.height)
    }

    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Returns the row at the cursor; none when nothing is visible.
    #[must_use]
    pub fn current(&self) -> Option<Row> {
        self.rows.get(self.cursor).copied()
    }

    /// Computes the visible rows anew, after a change of progress, filter or folds. The cursor stays on its row
    /// (or goes to the closed one that hides it), and that row stays on its line of the screen.
    pub fn rebuild(&mut self, source: Source<'_>) {
        let before = self.current();
        let line = self.cursor.saturating_sub(self.top);
        let position = self.cursor;
        self.is_filtered = source.filter.asks_of_leaves() || source.filter.search.is_some();
        self.rows = Rows::new(
            source,
            if self.is_filtered {
                &self.filtered
            } else {
                &self.browse
            },
        )
        .collect();
        self.cursor = before
            .and_then(|row| self.find_or_fold(source.roadmap, row.kind))
            .unwrap_or_else(|| position.min(self.rows.len().saturating_sub(1)));
        self.top = self.cursor.saturating_sub(line);
        self.keep_in_view();
    }

    /// Starts a filter unfolded: called when the filter has changed, before [`rebuild`](Self::rebuild).
    pub fn unfold_filtered(&mut self, roadmap: &Roadmap) {
        self.filtered = Folds::all(roadmap, true);
    }

    /// Tells the tree how many rows fit on the screen.
    pub fn set_height(&mut self, height: usize) {
        self.height = height.max(1);
        self.keep_in_view();
    }

    /// Moves the cursor by some rows; down is positive.
    pub fn move_by(&mut self, rows: isize) {
        self.move_to(self.cursor.saturating_add_signed(rows));
    }

    /// Moves the cursor to a row, by its position in [`rows`](Self::rows).
    pub fn move_to(&mut self, position: usize) {
        self.cursor = position.min(self.rows.len().saturating_sub(1));
        self.keep_in_view();
    }

    /// Scrolls without moving the cursor on the tree, until the cursor would leave the screen.
    pub fn scroll_by(&mut self, rows: isize) {
        let last_top = self.rows.len().saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(rows).min(last_top);
        let context = self.context();
        let first = if self.top == 0 { 0 } else { self.top + context };
        let end = self.top + self.height;
        let last = if end >= self.rows.len() {
            end.saturating_sub(1)
        } else {
            end.saturating_sub(1 + context)
        };
        self.cursor = self
            .cursor
            .clamp(first, last.max(first))
            .min(self.rows.len().saturating_sub(1));
    }

    /// Opens or closes a row's children; the caller rebuilds.
    pub fn set_open(&mut self, kind: RowKind, open: bool) {
        if let Some(slot) = self.folds_mut().slot(kind) {
            *slot = open;
        }
    }

    /// Opens a row's children with and without a filter; the caller rebuilds.
    pub fn open_in_every_view(&mut self, kind: RowKind) {
        for folds in [&mut self.browse, &mut self.filtered] {
            if let Some(slot) = folds.slot(kind) {
                *slot = true;
            }
        }
    }

    /// Opens or closes everything; the caller rebuilds.
    pub fn set_all_open(&mut self, open: bool) {
        let folds = self.folds_mut();
        folds.nodes.fill(open);
        folds.ideas.fill(open);
        folds.lost = open;
    }

    /// Opens everything above a node, so that it becomes visible, and puts the cursor on it.
    pub fn reveal(&mut self, source: Source<'_>, node: NodeIdx) {
        for parent in source.roadmap.ancestors(node) {
            self.set_open(RowKind::Node(parent), true);
            if source.roadmap.level(node) == Level::Concept {
                self.set_open(RowKind::KeyIdeas(parent), true);
            }
        }
        self.rebuild(source);
        if let Some(position) = self.find(RowKind::Node(node)) {
            self.move_to(position);
        }
    }

    /// Returns the position of a row, when it is visible.
    #[must_use]
    pub fn find(&self, kind: RowKind) -> Option<usize> {
        self.rows.iter().position(|row| row.kind == kind)
    }

    /// Returns the position of the row that holds the row at a position, by indentation.
    #[must_use]
    pub fn parent_of(&self, position: usize) -> Option<usize> {
        let depth = self.rows.get(position)?.depth;
        (0..position)
            .rev()
            .find(|above| self.rows[*above].depth < depth)
    }

    /// Returns the folds of the unfiltered tree, for the next start: open nodes with something in them, and topics whose
    /// key ideas are closed.
    #[must_use]
    pub fn saved_folds<'a>(&'a self, roadmap: &'a Roadmap) -> (Vec<NodeIdx>, Vec<NodeIdx>) {
        let open = roadmap
            .nodes()
            .filter(|node| {
                self.browse.nodes[node.position()] && roadmap.below(*node).next().is_some()
            })
            .collect();
        let closed_ideas = roadmap
            .nodes()
            .filter(|node| {
                roadmap.level(*node) == Level::Topic && !self.browse.ideas[node.position()]
            })
            .collect();
        (open, closed_ideas)
    }

    /// Takes the folds of an earlier start; the caller rebuilds.
    pub fn restore_folds(&mut self, open: &[NodeIdx], closed_ideas: &[NodeIdx]) {
        self.browse.nodes.fill(false);
        for node in open {
            self.browse.nodes[node.position()] = true;
        }
        for topic in closed_ideas {
            self.browse.ideas[topic.position()] = false;
        }
    }

    fn folds_mut(&mut self) -> &mut Folds {
        if self.is_filtered {
            &mut self.filtered
        } else {
            &mut self.browse
        }
    }

    /// Returns where a row is now, or the closed row that hides it; nothing when it is not shown at all any more, so
    /// that the cursor stays where it is and does not climb to a parent, where a key would do much more.
    fn find_or_fold(&self, roadmap: &Roadmap, kind: RowKind) -> Option<usize> {
        let closed = |kind: RowKind| {
            let position = self.find(kind)?;
            (self.rows[position].open == Some(false)).then_some(position)
        };
        let above = |node: NodeIdx| {
            let parents = roadmap.ancestors(node);
            parents.into_iter().find_map(|parent| {
                closed(RowKind::KeyIdeas(parent)).or_else(|| closed(RowKind::Node(parent)))
            })
        };
        let hidden_by = match kind {
            RowKind::Node(node) if roadmap.level(node) == Level::Concept => above(node),
            RowKind::Node(node) => roadmap
                .ancestors(node)
                .find_map(|parent| closed(RowKind::Node(parent))),
            RowKind::KeyIdeas(topic) => closed(RowKind::Node(topic)).or_else(|| above(topic)),
            RowKind::Lost => None,
            RowKind::Orphan(_) => closed(RowKind::Lost),
        };
        self.find(kind).or(hidden_by)
    }

    fn context(&self) -> usize {
        CONTEXT.min(self.height.saturating_sub(1) / 2)
    }

    fn keep_in_view(&mut self) {
        let context = self.context();
        let lowest_top = (self.cursor + context + 1).saturating_sub(self.height);
        let highest_top = self.cursor.saturating_sub(context);
        let last_top = self.rows.len().saturating_sub(self.height);
        self.top = self
            .top
            .clamp(lowest_top.min(highest_top), highest_top)
            .min(last_top);
    }
}

/// Walks the visible rows.
struct Rows<'a> {
    source: Source<'a>,
    folds: &'a Folds,
    shown: Vec<bool>,
    found: Vec<Row>,
}

impl<'a> Rows<'a> {
    fn new(source: Source<'a>, folds: &'a Folds) -> Self {
        let mut shown = source.filter.shown(source.roadmap, source.progress);
        let kept = source.kept.iter().copied();
        for node in
            kept.flat_map(|node| std::iter::once(node).chain(source.roadmap.ancestors(node)))
        {
            shown[node.position()] = true;
        }
        Rows {
            source,
            folds,
            shown,
            found: Vec::new(),
        }
    }

    fn collect(mut self) -> Vec<Row> {
        let roadmap = self.source.roadmap;
        for stage in roadmap.stages() {
            self.add(stage, 0);
        }
        if self.source.orphans > 0 && self.source.filter.is_empty() {
            self.push(RowKind::Lost, 0, true);
            if self.folds.lost {
                self.found
                    .extend((0..self.source.orphans).map(|position| Row {
                        kind: RowKind::Orphan(position),
                        depth: 1,
                        open: None,
                    }));
            }
        }
        self.found
    }

    fn add(&mut self, node: NodeIdx, depth: u16) {
        if !self.shown[node.position()] {
            return;
        }
        let roadmap = self.source.roadmap;
        let shown = |child: &NodeIdx| self.shown[child.position()];
        let children: Vec<NodeIdx> = roadmap.children(node).filter(shown).collect();
        self.push(RowKind::Node(node), depth, !children.is_empty());
        if !self.folds.is_open(RowKind::Node(node)) {
            return;
        }
        let is_concept = |child: &NodeIdx| roadmap.level(*child) == Level::Concept;
        let first_concept = children.iter().position(is_concept);
        for (position, child) in children.iter().enumerate() {
            if first_concept == Some(position) {
                self.push(RowKind::KeyIdeas(node), depth + 1, true);
            }
            if !is_concept(child) {
                self.add(*child, depth + 1);
            } else if self.folds.is_open(RowKind::KeyIdeas(node)) {
                self.add(*child, depth + 2);
            }
        }
    }

    fn push(&mut self, kind: RowKind, depth: u16, has_children: bool) {
        let open = has_children.then(|| self.folds.is_open(kind));
        self.found.push(Row { kind, depth, open });
    }
}
