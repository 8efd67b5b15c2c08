//! Strong text in Chinese, where the rules of Markdown look for spaces that nobody writes.
//!
//! In `**重点：**内容` the second mark closes nothing, because punctuation stands before it and a letter after it. An
//! invisible character as an entity there is punctuation for the parser and nothing on the screen, since the cleaning
//! takes it away.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use unicode_width::UnicodeWidthChar;

const MARK: &str = "**";
const NOTHING: &str = "&#8203;";

/// Returns the text with its Chinese strong marks in a form that the parser takes for marks.
pub(super) fn with_marks_that_count(text: &str, options: Options) -> Cow<'_, str> {
    if !text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut done = 0;
    for place in places(text, options) {
        out.push_str(&text[done..place]);
        out.push_str(NOTHING);
        done = place;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Returns where something must stand so that the marks count, in order. In each line marks open and close by turns.
fn places(text: &str, options: Options) -> Vec<usize> {
    let literal = literal_ranges(text, options);
    let mut places = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut opens = true;
        for (at, _) in line.match_indices(MARK) {
            let at = start + at;
            let last = literal
                .partition_point(|range| range.start <= at)
                .checked_sub(1);
            if !last.is_some_and(|last| literal[last].contains(&at)) {
                places.extend(place(text, at, opens));
                opens = !opens;
            }
        }
        start += line.len();
    }
    places
}

/// Returns the parts of a text in which marks are no marks, in order: code, HTML and bare addresses.
fn literal_ranges(text: &str, options: Options) -> Vec<Range<usize>> {
    let is_literal = |event: &Event<'_>| match event {
        Event::Code(_)
        | Event::Html(_)
        | Event::InlineHtml(_)
        | Event::Start(Tag::CodeBlock(_)) => true,
        Event::Start(Tag::Link { link_type, .. }) => {
            matches!(link_type, LinkType::Autolink | LinkType::Email)
        }
        Event::Start(_)
        | Event::End(_)
        | Event::Text(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule
        | Event::TaskListMarker(_) => false,
    };
    let events = Parser::new_ext(text, options).into_offset_iter();
    events
        .filter(|(event, _)| is_literal(event))
        .map(|(_, range)| range)
        .collect()
}

/// Returns where something must stand so that the mark at a byte position opens or closes, if the text is Chinese and
/// the mark would not do so by itself.
fn place(text: &str, at: usize, opens: bool) -> Option<usize> {
    let before = text[..at].chars().next_back()?;
    let after = text[at + MARK.len()..].chars().next()?;
    // Longer rows of asterisks and escaped ones are left alone.
    let is_punctuation =
        |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '*' | '\\');
    let is_wide = |c: char| c.width() == Some(2);
    if !is_wide(before) && !is_wide(after) {
        return None;
    }
    if opens {
        (before.is_alphanumeric() && is_punctuation(after)).then_some(at)
    } else {
        (is_punctuation(before) && after.is_alphanumeric()).then_some(at + MARK.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_chinese_marks_that_do_not_count_are_helped() {
        let table = [
            ("**重点：**内容", "**重点：**&#8203;内容"),
            ("见**“引号”**后", "见&#8203;**“引号”**&#8203;后"),
            ("**LoRA (2021)**是", "**LoRA (2021)**&#8203;是"),
            ("**重点**内容，**重点**", "**重点**内容，**重点**"),
            ("见：\n**重点：**内容", "见：\n**重点：**&#8203;内容"),
            ("**note:**word", "**note:**word"),
            ("`**重点：**内容`", "`**重点：**内容`"),
            ("    **重点：**内容", "    **重点：**内容"),
            ("重\\**，重", "重\\**，重"),
        ];
        for (text, helped) in table {
            assert_eq!(
                with_marks_that_count(text, Options::empty()),
                helped,
                "from {text:?}"
            );
        }
    }
}
