//! A line of text with what is marked in it: links, bold words, code.
//!
//! Marks are ranges of bytes of the plain text, so that a text can be cut anywhere and written as Markdown again.

use std::fmt::Write as _;
use std::ops::Range;

/// What a part of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Code,
    /// Struck through.
    Struck,
    /// A link that can be opened.
    Link(String),
    /// A link to a place of the same document.
    Anchor,
    /// A link that leads nowhere from here: relative, or not of the web.
    Dead,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub range: Range<usize>,
    pub mark: Mark,
}

/// A text of one paragraph. A line break in it is kept as `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    pub text: String,
    pub spans: Vec<Span>,
}

/// A link and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Linked<'a> {
    pub range: Range<usize>,
    pub url: &'a str,
}

impl Inline {
    /// Takes a text without marks.
    #[cfg(test)]
    pub(super) fn plain(text: &str) -> Inline {
        Inline {
            text: text.to_owned(),
            spans: Vec::new(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Marks everything from a place of the text to its end.
    pub(super) fn mark_from(&mut self, start: usize, mark: Mark) {
        if start < self.text.len() {
            self.spans.push(Span {
                range: start..self.text.len(),
                mark,
            });
        }
    }

    /// Returns the links, in the order of the text.
    pub(super) fn links(&self) -> Vec<Linked<'_>> {
        let mut links: Vec<Linked<'_>> = self
            .spans
            .iter()
            .filter_map(|span| match &span.mark {
                Mark::Link(url) => Some(Linked {
                    range: span.range.clone(),
                    url,
                }),
                Mark::Strong
                | Mark::Emphasis
                | Mark::Code
                | Mark::Struck
                | Mark::Anchor
                | Mark::Dead => None,
            })
            .collect();
        links.sort_by_key(|link| link.range.start);
        links
    }

    pub(super) fn has_link(&self) -> bool {
        self.spans
            .iter()
            .any(|span| matches!(span.mark, Mark::Link(_)))
    }

    /// Returns the range of a mark that begins at a place of the text, within white space.
    pub(super) fn at(&self, start: usize, fits: impl Fn(&Mark) -> bool) -> Option<Range<usize>> {
        let start = start + leading_space(&self.text[start..]);
        self.spans
            .iter()
            .find(|span| {
                fits(&span.mark)
                    && span.range.contains(&start)
                    && self.text[span.range.start..start].trim().is_empty()
            })
            .map(|span| span.range.clone())
    }

    /// Returns the text on one line, without space at its ends.
    pub(super) fn line(&self) -> String {
        one_line(&self.text)
    }

    /// Returns the parts that are struck through, in the order of the text.
    pub(super) fn struck(&self) -> Vec<Range<usize>> {
        let is_struck = |span: &&Span| span.mark == Mark::Struck;
        let spans = self.spans.iter().filter(is_struck);
        let mut struck: Vec<Range<usize>> = spans.map(|span| span.range.clone()).collect();
        struck.sort_by_key(|range| (range.start, range.end));
        // One in another adds nothing.
        struck.dedup_by(|next, before| next.start < before.end);
        struck
    }

    /// Takes the lines off what is struck through, which stays.
    pub(super) fn unstrike(&mut self) {
        self.spans.retain(|span| span.mark != Mark::Struck);
    }

    /// Cuts a part out, with its marks.
    pub(super) fn part(&self, range: Range<usize>) -> Inline {
        let spans = self
            .spans
            .iter()
            .filter_map(|span| {
                let start = span.range.start.max(range.start);
                let end = span.range.end.min(range.end);
                (start < end).then(|| Span {
                    range: start - range.start..end - range.start,
                    mark: span.mark.clone(),
                })
            })
            .collect();
        Inline {
            text: self.text[range].to_owned(),
            spans,
        }
    }

    /// Cuts out several parts, which are in the order of the text and apart from each other, with their marks.
    pub(super) fn split(&self, ranges: &[Range<usize>]) -> Vec<Inline> {
        let part = |range: &Range<usize>| Inline {
            text: self.text[range.clone()].to_owned(),
            spans: Vec::new(),
        };
        let mut parts: Vec<Inline> = ranges.iter().map(part).collect();
        for span in &self.spans {
            let first = ranges.partition_point(|range| range.end <= span.range.start);
            let within = ranges[first..].iter().zip(&mut parts[first..]);
            for (range, part) in within.take_while(|(range, _)| range.start < span.range.end) {
                let start = span.range.start.max(range.start);
                let end = span.range.end.min(range.end);
                if start < end {
                    part.spans.push(Span {
                        range: start - range.start..end - range.start,
                        mark: span.mark.clone(),
                    });
                }
            }
        }
        parts
    }

    /// Removes a part of the text, with marks that lie in it.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.text.replace_range(range.clone(), "");
        let moved = |at: usize| {
            if at <= range.start {
                at
            } else {
                at.max(range.end) - range.len()
            }
        };
        for span in &mut self.spans {
            span.range = moved(span.range.start)..moved(span.range.end);
        }
        self.spans.retain(|span| !span.range.is_empty());
    }

    /// Removes several parts of the text, which are in the order of their starts, with marks that lie in them.
    pub(super) fn remove_all(&mut self, parts: &[Range<usize>]) {
        // Links of HTML may lie in each other.
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(parts.len());
        for part in parts {
            match ranges.last_mut().filter(|last| part.start <= last.end) {
                Some(last) => last.end = last.end.max(part.end),
                None => ranges.push(part.clone()),
            }
        }
        let mut text = String::with_capacity(self.text.len());
        // How much is gone after each part.
        let mut gone = Vec::with_capacity(ranges.len());
        let (mut at, mut sum) = (0, 0);
        for range in &ranges {
            text.push_str(&self.text[at..range.start]);
            at = range.end;
            sum += range.len();
            gone.push(sum);
        }
        text.push_str(&self.text[at..]);
        self.text = text;
        let moved = |at: usize| {
            let begun = ranges.partition_point(|range| range.start < at);
            let Some(last) = begun.checked_sub(1) else {
                return at;
            };
            let over = ranges[last].end.saturating_sub(at);
            at + over - gone[last]
        };
        for span in &mut self.spans {
            span.range = moved(span.range.start)..moved(span.range.end);
        }
        self.spans.retain(|span| !span.range.is_empty());
    }

    /// Writes the text as Markdown; links become their text where `links` says no.
    pub(super) fn markdown(&self, links: bool) -> String {
        // At one place what ends comes before what begins, and the longer begins first.
        let mut tokens: Vec<(usize, bool, usize, usize, String)> = Vec::new();
        let mut verbatim: Vec<Range<usize>> = Vec::new();
        for (index, span) in self.spans.iter().enumerate() {
            let inside = self.text[span.range.clone()].trim();
            if inside.is_empty() {
                continue;
            }
            let start = span.range.start + leading_space(&self.text[span.range.clone()]);
            let end = start + inside.len();
            let (open, close) = match &span.mark {
                Mark::Strong => ("**".to_owned(), "**".to_owned()),
                Mark::Emphasis => ("*".to_owned(), "*".to_owned()),
                Mark::Struck => ("~~".to_owned(), "~~".to_owned()),
                Mark::Code if inside.contains(['`', '\n']) => continue,
                Mark::Code => {
                    verbatim.push(start..end);
                    ("`".to_owned(), "`".to_owned())
                }
                // An address that is its own words needs no others.
                Mark::Link(url) if links && inside == url && !url.contains(['<', '>']) => {
                    verbatim.push(start..end);
                    ("<".to_owned(), ">".to_owned())
                }
                Mark::Link(url) if links => {
                    ("[".to_owned(), format!("]({})", url.replace(')', "%29")))
                }
                Mark::Link(_) | Mark::Anchor | Mark::Dead => continue,
            };
            // Of two that are equally long, the one that was marked last is the outer one.
            tokens.push((
                start,
                true,
                usize::MAX - (end - start),
                usize::MAX - index,
                open,
            ));
            tokens.push((end, false, end - start, index, close));
        }
        tokens.sort();
        verbatim.sort_by_key(|range| range.start);
        let mut written = String::with_capacity(self.text.len() + 16);
        let mut at = 0;
        for (place, _, _, _, token) in &tokens {
            escape(
                &self.text[at..*place],
                is_inside(&verbatim, at),
                &mut written,
            );
            written.push_str(token);
            at = *place;
        }
        escape(&self.text[at..], false, &mut written);
        let trimmed: Vec<&str> = written.lines().map(str::trim).collect();
        trimmed.join("\n").trim().to_owned()
    }
}

fn is_inside(verbatim: &[Range<usize>], at: usize) -> bool {
    let next = verbatim.partition_point(|range| range.end <= at);
    verbatim.get(next).is_some_and(|range| range.contains(&at))
}

/// Writes text so that Markdown takes it as it is, and not more backslashes than that needs.
fn escape(text: &str, is_code: bool, written: &mut String) {
    if is_code {
        written.push_str(text);
        return;
    }
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next().unwrap_or(' ');
        let marks = match c {
            '\\' => next.is_ascii_punctuation(),
            '`' => true,
            '~' => next == '~' || before == '~',
            '*' => !(before.is_whitespace() && next.is_whitespace()),
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            ']' => next == '(' || next == '[',
            _ => false,
        };
        if marks {
            written.push('\\');
        }
        let _infallible = written.write_char(c);
        before = c;
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Puts a text on one line, with single spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Inline {
        let mut inline = Inline::plain("See ");
        inline.text.push_str("the book");
        inline.mark_from(4, Mark::Link("https://a.example/(x)".to_owned()));
        inline.mark_from(4, Mark::Strong);
        inline.text.push_str(" of a_b *and* ");
        let code = inline.text.len();
        inline.text.push_str("f(*x)");
        inline.mark_from(code, Mark::Code);
        inline
    }

    #[test]
    fn a_text_is_written_as_markdown_again() {
        assert_eq!(
            sample().markdown(true),
            "See **[the book](https://a.example/(x%29)** of a_b \\*and\\* `f(*x)`"
        );
        assert_eq!(
            sample().markdown(false),
            "See **the book** of a_b \\*and\\* `f(*x)`"
        );
    }

    #[test]
    fn a_part_keeps_its_marks_and_what_is_removed_takes_them_along() {
        let part = sample().part(8..12);
        assert_eq!(part.markdown(true), "**[book](https://a.example/(x%29)**");
        let mut rest = sample();
        rest.remove(0..13);
        assert_eq!(rest.markdown(true), "of a_b \\*and\\* `f(*x)`");
    }

    #[test]
    fn parts_that_are_cut_out_together_are_cut_out_one_by_one() {
        let ranges = [0..2, 3..8, 8..12, 14..30];
        let whole = sample();
        let one_by_one: Vec<Inline> = ranges
            .iter()
            .cloned()
            .map(|range| whole.part(range))
            .collect();
        assert_eq!(whole.split(&ranges), one_by_one);
    }

    #[test]
    fn parts_that_are_removed_together_are_removed_one_by_one() {
        let mut together = sample();
        together.remove_all(&[1..6, 8..14, 20..21]);
        let mut one_by_one = sample();
        for range in [20..21, 8..14, 1..6] {
            one_by_one.remove(range);
        }
        assert_eq!(together, one_by_one);
        // What lies in each other goes once.
        let (mut nested, mut whole) = (sample(), sample());
        nested.remove_all(&[1..14, 8..10, 12..16]);
        whole.remove(1..16);
        assert_eq!(nested, whole);
        let mut none = sample();
        none.remove_all(&[]);
        assert_eq!(none, sample());
    }

    #[test]
    fn marks_of_one_range_lie_in_each_other() {
        let mut inline = Inline::plain("a b");
        inline.mark_from(0, Mark::Link("https://a.example/".to_owned()));
        inline.mark_from(0, Mark::Strong);
        assert_eq!(inline.markdown(true), "**[a b](https://a.example/)**");
    }
}
