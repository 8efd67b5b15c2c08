//! Addresses that begin with `www.`: as GitHub does, they are read as links.

use std::borrow::Cow;

use crate::import::report::{Report, What};

use super::fences::Fences;

/// Writes `https://` before addresses that begin with `www.` and stand in the text, or as the target of a link. Code stays.
pub(super) fn with_schemes<'a>(
    text: Cow<'a, str>,
    lines_before: u32,
    report: &mut Report,
) -> Cow<'a, str> {
    if !text.contains("www.") {
        return text;
    }
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    let mut fences = Fences::default();
    for (line, number) in text.split_inclusive('\n').zip(lines_before + 1..) {
        let is_code = fences.take(line);
        for (start, _) in line.match_indices("www.").filter(|_| !is_code) {
            if let Some(host) = host(line, start) {
                report.add(number, What::RepairedLink, host);
                mended.push_str(&text[copied..at + start]);
                mended.push_str("https://");
                copied = at + start;
            }
        }
        at += line.len();
    }
    if copied == 0 {
        return text;
    }
    mended.push_str(&text[copied..]);
    Cow::Owned(mended)
}

/// Returns the host that begins at a place of a line, where an address may begin there.
fn host(line: &str, start: usize) -> Option<&str> {
    let before = line[..start].chars().next_back();
    let begins = before
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '*' | '<') || !c.is_ascii());
    let is_code = || line[..start].matches('`').count() % 2 == 1;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let host = &line[start..];
    let end = host.find(|c| !is_part(c)).unwrap_or(host.len());
    let host = host[..end].trim_end_matches(['.', '-']);
    let (name, ending) = host["www.".len().min(host.len())..].rsplit_once('.')?;
    let is_host =
        !name.is_empty() && ending.len() > 1 && ending.chars().all(|c| c.is_ascii_alphabetic());
    (begins && is_host && !is_code()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_www_is_an_address_in_words_and_in_links() {
        let mut report = Report::default();
        let text = "See www.a.example/x.\n[b](www.b.example) 见www.c.example。\n";
        assert_eq!(
            with_schemes(text.into(), 2, &mut report),
            "See https://www.a.example/x.\n[b](https://www.b.example) 见https://www.c.example。\n"
        );
        let lines: Vec<u32> = report.notes().iter().map(|note| note.line).collect();
        assert_eq!(lines, [3, 4, 4]);
        for text in [
            "https://www.a.example and a@www.a.example",
            "`get www.a.example`",
            "```\nwww.a.example\n```\n",
            "www.a and www.",
            "<a href=\"www.a.example\">",
        ] {
            assert_eq!(with_schemes(text.into(), 0, &mut report), text);
        }
    }
}
