//! What the detail pane says of a row: facts, links with numbers, Markdown. Lines and meanings, no drawing.

use std::fmt::Write as _;

use crate::course::Course;
use crate::lang::Lang;
use crate::lang::tui::TuiText;
use crate::progress::{Status, Tally};
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::symbols::Symbols;
use crate::text::markdown::{self, Tone};
use crate::text::{Clean, CleanBuf, clean, width};

use super::tree::RowKind;

/// What a piece of a line means; the theme decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Tone(Tone),
    Status(Status),
    Dim,
    BarFull,
    BarRest,
}

/// A piece of a line of the detail pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: CleanBuf,
    pub part: Part,
    /// Position in [`Detail::links`] when a click on it opens a link.
    pub link: Option<usize>,
}

/// A link of the detail pane. Its number on the screen is its position plus one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedLink {
    pub title: CleanBuf,
    /// The address as written; it passes the gate of [`Link::parse`] before it is opened.
    pub address: CleanBuf,
}

/// The laid out text of a row and its links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    pub title: CleanBuf,
    pub lines: Vec<Vec<Span>>,
    pub links: Vec<NumberedLink>,
}

/// How the detail pane is written.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    pub lang: Lang,
    pub text: &'a TuiText,
    pub symbols: &'a Symbols,
    /// Columns of a line.
    pub width: usize,
}

impl Detail {
    /// Lays out what there is to say of a row.
    #[must_use]
    pub fn new(course: &Course, row: RowKind, style: Style<'_>) -> Detail {
        let mut writer = Writer {
            course,
            style,
            detail: Detail::default(),
        };
        match row {
            RowKind::Node(node) => writer.node(node),
            RowKind::KeyIdeas(topic) => writer.key_ideas(topic),
            RowKind::Lost => writer.lost(),
            RowKind::Orphan(position) => writer.orphan(position),
        }
        writer.detail
    }
}

/// Cells of a bar in the detail pane.
const BAR: usize = 20;

struct Writer<'a> {
    course: &'a Course,
    style: Style<'a>,
    detail: Detail,
}

