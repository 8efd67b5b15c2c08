//! The statistics on the screen: the calendar of the last year, the curve of what was done, what there is to say, and the
//! counts by stage, topic and kind. Side by side where there is room, else below each other.

mod counts;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::course::Course;
use crate::lang::Lang;
use crate::picture::charts::{self, Ink, Look};
use crate::progress::Status;
use crate::roadmap::NodeIdx;
use crate::stats::Stats;
use crate::symbols::Symbols;
use crate::text::line::Line;
use crate::text::{Clean, CleanBuf, clean, width};
use crate::theme::{Focus, Theme};
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::layout;

/// What a piece of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tint {
    Ink(Ink),
    Status(Status),
    BarFull,
    BarRest,
}

impl Default for Tint {
    fn default() -> Self {
        Tint::Ink(Ink::Plain)
    }
}

impl Tint {
    const PLAIN: Tint = Tint::Ink(Ink::Plain);
    const STRONG: Tint = Tint::Ink(Ink::Strong);
    const DIM: Tint = Tint::Ink(Ink::Dim);
}

/// Statistics that are read.
pub struct StatisticsPage {
    stats: Stats,
    /// The stage that they are of.
    stage: Option<NodeIdx>,
    /// First line that is shown.
    top: usize,
    lines: Vec<Line<Tint>>,
}

/// Columns between two things that stand beside each other.
const GAP: usize = 4;
/// Columns that counts need beside the pictures.
const LEAST_COUNTS: usize = 50;

impl StatisticsPage {
    /// Makes a page; it is laid out once it is known for how large a screen.
    #[must_use]
    pub fn new(stats: Stats, stage: Option<NodeIdx>) -> StatisticsPage {
        StatisticsPage {
            stats,
            stage,
            top: 0,
            lines: Vec::new(),
        }
    }

    #[must_use]
    pub fn stage(&self) -> Option<NodeIdx> {
        self.stage
    }

    #[must_use]
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    /// Takes other numbers, where something was ticked or another stage was chosen.
    pub fn set(&mut self, stats: Stats, stage: Option<NodeIdx>) {
        (self.stats, self.stage) = (stats, stage);
    }

    /// Scrolls; how far there is to go is seen when it is [laid out](StatisticsPage::fit).
    pub fn scroll(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines);
    }

    /// Lays the page out for a place of the screen.
    pub fn fit(&mut self, course: &Course, lang: Lang, symbols: &Symbols, area: Rect) {
        let inside = layout::inside(area);
        let columns = usize::from(inside.width);
        self.lines = self.lay_out(course, lang, symbols, columns);
        let last_top = self.lines.len().saturating_sub(usize::from(inside.height));
        self.top = self.top.min(last_top);
    }

    fn lay_out(
        &self,
        course: &Course,
        lang: Lang,
        symbols: &Symbols,
        columns: usize,
    ) -> Vec<Line<Tint>> {
        let counts =
            |columns| counts::lines(course, &self.stats, self.stage, lang, symbols, columns);
        if self.stats.days.is_empty() {
            let words = clean::line(lang.stats().nothing_yet);
            let mut lines = wrapped(Line::new(), &words, Tint::DIM, columns);
            lines.push(Line::new());
            lines.extend(counts(columns));
            return lines;
        }
        let beside = columns >= charts::WIDEST + GAP + LEAST_COUNTS;
        let left = if beside { charts::WIDEST } else { columns };
        let look = Look {
            columns: Some(left),
            lang,
            symbols,
        };
        let mut lines: Vec<Line<Tint>> = Vec::new();
        let parts = [
            painted(charts::heatmap(&self.stats, look)),
            painted(charts::burn_up(&self.stats, look)),
            self.facts(course, lang, left),
        ];
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if !lines.is_empty() {
                lines.push(Line::new());
            }
            lines.extend(part);
        }
        if beside {
            return side_by_side(lines, counts(columns - left - GAP), left + GAP, symbols);
        }
        lines.push(Line::new());
        lines.extend(counts(columns));
        lines
    }

    /// Returns what there is to say, with the labels below each other.
    fn facts(&self, course: &Course, lang: Lang, columns: usize) -> Vec<Line<Tint>> {
        let mut facts = self.stats.facts(lang, lang.tui().minutes);
        let roadmap = course.roadmap();
        let is_within = |node: &NodeIdx| {
            let stage = self.stage;
            stage.is_none_or(|stage| roadmap.is_within(*node, stage))
        };
        let has_note = |node: &NodeIdx| course.has_note(*node);
        let notes = roadmap.nodes().filter(is_within).filter(has_note).count();
        if notes > 0 {
            facts.push((lang.stats().notes, clean::line(&notes.to_string())));
        }
        let label = |label: &str| Line::of(Tint::DIM, label);
        let widest = facts.iter().map(|(words, _)| label(words).columns()).max();
        let widest = widest.unwrap_or(0) + 2;
        let line = |(words, fact): &(&str, CleanBuf)| {
            wrapped(label(words).padded(widest), fact, Tint::PLAIN, columns)
        };
        facts.iter().flat_map(line).collect()
    }
}

