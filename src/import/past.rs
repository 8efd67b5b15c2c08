//! What was done before a document was imported: when, and how long it took.

use jiff::civil::{Date, DateTime};

/// What a document says of the past of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Past {
    /// When it came to its status: a local time, with its offset where that is known, or a day.
    pub when: Option<String>,
    /// Minutes that were spent on it.
    pub minutes: u64,
}

impl Past {
    /// Takes over what another has and this one does not say.
    pub(super) fn or(self, other: Past) -> Past {
        Past {
            when: self.when.or(other.when),
            minutes: if self.minutes > 0 {
                self.minutes
            } else {
                other.minutes
            },
        }
    }
}

/// Reads a time as `2026-11-20T10:00:00+01:00`, `2026-11-20`, or as org-mode has it, `[2026-11-20 Fri 10:00]`. What is no time
/// of a calendar is none.
pub(super) fn when(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['[', ']', '<', '>']).trim();
    // With an offset it stays as it is; a day alone would pass as midnight.
    if text.len() > 10 && text.parse::<DateTime>().is_ok() {
        return (text.len() <= LONGEST).then(|| text.to_owned());
    }
    let mut words = text.split_whitespace();
    let day: Date = words.next()?.parse().ok()?;
    let clock = words.find(|word| word.contains(':'));
    let time = clock.map(|clock| format!("{day}T{clock:0>5}:00"));
    let time = time.filter(|time| time.parse::<DateTime>().is_ok());
    Some(time.unwrap_or_else(|| day.to_string()))
}

/// A time with offset and fractions of a second has fewer bytes.
const LONGEST: usize = 40;

/// Reads how long an entry of org-mode's clock is, in minutes: what stands behind `=>` as hours and minutes.
pub(super) fn clocked(line: &str) -> Option<u64> {
    let (_, length) = line.split_once("=>")?;
    let (hours, minutes) = length.trim().split_once(':')?;
    let hours: u64 = hours.parse().ok()?;
    let minutes: u64 = minutes.parse().ok()?;
    hours.checked_mul(60)?.checked_add(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written_and_others_are_none() {
        let table = [
            (
                "2026-11-20T10:00:00+01:00",
                Some("2026-11-20T10:00:00+01:00"),
            ),
            ("2026-11-20T10:00:00", Some("2026-11-20T10:00:00")),
            ("2026-11-20", Some("2026-11-20")),
            ("[2026-11-20 Fri 9:05]", Some("2026-11-20T09:05:00")),
            ("[2026-11-20 Fri]", Some("2026-11-20")),
            ("<2026-11-20 五 23:00>", Some("2026-11-20T23:00:00")),
            ("[2026-11-20 Fri 25:00]", Some("2026-11-20")),
            ("2026-13-20", None),
            ("yesterday", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(when(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn the_clock_says_hours_and_minutes() {
        let line = "CLOCK: [2026-11-20 Fri 10:00]--[2026-11-20 Fri 11:30] =>  1:30";
        assert_eq!(clocked(line), Some(90));
        assert_eq!(clocked("CLOCK: [2026-11-20 Fri 10:00]"), None);
        assert_eq!(clocked("CLOCK: x => 18446744073709551615:00"), None);
    }
}
