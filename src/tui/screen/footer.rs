//! The last line: the keys that do something here and now, at most eight.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::lang::keys::ShortText;
use crate::progress::Status;
use crate::roadmap::Level;
use crate::text::width::Measure;
use crate::text::{CleanBuf, clean};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Scope;
use crate::tui::layout::Pane;
use crate::tui::msg::Action;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::prompt::Purpose;
use crate::tui::page::map::MapPage;
use crate::tui::tree::RowKind;

/// The most keys that are shown.
const MOST: usize = 8;

/// A key of the footer and where it is drawn.
pub struct Item {
    pub action: Action,
    pub key: CleanBuf,
    pub label: CleanBuf,
    pub columns: Range<u16>,
}

/// Draws the footer.
pub fn draw(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    for item in items(app, area.width) {
        let columns = Rect {
            x: item.columns.start,
            width: item.columns.len().try_into().unwrap_or(0),
            ..area
        };
        let mut pen = canvas.line(columns, 0);
        pen.write(item.key.as_clean(), theme.key());
        pen.skip(1);
        pen.write(item.label.as_clean(), theme.key_label());
    }
}

/// Returns the keys with the columns they are drawn in; those that matter less go first where there is no room.
#[must_use]
pub fn items(app: &App, columns: u16) -> Vec<Item> {
    let mut items: Vec<Item> = wanted(app)
        .into_iter()
        .filter(|(action, _)| !app.key(*action).is_empty())
        .take(MOST)
        .map(|(action, label)| item(app, action, label))
        .collect();
    // Help is the last to go: it leads to all the others.
    while items.len() > 1 && total(&items, app.measure()) > usize::from(columns) {
        items.remove(items.len() - 2);
    }
    let mut x = 1;
    for item in &mut items {
        let wide = columns_of(item, app.measure());
        let end = x + u16::try_from(wide).unwrap_or(u16::MAX);
        item.columns = x..end;
        x = end + 2;
    }
    items
}

fn total(items: &[Item], measure: Measure) -> usize {
    let wide = |item: &Item| columns_of(item, measure) + 2;
    items.iter().map(wide).sum()
}

/// Returns the columns of a key, a blank and its label.
fn columns_of(item: &Item, measure: Measure) -> usize {
    measure.columns(item.key.as_clean()) + 1 + measure.columns(item.label.as_clean())
}

fn item(app: &App, action: Action, label: CleanBuf) -> Item {
    let key = app.key(action);
    let key = match (app.number(), action) {
        (None, Action::MoveDown) if app.map().is_some() => {
            let ways = [
                Action::MoveLeft,
                Action::MoveDown,
                Action::MoveUp,
                Action::MoveRight,
            ];
            ways.map(|way| app.key(way)).join(" ")
        }
        (Some(number), Action::OpenLink | Action::CopyLink) => format!("{number}{key}"),
        _ => key,
    };
    Item {
        action,
        key: clean::line(&key),
        label,
        columns: 0..0,
    }
}

