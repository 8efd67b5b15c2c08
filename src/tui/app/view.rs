//! Where the person is, remembered from one start to the next.

use super::App;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::roadmap::{Level, NodeIdx};
use crate::tui::tree::Fold;
use crate::tui::tree::RowKind;
use crate::view::View;

impl App {
    /// Returns what is remembered for the next start.
    #[must_use]
    pub fn view(&self) -> View {
        let roadmap = self.course.roadmap();
        let ids = |fold: &Fold| -> Vec<String> {
            let ids = fold.but.iter().map(|node| roadmap.node_id(*node));
            ids.map(|id| id.to_string()).collect()
        };
        let [nodes, ideas] = self.tree.folds();
        let ids_where = |fold: &Fold, open: bool| (fold.open == open).then(|| ids(fold));
        View {
            roadmap: roadmap.id().to_string(),
            cursor: self
                .current_node()
                .map(|node| roadmap.node_id(node).to_string()),
            open: ids_where(nodes, false).unwrap_or_default(),
            closed: ids_where(nodes, true),
            closed_ideas: ids_where(ideas, true).unwrap_or_default(),
            open_ideas: ids_where(ideas, false),
            stage: self
                .filter
                .stage
                .map(|stage| roadmap.node_id(stage).to_string()),
            only_unfinished: self.is_only_unfinished(),
            lang: (self.lang != self.settings_lang).then(|| self.lang.code().to_owned()),
            theme: self.looks.chosen.as_ref().map(ToString::to_string),
        }
    }

    /// Goes back to where the person was; what is not in the roadmap any more is passed over.
    pub(super) fn restore(&mut self, view: &View, lang_is_asked_for: bool) {
        let roadmap = self.course.roadmap();
        let fold = |ids: &[String], open| Fold {
            open,
            but: ids.iter().filter_map(|id| roadmap.find(id)).collect(),
        };
        let nodes = match &view.closed {
            Some(closed) => fold(closed, true),
            None => fold(&view.open, false),
        };
        let ideas = match &view.open_ideas {
            Some(open) => fold(open, false),
            None => fold(&view.closed_ideas, true),
        };
        let is_stage = |node: &NodeIdx| roadmap.level(*node) == Level::Stage;
        self.filter.stage = view
            .stage
            .as_ref()
            .and_then(|id| roadmap.find(id))
            .filter(is_stage);
        let cursor = view.cursor.as_ref().and_then(|id| roadmap.find(id));
        if view.only_unfinished {
            self.filter.statuses = Filter::UNFINISHED.to_vec();
        }
        let chosen = Lang::ALL
            .into_iter()
            .find(|lang| view.lang.as_deref() == Some(lang.code()));
        self.lang = chosen.filter(|_| !lang_is_asked_for).unwrap_or(self.lang);
        self.tree.restore_folds([nodes, ideas]);
        self.filter_changed();
        if let Some(row) = cursor.and_then(|node| self.tree.find(RowKind::Node(node))) {
            self.tree.move_to(row);
        }
    }
}
