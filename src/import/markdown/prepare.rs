//! What is done to a text before Markdown is read: front matter comes off, links with raw spaces are mended.

use std::borrow::Cow;

use crate::import::report::{Report, What};

use super::{hosts, parts};

/// A text without its front matter.
pub(super) struct Prepared<'a> {
    pub text: Cow<'a, str>,
    /// How many lines stand before it.
    pub lines_before: u32,
    /// Title and date that the front matter gives.
    pub title: Option<String>,
    pub date: Option<String>,
}

/// Prepares a text. Front matter is cut here and not by the Markdown reader, which would take a rule for its beginning
/// anywhere in a document.
pub(super) fn prepare<'a>(text: &'a str, report: &mut Report) -> Prepared<'a> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (front, rest) = split_front_matter(text);
    let lines_before = text[..text.len() - rest.len()].matches('\n').count();
    let lines_before = u32::try_from(lines_before).unwrap_or(u32::MAX);
    let value = |key: &str| front.and_then(|front| front_value(front, key));
    let mended = mend_links(rest, lines_before, report);
    let mended = hosts::with_schemes(mended, lines_before, report);
    Prepared {
        text: parts::with_headings(with_signs(unwrap_links(mended))),
        lines_before,
        title: value("title"),
        date: value("date")
            .map(|date| date.split(['T', ' ']).next().unwrap_or_default().to_owned()),
    }
}

/// Returns what the front matter of a text says of a key.
pub(super) fn front_matter_value(text: &str, key: &str) -> Option<String> {
    let (front, _) = split_front_matter(text.strip_prefix('\u{feff}').unwrap_or(text));
    front_value(front?, key)
}

/// Returns the front matter, where the text begins with some, and the text after it.
fn split_front_matter(text: &str) -> (Option<&str>, &str) {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let fence = first.trim_end();
    if fence != "---" && fence != "+++" {
        return (None, text);
    }
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        let end = at + line.len();
        let is_end = line.trim_end() == fence || fence == "---" && line.trim_end() == "...";
        if is_end {
            let front = &text[first.len()..at];
            // A rule, some text and another rule are no front matter.
            let has_key = front.lines().any(|line| {
                let key = line.split([':', '=']).next().unwrap_or_default().trim();
                key.len() < line.trim().len() && !key.is_empty() && !key.contains(' ')
            });
            return if has_key {
                (Some(front), &text[end..])
            } else {
                (None, text)
            };
        }
        at = end;
    }
    (None, text)
}

fn front_value(front: &str, key: &str) -> Option<String> {
    let line = front.lines().find_map(|line| {
        let rest = line.strip_prefix(key)?.trim_start();
        rest.strip_prefix(':').or_else(|| rest.strip_prefix('='))
    })?;
    let value = line.trim().trim_matches(['"', '\'']).trim();
    (!value.is_empty() && !value.starts_with(['|', '>', '[', '{'])).then(|| value.to_owned())
}

/// Names of small pictures as GitHub takes them, and what they stand for.
const SHORTCODES: &[(&str, &str)] = &[
    (":white_check_mark:", "✅"),
    (":heavy_check_mark:", "✔"),
    (":ballot_box_with_check:", "☑"),
    (":construction:", "🚧"),
    (":hourglass_flowing_sand:", "⏳"),
    (":white_large_square:", "⬜"),
    (":x:", "❌"),
    (":star:", "⭐"),
    (":star2:", "🌟"),
    (":fire:", "🔥"),
    (":rocket:", "🚀"),
    (":books:", "📚"),
    (":book:", "📖"),
    (":movie_camera:", "🎥"),
    (":tv:", "📺"),
    (":heart:", "❤"),
    (":moneybag:", "💰"),
    (":free:", "🆓"),
    (":warning:", "⚠"),
    (":memo:", "📝"),
    (":link:", "🔗"),
];

/// Tags around remarks, between which Markdown would not be read.
const FRAMES: [&str; 2] = ["<aside>", "</aside>"];

/// Writes the names of small pictures as what they stand for, and takes frames off.
fn with_signs(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = FRAMES.iter().fold(text, |text, frame| {
        if text.contains(frame) {
            Cow::Owned(text.replace(frame, ""))
        } else {
            text
        }
    });
    let found: Vec<&(&str, &str)> = SHORTCODES
        .iter()
        .filter(|(code, _)| text.contains(code))
        .collect();
    found.into_iter().fold(text, |text, (code, sign)| {
        Cow::Owned(text.replace(code, sign))
    })
}

/// Writes spaces in the addresses of links as `%20`, and a wide bracket that closes one as a narrow one: Markdown takes such a
/// link as text.
fn mend_links<'a>(text: &'a str, lines_before: u32, report: &mut Report) -> Cow<'a, str> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut line = lines_before + 1;
    let mut counted = 0;
    for (at, opener) in text.match_indices("](") {
        let start = at + opener.len();
        if start < copied {
            continue;
        }
        let Some((address, spaced)) = spaced_address(&text[start..]) else {
            continue;
        };
        line += u32::try_from(text[counted..at].matches('\n').count()).unwrap_or(0);
        counted = at;
        report.add(line, What::RepairedLink, address);
        mended.push_str(&text[copied..start]);
        mended.push_str(&spaced);
        copied = start + address.len();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    mended.push_str(&text[copied..]);
    Cow::Owned(mended)
}

