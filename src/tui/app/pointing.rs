//! The mouse.

use super::App;
use super::links::Number;
use crate::tui::layout::{self, Pane};
use crate::tui::msg::{Action, Click, Effect};
use crate::tui::overlay::Overlay;
use crate::tui::screen::hit::{self, Hit};

impl App {
    pub(super) fn click(&mut self, click: Click) -> Vec<Effect> {
        self.number = None;
        let Some(hit) = hit::at(self, click.column, click.row) else {
            return Vec::new();
        };
        match hit {
            Hit::Action(action) => self.act(action),
            Hit::Stage(digit) => {
                self.choose_stage(digit);
                Vec::new()
            }
            Hit::Mark(row) => {
                self.select(row);
                self.act(Action::ToggleDone)
            }
            Hit::Fold(row) => {
                self.select(row);
                self.enter()
            }
            Hit::Row(row) => {
                self.select(row);
                if click.double {
                    self.enter()
                } else {
                    Vec::new()
                }
            }
            Hit::Box(id) => self.click_box(id, click.double),
            Hit::Chip(part) => self.lift(part),
            Hit::MenuRow(row) => self.choose_row(row),
            Hit::Detail => {
                self.focus = Pane::Detail;
                Vec::new()
            }
            // What is being typed is not thrown away for a question.
            Hit::Link(_) if self.overlay.is_some() => Vec::new(),
            Hit::Link(position) => {
                let Some(number) = u32::try_from(position + 1).ok() else {
                    return Vec::new();
                };
                let before = Box::new((self.filter.clone(), self.tree.clone()));
                self.open_link(Some(Number {
                    value: number,
                    before,
                    links: self.detail().links.len(),
                }))
            }
        }
    }

    pub(super) fn select(&mut self, row: usize) {
        self.focus = Pane::Tree;
        self.tree.move_to(row);
        self.dismiss_notice();
    }

    pub(super) fn wheel(&mut self, column: u16, row: u16, lines: i16) -> Vec<Effect> {
        let lines = isize::from(lines);
        let over = |area: Option<ratatui::layout::Rect>| {
            area.is_some_and(|area| layout::contains(area, column, row))
        };
        if self.scroll_page(lines) || (self.page.is_some() && self.overlay.is_none()) {
            return Vec::new();
        }
        let areas = self.areas();
        match &mut self.overlay {
            Some(Overlay::Help { top }) => *top = top.saturating_add_signed(lines),
            None | Some(Overlay::Prompt(_)) if over(areas.and_then(|areas| areas.detail)) => {
                self.scroll_detail(lines);
            }
            None | Some(Overlay::Prompt(_)) => self.tree.scroll_by(lines),
            Some(Overlay::Menu(menu)) => menu.scroll_by(lines),
            Some(Overlay::Question(_)) => {}
        }
        Vec::new()
    }
}
