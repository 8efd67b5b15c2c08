//! The counts by stage, topic and kind, as wide as there is room.

use super::Tint;
use crate::course::Course;
use crate::lang::Lang;
use crate::progress::{Status, Tally};
use crate::roadmap::{Level, NodeIdx};
use crate::stats::Stats;
use crate::symbols::Symbols;
use crate::text::line::Line;

/// The statuses in the order of the columns.
const STATUSES: [Status; 4] = [Status::Done, Status::Doing, Status::Skipped, Status::Todo];
/// From this many columns on, the heads are words; below, the marks of the tree.
const WORDS: usize = 72;
/// From this many columns on, every status has a column; below, there is a fraction.
const STATUS_COLUMNS: usize = 44;
/// Columns that a title keeps.
const LEAST_TITLE: usize = 12;
/// Columns of a title that say enough of it.
const READABLE_TITLE: usize = 28;
/// Columns of a bar at least, and at most.
const LEAST_BAR: usize = 6;
const BAR: usize = 20;

/// What is counted in a row.
struct Row {
    title: Line<Tint>,
    tally: Tally,
}

/// How the columns are divided.
struct Plan<'a> {
    title: usize,
    bar: usize,
    /// Columns of each status; none where a fraction takes their place.
    statuses: Option<[usize; 4]>,
    symbols: &'a Symbols,
}

/// Lays the counts out; a stage after others has a blank line before it.
pub(super) fn lines(
    course: &Course,
    stats: &Stats,
    stage: Option<NodeIdx>,
    lang: Lang,
    symbols: &Symbols,
    columns: usize,
) -> Vec<Line<Tint>> {
    let (roadmap, progress) = (course.roadmap(), course.progress());
    let text = lang.tui();
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for node in roadmap.nodes() {
        let is_shown = stage.is_none_or(|stage| roadmap.is_within(node, stage));
        let tint = match roadmap.level(node) {
            Level::Stage if is_shown => Tint::STRONG,
            Level::Topic if is_shown => Tint::PLAIN,
            Level::Stage | Level::Topic | Level::Concept | Level::Resource => continue,
        };
        if roadmap.level(node) == Level::Stage {
            groups.push(Vec::new());
        }
        let title = crate::picture::graph::title(roadmap, lang, node);
        let indent = Line::new().space(2 * roadmap.depth(node));
        let row = Row {
            title: indent.with(tint, title.as_str()),
            tally: progress.tallies(node).resources,
        };
        if let Some(group) = groups.last_mut() {
            group.push(row);
        }
    }
    let kind = |(kind, tally): &(_, Tally)| Row {
        title: Line::of(Tint::PLAIN, (text.kinds)(*kind)),
        tally: *tally,
    };
    groups.push(stats.kinds.iter().map(kind).collect());
    let widest = groups.iter().flatten().map(|row| row.title.columns()).max();
    let plan = Plan::new(columns, widest.unwrap_or(0), lang, symbols);
    let mut lines = vec![plan.head(columns, lang)];
    for (number, group) in groups.iter().enumerate() {
        if number > 0 && !group.is_empty() {
            lines.push(Line::new());
        }
        lines.extend(group.iter().map(|row| plan.row(row)));
    }
    lines
}

impl Plan<'_> {
    fn new(columns: usize, widest: usize, lang: Lang, symbols: &Symbols) -> Plan<'_> {
        let words = columns >= WORDS;
        let word = |status| Line::of(Tint::DIM, (lang.tui().statuses)(status)).columns();
        let statuses = (columns >= STATUS_COLUMNS)
            .then(|| STATUSES.map(|status| if words { word(status).max(3) + 2 } else { 4 }));
        // A percent, and the counts.
        let numbers = 5 + statuses.map_or(8, |columns| columns.iter().sum());
        let room = columns.saturating_sub(numbers);
        // A title that can be read matters more than a bar.
        let bar = room.saturating_sub(widest.min(READABLE_TITLE) + 2);
        let bar = if bar < LEAST_BAR { 0 } else { bar.min(BAR) };
        let title = room.saturating_sub(bar + 2);
        Plan {
            title: title.clamp(LEAST_TITLE, widest.max(LEAST_TITLE)),
            bar,
            statuses,
            symbols,
        }
    }

    fn head(&self, columns: usize, lang: Lang) -> Line<Tint> {
        let Some(widths) = self.statuses else {
            return Line::of(Tint::DIM, lang.tui().resources);
        };
        let mut line = Line::of(Tint::DIM, lang.stats().counts);
        line = line.cut(self.title, self.symbols);
        line = line.padded(self.title + 2 + self.bar + 5);
        for (status, width) in STATUSES.into_iter().zip(widths) {
            let head = if columns >= WORDS {
                Line::of(Tint::DIM, (lang.tui().statuses)(status))
            } else {
                let mark = self.symbols.status(status);
                Line::of(Tint::Status(status), mark.as_str())
            };
            line = line.and(head.right(width));
        }
        line
    }

    fn row(&self, row: &Row) -> Line<Tint> {
        let Row { title, tally } = row;
        let (full, rest) = Symbols::bar(self.bar, tally.done, tally.counted());
        let percent = tally
            .percent()
            .map_or_else(String::new, |percent| format!("{percent}%"));
        let mut line = title.clone().cut(self.title, self.symbols);
        line = line.padded(self.title + 2);
        line = line.with(Tint::BarFull, &self.symbols.bar_full.repeat(full));
        line = line.with(Tint::BarRest, &self.symbols.bar_rest.repeat(rest));
        line = line.and(Line::of(Tint::PLAIN, &percent).right(5));
        let Some(widths) = self.statuses else {
            let fraction = format!("{}/{}", tally.done, tally.counted());
            return line.and(Line::of(Tint::DIM, &fraction).right(8));
        };
        for (status, width) in STATUSES.into_iter().zip(widths) {
            let count = tally.of(status);
            let tint = if count == 0 {
                Tint::DIM
            } else {
                Tint::Status(status)
            };
            line = line.and(Line::of(tint, &count.to_string()).right(width));
        }
        line
    }
}
