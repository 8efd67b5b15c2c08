//! Matching what the journals say to today's roadmap.

use std::collections::HashMap;

use super::{Decided, Orphan};
use crate::journal::{Entry, Log, Spent};
use crate::progress::{Progress, Status};
use crate::roadmap::identity::{self, Meaning};
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::clean;

/// What the journals say of a roadmap.
#[derive(Clone, Debug)]
pub struct Folded {
    pub progress: Progress,
    /// What was recorded for nodes that are not in the roadmap any more; untouched ones are left out.
    pub orphans: Vec<Orphan>,
    pub(super) decided: HashMap<NodeIdx, Decided>,
    /// Every recorded node id that time was spent on, as the node it means today.
    pub(super) timed: HashMap<String, NodeIdx>,
    /// Which node each recorded id means today.
    pub(super) by_record: HashMap<String, NodeIdx>,
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
        .map(|(node, url)| identity::Recorded { node, url })
        .collect();
    let attachments = attachments(log, roadmap);
    let mut matches = identity::match_all(roadmap, &attachments, &recorded);
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
    let mut orphans = Vec::new();
    for (entry, found) in entries.iter().zip(matches) {
        match found {
            Some(Meaning::Hidden(_)) => {}
            Some(Meaning::Node(node)) => {
                let best = newest.entry(*node).or_insert(entry);
                if (best.l, best.id) < (entry.l, entry.id) {
                    *best = entry;
                }
            }
            None if entry.status == Status::Todo => {}
            None => orphans.push(Orphan {
                id: clean::line(entry.node),
                title: clean::line(if entry.title.is_empty() {
                    entry.node
                } else {
                    entry.title
                }),
                url: entry.url.map(clean::line),
                status: entry.status,
            }),
        }
    }
    let mut progress = Progress::new(roadmap);
    for (node, entry) in &newest {
        progress.set(roadmap, *node, entry.status);
    }
    let times = spent.iter().zip(of_time);
    let statuses = entries.iter().zip(matches);
    Folded {
        progress,
        orphans,
        decided: newest
            .into_iter()
            .map(|(node, entry)| (node, Decided::by(entry)))
            .collect(),
        timed: times
            .filter_map(|(spent, found)| Some((spent.node.clone(), (*found)?.node()?)))
            .collect(),
        by_record: statuses
            .filter_map(|(entry, found)| Some((entry.node.to_owned(), (*found)?.node()?)))
            .collect(),
    }
}

/// Returns what the person attached to something else, by the old id.
pub(super) fn attachments(log: &Log, roadmap: &Roadmap) -> HashMap<String, String> {
    log.attachments(roadmap.id().as_str())
        .map(|attached| (attached.node.to_owned(), attached.to.to_owned()))
        .collect()
}
