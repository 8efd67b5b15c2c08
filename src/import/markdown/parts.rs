//! Lines that are the headings of the lists below them, without a sign that Markdown knows: `Week 1`, and then its list.
//!
//! Right below a list Markdown takes such a line into the last item of it.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::import::numbering;
use crate::import::words;

use super::fences::Fences;

/// No heading has more characters.
const LONGEST: usize = 60;
/// A line without a number is a heading up to this many words, where the line before it was not broken for its length.
const FEW_WORDS: usize = 5;

/// What the headings of one kind begin with.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind<'a> {
    /// A word before a number.
    Numbered(&'a str),
    Plain,
}

/// Writes lines as headings, where at least two of a kind stand above lists. No line is added.
pub(super) fn with_headings(text: Cow<'_, str>) -> Cow<'_, str> {
    let found = find(&text);
    if found.is_empty() {
        return text;
    }
    let mut marked = String::with_capacity(text.len() + 7 * found.len());
    let mut copied = 0;
    for (at, level) in found {
        marked.push_str(&text[copied..at]);
        marked.push_str(&"#".repeat(level));
        marked.push(' ');
        copied = at;
    }
    marked.push_str(&text[copied..]);
    Cow::Owned(marked)
}

/// Returns where headings begin, and their levels.
fn find(text: &str) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    let mut before = "";
    let mut at = 0;
    let mut fences = Fences::default();
    let mut level = 0;
    // Headings between two others are counted apart, but for those with numbers.
    let mut part = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(full) = lines.next() {
        let line = full.trim_end();
        let start = at;
        at += full.len();
        if !fences.take(line) {
            if let Some(own) = level_of(line, before) {
                level = own;
                part += 1;
            }
            let next = lines.peek().map_or("", |next| next.trim_end());
            let next = if next.is_empty() {
                text[at..]
                    .lines()
                    .map(str::trim_end)
                    .find(|line| !line.is_empty())
            } else {
                Some(next)
            };
            let is_above = next.is_some_and(is_item);
            let is_right_above = lines.peek().is_some_and(|next| is_item(next));
            if let Some(kind) = kind(line, before, is_right_above).filter(|_| is_above) {
                candidates.push((start, level, part, kind));
            }
        }
        before = line;
    }
    let place = |part: usize, kind: Kind<'_>| (kind == Kind::Plain).then_some(part);
    let mut counts: HashMap<(Option<usize>, Kind<'_>), usize> = HashMap::new();
    for (_, _, part, kind) in &candidates {
        *counts.entry((place(*part, *kind), *kind)).or_default() += 1;
    }
    candidates.retain(|(_, _, part, kind)| counts[&(place(*part, *kind), *kind)] > 1);
    // A kind that begins below another lies in it, as days do in weeks.
    let mut open: Vec<Kind<'_>> = Vec::new();
    let mut last = None;
    let mut found = Vec::with_capacity(candidates.len());
    for (start, level, part, kind) in candidates {
        if last != Some(part) {
            open.clear();
            last = Some(part);
        }
        match open.iter().position(|other| *other == kind) {
            Some(at) => open.truncate(at + 1),
            None => open.push(kind),
        }
        found.push((start, (level + open.len()).clamp(1, 6)));
    }
    found
}

/// Returns the level of a heading that Markdown knows, also of one that is underlined.
fn level_of(line: &str, before: &str) -> Option<usize> {
    let signs = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&signs) && line[signs..].starts_with(' ') {
        return Some(signs);
    }
    if before.is_empty() || is_item(before) || line.len() < 3 {
        return None;
    }
    let underlines = [('=', 1), ('-', 2)];
    let underline = underlines
        .into_iter()
        .find(|(sign, _)| line.chars().all(|c| c == *sign));
    underline.map(|(_, level)| level)
}

/// Tells whether a line is an item of a list that lies in no other.
fn is_item(line: &str) -> bool {
    let after = line.strip_prefix(['-', '*', '+']).or_else(|| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = (1..=3).contains(&(line.len() - digits.len()));
        digits.strip_prefix(['.', ')']).filter(|_| is_number)
    });
    after.is_some_and(|after| after.starts_with([' ', '\t']))
}

