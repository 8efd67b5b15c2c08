//! `diff`: what is different between two editions of a roadmap, and what becomes of the progress.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::course::{Course, Orphan};
use crate::disk;
use crate::journal::Log;
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::compare::{self, Comparison, Difference, Kept};
use crate::roadmap::library::{Library, LibraryEntry};
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx, Roadmap, overlay};

use super::check;
use super::desk::Surroundings;
use super::error::{self, CliError, Exit, Outcome, Stop};
use super::json::{self, RoadmapName};
use super::out::{Line, Out, Tone};
use super::shelf;
use super::view;

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Old edition: a roadmap file, or the id of a roadmap
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// New edition: a roadmap file, or the id of a roadmap
    #[arg(value_name = "NEW")]
    pub new: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

pub fn run(
    args: &DiffArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let library = shelf::library(surroundings);
    let old = edition(&args.old, &library, surroundings, errors)?;
    let new = edition(&args.new, &library, surroundings, errors)?;
    let editions = Editions::new(old, new, surroundings);
    if args.json {
        out.json(&editions.data(out.lang()))?;
        return Ok(Exit::Good);
    }
    editions.print(out)?;
    Ok(Exit::Good)
}

/// Reads a file, else takes the roadmap of an id as its file has it.
fn edition(
    name: &Path,
    library: &Library,
    surroundings: &Surroundings,
    errors: &mut Out<'_>,
) -> Result<Roadmap, Stop> {
    let lang = errors.lang();
    let shown = name.to_string_lossy();
    // What is meant by a word that is both is the roadmap: a file can be named with `./`.
    if let Some(base) = library.entry(&shown).and_then(LibraryEntry::base) {
        return Ok(base.clone());
    }
    let limits = surroundings.limits();
    let bytes = match check::read(name, &limits) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let neither = CliError::usage(&(lang.changes().neither)(&shown));
            let unknown = shelf::unknown(library, &shown, lang);
            let hints = unknown.hints().map(|hint| hint.to_string());
            return Err(hints.fold(neither, |error, hint| error.hint(&hint)).into());
        }
        Err(error) => {
            let cannot = CliError::failed(&(lang.cli().cannot_read)(&shown));
            return Err(cannot.because(&error).into());
        }
    };
    let problems = match crate::roadmap::load(&bytes, &limits) {
        Ok(loaded) => return Ok(loaded.roadmap),
        Err(problems) => problems,
    };
    for line in problems.render(&shown, &bytes, lang).as_clean().lines() {
        errors.whole(&Line::of(Tone::Plain, line.as_str()))?;
    }
    errors.blank()?;
    Err(CliError::failed(&(lang.changes().not_a_roadmap)(&shown)).into())
}

/// Two editions, each with what the journals say of it and with the person's own layer over it.
pub(super) struct Editions {
    old: Roadmap,
    new: Roadmap,
    before: Course,
    after: Course,
    comparison: Comparison,
}

#[derive(Serialize)]
pub(super) struct EditionsData<'a> {
    version: u32,
    old: RoadmapName<'a>,
    new: RoadmapName<'a>,
    added: Vec<NodeData<'a>>,
    removed: Vec<NodeData<'a>>,
    changed: Vec<ChangedData<'a>>,
    /// How many things have a status, of the new roadmap's id.
    recorded: usize,
    /// Those of them that have no place in the new edition.
    orphans: Vec<OrphanData<'a>>,
}

#[derive(Serialize)]
struct NodeData<'a> {
    id: &'a str,
    level: &'static str,
    parent: Option<&'a str>,
    title: &'a str,
    url: Option<&'a str>,
    /// What follows from below, of a parent.
    status: &'static str,
}

#[derive(Serialize)]
struct ChangedData<'a> {
    /// Words of [`Difference`].
    what: Vec<&'static str>,
    old: NodeData<'a>,
    new: NodeData<'a>,
}

#[derive(Serialize)]
struct OrphanData<'a> {
    id: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    status: &'static str,
    /// Things whose title is like it, the most alike first.
    alike: Vec<&'a str>,
}

impl Editions {
    pub(super) fn new(old: Roadmap, new: Roadmap, surroundings: &Surroundings) -> Editions {
        let log: Log = surroundings.journal().read();
        let attachments: HashMap<String, String> = log
            .attachments(new.id().as_str())
            .map(|attached| (attached.node.to_owned(), attached.to.to_owned()))
            .collect();
        let course = |base: &Roadmap| Course::new(with_layer(base, surroundings), log.clone());
        Editions {
            before: course(&old),
            after: course(&new),
            comparison: compare::compare(&old, &new, &attachments),
            old,
            new,
        }
    }

