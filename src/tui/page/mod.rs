//! What takes the place of both panes for a while: the map, the statistics. Overlays open over it as they do over the panes.

pub mod map;
pub mod statistics;

use ratatui::layout::Rect;

use super::app::App;
use super::canvas::Canvas;
use super::keymap::Scope;
use crate::theme::Theme;
use map::MapPage;
use statistics::StatisticsPage;

/// What is shown instead of the panes.
pub enum Page {
    /// The roadmap as a picture.
    Map(MapPage),
    /// How far the person is, and how they came there.
    Statistics(StatisticsPage),
}

impl Page {
    /// Returns where keys go while nothing lies over the page.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Page::Map(_) => Scope::Map,
            Page::Statistics(_) => Scope::Reading,
        }
    }
}

/// Draws a page where the panes would be.
pub fn draw(app: &App, page: &Page, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    match page {
        Page::Map(map) => map::draw(app, map, area, theme, canvas),
        Page::Statistics(page) => statistics::draw(app, page, area, theme, canvas),
    }
}
