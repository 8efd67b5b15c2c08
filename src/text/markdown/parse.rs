//! Markdown events to blocks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::block::{Block, Item, List, Table};
use super::emphasis::with_marks_that_count;
use super::inline::{Inline, Style};
use super::{FoundLink, Tone};
use crate::text::clean::{self, Clean, CleanBuf};

/// Lists and quotes inside each other beyond this depth stay at it.
const MAX_DEPTH: usize = 16;

/// Reads Markdown into its blocks, footnotes last, and its links.
pub(super) fn parse(text: Clean<'_>, first_number: usize) -> (Vec<Block>, Vec<FoundLink>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut builder = Builder {
        first_number,
        ..Builder::default()
    };
    let source = with_marks_that_count(text.as_str(), options);
    for event in Parser::new_ext(&source, options) {
        builder.take(event);
    }
    builder.finish()
}

/// A container that is not closed yet.
#[derive(Debug)]
enum Open {
    Quote(Vec<Block>),
    List(List),
    Item(Item),
    Footnote(CleanBuf, Vec<Block>),
}

/// A link or image that is not closed yet.
#[derive(Debug)]
struct OpenLink {
    index: usize,
    /// Where its text starts in the running text.
    start: usize,
    /// The address to show, if it is an image.
    image: Option<CleanBuf>,
    /// Whether it has a number of its own: an image inside a link has not.
    is_numbered: bool,
}

