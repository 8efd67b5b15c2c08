//! org-mode: headings with keywords, lists with boxes, links in double brackets.

use crate::progress::Status;
use crate::roadmap::url::Link;

use super::Document;
use super::inline::{Inline, Mark};
use super::links::{Links, mark_bare};
use super::past;
use super::report::{Report, What as Note};
use super::signs;
use super::tree::{Builder, Table, What};

/// Words before the title of a heading, and the status that they stand for.
const KEYWORDS: &[(&str, Status)] = &[
    ("TODO", Status::Todo),
    ("NEXT", Status::Todo),
    ("WAITING", Status::Todo),
    ("HOLD", Status::Todo),
    ("LATER", Status::Todo),
    ("DOING", Status::Doing),
    ("NOW", Status::Doing),
    ("STARTED", Status::Doing),
    ("STRT", Status::Doing),
    ("INPROGRESS", Status::Doing),
    ("IN-PROGRESS", Status::Doing),
    ("DONE", Status::Done),
    ("CANCELLED", Status::Skipped),
    ("CANCELED", Status::Skipped),
    ("KILL", Status::Skipped),
    ("SKIP", Status::Skipped),
];

/// What begins a line about when something is planned, was done, or how long it took.
const PLANNING: [&str; 4] = ["SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:"];

/// A link or bold text is at most this long, in characters.
const MARKED: usize = 2500;

/// Reads a document.
pub(super) fn read(text: &str, base: Option<&Link>, report: &mut Report) -> Document {
    let lines: Vec<&str> = text.lines().collect();
    let mut reader = Reader {
        builder: Builder::new(),
        links: Links { base },
        report,
        headings: Vec::new(),
        items: Vec::new(),
        list: 0,
        paragraph: Vec::new(),
        paragraph_line: 0,
        table: None,
    };
    let (mut title, mut date) = (None, None);
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let trimmed = line.trim();
        let lower = trimmed.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("#+title:") {
            title = Some(trimmed[trimmed.len() - value.len()..].trim().to_owned());
        } else if let Some(value) = lower.strip_prefix("#+date:") {
            date = Some(value.trim().trim_matches(['<', '>', '[', ']']).to_owned());
        } else if lower.starts_with("#+begin") {
            at = reader.block(&lines, at, number);
        } else if lower == ":properties:" || lower == ":logbook:" {
            at = reader.drawer(&lines, at, number);
        } else {
            reader.line(line, number, lines.get(at + 1).copied());
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
    /// The headings that are open: their stars, and whether each is an item.
    headings: Vec<(usize, bool)>,
    /// The indents of the items that are open.
    items: Vec<usize>,
    list: u32,
    paragraph: Vec<String>,
    paragraph_line: u32,
    table: Option<(u32, Table)>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, number: u32, next: Option<&str>) {
        let trimmed = line.trim();
        if let Some((stars, title)) = heading(line) {
            self.end_text();
            self.heading(stars, title, number, next);
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
        let (status, title) = keyword(title);
        let title = without_priority(without_tags(title));
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
        } else {
            let level = u8::try_from(stars).unwrap_or(u8::MAX);
            self.builder.section(level, number, inline);
        }
        self.headings.push((stars, is_item));
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

    fn block(&mut self, lines: &[&str], start: usize, number: u32) -> usize {
        self.end_text();
        let is_end = |line: &&str| line.trim().to_ascii_lowercase().starts_with("#+end");
        let length = lines[start + 1..].iter().position(is_end);
        let end = length.map_or(lines.len(), |length| start + 1 + length);
        let text = lines[start + 1..end].join("\n");
        self.builder.leaf(
            What::Code,
            number,
            Inline {
                text,
                spans: Vec::new(),
            },
        );
        end
    }

    fn drawer(&mut self, lines: &[&str], start: usize, number: u32) -> usize {
        let length = lines[start + 1..]
            .iter()
            .position(|line| line.trim().eq_ignore_ascii_case(":end:"));
        let Some(length) = length else {
            return start;
        };
        let node = self.builder.current();
        for line in &lines[start + 1..start + 1 + length] {
            match line.trim().strip_prefix(":CUSTOM_ID:") {
                Some(id) => self.builder.node(node).id = Some(id.trim().to_owned()),
                None => self.planning(line.trim(), number),
            }
        }
        start + 1 + length
    }

    /// Reads when a heading was done, or how long somebody worked on it; what is planned is told and left out.
    fn planning(&mut self, line: &str, number: u32) {
        let node = self.builder.current();
        if let Some(stint) = past::clocked(line) {
            self.builder.node(node).past.spent.push(stint);
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

fn heading(line: &str) -> Option<(usize, &str)> {
    let stars = line.len() - line.trim_start_matches('*').len();
    let title = line[stars..].strip_prefix(' ')?;
    (stars > 0).then_some((stars, title.trim()))
}

fn item(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = if digits > 0 {
        text[digits..].strip_prefix(['.', ')'])?
    } else if indent > 0 {
        text.strip_prefix(['-', '+', '*'])?
    } else {
        text.strip_prefix(['-', '+'])?
    };
    let rest = rest.strip_prefix(' ')?;
    Some((indent, rest.trim()))
}

fn keyword(title: &str) -> (Option<Status>, &str) {
    let (word, rest) = title.split_once(' ').unwrap_or((title, ""));
    match KEYWORDS.iter().find(|(keyword, _)| *keyword == word) {
        Some((_, status)) => (Some(*status), rest.trim()),
        None => (None, title),
    }
}

/// Takes `:tag:other:` off the end of a title.
fn without_tags(title: &str) -> &str {
    let Some((before, last)) = title.rsplit_once(' ') else {
        return title;
    };
    let is_tags =
        last.len() > 2 && last.starts_with(':') && last.ends_with(':') && !last.contains("::");
    if is_tags { before.trim_end() } else { title }
}

fn without_priority(title: &str) -> &str {
    let rest = title.strip_prefix("[#").and_then(|rest| rest.get(1..));
    rest.and_then(|rest| rest.strip_prefix("] "))
        .unwrap_or(title)
}
