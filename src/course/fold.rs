//! Matching what the journals say to today's roadmap.

use std::collections::HashMap;

use super::orphan::Orphans;
use super::{Decided, Orphan};
use crate::journal::{Entry, Log, Spent};
use crate::progress::Progress;
use crate::roadmap::identity::{self, Meaning, Recorded};
use crate::roadmap::{Level, NodeIdx, Roadmap};

/// What the journals say of a roadmap.
#[derive(Clone, Debug)]
pub struct Folded {
    pub progress: Progress,
    /// Statuses and times of nodes that are not in the roadmap any more, ordered by id; untouched ones are left out.
    pub orphans: Vec<Orphan>,
    pub(super) decided: HashMap<NodeIdx, Decided>,
    /// What each recorded id means today.
    pub(super) meanings: HashMap<String, Meaning>,
}

/// Matches every record to today's roadmap; what has no place there becomes an orphan. What the person's own layer hides is
/// neither: it is kept, and counts again when it is shown.
#[must_use]
pub fn fold(roadmap: &Roadmap, log: &Log) -> Folded {
    let id = roadmap.id().as_str();
    let entries: Vec<Entry<'_>> = log.statuses(id).collect();
    let spent: Vec<&Spent> = log.times(id).map(|timed| timed.spent).collect();
    let of_status = entries.iter().map(|entry| (entry.node, entry.url));
    let of_time = spent
        .iter()
        .map(|spent| (&*spent.node, spent.url.as_deref()));
    let recorded: Vec<_> = of_status
        .chain(of_time)
        .map(|(node, url)| Recorded { node, url })
        .collect();
    let attachments = attachments(log, roadmap);
    let mut matches = identity::match_all(roadmap, &attachments, &recorded);
    let meanings = meanings(&recorded, &mut matches);
    let is_leaf = |node: NodeIdx| matches!(roadmap.level(node), Level::Resource | Level::Concept);
    for (entry, found) in entries.iter().zip(&mut matches) {
        let is_parent = found
            .and_then(Meaning::node)
            .is_some_and(|node| !is_leaf(node));
        if is_parent {
            // What became a topic has no status of its own any more: the old one waits for a place, or was given one.
            let to = attachments.get(entry.node).and_then(|to| roadmap.find(to));
            *found = to.filter(|node| is_leaf(*node)).map(Meaning::Node);
        }
    }
    let (matches, of_time) = matches.split_at(entries.len());

    let mut newest: HashMap<NodeIdx, &Entry<'_>> = HashMap::new();
    let mut orphans = Orphans::default();
    for (entry, found) in entries.iter().zip(matches) {
        match found {
            Some(Meaning::Hidden(_)) => {}
            Some(Meaning::Node(node)) => {
                let best = newest.entry(*node).or_insert(entry);
                if (best.l, best.id) < (entry.l, entry.id) {
                    *best = entry;
                }
            }
            None => orphans.status(entry),
        }
    }
    for (spent, found) in spent.iter().zip(of_time) {
        if found.is_none() {
            orphans.time(spent);
        }
    }
    let mut progress = Progress::new(roadmap);
    for (node, entry) in &newest {
        progress.set(roadmap, *node, entry.status);
    }
    Folded {
        progress,
        orphans: orphans.finish(),
        decided: newest
            .into_iter()
            .map(|(node, entry)| (node, Decided::by(entry)))
            .collect(),
        meanings,
    }
}

/// Returns what each recorded id means. What was recorded of one thing stays together: where one record of an id finds its
/// node, those go with it that know no address, or another one.
fn meanings(
    recorded: &[Recorded<'_>],
    matches: &mut [Option<Meaning>],
) -> HashMap<String, Meaning> {
    let mut meanings: HashMap<String, Meaning> = HashMap::with_capacity(recorded.len());
    for (entry, found) in recorded.iter().zip(matches.iter()) {
        if let Some(found) = found {
            meanings.entry(entry.node.to_owned()).or_insert(*found);
        }
    }
    for (entry, found) in recorded.iter().zip(matches) {
        if found.is_none() {
            *found = meanings.get(entry.node).copied();
        }
    }
    meanings
}

/// Returns what the person attached to something else, by the old id.
pub(super) fn attachments(log: &Log, roadmap: &Roadmap) -> HashMap<String, String> {
    log.attachments(roadmap.id().as_str())
        .map(|attached| (attached.node.to_owned(), attached.to.to_owned()))
        .collect()
}