impl<'a> Writer<'a> {
    fn roadmap(&self) -> &'a Roadmap {
        self.course.roadmap()
    }

    fn node(&mut self, node: NodeIdx) {
        let roadmap = self.roadmap();
        self.detail.title = clean::line(roadmap.title(node, self.style.lang).as_str());
        match roadmap.level(node) {
            Level::Resource => self.resource(node),
            Level::Concept => self.concept(node),
            Level::Topic => self.topic(node),
            Level::Stage => self.stage(node),
        }
    }

    fn resource(&mut self, node: NodeIdx) {
        let roadmap = self.roadmap();
        let text = self.style.text;
        let status = self.course.progress().status(roadmap, node);
        let mut facts = Vec::new();
        if let Some(kind) = roadmap.kind(node) {
            facts.push((text.kinds)(kind).to_owned());
            if let Some(lang) = roadmap.resource_lang(node) {
                facts.push(lang.to_string());
            }
            let minutes = roadmap.minutes(node);
            facts.push((text.minutes)(
                minutes.unwrap_or(kind.typical_minutes()),
                minutes.is_some(),
            ));
        }
        if let Some(author) = roadmap.author(node) {
            facts.push((text.by)(author.as_str()));
        }
        if roadmap.is_core(node) {
            facts.push(format!("{} {}", self.style.symbols.core, text.core));
        }
        self.facts(status, (text.statuses)(status), &facts);
        self.links(node);
        self.body(node);
        if let Some(topic) = roadmap.parent(node) {
            self.context(topic);
        }
    }

    fn concept(&mut self, node: NodeIdx) {
        let roadmap = self.roadmap();
        let text = self.style.text;
        let status = self.course.progress().status(roadmap, node);
        let word = match status {
            Status::Todo => text.not_yet_understood,
            Status::Done => text.understood,
            Status::Doing | Status::Skipped => (text.statuses)(status),
        };
        self.facts(status, word, &[]);
        self.body(node);
        if let Some(topic) = roadmap.parent(node) {
            self.context(topic);
        }
    }

    fn topic(&mut self, topic: NodeIdx) {
        let roadmap = self.roadmap();
        self.counts(topic);
        self.related(self.style.text.needs, roadmap.needs(topic).to_vec());
        let leads_to = roadmap
            .nodes()
            .filter(|other| roadmap.needs(*other).contains(&topic))
            .collect();
        self.related(self.style.text.leads_to, leads_to);
        self.body(topic);
        let ideas = roadmap
            .children(topic)
            .filter(|node| roadmap.level(*node) == Level::Concept)
            .collect();
        self.listing(self.style.text.key_ideas, ideas);
    }

    fn stage(&mut self, stage: NodeIdx) {
        let roadmap = self.roadmap();
        self.counts(stage);
        if roadmap.is_optional(stage) {
            self.paragraph(Clean::fixed(self.style.text.optional_explained), Part::Dim);
        }
        self.body(stage);
        let topics = roadmap
            .children(stage)
            .filter(|node| roadmap.level(*node) == Level::Topic)
            .collect();
        self.listing(self.style.text.topics, topics);
    }

    fn key_ideas(&mut self, topic: NodeIdx) {
        let roadmap = self.roadmap();
        let lang = self.style.lang;
        let ideas: Vec<_> = roadmap
            .children(topic)
            .filter(|node| roadmap.level(*node) == Level::Concept)
            .collect();
        self.detail.title = clean::line(&format!(
            "{}: {}",
            self.style.text.key_ideas,
            roadmap.title(topic, lang)
        ));
        for idea in ideas {
            let status = self.course.progress().status(roadmap, idea);
            self.blank();
            self.detail.lines.push(vec![
                self.mark(status),
                span(
                    &format!(" {}", roadmap.title(idea, lang)),
                    Part::Tone(Tone::Strong),
                ),
            ]);
            self.markdown(roadmap.body(idea, lang));
        }
    }

    fn lost(&mut self) {
        self.detail.title = clean::line(self.style.text.lost);
        self.paragraph(
            Clean::fixed(self.style.text.lost_explained),
            Part::Tone(Tone::Plain),
        );
    }

    fn orphan(&mut self, position: usize) {
        let Some(orphan) = self.course.orphans().get(position) else {
            return;
        };
        self.detail.title = orphan.title.clone();
        let status = orphan.status;
        self.facts(
            status,
            (self.style.text.statuses)(status),
            &[orphan.id.to_string()],
        );
        if let Some(url) = &orphan.url {
            let link = NumberedLink {
                title: orphan.title.clone(),
                address: url.clone(),
            };
            self.link_line(link, None);
        }
        self.blank();
        self.paragraph(Clean::fixed(self.style.text.lost_explained), Part::Dim);
    }

    /// Writes the mark and word of the status and what else there is to know; a line breaks between two facts.
    fn facts(&mut self, status: Status, word: &str, facts: &[String]) {
        let first = format!("{} {word}", self.style.symbols.status(status));
        let mut columns = width::columns(clean::line(&first).as_clean());
        let mut line = vec![span(&first, Part::Status(status))];
        for fact in facts {
            let dot = format!(" {} ", self.style.symbols.dot);
            let more = width::columns(clean::line(fact).as_clean());
            if columns + 3 + more > self.style.width {
                self.wrapped(&std::mem::take(&mut line));
                line.push(span(fact, Part::Dim));
                columns = more;
            } else {
                line.push(span(&format!("{dot}{fact}"), Part::Dim));
                columns += 3 + more;
            }
        }
        self.wrapped(&line);
    }

    /// Writes the counts of a parent with a bar.
    fn counts(&mut self, node: NodeIdx) {
        let tallies = self.course.progress().tallies(node);
        let text = self.style.text;
        let mut line = Vec::new();
        if tallies.resources.all() > 0 {
            line.extend(self.bar(tallies.resources));
            line.push(span(
                &format!(
                    " {}",
                    counts(tallies.resources, text.resources, text, self.style)
                ),
                Part::Dim,
            ));
        }
        if tallies.concepts.all() > 0 {
            let gap = if line.is_empty() {
                String::new()
            } else {
                format!(" {} ", self.style.symbols.dot)
            };
            let ideas = format!(
                "{gap}{} {}/{}",
                text.key_ideas,
                tallies.concepts.done,
                tallies.concepts.counted()
            );
            line.push(span(&ideas, Part::Dim));
        }
        if line.is_empty() {
            line.push(span(text.nothing_here, Part::Dim));
        }
        self.wrapped(&line);
    }

    fn bar(&self, tally: Tally) -> [Span; 2] {
        let width = BAR.min(self.style.width / 3);
        let (full, rest) = Symbols::bar(width, tally.done, tally.counted());
        [
            span(&self.style.symbols.bar_full.repeat(full), Part::BarFull),
            span(&self.style.symbols.bar_rest.repeat(rest), Part::BarRest),
        ]
    }

    /// Writes the parent of a leaf below it, so that one sees what it belongs to.
    fn context(&mut self, topic: NodeIdx) {
        let roadmap = self.roadmap();
        let text = self.style.text;
        let (word, tally) = match roadmap.level(topic) {
            Level::Stage => (text.stage, self.course.progress().tallies(topic).resources),
            Level::Topic | Level::Concept | Level::Resource => {
                (text.topic, self.course.progress().tallies(topic).resources)
            }
        };
        self.blank();
        let title = format!(
            "{word} {} {}",
            self.style.symbols.dot,
            roadmap.title(topic, self.style.lang)
        );
        let count = format!("  {}/{}", tally.done, tally.counted());
        self.wrapped(&[
            span(&title, Part::Tone(Tone::Heading)),
            span(&count, Part::Dim),
        ]);
        self.markdown(roadmap.body(topic, self.style.lang));
    }

    fn related(&mut self, word: &str, nodes: Vec<NodeIdx>) {
        if nodes.is_empty() {
            return;
        }
        let roadmap = self.roadmap();
        let mut line = vec![span(&format!("{word} "), Part::Dim)];
        for (position, node) in nodes.into_iter().enumerate() {
            let status = self.course.progress().status(roadmap, node);
            let gap = if position == 0 { "" } else { "  " };
            line.push(span(
                &format!("{gap}{} ", self.style.symbols.status(status)),
                Part::Status(status),
            ));
            line.push(span(
                roadmap.title(node, self.style.lang).as_str(),
                Part::Tone(Tone::Plain),
            ));
        }
        self.wrapped(&line);
    }

    /// Writes the children of a parent, one a line, with their counts or marks.
    fn listing(&mut self, heading: &str, nodes: Vec<NodeIdx>) {
        if nodes.is_empty() {
            return;
        }
        let roadmap = self.roadmap();
        self.blank();
        self.detail
            .lines
            .push(vec![span(heading, Part::Tone(Tone::Heading))]);
        for node in nodes {
            let status = self.course.progress().status(roadmap, node);
            let tally = self.course.progress().tallies(node).resources;
            let title = format!(" {}", roadmap.title(node, self.style.lang));
            let mut line = vec![self.mark(status), span(&title, Part::Tone(Tone::Plain))];
            if tally.all() > 0 {
                line.push(span(
                    &format!("  {}/{}", tally.done, tally.counted()),
                    Part::Dim,
                ));
            }
            self.wrapped(&line);
        }
    }

    /// Writes all links of a resource, each with its number.
    fn links(&mut self, node: NodeIdx) {
        let roadmap = self.roadmap();
        let title = clean::line(roadmap.title(node, self.style.lang).as_str());
        if let Some(link) = roadmap.link(node) {
            self.link_line(numbered(title, link), None);
        }
        for further in roadmap.further_links(node) {
            let title = clean::line(further.title.get(self.style.lang).as_str());
            self.link_line(numbered(title.clone(), &further.link), Some(title));
        }
    }

    /// Writes a link with its number; a long address goes on below its own beginning.
    fn link_line(&mut self, target: NumberedLink, caption: Option<CleanBuf>) {
        let position = self.detail.links.len();
        let number = format!("[{}] ", position + 1);
        let mut line = Vec::new();
        if let Some(caption) = caption {
            line.push(span(&format!("{caption} "), Part::Tone(Tone::Plain)));
        }
        let (text, part) = (target.address.clone(), Part::Tone(Tone::Link));
        line.push(Span {
            text,
            part,
            link: Some(position),
        });
        self.detail.links.push(target);
        let first = self.detail.lines.len();
        let whole = self.style.width;
        self.style.width = whole.saturating_sub(number.len()).max(1);
        self.wrapped(&line);
        self.style.width = whole;
        let blank = " ".repeat(number.len());
        for (row, line) in self.detail.lines[first..].iter_mut().enumerate() {
            let prefix = if row == 0 { &number } else { &blank };
            line.insert(0, span(prefix, Part::Tone(Tone::Mark)));
        }
    }

    fn body(&mut self, node: NodeIdx) {
        let body = self.roadmap().body(node, self.style.lang);
        if !body.is_empty() {
            self.blank();
            self.markdown(body);
        }
    }

    fn markdown(&mut self, text: Clean<'_>) {
        let first = self.detail.links.len();
        let rendered = markdown::render(text, self.style.width, first + 1);
        for line in rendered.lines {
            let art = self.style.symbols;
            let spans = line.into_iter().map(|piece| Span {
                text: if piece.tone == Tone::Mark {
                    art.line_art(piece.text.as_clean())
                } else {
                    piece.text
                },
                part: Part::Tone(piece.tone),
                link: piece.link.map(|link| first + link),
            });
            self.detail.lines.push(spans.collect());
        }
        let links = rendered.links.into_iter();
        self.detail.links.extend(links.map(|found| NumberedLink {
            title: found.title,
            address: found.address,
        }));
    }

    fn paragraph(&mut self, text: Clean<'_>, part: Part) {
        self.wrapped(&[Span {
            text: clean::line(text.as_str()),
            part,
            link: None,
        }]);
    }

    fn blank(&mut self) {
        if self
            .detail
            .lines
            .last()
            .is_some_and(|line| !line.is_empty())
        {
            self.detail.lines.push(Vec::new());
        }
    }

    fn mark(&self, status: Status) -> Span {
        span(
            self.style.symbols.status(status).as_str(),
            Part::Status(status),
        )
    }

    /// Breaks a line of spans at the width of the pane; what each piece means goes along.
    fn wrapped(&mut self, spans: &[Span]) {
        let whole = clean::piece(
            &spans
                .iter()
                .map(|span| span.text.as_str())
                .collect::<String>(),
        );
        for range in width::wrap(whole.as_clean(), self.style.width) {
            let mut start = 0;
            let mut line = Vec::new();
            for span in spans {
                let end = start + span.text.as_str().len();
                let (from, to) = (range.start.max(start), range.end.min(end));
                if from < to {
                    let text = clean::piece(&span.text.as_str()[from - start..to - start]);
                    line.push(Span {
                        text,
                        ..span.clone()
                    });
                }
                start = end;
            }
            self.detail.lines.push(line);
        }
    }
}

fn numbered(title: CleanBuf, link: &Link) -> NumberedLink {
    NumberedLink {
        title,
        address: clean::line(link.as_str()),
    }
}

fn counts(tally: Tally, noun: &str, text: &TuiText, style: Style<'_>) -> String {
    let percent = tally
        .percent()
        .map(|percent| format!("{percent}%  "))
        .unwrap_or_default();
    let mut line = format!("{percent}{}/{} {noun}", tally.done, tally.counted());
    let dot = style.symbols.dot;
    for status in [Status::Doing, Status::Skipped] {
        if tally.of(status) > 0 {
            let _ = write!(
                line,
                " {dot} {} {}",
                tally.of(status),
                (text.statuses)(status)
            );
        }
    }
    line
}

fn span(text: &str, part: Part) -> Span {
    Span {
        text: clean::piece(text),
        part,
        link: None,
    }
}
