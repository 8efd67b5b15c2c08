//! Ticks that were made on the exported web page.

use super::super::desk::Surroundings;
use super::super::error::{Exit, Stop};
use super::super::out::Out;
use super::ImportArgs;
use super::matching::{Matching, Named};
use super::progress::{Taken, desk_of, read_ticks, record_ticks};
use crate::course::Course;
use crate::import::page_file::{self, PageFile};
use crate::lang::Lang;
use crate::progress::change::Change;

/// Takes ticks over where the document is the file that the exported page offers; nothing where it is another.
pub(super) fn ticks(
    args: &ImportArgs,
    bytes: &[u8],
    surroundings: &Surroundings,
    out: &mut Out<'_>,
) -> Result<Option<Exit>, Stop> {
    let lang = out.lang();
    let Some(file) = read_ticks(args, bytes, page_file::read, lang)? else {
        return Ok(None);
    };
    let mut desk = desk_of(file.roadmap.as_str(), surroundings, lang)?;
    record_ticks(taken(&file, &desk.course, lang), args, &mut desk, out)?;
    Ok(Some(Exit::Good))
}

/// Returns what was ticked on the page, and what no longer is, as one change. Nodes are found as those of the journal are.
fn taken(file: &PageFile, course: &Course, lang: Lang) -> (Taken, Option<Change>) {
    let ticks = file.ticks.iter().map(|tick| Named {
        id: &tick.node,
        url: tick.url.as_deref(),
        title: tick.title.as_str(),
        status: tick.status,
    });
    let matching = Matching::of(&ticks.collect::<Vec<_>>(), course, lang);
    let nodes = file.ticks.iter().zip(&matching.nodes);
    let wanted = nodes.filter_map(|(tick, node)| Some(((*node)?, tick.status, tick.when.clone())));
    Taken::of(course, wanted.collect::<Vec<_>>(), matching.clone())
}
