//! The statistics: opening them, and counting again when something changes.

use super::App;
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

    fn count(&self) -> Stats {
        let mut stats = Stats::new(&self.course, self.filter.stage, self.today, &self.zone);
        if !self.finish_date {
            stats.finish = None;
        }
        stats
    }
}
