//! Ticks that were made on the exported web page.

use super::super::desk::Surroundings;
use super::super::error::{CliError, Exit, Stop};
use super::super::out::{Out, Tone};
use super::ImportArgs;
use super::progress::{Taken, desk_of};
use crate::import::ImportError;
use crate::import::page_file::{self, PageFile, PageTick};
use crate::lang::Lang;
use crate::roadmap::identity::{self, Meaning};

/// Takes ticks over where the document is the file that the exported page offers; nothing where it is another.
pub(super) fn ticks(
    args: &ImportArgs,
    bytes: &[u8],
    surroundings: &Surroundings,
    out: &mut Out<'_>,
) -> Result<Option<Exit>, Stop> {
    let (lang, text) = (out.lang(), out.lang().import());
    let read = std::str::from_utf8(bytes).ok().and_then(page_file::read);
    let file = match read {
        None | Some(Err(ImportError::Empty(_) | ImportError::MockUp | ImportError::Invalid(_))) => {
            return Ok(None);
        }
        Some(Ok(file)) => file,
        Some(Err(ImportError::Unreadable { line, why })) => {
            let place = format!("{}:{line}", args.source.to_string_lossy());
            return Err(CliError::failed(&(text.broken)(&place, why.as_str())).into());
        }
    };
    let Page { taken, unknown } = take(&file, args.dry_run, surroundings, lang)?;
    out.say(Tone::Plain, &(text.recorded)(taken.ticks, taken.notes))?;
    if unknown > 0 {
        out.say(Tone::Dim, &(text.not_found_again)(unknown))?;
    }
    if args.dry_run {
        out.say(Tone::Dim, text.only_rehearsed)?;
    }
    Ok(Some(Exit::Good))
}

/// What came of the file.
struct Page {
    taken: Taken,
    /// How many of its nodes are not in the roadmap any more.
    unknown: usize,
}

/// Sets what was ticked on the page, and what no longer is, as one change. Nodes are found as those of the journal are.
fn take(
    file: &PageFile,
    is_rehearsal: bool,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<Page, CliError> {
    let mut desk = desk_of(file.roadmap.as_str(), surroundings, lang)?;
    let (course, roadmap) = (&desk.course, desk.course.roadmap());
    let recorded = |tick: &PageTick| (tick.node.clone(), tick.url.clone());
    let recorded: Vec<_> = file.ticks.iter().map(recorded).collect();
    let recorded: Vec<_> = recorded
        .iter()
        .map(|(node, url)| identity::Recorded {
            node,
            url: url.as_deref(),
        })
        .collect();
    let matches = identity::match_all(roadmap, &course.attachments(), &recorded);
    let node_of = |found: &Option<Meaning>| found.and_then(Meaning::node);
    let unknown = matches.iter().filter(|found| found.is_none()).count();
    let wanted = file.ticks.iter().zip(&matches).filter_map(|(tick, found)| {
        let node = node_of(found)?;
        Some((node, tick.status, tick.when.clone()))
    });
    let change = course.change_each(wanted);
    let taken = Taken {
        ticks: change.as_ref().map_or(0, |change| change.nodes.len()),
        ..Taken::default()
    };
    if let Some(change) = change.filter(|_| !is_rehearsal) {
        desk.record(&change, lang)?;
    }
    Ok(Page { taken, unknown })
}
