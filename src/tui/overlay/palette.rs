//! The palette: every action by its name with its key, and everything in the roadmap to go to.

use super::goal::Goal;
use super::menu::MenuRow;
use crate::roadmap::{Level, Roadmap};
use crate::search::{Found, Highlighter, Query};
use crate::text::clean;
use crate::tui::app::App;
use crate::tui::keymap::Scope;
use crate::tui::msg::Action;

/// The most nodes that are offered.
const MOST_NODES: usize = 50;

/// Returns the rows for what was typed: actions that fit, the best first, and then nodes; without anything typed every
/// action in the order of the help.
#[must_use]
pub fn rows(app: &App, query: &Query, found: Option<&Found>) -> Vec<MenuRow> {
    let mut highlighter = Highlighter::new(query);
    let mut actions = actions(app);
    if !query.is_empty() {
        let mut scored: Vec<(u32, MenuRow)> = actions
            .into_iter()
            .filter_map(|row| Some((highlighter.score(row.label.as_clean())?, row)))
            .collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        actions = scored.into_iter().map(|(_, row)| row).collect();
    }
    let nodes = found
        .into_iter()
        .flat_map(|found| found.hits().iter().take(MOST_NODES));
    let nodes = nodes.map(|hit| node(app, hit.node, Goal::Go(hit.node)));
    let mut rows: Vec<MenuRow> = actions.into_iter().chain(nodes).collect();
    for row in &mut rows {
        row.matched = highlighter.ranges(row.label.as_clean());
    }
    rows
}

/// Returns a row for each action of the main screen, once.
fn actions(app: &App) -> Vec<MenuRow> {
    let text = &app.text().keys;
    let mut seen: Vec<Action> = vec![Action::Palette, Action::Back];
    let mut rows = Vec::new();
    for row in app.keymap().rows() {
        let counts = matches!(row.scope, Scope::Main | Scope::Everywhere);
        if !counts || seen.contains(&row.action) {
            continue;
        }
        seen.push(row.action);
        rows.push(MenuRow {
            right: clean::line(&row.label()),
            ..MenuRow::new(clean::line(row.help(text)), Goal::Do(row.action))
        });
    }
    rows
}

/// Returns the row of a node, with what it is part of.
pub(super) fn node(app: &App, node: crate::roadmap::NodeIdx, goal: Goal) -> MenuRow {
    let roadmap: &Roadmap = app.course().roadmap();
    let place = match roadmap.level(node) {
        Level::Stage => clean::line(app.text().stage),
        Level::Topic | Level::Concept | Level::Resource => roadmap
            .parent(node)
            .map(|parent| roadmap.title(parent, app.lang()).to_buf())
            .unwrap_or_default(),
    };
    MenuRow {
        note: place,
        ..MenuRow::new(roadmap.title(node, app.lang()).to_buf(), goal)
    }
}
