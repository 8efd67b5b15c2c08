//! Pictures of statistics in lines of text, with what each piece means: the shells give them their colours.

use jiff::ToSpan as _;

use super::burnup::BurnUp;
use super::heatmap::{Heatmap, YEAR};
use crate::lang::Lang;
use crate::stats::Stats;
use crate::symbols::Symbols;
use crate::text::line::Line;

/// What a piece of a picture is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    #[default]
    Plain,
    /// A heading.
    Strong,
    /// Labels, axes, and the line of what there is to do.
    Dim,
    /// A day, by its strength.
    Heat(usize),
    /// What was done.
    Done,
}

/// How pictures are drawn.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Columns that there are; nobody knows how many for a pipe.
    pub columns: Option<usize>,
    pub lang: Lang,
    pub symbols: &'a Symbols,
}

/// Columns left of a picture.
const LABEL: usize = 5;
/// Rows of the curve.
const HEIGHT: usize = 6;
/// Fewer columns show nothing.
const LEAST: usize = 8;

/// The columns that pictures take where there is room for all of them.
pub const WIDEST: usize = LABEL + YEAR;

impl Look<'_> {
    /// Returns how many columns a picture has.
    fn width(self) -> usize {
        let room = self
            .columns
            .map_or(YEAR, |columns| columns.saturating_sub(LABEL));
        room.clamp(LEAST, YEAR)
    }
}

/// Draws the calendar of the last year.
#[must_use]
pub fn heatmap(stats: &Stats, look: Look<'_>) -> Vec<Line<Ink>> {
    let text = look.lang.stats();
    let weight = |date| stats.days.get(&date).map_or(0, crate::stats::Day::weight);
    let map = Heatmap::new(look.width(), stats.today, weight);
    let mut lines = vec![
        Line::of(Ink::Strong, text.last_year)
            .space(2)
            .with(Ink::Dim, &counts(stats, &map, look.lang)),
        months(&map, look.lang),
    ];
    let heat = look.symbols.heat;
    for (row, weekday) in text.weekdays.iter().enumerate() {
        let mut line = Line::of(Ink::Dim, weekday).padded(LABEL);
        for week in &map.weeks {
            line = match week[row] {
                Some(strength) => line.with(Ink::Heat(strength), heat[strength]),
                None => line.space(1),
            };
        }
        lines.push(line);
    }
    let mut scale = Line::new().space(LABEL).with(Ink::Dim, text.less).space(1);
    for (strength, mark) in heat.iter().enumerate() {
        scale = scale.with(Ink::Heat(strength), mark);
    }
    lines.push(scale.space(1).with(Ink::Dim, text.more));
    lines
}

/// Says how much the calendar of the whole last year shows, on how many days.
#[must_use]
pub fn last_year(stats: &Stats, lang: Lang) -> String {
    let weight = |date| stats.days.get(&date).map_or(0, crate::stats::Day::weight);
    counts(stats, &Heatmap::new(YEAR, stats.today, weight), lang)
}

/// Says how much the calendar shows, on how many days.
fn counts(stats: &Stats, map: &Heatmap, lang: Lang) -> String {
    let shown = stats.days.range(map.from..);
    let things = shown
        .map(|(_, day)| day.done + day.notes)
        .filter(|things| *things > 0);
    let (things, days) = things.fold((0, 0), |(all, days), things| (all + things, days + 1));
    (lang.stats().things_on_days)(things, days)
}

/// Puts the names of the months over the weeks that they begin in, where there is room.
fn months(map: &Heatmap, lang: Lang) -> Line<Ink> {
    let mut line = Line::new().space(LABEL);
    for (column, month) in &map.months {
        let name = usize::try_from(month - 1)
            .ok()
            .and_then(|index| lang.stats().months.get(index));
        let place = LABEL + column;
        if let Some(name) = name
            && (line.columns() < place || *column == 0)
        {
            line = line.padded(place).with(Ink::Dim, name);
        }
    }
    line
}

/// Draws the curve of what was done; nothing where there is none.
#[must_use]
pub fn burn_up(stats: &Stats, look: Look<'_>) -> Vec<Line<Ink>> {
    let Some(picture) = BurnUp::new(&stats.burn_up, look.width(), HEIGHT) else {
        return Vec::new();
    };
    let (text, marks) = (look.lang.stats(), look.symbols);
    let border = marks.border;
    let done = (text.done_of)(picture.done, picture.scope);
    let head = Line::of(Ink::Strong, text.burn_up);
    let mut lines = vec![head.space(2).with(Ink::Dim, &done)];
    for (number, row) in picture.rows.iter().enumerate() {
        let label = if number == 0 {
            picture.most.to_string()
        } else {
            String::new()
        };
        let mut line = Line::of(Ink::Dim, &label)
            .right(LABEL - 1)
            .with(Ink::Dim, border.vertical);
        for cell in row {
            let fill = usize::try_from(cell.fill).unwrap_or(0);
            line = match (fill, cell.scope) {
                (0, true) => line.with(Ink::Dim, marks.bar_rest),
                (0, false) => line.space(1),
                (fill, _) => line.with(Ink::Done, marks.fill[fill]),
            };
        }
        lines.push(line);
    }
    let columns = picture.rows.first().map_or(0, Vec::len);
    let axis = format!(
        "{}{}",
        border.bottom_left,
        border.horizontal.repeat(columns)
    );
    lines.push(
        Line::of(Ink::Dim, "0")
            .right(LABEL - 1)
            .with(Ink::Dim, &axis),
    );
    let days = Line::new()
        .space(LABEL)
        .with(Ink::Dim, &picture.from.to_string());
    let last = picture.to.to_string();
    let is_one_day = picture
        .from
        .checked_add(1.day())
        .is_ok_and(|next| picture.to < next);
    lines.push(if is_one_day || columns < 2 * last.len() + 2 {
        days
    } else {
        days.padded(LABEL + columns - last.len())
            .with(Ink::Dim, &last)
    });
    lines
}