/// Returns the address at the start of a text as it is written and as it should be, where it has spaces inside or a wide
/// bracket closes it.
fn spaced_address(text: &str) -> Option<(&str, String)> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    let line = start_of_line(text, super::MAX_ADDRESS);
    let wide = line.find('）').map(|end| &line[..end]);
    if let Some(address) = wide.filter(|address| !address.contains([')', ' ', '（', '\t'])) {
        let whole = &line[..address.len() + '）'.len_utf8()];
        return Some((whole, format!("{address})")));
    }
    let mut depth = 0_i32;
    let end = line.char_indices().find_map(|(at, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (depth < 0).then_some(at)
    })?;
    let inside = &line[..end];
    // A title after the address is no part of it.
    let title = [" \"", " '", " ("]
        .iter()
        .filter_map(|quote| inside.find(quote))
        .min();
    let ends_as_title = inside.ends_with(['"', '\'', ')']);
    let address = match title {
        Some(title) if ends_as_title => &inside[..title],
        Some(_) | None => inside,
    };
    let address = address.trim_end();
    if !address.contains([' ', '\t'])
        || address.contains("](")
        || address.contains("://") && address.matches("://").count() > 1
    {
        return None;
    }
    let mended = address.split([' ', '\t']).collect::<Vec<_>>().join("%20");
    Some((address, mended))
}

/// Takes one pair of brackets off links such as `[[pdf]](…)` and `[[pdf]][1]`, of which the reader of Markdown would make
/// pages of a wiki.
fn unwrap_links(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut unwrapped = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices("]]") {
        let target = &text[at + 2..];
        let closer = match target.chars().next() {
            Some('(') => ')',
            Some('[') if !target.starts_with("[[") => ']',
            Some(_) | None => continue,
        };
        // Words in brackets behind a page of a wiki are words.
        let target = start_of_line(&target[1..], super::MAX_ADDRESS);
        let is_target = target
            .find(closer)
            .is_some_and(|end| end > 0 && !target[..end].contains(char::is_whitespace));
        let words = &text[copied..at];
        let opened = words
            .rfind(['[', ']', '\n'])
            .filter(|open| words[..=*open].ends_with("[["));
        if let Some(open) = opened.filter(|_| is_target) {
            unwrapped.push_str(&words[..open]);
            unwrapped.push_str(&words[open + 1..]);
            unwrapped.push(']');
            copied = at + 2;
        }
    }
    if copied == 0 {
        return text;
    }
    unwrapped.push_str(&text[copied..]);
    Cow::Owned(unwrapped)
}

/// Returns the first line of a text, cut after so many bytes. It looks no further: a line may have megabytes, and many links.
fn start_of_line(text: &str, most: usize) -> &str {
    let end = text
        .char_indices()
        .find(|(at, c)| *c == '\n' || at + c.len_utf8() > most)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_cut_at_the_very_start_only() {
        let mut report = Report::default();
        let prepared = prepare(
            "\u{feff}---\ntitle: \"A way\"\ndate: 2025-06-14 10:00\n---\n# X\n",
            &mut report,
        );
        assert_eq!(prepared.title.as_deref(), Some("A way"));
        assert_eq!(prepared.date.as_deref(), Some("2025-06-14"));
        assert_eq!((&*prepared.text, prepared.lines_before), ("# X\n", 4));
        for text in [
            "# X\n---\na: b\n---\n",
            "---\njust text here\n---\n# X\n",
            "---\na: b\n",
        ] {
            assert_eq!(prepare(text, &mut report).text, text);
        }
    }

    #[test]
    fn raw_spaces_in_an_address_are_mended_and_titles_are_left_alone() {
        let mut report = Report::default();
        let text = "a\n[x](https://a.example/My (1) File.pdf) [y](https://a.example \"a title\") [z](https://a.example)";
        let prepared = prepare(text, &mut report);
        assert_eq!(
            prepared.text,
            "a\n[x](https://a.example/My%20(1)%20File.pdf) [y](https://a.example \"a title\") [z](https://a.example)"
        );
        assert_eq!(report.notes().len(), 1);
        assert_eq!(report.notes()[0].line, 2);
    }

    #[test]
    fn links_in_brackets_are_links_and_pages_of_a_wiki_stay() {
        for (text, expected) in [
            (
                "Knots [[pdf]](https://a.example/k) [[film]][1]",
                "Knots [pdf](https://a.example/k) [film][1]",
            ),
            ("[[Knots]] (all of them)", "[[Knots]] (all of them)"),
            ("[[Knots]](see below)", "[[Knots]](see below)"),
            ("[[Knots]][[Bends]]", "[[Knots]][[Bends]]"),
            ("[[a](https://a.example)]", "[[a](https://a.example)]"),
        ] {
            assert_eq!(unwrap_links(text.into()), expected);
        }
    }

    #[test]
    fn an_address_is_mended_wherever_the_look_ahead_ends() {
        for filling in (0..3).map(|length| "x".repeat(length) + &"大".repeat(1000)) {
            let text = format!("[x](https://a.example/My File.pdf) {filling}");
            let prepared = prepare(&text, &mut Report::default());
            assert!(
                prepared
                    .text
                    .starts_with("[x](https://a.example/My%20File.pdf) ")
            );
        }
        for (text, most, expected) in [
            ("a大\nb", 9, "a大"),
            ("a大b", 3, "a"),
            ("a大b", 4, "a大"),
            ("", 2, ""),
        ] {
            assert_eq!(start_of_line(text, most), expected);
        }
    }
}
