//! Choosing what is shown: stages, filters, and the way back.

use super::links::Number;
use super::{App, Kept};
use crate::filter::{Filter, FilterPart};
use crate::roadmap::NodeIdx;
use crate::tui::layout::Pane;
use crate::tui::msg::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::tree::RowKind;

impl App {
    pub(super) fn only_unfinished(&mut self) -> Vec<Effect> {
        self.filter.statuses = if self.is_only_unfinished() {
            Vec::new()
        } else {
            Filter::UNFINISHED.to_vec()
        };
        self.filter.note_order();
        self.filter_changed();
        Vec::new()
    }

    /// A digit is a stage at once, and may turn out to be the beginning of a link's number. Digits are one number as
    /// long as there is a link of that number; otherwise each is a stage of its own.
    pub(super) fn digit(&mut self, digit: u8) -> Vec<Effect> {
        self.dismiss_notice();
        if let Some(mut number) = self.number.take() {
            number.value = number
                .value
                .saturating_mul(10)
                .saturating_add(u32::from(digit));
            if number.is_of_a_link() {
                (self.filter, self.tree) = (*number.before).clone();
                self.number = Some(number);
                return Vec::new();
            }
        }
        self.number = Some(Number {
            value: u32::from(digit),
            before: Box::new((self.filter.clone(), self.tree.clone())),
            links: self.detail().links.len(),
        });
        self.choose_stage(digit);
        Vec::new()
    }

    pub(super) fn forget_number(&mut self) -> Vec<Effect> {
        self.number = None;
        Vec::new()
    }

    pub(super) fn choose_stage(&mut self, digit: u8) {
        if digit == 0 {
            self.filter = Filter::default();
            self.filter_changed();
            return;
        }
        let stage = self.course.roadmap().stages().nth(usize::from(digit) - 1);
        if stage.is_some() {
            self.show_stage(stage);
        } else if usize::from(digit) > self.detail().links.len() {
            self.say(&(self.text().no_such_stage)(digit));
        }
    }

    /// Shows one stage, or all; the cursor stays where it is when that is shown.
    pub(super) fn show_stage(&mut self, stage: Option<NodeIdx>) {
        let is_shown =
            |node: NodeIdx| stage.is_none_or(|stage| self.course.roadmap().is_within(node, stage));
        let stays = self.current_node().is_some_and(is_shown);
        self.filter.stage = stage;
        self.filter.note_order();
        if let Some(stage) = stage {
            self.tree.open_in_every_view(RowKind::Node(stage));
        }
        self.filter_changed();
        if !stays {
            self.tree.move_to(0);
        }
    }

    pub(super) fn back(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay::Prompt(prompt)) => {
                self.leave_prompt(prompt);
                return Vec::new();
            }
            Some(Overlay::Menu(menu)) => return self.leave_menu(&menu),
            Some(Overlay::Help { .. } | Overlay::Question(_)) => return Vec::new(),
            None => {}
        }
        if self.notice.take().is_some() {
            return Vec::new();
        }
        if self.page.take().is_some() {
            return Vec::new();
        }
        if !self.selected.is_empty() {
            self.selected.clear();
            return Vec::new();
        }
        if self.focus == Pane::Detail {
            self.focus = Pane::Tree;
        } else if self.filter.peel().is_some() {
            self.filter_changed();
        }
        Vec::new()
    }

    /// Lifts one part of the filter.
    pub(super) fn lift(&mut self, part: FilterPart) -> Vec<Effect> {
        self.filter.lift(part);
        self.filter_changed();
        Vec::new()
    }

    pub(super) fn go_to_next(&mut self) -> Vec<Effect> {
        match self.next().map(|next| next.node) {
            Some(next) => {
                if !self.select_on_map(next) {
                    self.go_to(next);
                }
                Vec::new()
            }
            None => self.say(self.text().nothing_unfinished),
        }
    }

    pub(super) fn filter_changed(&mut self) {
        self.kept = Kept::default();
        self.tree.unfold_filtered();
        self.rebuild();
    }
}
