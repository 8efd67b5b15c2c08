//! Ticks that a reader of roadmap.sh made there, for a roadmap that was imported from it.

use super::super::desk::{Desk, Surroundings};
use super::super::error::{Exit, Stop};
use super::super::out::Out;
use super::ImportArgs;
use super::matching::{Matching, Named};
use super::progress::{Taken, desk_of, read_ticks, record_ticks};
use crate::course::Course;
use crate::import::browser_file::{self, BrowserTick};
use crate::import::roadmap_sh::is_of_a_part;
use crate::lang::Lang;
use crate::progress::Status;
use crate::progress::change::Change;
use crate::roadmap::identity::By;
use crate::roadmap::{Level, NodeIdx, Roadmap};

/// Takes ticks over where the document is what the browser keeps; nothing where it is another. They go to the roadmap of
/// `--id`, else to the one in use.
pub(super) fn ticks(
    args: &ImportArgs,
    bytes: &[u8],
    surroundings: &Surroundings,
    out: &mut Out<'_>,
) -> Result<Option<Exit>, Stop> {
    let lang = out.lang();
    let Some(ticks) = read_ticks(args, bytes, browser_file::read, lang)? else {
        return Ok(None);
    };
    let mut desk = match args.id.as_deref() {
        Some(id) => desk_of(id, surroundings, lang)?,
        None => Desk::open(surroundings)?,
    };
    record_ticks(taken(&ticks, &desk.course, lang), args, &mut desk, out)?;
    Ok(Some(Exit::Good))
}

/// Returns what the ticks change. A topic is ticked by what lies directly in it, since its subtopics have ticks of their own
/// there too; what was begun here stays as it is.
fn taken(ticks: &[BrowserTick], course: &Course, lang: Lang) -> (Taken, Option<Change>) {
    let roadmap = course.roadmap();
    let named = ticks.iter().map(|tick| {
        let id = tick.alias.as_deref().unwrap_or(&tick.id);
        Named {
            id,
            url: None,
            title: &tick.id,
            status: tick.status,
        }
    });
    let named: Vec<Named<'_>> = named.collect();
    let mut matching = Matching::of(&named, course, lang);
    matching.usual = Some(By::Alias);
    let mut wanted = Vec::new();
    for (at, tick) in ticks.iter().enumerate() {
        let Some(node) = matching.nodes[at] else {
            continue;
        };
        let things = things(roadmap, node);
        if things.is_empty() {
            matching.lose(named[at].id);
        }
        let is_new = |node: &NodeIdx| course.progress().status(roadmap, *node) == Status::Todo;
        let things = things.into_iter().filter(is_new);
        wanted.extend(things.map(|node| (node, tick.status, None)));
    }
    Taken::of(course, wanted, matching)
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
