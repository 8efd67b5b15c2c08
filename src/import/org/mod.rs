//! org-mode: headings with keywords, lists with boxes, links in double brackets.

mod keywords;
mod lines;
#[cfg(test)]
mod tests;

use crate::progress::Status;
use crate::roadmap::url::Link;

use super::Document;
use super::inline::{Inline, Mark};
use super::links::{Links, mark_bare};
use super::past;
use super::report::{Report, What as Note};
use super::tree::{Builder, Node, Said, Table, What};
use super::{kind, signs};
use keywords::Keywords;
use lines::{
    after, came_to, effort, end_of_drawer, heading, is_drawer, item, number, parted_from_priority,
    parted_from_tags,
};

/// What begins a line about when something is planned, was done, or how long it took.
const PLANNING: [&str; 4] = ["SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:"];

/// A link or bold text is at most this long, in characters.
const MARKED: usize = 2500;

/// Reads a document.
pub(super) fn read(text: &str, base: Option<&Link>, report: &mut Report) -> Document {
    let lines: Vec<&str> = text.lines().collect();
    let keywords = Keywords::of(&lines);
    for (line, word) in keywords.guessed() {
        report.add(line, Note::GuessedStatus, word);
    }
    let mut reader = Reader {
        builder: Builder::new(),
        links: Links { base },
        report,
        keywords,
        headings: Vec::new(),
        items: Vec::new(),
        list: 0,
        paragraph: Vec::new(),
        paragraph_line: 0,
        table: None,
        left_out: None,
    };
    let (mut title, mut date) = (None, None);
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let trimmed = line.trim();
        let lower = trimmed.to_ascii_lowercase();
        if reader.is_left_out(line) || keywords::is_declaration(&lower) {
            // Told with its heading, or read before.
        } else if let Some(value) = lower.strip_prefix("#+title:") {
            title = Some(trimmed[trimmed.len() - value.len()..].trim().to_owned());
        } else if let Some(value) = lower.strip_prefix("#+date:") {
            date = Some(value.trim().trim_matches(['<', '>', '[', ']']).to_owned());
        } else if lower.starts_with("#+begin") {
            at = reader.block(&lines, at);
        } else if is_drawer(&lower) {
            at = reader.drawer(&lines, at);
        } else {
            reader.line(&lines, at);
        }
        at += 1;
    }
    reader.end_text();
    Document {
        tree: reader.builder.finish(),
        title: title.filter(|title| !title.is_empty()),
        date: date.and_then(|date| date.split_whitespace().next().map(str::to_owned)),
        banner: None,
    }
}

struct Reader<'r> {
    builder: Builder,
    links: Links<'r>,
    report: &'r mut Report,
    keywords: Keywords,
    /// The headings that are open: their stars, and whether each is an item.
    headings: Vec<(usize, bool)>,
    /// The indents of the items that are open.
    items: Vec<usize>,
    list: u32,
    paragraph: Vec<String>,
    paragraph_line: u32,
    table: Option<(u32, Table)>,
    /// The stars of the heading whose whole part is left out.
    left_out: Option<usize>,
}

