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
    let (day, rest) = day(text)?;
    let clock = rest.split_whitespace().find(|word| word.contains(':'));
    let time = clock.map(|clock| format!("{day}T{clock:0>5}:00"));
    let time = time.filter(|time| time.parse::<DateTime>().is_ok());
    Some(time.unwrap_or_else(|| day.to_string()))
}

/// How people write a day of which no part can be taken for another.
const IN_NUMBERS: [&str; 4] = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"];
const IN_WORDS: [&str; 4] = ["%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y"];

/// Reads a day at the start of a text: as `2026-11-20`, `2026/11/20`, `2026年11月20日`, `Nov 20, 2026` or `20 November 2026`.
/// Returns it with the rest of the text. What may be a day of two months, as `03/05/2026`, is none.
fn day(text: &str) -> Option<(Date, &str)> {
    let end = |words: usize| {
        let mut spaces = text.match_indices(char::is_whitespace);
        spaces.nth(words - 1).map_or(text.len(), |(at, _)| at)
    };
    let end_of_sign = text.find('日').map(|at| at + '日'.len_utf8());
    let numbers = &text[..end_of_sign.unwrap_or_else(|| end(1))];
    let numbers_joined: String = numbers.split_whitespace().collect();
    let read = |text: &str, forms: &[&str]| {
        let mut days = forms
            .iter()
            .filter_map(|form| Date::strptime(form, text).ok());
        days.find(|day| (1900..2200).contains(&day.year()))
    };
    if let Some(day) = read(&numbers_joined, &IN_NUMBERS) {
        return Some((day, &text[numbers.len()..]));
    }
    let words = text.get(..end(3)).filter(|words| words.len() <= LONGEST)?;
    let plain: Vec<&str> = words
        .split([' ', ',', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let plain = plain
        .iter()
        .map(|word| without_ordinal(word))
        .collect::<Vec<_>>()
        .join(" ");
    Some((read(&plain, &IN_WORDS)?, &text[words.len()..]))
}

/// Takes the letters off a number such as `5th`.
fn without_ordinal(word: &str) -> &str {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_ordinal = matches!(&word[number.len()..], "st" | "nd" | "rd" | "th");
    if is_ordinal && !number.is_empty() {
        number
    } else {
        word
    }
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
            ("2026/3/5", Some("2026-03-05")),
            ("2026.03.05", Some("2026-03-05")),
            ("2026年3月5日", Some("2026-03-05")),
            ("2026 年 3 月 5 日 21:30", Some("2026-03-05T21:30:00")),
            ("Mar 5, 2026", Some("2026-03-05")),
            ("Mar. 5 2026", Some("2026-03-05")),
            ("March 5th, 2026", Some("2026-03-05")),
            ("5 March 2026", Some("2026-03-05")),
            ("2026/03/05 21:30", Some("2026-03-05T21:30:00")),
            ("03/05/2026", None),
            ("5 of 10 done", None),
            ("March 2026", None),
            ("日", None),
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
