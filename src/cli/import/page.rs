//! Ticks that were made on the exported web page.

use super::super::desk::Desk;
use super::super::desk::Surroundings;
use super::super::error::CliError;
use super::super::shelf;
use super::progress::Taken;
use crate::import::page_file::{PageFile, PageTick};
use crate::lang::Lang;
use crate::progress::change::{Change, NodeChange, Origin};
use crate::roadmap::identity::{self, Meaning};

/// What came of the file.
pub(super) struct Page {
    pub(super) taken: Taken,
    /// How many of its nodes are not in the roadmap any more.
    pub(super) unknown: usize,
}

/// Sets what was ticked on the page, and what no longer is, as one change. Nodes are found as those of the journal are.
pub(super) fn take(
    file: &PageFile,
    is_rehearsal: bool,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<Page, CliError> {
    let id = file.roadmap.as_str();
    let library = shelf::library(surroundings);
    let opened = match &shelf::own_shelf(surroundings, lang) {
        Ok(own) => library.entry(id).and_then(|entry| own.open(entry)),
        Err(_) => None,
    };
    let unknown = || shelf::unknown(&library, id, lang);
    let mut desk = Desk::of(opened.ok_or_else(unknown)?, surroundings);
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
    let nodes: Vec<NodeChange> = file
        .ticks
        .iter()
        .zip(&matches)
        .filter_map(|(tick, found)| {
            let node = node_of(found)?;
            let from = course.progress().status(roadmap, node);
            (from != tick.status).then(|| NodeChange {
                node: roadmap.node_id(node).to_string(),
                from,
                to: tick.status,
                url: roadmap.link(node).map(|link| link.as_str().to_owned()),
                title: roadmap.title(node, Lang::En).to_string(),
            })
        })
        .collect();
    let taken = Taken {
        ticks: nodes.len(),
        notes: 0,
    };
    let change = Change {
        roadmap: roadmap.id().to_string(),
        nodes,
        origin: Origin::Done,
    };
    if taken.ticks > 0 && !is_rehearsal {
        desk.record(&change, lang)?;
    }
    Ok(Page { taken, unknown })
}
