//! Ticks and notes of a document that become the person's own.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;

use serde::Serialize;

use super::super::desk::{Desk, Surroundings};
use super::super::error::{CliError, Stop};
use super::super::json::{self, RoadmapName};
use super::super::out::{Out, Tone};
use super::super::shelf;
use super::ImportArgs;
use super::matching::{Matching, Named};
use crate::course::Course;
use crate::import::{ImportError, Imported, State, Stint};
use crate::journal::{NoteDeed, RecordId, Spent};
use crate::lang::Lang;
use crate::notes;
use crate::progress::Status;
use crate::progress::change::Change;
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::Clean;

/// How much progress came of a document.
#[derive(Default, Serialize)]
pub(super) struct Taken {
    pub(super) ticks: usize,
    pub(super) notes: usize,
    /// Things that time was spent on.
    pub(super) times: usize,
    #[serde(flatten)]
    pub(super) matching: Matching,
}

/// Ticks of a file that holds nothing else, as JSON.
#[derive(Serialize)]
struct TicksData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    /// Whether nothing was written.
    rehearsal: bool,
    taken: &'a Taken,
}

impl Taken {
    /// Returns the change that ticks make of what they are about, and how much that is.
    pub(super) fn of(
        course: &Course,
        wanted: impl IntoIterator<Item = (NodeIdx, Status, Option<String>)>,
        matching: Matching,
    ) -> (Taken, Option<Change>) {
        let change = course.change_each(wanted);
        let taken = Taken {
            ticks: change.as_ref().map_or(0, |change| change.nodes.len()),
            matching,
            ..Taken::default()
        };
        (taken, change)
    }

    /// Says how much that is, what takes it back in its roadmap, which need not be the one in use, and what of it found no
    /// place.
    pub(super) fn tell(
        &self,
        args: &ImportArgs,
        roadmap: Clean<'_>,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let text = out.lang().import();
        let id = Some(roadmap.as_str()).filter(|_| self.ticks > 0 && !args.dry_run);
        out.say(Tone::Plain, &(text.recorded)(self.ticks, self.notes, id))?;
        self.matching.tell(out)?;
        if self.times > 0 {
            out.say(Tone::Plain, &(text.times_recorded)(self.times))?;
        }
        Ok(())
    }
}

/// Writes down what came of a file that holds ticks and nothing else, unless it is a rehearsal, and says it.
pub(super) fn record_ticks(
    (taken, change): (Taken, Option<Change>),
    args: &ImportArgs,
    desk: &mut Desk,
    out: &mut Out<'_>,
) -> Result<(), Stop> {
    if let Some(change) = change.filter(|_| !args.dry_run) {
        desk.record(&change, out.lang())?;
    }
    Ok(tell_ticks(&taken, args, desk.course.roadmap(), out)?)
}

fn tell_ticks(
    taken: &Taken,
    args: &ImportArgs,
    roadmap: &Roadmap,
    out: &mut Out<'_>,
) -> io::Result<()> {
    if args.json {
        return out.json(&TicksData {
            version: json::VERSION,
            roadmap: RoadmapName::of(roadmap, out.lang()),
            rehearsal: args.dry_run,
            taken,
        });
    }
    taken.tell(args, roadmap.id(), out)?;
    let text = out.lang().import();
    if args.dry_run {
        return out.say(Tone::Dim, text.only_rehearsed);
    }
    out.say(Tone::Dim, &(text.open_hint)(roadmap.id().as_str()))
}

/// Reads a file of ticks; nothing where the document is something else.
pub(super) fn read_ticks<T>(
    args: &ImportArgs,
    bytes: &[u8],
    read: fn(&str) -> Option<Result<T, ImportError>>,
    lang: Lang,
) -> Result<Option<T>, CliError> {
    match std::str::from_utf8(bytes).ok().and_then(read) {
        Some(Ok(ticks)) => Ok(Some(ticks)),
        Some(Err(ImportError::Unreadable { line, why })) => {
            let place = format!("{}:{line}", args.source.to_string_lossy());
            let broken = (lang.import().broken)(&place, "JSON", why.as_str());
            Err(CliError::failed(&broken))
        }
        None | Some(Err(ImportError::Empty(_) | ImportError::MockUp | ImportError::Invalid(_))) => {
            Ok(None)
        }
    }
}

