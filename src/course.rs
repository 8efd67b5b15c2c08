//! One person working on one roadmap: content, journal and progress together. The screen and the command line are
//! two shells over it.

use std::collections::HashMap;

use crate::journal::{Entry, Log, Record, Spent, Timed, Writer};
use crate::lang::Lang;
use crate::progress::change::{Change, NodeChange, Origin};
use crate::progress::{Progress, Status};
use crate::roadmap::{Level, NodeIdx, Roadmap, identity};
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

/// The record that decided the status of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub status: Status,
    /// Lamport time of the record.
    pub l: u64,
    /// Local wall clock with offset, as it was recorded.
    pub at: String,
}

/// A roadmap with what the journals say of it. Pure: nothing here reads or writes a file.
#[derive(Clone, Debug)]
pub struct Course {
    roadmap: Roadmap,
    log: Log,
    progress: Progress,
    orphans: Vec<Orphan>,
    decided: HashMap<NodeIdx, Decided>,
    /// Every recorded node id that time was spent on, as the node it means today.
    timed: HashMap<String, NodeIdx>,
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
            decided: HashMap::new(),
            timed: HashMap::new(),
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

    /// Returns what decided the status of a resource or concept; `None` where nothing was recorded.
    #[must_use]
    pub fn decided(&self, node: NodeIdx) -> Option<&Decided> {
        self.decided.get(&node)
    }

    /// Returns all times that were spent on this roadmap, the newest first, with the node of today, if there is one.
    pub fn times(&self) -> impl Iterator<Item = (Option<NodeIdx>, Timed<'_>)> {
        let times = self.log.times(self.roadmap.id().as_str());
        times.map(|timed| (self.timed.get(&timed.spent.node).copied(), timed))
    }

    /// Returns the minutes that were spent on a node and on all below it.
    #[must_use]
    pub fn minutes_spent(&self, node: NodeIdx) -> u64 {
        let is_within = |found: &Option<NodeIdx>| {
            found.is_some_and(|found| self.roadmap.is_within(found, node))
        };
        self.times()
            .filter(|(found, _)| is_within(found))
            .map(|(_, timed)| u64::from(timed.spent.minutes))
            .sum()
    }

    /// Returns what is written down of time that was spent on a node.
    #[must_use]
    pub fn spent(&self, node: NodeIdx, minutes: u32) -> Spent {
        Spent {
            roadmap: self.roadmap.id().to_string(),
            node: self.roadmap.node_id(node).to_string(),
            url: self.roadmap.link(node).map(|link| link.as_str().to_owned()),
            title: self.roadmap.title(node, Lang::En).to_string(),
            minutes,
        }
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

    /// Matches every record to today's roadmap; what has no place there becomes an orphan.
    fn fold(&mut self) {
        let roadmap = &self.roadmap;
        let id = roadmap.id().as_str();
        let entries: Vec<Entry<'_>> = self.log.statuses(id).collect();
        let spent: Vec<&Spent> = self.log.times(id).map(|timed| timed.spent).collect();
        let of_status = entries.iter().map(|entry| (entry.node, entry.url));
        let of_time = spent
            .iter()
            .map(|spent| (&*spent.node, spent.url.as_deref()));
        let recorded: Vec<_> = of_status
            .chain(of_time)
            .map(|(node, url)| identity::Recorded { node, url })
            .collect();
        let attachments = self.log.attachments(id);
        let attachments: HashMap<String, String> = attachments
            .map(|attached| (attached.node.to_owned(), attached.to.to_owned()))
            .collect();
        let matches = identity::match_all(roadmap, &attachments, &recorded);
        let (matches, of_time) = matches.split_at(entries.len());
        self.timed = spent
            .iter()
            .zip(of_time)
            .filter_map(|(spent, node)| Some((spent.node.clone(), (*node)?)))
            .collect();

        let mut newest: HashMap<NodeIdx, &Entry<'_>> = HashMap::new();
        self.orphans.clear();
        for (entry, node) in entries.iter().zip(matches) {
            match node {
                Some(node) => {
                    let best = newest.entry(*node).or_insert(entry);
                    if (best.l, best.id) < (entry.l, entry.id) {
                        *best = entry;
                    }
                }
                None if entry.status == Status::Todo => {}
                None => self.orphans.push(Orphan {
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
        newest.retain(|node, _| matches!(roadmap.level(*node), Level::Resource | Level::Concept));
        for (node, entry) in &newest {
            progress.set(roadmap, *node, entry.status);
        }
        self.progress = progress;
        let decided = |(node, entry): (NodeIdx, &Entry<'_>)| {
            let Entry { status, l, at, .. } = *entry;
            let at = at.to_owned();
            (node, Decided { status, l, at })
        };
        self.decided = newest.into_iter().map(decided).collect();
    }
}

impl Orphan {
    #[must_use]
    pub fn title(&self) -> Clean<'_> {
        self.title.as_clean()
    }
}
