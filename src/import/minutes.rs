//! How long something takes, where a text says so for certain.

use crate::roadmap::compile::MAX_MINUTES;

/// Units and their minutes; the longer words come first.
const UNITS: &[(&str, f64)] = &[
    ("minutes", 1.0),
    ("minute", 1.0),
    ("mins", 1.0),
    ("min", 1.0),
    ("hours", 60.0),
    ("hour", 60.0),
    ("hrs", 60.0),
    ("hr", 60.0),
    ("分钟", 1.0),
    ("分", 1.0),
    ("小时", 60.0),
    ("个小时", 60.0),
    ("h", 60.0),
    ("m", 1.0),
];

/// Words before a time that make it no less certain.
const ABOUT: &[&str] = &[
    "about",
    "approx.",
    "approximately",
    "est.",
    "大约",
    "约",
    "预计",
    "共",
    "时长",
    "学时",
];

/// Returns the minutes that a text such as `1h 30m`, `~75 min`, `2 hours`, `1:30:00` or `4 weeks, 3 h/week` means; nothing for a
/// range, an open end or a share of a week alone.
pub(super) fn parse(text: &str) -> Option<u64> {
    let text = text.trim().trim_start_matches(['~', '≈', '(', '（']);
    let text = ABOUT
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
        .trim_start_matches([':', '：', ' '])
        .trim_end_matches([')', '）', '.']);
    let text = text.trim().to_lowercase();
    if let Some(minutes) = clock(&text) {
        return within(minutes);
    }
    if let Some((weeks, effort)) = text.split_once([',', '，', '@', '(', '（', ';', '×'])
        && let Some(minutes) = of_weeks(weeks, effort)
    {
        return Some(minutes);
    }
    if let Some((weeks, effort)) = text.split_once(" at ")
        && let Some(minutes) = of_weeks(weeks, effort)
    {
        return Some(minutes);
    }
    let mut rest = text.as_str();
    let mut minutes = 0.0;
    while !rest.is_empty() {
        let (number, after) = number(rest)?;
        let after = after.trim_start();
        let (word, unit) = UNITS.iter().find(|(word, _)| {
            let next = after
                .strip_prefix(word)
                .and_then(|rest| rest.chars().next());
            after.starts_with(word) && next.is_none_or(|c| !c.is_alphabetic() || !c.is_ascii())
        })?;
        minutes += number * unit;
        rest = after[word.len()..].trim_start_matches([' ', ',']);
    }
    within(minutes)
}

/// Returns the minutes that a text says were spent, with or without the word for it: `took 2h`, `用时 3 小时`.
pub(super) fn spent(text: &str) -> Option<u64> {
    parse(without_spent(text).unwrap_or(text))
}

/// Returns what stands behind a word for time that was spent.
pub(super) fn without_spent(text: &str) -> Option<&str> {
    const WORDS: [&str; 8] = [
        "time spent",
        "spent",
        "took",
        "实际用时",
        "用时",
        "耗时",
        "花费",
        "花了",
    ];
    let text = text.trim().trim_start_matches(['(', '（']);
    let after = WORDS.iter().find_map(|word| {
        let start = text.get(..word.len())?;
        start
            .eq_ignore_ascii_case(word)
            .then(|| &text[word.len()..])
    })?;
    Some(after.trim_start_matches([':', '：', ' ']))
}

/// Returns the minutes of a number of weeks with a number of hours a week.
pub(super) fn of_weeks(duration: &str, effort: &str) -> Option<u64> {
    let duration = duration.trim().to_lowercase();
    let effort = effort.trim().to_lowercase();
    let (weeks, unit) = number(&duration)?;
    if !matches!(unit.trim(), "week" | "weeks" | "wk" | "wks" | "周") {
        return None;
    }
    let after_week = ["每周", "一周"]
        .iter()
        .find_map(|word| effort.strip_prefix(word));
    let (hours, unit) = number(after_week.unwrap_or(&effort).trim_start())?;
    let unit: String = unit.split_whitespace().collect();
    let is_weekly = after_week.is_some() && matches!(unit.as_str(), "小时" | "个小时")
        || matches!(
            unit.as_str(),
            "hours/week"
                | "hour/week"
                | "hoursperweek"
                | "h/week"
                | "hrs/week"
                | "hoursaweek"
                | "h/wk"
                | "hperweek"
                | "hrsperweek"
                | "小时/周"
                | "小时每周"
        );
    if is_weekly {
        within(weeks * hours * 60.0)
    } else {
        None
    }
}

/// Returns the minutes that stand in brackets at the end of a text, and how long it is without them, in bytes.
pub(super) fn in_brackets(text: &str) -> Option<(u64, usize)> {
    let text = text.trim_end().strip_suffix([')', ']', '）', '】'])?;
    let (before, inside) = text.rsplit_once(['(', '[', '（', '【'])?;
    Some((parse(inside)?, before.len()))
}

