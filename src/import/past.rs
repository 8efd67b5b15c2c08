//! What was done before a document was imported: when, and how long it took.

use jiff::civil::{Date, DateTime};

use super::minutes;
use super::phrases::WEEKDAYS;

/// What a document says of the past of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Past {
    /// When it came to its status: a local time, with its offset where that is known, or a day.
    pub when: Option<String>,
    /// Time that was spent on it.
    pub spent: Vec<Stint>,
}

/// Time that was spent on one thing, at one go or in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stint {
    pub minutes: u32,
    /// When that was: a local time or a day, where the document says so.
    pub when: Option<String>,
}

impl Stint {
    /// Takes minutes in all, if there are any.
    pub(super) fn in_all(minutes: u64) -> Option<Stint> {
        let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
        (minutes > 0).then_some(Stint {
            minutes,
            when: None,
        })
    }
}

impl Past {
    /// Takes over what another has and this one does not say.
    pub(super) fn or(self, other: Past) -> Past {
        Past {
            when: self.when.or(other.when),
            spent: if self.spent.is_empty() {
                other.spent
            } else {
                self.spent
            },
        }
    }
}

/// What a column of a table says of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// When something was done: what has such a day is done.
    DoneOn,
    /// When something came to its status, whatever that is.
    At,
    /// How long it took; a number alone is one of minutes.
    Minutes,
    /// How long it took; a number alone is one of hours.
    Hours,
}

/// Headers of such columns.
const COLUMNS: &[(Column, &[&str])] = &[
    (
        Column::DoneOn,
        &[
            "done on",
            "done at",
            "finished",
            "finished on",
            "finished at",
            "finish date",
            "date finished",
            "completed on",
            "completed at",
            "completed date",
            "completion date",
            "date completed",
            "date done",
            "read on",
            "watched on",
            "完成日期",
            "完成时间",
            "完成日",
            "完成于",
            "学完日期",
            "读完日期",
            "结束日期",
        ],
    ),
    (Column::At, &["at"]),
    (
        Column::Minutes,
        &[
            "minutes_spent",
            "minutes spent",
            "time spent",
            "spent",
            "time taken",
            "actual time",
            "用时",
            "耗时",
            "花费时间",
            "实际用时",
            "用时(分钟)",
            "用时（分钟）",
        ],
    ),
    (
        Column::Hours,
        &[
            "hours_spent",
            "hours spent",
            "actual hours",
            "用时(小时)",
            "用时（小时）",
        ],
    ),
];

impl Column {
    /// Returns what the column of a header says, in the form of `words::bare`.
    pub(super) fn of(header: &str) -> Option<Column> {
        let named = COLUMNS.iter().find(|(_, headers)| {
            // Brackets at an end are no part of the bare form.
            let is = |known: &str| known.trim_end_matches([')', '）']) == header;
            headers.iter().any(|known| is(known))
        });
        named.map(|(column, _)| *column)
    }

    /// Takes what a cell says. Tells whether it could be read.
    pub(super) fn read(self, cell: &str, past: &mut Past) -> bool {
        match self {
            Column::DoneOn | Column::At => {
                let when = when(cell);
                let is_read = when.is_some();
                past.when = when.or(past.when.take());
                is_read
            }
            Column::Minutes | Column::Hours => {
                let per_number = if self == Column::Hours { 60.0 } else { 1.0 };
                let minutes = spent(cell, per_number);
                past.spent.extend(minutes.and_then(Stint::in_all));
                minutes.is_some()
            }
        }
    }
}

/// Reads a time as people and programs write it: `2026-11-20T10:00:00+01:00`, `2026/11/20`, `2026年11月20日`, `Nov 20, 2026`,
/// `20 November 2026 10:00`, or as org-mode has it, `[2026-11-20 Fri 10:00]`. What is no time of a calendar is none, and so is
/// a day that may as well be another one, such as `3/5/2026`.
pub(super) fn when(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['[', ']', '<', '>']).trim();
    if text.len() > LONGEST {
        return None;
    }
    // With an offset it stays as it is; a day alone would pass as midnight.
    if text.len() > 10 && text.parse::<DateTime>().is_ok() {
        return Some(text.to_owned());
    }
    if let Some(time) = text.strip_suffix('Z')
        && time.len() > 10
        && time.parse::<DateTime>().is_ok()
    {
        return Some(format!("{time}+00:00"));
    }
    let (clocks, words): (Vec<&str>, Vec<&str>) = text
        .split_whitespace()
        .partition(|word| word.contains([':', '：']));
    let words = words.join(" ").to_lowercase();
    let day = day(&words)?;
    let time = match clocks[..] {
        [clock] => time(day, clock, &words),
        [] | [_, _, ..] => None,
    };
    Some(time.unwrap_or_else(|| day.to_string()))
}

