//! The map: opening it, going from box to box, and from there into the tree.

use super::App;
use crate::picture::{Direction, Zoom};
use crate::roadmap::NodeIdx;
use crate::tui::msg::Effect;
use crate::tui::page::Page;
use crate::tui::page::map::{End, MapPage};

impl App {
    /// Returns what is shown instead of the panes.
    #[must_use]
    pub fn page(&self) -> Option<&Page> {
        self.page.as_ref()
    }

    /// Returns the map, where it is shown and nothing lies over it.
    #[must_use]
    pub fn map(&self) -> Option<&MapPage> {
        match (&self.page, &self.overlay) {
            (Some(Page::Map(map)), None) => Some(map),
            (Some(Page::Map(_) | Page::Statistics(_)) | None, _) => None,
        }
    }

    /// Opens the map with the topic at the cursor selected.
    pub(super) fn open_map(&mut self) -> Vec<Effect> {
        let map = MapPage::new(self.course.roadmap(), self.current_node());
        self.page = Some(Page::Map(map));
        Vec::new()
    }

    /// Does something to the map, where it is shown and nothing lies over it; tells whether it is.
    fn on_map(&mut self, deed: impl FnOnce(&mut MapPage, &crate::roadmap::Roadmap)) -> bool {
        match (&mut self.page, &self.overlay) {
            (Some(Page::Map(map)), None) => {
                deed(map, self.course.roadmap());
                true
            }
            (Some(Page::Map(_) | Page::Statistics(_)) | None, _) => false,
        }
    }

    pub(super) fn walk(&mut self, direction: Direction) -> Vec<Effect> {
        self.on_map(|map, roadmap| map.walk(roadmap, direction, 1));
        Vec::new()
    }

    /// Moves lines on the page; tells whether there is one that takes the keys.
    pub(super) fn move_on_page(&mut self, lines: isize) -> bool {
        if self.on_statistics(lines) {
            return true;
        }
        self.on_map(|map, roadmap| {
            let (end, direction) = if lines < 0 {
                (End::First, Direction::Up)
            } else {
                (End::Last, Direction::Down)
            };
            if matches!(lines, isize::MIN | isize::MAX) {
                map.go_to_end(roadmap, end);
            } else {
                map.walk(roadmap, direction, lines.unsigned_abs());
            }
        })
    }

    /// Scrolls the statistics, where they are shown and nothing lies over them; tells whether they are.
    fn on_statistics(&mut self, lines: isize) -> bool {
        match (&mut self.page, &self.overlay) {
            (Some(Page::Statistics(page)), None) => {
                page.scroll(lines);
                true
            }
            (Some(Page::Map(_) | Page::Statistics(_)) | None, _) => false,
        }
    }

    pub(super) fn zoom(&mut self, next: fn(Zoom) -> Zoom) -> Vec<Effect> {
        self.on_map(|map, _| map.set_zoom(next(map.zoom())));
        Vec::new()
    }

    /// Selects a node on the map; tells whether the map is shown.
    pub(super) fn select_on_map(&mut self, node: NodeIdx) -> bool {
        self.on_map(|map, roadmap| map.select(roadmap, node))
    }

    /// Goes from the map to the selected stage or topic in the tree.
    pub(super) fn leave_map(&mut self) {
        let selected = self
            .map()
            .and_then(|map| map.selected(self.course.roadmap()));
        if let Some(node) = selected {
            self.go_to(node);
        }
    }

    /// Answers a click on a box.
    pub(super) fn click_box(&mut self, id: crate::picture::BoxId, double: bool) -> Vec<Effect> {
        self.dismiss_notice();
        self.on_map(|map, roadmap| map.select_box(roadmap, id));
        if double {
            self.leave_map();
        }
        Vec::new()
    }

    /// Scrolls the page with the wheel; tells whether there is one that takes it.
    pub(super) fn scroll_page(&mut self, lines: isize) -> bool {
        self.on_statistics(lines) || self.on_map(|map, _| map.scroll(lines))
    }

    /// Has the page know the size of the screen and what it shows.
    pub(super) fn settle_page(&mut self) {
        let Some(area) = self.areas().and_then(|areas| areas.panes()) else {
            return;
        };
        match &mut self.page {
            Some(Page::Map(map)) => map.fit(&self.course, &self.filter, self.lang, area),
            Some(Page::Statistics(page)) => {
                page.fit(&self.course, self.lang, &self.symbols, area);
            }
            None => {}
        }
    }
}
