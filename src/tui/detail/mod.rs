//! What the detail pane says of a row: facts, links with numbers, Markdown. Lines and meanings, no drawing.

mod page;

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::course::Course;
use crate::lang::tui::TuiText;
use crate::notes::Note;
use crate::progress::{Status, Tally};
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::symbols::Symbols;
use crate::text::markdown::Tone;
use crate::text::{Clean, CleanBuf, clean};

use super::tree::{OrphanIdx, RowKind};
pub use page::{NumberedLink, Part, Span, Style};
use page::{Page, span};

/// The laid out text of a row and its links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    pub title: CleanBuf,
    pub lines: Vec<Vec<Span>>,
    pub links: Vec<NumberedLink>,
}

impl Detail {
    /// Lays out what there is to say of a row.
    #[must_use]
    pub fn new(course: &Course, row: RowKind, style: Style<'_>) -> Detail {
        let mut writer = Writer {
            course,
            title: CleanBuf::new(),
            page: Page::new(style),
        };
        match row {
            RowKind::Node(node) => writer.node(node),
            RowKind::KeyIdeas(topic) => writer.key_ideas(topic),
            RowKind::Lost => writer.lost(),
            RowKind::Orphan(orphan) => writer.orphan(orphan),
        }
        let Writer { title, page, .. } = writer;
        let Page { lines, links, .. } = page;
        Detail {
            title,
            lines,
            links,
        }
    }
}

/// Cells of a bar in the detail pane.
const BAR: usize = 20;

struct Writer<'a> {
    course: &'a Course,
    title: CleanBuf,
    page: Page<'a>,
}

