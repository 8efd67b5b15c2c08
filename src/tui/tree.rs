//! The tree on the screen: which rows are visible, which one the cursor is on, what is folded. No drawing here.

mod folds;
mod rows;

use std::sync::Arc;

use crate::course::{Course, Orphan};
use crate::filter::Filter;
use crate::progress::Progress;
use crate::roadmap::{Level, NodeIdx, Roadmap};

pub use folds::Fold;
use folds::Folds;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    Node(NodeIdx),
    /// The heading of a topic's concepts.
    KeyIdeas(NodeIdx),
    /// The heading of what is no longer in the roadmap.
    Lost,
    /// One entry of [`Course::orphans`](crate::course::Course::orphans).
    Orphan(OrphanIdx),
}

/// A position in [`Course::orphans`](crate::course::Course::orphans). There may be a million rows: they are kept small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OrphanIdx(u32);

impl OrphanIdx {
    /// Returns the entry, where there is one.
    #[must_use]
    pub fn of(self, course: &Course) -> Option<&Orphan> {
        course.orphans().get(self.0 as usize)
    }
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

/// How many rows stay visible above and below the cursor.
const CONTEXT: usize = 3;

/// The visible rows, the cursor and the folds.
#[derive(Clone, Debug)]
pub struct Tree {
    /// Shared, since a tree is kept as it was while one searches.
    rows: Arc<Vec<Row>>,
    /// How many resources and concepts pass the filter.
    passing: usize,
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
        let roadmap = source.roadmap;
        let mut browse = Folds::all(false);
        browse.ideas = Fold::all(true);
        let has_children = |node: &NodeIdx| roadmap.children(*node).next().is_some();
        if let Some(stage) = roadmap.stages().next().filter(has_children) {
            browse.nodes.set(stage, true);
            if let Some(topic) = roadmap.children(stage).next().filter(has_children) {
                browse.nodes.set(topic, true);
            }
        }
        let mut tree = Tree {
            rows: Arc::default(),
            passing: 0,
            cursor: 0,
            top: 0,
            height: 1,
            browse,
            filtered: Folds::all(true),
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

    /// Returns how many resources and concepts pass the filter, in closed rows too.
    #[must_use]
    pub fn passing(&self) -> usize {
        self.passing
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
        let folds = if self.is_filtered {
            &self.filtered
        } else {
            &self.browse
        };
        if Arc::get_mut(&mut self.rows).is_none() {
            self.rows = Arc::default();
        }
        if let Some(rows) = Arc::get_mut(&mut self.rows) {
            self.passing = rows::collect(source, folds, rows);
        }
        self.cursor = before
            .and_then(|row| self.find_or_fold(source.roadmap, row.kind))
            .unwrap_or_else(|| position.min(self.rows.len().saturating_sub(1)));
        self.top = self.cursor.saturating_sub(line);
        self.keep_in_view();
    }

    /// Starts a filter unfolded: called when the filter has changed, before [`rebuild`](Self::rebuild).
    pub fn unfold_filtered(&mut self) {
        self.filtered = Folds::all(true);
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
        self.folds_mut().set(kind, open);
    }

    /// Opens a row's children with and without a filter; the caller rebuilds.
    pub fn open_in_every_view(&mut self, kind: RowKind) {
        for folds in [&mut self.browse, &mut self.filtered] {
            folds.set(kind, true);
        }
    }

    /// Opens or closes everything; the caller rebuilds.
    pub fn set_all_open(&mut self, open: bool) {
        *self.folds_mut() = Folds::all(open);
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

    /// Returns the folds of the unfiltered tree, for the next start: of stages and topics, and of their key ideas.
    #[must_use]
    pub fn folds(&self) -> [&Fold; 2] {
        [&self.browse.nodes, &self.browse.ideas]
    }

    /// Takes the folds of an earlier start; the caller rebuilds.
    pub fn restore_folds(&mut self, [nodes, ideas]: [Fold; 2]) {
        self.browse.nodes = nodes;
        self.browse.ideas = ideas;
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
        let hidden_by = || match kind {
            RowKind::Node(node) if roadmap.level(node) == Level::Concept => above(node),
            RowKind::Node(node) => roadmap
                .ancestors(node)
                .find_map(|parent| closed(RowKind::Node(parent))),
            RowKind::KeyIdeas(topic) => closed(RowKind::Node(topic)).or_else(|| above(topic)),
            RowKind::Lost => None,
            RowKind::Orphan(_) => closed(RowKind::Lost),
        };
        self.find(kind).or_else(hidden_by)
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
