//! The statistics: opening them, counting again when something changes, and the time that runs.

use super::App;
use crate::journal::Record;
use crate::lang::causes::Cause;
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx};
use crate::stats::Stats;
use crate::tui::msg::Effect;
use crate::tui::page::Page;
use crate::tui::page::statistics::StatisticsPage;

impl App {
    /// Opens the statistics, of the chosen stage where one is chosen.
    pub(super) fn open_statistics(&mut self) -> Vec<Effect> {
        let page = StatisticsPage::new(self.count(), self.filter.stage);
        self.page = Some(Page::Statistics(page));
        Vec::new()
    }

    /// Counts again what is on the page, where something has changed.
    pub(super) fn count_again(&mut self) {
        if !matches!(self.page, Some(Page::Statistics(_))) {
            return;
        }
        let (stats, stage) = (self.count(), self.filter.stage);
        if let Some(Page::Statistics(page)) = &mut self.page {
            page.set(stats, stage);
        }
    }

    /// Opens a link of the row at the cursor; where the person wants it, time runs for what is opened.
    pub(super) fn open(&self, link: Link) -> Vec<Effect> {
        let roadmap = self.course.roadmap();
        let is_resource = |node: &NodeIdx| roadmap.level(*node) == Level::Resource;
        let node = self.current_node().filter(is_resource);
        let timer = node.filter(|_| self.timer).map(Effect::StartTimer);
        let open = Effect::OpenLink(link);
        std::iter::once(open).chain(timer).collect()
    }

    /// Takes time that was written down.
    pub(super) fn time_spent(&mut self, record: Record, unsaved: Option<Cause>) -> Vec<Effect> {
        self.course.record(record);
        self.count_again();
        match unsaved {
            Some(why) => self.fail(&(self.text().not_saved)(why.get(self.lang).as_str())),
            None => Vec::new(),
        }
    }

    fn count(&self) -> Stats {
        let mut stats = Stats::new(&self.course, self.filter.stage, self.today, &self.zone);
        if !self.finish_date {
            stats.finish = None;
        }
        stats
    }
}
