//! `diff`: what is different between two editions of a roadmap, and what becomes of the progress.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::course::editions::Editions;
use crate::course::{self, Course};
use crate::journal::Log;
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::compare::{Difference, Kept};
use crate::roadmap::library::{Library, LibraryEntry};
use crate::roadmap::url::Link;
use crate::roadmap::{NodeIdx, Roadmap};
use crate::shelf::with_layer;
use crate::text::CleanBuf;

use super::check::{self, is_roadmap_file};
use super::desk::Surroundings;
use super::error::{self, CliError, Exit, Outcome, Stop};
use super::json::{self, RoadmapName};
use super::out::{Line, Out, Tone};
use super::{shelf, view, waiting};

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Old edition: a roadmap file, or the id of a roadmap; without both, the one that you looked at last on the screen
    #[arg(value_name = "OLD", requires = "new")]
    pub old: Option<PathBuf>,

    /// New edition: a roadmap file, or the id of a roadmap
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// So many commands are proposed for what has lost its place.
const HINTS: usize = 5;

pub fn run(
    args: &DiffArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let [before, after] = if let (Some(old), Some(new)) = (&args.old, &args.new) {
        let library = waiting::during(errors, || shelf::library(surroundings));
        let id = old.to_string_lossy();
        let old = edition(old, None, &library, surroundings, errors)?;
        let id = library.entry(&id).map(|_| id.as_ref());
        let new = edition(new, id, &library, surroundings, errors)?;
        let log = surroundings.journal().glance();
        [old, new].map(|base| course(&base, &log, surroundings))
    } else {
        let desk = super::desk(surroundings, errors)?;
        let before = desk.edition_before();
        [before.unwrap_or_else(|| desk.course.clone()), desk.course]
    };
    let editions = Editions::new(&before, &after);
    if args.json {
        out.json(&data(&editions, out.lang()))?;
        return Ok(Exit::Good);
    }
    print(&editions, out)?;
    Ok(Exit::Good)
}

/// Reads a file, else takes the roadmap of an id as its file has it. `of` is the roadmap that it is compared with.
fn edition(
    name: &Path,
    of: Option<&str>,
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
    limits.begin(name, bytes.len());
    let problems = match waiting::during(errors, || crate::roadmap::load(&bytes, &limits)) {
        Ok(loaded) => return Ok(loaded.roadmap),
        Err(problems) => problems,
    };
    if !is_roadmap_file(name) {
        let text = lang.changes();
        let hint = match of {
            Some(id) => (text.update_hint)(id, &shown),
            None => (text.import_first_hint)(&shown),
        };
        return Err(CliError::failed(&(text.not_a_roadmap)(&shown))
            .hint(&hint)
            .into());
    }
    for line in problems.render(&shown, &bytes, lang).as_clean().lines() {
        errors.whole(&Line::of(Tone::Plain, line.as_str()))?;
    }
    errors.blank()?;
    Err(CliError::failed(&(lang.changes().not_a_roadmap)(&shown)).into())
}

/// Lays the person's own layer over an edition, and reads what the journals say of it.
pub(super) fn course(base: &Roadmap, log: &Log, surroundings: &Surroundings) -> Course {
    let limits = surroundings.limits();
    let roadmap = match shelf::shelf(surroundings) {
        Some(own) => {
            let layer = own.layer_file(base.id().as_str());
            with_layer(base.clone(), &layer, &limits)
        }
        None => base.clone(),
    };
    let notes = surroundings.paths.as_ref();
    let notes = notes.map(|paths| crate::notes::read_all(&paths.notes(), &roadmap));
    let mut course = Course::new(roadmap, log.clone());
    course.set_notes(notes.unwrap_or_default());
    course
}

#[derive(Serialize)]
pub(super) struct EditionsData<'a> {
    version: u32,
    old: RoadmapName<'a>,
    new: RoadmapName<'a>,
    added: Vec<NodeData<'a>>,
    removed: Vec<NodeData<'a>>,
    changed: Vec<ChangedData<'a>>,
    /// Of what was removed and added, pairs of one title in one part: perhaps one thing.
    perhaps: Vec<PairData<'a>>,
    /// For how many things a status, a time or a note is there, of the new roadmap's id.
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
struct PairData<'a> {
    old: &'a str,
    new: &'a str,
}

