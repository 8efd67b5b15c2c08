//! What drawing, the mouse and the loop ask of the state.

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::{App, Lasting, Notice};
use crate::course::Course;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::lang::tui::TuiText;
use crate::progress::next::Suggestion;
use crate::progress::{Status, Tally};
use crate::roadmap::NodeIdx;
use crate::symbols::Symbols;
use crate::text::width::Measure;
use crate::tui::detail::{Detail, Style};
use crate::tui::keymap::{Keymap, Scope};
use crate::tui::layout::{self, Areas, Pane, Wants};
use crate::tui::msg::Action;
use crate::tui::overlay::Overlay;
use crate::tui::page::Page;
use crate::tui::tree::{RowKind, Tree};

impl App {
    /// Returns where keys go now.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match &self.overlay {
            None => self.scope_below(),
            Some(Overlay::Help { .. }) => Scope::Reading,
            Some(Overlay::Question(_)) => Scope::Question,
            Some(Overlay::Prompt(_)) => Scope::Typing,
            Some(Overlay::Menu(menu)) if menu.line.is_some() => Scope::Typing,
            Some(Overlay::Menu(_)) => Scope::Menu,
        }
    }

    /// Returns where keys go when no overlay takes them.
    #[must_use]
    pub fn scope_below(&self) -> Scope {
        self.page.as_ref().map_or(Scope::Main, Page::scope)
    }

    #[must_use]
    pub fn course(&self) -> &Course {
        &self.course
    }

    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    #[must_use]
    pub fn text(&self) -> &'static TuiText {
        self.lang.tui()
    }

    #[must_use]
    pub fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    #[must_use]
    pub fn measure(&self) -> Measure {
        self.measure
    }

    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Returns the key of an action where keys go now, as a person reads it; nothing where no key leads to it.
    #[must_use]
    pub fn key(&self, action: Action) -> String {
        self.keymap.label(self.scope(), action)
    }

    /// Returns what is pressed for an action on the main screen, as a sentence names it: its key, else its name.
    #[must_use]
    pub fn key_or_name(&self, action: Action) -> String {
        let key = self.keymap.label(Scope::Main, action);
        if key.is_empty() {
            return action.name().to_owned();
        }
        key
    }

    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    #[must_use]
    pub fn focus(&self) -> Pane {
        self.focus
    }

    /// Returns what there is to say of the row at the cursor.
    #[must_use]
    pub fn detail(&self) -> &Detail {
        self.detail.get(|| {
            let style = Style {
                lang: self.lang,
                text: self.text(),
                symbols: &self.symbols,
                measure: self.measure,
                zone: &self.zone,
                width: usize::from(self.detail_pane().width),
            };
            let row = self.tree.current().map(|row| row.kind);
            row.map_or_else(Detail::default, |row| Detail::new(&self.course, row, style))
        })
    }

    /// Returns the first line of the details that is shown.
    #[must_use]
    pub fn detail_top(&self) -> usize {
        if self.detail_top == 0 {
            return 0;
        }
        let shown = usize::from(self.detail_pane().height);
        let last_top = self.detail().lines.len().saturating_sub(shown);
        self.detail_top.min(last_top)
    }

    /// Returns where details are written. On one pane they have the same place as the tree.
    pub(super) fn detail_pane(&self) -> Rect {
        let place = self
            .areas()
            .map(|areas| areas.detail.or(areas.tree).unwrap_or(areas.footer));
        place.map_or_else(Rect::default, layout::inside)
    }

    /// Scrolls the details.
    pub(super) fn scroll_detail(&mut self, lines: isize) {
        self.detail_top = self.detail_top().saturating_add_signed(lines);
    }

    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Returns the number typed so far, when there can be a link of that number.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        let number = self.number.as_ref()?;
        number.is_of_a_link().then_some(number.value)
    }

    /// Tells whether something goes away by itself when some seconds are over.
    #[must_use]
    pub fn waits_for_seconds(&self) -> bool {
        self.notice
            .as_ref()
            .is_some_and(|notice| matches!(notice.lasts, Lasting::Seconds(_)))
    }

    /// Returns the day on which the screen was opened.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// Returns what to do now.
    #[must_use]
    pub fn next(&self) -> Option<&Suggestion> {
        let next = self.next.get(|| self.course.first_next());
        next.as_ref()
    }

    /// Returns how many resources and concepts the filter shows, and how many the chosen stage has, or the roadmap.
    #[must_use]
    pub fn shown_of_all(&self) -> (usize, usize) {
        let (roadmap, progress) = (self.course.roadmap(), self.course.progress());
        let of = |stage| progress.tallies(stage).all();
        let all = match self.filter.stage {
            Some(stage) => of(stage),
            None => roadmap.stages().map(of).sum(),
        };
        (self.tree.passing(), all as usize)
    }

    /// Tells whether the row of a node was selected with others.
    #[must_use]
    pub fn is_selected(&self, node: NodeIdx) -> bool {
        self.selected.contains(&node)
    }

    /// Returns how many rows are selected.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected.len()
    }

    /// Returns columns and rows of the screen.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    #[must_use]
    pub fn areas(&self) -> Option<Areas> {
        let is_typed = matches!(self.overlay, Some(Overlay::Prompt(_)));
        let wants = Wants {
            focus: self.focus,
            notice: self.notice.is_some() || is_typed,
            next: self.next().is_some(),
        };
        Areas::new(self.size, wants)
    }

    /// Returns the counts that the header shows: of the chosen stage, or of the roadmap's goal.
    #[must_use]
    pub fn shown_tally(&self) -> Tally {
        match self.filter.stage {
            Some(stage) => self.course.progress().tallies(stage).resources,
            None => self.course.progress().goal(self.course.roadmap()).resources,
        }
    }

    #[must_use]
    pub fn is_only_unfinished(&self) -> bool {
        self.filter.statuses == Filter::UNFINISHED
    }

    /// Returns the node at the cursor, if the row stands for one.
    #[must_use]
    pub fn current_node(&self) -> Option<NodeIdx> {
        match self.tree.current()?.kind {
            RowKind::Node(node) | RowKind::KeyIdeas(node) => Some(node),
            RowKind::Lost | RowKind::Orphan(_) => None,
        }
    }

    /// Returns the status that a row shows.
    #[must_use]
    pub fn row_status(&self, kind: RowKind) -> Status {
        let (roadmap, progress) = (self.course.roadmap(), self.course.progress());
        match kind {
            RowKind::Node(node) => progress.status(roadmap, node),
            RowKind::KeyIdeas(topic) => progress.key_ideas(roadmap, topic).status(),
            RowKind::Lost => Status::Todo,
            RowKind::Orphan(orphan) => orphan
                .of(&self.course)
                .map_or(Status::Todo, |orphan| orphan.status),
        }
    }

    /// Returns the columns of the tree's rows.
    #[must_use]
    pub fn tree_width(&self) -> usize {
        self.areas()
            .and_then(|areas| areas.tree)
            .map_or(0, |tree| usize::from(layout::inside(tree).width))
    }
}
