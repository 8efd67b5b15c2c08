//! Where a link of a document leads, seen from outside of it.

use crate::roadmap::url::{Link, LinkError, MAX_LENGTH};

use super::inline::{Inline, Mark};
use super::report::{Report, What};

/// Decides what links mean, and reports those that lead nowhere.
pub(super) struct Links<'a> {
    pub base: Option<&'a Link>,
}

impl Links<'_> {
    /// Returns what a link with this target is.
    pub(super) fn mark(&self, target: &str, line: u32, report: &mut Report) -> Mark {
        let target = target.trim();
        if target.is_empty() || target.starts_with('#') {
            return Mark::Anchor;
        }
        match Link::parse(target) {
            Ok(_) => Mark::Link(target.to_owned()),
            // What has no scheme is a path.
            Err(LinkError::NotAnAddress) if !has_scheme(target) => {
                self.relative(target, line, report)
            }
            Err(_) => {
                report.add(line, What::BadLink, target);
                Mark::Dead
            }
        }
    }

    fn relative(&self, target: &str, line: u32, report: &mut Report) -> Mark {
        let joined = self.base.map(|base| base.join(target));
        match joined {
            Some(Ok(whole)) => Mark::Link(whole.as_str().to_owned()),
            Some(Err(_)) => {
                report.add(line, What::BadLink, target);
                Mark::Dead
            }
            None => {
                report.add(line, What::RelativeLink, target);
                Mark::Dead
            }
        }
    }
}

/// Marks addresses that stand in the text as they are.
pub(super) fn mark_bare(inline: &mut Inline) {
    let mut taken: Vec<std::ops::Range<usize>> = inline
        .spans
        .iter()
        .filter(|span| {
            matches!(
                span.mark,
                Mark::Link(_) | Mark::Dead | Mark::Anchor | Mark::Code
            )
        })
        .map(|span| span.range.clone())
        .collect();
    taken.sort_by_key(|range| range.end);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = inline.text[from..].find("http").map(|at| at + from) {
        from = at + 4;
        let rest = &inline.text[at..];
        if !rest.starts_with("http://") && !rest.starts_with("https://") {
            continue;
        }
        let next = taken.partition_point(|range| range.end <= at);
        let is_taken = taken.get(next).is_some_and(|range| range.contains(&at));
        let length = bare_length(rest);
        if !is_taken && Link::parse(&rest[..length]).is_ok() {
            found.push((at, length));
        }
        from = at + length.max(4);
    }
    for (at, length) in found {
        let url = inline.text[at..at + length].to_owned();
        inline.spans.push(super::inline::Span {
            range: at..at + length,
            mark: Mark::Link(url),
        });
    }
}

fn has_scheme(target: &str) -> bool {
    let scheme = target.split(['/', '?', '#']).next().unwrap_or_default();
    scheme.contains(':')
}

/// Returns how many bytes at the start of a text are an address: without signs that belong to the sentence.
pub(super) fn bare_length(text: &str) -> usize {
    // What is longer than an address may be is none.
    let most = text.len().min(MAX_LENGTH + 1);
    let most = (0..=most)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let text = &text[..most];
    let is_outside = |c: char| {
        c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '^' | '{' | '}')
            || ('\u{2E80}'..='\u{FFEF}').contains(&c)
    };
    let mut length = text.find(is_outside).unwrap_or(text.len());
    while let Some(last) = text[..length].chars().next_back() {
        let opened = text[..length].matches('(').count();
        let closed = text[..length].matches(')').count();
        let belongs = match last {
            ')' => closed <= opened,
            ']' | '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => false,
            _ => true,
        };
        if belongs {
            break;
        }
        length -= last.len_utf8();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_a_text_ends_before_the_sentence_does() {
        let table = [
            ("https://a.example/x.", "https://a.example/x"),
            ("https://a.example/x_(y)).", "https://a.example/x_(y)"),
            ("https://a.example。再看", "https://a.example"),
            ("https://a.example/?q=1, and", "https://a.example/?q=1"),
        ];
        for (text, expected) in table {
            assert_eq!(&text[..bare_length(text)], expected, "{text}");
        }
    }

    #[test]
    fn a_path_is_joined_to_the_base_or_reported() {
        let base = Link::parse("https://a.example/docs/README.md").unwrap();
        let mut report = Report::default();
        let with = Links { base: Some(&base) };
        let joined = with.mark("../x/y.md", 1, &mut report);
        assert_eq!(joined, Mark::Link("https://a.example/x/y.md".to_owned()));
        let without = Links { base: None };
        for (target, mark) in [
            ("x.md", Mark::Dead),
            ("#x", Mark::Anchor),
            ("mailto:a@b.example", Mark::Dead),
        ] {
            assert_eq!(without.mark(target, 2, &mut report), mark, "{target}");
        }
        assert_eq!(report.notes().len(), 2);
    }
}
