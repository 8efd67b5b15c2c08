//! Draws the main screen: header, tabs, tree, details, notice, footer. Reads the state, changes nothing.

pub mod chips;
mod detail;
pub mod footer;
pub mod header;
pub mod hit;
mod next;
mod tree;

use ratatui::layout::Rect;

use super::app::App;
use super::canvas::Canvas;
use super::layout::Pane;
use super::msg::Action;
use super::overlay;
use super::page;
use crate::text::{Clean, clean};
use crate::theme::{Focus, Theme};

/// Draws everything; returns where the cursor is while a line is typed.
pub fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    canvas.clear(canvas.area(), theme.ground());
    let Some(areas) = app.areas() else {
        too_small(app, theme, canvas);
        return None;
    };
    header::draw(app, areas.header, theme, canvas);
    header::draw_tabs(app, areas.tabs, theme, canvas);
    if let Some(area) = areas.next {
        next::draw(app, area, theme, canvas);
    }
    if let Some((page, area)) = app.page().zip(areas.panes()) {
        page::draw(app, page, area, theme, canvas);
    } else {
        if let Some(area) = areas.tree {
            tree::draw(app, area, theme, canvas);
        }
        if let Some(area) = areas.detail {
            detail::draw(app, area, theme, canvas);
        }
    }
    if let Some(area) = areas.notice {
        notice(app, area, theme, canvas);
    }
    footer::draw(app, areas.footer, theme, canvas);
    overlay::draw(app, theme, canvas)
}

/// Returns where the keyboard is, as seen from a pane.
fn focus(app: &App, pane: Pane) -> Focus {
    if app.focus() == pane {
        Focus::Here
    } else {
        Focus::Elsewhere
    }
}

/// Draws a scrollbar's thumb over the right border of a pane, when there is more than fits.
pub(super) fn scrollbar(
    area: Rect,
    top: usize,
    shown: usize,
    all: usize,
    app: &App,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    if all <= shown || shown == 0 {
        return;
    }
    let track = usize::from(area.height.saturating_sub(2));
    let thumb = (track * shown / all).max(1);
    let start = (track - thumb) * top / (all - shown);
    let column = Rect {
        x: area.right() - 1,
        y: area.y + 1,
        width: 1,
        height: area.height.saturating_sub(2),
    };
    for row in start..start + thumb {
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        canvas
            .line(column, row)
            .write(Clean::fixed(app.symbols().thumb), theme.scrollbar());
    }
}

fn notice(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let Some(notice) = app.notice() else { return };
    let (mark, style) = if notice.is_error() {
        ("! ", theme.error())
    } else {
        ("", theme.message())
    };
    let mut pen = canvas.line(area, 0);
    // It may lie in the border of a pane.
    let air = Clean::fixed(" ");
    pen.write(air, theme.ground());
    pen.write(Clean::fixed(mark), style);
    let (said, hint) = notice.parts();
    let room = usize::from(pen.room().saturating_sub(1));
    let cut = app.measure().cut_with(
        said,
        room.saturating_sub(app.measure().columns(hint)),
        Clean::fixed(app.symbols().ellipsis),
    );
    pen.write(cut.as_clean(), style);
    pen.write(hint, style);
    pen.write(air, theme.ground());
}

fn too_small(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (columns, rows) = app.size();
    let text = clean::line(&(app.text().too_small)(
        columns,
        rows,
        &app.key_or_name(Action::Quit),
    ));
    let area = canvas.area();
    for (row, range) in (0..).zip(app.measure().wrap(text.as_clean(), usize::from(area.width))) {
        canvas
            .line(area, row)
            .write(text.as_clean().slice(range), theme.text());
    }
}