impl Reader<'_> {
    /// Tells whether a line lies in a part that is left out.
    fn is_left_out(&mut self, line: &str) -> bool {
        let Some(open) = self.left_out else {
            return false;
        };
        let is_next = heading(line).is_some_and(|(stars, _)| stars <= open);
        self.left_out = Some(open).filter(|_| !is_next);
        !is_next
    }

    fn line(&mut self, lines: &[&str], at: usize) {
        let (line, number) = (lines[at], number(at));
        let trimmed = line.trim();
        if let Some((stars, title)) = heading(line) {
            self.end_text();
            self.heading(stars, title, number, after(&lines[at + 1..]));
        } else if trimmed.is_empty() {
            self.end_paragraph();
        } else if trimmed.starts_with("#+") || trimmed.starts_with("# ") || trimmed == "#" {
            self.end_paragraph();
            self.report.add(number, Note::NotKept, trimmed);
        } else if PLANNING.iter().any(|word| trimmed.starts_with(word)) {
            self.planning(trimmed, number);
        } else if trimmed.starts_with('|') {
            self.row(trimmed, number);
        } else if let Some((indent, text)) = item(line) {
            self.end_paragraph();
            self.item(indent, text, number);
        } else {
            if self.paragraph.is_empty() {
                self.paragraph_line = number;
            }
            self.paragraph.push(trimmed.to_owned());
        }
    }

    fn heading(&mut self, stars: usize, title: &str, number: u32, next: Option<&str>) {
        self.close_list();
        while self.headings.last().is_some_and(|(open, _)| *open >= stars) {
            if let Some((_, true)) = self.headings.pop() {
                self.builder.close_item();
            }
        }
        let (status, title) = self.keywords.take(title);
        let (title, tags) = parted_from_tags(title);
        let (priority, title) = parted_from_priority(title);
        let is_comment = title == "COMMENT" || title.starts_with("COMMENT ");
        if is_comment || tags.split(':').any(|tag| tag == "noexport") {
            self.report.add(number, Note::CommentedOut, title);
            self.left_out = Some(stars);
            return;
        }
        if let Some(priority) = priority {
            self.report.add(number, Note::NotKept, priority);
        }
        let inline = self.inline(title, number);
        let in_item = self.headings.iter().any(|(_, is_item)| *is_item);
        let has_parts = next.is_some_and(|next| {
            heading(next).is_some_and(|(below, _)| below > stars)
                || item(next).is_some()
                || next.trim_start().starts_with('|')
        });
        let is_leaf = !has_parts
            && stars > 1
            && next.is_none_or(|next| next.trim().is_empty() || heading(next).is_some());
        let is_item = status.is_some() || in_item || is_leaf || inline.has_link() && stars > 1;
        if is_item {
            let what = What::Item {
                list: 0,
                is_heading: false,
                is_ordered: false,
            };
            let node = self.builder.open(what, number, inline);
            self.builder.node(node).status = status;
            self.tags(tags, Some(node), number);
        } else {
            self.tags(tags, None, number);
            let level = u8::try_from(stars).unwrap_or(u8::MAX);
            self.builder.section(level, number, inline);
        }
        self.headings.push((stars, is_item));
    }

    /// Takes the kind that a tag names for something to do, as `:book:`; all others are told.
    fn tags(&mut self, tags: &str, item: Option<usize>, number: u32) {
        for tag in tags.split(':').filter(|tag| !tag.is_empty()) {
            let said = item.map(|item| &mut self.builder.node(item).said);
            match (said, kind::of_word(tag)) {
                (Some(said @ Said { kind: None, .. }), kind @ Some(_)) => said.kind = kind,
                (_, _) => self.report.add(number, Note::NotKept, &format!(":{tag}:")),
            }
        }
    }

    fn item(&mut self, indent: usize, text: &str, number: u32) {
        while self.items.last().is_some_and(|open| *open >= indent) {
            self.items.pop();
            self.builder.close_item();
        }
        if self.items.is_empty() || self.list == 0 {
            self.list = self.builder.list();
        }
        let (status, text) = match signs::leading_status(text) {
            // A dash in a box means here that some of what is below is done.
            Some((Status::Skipped, length)) => (Some(Status::Doing), &text[length..]),
            Some((status, length)) if text.starts_with('[') => (Some(status), &text[length..]),
            Some(_) | None => (None, text),
        };
        let text = text.trim().replacen(" :: ", ": ", 1);
        let inline = self.inline(&text, number);
        let what = What::Item {
            list: self.list,
            is_heading: false,
            is_ordered: false,
        };
        let node = self.builder.open(what, number, inline);
        self.builder.node(node).status = status;
        self.items.push(indent);
    }

    fn row(&mut self, line: &str, number: u32) {
        if self.table.is_none() {
            self.end_paragraph();
        }
        let (_, table) = self.table.get_or_insert_with(|| (number, Table::default()));
        if line.starts_with("|-") {
            return;
        }
        let is_head = table.head.is_empty();
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let cells: Vec<Inline> = cells
            .into_iter()
            .map(|cell| self.inline(cell, number))
            .collect();
        if let Some((_, table)) = &mut self.table {
            if is_head {
                table.head = cells;
            } else {
                table.rows.push((number, cells));
            }
        }
    }

    fn block(&mut self, lines: &[&str], start: usize) -> usize {
        self.end_text();
        let is_end = |line: &&str| line.trim().to_ascii_lowercase().starts_with("#+end");
        let length = lines[start + 1..].iter().position(is_end);
        let end = length.map_or(lines.len(), |length| start + 1 + length);
        let text = lines[start + 1..end].join("\n");
        let first = lines[start].trim().to_ascii_lowercase();
        if first.starts_with("#+begin_comment") {
            self.report.add(number(start), Note::CommentedOut, &text);
            return end;
        }
        let code = Inline {
            text,
            spans: Vec::new(),
        };
        self.builder.leaf(What::Code, number(start), code);
        end
    }

    fn drawer(&mut self, lines: &[&str], start: usize) -> usize {
        let Some(end) = end_of_drawer(lines, start) else {
            return start;
        };
        let node = self.builder.current();
        for (at, line) in lines.iter().enumerate().take(end).skip(start + 1) {
            let line = line.trim();
            if let Some(id) = line.strip_prefix(":CUSTOM_ID:") {
                self.builder.node(node).id = Some(id.trim().to_owned());
            } else if let Some(minutes) = effort(line)
                && is_to_do(self.builder.node(node))
            {
                self.builder.node(node).said.minutes = Some(minutes);
            } else {
                self.planning(line, number(at));
            }
        }
        end
    }

    /// Reads when a heading was done, or how long somebody worked on it; what is planned is told and left out.
    fn planning(&mut self, line: &str, number: u32) {
        let node = self.builder.current();
        if let Some(stint) = past::clocked(line) {
            self.builder.node(node).past.spent.push(stint);
            return;
        }
        if let Some((word, when)) = came_to(line) {
            // The newest entry comes first, and a line that says when it was closed says it better.
            let node = self.builder.node(node);
            if node.status.is_some() && self.keywords.status(word) == node.status {
                node.past.when.get_or_insert(when);
            }
            return;
        }
        let (before, rest) = line.split_once("CLOSED:").unwrap_or((line, ""));
        let (stamp, after) = rest.split_at(rest.find(']').map_or(0, |end| end + 1));
        let when = past::when(stamp);
        if when.is_none() || !before.trim().is_empty() || !after.trim().is_empty() {
            self.report.add(number, Note::NotKept, line);
        }
        if when.is_some() {
            self.builder.node(node).past.when = when;
        }
    }

    fn end_paragraph(&mut self) {
        if let Some((line, table)) = self.table.take() {
            self.builder
                .leaf(What::Table(table), line, Inline::default());
        }
        if self.paragraph.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.paragraph).join("\n");
        let line = self.paragraph_line;
        let inline = self.inline(&text, line);
        self.builder.leaf(What::Paragraph, line, inline);
    }

    fn close_list(&mut self) {
        for _ in std::mem::take(&mut self.items) {
            self.builder.close_item();
        }
        self.list = 0;
    }

    fn end_text(&mut self) {
        self.end_paragraph();
        self.close_list();
    }

    /// Reads links, bold words and code.
    fn inline(&mut self, text: &str, line: u32) -> Inline {
        let mut inline = Inline::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some(link) = rest.strip_prefix("[[")
                && let Some(end) = near(link).find("]]")
            {
                let (target, words) = link[..end]
                    .split_once("][")
                    .unwrap_or((&link[..end], &link[..end]));
                let start = inline.text.len();
                inline.text.push_str(words);
                let target = target.trim_start_matches("file:");
                let mark = if target.starts_with('*') {
                    Mark::Anchor
                } else {
                    self.links.mark(target, line, self.report)
                };
                inline.mark_from(start, mark);
                rest = &link[end + 2..];
                continue;
            }
            let before = inline.text.chars().next_back();
            if matches!(c, '*' | '=' | '~')
                && before.is_none_or(|c| !c.is_alphanumeric())
                && let Some(end) = near(&rest[1..]).find(c).filter(|end| *end > 0)
            {
                let inside = &rest[1..=end];
                let after = rest[end + 2..].chars().next();
                let is_marked = !inside.starts_with(' ')
                    && !inside.ends_with(' ')
                    && !inside.contains("[[")
                    && after.is_none_or(|c| !c.is_alphanumeric());
                if is_marked {
                    let start = inline.text.len();
                    inline.text.push_str(inside);
                    inline.mark_from(start, if c == '*' { Mark::Strong } else { Mark::Code });
                    rest = &rest[end + 2..];
                    continue;
                }
            }
            inline.text.push(c);
            rest = &rest[c.len_utf8()..];
        }
        mark_bare(&mut inline);
        inline
    }
}

/// Returns as much of a text as a mark may span.
fn near(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(MARKED)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// Tells whether an item is something to do, rather than words.
fn is_to_do(node: &Node) -> bool {
    matches!(node.what, What::Item { .. }) && (node.status.is_some() || node.head.has_link())
}