    /// Returns how many things of the new roadmap's id have a status.
    fn recorded(&self) -> usize {
        let entries = self.after.log().statuses(self.new.id().as_str());
        entries.filter(|entry| entry.status != Status::Todo).count()
    }

    fn alike(&self, orphan: &Orphan, lang: Lang) -> Vec<NodeIdx> {
        let is_leaf = |node| matches!(self.new.level(node), Level::Resource | Level::Concept);
        compare::alike(&self.new, orphan.title().as_str(), is_leaf, lang)
    }

    pub(super) fn data(&self, lang: Lang) -> EditionsData<'_> {
        let of_old = |node: &NodeIdx| node_data(&self.old, &self.before, *node, lang);
        let of_new = |node: &NodeIdx| node_data(&self.new, &self.after, *node, lang);
        let changed = |kept: &Kept| ChangedData {
            what: kept.differences.iter().map(|what| what.word()).collect(),
            old: of_old(&kept.old),
            new: of_new(&kept.new),
        };
        let orphans = self.after.orphans().iter().map(|orphan| {
            let alike = self.alike(orphan, lang).into_iter();
            OrphanData {
                id: orphan.id.as_str(),
                title: orphan.title.as_str(),
                url: orphan.url.as_ref().map(crate::text::CleanBuf::as_str),
                status: orphan.status.word(),
                alike: alike.map(|node| self.new.node_id(node).as_str()).collect(),
            }
        });
        EditionsData {
            version: json::VERSION,
            old: RoadmapName::of(&self.old, lang),
            new: RoadmapName::of(&self.new, lang),
            added: self.comparison.added.iter().map(of_new).collect(),
            removed: self.comparison.removed.iter().map(of_old).collect(),
            changed: self.comparison.changed().map(changed).collect(),
            recorded: self.recorded(),
            orphans: orphans.collect(),
        }
    }

    pub(super) fn print(&self, out: &mut Out<'_>) -> io::Result<()> {
        let text = out.lang().changes();
        let comparison = &self.comparison;
        let (added, removed) = (comparison.added.len(), comparison.removed.len());
        let summary = if comparison.is_empty() {
            text.nothing_changed.to_owned()
        } else {
            (text.summary)(added, removed, comparison.changed().count())
        };
        let title = Line::of(Tone::Strong, self.new.name(out.lang()).as_str());
        out.line(&title.space(2).with(Tone::Plain, &summary))?;
        let (old_id, new_id) = (self.old.id(), self.new.id());
        if old_id != new_id {
            error::warn(out, "", &(text.other_id)(old_id.as_str(), new_id.as_str()))?;
        }
        heading(out, text.added, added)?;
        for node in &comparison.added {
            let (roadmap, course) = (&self.new, &self.after);
            out.line(&item(roadmap, course, *node, out).and(below(roadmap, *node, out)))?;
        }
        heading(out, text.removed, removed)?;
        for node in &comparison.removed {
            let (roadmap, course) = (&self.old, &self.before);
            out.line(&item(roadmap, course, *node, out).and(below(roadmap, *node, out)))?;
        }
        for difference in Difference::ALL {
            heading(
                out,
                (text.difference)(difference),
                comparison.with(difference).count(),
            )?;
            for kept in comparison.with(difference) {
                let now = item(&self.new, &self.after, kept.new, out);
                let was = self.was(difference, kept, out);
                out.line(&now.and(was))?;
            }
        }
        self.print_progress(out)
    }

    /// Says what a node was, as far as a difference is about it.
    fn was(&self, difference: Difference, kept: &Kept, out: &Out<'_>) -> Line {
        let (old, new, lang) = (&self.old, &self.new, out.lang());
        let address =
            |link: Option<&Link>| link.map_or("-".to_owned(), |link| link.as_str().to_owned());
        let parent = |roadmap: &Roadmap, node| {
            let parent = roadmap.parent(node);
            let title = parent.map(|parent| roadmap.title(parent, lang).to_string());
            title.unwrap_or_default()
        };
        let [before, now] = match difference {
            Difference::Renamed | Difference::Doubtful => [
                old.title(kept.old, lang).to_string(),
                new.title(kept.new, lang).to_string(),
            ],
            Difference::NewId => [
                old.node_id(kept.old).to_string(),
                new.node_id(kept.new).to_string(),
            ],
            Difference::Moved => [parent(old, kept.old), parent(new, kept.new)],
            Difference::NewAddress => [address(old.link(kept.old)), address(new.link(kept.new))],
            Difference::NewLevel => [old.level(kept.old), new.level(kept.new)]
                .map(|level| (lang.changes().level)(level).to_owned()),
        };
        let was = Line::new().space(2).with(Tone::Dim, &before);
        was.with(Tone::Dim, " -> ").with(Tone::Plain, &now)
    }

    fn print_progress(&self, out: &mut Out<'_>) -> io::Result<()> {
        let (text, recorded) = (out.lang().changes(), self.recorded());
        let orphans = self.after.orphans();
        if recorded == 0 {
            return Ok(());
        }
        out.blank()?;
        out.say(
            Tone::Plain,
            &(text.carried)(recorded - orphans.len(), recorded),
        )?;
        if orphans.is_empty() {
            return Ok(());
        }
        out.say(Tone::Warning, &(text.orphans)(orphans.len()))?;
        for orphan in orphans {
            let line = marked(orphan.status, out)
                .with(Tone::Plain, orphan.title.as_str())
                .with(Tone::Dim, &format!(" ({})", orphan.id));
            let url = orphan.url.as_ref().map(|url| {
                let space = Line::new().space(2);
                space.with(Tone::Link, url.as_str())
            });
            out.whole(&line.and(url.unwrap_or_default()))?;
            for node in self.alike(orphan, out.lang()) {
                let alike = Line::new().space(4).with(Tone::Dim, text.alike);
                out.line(&alike.with(Tone::Plain, &view::named(&self.new, node, out)))?;
            }
        }
        let first = orphans.first().map(|orphan| orphan.id.as_str());
        error::hint(out, &(text.attach_hint)(first.unwrap_or_default()))
    }
}

