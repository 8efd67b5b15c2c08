//! One person working on one roadmap: content, journal and progress together. The screen and the command line are
//! two shells over it.

use std::collections::HashMap;

use crate::journal::{Entry, Log, Record, RecordId, Writer};
use crate::lang::Lang;
use crate::progress::change::{Change, NodeChange, Origin};
use crate::progress::{Progress, Status};
use crate::roadmap::identity::{self, Meaning};
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::{Clean, CleanBuf, clean};

/// Something that was recorded for a node that is not in the roadmap any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// Node id as it was recorded.
    pub id: CleanBuf,
    pub title: CleanBuf,
    /// Address as it was recorded; it passes the gate of `Link::parse` before it is opened.
    pub url: Option<CleanBuf>,
    pub status: Status,
}

/// A roadmap with what the journals say of it. Pure: nothing here reads or writes a file.
#[derive(Clone, Debug)]
pub struct Course {
    roadmap: Roadmap,
    log: Log,
    progress: Progress,
    orphans: Vec<Orphan>,
}

impl Course {
    /// Folds what the journals say of a roadmap.
    #[must_use]
    pub fn new(roadmap: Roadmap, log: Log) -> Course {
        let progress = Progress::new(&roadmap);
        let mut course = Course {
            roadmap,
            log,
            progress,
            orphans: Vec::new(),
        };
        course.fold();
        course
    }

    #[must_use]
    pub fn roadmap(&self) -> &Roadmap {
        &self.roadmap
    }

    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Returns what was recorded for nodes that are not in the roadmap any more; untouched ones are left out.
    #[must_use]
    pub fn orphans(&self) -> &[Orphan] {
        &self.orphans
    }

    /// Returns the resources and concepts that a change of this node concerns: the node itself, or all below it.
    #[must_use]
    pub fn leaves(&self, node: NodeIdx) -> Vec<NodeIdx> {
        let is_leaf =
            |node: &NodeIdx| matches!(self.roadmap.level(*node), Level::Resource | Level::Concept);
        std::iter::once(node)
            .chain(self.roadmap.below(node))
            .filter(is_leaf)
            .collect()
    }

    /// Makes the change that sets resources and concepts to a status; `None` when all of them have it already.
    #[must_use]
    pub fn change(&self, leaves: &[NodeIdx], to: Status) -> Option<Change> {
        let roadmap = &self.roadmap;
        let nodes: Vec<NodeChange> = leaves
            .iter()
            .map(|node| (*node, self.progress.status(roadmap, *node)))
            .filter(|(_, from)| *from != to)
            .map(|(node, from)| NodeChange {
                node: roadmap.node_id(node).to_string(),
                from,
                to,
                url: roadmap.link(node).map(|link| link.as_str().to_owned()),
                title: roadmap.title(node, Lang::En).to_string(),
            })
            .collect();
        let roadmap = roadmap.id().to_string();
        (!nodes.is_empty()).then_some(Change {
            roadmap,
            nodes,
            origin: Origin::Done,
        })
    }

    /// Makes the change that takes back the newest change of this device that is in force.
    #[must_use]
    pub fn undo(&self) -> Option<Change> {
        self.log.undoable(self.roadmap.id().as_str())
    }

    /// Makes the change that does again what was undone last.
    #[must_use]
    pub fn redo(&self) -> Option<Change> {
        self.log.redoable(self.roadmap.id().as_str())
    }

    /// Shows a change at once, before it is recorded.
    pub fn apply(&mut self, change: &Change) {
        for node_change in &change.nodes {
            if let Some(node) = self.roadmap.find(&node_change.node) {
                self.progress.set(&self.roadmap, node, node_change.to);
            }
        }
    }

    /// Takes a record that this program wrote.
    pub fn record(&mut self, record: Record) {
        self.log.add(record, Writer::ThisDevice);
        self.fold();
    }

