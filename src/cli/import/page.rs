//! Ticks that were made on the exported web page.

use super::super::desk::Surroundings;
use super::super::error::{CliError, Exit, Stop};
use super::super::out::{Out, Tone};
use super::ImportArgs;
use super::progress::{Taken, desk_of, read_ticks};
use crate::import::page_file::{self, PageFile};
use crate::lang::Lang;
use crate::roadmap::identity::{self, Meaning, Recorded};

/// Takes ticks over where the document is the file that the exported page offers; nothing where it is another.
pub(super) fn ticks(
    args: &ImportArgs,
    bytes: &[u8],
    surroundings: &Surroundings,
    out: &mut Out<'_>,
) -> Result<Option<Exit>, Stop> {
    let (lang, text) = (out.lang(), out.lang().import());
    let Some(file) = read_ticks(args, bytes, page_file::read, lang)? else {
        return Ok(None);
    };
    take(&file, args.dry_run, surroundings, lang)?.tell(out)?;
    if args.dry_run {
        out.say(Tone::Dim, text.only_rehearsed)?;
    }
    Ok(Some(Exit::Good))
}

/// Sets what was ticked on the page, and what no longer is, as one change. Nodes are found as those of the journal are.
fn take(
    file: &PageFile,
    is_rehearsal: bool,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<Taken, CliError> {
    let mut desk = desk_of(file.roadmap.as_str(), surroundings, lang)?;
    let (course, roadmap) = (&desk.course, desk.course.roadmap());
    let recorded = file.ticks.iter().map(|tick| Recorded {
        node: &tick.node,
        url: tick.url.as_deref(),
    });
    let recorded: Vec<Recorded<'_>> = recorded.collect();
    let matches = identity::match_all(roadmap, &course.attachments(), &recorded);
    let wanted = file.ticks.iter().zip(&matches).filter_map(|(tick, found)| {
        let node = found.and_then(Meaning::node)?;
        Some((node, tick.status, tick.when.clone()))
    });
    let change = course.change_each(wanted);
    let taken = Taken {
        ticks: change.as_ref().map_or(0, |change| change.nodes.len()),
        unknown: matches.iter().filter(|found| found.is_none()).count(),
        ..Taken::default()
    };
    if let Some(change) = change.filter(|_| !is_rehearsal) {
        desk.record(&change, lang)?;
    }
    Ok(taken)
}
