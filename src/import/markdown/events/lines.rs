//! Lists that Markdown takes for a paragraph: lines with a number or bullet that it does not know, or with a link or box each.

use std::ops::Range;

use crate::import::facts::is_link_line;
use crate::import::head::{Head, Lead};
use crate::import::inline::{Inline, Mark};
use crate::import::numbering::{self, Numbering};
use crate::import::phrases;
use crate::import::signs;
use crate::import::tree::What;

use super::Reader;

/// A list that goes on in the next paragraph.
#[derive(Clone, Copy)]
pub(super) struct Loose {
    /// What it lies in.
    parent: usize,
    list: u32,
    numbering: Option<Numbering>,
}

/// A line of a paragraph that is an item, and the lines after it that belong to it.
struct Line {
    numbering: Option<Numbering>,
    /// Where it stands in the paragraph, without its number.
    range: Range<usize>,
    /// How many lines of the paragraph stand before it.
    at: u32,
}

impl Reader<'_, '_> {
    /// Remembers where the lines begin that lack the sign of the quotation they follow.
    pub(super) fn note_lazy_line(&mut self, at: usize) {
        let line = self.text[at..].trim_start_matches([' ', '\t']);
        if self.builder.quotes > 0
            && self.lists.is_empty()
            && !line.starts_with('>')
            && let Some(current) = &mut self.current
        {
            // The line break is no part of the text yet.
            current.lazy.get_or_insert(current.inline.text.len() + 1);
        }
    }

    /// Puts a quotation into the document, and after it the list that Markdown took into it since the sign is missing.
    pub(super) fn end_quotation(&mut self, line: u32, inline: &Inline, at: usize) {
        let quoted = inline.part(0..at.saturating_sub(1));
        let lines = quoted.text.matches('\n').count() + 1;
        self.builder.leaf(What::Paragraph, line, quoted);
        let open = std::mem::take(&mut self.builder.quotes);
        let rest = inline.part(at..inline.text.len());
        let line = line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.list_of_lines(line, &rest);
        self.builder.quotes = open;
    }

    /// Puts a paragraph into the document as the list that it is; tells whether it is one.
    pub(super) fn list_of_lines(&mut self, line: u32, inline: &Inline) -> bool {
        let parent = self.builder.current();
        let before = self.loose.take().filter(|loose| loose.parent == parent);
        let ranges: Vec<Range<usize>> = lines(inline).collect();
        let parts = inline.split(&ranges);
        let lines = numbered(&ranges, &parts, before).or_else(|| plain(&ranges, &parts));
        let Some(lines) = lines else {
            return false;
        };
        let first = lines.first().map_or(0, |line| line.range.start);
        let number = lines.first().map_or(0, |line| line.at);
        if number > 0 {
            let words = inline.part(0..inline.text[..first].rfind('\n').unwrap_or(0));
            self.builder.leaf(What::Paragraph, line, words);
        }
        let numbering = lines.first().and_then(|line| line.numbering);
        let list = before
            .filter(|before| before.numbering == numbering)
            .map_or_else(|| self.builder.list(), |before| before.list);
        let heads: Vec<Range<usize>> = lines.iter().map(|line| line.range.clone()).collect();
        let heads = inline.split(&heads);
        // How the items that are open now are numbered, with their lists.
        let mut open: Vec<(Option<Numbering>, u32)> = Vec::new();
        for (item, mut head) in lines.into_iter().zip(heads) {
            let same = open
                .iter()
                .position(|(numbering, _)| *numbering == item.numbering);
            let list = match same {
                Some(at) => {
                    let list = open[at].1;
                    for _ in open.drain(at..) {
                        self.builder.close_item();
                    }
                    list
                }
                None if open.is_empty() => list,
                None => self.builder.list(),
            };
            let what = What::Item {
                list,
                is_heading: false,
                is_ordered: item
                    .numbering
                    .is_some_and(|numbering| numbering != Numbering::Bullet),
            };
            let line = line.saturating_add(item.at);
            let mut status = None;
            let is_struck = self.strike(line, &mut head, &mut status);
            let node = self.builder.open(what, line, head);
            self.builder.node(node).is_struck = is_struck;
            self.builder.node(node).status = status;
            open.push((item.numbering, list));
        }
        for _ in open {
            self.builder.close_item();
        }
        self.loose = Some(Loose {
            parent,
            list,
            numbering,
        });
        true
    }
}

/// Tells whether a paragraph is a list from a place on.
pub(super) fn is_list_from(inline: &Inline, at: usize) -> bool {
    let rest = inline.part(at.min(inline.text.len())..inline.text.len());
    let ranges: Vec<Range<usize>> = lines(&rest).collect();
    let parts = rest.split(&ranges);
    numbered(&ranges, &parts, None)
        .or_else(|| plain(&ranges, &parts))
        .is_some_and(|lines| lines.first().is_some_and(|line| line.at == 0))
}

/// Returns the items of a paragraph with numbered lines: two of them, or one that begins with a link or goes on with a list.
fn numbered(ranges: &[Range<usize>], parts: &[Inline], before: Option<Loose>) -> Option<Vec<Line>> {
    let mut items: Vec<Line> = Vec::new();
    let mut has_link = false;
    for ((at, range), part) in (0..).zip(ranges).zip(parts) {
        let text = part.text.trim_start();
        let space = part.text.len() - text.len();
        let link_at = |length: usize| {
            let at = space + length;
            let is_link = |mark: &Mark| matches!(mark, Mark::Link(_) | Mark::Dead);
            part.at(at, is_link).is_some_and(|link| link.end > at)
        };
        let found = numbering::of(text)
            .or_else(|| numbering::of_link(text).filter(|(_, length)| link_at(*length)));
        if let Some((numbering, length)) = found {
            has_link |= link_at(length);
            items.push(Line {
                numbering: Some(numbering),
                range: range.start + space + length..range.end,
                at,
            });
        } else if let Some(last) = items.last_mut() {
            last.range.end = range.end;
        }
    }
    let first = items.first()?;
    let goes_on = first.at == 0 && before.is_some_and(|before| before.numbering == first.numbering);
    (has_link || items.len() > 1 || goes_on).then_some(items)
}

/// Returns the items of a paragraph of two lines or more that all begin with a box, a sign or a day, or all are a link.
fn plain(ranges: &[Range<usize>], parts: &[Inline]) -> Option<Vec<Line>> {
    if parts.len() < 2 {
        return None;
    }
    let is_ticked = |part: &Inline| {
        signs::leading_status(&part.text).is_some_and(|(_, length)| length < part.text.len())
    };
    // All of them begin with their link, or all of them with words that announce it.
    let lead = |part: &Inline| {
        let head = Head::read(part, false);
        let is_link = head.lead == Lead::Announced || is_link_line(&head, part);
        is_link.then_some(head.lead)
    };
    let has_links = lead(&parts[0]).is_some_and(|first| {
        let mut others = parts[1..].iter();
        others.all(|part| lead(part) == Some(first))
    });
    let is_plan = || parts.iter().all(|part| phrases::says_day(&part.text));
    if !has_links && !parts.iter().all(is_ticked) && !is_plan() {
        return None;
    }
    let items = (0..).zip(ranges).map(|(at, range)| Line {
        numbering: None,
        range: range.clone(),
        at,
    });
    Some(items.collect())
}

/// Returns where the lines of a paragraph stand.
fn lines(inline: &Inline) -> impl Iterator<Item = Range<usize>> + '_ {
    inline.text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start..start + line.trim_end_matches('\n').len())
    })
}
