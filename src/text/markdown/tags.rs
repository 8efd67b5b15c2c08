//! Tags in a text that goes where HTML is HTML: they become text with a backslash, and come back as they were.

/// Escapes what would be a tag or a comment. Each line is written in a way of its own, so that [`unescaped`] takes it back:
/// backslashes before a tag are escaped, too.
#[must_use]
pub fn escaped(line: &str) -> String {
    let mut made = String::with_capacity(line.len());
    let mut backslashes = 0;
    for (at, c) in line.char_indices() {
        if c == '<' && begins_tag(&line[at + 1..]) {
            made.extend(std::iter::repeat_n('\\', backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        made.push(c);
    }
    made
}

/// Takes back what [`escaped`] did. A tag that nobody escaped, as one that was written by hand, stays as it is.
#[must_use]
pub fn unescaped(line: &str) -> String {
    let mut made = String::with_capacity(line.len());
    let mut backslashes = 0;
    for (at, c) in line.char_indices() {
        if c == '<' && backslashes % 2 == 1 && begins_tag(&line[at + 1..]) {
            made.truncate(made.len() - backslashes / 2 - 1);
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        made.push(c);
    }
    made
}

/// Tells whether what stands behind `<` makes it a tag, a comment or the like. An address in angles is none.
fn begins_tag(rest: &str) -> bool {
    rest.starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next))
        && !rest.starts_with("http://")
        && !rest.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tag_is_left_in_a_text_and_each_comes_back_as_it_was() {
        let table = [
            ("a < b", "a < b"),
            ("<https://a.example>", "<https://a.example>"),
            ("<script>x</script>", "\\<script>x\\</script>"),
            ("<!-- id: x -->", "\\<!-- id: x -->"),
            ("\\<b>", "\\\\\\<b>"),
            ("\\\\<b>", "\\\\\\\\\\<b>"),
            ("\\a < \\*", "\\a < \\*"),
        ];
        for (text, expected) in table {
            assert_eq!(escaped(text), expected);
            assert_eq!(unescaped(expected), text);
        }
    }

    #[test]
    fn a_tag_that_was_written_by_hand_stays() {
        for text in ["<b>", "a \\\\<b>"] {
            assert_eq!(unescaped(text), text);
        }
    }
}
