//! What the generators of sites write into Markdown that says nothing of the subject: ids of headings, the frames of remarks,
//! the code of MDX.

use std::ops::Range;

/// Returns where the id or the classes of a heading begin: `Ropes {#ropes}`.
pub(super) fn attributes(text: &str) -> Option<usize> {
    let (before, inside) = text.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    inside
        .starts_with(['#', '.', ':'])
        .then(|| before.trim_end().len())
}

/// Returns what of a paragraph only frames a remark: `:::note` and `:::`, `!!! note "Title"`. A title of it stays.
pub(super) fn frames(text: &str) -> Vec<Range<usize>> {
    let mut frames = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(title) = title_of_frame(line).or_else(|| {
            let is_first = start == 0;
            is_first.then(|| title_of_admonition(line)).flatten()
        }) else {
            continue;
        };
        if !title.is_empty() {
            frames.push(start..start + title.start);
            frames.push(start + title.end..start + line.trim_end().len());
        } else if at == text.len() && !line.ends_with('\n') {
            // The last line goes with the break before it, unless that is gone already.
            let is_joined = frames
                .last()
                .is_none_or(|last: &Range<usize>| last.end < start);
            frames.push(start - usize::from(start > 0 && is_joined)..at);
        } else {
            frames.push(start..at);
        }
    }
    frames
}

/// Returns where the title stands in a line that begins or ends a frame of colons.
fn title_of_frame(line: &str) -> Option<Range<usize>> {
    let marked = line.trim_start();
    let kind = marked.trim_start_matches(':');
    if marked.len() < kind.len() + 3 {
        return None;
    }
    let rest = after_kind(kind.trim_start());
    let title = rest.strip_prefix('[').map_or(rest, |inside| {
        inside.split_once(']').map_or(inside, |(title, _)| title)
    });
    let title = title.split('{').next().unwrap_or_default().trim();
    Some(place_of(title, line))
}

/// Returns where the title stands in a line such as `!!! note "Title"` or `??? note`.
fn title_of_admonition(line: &str) -> Option<Range<usize>> {
    let kind = line
        .strip_prefix("!!! ")
        .or_else(|| line.strip_prefix("??? "))
        .or_else(|| line.strip_prefix("???+ "))?;
    Some(place_of(after_kind(kind).trim_matches('"'), line))
}

fn after_kind(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-')
        .trim()
}

/// Returns where a part of a line stands in it.
fn place_of(part: &str, line: &str) -> Range<usize> {
    let start = if part.is_empty() {
        0
    } else {
        line.rfind(part).unwrap_or(0)
    };
    start..start + part.len()
}

/// Tells whether a paragraph is code of MDX: what it takes from elsewhere, and what it defines.
pub(super) fn is_code(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let quoted = |word: &str| {
        let quoted = first.find(word).map(|at| &first[at + word.len()..]);
        quoted.is_some_and(|name| name.starts_with(['\'', '"']))
    };
    let is_import = first.starts_with("import ") && (quoted(" from ") || quoted("import "));
    let words = ["const ", "default ", "function ", "let "];
    let is_export = first.strip_prefix("export ").is_some_and(|rest| {
        rest.contains(['=', '{', '(']) && words.iter().any(|word| rest.starts_with(word))
    });
    is_import || is_export
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_remarks_go_and_their_titles_stay() {
        for (text, expected) in [
            (":::note", ""),
            (":::note\nTie it.\n:::", "Tie it."),
            (":::tip Knots hold\nTie it.\n:::", "Knots hold\nTie it."),
            ("::: info[Knots hold]{open}\nTie it.", "Knots hold\nTie it."),
            ("!!! note\n Tie it.", " Tie it."),
            ("???+ note \"Knots\"\n Tie it.", "Knots\n Tie it."),
            ("Tie it.\n!!! note", "Tie it.\n!!! note"),
            (":::note\n:::", ""),
            ("Tie it.\n:::\n:::", "Tie it.\n"),
            ("a :: b", "a :: b"),
        ] {
            let mut rest = text.to_owned();
            for frame in frames(text).into_iter().rev() {
                rest.replace_range(frame, "");
            }
            assert_eq!(rest, expected, "{text}");
        }
    }

    #[test]
    fn ids_of_headings_and_code_are_told_from_words() {
        assert_eq!(attributes("Ropes {#ropes}"), Some(5));
        assert_eq!(attributes("Ropes {.wide}"), Some(5));
        assert_eq!(attributes("Sets {1, 2}"), None);
        for code in [
            "import Tabs from '@theme/Tabs';\nimport x from \"y\";",
            "import './ropes.css'",
            "export const Rope = ({children}) => (",
        ] {
            assert!(is_code(code), "{code}");
        }
        for words in [
            "import everything from the library",
            "export default settings first",
            "Ropes",
        ] {
            assert!(!is_code(words), "{words}");
        }
    }
}
