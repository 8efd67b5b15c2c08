//! The events of the Markdown reader to a document.

mod dialects;
mod lines;
mod place;
mod properties;
mod spans;
mod tags;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::progress::Status;

use crate::import::inline::{Inline, Mark, one_line};
use crate::import::links::Links;
use crate::import::report::{Report, What as Note};
use crate::import::tree::{Builder, Table, Tree, What};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_GFM);

/// Reads a text; also returns the words of the first picture before any heading.
pub(super) fn read(
    text: &str,
    lines_before: u32,
    links: &Links<'_>,
    report: &mut Report,
) -> (Tree, Option<String>) {
    let mut reader = Reader {
        text,
        builder: Builder::new(),
        links,
        report,
        lines: Lines::new(text, lines_before),
        line: lines_before + 1,
        current: None,
        marks: Vec::new(),
        lists: Vec::new(),
        picture: None,
        pictured: None,
        table: None,
        cells: Vec::new(),
        spans: spans::Spans::default(),
        footnotes: 0,
        raw_lists: Vec::new(),
        banner: None,
        raw: None,
        is_raw: false,
        loose: None,
    };
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        reader.line = reader.lines.of(range.start);
        if matches!(event, Event::SoftBreak) {
            reader.note_lazy_line(range.end);
        }
        reader.event(event);
    }
    reader.flush();
    reader.end_raw_table();
    let banner = reader.banner;
    (reader.builder.finish(), banner)
}

/// Where the lines of a text begin.
struct Lines {
    starts: Vec<usize>,
    before: u32,
}

impl Lines {
    fn new(text: &str, before: u32) -> Lines {
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines {
            starts: std::iter::once(0).chain(newlines).collect(),
            before,
        }
    }

    fn of(&self, at: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= at);
        u32::try_from(line)
            .unwrap_or(u32::MAX)
            .saturating_add(self.before)
    }
}

/// What the text that is being read will be.
#[derive(Clone, Copy, PartialEq)]
enum Block {
    Heading(u8),
    Paragraph,
    Code,
    Cell,
    /// The name of a fold.
    Summary,
}

struct Current {
    block: Block,
    line: u32,
    inline: Inline,
    status: Option<Status>,
    id: Option<String>,
    /// Where the lines begin that lack the sign of the quotation which Markdown takes them into.
    lazy: Option<usize>,
}

/// A mark that is open: where it began, and what it is.
struct Open {
    start: usize,
    mark: Mark,
    is_html: bool,
}

/// A picture: where it lies, and its words.
struct Picture {
    address: String,
    words: String,
}