/// Reads minutes that are all of a text or stand in brackets at its start. Returns whether they were spent already, how many
/// they are, and how many bytes say so.
pub(super) fn at_start(text: &str) -> Option<(bool, u64, usize)> {
    let trimmed = text.trim_start();
    let inside = trimmed.strip_prefix(['(', '[', '（', '【']);
    let end = inside.and_then(|inside| inside.find([')', ']', '）', '】']));
    let (said, length) = match (inside, end) {
        (Some(inside), Some(end)) => {
            let start = text.len() - inside.len();
            let close = inside[end..].chars().next().map_or(0, char::len_utf8);
            (&inside[..end], start + end + close)
        }
        _ => (text, text.len()),
    };
    let is_spent = without_spent(said).is_some();
    Some((is_spent, spent(said)?, length))
}

/// Reads a number at the start of a text. A comma before one or two digits parts them from the whole, as in `2,5`; before
/// three it may be either.
pub(super) fn number(text: &str) -> Option<(f64, &str)> {
    let digits = |text: &str| {
        text.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len())
    };
    let whole = digits(text);
    if let Some(after) = text[whole..].strip_prefix(',') {
        let (share, rest) = after.split_at(digits(after));
        if matches!(share.len(), 1 | 2) && !rest.starts_with(['.', ',']) {
            let number = format!("{}.{share}", &text[..whole]).parse().ok()?;
            return Some((number, rest));
        }
    }
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let number = text[..end].parse().ok()?;
    Some((number, &text[end..]))
}

/// Reads `12:34` as minutes and seconds, `1:23:45` with hours before them.
fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    let is_number = |part: &&str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(is_number) {
        return None;
    }
    let seconds = parts.iter().try_fold(0.0, |sum, part| {
        Some(sum * 60.0 + part.parse::<f64>().ok()?)
    })?;
    Some((seconds / 60.0).max(1.0))
}

/// Rounds minutes that a roadmap or a record may hold.
pub(super) fn within(minutes: f64) -> Option<u64> {
    let rounded = minutes.round();
    #[expect(
        clippy::cast_precision_loss,
        reason = "the limit is far below what a float holds exactly"
    )]
    let is_within = rounded >= 1.0 && rounded <= MAX_MINUTES as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it lies within the limits"
    )]
    is_within.then_some(rounded as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_certain_time_is_taken() {
        let table = [
            ("~75 min", Some(75)),
            ("1h 30m", Some(90)),
            ("1h30m", Some(90)),
            ("2 hours", Some(120)),
            ("1.5 hours", Some(90)),
            ("150 小时", Some(9000)),
            ("45 分钟", Some(45)),
            ("预计 10 小时", Some(600)),
            ("约2小时", Some(120)),
            ("about 2 hours", Some(120)),
            ("1:30:00", Some(90)),
            ("12:34", Some(13)),
            ("2,5 hours", Some(150)),
            ("1,5h 10m", Some(100)),
            ("1,500 min", None),
            ("4 weeks, 3 h/week", Some(720)),
            ("4 weeks at 3 hours per week", Some(720)),
            ("4 weeks (3 hrs/week)", Some(720)),
            ("4 周，每周 3 小时", Some(720)),
            ("4 weeks, 3-5 h/week", None),
            ("4 weeks, 3 h", None),
            ("(12 min)", Some(12)),
            ("6-10 hours", None),
            ("50-70 小时", None),
            ("100h+", None),
            ("14 weeks", None),
            ("2 hours/week", None),
            ("-", None),
            ("", None),
            ("因人而异", None),
            ("0 min", None),
            ("9999999 hours", None),
            ("30", None),
        ];
        for text in [
            "用时 3 小时",
            "用时：3小时",
            "took 3h",
            "Spent 180 min",
            "3 hours",
            "（耗时 3 小时）",
        ] {
            assert_eq!(spent(text), Some(180), "{text}");
        }
        assert_eq!(spent("用时不详"), None);
        for (text, expected) in table {
            assert_eq!(parse(text), expected, "{text}");
        }
        assert_eq!(of_weeks("4 weeks", "4 hours/week"), Some(960));
        assert_eq!(of_weeks("4 weeks", "4-6 hours/week"), None);
        assert_eq!(of_weeks("4 months", "4 hours/week"), None);
        assert_eq!(in_brackets("Linked lists (4 min)"), Some((4, 13)));
        assert_eq!(at_start("(3h 20m) - good"), Some((false, 200, 8)));
        assert_eq!(
            at_start("（用时 3 小时）"),
            Some((true, 180, "（用时 3 小时）".len()))
        );
        assert_eq!(at_start("12:34"), Some((false, 13, 5)));
        assert_eq!(at_start("(2019) 3 hours"), None);
        assert_eq!(in_brackets("Linked lists (video)"), None);
    }
}
