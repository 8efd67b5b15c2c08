//! One day of the calendar, as the person lived it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// What happened on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Resources and key ideas that were finished on this day and still are.
    pub done: u32,
    /// Notes that were written.
    pub notes: u32,
    /// Minutes that were recorded as spent.
    pub minutes: u64,
}

impl Day {
    /// Returns how much the day counts in a calendar: things that were finished and notes; time alone counts as one.
    #[must_use]
    pub fn weight(&self) -> u32 {
        let things = self.done + self.notes;
        things.max(u32::from(self.minutes > 0))
    }
}

/// Returns the local day of a record: the date in its own time with its own offset, wherever it is read. A record that has none,
/// as one that was written by hand, falls on the day of its Lamport time in milliseconds, in `zone`.
#[must_use]
pub fn local_day(at: &str, l: u64, zone: &TimeZone) -> Option<Date> {
    if let Ok(local) = at.parse::<DateTime>() {
        return Some(local.date());
    }
    let instant = at.parse::<Timestamp>().ok().or_else(|| {
        let milliseconds = i64::try_from(l).ok()?;
        Timestamp::from_millisecond(milliseconds).ok()
    })?;
    Some(zone.to_datetime(instant).date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_the_one_on_the_persons_own_clock() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let table = [
            ("2026-11-23T23:59:59+01:00", Some(date(2026, 11, 23))),
            ("2026-11-23T00:00:00-11:00", Some(date(2026, 11, 23))),
            ("2026-11-23", Some(date(2026, 11, 23))),
            // In the zone of the reader, where the record does not say which its own is.
            ("2026-11-23T20:00:00Z", Some(date(2026, 11, 24))),
            ("", Some(date(2026, 11, 24))),
            ("yesterday", Some(date(2026, 11, 24))),
        ];
        let l = 1_795_463_118_611;
        for (at, expected) in table {
            assert_eq!(local_day(at, l, &zone), expected, "{at:?}");
        }
        assert_eq!(local_day("", u64::MAX, &zone), None);
    }
}