struct Reader<'r, 'l> {
    text: &'r str,
    builder: Builder,
    links: &'r Links<'l>,
    report: &'r mut Report,
    lines: Lines,
    line: u32,
    current: Option<Current>,
    marks: Vec<Open>,
    /// The lists that are open: their number, and whether they are ordered.
    lists: Vec<(u32, bool)>,
    /// The picture that is open.
    picture: Option<Picture>,
    /// The address of the last picture in the link that is open.
    pictured: Option<String>,
    table: Option<Table>,
    cells: Vec<Inline>,
    spans: spans::Spans,
    footnotes: u32,
    /// The lists of HTML that are open.
    raw_lists: Vec<u32>,
    banner: Option<String>,
    /// The block of HTML that is being read, from which line on: its tags may span lines.
    raw: Option<(u32, String)>,
    /// Whether text is between tags of a block of HTML.
    is_raw: bool,
    /// The list of lines that the next paragraph may go on with.
    loose: Option<lines::Loose>,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>) {
        if self.footnotes > 0 {
            if matches!(event, Event::End(TagEnd::FootnoteDefinition)) {
                self.footnotes -= 1;
            } else if matches!(event, Event::Start(Tag::FootnoteDefinition(_))) {
                self.footnotes += 1;
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                let start = self.inline().text.len();
                self.text(&code);
                self.inline().mark_from(start, Mark::Code);
            }
            Event::SoftBreak | Event::HardBreak => self.text("\n"),
            Event::Html(html) => match &mut self.raw {
                Some((_, raw)) => raw.push_str(&html),
                None => self.html(&html),
            },
            Event::InlineHtml(html) => self.html(&html),
            Event::Rule => self.flush(),
            Event::TaskListMarker(is_done) => {
                let status = if is_done { Status::Done } else { Status::Todo };
                self.inline();
                if let Some(current) = &mut self.current {
                    current.status = Some(status);
                }
            }
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.begin(Block::Paragraph),
            Tag::Heading { level, .. } => self.begin(Block::Heading(number(level))),
            Tag::BlockQuote(_) => {
                self.flush();
                self.builder.quotes += 1;
            }
            Tag::CodeBlock(_) => self.begin(Block::Code),
            Tag::HtmlBlock => {
                self.flush();
                self.raw = Some((self.line, String::new()));
            }
            Tag::List(first) => {
                self.flush();
                let list = self.builder.list();
                self.lists.push((list, first.is_some()));
            }
            Tag::Item => {
                self.flush();
                let (list, is_ordered) = self.lists.last().copied().unwrap_or((0, false));
                self.open_item(list, is_ordered);
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.report.add(self.line, Note::NotKept, &name);
                self.footnotes = 1;
            }
            Tag::Table(_) => {
                self.flush();
                self.end_raw_table();
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            Tag::TableCell => self.begin(Block::Cell),
            Tag::Strong => self.mark(Mark::Strong),
            Tag::Emphasis => self.mark(Mark::Emphasis),
            Tag::Strikethrough => self.mark(Mark::Struck),
            Tag::Link {
                link_type: LinkType::WikiLink { .. },
                dest_url,
                ..
            } if !dest_url.contains("://") => {
                // A page of the same place, which has no address.
                self.report.add(self.line, Note::RelativeLink, &dest_url);
                self.mark(Mark::Dead);
            }
            Tag::Link { dest_url, .. } => {
                let mark = self.links.mark(&dest_url, self.line, self.report);
                self.mark(mark);
            }
            Tag::Image { dest_url, .. } => {
                self.inline();
                self.picture = Some(Picture {
                    address: dest_url.into_string(),
                    words: String::new(),
                });
            }
            Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.builder.quotes = self.builder.quotes.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                if let Some((line, raw)) = self.raw.take() {
                    self.line = line;
                    self.is_raw = true;
                    self.html(&raw);
                    self.flush();
                    self.is_raw = false;
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.builder.close_item();
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead => {
                let cells = std::mem::take(&mut self.cells);
                self.table.get_or_insert_default().head = cells;
            }
            TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                let line = self.line;
                self.table.get_or_insert_default().rows.push((line, cells));
            }
            TagEnd::Table => self.end_table(),
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough => self.unmark(),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_picture(),
            TagEnd::FootnoteDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open_item(&mut self, list: u32, is_ordered: bool) {
        let what = What::Item {
            list,
            is_heading: false,
            is_ordered,
        };
        self.builder.open(what, self.line, Inline::default());
    }

    fn begin(&mut self, block: Block) {
        self.flush();
        self.current = Some(Current {
            block,
            line: self.line,
            inline: Inline::default(),
            status: None,
            id: None,
            lazy: None,
        });
    }

    /// Returns the text that is being read; outside of all others, a paragraph begins.
    fn inline(&mut self) -> &mut Inline {
        if self.current.is_none() {
            self.begin(Block::Paragraph);
        }
        let current = self.current.get_or_insert_with(|| Current {
            block: Block::Paragraph,
            line: 0,
            inline: Inline::default(),
            status: None,
            id: None,
            lazy: None,
        });
        &mut current.inline
    }

    fn text(&mut self, text: &str) {
        match &mut self.picture {
            Some(picture) => picture.words.push_str(text),
            None => self.inline().text.push_str(text),
        }
    }

    fn mark(&mut self, mark: Mark) {
        let start = self.inline().text.len();
        self.marks.push(Open {
            start,
            mark,
            is_html: false,
        });
    }

    fn unmark(&mut self) {
        if let Some(open) = self.marks.pop() {
            self.inline().mark_from(open.start, open.mark);
        }
    }

    fn is_in_cell(&self) -> bool {
        let current = self.current.as_ref();
        current.is_some_and(|current| current.block == Block::Cell)
    }

    fn close_marks(&mut self) {
        while !self.marks.is_empty() {
            self.unmark();
        }
    }

    fn end_link(&mut self) {
        let Some(open) = self.marks.pop() else {
            return;
        };
        let line = self.line;
        let in_cell = !self.is_raw && self.is_in_cell();
        let inline = self.inline();
        let is_blank = inline.text[open.start..].trim().is_empty();
        if is_blank && in_cell && matches!(open.mark, Mark::Link(_)) {
            inline.text.push_str("link");
        } else if is_blank && open.mark != Mark::Anchor {
            // A link without words is one on a picture: a badge.
            if let Mark::Link(url) = open.mark {
                let picture = self.pictured.take().unwrap_or_default();
                let badge = format!("{url} {picture}");
                self.report.add(line, Note::Badge, &badge);
            }
            return;
        }
        inline.mark_from(open.start, open.mark);
    }

    fn end_picture(&mut self) {
        let Some(Picture { address, words }) = self.picture.take() else {
            return;
        };
        let words = one_line(&words);
        let in_cell = self.is_in_cell();
        let in_link = self
            .marks
            .iter()
            .any(|open| matches!(open.mark, Mark::Link(_)));
        if in_cell && in_link && !self.is_raw && !words.is_empty() {
            // The link of a table's cell is often a picture only.
            self.inline().text.push_str(&words);
            return;
        }
        if self.builder.level() == 0 && self.banner.is_none() && !words.is_empty() && !in_link {
            self.banner = Some(words.clone());
        }
        let is_told = address.contains("://");
        let address = if is_told { address.as_str() } else { "" };
        let is_style =
            |open: &Open| matches!(open.mark, Mark::Strong | Mark::Emphasis | Mark::Struck);
        if self.marks.iter().all(is_style) {
            let told = format!("{words} {address}");
            self.report.add(self.line, Note::Picture, &told);
        } else {
            // A picture in a link is told with its badge.
            self.pictured = Some(address.to_owned());
        }
    }
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