    /// Takes what all journals say now. Tells whether that changed anything that is seen.
    pub fn refresh(&mut self, log: Log) -> bool {
        let before = (self.statuses(), self.orphans.clone());
        self.log = log;
        self.fold();
        before != (self.statuses(), self.orphans.clone())
    }

    /// Goes on with another edition of the roadmap, or another roadmap: what was recorded finds its nodes again.
    pub fn replace_roadmap(&mut self, roadmap: Roadmap) {
        self.roadmap = roadmap;
        self.fold();
    }

    /// Returns the node that a recorded id means today, and its title: today's, or the recorded one.
    #[must_use]
    pub fn title_of(&self, change: &NodeChange, lang: Lang) -> CleanBuf {
        match self.roadmap.find(&change.node) {
            Some(node) => clean::line(self.roadmap.title(node, lang).as_str()),
            None => clean::line(&change.title),
        }
    }

    /// Names what a change touches: its node, or for many nodes the nearest parent of all of them, with their number.
    #[must_use]
    pub fn subject(&self, change: &Change, lang: Lang) -> CleanBuf {
        if let [node] = &change.nodes[..] {
            return self.title_of(node, lang);
        }
        let roadmap = &self.roadmap;
        let known = change
            .nodes
            .iter()
            .filter_map(|node| roadmap.find(&node.node));
        let nodes: Vec<NodeIdx> = known.collect();
        let holds_all =
            |parent: &NodeIdx| nodes.iter().all(|node| roadmap.is_within(*node, *parent));
        let parent = nodes
            .first()
            .and_then(|first| roadmap.ancestors(*first).find(holds_all));
        let title = match parent {
            Some(parent) => roadmap.title(parent, lang),
            None => roadmap.name(lang),
        };
        let is_concept = |node: &&NodeIdx| roadmap.level(**node) == Level::Concept;
        let concepts = nodes.iter().filter(is_concept).count();
        let resources = change.nodes.len() - concepts;
        clean::line(&(lang.tui().bulk)(title.as_str(), resources, concepts))
    }

    fn statuses(&self) -> Vec<Status> {
        self.roadmap
            .nodes()
            .map(|node| self.progress.status(&self.roadmap, node))
            .collect()
    }

    fn fold(&mut self) {
        (self.progress, self.orphans) = fold(&self.roadmap, &self.log);
    }
}

/// Matches every record to today's roadmap; what has no place there becomes an orphan. What the person's own layer hides is
/// neither: it is kept, and counts again when it is shown.
#[must_use]
pub fn fold(roadmap: &Roadmap, log: &Log) -> (Progress, Vec<Orphan>) {
    let id = roadmap.id().as_str();
    let entries: Vec<Entry<'_>> = log.statuses(id).collect();
    let recorded: Vec<_> = entries
        .iter()
        .map(|entry| identity::Recorded {
            node: entry.node,
            url: entry.url,
        })
        .collect();
    let attachments = log.attachments(id);
    let attachments: HashMap<String, String> = attachments
        .map(|attached| (attached.node.to_owned(), attached.to.to_owned()))
        .collect();
    let matches = identity::match_all(roadmap, &attachments, &recorded);

    let mut newest: HashMap<NodeIdx, (u64, &RecordId, Status)> = HashMap::new();
    let mut orphans = Vec::new();
    for (entry, node) in entries.iter().zip(matches) {
        let candidate = (entry.l, entry.id, entry.status);
        match node {
            Some(Meaning::Hidden(_)) => {}
            Some(Meaning::Node(node)) => {
                let best = newest.entry(node).or_insert(candidate);
                if (best.0, best.1) < (entry.l, entry.id) {
                    *best = candidate;
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
    for (node, (_, _, status)) in newest {
        if matches!(roadmap.level(node), Level::Resource | Level::Concept) {
            progress.set(roadmap, node, status);
        }
    }
    (progress, orphans)
}

impl Orphan {
    #[must_use]
    pub fn title(&self) -> Clean<'_> {
        self.title.as_clean()
    }
}
