//! What takes the place of both panes for a while: the map. Overlays open over it as they do over the panes.

pub mod map;

use ratatui::layout::Rect;

use super::app::App;
use super::canvas::Canvas;
use super::keymap::Scope;
use crate::theme::Theme;
use map::MapPage;

/// What is shown instead of the panes.
pub enum Page {
    /// The roadmap as a picture.
    Map(MapPage),
}

impl Page {
    /// Returns where keys go while nothing lies over the page.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Page::Map(_) => Scope::Map,
        }
    }
}

/// Draws a page where the panes would be.
pub fn draw(app: &App, page: &Page, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    match page {
        Page::Map(map) => map::draw(app, map, area, theme, canvas),
    }
}
