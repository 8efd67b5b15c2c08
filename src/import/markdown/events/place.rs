//! What was read goes into the document.

use crate::progress::Status;

use crate::import::cut::separators;
use crate::import::inline::{Inline, Mark, Span};
use crate::import::links::mark_bare;
use crate::import::past::Past;
use crate::import::report::What as Note;
use crate::import::signs;
use crate::import::tree::What;
use crate::import::words;

use super::dialects;
use super::lines::is_list_from;
use super::{Block, Current, Reader};

impl Reader<'_, '_> {
    /// Puts what was read into the document.
    pub(super) fn flush(&mut self) {
        self.close_marks();
        let Some(mut current) = self.current.take() else {
            return;
        };
        mark_bare(&mut current.inline);
        let Current {
            block,
            line,
            mut inline,
            mut status,
            id,
            lazy,
        } = current;
        let tail = lazy.and_then(|lazy| inline.text.len().checked_sub(lazy));
        if let (Block::Heading(_), Some(end)) = (block, dialects::attributes(&inline.text)) {
            inline.remove(end..inline.text.len());
        }
        if block == Block::Paragraph {
            inline.remove_all(&dialects::frames(&inline.text));
        }
        let parent = self.builder.current();
        let is_item_without_text = {
            let node = self.builder.node(parent);
            matches!(node.what, What::Item { .. }) && node.head.is_blank()
        };
        if inline.is_blank() && status.is_none() {
            if id.is_some() {
                self.builder.node(parent).id = id;
            }
            return;
        }
        if self.builder.quotes > 0 {
            inline.remove(0..callout(&inline.text));
        }
        let mut is_struck = false;
        let mut past = Past::default();
        if is_item_without_text {
            past = self.take_properties(line, &mut inline);
        }
        if block == Block::Paragraph {
            is_struck = self.strike(line, &mut inline, &mut status);
        }
        let is_paragraph = block == Block::Paragraph && status.is_none() && !is_item_without_text;
        if is_paragraph && leads_elsewhere(&inline) {
            return;
        }
        if is_paragraph && dialects::is_code(&inline.text) {
            self.report.add(line, Note::NotKept, &inline.line());
            return;
        }
        if is_paragraph && id.is_none() {
            // What was taken off the text stood before the line.
            let lazy = tail.and_then(|tail| inline.text.len().checked_sub(tail));
            let begins_line = |at: &usize| {
                inline
                    .text
                    .get(..*at)
                    .is_some_and(|before| before.ends_with('\n'))
            };
            if let Some(lazy) = lazy.filter(|at| begins_line(at) && is_list_from(&inline, *at)) {
                self.end_quotation(line, &inline, lazy);
                return;
            }
            if self.list_of_lines(line, &inline) {
                return;
            }
        }
        self.loose = None;
        match block {
            Block::Heading(_) | Block::Paragraph if is_item_without_text => {
                let node = self.builder.node(parent);
                node.head = inline;
                node.status = status;
                node.is_struck = is_struck;
                node.past = past;
                node.id = id;
                if let What::Item { is_heading, .. } = &mut node.what {
                    *is_heading = matches!(block, Block::Heading(_));
                }
            }
            Block::Heading(level) if self.lists.is_empty() && self.builder.quotes == 0 => {
                // Items that are open now are of a list of HTML that nobody closed.
                self.raw_lists.clear();
                self.builder.close_items();
                let section = self.builder.section(level, line, inline);
                self.builder.node(section).id = id;
            }
            Block::Heading(_) | Block::Paragraph | Block::Cell => {
                let leaf = self.builder.leaf(What::Paragraph, line, inline);
                self.builder.node(leaf).is_struck = is_struck;
                self.builder.node(leaf).id = id;
            }
            Block::Code => {
                self.builder.leaf(What::Code, line, inline);
            }
            Block::Summary => self.summary(line, inline),
        }
    }

