//! Lines that list several things of one kind: key ideas in code, links after a label.

use crate::import::inline::{Inline, Linked, Mark, one_line};
use crate::import::words::{self, Label};
use crate::import::{kind, sites};

/// Returns the links of a line that lists them after a label, as `References: [one](…), [two](…)`: each is a thing of its own,
/// but for those that are called after their sites only.
pub(super) fn listed(inline: &Inline) -> Vec<Inline> {
    let links = inline.links();
    let Some(first) = links.first().filter(|_| links.len() > 1) else {
        return Vec::new();
    };
    let before = &inline.text[..first.range.start];
    let is_label = before.trim_end().ends_with([':', '：'])
        && (words::label(before) == Some(Label::Resources)
            || kind::of_word(&words::bare(before)).is_some());
    let ends = links.iter().skip(1).map(|link| link.range.start);
    let ends = ends.chain([inline.text.len()]);
    let are_joined = links.iter().zip(ends).all(|(link, end)| {
        let after = inline.text.get(link.range.end..end).unwrap_or_default();
        !after.contains(char::is_alphanumeric)
    });
    let is_name = |link: &Linked<'_>| {
        let words = &inline.text[link.range.clone()];
        !words::is_nameless(words) && !sites::is_site(words, link.url)
    };
    if !is_label || !are_joined || !links.iter().any(is_name) {
        return Vec::new();
    }
    let ranges: Vec<_> = links.into_iter().map(|link| link.range).collect();
    inline.split(&ranges)
}

/// Returns the key ideas that a line lists in code, as in **Topics covered**: `a` `b`.
pub(super) fn ideas(inline: &Inline, are_expected: bool) -> Vec<String> {
    let mut codes: Vec<_> = inline
        .spans
        .iter()
        .filter(|span| span.mark == Mark::Code)
        .map(|span| span.range.clone())
        .collect();
    codes.sort_by_key(|code| code.start);
    let mut rest = String::new();
    let mut at = 0;
    for code in &codes {
        rest.push_str(inline.text.get(at..code.start).unwrap_or_default());
        at = at.max(code.end);
    }
    rest.push_str(&inline.text[at..]);
    let is_list = words::label(&rest) == Some(Label::Concepts)
        || are_expected && words::bare(&rest).is_empty();
    if codes.len() < 2 || !is_list {
        return Vec::new();
    }
    let ideas = codes.into_iter().map(|code| one_line(&inline.text[code]));
    ideas
        .filter(|idea| !matches!(idea.as_str(), "and more" | "etc" | "etc."))
        .collect()
}
