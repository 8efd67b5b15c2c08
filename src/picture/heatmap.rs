//! The calendar of a year: a column a week, a row a weekday from Monday to Sunday.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// Strengths of a day: nothing, and four of something.
pub const STRENGTHS: usize = 5;

/// Weeks of a year, with those that it begins and ends in.
pub const YEAR: usize = 53;

/// A calendar whose last column is the week of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heatmap {
    /// Weeks from the first to today's; seven days each, from Monday. Days to come have no strength.
    pub weeks: Vec<[Option<usize>; 7]>,
    /// Month from 1 to 12 that begins in a week, by the week's column. The first column names none that would hide the next.
    pub months: Vec<(usize, i8)>,
    /// The Monday of the first week.
    pub from: Date,
}

impl Heatmap {
    /// Lays so many weeks out. `weight` says how much a day counts; the strongest shade is for the best days there are, and four
    /// things are enough for it where there are few.
    #[must_use]
    pub fn new(weeks: usize, today: Date, weight: impl Fn(Date) -> u32) -> Heatmap {
        let weeks = weeks.max(1);
        let since_monday = i64::from(today.weekday().since(Weekday::Monday));
        let weeks_before = i64::try_from(weeks - 1).unwrap_or(0);
        let from = today.saturating_sub((since_monday + 7 * weeks_before).days());
        let days: Vec<Date> = from.series(1.day()).take(7 * weeks).collect();
        let best = days
            .iter()
            .filter(|day| **day <= today)
            .map(|day| weight(*day))
            .max();
        let best = best.unwrap_or(0).max(4);
        let strength = |day: &Date| (*day <= today).then(|| strength(weight(*day), best));
        let columns = days.chunks(7).map(|week| {
            let mut column = [None; 7];
            for (cell, day) in column.iter_mut().zip(week) {
                *cell = strength(day);
            }
            column
        });
        Heatmap {
            weeks: columns.collect(),
            months: months(&days),
            from,
        }
    }
}

/// Returns the strength of a day: a quarter of the best for each step, and never nothing for something.
fn strength(weight: u32, best: u32) -> usize {
    let steps = STRENGTHS as u64 - 1;
    let step = (u64::from(weight) * steps).div_ceil(u64::from(best.max(1)));
    usize::try_from(step.min(steps)).unwrap_or(0)
}

fn months(days: &[Date]) -> Vec<(usize, i8)> {
    let mut months: Vec<(usize, i8)> = Vec::new();
    for (column, week) in days.chunks(7).enumerate() {
        let Some(first) = week.iter().find(|day| day.day() == 1).or(week.first()) else {
            continue;
        };
        if months
            .last()
            .is_none_or(|(_, month)| *month != first.month())
        {
            months.push((column, first.month()));
        }
    }
    // A month of which only days of one or two weeks are shown has no room for its name.
    if let [(first, _), (second, _), ..] = months[..]
        && second - first < 3
    {
        months.remove(0);
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_begin_on_monday_and_the_last_one_ends_today() {
        let today = date(2026, 11, 25);
        let map = Heatmap::new(YEAR, today, |_| 0);
        assert_eq!(map.from, date(2025, 11, 24));
        assert_eq!(map.from.weekday(), Weekday::Monday);
        assert_eq!(map.weeks.len(), 53);
        let some = Some(0);
        assert_eq!(map.weeks[52], [some, some, some, None, None, None, None]);
        assert_eq!(map.months.first(), Some(&(1, 12)));
        assert_eq!(map.months.len(), 12);
    }

    #[test]
    fn something_is_never_nothing_and_the_best_day_is_the_strongest() {
        let today = date(2026, 11, 29);
        let map = Heatmap::new(1, today, |day| match day.day() {
            24 => 1,
            25 => 20,
            26 => 40,
            27 => 21,
            _ => 0,
        });
        assert_eq!(map.weeks[0].map(|day| day.unwrap()), [0, 1, 2, 4, 3, 0, 0]);
        let few = Heatmap::new(1, today, |day| u32::from(day.day() == 24));
        assert_eq!(few.weeks[0][1], Some(1));
    }

    #[test]
    fn the_edges_of_the_calendar_do_not_break_it() {
        for today in [Date::MIN, Date::MAX] {
            assert!(!Heatmap::new(YEAR, today, |_| 1).weeks.is_empty());
        }
    }
}
