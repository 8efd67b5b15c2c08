//! How something is added at the end of a note, so that it reads well as Markdown.

use crate::text::clean;

/// Makes an entry of a list of one line of text; a text that begins as Markdown does (`# `, `> `, `- `, `1. `) stays as it
/// is. `None` when there is no text.
#[must_use]
pub fn entry(text: &str) -> Option<String> {
    let line = clean::line(text);
    let line = line.as_str();
    if line.is_empty() {
        return None;
    }
    let begins = is_marked(line);
    Some(format!("{}{line}\n", if begins { "" } else { "- " }))
}

/// Makes a paragraph, or several, of a longer text. `None` when there is no text.
#[must_use]
pub fn paragraphs(text: &str) -> Option<String> {
    let block = clean::block(text);
    let block = block.as_str().trim_end();
    (!block.trim().is_empty()).then(|| format!("{block}\n"))
}

/// Returns what has to stand between the end of a file and what is added, for a line on its own.
#[must_use]
pub fn before_line(tail: &[u8]) -> &'static str {
    if tail.is_empty() || tail.ends_with(b"\n") {
        ""
    } else {
        "\n"
    }
}

/// Returns what has to stand between the end of a file and what is added, for a paragraph.
#[must_use]
pub fn before_paragraph(tail: &[u8]) -> &'static str {
    if tail.is_empty() || tail.ends_with(b"\n\n") || tail.ends_with(b"\n\r\n") {
        ""
    } else if tail.ends_with(b"\n") {
        "\n"
    } else {
        "\n\n"
    }
}

fn is_marked(line: &str) -> bool {
    let Some((mark, _)) = line.split_once(' ') else {
        return false;
    };
    let number = mark.trim_end_matches(['.', ')']);
    let is_number = number.len() + 1 == mark.len()
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_heading = (1..=6).contains(&mark.len()) && mark.bytes().all(|byte| byte == b'#');
    is_number || is_heading || matches!(mark, "-" | "*" | "+" | ">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_an_entry_of_a_list_unless_it_is_markdown_already() {
        let table = [
            ("β is the strength", "- β is the strength\n"),
            ("  two\nlines ", "- two lines\n"),
            ("- mine", "- mine\n"),
            ("1. first", "1. first\n"),
            ("10) tenth", "10) tenth\n"),
            ("1.5 GB", "- 1.5 GB\n"),
            ("## Adapters", "## Adapters\n"),
            ("#lora is a tag", "- #lora is a tag\n"),
            ("> said", "> said\n"),
            ("*important* thing", "- *important* thing\n"),
            ("a\u{1b}[2Jb", "- a\u{fffd}[2Jb\n"),
        ];
        for (text, expected) in table {
            assert_eq!(entry(text).as_deref(), Some(expected), "{text:?}");
        }
        assert_eq!(entry(" \n\t"), None);
    }

    #[test]
    fn a_longer_text_stays_as_it_is() {
        assert_eq!(
            paragraphs("\n# A\n\n    code\n\nb\n\n").as_deref(),
            Some("# A\n\n    code\n\nb\n")
        );
        assert_eq!(paragraphs(" \n \n"), None);
    }

    #[test]
    fn what_is_added_begins_on_a_line_of_its_own() {
        let table: [(&[u8], &str, &str); 5] = [
            (b"", "", ""),
            (b"a", "\n", "\n\n"),
            (b"a\n", "", "\n"),
            (b"a\n\n", "", ""),
            (b"a\r\n\r\n", "", ""),
        ];
        for (tail, line, paragraph) in table {
            assert_eq!(
                (before_line(tail), before_paragraph(tail)),
                (line, paragraph),
                "{tail:?}"
            );
        }
    }
}
