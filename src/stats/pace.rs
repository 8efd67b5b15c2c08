//! How much a person does in a week, and what follows for the rest.
//!
//! The last weeks are those of seven days that end today, eight at most, from the first day on which anything was finished. Each
//! is worth the minutes of the resources that were finished in it. A week counts at most three times the median of those
//! with anything in them, so that ticking on one day what was long known promises nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{ToSpan as _, Unit};

/// Weeks that are looked at.
const WEEKS: usize = 8;
/// Weeks with something finished in them, below which nothing is said.
const LEAST_ACTIVE: usize = 3;
/// How many times the median a week counts at most.
const MOST_MEDIANS: u64 = 3;
/// A date that is farther away says nothing, in days.
const FARTHEST: u64 = 3660;
/// Parts of a minute, to divide without fractions.
const PARTS: u64 = 1000;

/// The pace of the last weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Minutes' worth of resources that were finished in each week, the latest first; none counts above its limit.
    weeks: Vec<u64>,
}

/// The first and the last day between which the rest may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finish {
    pub from: Date,
    pub to: Date,
}

impl Pace {
    /// Measures the pace of what was finished by day; `None` where fewer than three weeks have anything in them.
    pub(super) fn of(days: &BTreeMap<Date, u64>, today: Date) -> Option<Pace> {
        let mut weeks = vec![0; WEEKS];
        let mut first = 0;
        for (date, minutes) in days {
            let Some(week) = week_of(*date, today) else {
                continue;
            };
            first = first.max(week);
            if let Some(slot) = weeks.get_mut(week) {
                *slot += (*minutes).max(1);
            }
        }
        weeks.truncate(first + 1);
        let mut active: Vec<u64> = weeks.iter().copied().filter(|week| *week > 0).collect();
        if active.len() < LEAST_ACTIVE {
            return None;
        }
        active.sort_unstable();
        let most = MOST_MEDIANS * active[active.len() / 2];
        Some(Pace {
            weeks: weeks.into_iter().map(|week| week.min(most)).collect(),
        })
    }

    /// Returns how many weeks were looked at.
    #[must_use]
    pub fn weeks(&self) -> usize {
        self.weeks.len()
    }

    /// Returns the minutes of an average week.
    #[must_use]
    pub fn minutes_a_week(&self) -> u64 {
        mean(&self.weeks) / PARTS
    }

    /// Returns between which days so many minutes may be done: halfway from the average week to the better half of the weeks, and
    /// halfway to the quieter half. `None` where nothing is left, or the end is more than ten years away.
    #[must_use]
    pub fn finish(&self, minutes: u64, today: Date) -> Option<Finish> {
        let mut weeks = self.weeks.clone();
        weeks.sort_unstable();
        let half = weeks.len().div_ceil(2);
        let average = mean(&weeks);
        let after = |half: &[u64]| {
            let pace = u64::midpoint(average, mean(half)).max(1);
            let days = (minutes * PARTS * 7).div_ceil(pace);
            let days = i64::try_from(days).ok().filter(|_| days <= FARTHEST)?;
            today.checked_add(days.days()).ok()
        };
        if minutes == 0 {
            return None;
        }
        Some(Finish {
            from: after(&weeks[weeks.len() - half..])?,
            to: after(&weeks[..half])?,
        })
    }
}

/// Returns the average of some weeks, in parts of a minute.
fn mean(weeks: &[u64]) -> u64 {
    let count = weeks.len().max(1) as u64;
    weeks.iter().sum::<u64>() * PARTS / count
}

/// Returns how many whole weeks ago a day was; `None` for a day to come.
fn week_of(date: Date, today: Date) -> Option<usize> {
    let span = date.until((Unit::Day, today)).ok()?;
    usize::try_from(span.get_days()).ok().map(|days| days / 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    /// Measures weeks of so many minutes, the latest first.
    fn pace(weeks: &[u64]) -> Option<Pace> {
        let days = (0i64..)
            .zip(weeks)
            .filter(|(_, minutes)| **minutes > 0)
            .map(|(week, minutes)| (TODAY.saturating_sub((7 * week).days()), *minutes));
        Pace::of(&days.collect(), TODAY)
    }

    #[test]
    fn nothing_is_said_before_three_weeks_have_something_in_them() {
        assert_eq!(pace(&[]), None);
        assert_eq!(pace(&[600]), None);
        assert_eq!(pace(&[60, 0, 0, 60]), None);
        assert!(pace(&[60, 60, 60]).is_some());
        // Long ago is not now.
        assert_eq!(pace(&[60, 60, 0, 0, 0, 0, 0, 0, 0, 60, 60, 60]), None);
    }

    #[test]
    fn the_same_every_week_gives_one_day_and_changing_weeks_a_range() {
        let finish = |weeks: &[u64], minutes| pace(weeks).unwrap().finish(minutes, TODAY);
        let day = date(2026, 12, 14);
        let expected = Finish { from: day, to: day };
        assert_eq!(finish(&[60, 60, 60, 60], 180), Some(expected));
        let range = finish(&[120, 0, 60, 60], 180).unwrap();
        assert!(range.from < day && day < range.to, "{range:?}");
        assert_eq!(finish(&[60, 60, 60], 0), None);
        assert_eq!(finish(&[1, 1, 1], 1_000_000), None);
    }

    #[test]
    fn a_day_on_which_everything_known_was_ticked_promises_nothing() {
        let calm = pace(&[60, 60, 60, 60]).unwrap();
        let bulk = pace(&[60, 60, 60, 100_000]).unwrap();
        assert_eq!(calm.minutes_a_week(), 60);
        assert_eq!(bulk.minutes_a_week(), 90);
    }
}
