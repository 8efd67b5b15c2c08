//! Boxes, signs, counts and words that say how far something is.

use crate::progress::Status;

/// Tells whether a character is a small picture, or joins some.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{1F000}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}')
}

/// Returns the length of the name of a small picture at the start of a text, as `:computer:`.
pub(super) fn leading_name(text: &str) -> Option<usize> {
    let (name, after) = text.strip_prefix(':')?.split_once(':')?;
    let ends = after.is_empty() || after.starts_with(char::is_whitespace);
    (is_name_of_picture(name) && ends).then_some(name.len() + 2)
}

/// Returns where the name of a small picture begins at the end of a text.
pub(super) fn trailing_name(text: &str) -> Option<usize> {
    let (before, name) = text.strip_suffix(':')?.rsplit_once(':')?;
    let begins = before.is_empty() || before.ends_with(char::is_whitespace);
    (is_name_of_picture(name) && begins).then_some(before.len())
}

fn is_name_of_picture(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
    name.len() > 1 && name.contains(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_part)
}

/// Returns the status that a sign stands for.
pub(super) fn sign(c: char) -> Option<Status> {
    match c {
        '✅' | '☑' | '✔' | '✓' => Some(Status::Done),
        '🚧' | '⏳' | '🔄' | '◐' => Some(Status::Doing),
        '⬚' | '⬜' | '☐' | '🔲' => Some(Status::Todo),
        _ if is_cross(c) => Some(Status::Todo),
        '⏭' => Some(Status::Skipped),
        _ => None,
    }
}

/// Tells whether a character says no, or that something is not done.
pub(super) fn is_cross(c: char) -> bool {
    matches!(c, '❌' | '❎' | '✗' | '✘' | '✖')
}

/// Returns the status that a word of a table or attribute means.
pub(super) fn status_word(word: &str) -> Option<Status> {
    let lower = word.trim().to_lowercase();
    let status = match lower.as_str() {
        "done" | "x" | "yes" | "true" | "1" | "complete" | "completed" | "finished" | "checked"
        | "完成" | "已完成" | "是" => Status::Done,
        "doing" | "in progress" | "in-progress" | "started" | "partial" | "indeterminate"
        | "进行中" => Status::Doing,
        "skip" | "skipped" | "cancelled" | "canceled" | "跳过" => Status::Skipped,
        "todo" | "no" | "false" | "0" | "open" | "not started" | "unchecked" | "" | "未开始"
        | "否" => Status::Todo,
        _ => return lower.chars().find_map(sign),
    };
    Some(status)
}

/// Takes a box that Markdown does not know, or a sign, off the start of a text; returns its length.
pub(super) fn leading_status(text: &str) -> Option<(Status, usize)> {
    let trimmed = text.trim_start();
    let space = text.len() - trimmed.len();
    let mut rest = trimmed.chars();
    let first = rest.next()?;
    if let Some(status) = sign(first) {
        let mut length = first.len_utf8();
        length += trimmed[length..]
            .chars()
            .take_while(|c| matches!(c, '\u{FE0E}' | '\u{FE0F}'))
            .map(char::len_utf8)
            .sum::<usize>();
        return Some((status, space + length));
    }
    if first != '[' {
        return None;
    }
    let mark = rest.next()?;
    let status = match mark {
        ' ' | '>' | '!' | '?' => Status::Todo,
        'x' | 'X' => Status::Done,
        '/' | '~' => Status::Doing,
        '-' => Status::Skipped,
        other => sign(other)?,
    };
    let length = 2 + mark.len_utf8();
    let closed = rest.next() == Some(']') && rest.next().is_none_or(char::is_whitespace);
    closed.then_some((status, space + length))
}

/// Tells whether a text begins with a box that has a sign in it which everybody uses as they like.
pub(super) fn has_own_box(text: &str) -> bool {
    ["[>]", "[!]", "[?]"]
        .iter()
        .any(|own| text.trim_start().starts_with(own))
}

/// Takes a word for a status off the start of a text, as outliners write it before an item; returns its length.
pub(super) fn keyword(text: &str) -> Option<(Status, usize)> {
    let (word, rest) = text.split_once([' ', ':'])?;
    let status = match word {
        "TODO" | "LATER" | "WAITING" => Status::Todo,
        "DOING" | "NOW" | "STARTED" | "IN-PROGRESS" => Status::Doing,
        "DONE" => Status::Done,
        "CANCELED" | "CANCELLED" => Status::Skipped,
        _ => return None,
    };
    // What many people build first is called so, too.
    let next = rest.split_whitespace().next()?.to_lowercase();
    let is_name = next.starts_with("list") || next.starts_with("app") || next == "manager";
    let length = text.len() - rest.len();
    (!is_name).then_some((status, length))
}

/// Returns the status that a count such as `[2/5]` or `[40%]` means.
pub(super) fn share(count: &str) -> Option<Status> {
    let count = count.trim_matches(['[', ']']);
    let (done, all) = count
        .split_once('/')
        .or_else(|| Some((count.strip_suffix('%')?, "100")))?;
    let (done, all): (u32, u32) = (done.parse().ok()?, all.parse().ok()?);
    Some(match done {
        0 => Status::Todo,
        _ if done >= all => Status::Done,
        _ => Status::Doing,
    })
}

/// Returns the length of a count such as `[2/5]` or `[40%]` at the start of a text.
pub(super) fn cookie(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let end = inside.find(']')?;
    let count = &inside[..end];
    let is_count = !count.is_empty()
        && count
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '/' | '%'))
        && count.contains(['/', '%'])
        && count.len() > 1;
    is_count.then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_signs_have_a_status() {
        let table = [
            ("[/] x", Some((Status::Doing, 3))),
            ("[-] x", Some((Status::Skipped, 3))),
            ("✅ x", Some((Status::Done, 3))),
            ("[x](https://a.example)", None),
            ("[ab] x", None),
            ("x", None),
        ];
        for (text, expected) in table {
            assert_eq!(leading_status(text), expected, "{text}");
        }
        assert_eq!(cookie("[2/5] x"), Some(5));
        assert_eq!(cookie("[1] x"), None);
    }
}