#[derive(Debug, Default)]
struct Builder {
    first_number: usize,
    done: Vec<Block>,
    footnotes: Vec<Block>,
    open: Vec<Open>,
    /// How many containers are open beyond the depth that is kept.
    too_deep: usize,
    inline: Inline,
    /// Code or HTML that is being read.
    literal: Option<String>,
    table: Table,
    row: Vec<Inline>,
    links: Vec<FoundLink>,
    open_links: Vec<OpenLink>,
    is_heading: bool,
    is_table_head: bool,
    strong: usize,
    emphasis: usize,
    struck: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Code(text) => self.inline.push_text(&text, self.style_of(Tone::Code)),
            Event::Html(text) | Event::InlineHtml(text) => match &mut self.literal {
                Some(literal) => literal.push_str(&text),
                None => self.inline.push_text(&text, self.style_of(Tone::Code)),
            },
            Event::FootnoteReference(label) => {
                self.inline
                    .push(footnote_mark(&label).as_clean(), self.style_of(Tone::Mark));
            }
            Event::SoftBreak => self.inline.push_soft_break(self.style()),
            Event::HardBreak => self.inline.push_hard_break(self.style()),
            Event::Rule => {
                self.flush();
                self.add(Block::Rule);
            }
            Event::TaskListMarker(is_done) => self.task(is_done),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                if let [.., Open::List(list), Open::Item(_)] = self.open.as_mut_slice() {
                    list.is_loose = true;
                }
            }
            Tag::Heading { .. } => {
                self.flush();
                self.is_heading = true;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.flush();
                self.literal = Some(String::new());
            }
            Tag::BlockQuote(_) => self.open(Open::Quote(Vec::new())),
            Tag::List(first) => self.open(Open::List(List {
                first,
                ..List::default()
            })),
            Tag::Item => self.open(Open::Item(Item::default())),
            Tag::FootnoteDefinition(label) => {
                self.open(Open::Footnote(footnote_mark(&label), Vec::new()));
            }
            Tag::Table(alignments) => {
                self.flush();
                self.table = Table {
                    alignments,
                    ..Table::default()
                };
            }
            Tag::TableHead => self.is_table_head = true,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } => self.open_link(clean::line(&dest_url), false),
            Tag::Image { dest_url, .. } => self.open_link(clean::line(&dest_url), true),
            Tag::TableRow
            | Tag::TableCell
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.is_heading = false;
            }
            TagEnd::CodeBlock => self.end_literal(Block::Code),
            TagEnd::HtmlBlock => self.end_literal(Block::Html),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close();
            }
            TagEnd::Table => {
                let table = std::mem::take(&mut self.table);
                self.add(Block::Table(table));
            }
            TagEnd::TableHead => {
                self.is_table_head = false;
                self.table.head = std::mem::take(&mut self.row);
            }
            TagEnd::TableRow => {
                // The parser fills short rows up; thousands of columns by thousands of rows must not be kept.
                let filled = self
                    .row
                    .iter()
                    .rposition(|cell| !cell.is_empty())
                    .map_or(0, |last| last + 1);
                self.table.rows.push(self.row.drain(..filled).collect());
                self.row.clear();
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.inline)),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn finish(mut self) -> (Vec<Block>, Vec<FoundLink>) {
        self.flush();
        while !self.open.is_empty() {
            self.close();
        }
        self.done.append(&mut self.footnotes);
        (self.done, self.links)
    }

    fn text(&mut self, text: &str) {
        match &mut self.literal {
            Some(literal) => literal.push_str(text),
            None => self.inline.push_text(text, self.style()),
        }
    }

    fn task(&mut self, is_done: bool) {
        if let (Some(Open::Item(item)), 0) = (self.open.last_mut(), self.too_deep) {
            item.task = Some(is_done);
        } else {
            self.inline
                .push_text(if is_done { "[x] " } else { "[ ] " }, Style::MARK);
        }
    }

    fn style(&self) -> Style {
        let tone = if !self.open_links.is_empty() {
            Tone::Link
        } else if self.struck > 0 {
            Tone::Struck
        } else if self.is_heading {
            Tone::Heading
        } else if self.strong > 0 || self.is_table_head {
            Tone::Strong
        } else if self.emphasis > 0 {
            Tone::Emphasis
        } else if self.open.iter().any(|open| matches!(open, Open::Quote(_))) {
            Tone::Quote
        } else {
            Tone::Plain
        };
        self.style_of(tone)
    }

    fn style_of(&self, tone: Tone) -> Style {
        Style {
            tone,
            link: self.open_links.last().map(|link| link.index),
        }
    }

    /// Ends the running text, if there is some.
    fn flush(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        if !inline.is_empty() {
            self.add(if self.is_heading {
                Block::Heading(inline)
            } else {
                Block::Paragraph(inline)
            });
        }
    }

    fn end_literal(&mut self, block: fn(CleanBuf) -> Block) {
        let literal = self.literal.take().unwrap_or_default();
        self.add(block(clean::block(&literal)));
    }

    fn add(&mut self, block: Block) {
        let blocks = match self.open.last_mut() {
            None => &mut self.done,
            Some(Open::Quote(blocks) | Open::Footnote(_, blocks)) => blocks,
            Some(Open::Item(item)) => &mut item.blocks,
            Some(Open::List(list)) => {
                // Only the items of a list at the depth limit come here.
                list.items.push(Item {
                    task: None,
                    blocks: vec![block],
                });
                return;
            }
        };
        blocks.push(block);
    }

    fn open(&mut self, container: Open) {
        self.flush();
        if self.open.len() < MAX_DEPTH {
            self.open.push(container);
        } else {
            self.too_deep += 1;
        }
    }

    fn close(&mut self) {
        self.flush();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        match self.open.pop() {
            None => {}
            Some(Open::Quote(blocks)) => self.add(Block::Quote(blocks)),
            Some(Open::List(list)) => self.add(Block::List(list)),
            Some(Open::Footnote(label, blocks)) => {
                self.footnotes.push(Block::Footnote(label, blocks));
            }
            Some(Open::Item(item)) => {
                if let Some(Open::List(list)) = self.open.last_mut() {
                    list.items.push(item);
                }
            }
        }
    }

    fn open_link(&mut self, address: CleanBuf, is_image: bool) {
        let image = is_image.then(|| address.clone());
        let start = self.inline.len();
        let outer = if is_image {
            self.open_links.last().map(|link| link.index)
        } else {
            None
        };
        let index = outer.unwrap_or_else(|| {
            self.links.push(FoundLink {
                title: CleanBuf::new(),
                address,
            });
            self.links.len() - 1
        });
        self.open_links.push(OpenLink {
            index,
            start,
            image,
            is_numbered: outer.is_none(),
        });
    }

    fn close_link(&mut self) {
        let Some(link) = self.open_links.pop() else {
            return;
        };
        let style = Style {
            tone: Tone::Link,
            link: Some(link.index),
        };
        let found = &mut self.links[link.index];
        let has_text = self.inline.len() > link.start;
        if link.is_numbered {
            let title = clean::line(self.inline.words_from(link.start).as_str());
            found.title = if title.is_empty() {
                found.address.clone()
            } else {
                title
            };
        }
        match &link.image {
            Some(address) if has_text => {
                let shown =
                    CleanBuf::concat(&[Clean::fixed(" ("), address.as_clean(), Clean::fixed(")")]);
                self.inline.push(
                    shown.as_clean(),
                    Style {
                        tone: Tone::Mark,
                        ..style
                    },
                );
            }
            Some(address) => self.inline.push(address.as_clean(), style),
            None if has_text => {}
            None => self.inline.push(found.address.as_clean(), style),
        }
        if link.is_numbered {
            self.inline
                .push_number(self.first_number.saturating_add(link.index), link.index);
        }
    }
}

fn footnote_mark(label: &str) -> CleanBuf {
    CleanBuf::concat(&[
        Clean::fixed("[^"),
        clean::line(label).as_clean(),
        Clean::fixed("]"),
    ])
}
