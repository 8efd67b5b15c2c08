//! `show`: one node with its note and its numbered links.

use clap::Args;
use serde::Serialize;

use crate::course::Course;
use crate::notes::Note;
use crate::progress::Progress;
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::markdown::{self, Rendered};
use crate::text::{Clean, CleanBuf, clean};

use super::error::{Exit, Outcome};
use super::json::{self, NodeData, RoadmapName};
use super::links::{self, Numbered};
use super::notes::{self, NoteData};
use super::out::{Line, Out, Tone};
use super::pick::pick;
use super::view;

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Id, or a part of it that fits only one
    #[arg(value_name = "ID")]
    pub id: String,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Serialize)]
struct ShowData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    node: NodeData<'a>,
    /// Markdown, as the roadmap has it.
    text: &'a str,
    /// What the person wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<NoteData<'a>>,
    /// In the order of their numbers, from 1.
    links: Vec<LinkData>,
    aliases: Vec<&'a str>,
    needs: Vec<&'a str>,
    children: Vec<&'a str>,
    /// Minutes that were written down for it and for all below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes_spent: Option<u64>,
}

#[derive(Serialize)]
struct LinkData {
    number: usize,
    title: String,
    url: String,
}

pub fn run(args: &ShowArgs, course: &Course, out: &mut Out<'_>) -> Outcome {
    let roadmap = course.roadmap();
    let node = pick(roadmap, &args.id).map_err(|error| error.explain(out.lang(), &args.id))?;
    if args.json {
        out.json(&data(course, node, out))?;
    } else {
        print(course, node, out)?;
    }
    Ok(Exit::Good)
}

fn data<'a>(course: &'a Course, node: NodeIdx, out: &Out<'_>) -> ShowData<'a> {
    let (roadmap, progress, lang) = (course.roadmap(), course.progress(), out.lang());
    let id = |node: NodeIdx| roadmap.node_id(node).as_str();
    let link = |link: Numbered| LinkData {
        number: link.number,
        title: link.title.to_string(),
        url: link.address.to_string(),
    };
    ShowData {
        version: json::VERSION,
        roadmap: RoadmapName::of(roadmap, lang),
        node: NodeData::of(roadmap, progress, node, lang),
        text: roadmap.body(node, lang).as_str(),
        note: course.note(node).map(NoteData::of),
        links: links::all(course, node, lang)
            .into_iter()
            .map(link)
            .collect(),
        aliases: roadmap.aliases(node).map(Clean::as_str).collect(),
        needs: roadmap.needs(node).iter().copied().map(id).collect(),
        children: roadmap.children(node).map(id).collect(),
        minutes_spent: spent(course, node),
    }
}

fn spent(course: &Course, node: NodeIdx) -> Option<u64> {
    Some(course.minutes_spent(node)).filter(|minutes| *minutes > 0)
}

fn print(course: &Course, node: NodeIdx, out: &mut Out<'_>) -> std::io::Result<()> {
    let (roadmap, progress, lang) = (course.roadmap(), course.progress(), out.lang());
    out.prose(
        &Line::new(),
        Tone::Strong,
        roadmap.title(node, lang).as_str(),
    )?;
    let status = status_line(course, node, out);
    out.line(&status)?;
    let numbered = links::of(roadmap, node, lang);
    let own = links::own_count(roadmap, node);
    for link in numbered.iter().take(own) {
        out.whole(&link_line(link))?;
    }
    let first = own + 1;
    let rendered = markdown::render(roadmap.body(node, lang), out.prose_columns(), first);
    if !rendered.lines.is_empty() {
        out.blank()?;
        body(&rendered, out)?;
    }
    if numbered.len() > own {
        out.blank()?;
    }
    for link in numbered.iter().skip(own) {
        out.whole(&link_line(link))?;
    }
    let mut number = numbered.len() + 1;
    for note in course.notes_of(node) {
        out.blank()?;
        out.line(&note_heading(note, out))?;
        let rendered = markdown::render(note.text(), out.prose_columns(), number);
        body(&rendered, out)?;
        for link in &rendered.links {
            out.whole(&link_line(&links::in_text(number, link.clone())))?;
            number += 1;
        }
        note_remarks(note, out)?;
    }
    out.blank()?;
    let mut facts = facts(roadmap, progress, node, out);
    if let Some(minutes) = spent(course, node) {
        let text = lang.stats();
        facts.push((text.spent, clean::line(&(text.duration)(minutes))));
    }
    view::facts(out, &facts)
}

/// Heads a note with its date.
fn note_heading(note: &Note, out: &Out<'_>) -> Line {
    let line = Line::of(Tone::Strong, out.lang().notes().my_note);
    match note.modified {
        Some(modified) => line
            .space(1)
            .with(Tone::Dim, out.marks().dot)
            .space(1)
            .with(Tone::Dim, &notes::day(modified)),
        None => line,
    }
}