/// Returns the actions that make sense now, the most useful first and help last.
fn wanted(app: &App) -> Vec<(Action, CleanBuf)> {
    let short = &app.text().keys.short;
    let own = |(action, label): (Action, &'static str)| (action, clean::line(label));
    match app.scope() {
        Scope::Reading => vec![
            own((Action::MoveDown, short.scroll)),
            own((Action::Back, short.close)),
        ],
        Scope::Question => {
            vec![
                own((Action::Confirm, app.text().open_yes)),
                own((Action::Back, app.text().open_no)),
            ]
        }
        Scope::Menu => vec![
            own((Action::MoveDown, short.down)),
            own((Action::Choose, short.choose)),
            own((Action::Back, short.close)),
        ],
        Scope::Map => map_actions(app, short).into_iter().map(own).collect(),
        Scope::Typing => typing_actions(app, short).into_iter().map(own).collect(),
        Scope::Main | Scope::Everywhere => {
            let mut wanted = match app.number() {
                Some(number) => link_actions(app, number),
                None => row_actions(app, short).into_iter().map(own).collect(),
            };
            wanted.truncate(MOST - 1);
            wanted.push(own((Action::Help, short.help)));
            wanted
        }
    }
}

/// Returns what a line that is typed can be left by.
fn typing_actions(app: &App, short: &'static ShortText) -> Vec<(Action, &'static str)> {
    let Some(Overlay::Prompt(prompt)) = app.overlay() else {
        return vec![
            (Action::MoveDown, short.down),
            (Action::Choose, short.choose),
            (Action::Back, short.close),
        ];
    };
    let mut actions = Vec::new();
    if let Purpose::Search(_) = prompt.purpose {
        actions.push((Action::MoveDown, short.next));
        actions.push((Action::Choose, short.keep));
        if prompt.offers.is_some() {
            actions.push((Action::Complete, short.complete));
        }
    } else {
        actions.push((Action::Choose, short.take));
    }
    actions.push((Action::Back, short.leave));
    actions
}

/// Returns what can be done on the map.
fn map_actions(app: &App, short: &'static ShortText) -> Vec<(Action, &'static str)> {
    let mut actions = vec![
        (Action::MoveDown, short.down),
        (Action::Choose, short.go),
        (Action::Back, short.close),
    ];
    if let Some(zoom) = app.map().map(MapPage::zoom) {
        if zoom.closer() != zoom {
            actions.push((Action::ZoomIn, short.closer));
        }
        if zoom.farther() != zoom {
            actions.push((Action::ZoomOut, short.farther));
        }
    }
    actions.push((Action::ToggleDone, short.done));
    actions.push((Action::ContinueWithNext, short.next));
    actions.push((Action::Help, short.help));
    actions
}

/// Returns what a number may go on with.
fn link_actions(app: &App, number: u32) -> Vec<(Action, CleanBuf)> {
    let text = app.text();
    let link = (text.link_number)(number);
    let short = &text.keys.short;
    [
        (Action::OpenLink, short.open),
        (Action::CopyLink, short.copy),
    ]
    .map(|(action, word)| (action, clean::line(&format!("{word} {link}"))))
    .into()
}

fn row_actions(app: &App, short: &'static ShortText) -> Vec<(Action, &'static str)> {
    if app.selected() > 0 && app.focus() == Pane::Tree {
        return vec![
            (Action::ToggleDone, short.done),
            (Action::ToggleDoing, short.doing),
            (Action::ToggleSkip, short.skip),
            (Action::Hide, short.hide),
            (Action::Select, short.select),
            (Action::Back, short.unselect),
            (Action::Undo, short.undo),
        ];
    }
    let mut actions = Vec::new();
    let row = app.tree().current();
    let on_list_alone = app.areas().is_some_and(|areas| areas.detail.is_none());
    if app.focus() == Pane::Detail {
        actions.push((Action::MoveDown, short.scroll));
        actions.push((Action::Back, short.back));
    }
    if let Some(row) = row {
        let status = app.row_status(row.kind);
        if app.can_tick() {
            let word = |status_of_key, word| {
                if status == status_of_key {
                    short.todo
                } else {
                    word
                }
            };
            actions.push((Action::ToggleDone, word(Status::Done, short.done)));
            actions.push((Action::ToggleDoing, word(Status::Doing, short.doing)));
            actions.push((Action::ToggleSkip, word(Status::Skipped, short.skip)));
        }
        match row.open {
            Some(true) if app.focus() == Pane::Tree => actions.push((Action::Enter, short.fold)),
            Some(false) if app.focus() == Pane::Tree => actions.push((Action::Enter, short.unfold)),
            None if on_list_alone => actions.push((Action::Enter, short.detail)),
            Some(_) | None => {}
        }
        if on_list_alone && row.open.is_some() {
            actions.push((Action::SwitchPane, short.detail));
        }
        if app.can_attach() {
            actions.push((Action::Attach, short.attach));
        }
        if !app.detail().links.is_empty() && is_leaf(app, row.kind) {
            actions.push((Action::OpenLink, short.open));
        }
    }
    if app.focus() == Pane::Tree && !app.filter().is_empty() {
        actions.push((Action::Back, short.lift));
    }
    actions.push((Action::Search, short.search));
    if app.current_node().is_some() {
        actions.push((Action::EditNote, short.note));
    }
    actions.push((Action::Filter, short.filter));
    actions.push((Action::NextUnfinished, short.next));
    actions.push((
        Action::OnlyUnfinished,
        if app.is_only_unfinished() {
            short.all
        } else {
            short.unfinished
        },
    ));
    actions.push((Action::Undo, short.undo));
    actions.push((Action::Quit, short.quit));
    actions
}

fn is_leaf(app: &App, kind: RowKind) -> bool {
    match kind {
        RowKind::Node(node) => app.course().roadmap().level(node) == Level::Resource,
        RowKind::Orphan(_) => true,
        RowKind::KeyIdeas(_) | RowKind::Lost => false,
    }
}