/// Lays the person's own layer over an edition, where there is one that can be used.
fn with_layer(base: &Roadmap, surroundings: &Surroundings) -> Roadmap {
    let limits = surroundings.limits();
    let layer = shelf::shelf(surroundings).and_then(|shelf| {
        let file = shelf.layer_file(base.id().as_str());
        let bytes = disk::read(&file, limits.file_bytes).ok()?;
        overlay::over(base, &bytes, &limits).ok()
    });
    layer.map_or_else(|| base.clone(), |applied| applied.roadmap)
}

/// Returns the status of a node; `todo` where a layer hides it.
fn status(roadmap: &Roadmap, course: &Course, node: NodeIdx) -> Status {
    let shown = course.roadmap().find(roadmap.node_id(node).as_str());
    shown.map_or(Status::Todo, |node| {
        course.progress().status(course.roadmap(), node)
    })
}

fn node_data<'a>(roadmap: &'a Roadmap, course: &Course, node: NodeIdx, lang: Lang) -> NodeData<'a> {
    let parent = roadmap.parent(node);
    NodeData {
        id: roadmap.node_id(node).as_str(),
        level: roadmap.level(node).word(),
        parent: parent.map(|parent| roadmap.node_id(parent).as_str()),
        title: roadmap.title(node, lang).as_str(),
        url: roadmap.link(node).map(Link::as_str),
        status: status(roadmap, course, node).word(),
    }
}

fn heading(out: &mut Out<'_>, heading: &str, count: usize) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    out.blank()?;
    let count = format!(" ({count})");
    out.line(&Line::of(Tone::Strong, heading).with(Tone::Dim, &count))
}

fn marked(status: Status, out: &Out<'_>) -> Line {
    if out.is_plain() {
        return view::status(out, status).space(2);
    }
    Line::new().space(2).and(view::mark(out, status)).space(1)
}

fn item(roadmap: &Roadmap, course: &Course, node: NodeIdx, out: &Out<'_>) -> Line {
    let line = marked(status(roadmap, course, node), out);
    line.with(Tone::Plain, roadmap.title(node, out.lang()).as_str())
        .with(Tone::Dim, &format!(" ({})", roadmap.node_id(node)))
}

/// Says what a node stands below.
fn below(roadmap: &Roadmap, node: NodeIdx, out: &Out<'_>) -> Line {
    let title = roadmap
        .parent(node)
        .map(|parent| roadmap.title(parent, out.lang()));
    let title = title.map(|title| Line::new().space(2).with(Tone::Dim, title.as_str()));
    title.unwrap_or_default()
}
