//! A course as a file of another form: data in, bytes out. Every text that comes in is clean; every form escapes for itself.

mod csv;
mod html;
mod json;
mod markdown;
pub mod svg;

use crate::course::Course;
use crate::lang::Lang;
use crate::picture::graph::Zoom;
use crate::progress::next::Options;
use crate::progress::{Status, Tallies};
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::Clean;

/// How many things the map proposes.
const PROPOSED: usize = 3;

/// A form that a course can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Markdown,
    Html,
    Json,
    Csv,
    /// The map.
    Svg,
    /// The progress of each stage, for a page about the person.
    Card,
    /// The progress of the whole, in one line.
    Badge,
}

impl Format {
    pub const ALL: [Format; 7] = [
        Format::Markdown,
        Format::Html,
        Format::Json,
        Format::Csv,
        Format::Svg,
        Format::Card,
        Format::Badge,
    ];

    /// Returns the word that commands use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Svg => "svg",
            Format::Card => "card",
            Format::Badge => "badge",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// What is written.
#[derive(Clone, Debug)]
pub struct Export<'a> {
    pub course: &'a Course,
    pub lang: Lang,
    /// For every node whether it is written; a parent is, where something below it is.
    pub shown: Vec<bool>,
    /// Whether the person's notes are written too.
    pub with_notes: bool,
    /// The map as SVG of our own making, for forms that can show it. It goes in as it is, and may hold one `<style>`.
    pub map: Option<String>,
}

impl Export<'_> {
    /// Writes the course in a form.
    #[must_use]
    pub fn text(&self, format: Format) -> String {
        match format {
            Format::Markdown => markdown::write(self),
            Format::Html => html::write(self),
            Format::Json => json::write(self),
            Format::Csv => csv::write(self),
            Format::Svg => self.drawn_map(),
            Format::Card => svg::card(self.roadmap(), self.course.progress(), self.lang),
            Format::Badge => svg::badge(self.roadmap(), self.course.progress(), self.lang, None),
        }
    }

    /// Draws the map of what is written.
    #[must_use]
    pub fn drawn_map(&self) -> String {
        let shown = self.shown.contains(&false).then(|| self.shown.clone());
        let options = Options {
            count: PROPOSED,
            minutes: None,
        };
        let next = self.course.next(options, &|_| true);
        let next: Vec<NodeIdx> = next.iter().map(|suggestion| suggestion.node).collect();
        let progress = self.course.progress();
        svg::map(
            self.roadmap(),
            progress,
            self.lang,
            Zoom::Topics,
            shown,
            &next,
        )
    }

    fn roadmap(&self) -> &Roadmap {
        self.course.roadmap()
    }

    fn is_shown(&self, node: NodeIdx) -> bool {
        self.shown.get(node.position()).is_some_and(|shown| *shown)
    }

    /// Returns the nodes that are written, in reading order.
    fn nodes(&self) -> impl Iterator<Item = NodeIdx> {
        self.roadmap().nodes().filter(|node| self.is_shown(*node))
    }

    fn children(&self, node: NodeIdx) -> impl Iterator<Item = NodeIdx> {
        let children = self.roadmap().children(node);
        children.filter(|child| self.is_shown(*child))
    }

    fn status(&self, node: NodeIdx) -> Status {
        self.course.progress().status(self.roadmap(), node)
    }

    fn title(&self, node: NodeIdx) -> Clean<'_> {
        self.roadmap().title(node, self.lang)
    }

    /// Returns the counts of what is written below some nodes.
    fn tallies(&self, parents: impl IntoIterator<Item = NodeIdx>) -> Tallies {
        let roadmap = self.roadmap();
        let mut tallies = Tallies::default();
        for parent in parents {
            for node in roadmap.below(parent).filter(|node| self.is_shown(*node)) {
                match roadmap.level(node) {
                    Level::Resource => tallies.resources.add(self.status(node)),
                    Level::Concept => tallies.concepts.add(self.status(node)),
                    Level::Stage | Level::Topic => {}
                }
            }
        }
        tallies
    }

    /// Returns the stages that count for the goal: all but the optional ones, or all where all are optional.
    fn goal(&self) -> Vec<NodeIdx> {
        let roadmap = self.roadmap();
        let all_optional = roadmap.stages().all(|stage| roadmap.is_optional(stage));
        let stages = roadmap.stages();
        stages
            .filter(|stage| all_optional || !roadmap.is_optional(*stage))
            .collect()
    }

    /// Returns the person's notes of a node, where they are asked for.
    fn notes(&self, node: NodeIdx) -> Vec<Clean<'_>> {
        let notes = self.course.notes_of(node).filter(|_| self.with_notes);
        let texts = notes.map(crate::notes::Note::text);
        texts.filter(|text| !text.trim().is_empty()).collect()
    }

    /// Returns when a node came to its status, as it was recorded; what is to do came to nothing.
    fn decided_at(&self, node: NodeIdx) -> Option<&str> {
        let decided = self.course.decided(node)?;
        let is_begun = decided.status != Status::Todo;
        Some(decided.at.as_str()).filter(|at| is_begun && !at.is_empty())
    }
}