fn painted(lines: Vec<Line<Ink>>) -> Vec<Line<Tint>> {
    lines.into_iter().map(|line| line.map(Tint::Ink)).collect()
}

/// Breaks a text after a first piece; further lines begin below its start.
fn wrapped(first: Line<Tint>, text: &CleanBuf, tint: Tint, columns: usize) -> Vec<Line<Tint>> {
    let indent = first.columns();
    let room = columns.saturating_sub(indent).max(10);
    let mut start = Some(first);
    let ranges = width::wrap(text.as_clean(), room).into_iter();
    let line = |range| {
        let start = start.take().unwrap_or(Line::new().space(indent));
        let part: Clean<'_> = text.as_clean().slice(range);
        start.with(tint, part.as_str())
    };
    ranges.map(line).collect()
}

/// Puts lines beside others, which begin at a column.
fn side_by_side(
    left: Vec<Line<Tint>>,
    right: Vec<Line<Tint>>,
    column: usize,
    symbols: &Symbols,
) -> Vec<Line<Tint>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let one = left.next().unwrap_or_default().cut(column, symbols);
        one.padded(column).and(right.next().unwrap_or_default())
    };
    (0..rows).map(row).collect()
}

/// Draws the part of the page that is scrolled to.
pub fn draw(app: &App, page: &StatisticsPage, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (frame, title_style) = theme.pane(Focus::Here);
    let symbols = app.symbols();
    let mut title = Clean::fixed(app.lang().stats().title).to_buf();
    if let Some(stage) = page.stage {
        let name = app.course().roadmap().title(stage, app.lang());
        title = CleanBuf::concat(&[title.as_clean(), Clean::fixed(": "), name]);
    }
    let room = usize::from(area.width.saturating_sub(6));
    let title = width::cut_with(title.as_clean(), room, Clean::fixed(symbols.ellipsis));
    canvas.frame(area, &symbols.border, frame, title.as_clean(), title_style);
    let inside = layout::inside(area);
    for (row, line) in (0..inside.height).zip(page.lines.iter().skip(page.top)) {
        let line = line.clone().cut(usize::from(inside.width), symbols);
        let mut pen = canvas.line(inside, row);
        for (tint, text) in line.pieces() {
            pen.write(text.as_clean(), style(*tint, theme));
        }
    }
    let (shown, all) = (usize::from(inside.height), page.lines.len());
    crate::tui::screen::scrollbar(area, page.top, shown, all, app, theme, canvas);
}

const fn style(tint: Tint, theme: &Theme) -> Style {
    match tint {
        Tint::Ink(Ink::Plain) => theme.text(),
        Tint::Ink(Ink::Strong) => theme.strong(),
        Tint::Ink(Ink::Dim) => theme.dim(),
        Tint::Ink(Ink::Heat(strength)) => theme.heat(strength),
        Tint::Ink(Ink::Done) | Tint::BarFull => theme.bar_filled(),
        Tint::BarRest => theme.bar_rest(),
        Tint::Status(status) => theme.status(status),
    }
}