#[derive(Serialize)]
struct OrphanData<'a> {
    id: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    status: &'static str,
    /// When it came to its status.
    at: Option<&'a str>,
    minutes_spent: u64,
    /// Whether there is a note on it.
    note: bool,
    /// Things whose title is like it, the most alike first.
    alike: Vec<&'a str>,
}

pub(super) fn data<'a>(editions: &'a Editions<'a>, lang: Lang) -> EditionsData<'a> {
    let Editions {
        before,
        after,
        comparison,
    } = editions;
    let of_old = |node: &NodeIdx| node_data(before, *node, lang);
    let of_new = |node: &NodeIdx| node_data(after, *node, lang);
    let changed = |kept: &Kept| ChangedData {
        what: kept.differences.iter().map(|what| what.word()).collect(),
        old: of_old(&kept.old),
        new: of_new(&kept.new),
    };
    let id = |node| after.roadmap().node_id(node).as_str();
    let pair = |(old, new): &(NodeIdx, NodeIdx)| PairData {
        old: before.roadmap().node_id(*old).as_str(),
        new: id(*new),
    };
    let orphans = after.orphans().iter().map(|orphan| OrphanData {
        id: orphan.id.as_str(),
        title: orphan.title.as_str(),
        url: orphan.url.as_ref().map(CleanBuf::as_str),
        status: orphan.status.word(),
        at: orphan.at.as_ref().map(CleanBuf::as_str),
        minutes_spent: orphan.minutes,
        note: orphan.has_note,
        alike: after.alike(orphan).into_iter().map(id).collect(),
    });
    EditionsData {
        version: json::VERSION,
        old: RoadmapName::of(before.roadmap(), lang),
        new: RoadmapName::of(after.roadmap(), lang),
        added: comparison.added.iter().map(of_new).collect(),
        removed: comparison.removed.iter().map(of_old).collect(),
        changed: comparison.changed().map(changed).collect(),
        perhaps: comparison.perhaps.iter().map(pair).collect(),
        recorded: editions.after.recorded(),
        orphans: orphans.collect(),
    }
}

pub(super) fn print(editions: &Editions<'_>, out: &mut Out<'_>) -> io::Result<()> {
    let text = out.lang().changes();
    let Editions {
        before,
        after,
        comparison,
    } = editions;
    let summary = if comparison.is_empty() {
        text.nothing_changed.to_owned()
    } else {
        comparison.summary(out.lang())
    };
    let title = Line::of(Tone::Strong, after.roadmap().name(out.lang()).as_str());
    out.line(&title.space(2).with(Tone::Plain, &summary))?;
    let (old_id, new_id) = (before.roadmap().id(), after.roadmap().id());
    if old_id != new_id {
        error::warn(out, "", &(text.other_id)(old_id.as_str(), new_id.as_str()))?;
    }
    for (words, nodes, course) in [
        (text.added, &comparison.added, after),
        (text.removed, &comparison.removed, before),
    ] {
        heading(out, words, nodes.len())?;
        for node in nodes {
            out.line(&item(course, *node, out).and(below(course.roadmap(), *node, out)))?;
        }
    }
    print_perhaps(editions, out)?;
    for difference in Difference::ALL {
        heading(
            out,
            (text.difference)(difference),
            comparison.with(difference).count(),
        )?;
        for kept in comparison.with(difference) {
            let [was, is] = editions.was_and_is(difference, kept, out.lang());
            let was = Line::new().space(2).with(Tone::Dim, was.as_str());
            let became = was
                .with(Tone::Dim, becomes(out))
                .with(Tone::Plain, is.as_str());
            out.line(&item(after, kept.new, out).and(became))?;
        }
    }
    print_progress(editions, out)
}

