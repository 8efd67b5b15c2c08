//! Moving, folding and changing panes.

use super::App;
use crate::roadmap::{Level, NodeIdx};
use crate::tui::layout::Pane;
use crate::tui::msg::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::tree::{RowKind, Source};

/// Which way to look.
#[derive(Clone, Copy)]
pub(super) enum Direction {
    Forward,
    Backward,
}

impl App {
    pub(super) fn move_lines(&mut self, lines: isize) -> Vec<Effect> {
        if self.move_on_page(lines) {
            return Vec::new();
        }
        match (&mut self.overlay, self.focus) {
            (Some(Overlay::Help { top }), _) => *top = top.saturating_add_signed(lines),
            (Some(Overlay::Question(_)), _) => {}
            (Some(Overlay::Prompt(_)), _) => self.move_among_matches(lines),
            (Some(Overlay::Menu(_)), _) => return self.move_in_menu(lines),
            (None, Pane::Tree) => self.tree.move_by(lines),
            (None, Pane::Detail) => self.scroll_detail(lines),
        }
        Vec::new()
    }

    pub(super) fn half_page(&self) -> isize {
        isize::try_from(self.tree.height() / 2).unwrap_or(1).max(1)
    }

    /// Closes an open row, or goes to the parent; from the detail pane, back to the tree.
    pub(super) fn move_to_parent(&mut self) -> Vec<Effect> {
        if self.focus == Pane::Detail {
            self.focus = Pane::Tree;
            return Vec::new();
        }
        match self.tree.current() {
            Some(row) if row.open == Some(true) => self.set_open(row.kind, false),
            Some(_) => {
                if let Some(parent) = self.tree.parent_of(self.tree.cursor()) {
                    self.tree.move_to(parent);
                }
            }
            None => {}
        }
        Vec::new()
    }

    /// Opens a closed row, or goes to its first child; a leaf shows its details.
    pub(super) fn move_into(&mut self) -> Vec<Effect> {
        match self.tree.current().map(|row| (row.kind, row.open)) {
            _ if self.focus == Pane::Detail => {}
            Some((kind, Some(false))) => self.set_open(kind, true),
            Some((_, Some(true))) => self.tree.move_by(1),
            Some((_, None)) => self.focus = Pane::Detail,
            None => {}
        }
        Vec::new()
    }

    pub(super) fn fold_all(&mut self, open: bool) -> Vec<Effect> {
        self.tree.set_all_open(open);
        self.rebuild();
        Vec::new()
    }

    /// Goes to the next or previous resource that is not finished and passes the filter, through closed folds and
    /// around the end.
    pub(super) fn jump_unfinished(&mut self, direction: Direction) -> Vec<Effect> {
        let roadmap = self.course.roadmap();
        let here = self.current_node();
        let wanted = |node: &NodeIdx| {
            roadmap.level(*node) == Level::Resource
                && self
                    .course
                    .progress()
                    .status(roadmap, *node)
                    .is_unfinished()
                && self.filter.matches(roadmap, self.course.progress(), *node)
        };
        let (found, wrapped) = match direction {
            Direction::Forward => {
                let ahead = roadmap
                    .nodes()
                    .filter(|node| here.is_none_or(|here| *node > here))
                    .find(wanted);
                (
                    ahead.or_else(|| roadmap.nodes().find(wanted)),
                    ahead.is_none(),
                )
            }
            Direction::Backward => {
                let behind = roadmap
                    .nodes()
                    .rev()
                    .filter(|node| here.is_none_or(|here| *node < here))
                    .find(wanted);
                (
                    behind.or_else(|| roadmap.nodes().rev().find(wanted)),
                    behind.is_none(),
                )
            }
        };
        let Some(node) = found else {
            return self.say(self.text().nothing_unfinished);
        };
        self.reveal(node);
        match (wrapped, direction) {
            (false, _) => Vec::new(),
            (true, Direction::Forward) => self.say(self.text().from_the_top),
            (true, Direction::Backward) => self.say(self.text().from_the_end),
        }
    }

    /// Folds a parent; opens the link of a leaf, or on one pane goes into its details first.
    pub(super) fn enter(&mut self) -> Vec<Effect> {
        let Some(row) = self.tree.current() else {
            return Vec::new();
        };
        match row.open {
            Some(open) if self.focus == Pane::Tree => {
                self.set_open(row.kind, !open);
                Vec::new()
            }
            None if self.focus == Pane::Tree && !self.has_two_panes() => {
                self.focus = Pane::Detail;
                Vec::new()
            }
            Some(_) | None => self.open_link(None),
        }
    }

    pub(super) fn switch_pane(&mut self) -> Vec<Effect> {
        self.focus = match self.focus {
            Pane::Tree => Pane::Detail,
            Pane::Detail => Pane::Tree,
        };
        Vec::new()
    }

    pub(super) fn set_open(&mut self, kind: RowKind, open: bool) {
        self.tree.set_open(kind, open);
        self.rebuild();
    }

    pub(super) fn reveal(&mut self, node: NodeIdx) {
        self.tree.reveal(
            Source::new(&self.course, &self.filter, &self.kept.nodes),
            node,
        );
    }
}
