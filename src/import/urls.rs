//! A plain list of addresses, one a line, with or without words beside them; `#` begins a part.

use crate::roadmap::url::Link;

use super::Document;
use super::inline::{Inline, Mark, one_line};
use super::links::mark_bare;
use super::report::{Report, What as Note};
use super::signs;
use super::tree::{Builder, What};

/// Tells whether a text is such a list: each of its lines has an address, names a part or says nothing.
pub(super) fn is_list(text: &str) -> bool {
    let mut has_address = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') || line.starts_with("//") {
            continue;
        }
        let is_of_another_format = line.contains("](") || line.contains("<a ");
        let is_address = line.contains("://") || completed(first_word(line)).is_some();
        if is_of_another_format || !is_address {
            return false;
        }
        has_address |= line.contains("http://") || line.contains("https://");
    }
    has_address
}

/// Returns the address that a word without its `https://` means, as `www.example.org` or `example.org/page`; nothing for a
/// path, a number or a name.
pub(super) fn completed(word: &str) -> Option<String> {
    let host = word.split(['/', '?', '#']).next().unwrap_or_default();
    let (before, last) = host.rsplit_once('.')?;
    let is_name =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_host = before.split('.').all(is_name)
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_sure = host.len() < word.len() || host.starts_with("www.");
    let whole = format!("https://{word}");
    (is_host && is_sure && Link::parse(&whole).is_ok()).then_some(whole)
}

/// Reads a document.
pub(super) fn read(text: &str, report: &mut Report) -> Document {
    let mut builder = Builder::new();
    let list = builder.list();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let words = line.trim_start_matches('#').trim();
        if line.starts_with("//") || line.starts_with('#') && is_address(first_word(words)) {
            report.add(number, Note::CommentedOut, line);
            continue;
        }
        if line.starts_with('#') {
            let level = line.len() - line.trim_start_matches('#').len();
            let words = words.trim_end_matches('#').trim();
            if !words.is_empty() {
                let inline = Inline {
                    text: words.to_owned(),
                    spans: Vec::new(),
                };
                builder.section(u8::try_from(level).unwrap_or(u8::MAX), number, inline);
            }
            continue;
        }
        let line = without_bullet(line);
        let status = signs::leading_status(line);
        let line = status.map_or(line, |(_, length)| line[length..].trim_start());
        let Some((words, url)) = parted(line, number, report) else {
            report.add(number, Note::NotKept, line);
            continue;
        };
        let mut inline = Inline {
            text: if words.is_empty() { url.clone() } else { words },
            spans: Vec::new(),
        };
        inline.mark_from(0, Mark::Link(url));
        let what = What::Item {
            list,
            is_heading: false,
            is_ordered: false,
        };
        let node = builder.leaf(what, number, inline);
        builder.node(node).status = status.map(|(status, _)| status);
    }
    Document {
        tree: builder.finish(),
        title: None,
        date: None,
        banner: None,
    }
}

/// Parts the words of a line from its address; an address without its beginning gets one, which is told. Nothing where there
/// is no address.
pub(super) fn parted(line: &str, number: u32, report: &mut Report) -> Option<(String, String)> {
    let mut inline = Inline {
        text: line.to_owned(),
        spans: Vec::new(),
    };
    mark_bare(&mut inline);
    let whole = inline.links().first().map(|link| link.url.to_owned());
    let (written, url) = if let Some(url) = whole {
        (url.clone(), url)
    } else {
        let mut words = line.split_whitespace();
        let (word, url) = words.find_map(|word| Some((word, completed(word)?)))?;
        report.add(number, Note::RepairedLink, word);
        (word.to_owned(), url)
    };
    let words = one_line(&line.replacen(&written, " ", 1));
    let words = words
        .trim_matches(['|', '-', '–', '—', ':', '\t', ',', ';', '"', ' '])
        .to_owned();
    Some((words, url))
}

fn is_address(word: &str) -> bool {
    Link::parse(word).is_ok() || completed(word).is_some()
}

fn first_word(line: &str) -> &str {
    let line = without_bullet(line);
    line.split_whitespace().next().unwrap_or_default()
}

/// Takes a bullet or number off a line.
fn without_bullet(line: &str) -> &str {
    let rest = line.trim_start_matches(['-', '*', '•', '+']).trim_start();
    let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = rest[number..].strip_prefix(['.', ')', '、']);
    let after = after.filter(|after| number > 0 && after.starts_with(char::is_whitespace));
    after.map_or(rest, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Options, read as import};
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn a_list_of_addresses_is_one_in_spite_of_comments_and_numbers() {
        let lists = [
            "# Bees\nhttps://a.example\n// later\n2. https://b.example (again)\n",
            "https://a.example\nwww.b.example\nc.example/x\nftp://d.example\n",
            "Ants: https://a.example\n",
        ];
        for text in lists {
            assert_eq!(Format::of("list.txt", text), Format::Urls, "{text}");
        }
        let others = [
            "- [Ants](https://a.example)\n",
            "# Bees\n\nWords.\n\nhttps://a.example\n",
            "www.a.example\n",
            "# https://a.example\n",
        ];
        for text in others {
            assert_eq!(Format::of("list.txt", text), Format::Markdown, "{text}");
        }
    }

    #[test]
    fn an_address_without_its_beginning_gets_one_and_other_words_do_not() {
        let table = [
            ("www.a.example", Some("https://www.a.example")),
            ("a.example/x", Some("https://a.example/x")),
            ("书.example/x", Some("https://书.example/x")),
            ("a.example", None),
            ("and/or", None),
            ("../x.md", None),
            ("1.5/2", None),
            ("docs/x.md", None),
            ("", None),
        ];
        for (word, expected) in table {
            assert_eq!(completed(word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn a_comment_is_no_part_and_what_was_mended_is_told() {
        let text = "# Bees\nhttps://a.example/1\n# https://a.example/2\n// c\n2. https://a.example/3 (dup)\nwww.a.example/4\nFive - a.example/5\nftp://a.example/6\nwords\n";
        let imported = import(text, Format::Urls, &Options::default()).unwrap();
        let roadmap = &imported.roadmap;
        let things = roadmap.nodes().filter_map(|node| {
            let title = roadmap.title(node, Lang::En);
            Some(format!("{title} {}", roadmap.link(node)?.as_str()))
        });
        assert_eq!(
            things.collect::<Vec<_>>(),
            [
                "a.example/1 https://a.example/1",
                "(dup) https://a.example/3",
                "a.example/4 https://www.a.example/4",
                "Five https://a.example/5",
            ]
        );
        let notes = imported.report.notes().iter();
        let told: Vec<_> = notes
            .map(|note| format!("{} {}", note.line, note.what.word()))
            .collect();
        assert_eq!(
            told,
            [
                "3 commented-out",
                "4 commented-out",
                "6 repaired-link",
                "7 repaired-link",
                "8 not-kept",
                "9 not-kept",
            ]
        );
    }
}