/// Opens the roadmap of an id.
pub(super) fn desk_of(id: &str, surroundings: &Surroundings, lang: Lang) -> Result<Desk, CliError> {
    let shelf = shelf::own_shelf(surroundings, lang)?;
    let library = shelf.library();
    let opened = library.entry(id).and_then(|entry| shelf.open(entry));
    let unknown = || shelf::unknown(&library, id, lang);
    Ok(Desk::of(opened.ok_or_else(unknown)?, surroundings))
}

/// Ticks what is ticked in the document, as one change, and keeps its notes; a rehearsal only counts them. What was begun or
/// noted before stays as it is.
pub(super) fn take(
    imported: &Imported,
    args: &ImportArgs,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<Taken, CliError> {
    let id = imported.roadmap.id();
    shelf::own_shelf(surroundings, lang)?;
    let desk = desk_of(id.as_str(), surroundings, lang);
    let mut desk = desk.map_err(|error| error.hint(lang.import().add_hint))?;
    let (course, roadmap) = (&desk.course, desk.course.roadmap());
    // What was begun before stays as it is.
    let is_leaf = |node| matches!(roadmap.level(node), Level::Resource | Level::Concept);
    let is_new =
        |node: NodeIdx| is_leaf(node) && course.progress().status(roadmap, node) == Status::Todo;
    let states = imported
        .states
        .iter()
        .map(|state| named(imported, &state.id, state.status));
    let matching = Matching::of(&states.collect::<Vec<_>>(), course, lang);
    let states = matching.nodes.iter().zip(&imported.states);
    let found = states.filter_map(|(node, state)| Some(((*node)?, state)));
    let found: Vec<(NodeIdx, &State)> = found.collect();
    let new = found.iter().filter(|(node, _)| is_new(*node));
    let wanted = new.map(|(node, state)| (*node, state.status, state.when.clone()));
    let (taken, change) = Taken::of(course, wanted.collect::<Vec<_>>(), matching.clone());
    let spent: Vec<Spent> = found
        .iter()
        .filter(|(node, _)| course.own_minutes_spent(*node) == 0)
        .flat_map(|(node, state)| {
            let spent = |stint: &Stint| Spent {
                // What took time in all is counted on the day on which it was done, rather than on the day of the import.
                when: stint.when.clone().or_else(|| state.when.clone()),
                ..course.spent(*node, stint.minutes)
            };
            state.spent.iter().map(spent)
        })
        .collect();
    let timed: HashSet<&str> = spent.iter().map(|spent| spent.node.as_str()).collect();
    let mut noted = Vec::new();
    // There may be several of one thing.
    let ids: BTreeSet<&str> = imported.notes.iter().map(|(id, _)| id.as_str()).collect();
    let things = ids.iter().map(|id| named(imported, id, Status::Todo));
    let nodes = Matching::of(&things.collect::<Vec<_>>(), course, lang).nodes;
    let places: HashMap<&str, Option<NodeIdx>> = ids.into_iter().zip(nodes).collect();
    for (id, note) in &imported.notes {
        let node = places.get(id.as_str()).copied().flatten();
        let Some(node) = node.filter(|node| course.notes_of(*node).next().is_none()) else {
            continue;
        };
        let id = roadmap.node_id(node).to_string();
        if let Some(paths) = surroundings.paths.as_ref().ok().filter(|_| !args.dry_run) {
            let place = notes::Place::new(&paths.notes(), roadmap, &id);
            notes::add_text(&place, note)
                .map_err(|error| CliError::failed(lang.notes().not_saved).because(&error))?;
        }
        noted.push(id);
    }
    let taken = Taken {
        notes: noted.len(),
        times: timed.len(),
        ..taken
    };
    if args.dry_run {
        return Ok(taken);
    }
    if let Some(change) = change {
        desk.record(&change, lang)?;
    }
    for spent in spent {
        desk.spend(&spent, RecordId::random(), lang)?;
    }
    for id in noted {
        // The note itself is kept; this is for the statistics only.
        let _unheard = desk.record_note(&id, NoteDeed::Written);
    }
    Ok(taken)
}

/// Returns what a document says of one of its things.
fn named<'a>(imported: &'a Imported, id: &'a str, status: Status) -> Named<'a> {
    let roadmap = &imported.roadmap;
    let node = roadmap.find(id);
    let link = node.and_then(|node| roadmap.link(node));
    Named {
        id,
        url: link.map(Link::as_str),
        title: node.map_or(id, |node| roadmap.title(node, Lang::En).as_str()),
        status,
    }
}
