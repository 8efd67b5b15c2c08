//! Lists to choose from: opening them, moving in them, and what a choice does.

use super::App;
use crate::search::Query;
use crate::text::CleanBuf;
use crate::text::line_edit::LineEdit;
use crate::theme::ThemeProblems;
use crate::tui::msg::Effect;
use crate::tui::overlay::goal::{Goal, Wish};
use crate::tui::overlay::menu::{Menu, MenuKind, MenuRow, RowMark};
use crate::tui::overlay::{Overlay, changes, filters, palette};
use crate::tui::tree::RowKind;

impl App {
    pub(super) fn open_palette(&mut self) -> Vec<Effect> {
        let rows = palette::rows(self, &Query::default(), None);
        self.open_menu(Menu::new(
            MenuKind::Palette,
            Some(LineEdit::default()),
            rows,
        ))
    }

    pub(super) fn open_filters(&mut self) -> Vec<Effect> {
        let rows = filters::rows(&self.course, &self.filter, self.lang);
        self.open_menu(Menu::new(MenuKind::Filters, None, rows))
    }

    /// Asks the filter for something, or no longer; the list stays, so that more can be chosen.
    fn toggle_wish(&mut self, wish: &Wish, mut menu: Menu) -> Vec<Effect> {
        wish.toggle(&mut self.filter);
        if let Wish::Stage(stage) = wish {
            self.tree.open_in_every_view(RowKind::Node(*stage));
        }
        self.filter_changed();
        menu.set_rows(filters::rows(&self.course, &self.filter, self.lang));
        self.open_menu(menu)
    }

    /// Chooses the row of a list that was clicked.
    pub(super) fn choose_row(&mut self, row: usize) -> Vec<Effect> {
        if let Some(Overlay::Menu(menu)) = &mut self.overlay {
            menu.select(row);
        }
        self.choose()
    }

    /// Offers the themes, each shown at once while it is selected.
    pub(super) fn open_themes(&mut self) -> Vec<Effect> {
        let row = |name: &CleanBuf| MenuRow {
            mark: RowMark::Current(*name == self.looks.theme),
            ..MenuRow::new(name.clone(), Goal::Theme(name.clone()))
        };
        let rows = self.looks.themes.iter().map(row).collect();
        let mut menu = Menu::new(MenuKind::Themes, None, rows);
        menu.select_goal(&Goal::Theme(self.looks.theme.clone()));
        self.open_menu(menu)
    }

    pub(super) fn open_menu(&mut self, menu: Menu) -> Vec<Effect> {
        self.overlay = Some(Overlay::Menu(menu));
        Vec::new()
    }

    /// Answers a changed line of a list.
    pub(super) fn menu_typed(&mut self) {
        let Some(Overlay::Menu(mut menu)) = self.overlay.take() else {
            return;
        };
        if let Some(line) = &menu.line {
            let query = Query::parse(line.text().as_str());
            let found = (!query.is_empty()).then(|| self.find(&query));
            let rows = if let MenuKind::Belongs(orphan) = &menu.kind {
                changes::places(self, orphan, &query, found.as_ref())
            } else {
                palette::rows(self, &query, found.as_ref())
            };
            menu.set_rows(rows);
            menu.select(0);
        }
        self.overlay = Some(Overlay::Menu(menu));
    }

    pub(super) fn move_in_menu(&mut self, lines: isize) -> Vec<Effect> {
        let Some(Overlay::Menu(menu)) = &mut self.overlay else {
            return Vec::new();
        };
        menu.move_by(lines);
        // A theme is looked at while it is selected.
        if let (MenuKind::Themes, Some(Goal::Theme(name))) = (&menu.kind, menu.goal()) {
            return vec![Effect::ShowTheme(name.clone())];
        }
        Vec::new()
    }

    /// Does what the selected row, or the line, is for.
    pub(super) fn choose(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay::Prompt(prompt)) => self.take_prompt(prompt),
            Some(Overlay::Menu(menu)) => match menu.goal().cloned() {
                Some(goal) => self.pursue(goal, menu),
                None => self.open_menu(menu),
            },
            other => {
                self.overlay = other;
                self.leave_map();
                Vec::new()
            }
        }
    }

    fn pursue(&mut self, goal: Goal, menu: Menu) -> Vec<Effect> {
        match goal {
            // There is nothing to go to, and more to read.
            Goal::Nothing => self.open_menu(menu),
            Goal::Do(action) => self.act(action),
            Goal::Go(node) => {
                self.go_to(node);
                Vec::new()
            }
            Goal::Theme(name) => {
                let mut effects = vec![Effect::ShowTheme(name.clone())];
                let say = if self.looks.is_asked_for {
                    self.text().theme_until_quit
                } else {
                    self.text().theme_chosen
                };
                effects.extend(self.say(&say(name.as_str())));
                effects
            }
            Goal::Tell(why) => self.fail(why.as_str()),
            Goal::Say(what) => {
                self.open_menu(menu);
                self.say(what.as_str())
            }
            Goal::Roadmap(id) => vec![Effect::UseRoadmap(id)],
            Goal::Place(orphan) => self.ask_for_place(&orphan),
            Goal::Attach(orphan, node) => self.attach_to(&orphan, node),
            Goal::Toggle(wish) => self.toggle_wish(&wish, menu),
        }
    }

    /// Leaves a list; a theme that was only looked at gives way to the one before.
    pub(super) fn leave_menu(&mut self, menu: &Menu) -> Vec<Effect> {
        if menu.kind == MenuKind::Themes {
            return vec![Effect::ShowTheme(self.looks.theme.clone())];
        }
        Vec::new()
    }

    /// The theme on the screen is another one, or was looked at.
    pub(super) fn theme_shown(&mut self, name: CleanBuf) -> Vec<Effect> {
        if !matches!(&self.overlay, Some(Overlay::Menu(menu)) if menu.kind == MenuKind::Themes) {
            if self.looks.theme != name {
                self.looks.chosen = Some(name.clone());
            }
            self.looks.theme = name;
        }
        Vec::new()
    }

    /// Says what is wrong with a theme that was to be shown.
    pub(super) fn theme_broken(&mut self, problems: &ThemeProblems) -> Vec<Effect> {
        let first = problems.0.first();
        let told = first.map(|problem| problem.sentence(self.lang));
        self.fail(&told.unwrap_or_default())
    }

    /// Goes to a node wherever it is; a filter that hides it is lifted.
    pub(super) fn go_to(&mut self, node: crate::roadmap::NodeIdx) {
        let (roadmap, progress) = (self.course.roadmap(), self.course.progress());
        if !self.filter.shown(roadmap, progress)[node.position()] {
            self.filter = crate::filter::Filter::default();
            self.filter_changed();
        }
        self.page = None;
        self.focus = crate::tui::layout::Pane::Tree;
        self.reveal(node);
    }
}

/// The themes that there are, and the one in force.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    pub themes: Vec<CleanBuf>,
    /// The theme that is on the screen, but for one that is looked at in the list.
    pub theme: CleanBuf,
    /// The theme that was chosen by key, now or at an earlier start.
    pub chosen: Option<CleanBuf>,
    /// The settings or a flag name a theme, which the next start begins with whatever is chosen by key.
    pub is_asked_for: bool,
}
