//! Numbers as people read them, and tables in Markdown.

use std::time::Duration;

use crate::session::Session;

/// Returns the middle of some times; `None` of none.
pub(crate) fn median(times: &[Duration]) -> Option<Duration> {
    part_below(times, 50)
}

/// Returns the time that so many of a hundred do not exceed.
pub(crate) fn part_below(times: &[Duration], percent: usize) -> Option<Duration> {
    let mut times = times.to_vec();
    times.sort_unstable();
    times
        .get((times.len() * percent / 100).min(times.len().max(1) - 1))
        .copied()
}

/// Writes the ratio of the medians, and the first of them in brackets.
pub(crate) fn ratio(ours: &[Duration], theirs: &[Duration]) -> String {
    ratio_of(median(ours), median(theirs))
}

pub(crate) fn ratio_of(ours: Option<Duration>, theirs: Option<Duration>) -> String {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => {
            let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
            let digits = if ratio < 10.0 { 2 } else { 0 };
            format!("{ratio:.digits$} ({})", time(ours))
        }
        (None, _) | (_, None) => "–".to_owned(),
    }
}

/// Writes by how much the median of some times is above that of others.
pub(crate) fn difference(ours: &[Duration], theirs: &[Duration]) -> String {
    let (ours, theirs) = (median(ours), median(theirs));
    let difference = ours
        .zip(theirs)
        .map(|(ours, theirs)| ours.saturating_sub(theirs));
    difference.map_or_else(|| "–".to_owned(), time)
}

/// Writes a time with about three digits.
pub(crate) fn time(time: Duration) -> String {
    let (seconds, milliseconds) = (time.as_secs_f64(), time.as_secs_f64() * 1e3);
    match milliseconds {
        ..0.01 => format!("{:.1} µs", seconds * 1e6),
        ..10.0 => format!("{milliseconds:.2} ms"),
        ..1000.0 => format!("{milliseconds:.0} ms"),
        _ => format!("{seconds:.1} s"),
    }
}

/// Writes the middle of some counts.
pub(crate) fn middle(counts: &[usize]) -> String {
    let mut counts = counts.to_vec();
    counts.sort_unstable();
    let middle = counts.get(counts.len() / 2);
    middle.map_or_else(|| "–".to_owned(), ToString::to_string)
}

/// Writes the most memory that a program had so far.
pub(crate) fn memory(session: &Session) -> String {
    let bytes = session.peak_memory();
    bytes.map_or_else(
        || "–".to_owned(),
        |bytes| format!("{} MiB", grouped(bytes >> 20)),
    )
}

/// Groups the digits of a count.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What was measured of one thing: what it is called, and name and value of each figure.
pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) figures: Vec<(&'static str, String)>,
}

/// Writes columns side by side, a row a figure.
pub(crate) fn table(columns: &[Column]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in columns.iter().flat_map(|column| &column.figures) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let row = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let titles = columns.iter().map(|column| column.title.as_str());
    let mut text = row(std::iter::once("").chain(titles).collect());
    text.push_str(&row(vec!["---"; columns.len() + 1]));
    for name in names {
        let cell = |column: &'_ Column| {
            let figure = column.figures.iter().find(|(known, _)| *known == name);
            figure.map_or_else(|| "–".to_owned(), |(_, value)| value.clone())
        };
        let cells: Vec<String> = columns.iter().map(cell).collect();
        let cells = cells.iter().map(String::as_str);
        text.push_str(&row(std::iter::once(name).chain(cells).collect()));
    }
    text
}
