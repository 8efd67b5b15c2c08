//! Ticks that a reader of roadmap.sh made there, for a roadmap that was imported from it.

use super::super::desk::{Desk, Surroundings};
use super::super::error::{Exit, Stop};
use super::super::out::{Out, Tone};
use super::ImportArgs;
use super::progress::{Taken, desk_of, read_ticks};
use crate::import::browser_file::{self, BrowserTick};
use crate::import::roadmap_sh::is_of_a_part;
use crate::progress::Status;
use crate::progress::change::Change;
use crate::roadmap::identity::{self, Meaning, Recorded};
use crate::roadmap::{Level, NodeIdx, Roadmap};

/// Takes ticks over where the document is what the browser keeps; nothing where it is another. They go to the roadmap of
/// `--id`, else to the one in use.
pub(super) fn ticks(
    args: &ImportArgs,
    bytes: &[u8],
    surroundings: &Surroundings,
    out: &mut Out<'_>,
) -> Result<Option<Exit>, Stop> {
    let (lang, text) = (out.lang(), out.lang().import());
    let Some(ticks) = read_ticks(args, bytes, browser_file::read, lang)? else {
        return Ok(None);
    };
    let mut desk = match args.id.as_deref() {
        Some(id) => desk_of(id, surroundings, lang)?,
        None => Desk::open(surroundings)?,
    };
    let (change, unknown) = change(&ticks, &desk);
    let taken = Taken {
        ticks: change.as_ref().map_or(0, |change| change.nodes.len()),
        unknown,
        ..Taken::default()
    };
    if let Some(change) = change.filter(|_| !args.dry_run) {
        desk.record(&change, lang)?;
    }
    taken.tell(out)?;
    if args.dry_run {
        out.say(Tone::Dim, text.only_rehearsed)?;
    } else {
        out.say(
            Tone::Dim,
            &(text.open_hint)(desk.course.roadmap().id().as_str()),
        )?;
    }
    Ok(Some(Exit::Good))
}

/// Returns what the ticks change, and how many are of nothing in the roadmap. A topic is ticked by what lies directly in
/// it, since its subtopics have ticks of their own there too; what was begun here stays as it is.
fn change(ticks: &[BrowserTick], desk: &Desk) -> (Option<Change>, usize) {
    let (course, roadmap) = (&desk.course, desk.course.roadmap());
    let recorded: Vec<Recorded<'_>> = ticks
        .iter()
        .map(|tick| Recorded {
            node: tick.alias.as_deref().unwrap_or_default(),
            url: None,
        })
        .collect();
    let matches = identity::match_all(roadmap, &course.attachments(), &recorded);
    let mut wanted = Vec::new();
    let mut unknown = 0;
    for (tick, found) in ticks.iter().zip(matches) {
        let things = found
            .and_then(Meaning::node)
            .map(|node| things(roadmap, node));
        let things = things.unwrap_or_default();
        unknown += usize::from(things.is_empty() && !matches!(found, Some(Meaning::Hidden(_))));
        let is_new = |node: &NodeIdx| course.progress().status(roadmap, *node) == Status::Todo;
        let things = things.into_iter().filter(is_new);
        wanted.extend(things.map(|node| (node, tick.status, None)));
    }
    (course.change_each(wanted), unknown)
}

/// Returns what is ticked for a node: of a topic what belongs to it alone, and not its parts.
fn things(roadmap: &Roadmap, node: NodeIdx) -> Vec<NodeIdx> {
    match roadmap.level(node) {
        Level::Resource | Level::Concept => vec![node],
        Level::Stage | Level::Topic => {
            let is_part = |node| {
                roadmap
                    .aliases(node)
                    .any(|alias| is_of_a_part(alias.as_str()))
            };
            let below = roadmap.children(node);
            below
                .filter(|node| roadmap.level(*node) == Level::Resource && !is_part(*node))
                .collect()
        }
    }
}