/// Says what else there is of a note: its rest, and its copies.
fn note_remarks(note: &Note, out: &mut Out<'_>) -> std::io::Result<()> {
    let text = out.lang().notes();
    if note.is_cut {
        out.say(Tone::Dim, text.only_beginning)?;
    }
    for copy in &note.conflicts {
        let line =
            Line::of(Tone::Warning, text.conflict_copy).with(Tone::Plain, copy.file.as_str());
        out.whole(&line)?;
    }
    Ok(())
}

fn link_line(link: &Numbered) -> Line {
    let numbered = Line::of(Tone::Dim, &link.number.to_string())
        .space(1)
        .with(Tone::Link, link.address.as_str());
    if link.title.is_empty() {
        numbered
    } else {
        numbered.space(2).with(Tone::Dim, link.title.as_str())
    }
}

fn body(rendered: &Rendered, out: &mut Out<'_>) -> std::io::Result<()> {
    for line in &rendered.lines {
        let mut shown = Line::new();
        for piece in line {
            shown = shown.with(tone(piece.tone), piece.text.as_str());
        }
        out.whole(&shown)?;
    }
    Ok(())
}

const fn tone(tone: markdown::Tone) -> Tone {
    match tone {
        markdown::Tone::Heading | markdown::Tone::Strong => Tone::Strong,
        markdown::Tone::Link => Tone::Link,
        markdown::Tone::Code => Tone::Hint,
        markdown::Tone::Mark | markdown::Tone::Struck | markdown::Tone::Quote => Tone::Dim,
        markdown::Tone::Plain | markdown::Tone::Emphasis => Tone::Plain,
    }
}

/// Returns mark and status, then what is known: kind, language, minutes, core; of a parent, its counts.
fn status_line(course: &Course, node: NodeIdx, out: &Out<'_>) -> Line {
    let (roadmap, progress) = (course.roadmap(), course.progress());
    let (status, lang) = (progress.status(roadmap, node), out.lang());
    let mut parts: Vec<String> = Vec::new();
    match roadmap.level(node) {
        level @ (Level::Stage | Level::Topic) => {
            let words = out.words();
            let tallies = progress.tallies(node);
            parts.push(
                if level == Level::Stage {
                    words.stage
                } else {
                    words.topic
                }
                .to_owned(),
            );
            parts.push((out.text().resources_done)(
                tallies.resources.done,
                tallies.resources.counted(),
            ));
            if tallies.concepts.all() > 0 {
                parts.push((out.text().ideas_done)(
                    tallies.concepts.done,
                    tallies.concepts.counted(),
                ));
            }
            if level == Level::Stage && roadmap.is_optional(node) {
                parts.push(out.text().optional.to_owned());
            }
        }
        Level::Concept => parts.push(out.text().key_idea.to_owned()),
        Level::Resource => {
            parts.extend(
                roadmap
                    .kind(node)
                    .map(|kind| (out.words().kinds)(kind).to_owned()),
            );
            parts.extend(roadmap.resource_lang(node).map(|tag| tag.to_string()));
            parts.extend(view::minutes(out, course, node));
            parts.extend(roadmap.is_core(node).then(|| out.words().core.to_owned()));
            parts.extend(roadmap.marked_free(node).map(|free| {
                let words = lang.search();
                if free { words.free } else { words.not_free }.to_owned()
            }));
            parts.extend(
                roadmap
                    .author(node)
                    .map(|author| (out.words().by)(author.as_str())),
            );
        }
    }
    let mut line = view::mark(out, status)
        .space(1)
        .with(Tone::of(status), (out.words().statuses)(status));
    for part in parts {
        line = line
            .space(1)
            .with(Tone::Dim, out.marks().dot)
            .space(1)
            .with(Tone::Dim, &part);
    }
    line
}

fn facts(
    roadmap: &Roadmap,
    progress: &Progress,
    node: NodeIdx,
    out: &Out<'_>,
) -> Vec<(&'static str, CleanBuf)> {
    let words = out.words();
    let mut facts = Vec::new();
    let nodes = |nodes: &mut dyn Iterator<Item = NodeIdx>| {
        let names: Vec<String> = nodes.map(|node| view::named(roadmap, node, out)).collect();
        clean::line(&names.join(", "))
    };
    for parent in roadmap.ancestors(node) {
        let label = if roadmap.level(parent) == Level::Stage {
            words.stage
        } else {
            words.topic
        };
        let tally = progress.tallies(parent).resources;
        let text = format!(
            "{}  {}",
            view::named(roadmap, parent, out),
            view::fraction(tally)
        );
        facts.push((label, clean::line(&text)));
    }
    if !roadmap.needs(node).is_empty() {
        facts.push((words.needs, nodes(&mut roadmap.needs(node).iter().copied())));
    }
    let mut below = roadmap.children(node).peekable();
    if below.peek().is_some() {
        facts.push((out.text().below, nodes(&mut below)));
    }
    let former: Vec<&str> = roadmap.aliases(node).map(Clean::as_str).collect();
    if !former.is_empty() {
        facts.push((out.text().former_ids, clean::line(&former.join(", "))));
    }
    facts.push((out.text().id, roadmap.node_id(node).to_buf()));
    facts
}
