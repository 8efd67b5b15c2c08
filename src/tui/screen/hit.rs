//! What lies under the mouse: the same computations as drawing, read backwards.

use super::{chips, footer, header, tree};
use crate::filter::FilterPart;
use crate::picture::BoxId;
use crate::tui::app::App;
use crate::tui::layout;
use crate::tui::msg::Action;
use crate::tui::overlay::Overlay;
use crate::tui::page::Page;
use crate::tui::tree::RowKind;

/// Something that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    Action(Action),
    /// The tab with this digit.
    Stage(u8),
    /// A part of the filter.
    Chip(FilterPart),
    /// The mark of the row at this position.
    Mark(usize),
    /// The fold of the row at this position.
    Fold(usize),
    Row(usize),
    /// The row at this position of the list that is open.
    MenuRow(usize),
    Detail,
    /// A box of the map.
    Box(BoxId),
    /// The link at this position of the details.
    Link(usize),
}

/// Returns what is at a place of the screen.
#[must_use]
pub fn at(app: &App, column: u16, row: u16) -> Option<Hit> {
    let areas = app.areas()?;
    if row == areas.footer.y {
        let items = footer::items(app, areas.footer.width);
        return items
            .into_iter()
            .find(|item| item.columns.contains(&column))
            .map(|item| Hit::Action(item.action));
    }
    match app.overlay() {
        None | Some(Overlay::Prompt(_)) => {}
        // A click beside it closes the help; a question wants an answer.
        Some(Overlay::Help { .. }) => return Some(Hit::Action(Action::Back)),
        Some(Overlay::Question(_)) => return None,
        Some(Overlay::Menu(menu)) => {
            let found = menu.row_at(app.size(), column, row).map(Hit::MenuRow);
            let beside = !layout::contains(menu.area(app.size()), column, row);
            return found.or_else(|| beside.then_some(Hit::Action(Action::Back)));
        }
    }
    if row == areas.tabs.y
        && let Some(part) = chips::chips(app, areas.tabs)
            .into_iter()
            .find(|chip| chip.columns.contains(&column))
            .and_then(|chip| chip.part)
    {
        return Some(Hit::Chip(part));
    }
    if areas.next.is_some_and(|next| next.y == row) {
        return Some(Hit::Action(Action::ContinueWithNext));
    }
    if row == areas.tabs.y {
        let tabs = header::tabs(app, areas.tabs.width);
        return tabs
            .into_iter()
            .find(|tab| tab.columns.contains(&column))
            .map(|tab| Hit::Stage(tab.digit));
    }
    match app.page() {
        Some(Page::Map(map)) => {
            let found = map.box_at(areas.panes()?, column, row);
            return found.map(Hit::Box);
        }
        Some(Page::Statistics(_)) => return None,
        None => {}
    }
    if let Some(area) = areas
        .tree
        .filter(|area| layout::contains(*area, column, row))
    {
        return in_tree(app, area, column, row);
    }
    areas
        .detail
        .filter(|area| layout::contains(*area, column, row))
        .map(|area| in_detail(app, area, column, row))
}

fn in_tree(app: &App, area: ratatui::layout::Rect, column: u16, row: u16) -> Option<Hit> {
    let inside = tree::inside(area);
    if !layout::contains(inside, column, row) {
        return None;
    }
    let position = app.tree().top() + usize::from(row - inside.y);
    let line = app.tree().rows().get(position)?;
    let on_mark = column == inside.x + tree::mark_column(line);
    let can_tick = matches!(line.kind, RowKind::Node(_));
    Some(match (on_mark, line.open) {
        (true, Some(_)) => Hit::Fold(position),
        (true, None) if can_tick => Hit::Mark(position),
        (true, None) | (false, _) => Hit::Row(position),
    })
}

fn in_detail(app: &App, area: ratatui::layout::Rect, column: u16, row: u16) -> Hit {
    let inside = layout::inside(area);
    if !layout::contains(inside, column, row) {
        return Hit::Detail;
    }
    let position = app.detail_top() + usize::from(row - inside.y);
    let Some(line) = app.detail().lines.get(position) else {
        return Hit::Detail;
    };
    let mut x = inside.x;
    for span in line {
        x += u16::try_from(app.measure().columns(span.text.as_clean())).unwrap_or(0);
        if column < x {
            return span.link.map_or(Hit::Detail, Hit::Link);
        }
    }
    Hit::Detail
}