/// Returns what kind of heading a line may be.
fn kind<'a>(line: &'a str, before: &str, is_right_above: bool) -> Option<Kind<'a>> {
    let name = line.trim_matches(['*', '_']);
    let first = name.chars().next().filter(|c| c.is_alphanumeric())?;
    let is_sentence = name.ends_with(['.', '!', '?', ';', ',', '。', '！', '？', '；', '，']);
    let has_marks = name.contains("](") || name.contains("://") || name.contains(['|', '<']);
    if is_sentence || has_marks || name.chars().count() > LONGEST || is_item(line) {
        return None;
    }
    if let Some(word) = numbered_word(name) {
        return Some(Kind::Numbered(word));
    }
    let is_plain = is_right_above
        && name.len() == line.len()
        && (first.is_uppercase() || !first.is_ascii())
        && !name.ends_with([':', '：'])
        && name.split_whitespace().count() <= FEW_WORDS
        && (before.is_empty() || is_item(before))
        && before.chars().count() < LONGEST
        && words::label(name).is_none()
        && numbering::of(name).is_none();
    is_plain.then_some(Kind::Plain)
}

/// Returns the word of which a text begins with a numbered one: `Week 3: …`, `第三章 …`.
fn numbered_word(text: &str) -> Option<&str> {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(after) = text.strip_prefix('第') {
        let unit = after
            .trim_start()
            .trim_start_matches(is_number)
            .trim_start();
        let is_counted = unit.len() < after.trim_start().len();
        let first = unit
            .chars()
            .next()
            .filter(|c| c.is_alphabetic() && is_counted)?;
        return Some(&unit[..first.len_utf8()]);
    }
    let (word, rest) = text.split_once(' ')?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_word = word.len() > 2 && word.chars().all(char::is_alphabetic);
    let ends = !rest[digits..].starts_with(char::is_alphanumeric);
    // `Months 3-4` are of the kind of `Month 1`.
    let is_range = rest[digits..].trim_start().starts_with(['-', '–', '~']);
    let word = word.strip_suffix('s').filter(|_| is_range).unwrap_or(word);
    ((1..=3).contains(&digits) && is_word && ends).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_kind_above_lists_are_headings() {
        let table = [
            (
                "# P\nWeek 1\n- a\nWeek 2: more\n- b\n",
                "# P\n## Week 1\n- a\n## Week 2: more\n- b\n",
            ),
            (
                "第1周\n\n- a\n\n第二周 循环\n1. b\n",
                "# 第1周\n\n- a\n\n# 第二周 循环\n1. b\n",
            ),
            (
                "Week 1\nDay 1\n- a\nDay 2\n- b\nWeek 2\nDay 1\n- c\n",
                "Week 1\n# Day 1\n- a\n# Day 2\n- b\nWeek 2\n# Day 1\n- c\n",
            ),
            (
                "**Month 1**\n\n- a\n\n**Months 2-3**\n\n- b\n",
                "# **Month 1**\n\n- a\n\n# **Months 2-3**\n\n- b\n",
            ),
            (
                "## P\n\nBasics\n- a\nMore of it\n- b\n",
                "## P\n\n### Basics\n- a\n### More of it\n- b\n",
            ),
        ];
        for (text, expected) in table {
            assert_eq!(with_headings(text.into()), expected);
        }
    }

    #[test]
    fn sentences_single_lines_and_code_are_none() {
        for text in [
            "Week 1\n- a\n\nwords\n",
            "Basics\n- a\n",
            "Basics\n- a\n\n# P\n\nMore\n- b\n",
            "- a long item that somebody broke for the width of a page or so\nWeek in week out\n- b\n\nAnd\n- c\n",
            "```\nWeek 1\n- a\nWeek 2\n- b\n```\n",
            "Resources\n- a\n\nResources\n- b\n",
            "we use\n- a\nor we use\n- b\n",
        ] {
            assert_eq!(with_headings(text.into()), text);
        }
    }
}