/// Shows what may be the same thing still, with what is another one: the address, else the id.
fn print_perhaps(editions: &Editions<'_>, out: &mut Out<'_>) -> io::Result<()> {
    let pairs = &editions.comparison.perhaps;
    if pairs.is_empty() {
        return Ok(());
    }
    out.blank()?;
    let heading = (out.lang().changes().perhaps)(pairs.len());
    out.line(&Line::of(Tone::Strong, &heading))?;
    for (old, new) in pairs {
        let (before, after) = (editions.before.roadmap(), editions.after.roadmap());
        let addresses = [before.link(*old), after.link(*new)];
        let [was, is] = if addresses[0] == addresses[1] {
            [before.node_id(*old), after.node_id(*new)].map(|id| id.as_str().to_owned())
        } else {
            addresses.map(|link| link.map_or("-", Link::as_str).to_owned())
        };
        let line = item(editions.before, *old, out).space(2);
        let became = line.with(Tone::Dim, &was).with(Tone::Dim, becomes(out));
        out.line(&became.with(Tone::Plain, &is))?;
    }
    Ok(())
}

/// Returns what stands between what something was and what it is.
fn becomes(out: &Out<'_>) -> &'static str {
    if out.is_plain() {
        out.lang().changes().becomes
    } else {
        " -> "
    }
}

fn print_progress(editions: &Editions<'_>, out: &mut Out<'_>) -> io::Result<()> {
    let (text, recorded) = (out.lang().changes(), editions.after.recorded());
    let after = editions.after;
    let orphans = after.orphans();
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
        let details = orphan.details(out.lang()).into_iter();
        let details = details.map(|detail| Line::new().space(2).with(Tone::Dim, &detail));
        let line = details.fold(line, Line::and);
        out.whole(&line.and(url.unwrap_or_default()))?;
        for node in after.alike(orphan) {
            let alike = Line::new().space(4).with(Tone::Dim, text.alike);
            let alike = alike.with(Tone::Plain, &view::named(after.roadmap(), node, out));
            let outcome = after.attaching(orphan, node);
            out.line(&alike.and(cost(outcome, out)))?;
        }
    }
    let id = after.roadmap().id();
    // Those that have one thing of their name come with their whole commands.
    let (named, others): (Vec<_>, Vec<_>) = orphans
        .iter()
        .map(|orphan| (orphan.id.as_str(), editions.meant(orphan)))
        .partition(|(_, meant)| meant.is_some());
    let named = named.into_iter().filter_map(|(old, meant)| {
        let new = after.roadmap().node_id(meant?);
        Some((text.attach_hint)(old, new.as_str(), id.as_str()))
    });
    let other = others
        .first()
        .map(|(old, _)| (text.attach_hint)(old, "ID", id.as_str()));
    for line in named.chain(other).take(HINTS) {
        error::hint(out, &line)?;
    }
    Ok(())
}

/// Says which status would no longer show if something that has lost its place were given this one.
pub(super) fn cost(outcome: course::Outcome, out: &Out<'_>) -> Line {
    let said = outcome.sentence(out.lang());
    let said = said.map(|said| Line::new().space(2).with(Tone::Warning, &said));
    said.unwrap_or_default()
}

fn status(course: &Course, node: NodeIdx) -> Status {
    course.progress().status(course.roadmap(), node)
}

fn node_data(course: &Course, node: NodeIdx, lang: Lang) -> NodeData<'_> {
    let roadmap = course.roadmap();
    let parent = roadmap.parent(node);
    NodeData {
        id: roadmap.node_id(node).as_str(),
        level: roadmap.level(node).word(),
        parent: parent.map(|parent| roadmap.node_id(parent).as_str()),
        title: roadmap.title(node, lang).as_str(),
        url: roadmap.link(node).map(Link::as_str),
        status: status(course, node).word(),
    }
}

fn heading(out: &mut Out<'_>, heading: &str, count: usize) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    out.blank()?;
    let heading = (out.lang().changes().counted)(heading, count);
    out.line(&Line::of(Tone::Strong, &heading))
}

fn marked(status: Status, out: &Out<'_>) -> Line {
    if out.is_plain() {
        return view::status(out, status).space(2);
    }
    Line::new().space(2).and(view::mark(out, status)).space(1)
}

fn item(course: &Course, node: NodeIdx, out: &Out<'_>) -> Line {
    let roadmap = course.roadmap();
    let line = marked(status(course, node), out);
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
