//! The curve of what was done, under the line of what there is to do.

use jiff::Unit;
use jiff::civil::Date;

use crate::stats::Point;

/// Steps of a cell, from empty to full.
pub const STEPS: u32 = 4;

/// A cell of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How far it is filled from below, up to [`STEPS`].
    pub fill: u32,
    /// Whether the line of what there is to do runs here.
    pub scope: bool,
}

/// The picture, as wide and as high as was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BurnUp {
    /// Rows from the top; all have the same length.
    pub rows: Vec<Vec<Cell>>,
    pub from: Date,
    pub to: Date,
    /// What the top of the picture stands for.
    pub most: u32,
    /// What is done at the end.
    pub done: u32,
    /// What there is to do at the end.
    pub scope: u32,
}

impl BurnUp {
    /// Draws points that are in order of days; `None` where there is nothing to draw, or nowhere.
    #[must_use]
    pub fn new(points: &[Point], width: usize, height: usize) -> Option<BurnUp> {
        let (first, last) = (points.first()?, points.last()?);
        let most = points
            .iter()
            .map(|point| point.scope.max(point.done))
            .max()?;
        if width == 0 || height == 0 || most == 0 {
            return None;
        }
        let days = days_between(first.date, last.date);
        let mut rows = vec![vec![Cell::default(); width]; height];
        let mut next = 0;
        for column in 0..width {
            // The last column is the last day, the first one the first.
            let day = days * (column as u64 + 1) / width as u64;
            while next + 1 < points.len() && days_between(first.date, points[next + 1].date) <= day
            {
                next += 1;
            }
            draw(&mut rows, column, points[next], most);
        }
        Some(BurnUp {
            rows,
            from: first.date,
            to: last.date,
            most,
            done: last.done,
            scope: last.scope,
        })
    }
}

fn draw(rows: &mut [Vec<Cell>], column: usize, point: Point, most: u32) {
    let height = rows.len();
    let steps = height as u64 * u64::from(STEPS);
    // Rounded up: something is never nothing; and only all is all, as most is at least the scope.
    let filled = (u64::from(point.done) * steps)
        .div_ceil(u64::from(most))
        .min(steps);
    let filled = if point.done < most {
        filled.min(steps - 1)
    } else {
        filled
    };
    let line = (u64::from(point.scope) * height as u64).div_ceil(u64::from(most));
    for (from_top, row) in rows.iter_mut().enumerate() {
        let below = (height - 1 - from_top) as u64;
        let fill = filled
            .saturating_sub(below * u64::from(STEPS))
            .min(u64::from(STEPS));
        row[column] = Cell {
            fill: u32::try_from(fill).unwrap_or(STEPS),
            scope: line == below + 1,
        };
    }
}

fn days_between(from: Date, to: Date) -> u64 {
    let days = from.until((Unit::Day, to)).map(|span| span.get_days());
    days.map_or(0, |days| u64::try_from(days).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn picture(points: &[(i8, u32, u32)], width: usize, height: usize) -> Option<String> {
        let points: Vec<Point> = points
            .iter()
            .map(|(day, done, scope)| Point {
                date: date(2026, 11, *day),
                done: *done,
                scope: *scope,
            })
            .collect();
        let picture = BurnUp::new(&points, width, height)?;
        let cell = |cell: &Cell| match (cell.fill, cell.scope) {
            (0, true) => '-',
            (0, false) => ' ',
            (fill, _) => char::from_digit(fill, 10).unwrap(),
        };
        let rows = picture
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect::<String>());
        Some(rows.collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn the_curve_rises_under_its_line_and_meets_it_only_when_all_is_done() {
        let table = [
            (
                &[(1, 1, 8), (5, 4, 8), (9, 4, 8)][..],
                Some("----|1444"),
                4,
                2,
            ),
            (&[(1, 8, 8)], Some("44|44"), 2, 2),
            (&[(1, 7, 8)], Some("33|44"), 2, 2),
            (&[(1, 0, 8), (3, 0, 4)], Some("- | -"), 2, 2),
            (&[], None, 4, 2),
            (&[(1, 0, 0)], None, 4, 2),
            (&[(1, 1, 1)], None, 0, 2),
        ];
        for (points, expected, width, height) in table {
            assert_eq!(
                picture(points, width, height).as_deref(),
                expected,
                "{points:?}"
            );
        }
    }
}
