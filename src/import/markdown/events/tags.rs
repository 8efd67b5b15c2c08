//! HTML between Markdown: the tags that mean something to a roadmap.

use super::super::html::{self, Token};
use super::{Block, Open, Reader};
use crate::import::inline::Mark;

impl Reader<'_, '_> {
    pub(super) fn html(&mut self, html: &str) {
        for token in html::tokens(html) {
            match token {
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
        let in_cell = self
            .current
            .as_ref()
            .is_some_and(|current| current.block == Block::Cell);
        match tag.name.as_str() {
            "a" => {
                let Some(target) = tag.attribute("href") else {
                    return;
                };
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
                self.picture = Some(tag.attribute("alt").unwrap_or_default());
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
            "li" if self.is_raw => {
                self.flush();
                let list = self.raw_lists.last().copied().unwrap_or(0);
                self.open_item(list, false);
            }
            "ul" | "ol" if self.is_raw => {
                self.flush();
                let list = self.builder.list();
                self.raw_lists.push(list);
            }
            "p" | "div" | "center" | "table" | "tr" | "td" | "th" | "hr" if self.is_raw => {
                self.flush();
            }
            _ => {}
        }
    }

    fn close_tag(&mut self, name: &str) {
        match name {
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
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "div" | "center" | "td" | "th"
            | "tr"
                if self.is_raw =>
            {
                self.flush();
            }
            _ => {}
        }
    }
}