/// Reads a day, in lower case, whose parts say themselves which one is the year and which the month.
fn day(text: &str) -> Option<Date> {
    let is_between = |c: char| c.is_whitespace() || "/.-,，年月日号號".contains(c);
    let parts = text.split(is_between).filter(|part| !part.is_empty());
    let parts: Vec<Part> = parts.filter_map(Part::of).collect();
    let (year, month, day) = match parts[..] {
        [
            Part::Year(year),
            Part::Small(month) | Part::Month(month),
            Part::Small(day),
        ]
        | [Part::Month(month), Part::Small(day), Part::Year(year)]
        | [Part::Small(day), Part::Month(month), Part::Year(year)] => (year, month, day),
        // Which of the two is the month is told where the other one cannot be, or is the same.
        [Part::Small(first), Part::Small(second), Part::Year(year)] => {
            match (first <= 12, second <= 12) {
                (true, false) => (year, first, second),
                (false, true) => (year, second, first),
                (true, true) if first == second => (year, first, second),
                (true, true) | (false, false) => return None,
            }
        }
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

/// A part of a day.
#[derive(Clone, Copy, Debug)]
enum Part {
    Year(i16),
    Month(i8),
    /// A day, or a month as a number.
    Small(i8),
    /// What keeps the text from being a day.
    Strange,
}

impl Part {
    /// Reads a part; a day of the week and the like say nothing that is not told by the rest.
    fn of(part: &str) -> Option<Part> {
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let begins = |name: &str| part.len() >= 3 && name.starts_with(part);
        let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &part[digits.len()..];
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && matches!(ending, "" | "st" | "nd" | "rd" | "th") {
            let year = || Some(Part::Year(digits.parse().ok()?));
            let small = || Some(Part::Small(digits.parse().ok()?));
            let number = match (digits.len(), ending) {
                (4, "") => year(),
                (1 | 2, _) => small(),
                _ => None,
            };
            return Some(number.unwrap_or(Part::Strange));
        }
        let month = if part == "sept" {
            Some(8)
        } else {
            MONTHS.iter().position(|name| begins(name))
        };
        if let Some(month) = month.and_then(|at| i8::try_from(at + 1).ok()) {
            return Some(Part::Month(month));
        }
        let is_aside = matches!(part, "am" | "pm" | "of" | "the" | "on")
            || matches!(part, "tues" | "wednes" | "thur" | "thurs")
            || WEEKDAYS.iter().any(|name| begins(name))
            || "一二三四五六日天".contains(part.trim_start_matches(['周', '週', '星', '期']));
        (!is_aside).then_some(Part::Strange)
    }
}

/// Reads the time of a day; `words` may say that it is one after noon.
fn time(day: Date, clock: &str, words: &str) -> Option<String> {
    let clock = clock.replace('：', ":").to_lowercase();
    let half = |half: &str| clock.ends_with(half) || words.split(' ').any(|word| word == half);
    let (is_morning, is_evening) = (half("am"), half("pm"));
    let clock = clock.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let mut parts = clock.split(':');
    let hour: u8 = parts.next()?.parse().ok()?;
    let hour = match hour {
        12 if is_morning => 0,
        1..=11 if is_evening => hour + 12,
        _ => hour,
    };
    let minute = parts.next()?;
    let second = parts.next().unwrap_or("00");
    let time = format!("{day}T{hour:0>2}:{minute}:{second}");
    time.parse::<DateTime>().is_ok().then_some(time)
}

/// A time that is longer, in bytes, is none: with offset and fractions of a second it has fewer.
const LONGEST: usize = 40;

/// Reads how long something took, in minutes: `3h 20m`, `90 min`, `用时 3 小时`, hours and minutes as `1:30`, or a number alone,
/// each of which is so many minutes.
pub(super) fn spent(text: &str, per_number: f64) -> Option<u64> {
    let said = minutes::without_spent(text).unwrap_or(text.trim());
    let lower = said.trim_start_matches(['共', '约', ' ']).to_lowercase();
    let rest = lower.as_str();
    if let Some((number, "")) = minutes::number(rest) {
        let is_none = number == 0.0;
        return minutes::within(number * per_number).or(is_none.then_some(0));
    }
    let hours_and_minutes = rest
        .split_once(':')
        .filter(|(_, minutes)| minutes.len() == 2);
    if let Some((hours, minutes)) = hours_and_minutes {
        let [hours, minutes]: [u64; 2] = [hours.parse().ok()?, minutes.parse().ok()?];
        return hours.checked_mul(60)?.checked_add(minutes);
    }
    minutes::parse(rest)
}

/// Reads an entry of org-mode's clock: when it began, and how long it ran, which stands behind `=>` as hours and minutes. One
/// that still runs is none.
pub(super) fn clocked(line: &str) -> Option<Stint> {
    let (times, length) = line.strip_prefix("CLOCK:")?.split_once("=>")?;
    let (hours, minutes) = length.trim().split_once(':')?;
    let hours: u64 = hours.parse().ok()?;
    let minutes: u64 = minutes.parse().ok()?;
    let start = times.split("--").next().unwrap_or_default();
    Some(Stint {
        when: when(start),
        ..Stint::in_all(hours.checked_mul(60)?.checked_add(minutes)?)?
    })
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
            ("2026-11-20T10:00:00Z", Some("2026-11-20T10:00:00+00:00")),
            ("2024/03/05", Some("2024-03-05")),
            ("2024/3/5 14:30", Some("2024-03-05T14:30:00")),
            ("2024.3.5", Some("2024-03-05")),
            ("2024年3月5日", Some("2024-03-05")),
            ("2024 年 3 月 5 日 9:05", Some("2024-03-05T09:05:00")),
            ("2024年3月5日 星期二", Some("2024-03-05")),
            ("Mar 5 2024", Some("2024-03-05")),
            ("March 5th, 2024", Some("2024-03-05")),
            ("5 March 2024", Some("2024-03-05")),
            ("Tue, 5 Mar 2024 10:20:30", Some("2024-03-05T10:20:30")),
            ("Sept 9, 2024 2:05 PM", Some("2024-09-09T14:05:00")),
            ("Sep 9, 2024 12:05am", Some("2024-09-09T00:05:00")),
            ("25/12/2024", Some("2024-12-25")),
            ("12/25/2024", Some("2024-12-25")),
            ("5/5/2024", Some("2024-05-05")),
            ("3/5/2024", None),
            ("2024-02-30", None),
            ("2026-13-20", None),
            ("3 of 5", None),
            ("Lesson 5 March 2024", None),
            ("Mar 5", None),
            ("2024", None),
            ("yesterday", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(when(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn how_long_something_took_is_read_as_people_write_it() {
        let table = [
            ("90", Some(90)),
            ("90 min", Some(90)),
            ("3h 20m", Some(200)),
            ("3h20m", Some(200)),
            ("1.5 hours", Some(90)),
            ("用时 3 小时", Some(180)),
            ("用时：3 个小时 20 分钟", Some(200)),
            ("3 小时 20 分", Some(200)),
            ("1:30", Some(90)),
            ("0:45:00", Some(45)),
            ("a while", None),
            ("2-3 hours", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(spent(text, 1.0), expected, "{text:?}");
        }
        assert_eq!(spent("1.5", 60.0), Some(90));
        assert_eq!(spent("2,5", 60.0), Some(150));
        assert_eq!(spent("NaN", 60.0), None);
    }

    #[test]
    fn the_clock_says_hours_and_minutes() {
        let line = "CLOCK: [2026-11-20 Fri 10:00]--[2026-11-20 Fri 11:30] =>  1:30";
        let stint = Stint {
            minutes: 90,
            when: Some("2026-11-20T10:00:00".to_owned()),
        };
        assert_eq!(clocked(line), Some(stint));
        assert_eq!(clocked("CLOCK: [2026-11-20 Fri 10:00]"), None);
        assert_eq!(clocked("CLOCK: x => 18446744073709551615:00"), None);
    }
}
