//! The search: what is typed is found at once, and leaving it gives everything back.

use std::sync::Arc;

use super::App;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::search::{self, Found, Index, Query, Search};
use crate::text::line_edit::LineEdit;
use crate::text::{CleanBuf, clean};
use crate::tui::layout::Pane;
use crate::tui::msg::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::prompt::{Prompt, Purpose};
use crate::tui::tree::{RowKind, Tree};

/// How many nodes are read, and how many are searched, before it is looked whether a key was pressed: a few milliseconds.
const READ_AT_ONCE: usize = 4_000;
const SEARCHED_AT_ONCE: usize = 16_000;

impl App {
    /// Opens the line of the search, with what was searched for last where that still filters.
    pub(super) fn open_search(&mut self) -> Vec<Effect> {
        let before = Box::new((self.filter.clone(), self.tree.clone()));
        let found = self.filter.search.as_ref();
        let line = found.map_or_else(LineEdit::default, |found| {
            LineEdit::with(found.query().text().as_str())
        });
        self.focus = Pane::Tree;
        self.overlay = Some(Overlay::Prompt(Prompt {
            line,
            ..Prompt::new(Purpose::Search(before))
        }));
        self.search_typed(false);
        Vec::new()
    }

    /// Answers the line of the search: the tree shows what fits, the cursor is on what fits best.
    pub(super) fn search_typed(&mut self, changed: bool) {
        let Some(Overlay::Prompt(mut prompt)) = self.overlay.take() else {
            return;
        };
        self.searching.take_if(|_| changed);
        let typed = prompt.line.text().as_str();
        let roadmap = self.course.roadmap();
        prompt.offers = search::complete(typed, prompt.line.cursor(), roadmap, self.lang);
        let query = Query::parse(typed);
        if changed
            && query.is_empty()
            && let Purpose::Search(before) = &prompt.purpose
        {
            (self.filter, self.tree) = (**before).clone();
            self.filter.search = None;
        }
        self.overlay = Some(Overlay::Prompt(prompt));
        if !changed {
            self.remark_search();
        } else if query.is_empty() {
            self.found();
        } else {
            // Begun when no other key waits: of a burst of letters only the last one is searched for.
            self.searching = Some(Search::new(&query));
        }
    }

    /// Shows what was found.
    fn found(&mut self) {
        self.filter_changed();
        self.go_to_best();
        self.remark_search();
    }