impl<'a> Writer<'a> {
    fn roadmap(&self) -> &'a Roadmap {
        self.course.roadmap()
    }

    fn node(&mut self, node: NodeIdx) {
        let roadmap = self.roadmap();
        self.title = clean::line(roadmap.title(node, self.page.style.lang).as_str());
        match roadmap.level(node) {
            Level::Resource => self.resource(node),
            Level::Concept => self.concept(node),
            Level::Topic => self.topic(node),
            Level::Stage => self.stage(node),
        }
    }

    fn resource(&mut self, node: NodeIdx) {
        let roadmap = self.roadmap();
        let text = self.page.style.text;
        let status = self.course.progress().status(roadmap, node);
        let mut facts = Vec::new();
        if let Some(kind) = roadmap.kind(node) {
            facts.push((text.kinds)(kind).to_owned());
            if let Some(lang) = roadmap.resource_lang(node) {
                facts.push(lang.to_string());
            }
            let minutes = self.course.minutes(node);
            facts.extend(minutes.map(|minutes| (text.minutes)(minutes.value, minutes.is_known)));
        }
        if let Some(author) = roadmap.author(node) {
            facts.push((text.by)(author.as_str()));
        }
        if roadmap.is_core(node) {
            facts.push(format!("{} {}", self.page.style.symbols.core, text.core));
        }
        self.page.facts(status, (text.statuses)(status), &facts);
        self.links(node);
        self.body(node);
        self.notes(node);
        if let Some(topic) = roadmap.parent(node) {
            self.context(topic);
        }
    }

    fn concept(&mut self, node: NodeIdx) {
        let roadmap = self.roadmap();
        let text = self.page.style.text;
        let status = self.course.progress().status(roadmap, node);
        let word = match status {
            Status::Todo => text.not_yet_understood,
            Status::Done => text.understood,
            Status::Doing | Status::Skipped => (text.statuses)(status),
        };
        self.page.facts(status, word, &[]);
        self.body(node);
        self.notes(node);
        if let Some(topic) = roadmap.parent(node) {
            self.context(topic);
        }
    }

    fn topic(&mut self, topic: NodeIdx) {
        let roadmap = self.roadmap();
        self.counts(topic);
        self.related(self.page.style.text.needs, roadmap.needs(topic).to_vec());
        let leads_to = roadmap
            .nodes()
            .filter(|other| roadmap.needs(*other).contains(&topic))
            .collect();
        self.related(self.page.style.text.leads_to, leads_to);
        self.body(topic);
        self.notes(topic);
        let ideas = roadmap
            .children(topic)
            .filter(|node| roadmap.level(*node) == Level::Concept)
            .collect();
        self.listing(self.page.style.text.key_ideas, ideas);
    }

    fn stage(&mut self, stage: NodeIdx) {
        let roadmap = self.roadmap();
        self.counts(stage);
        if roadmap.is_optional(stage) {
            self.page.paragraph(
                Clean::fixed(self.page.style.text.optional_explained),
                Part::Dim,
            );
        }
        self.body(stage);
        self.notes(stage);
        let topics = roadmap
            .children(stage)
            .filter(|node| roadmap.level(*node) == Level::Topic)
            .collect();
        self.listing(self.page.style.text.topics, topics);
    }

    fn key_ideas(&mut self, topic: NodeIdx) {
        let roadmap = self.roadmap();
        let lang = self.page.style.lang;
        let ideas: Vec<_> = roadmap
            .children(topic)
            .filter(|node| roadmap.level(*node) == Level::Concept)
            .collect();
        self.title = clean::line(&format!(
            "{}: {}",
            self.page.style.text.key_ideas,
            roadmap.title(topic, lang)
        ));
        for idea in ideas {
            let status = self.course.progress().status(roadmap, idea);
            self.page.blank();
            self.page.lines.push(vec![
                self.mark(status),
                span(
                    &format!(" {}", roadmap.title(idea, lang)),
                    Part::Tone(Tone::Strong),
                ),
            ]);
            self.page.markdown(roadmap.body(idea, lang));
        }
    }

    fn lost(&mut self) {
        self.title = clean::line(self.page.style.text.lost);
        self.page.paragraph(
            Clean::fixed(self.page.style.text.lost_explained),
            Part::Tone(Tone::Plain),
        );
    }

    fn orphan(&mut self, orphan: OrphanIdx) {
        let Some(orphan) = orphan.of(self.course) else {
            return;
        };
        self.title = orphan.title.clone();
        let status = orphan.status;
        let mut facts = vec![orphan.id.to_string()];
        facts.extend(orphan.details(self.page.style.lang));
        self.page
            .facts(status, (self.page.style.text.statuses)(status), &facts);
        if let Some(url) = &orphan.url {
            let link = NumberedLink {
                title: orphan.title.clone(),
                address: url.clone(),
            };
            self.page.link(link, None);
        }
        self.page.blank();
        self.page
            .paragraph(Clean::fixed(self.page.style.text.lost_explained), Part::Dim);
        let notes = self.course.notes().all().iter();
        self.write_notes(notes.filter(|note| orphan.has_note && note.id == orphan.id));
    }

    /// Writes the counts of a parent with a bar.
    fn counts(&mut self, node: NodeIdx) {
        let tallies = self.course.progress().tallies(node);
        let text = self.page.style.text;
        let mut line = Vec::new();
        if tallies.resources.all() > 0 {
            line.extend(self.bar(tallies.resources));
            line.push(span(
                &format!(
                    " {}",
                    counts(tallies.resources, text.resources, text, self.page.style)
                ),
                Part::Dim,
            ));
        }
        if tallies.concepts.all() > 0 {
            let gap = if line.is_empty() {
                String::new()
            } else {
                format!(" {} ", self.page.style.symbols.dot)
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
        self.page.wrapped(&line);
    }

    fn bar(&self, tally: Tally) -> [Span; 2] {
        let width = BAR.min(self.page.style.width / 3);
        let (full, rest) = Symbols::bar(width, tally.done, tally.counted());
        [
            span(
                &self.page.style.symbols.bar_full.repeat(full),
                Part::BarFull,
            ),
            span(
                &self.page.style.symbols.bar_rest.repeat(rest),
                Part::BarRest,
            ),
        ]
    }

    /// Writes the parent of a leaf below it, so that one sees what it belongs to.
    fn context(&mut self, topic: NodeIdx) {
        let roadmap = self.roadmap();
        let text = self.page.style.text;
        let (word, tally) = match roadmap.level(topic) {
            Level::Stage => (text.stage, self.course.progress().tallies(topic).resources),
            Level::Topic | Level::Concept | Level::Resource => {
                (text.topic, self.course.progress().tallies(topic).resources)
            }
        };
        self.page.blank();
        let title = format!(
            "{word} {} {}",
            self.page.style.symbols.dot,
            roadmap.title(topic, self.page.style.lang)
        );
        let count = format!("  {}/{}", tally.done, tally.counted());
        self.page.wrapped(&[
            span(&title, Part::Tone(Tone::Heading)),
            span(&count, Part::Dim),
        ]);
        self.page
            .markdown(roadmap.body(topic, self.page.style.lang));
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
                &format!("{gap}{} ", self.page.style.symbols.status(status)),
                Part::Status(status),
            ));
            line.push(span(
                roadmap.title(node, self.page.style.lang).as_str(),
                Part::Tone(Tone::Plain),
            ));
        }
        self.page.wrapped(&line);
    }

    /// Writes the children of a parent, one a line, with their counts or marks.
    fn listing(&mut self, heading: &str, nodes: Vec<NodeIdx>) {
        if nodes.is_empty() {
            return;
        }
        let roadmap = self.roadmap();
        self.page.blank();
        self.page
            .lines
            .push(vec![span(heading, Part::Tone(Tone::Heading))]);
        for node in nodes {
            let status = self.course.progress().status(roadmap, node);
            let tally = self.course.progress().tallies(node).resources;
            let title = format!(" {}", roadmap.title(node, self.page.style.lang));
            let mut line = vec![self.mark(status), span(&title, Part::Tone(Tone::Plain))];
            if tally.all() > 0 {
                line.push(span(
                    &format!("  {}/{}", tally.done, tally.counted()),
                    Part::Dim,
                ));
            }
            self.page.wrapped(&line);
        }
    }

    /// Writes all links of a resource, each with its number.
    fn links(&mut self, node: NodeIdx) {
        let roadmap = self.roadmap();
        let title = clean::line(roadmap.title(node, self.page.style.lang).as_str());
        if let Some(link) = roadmap.link(node) {
            self.page.link(numbered(title, link), None);
        }
        for further in roadmap.further_links(node) {
            let title = clean::line(further.title.get(self.page.style.lang).as_str());
            self.page
                .link(numbered(title.clone(), &further.link), Some(title));
        }
    }

    fn body(&mut self, node: NodeIdx) {
        let body = self.roadmap().body(node, self.page.style.lang);
        if !body.is_empty() {
            self.page.blank();
            self.page.markdown(body);
        }
    }

    /// Writes what the person wrote on a node, each version with its day.
    fn notes(&mut self, node: NodeIdx) {
        self.write_notes(self.course.notes_of(node));
    }

    fn write_notes<'n>(&mut self, notes: impl Iterator<Item = &'n Note>) {
        let style = self.page.style;
        let text = style.lang.notes();
        let dot = style.symbols.dot;
        let day = |at: Timestamp| {
            let at = at.to_zoned_datetime(style.zone.clone());
            format!(" {dot} {}", at.date())
        };
        for note in notes {
            let day = note.modified.map(day).unwrap_or_default();
            self.page.heading(text.my_note, &day);
            self.page.markdown(note.text());
            if note.is_cut {
                self.page
                    .paragraph(Clean::fixed(text.only_beginning), Part::Dim);
            }
            for copy in &note.conflicts {
                self.page.heading(
                    text.my_note,
                    &format!(" {dot} {}{}", text.conflict_copy, copy.file),
                );
                self.page.markdown(copy.text.as_clean());
            }
        }
    }

    fn mark(&self, status: Status) -> Span {
        span(
            self.page.style.symbols.status(status).as_str(),
            Part::Status(status),
        )
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
