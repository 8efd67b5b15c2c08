//! Days in a row, with rest days allowed: nobody has to learn on every day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Day;

/// Rest days that any seven days in a row may have without ending a streak.
pub const REST_DAYS: usize = 2;

const WEEK: usize = 7;

/// The run of days up to today in which no seven days in a row have more than two rest days. Today is no rest day
/// before it is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// Days on which something was done.
    pub days: u32,
    /// The first of them.
    pub since: Option<Date>,
}

impl Streak {
    pub(super) fn of(days: &BTreeMap<Date, Day>, today: Date) -> Streak {
        let is_active = |date: Date| days.get(&date).is_some_and(|day| day.weight() > 0);
        let mut streak = Streak::default();
        // The rest days among the latest seven days walked, newest first.
        let mut rests = [false; WEEK];
        let mut next = Some(today);
        while let Some(date) = next {
            let active = is_active(date);
            rests.rotate_right(1);
            rests[0] = !active && date != today;
            if rests.iter().filter(|rest| **rest).count() > REST_DAYS {
                break;
            }
            if active {
                streak.days += 1;
                streak.since = Some(date);
            }
            next = date.yesterday().ok();
        }
        streak
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use jiff::civil::date;

    /// Counts a row of days that ends today: `x` for a day with something done.
    fn streak(row: &str) -> u32 {
        let today = date(2026, 11, 23);
        let days = row
            .bytes()
            .rev()
            .zip(0i64..)
            .filter(|(mark, _)| *mark == b'x');
        let active = Day {
            done: 1,
            ..Day::default()
        };
        let days = days.map(|(_, ago)| (today.saturating_sub(ago.days()), active));
        Streak::of(&days.collect(), today).days
    }

    #[test]
    fn two_rest_days_in_seven_keep_a_streak_and_three_end_it() {
        let table = [
            ("", 0),
            ("x", 1),
            ("x.", 1),
            ("x..", 1),
            ("x...", 1),
            ("x....", 0),
            ("xxxxx..xxxxx..", 10),
            ("x...xx", 2),
            ("x.x.x.x", 3),
            ("xx..xx..xx", 4),
            ("xxxxxxxxxxxxxx", 14),
        ];
        for (row, expected) in table {
            assert_eq!(streak(row), expected, "{row}");
        }
    }
}
