//! Pictures of statistics in lines of text, for eighty columns.

use std::io;

use jiff::ToSpan as _;

use crate::picture::burnup::BurnUp;
use crate::picture::heatmap::{Heatmap, YEAR};
use crate::stats::Stats;

use super::out::{Line, Out, Tone};

/// Columns left of a picture.
const LABEL: usize = 5;
/// Rows of the curve.
const HEIGHT: usize = 6;
/// Fewer columns show nothing.
const LEAST: usize = 8;

/// Returns how many columns a picture has.
fn width(out: &Out<'_>) -> usize {
    let room = out
        .cut_columns()
        .map_or(YEAR, |columns| columns.saturating_sub(LABEL));
    room.clamp(LEAST, YEAR)
}

/// Prints the calendar of the last year.
pub fn heatmap(stats: &Stats, out: &mut Out<'_>) -> io::Result<()> {
    let text = out.lang().stats();
    let weight = |date| stats.days.get(&date).map_or(0, crate::stats::Day::weight);
    let map = Heatmap::new(width(out), stats.today, weight);
    out.line(&Line::of(Tone::Strong, text.last_year).and(counts(stats, &map, out)))?;
    out.line(&months(&map, out))?;
    let heat = out.marks().heat;
    for (row, weekday) in text.weekdays.iter().enumerate() {
        let mut line = Line::of(Tone::Dim, weekday).padded(LABEL);
        for week in &map.weeks {
            line = match week[row] {
                Some(0) => line.with(Tone::Dim, heat[0]),
                Some(strength) => line.with(Tone::Done, heat[strength]),
                None => line.space(1),
            };
        }
        out.line(&line)?;
    }
    let scale = Line::new().space(LABEL).with(Tone::Dim, text.less).space(1);
    let scale = scale
        .with(Tone::Dim, heat[0])
        .with(Tone::Done, &heat[1..].concat());
    out.line(&scale.space(1).with(Tone::Dim, text.more))
}

/// Says how much the calendar shows, on how many days.
fn counts(stats: &Stats, map: &Heatmap, out: &Out<'_>) -> Line {
    let shown = stats.days.range(map.from..);
    let things = shown
        .map(|(_, day)| day.done + day.notes)
        .filter(|things| *things > 0);
    let (things, days) = things.fold((0, 0), |(all, days), things| (all + things, days + 1));
    let words = (out.lang().stats().things_on_days)(things, days);
    Line::new().space(2).with(Tone::Dim, &words)
}

/// Puts the names of the months over the weeks that they begin in, where there is room.
fn months(map: &Heatmap, out: &Out<'_>) -> Line {
    let mut line = Line::new().space(LABEL);
    for (column, month) in &map.months {
        let name = usize::try_from(month - 1)
            .ok()
            .and_then(|index| out.lang().stats().months.get(index));
        let place = LABEL + column;
        if let Some(name) = name
            && (line.columns() < place || *column == 0)
        {
            line = line.padded(place).with(Tone::Dim, name);
        }
    }
    line
}

/// Prints the curve of what was done, where there is one.
pub fn burn_up(stats: &Stats, out: &mut Out<'_>) -> io::Result<()> {
    let Some(picture) = BurnUp::new(&stats.burn_up, width(out), HEIGHT) else {
        return Ok(());
    };
    let (text, marks) = (out.lang().stats(), out.marks());
    let border = marks.border;
    out.blank()?;
    let done = (text.done_of)(picture.done, picture.scope);
    out.line(
        &Line::of(Tone::Strong, text.burn_up)
            .space(2)
            .with(Tone::Dim, &done),
    )?;
    for (number, row) in picture.rows.iter().enumerate() {
        let label = if number == 0 {
            picture.most.to_string()
        } else {
            String::new()
        };
        let mut line = Line::of(Tone::Dim, &label)
            .right(LABEL - 1)
            .with(Tone::Dim, border.vertical);
        for cell in row {
            let fill = usize::try_from(cell.fill).unwrap_or(0);
            line = match (fill, cell.scope) {
                (0, true) => line.with(Tone::Dim, marks.bar_rest),
                (0, false) => line.space(1),
                (fill, _) => line.with(Tone::Done, marks.fill[fill]),
            };
        }
        out.line(&line)?;
    }
    let columns = picture.rows.first().map_or(0, Vec::len);
    let axis = format!(
        "{}{}",
        border.bottom_left,
        border.horizontal.repeat(columns)
    );
    out.line(
        &Line::of(Tone::Dim, "0")
            .right(LABEL - 1)
            .with(Tone::Dim, &axis),
    )?;
    let days = Line::new()
        .space(LABEL)
        .with(Tone::Dim, &picture.from.to_string());
    let last = picture.to.to_string();
    let is_one_day = picture
        .from
        .checked_add(1.day())
        .is_ok_and(|next| picture.to < next);
    if is_one_day || columns < 2 * last.len() + 2 {
        return out.line(&days);
    }
    out.line(
        &days
            .padded(LABEL + columns - last.len())
            .with(Tone::Dim, &last),
    )
}