    /// Decides what becomes of what is struck through. Where that is only a part of a text, it is left out. Where it is all
    /// of it, a box says that it was done, or will not be; without one, the text as a whole is struck, which is returned.
    pub(super) fn strike(
        &mut self,
        line: u32,
        inline: &mut Inline,
        status: &mut Option<Status>,
    ) -> bool {
        let struck = inline.struck();
        let Some(first) = struck.first() else {
            return false;
        };
        let box_in_text = signs::leading_status(&inline.text[..first.start]);
        let mut rest = box_in_text.map_or(0, |(_, length)| length);
        let mut is_whole = true;
        for range in &struck {
            is_whole &= !inline.text[rest..range.start].contains(char::is_alphanumeric);
            rest = range.end;
        }
        is_whole &= !inline.text[rest..].contains(char::is_alphanumeric);
        if !is_whole {
            let text = &inline.text;
            let spaced = struck.into_iter().map(|range| {
                self.report.add(line, Note::StruckOut, &text[range.clone()]);
                let is_spaced =
                    text[..range.start].ends_with(' ') && text[range.end..].starts_with(' ');
                range.start..range.end + usize::from(is_spaced)
            });
            let spaced: Vec<_> = spaced.collect();
            inline.remove_all(&spaced);
            // What parted it from the rest parts nothing any more.
            if spaced.first().is_some_and(|first| first.start == 0) {
                inline.remove(0..separators(&inline.text));
            }
            return false;
        }
        inline.unstrike();
        let boxed = status.or(box_in_text.map(|(status, _)| status));
        if boxed == Some(Status::Todo) {
            *status = Some(Status::Skipped);
        }
        boxed.is_none()
    }

    /// A fold with a name of its own is a section.
    fn summary(&mut self, line: u32, inline: Inline) {
        if self.builder.quotes > 0 || !self.lists.is_empty() {
            self.builder.leaf(What::Paragraph, line, inline);
        } else if words::is_fold_invitation(&inline.text) {
            if words::says_optional(&inline.text) {
                self.builder.leaf(What::Paragraph, line, inline);
            }
        } else {
            let what = What::Section {
                level: self.builder.level(),
                is_fold: true,
            };
            self.builder.open(what, line, inline);
        }
    }
}

/// Tells whether a line is nothing but links that lead nowhere from here, as the one to translations of the document: they
/// have been told already.
fn leads_elsewhere(inline: &Inline) -> bool {
    let is_dead = |span: &&Span| span.mark == Mark::Dead;
    let dead: Vec<_> = inline.spans.iter().filter(is_dead).collect();
    let mut at = 0;
    let (mut names, mut is_list) = (0, true);
    for span in &dead {
        let between = inline.text.get(at..span.range.start).unwrap_or_default();
        names += names_in(between, &mut is_list);
        at = at.max(span.range.end);
    }
    names += names_in(&inline.text[at..], &mut is_list);
    is_list && !dead.is_empty() && names <= dead.len() && !inline.has_link()
}

/// Counts the names between the links of a line, and tells where they are no list of such: a sign parts each from the next.
fn names_in(between: &str, is_list: &mut bool) -> usize {
    let names = between.split(['|', '｜', '·', '•', '/']).map(str::trim);
    let names: Vec<&str> = names
        .filter(|name| name.contains(char::is_alphanumeric))
        .collect();
    *is_list &= names
        .iter()
        .all(|name| name.split_whitespace().count() <= 2);
    *is_list &= names.is_empty() || between.contains(['|', '｜', '·', '•', '/']);
    names.len()
}

/// Returns how many bytes at the start of a quotation say what kind of remark it is, as `[!tip]-` does.
fn callout(text: &str) -> usize {
    let Some((kind, after)) = text
        .strip_prefix("[!")
        .and_then(|text| text.split_once(']'))
    else {
        return 0;
    };
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphabetic() || c == '-') {
        return 0;
    }
    text.len() - after.trim_start_matches(['-', '+']).trim_start().len()
}
