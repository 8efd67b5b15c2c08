//! HTML between Markdown: the tags that mean something to a roadmap.

use pulldown_cmark::Parser;

use super::super::html::{self, Token};
use super::{Block, Current, Lines, OPTIONS, Open, Picture, Reader};
use crate::import::inline::{Inline, Mark};
use crate::import::links::mark_bare;
use crate::import::tree::{Table, What};

impl Reader<'_, '_> {
    pub(super) fn html(&mut self, html: &str) {
        for token in html::tokens(html) {
            match token {
                Token::Text(text) if self.is_raw && !self.is_in_cell() && is_markdown(text) => {
                    self.markdown(text);
                }
                Token::Text(text) => {
                    if !text.trim().is_empty() || self.current.is_some() {
                        let text = html::decode(text);
                        self.text(&text);
                    }
                    if self.is_raw {
                        let lines = text.matches('\n').count();
                        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(0));
                    }
                }
                Token::Comment(comment) => self.comment(comment),
                Token::Open(tag) => self.open_tag(&tag),
                Token::Close(name) => self.close_tag(&name),
            }
        }
    }

    /// Reads Markdown that stands right below a tag, without a blank line between them.
    fn markdown(&mut self, text: &str) {
        self.flush();
        self.is_raw = false;
        let lines = Lines::new(text, self.line.saturating_sub(1));
        for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            self.line = lines.of(range.start);
            self.event(event);
        }
        self.flush();
        self.line = lines.of(text.len());
        self.is_raw = true;
    }

    /// Puts a cell that is open into its row.
    pub(super) fn end_cell(&mut self) {
        let is_cell = |current: &Current| current.block == Block::Cell;
        if !self.current.as_ref().is_some_and(is_cell) {
            return;
        }
        self.close_marks();
        if let Some(mut current) = self.current.take() {
            mark_bare(&mut current.inline);
            if self.strike(current.line, &mut current.inline, &mut current.status) {
                // What the row says of it decides.
                current.inline.mark_from(0, Mark::Struck);
            }
            self.spans.end(current.inline, &mut self.cells);
        }
    }

    /// Puts the cells of a row of HTML into its table: the first row has the headers, unless there are links in it.
    fn end_row(&mut self) {
        self.end_cell();
        if !self.cells.is_empty() {
            self.spans.fill(&mut self.cells);
        }
        let cells = std::mem::take(&mut self.cells);
        let line = self.line;
        if let Some(table) = self.table.as_mut().filter(|_| !cells.is_empty()) {
            if !table.head.is_empty() {
                table.rows.push((line, cells));
            } else if cells.iter().any(Inline::has_link) {
                table.head = vec![Inline::default(); cells.len()];
                table.rows.push((line, cells));
            } else {
                table.head = cells;
            }
        }
    }

    /// Ends a table of HTML. One row alone is there for the looks of the page: its cells are what they say.
    pub(super) fn end_raw_table(&mut self) {
        self.end_row();
        self.spans.clear();
        match self.table.take() {
            Some(Table { head, mut rows })
                if head.iter().all(Inline::is_blank) && rows.len() == 1 =>
            {
                let (line, cells) = rows.remove(0);
                for cell in cells {
                    self.builder.leaf(What::Paragraph, line, cell);
                }
            }
            Some(Table { head, rows }) if rows.is_empty() => {
                for cell in head.into_iter().filter(|cell| !cell.is_blank()) {
                    self.builder.leaf(What::Paragraph, self.line, cell);
                }
            }
            table => {
                self.table = table;
                self.end_table();
            }
        }
    }

    pub(super) fn end_table(&mut self) {
        if let Some(table) = self.table.take().filter(|table| !table.head.is_empty()) {
            self.builder
                .leaf(What::Table(table), self.line, Inline::default());
        }
    }

    fn comment(&mut self, comment: &str) {
        if let Some(id) = comment.strip_prefix("id:") {
            let id = id.trim().to_owned();
            self.inline();
            if let Some(current) = &mut self.current {
                current.id = Some(id);
            }
        }
    }

    fn open_tag(&mut self, tag: &html::Tag<'_>) {
        let in_cell = self.is_in_cell();
        match tag.name.as_str() {
            "a" => {
                let Some(target) = tag.attribute("href") else {
                    return;
                };
                self.end_open_link();
                let mark = self.links.mark(&target, self.line, self.report);
                let start = self.inline().text.len();
                self.marks.push(Open {
                    start,
                    mark,
                    is_html: true,
                });
            }
            "img" => {
                self.inline();
                self.picture = Some(Picture {
                    address: tag.attribute("src").unwrap_or_default(),
                    words: tag.attribute("alt").unwrap_or_default(),
                });
                self.end_picture();
            }
            "br" => self.text("\n"),
            "input" if tag.attribute("type").as_deref() == Some("checkbox") => {
                let is_done = tag.has("checked");
                self.text(if is_done { "[x] " } else { "[ ] " });
            }
            "b" | "strong" => self.mark(Mark::Strong),
            "i" | "em" => self.mark(Mark::Emphasis),
            "del" | "s" | "strike" => self.mark(Mark::Struck),
            "summary" => self.begin(Block::Summary),
            "details" if !in_cell => {
                self.flush();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !in_cell => {
                let level = tag.name.as_bytes()[1] - b'0';
                self.begin(Block::Heading(level));
            }
            "li" if self.is_raw && !in_cell => {
                self.flush();
                let list = self.raw_lists.last().copied().unwrap_or(0);
                self.open_item(list, false);
            }
            "ul" | "ol" if self.is_raw && !in_cell => {
                self.flush();
                let list = self.builder.list();
                self.raw_lists.push(list);
            }
            "table" if self.is_raw => {
                self.flush();
                self.end_raw_table();
                self.table = Some(Table::default());
            }
            "tr" if self.is_raw && self.table.is_some() => {
                self.end_row();
            }
            "td" | "th" if self.is_raw && self.table.is_some() => {
                self.end_cell();
                self.spans.begin(tag, &mut self.cells);
                self.begin(Block::Cell);
            }
            // In a cell, paragraphs are lines.
            "p" | "div" | "li" if self.is_raw && in_cell => self.text("\n"),
            "p" | "div" | "center" | "hr" if self.is_raw && !in_cell => {
                self.flush();
            }
            _ => {}
        }
    }

    /// Ends a link of HTML that nobody closed, and all marks in it: links lie in no other link.
    fn end_open_link(&mut self) {
        if let Some(open) = self.marks.iter().rposition(|open| open.is_html) {
            while self.marks.len() > open + 1 {
                self.unmark();
            }
            self.end_link();
        }
    }

    fn close_tag(&mut self, name: &str) {
        let in_cell = self.is_in_cell();
        match name {
            "td" | "th" if in_cell && self.is_raw => self.end_cell(),
            "tr" if self.is_raw && self.table.is_some() => self.end_row(),
            "table" if self.is_raw && self.table.is_some() => {
                self.end_raw_table();
            }
            // What ends in a cell does not end the cell.
            "p" | "div" | "center" | "li" | "ul" | "ol" | "details" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "summary"
                if in_cell => {}
            "a" if self.marks.last().is_some_and(|open| open.is_html) => self.end_link(),
            "b" | "strong" | "i" | "em" | "del" | "s" | "strike" => {
                let is_open = self.marks.last().is_some_and(|open| {
                    matches!(open.mark, Mark::Strong | Mark::Emphasis | Mark::Struck)
                });
                if is_open {
                    self.unmark();
                }
            }
            "summary" => self.flush(),
            "details" => {
                self.flush();
                self.builder.close_fold();
            }
            "li" if self.is_raw => {
                self.flush();
                self.builder.close_item();
            }
            "ul" | "ol" if self.is_raw => {
                self.flush();
                self.raw_lists.pop();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "div" | "center" if self.is_raw => {
                self.flush();
            }
            _ => {}
        }
    }
}

/// Tells whether a text between tags is written in Markdown: it has a link of it.
fn is_markdown(text: &str) -> bool {
    text.contains("](http")
}
