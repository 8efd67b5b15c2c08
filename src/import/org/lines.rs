//! What a line of org-mode is: a heading with its tags and priority, an item, a drawer, or when something was.

use super::PLANNING;
use crate::import::past;

pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let stars = line.len() - line.trim_start_matches('*').len();
    let title = line[stars..].strip_prefix(' ')?;
    (stars > 0).then_some((stars, title.trim()))
}

pub(super) fn item(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = if digits > 0 {
        text[digits..].strip_prefix(['.', ')'])?
    } else if indent > 0 {
        text.strip_prefix(['-', '+', '*'])?
    } else {
        text.strip_prefix(['-', '+'])?
    };
    let rest = rest.strip_prefix(' ')?;
    Some((indent, rest.trim()))
}

/// Parts a title from the tags at its end, as in `Title :tag:other:`.
pub(super) fn parted_from_tags(title: &str) -> (&str, &str) {
    let Some((before, last)) = title.rsplit_once(' ') else {
        return (title, "");
    };
    let is_tags =
        last.len() > 2 && last.starts_with(':') && last.ends_with(':') && !last.contains("::");
    if is_tags {
        (before.trim_end(), last)
    } else {
        (title, "")
    }
}

/// Reads an entry of a logbook: the keyword that a heading came to, and when.
pub(super) fn came_to(line: &str) -> Option<(&str, String)> {
    let rest = line.strip_prefix("- State \"")?;
    let (word, rest) = rest.split_once('"')?;
    let stamp = &rest[rest.find('[')?..=rest.find(']')?];
    Some((word, past::when(stamp)?))
}

/// Tells whether a line, in lower case, begins what is kept about a heading.
pub(super) fn is_drawer(lower: &str) -> bool {
    lower == ":properties:" || lower == ":logbook:"
}

/// Returns where the drawer ends that begins at a line; nothing where it does not.
pub(super) fn end_of_drawer(lines: &[&str], start: usize) -> Option<usize> {
    let is_end = |line: &&str| line.trim().eq_ignore_ascii_case(":end:");
    let length = lines[start + 1..].iter().position(is_end)?;
    Some(start + 1 + length)
}

/// Returns the first line that is not about the heading before it: its dates, its drawers.
pub(super) fn after<'l>(lines: &[&'l str]) -> Option<&'l str> {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let trimmed = line.trim();
        if is_drawer(&trimmed.to_ascii_lowercase()) {
            let Some(end) = end_of_drawer(lines, at) else {
                return Some(line);
            };
            at = end;
        } else if !PLANNING.iter().any(|word| trimmed.starts_with(word)) {
            return Some(line);
        }
        at += 1;
    }
    None
}

/// Returns the number of a line, from 1.
pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// Parts a title from the priority at its start, as in `[#A] Title`.
pub(super) fn parted_from_priority(title: &str) -> (Option<&str>, &str) {
    let end = title.find(']').filter(|_| title.starts_with("[#"));
    let parted = end.and_then(|end| {
        let rest = title[end + 1..].strip_prefix(' ')?;
        (end <= "[#99".len()).then_some((Some(&title[..=end]), rest.trim_start()))
    });
    parted.unwrap_or((None, title))
}

/// Reads how long something takes as a property says it: hours and minutes, a number of minutes, or with its unit.
pub(super) fn effort(line: &str) -> Option<u64> {
    let name = line.get(..":effort:".len())?;
    let value = line[name.len()..].trim();
    let minutes = name
        .eq_ignore_ascii_case(":effort:")
        .then(|| past::spent(value, 1.0))?;
    minutes.filter(|minutes| *minutes > 0)
}