    /// Says beside the line what was not understood, else which match the cursor is on.
    fn remark_search(&mut self) {
        let Some(Overlay::Prompt(Prompt { line, .. })) = &self.overlay else {
            return;
        };
        let query = Query::parse(line.text().as_str());
        let problems = query.problems(self.course.roadmap());
        let problem = problems.first().map(|problem| remark(problem, self.lang));
        let said = problem.unwrap_or_else(|| self.position_among_matches());
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            prompt.remark = said;
        }
    }

    /// Finds what a query asks for; the first search reads the whole roadmap.
    pub(super) fn find(&mut self, query: &Query) -> Found {
        let roadmap = self.course.roadmap();
        let index = self.index.get_or_insert_with(|| self.course.unread_index());
        while !index.is_read() {
            index.read(roadmap, READ_AT_ONCE);
        }
        index.find(query, roadmap, self.course.progress())
    }

    /// Tells whether there is something to [go on](Self::go_on) with while nobody presses a key.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let is_typed = matches!(
            &self.overlay,
            Some(Overlay::Prompt(Prompt {
                purpose: Purpose::Search(_),
                ..
            }))
        );
        let is_read = self.index.as_ref().is_some_and(Index::is_read);
        self.searching.is_some() || (is_typed && !is_read)
    }

    /// Does a little more of what takes long with a large roadmap: reads it for the search, or searches. Tells whether
    /// that shows anything new.
    pub fn go_on(&mut self) -> bool {
        let was_searching = self.searching.is_some();
        self.search_on();
        self.settle();
        was_searching && self.searching.is_none()
    }

    /// Finishes a search that is on its way: all other keys are about what it finds.
    pub(super) fn finish_search(&mut self) {
        while self.searching.is_some() {
            self.search_on();
        }
    }

    fn search_on(&mut self) {
        let index = self.index.get_or_insert_with(|| self.course.unread_index());
        index.read(self.course.roadmap(), READ_AT_ONCE);
        let Some(search) = &mut self.searching else {
            return;
        };
        if search.go_on(index, SEARCHED_AT_ONCE) {
            return;
        }
        if let Some(search) = self.searching.take() {
            let (roadmap, progress) = (self.course.roadmap(), self.course.progress());
            self.filter.search = Some(Arc::new(search.finish(roadmap, progress)));
            self.filter.note_order();
            self.found();
        }
    }

    /// Asks a search again whose answer depends on what has just been done.
    pub(super) fn search_again(&mut self) {
        let found = self.filter.search.as_ref();
        if found.is_some_and(|found| found.query().depends_on_progress()) {
            self.find_again();
        }
    }

    /// Asks a search again, after what it looks in has changed.
    pub(super) fn find_again(&mut self) {
        if let Some(found) = self.filter.search.take() {
            self.filter.search = Some(Arc::new(self.find(found.query())));
        }
    }

    /// Keeps what was found, or without anything typed gives back what was there before.
    pub(super) fn take_search(
        &mut self,
        nothing_typed: Option<Box<(Filter, Tree)>>,
    ) -> Vec<Effect> {
        if let Some(before) = nothing_typed {
            self.leave_search(*before);
            self.filter.search = None;
            self.filter_changed();
        }
        Vec::new()
    }

    /// Gives the filter, the cursor and the folds back as they were.
    pub(super) fn leave_search(&mut self, (filter, tree): (Filter, Tree)) {
        (self.filter, self.tree) = (filter, tree);
        self.rebuild();
    }

    /// Goes to the next or previous row that fits by itself, around the end.
    pub(super) fn move_among_matches(&mut self, lines: isize) {
        let rows = self.match_rows();
        let here = self.tree.cursor();
        let next = if lines > 0 {
            rows.iter().find(|row| **row > here).or(rows.first())
        } else {
            rows.iter().rev().find(|row| **row < here).or(rows.last())
        };
        let Some(next) = next.copied() else { return };
        self.tree.move_to(next);
        let remark = self.position_among_matches();
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            prompt.remark = remark;
        }
    }

    /// Puts the first completion in its place.
    pub(super) fn complete(&mut self) -> Vec<Effect> {
        let Some(Overlay::Prompt(prompt)) = &mut self.overlay else {
            return Vec::new();
        };
        if let Some(offers) = prompt.offers.take()
            && let Some(first) = offers.items.first()
        {
            prompt.line.replace(offers.range, first.insert.as_str());
            self.search_typed(true);
        }
        Vec::new()
    }

    fn go_to_best(&mut self) {
        let Some(found) = self.filter.search.clone() else {
            return;
        };
        let mut rows = found
            .hits()
            .iter()
            .filter_map(|hit| self.tree.find(RowKind::Node(hit.node)));
        if let Some(row) = rows.next() {
            self.tree.move_to(row);
        }
    }

    /// Returns the visible rows that fit by themselves, from the top.
    fn match_rows(&self) -> Vec<usize> {
        let Some(found) = &self.filter.search else {
            return Vec::new();
        };
        let mut hits = search::Nodes::none(self.course.roadmap());
        for hit in found.hits() {
            hits.insert(hit.node);
        }
        let rows = self.tree.rows().iter().enumerate();
        rows.filter(|(_, row)| matches!(row.kind, RowKind::Node(node) if hits.contains(node)))
            .map(|(position, _)| position)
            .collect()
    }

    fn position_among_matches(&self) -> CleanBuf {
        let rows = self.match_rows();
        match rows.iter().position(|row| *row == self.tree.cursor()) {
            _ if self.filter.search.is_none() => CleanBuf::new(),
            _ if rows.is_empty() && !self.tree.rows().is_empty() => CleanBuf::new(),
            Some(position) => clean::line(&(self.text().matches)(position + 1, rows.len())),
            None => clean::line(&(self.text().matches)(0, rows.len())),
        }
    }
}

/// Says what was not understood, and what may have been meant.
fn remark(problem: &search::Problem, lang: Lang) -> CleanBuf {
    let hint = problem
        .hint(lang)
        .map(|hint| format!(" {hint}"))
        .unwrap_or_default();
    let sentence = problem.sentence(lang);
    CleanBuf::concat(&[
        clean::line(&sentence).as_clean(),
        clean::piece(&hint).as_clean(),
    ])
}
