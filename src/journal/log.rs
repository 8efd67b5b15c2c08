//! What all journals say together: the union of their records, and the state that follows from it.
//!
//! Records are united by id, and for each (roadmap, node, operation) the greatest (`l`, id) wins. So it does not
//! matter in which order, how often, or in how many files the records come.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use super::line::{self, Parsed, Unapplied};
use super::record::{Action, END_OF_TIME, FORMAT, Record, RecordId};
use crate::progress::Status;
use crate::progress::change::Change;

/// Whose journal a record was read from. Undo takes back the changes of this device only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    ThisDevice,
    Other,
}

/// The status of a node, and the record that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    pub node: &'a str,
    pub status: Status,
    /// Lamport time of the record.
    pub l: u64,
    pub id: &'a RecordId,
    /// Local wall clock with offset.
    pub at: &'a str,
    /// Address and title of the node as they were then, cleaned.
    pub url: Option<&'a str>,
    pub title: &'a str,
}

/// Progress of an old node id that a person attached to a node of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attached<'a> {
    pub node: &'a str,
    pub to: &'a str,
}

/// One change of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past<'a> {
    pub id: &'a RecordId,
    pub l: u64,
    /// Local wall clock with offset.
    pub at: &'a str,
    pub change: &'a Change,
    pub writer: Writer,
}

/// How well the journals could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Distinct records that are applied.
    pub records: usize,
    /// File name and line number, from 1, of each line that is torn or does not match its checksum.
    pub damaged: Vec<(String, usize)>,
    /// Distinct records of a newer version: kept, not applied.
    pub newer: usize,
    /// Distinct records with an operation or value that this version does not know: kept, not applied.
    pub unknown_ops: usize,
    /// Distinct records whose time is beyond the year 9999: not applied.
    pub quarantined: usize,
    /// Changes of many lines of which a line is missing: not applied until it turns up.
    pub incomplete: usize,
    /// Names of files that a synchronising program made of a journal. They are read like any other.
    pub conflict_copies: Vec<String>,
    /// Files and folders that cannot be read, with the reason.
    pub unreadable: Vec<(PathBuf, String)>,
    /// File name and needed format of a journal that only a newer version may go on with.
    pub read_only: Option<(String, u64)>,
}

/// The union of all records, with the state folded from it.
#[derive(Clone, Debug, Default)]
pub struct Log {
    pub(super) records: Vec<Stored>,
    by_id: HashMap<RecordId, usize>,
    /// The lines of changes that were too long for one line, by whole and number.
    parts: HashMap<RecordId, BTreeMap<u32, usize>>,
    roadmaps: BTreeMap<String, Fold>,
    largest_l: u64,
    health: Health,
    unapplied: HashSet<RecordId>,
    /// Records contradict each other, as only a person's editing can make them: see [`Log::fold_again`].
    contradiction: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) record: Record,
    pub(super) writer: Writer,
    /// Made here of the lines of a long change.
    joined: bool,
}

/// The state of one roadmap: places in `Log::records`.
#[derive(Clone, Debug, Default)]
struct Fold {
    /// The winning record of each node, and the node's place in its change.
    statuses: BTreeMap<String, (usize, usize)>,
    attached: BTreeMap<String, usize>,
    /// Status changes, ordered by (`l`, id).
    order: Vec<usize>,
}

impl Log {
    /// Adds a record. Adding one again changes nothing.
    pub fn add(&mut self, record: Record, writer: Writer) {
        self.insert(record, writer);
        self.settle();
    }

    /// Adds all records of a journal file.
    pub fn read_file(&mut self, name: &str, bytes: &[u8], writer: Writer) {
        for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            match line::parse(line) {
                Parsed::Blank => {}
                Parsed::Record(record) => self.insert(record, writer),
                Parsed::Header { min_reader } => self.note_reader(name, min_reader),
                Parsed::Newer(unapplied) => self.health.newer += self.keep(&unapplied),
                Parsed::UnknownOp(unapplied) => self.health.unknown_ops += self.keep(&unapplied),
                Parsed::Damaged => {
                    self.health.damaged.push((name.to_owned(), number));
                    if let Some(record) = line::salvage(line) {
                        self.insert(record, writer);
                    }
                }
            }
        }
        self.settle();
    }

    /// Notes a file or folder that cannot be read, for [`Log::health`].
    pub fn note_unreadable(&mut self, path: PathBuf, reason: String) {
        self.health.unreadable.push((path, reason));
    }

    /// Notes a conflict copy, for [`Log::health`].
    pub fn note_conflict_copy(&mut self, name: String) {
        self.health.conflict_copies.push(name);
    }

    /// Returns the status of every node that has a record, by node id.
    pub fn statuses(&self, roadmap: &str) -> impl Iterator<Item = Entry<'_>> {
        let statuses = self.roadmaps.get(roadmap).map(|fold| &fold.statuses);
        statuses
            .into_iter()
            .flatten()
            .filter_map(|(node, place)| self.entry(node, *place))
    }

    /// Returns the status of one node; `None` when no record names it.
    #[must_use]
    pub fn status(&self, roadmap: &str, node: &str) -> Option<Entry<'_>> {
        let (node, place) = self.roadmaps.get(roadmap)?.statuses.get_key_value(node)?;
        self.entry(node, *place)
    }

    /// Returns the old node ids whose progress was attached to nodes of today.
    pub fn attachments(&self, roadmap: &str) -> impl Iterator<Item = Attached<'_>> {
        let attached = self.roadmaps.get(roadmap).map(|fold| &fold.attached);
        attached.into_iter().flatten().filter_map(|(node, place)| {
            match &self.records[*place].record.action {
                Action::Attach { to, .. } => to.as_deref().map(|to| Attached { node, to }),
                Action::Status(_) => None,
            }
        })
    }

    /// Returns all status changes of a roadmap, the newest first.
    pub fn history(&self, roadmap: &str) -> impl Iterator<Item = Past<'_>> {
        let order = self
            .roadmaps
            .get(roadmap)
            .map(|fold| fold.order.iter().rev());
        order.into_iter().flatten().filter_map(|place| {
            let Stored { record, writer, .. } = &self.records[*place];
            match &record.action {
                Action::Status(change) => Some(Past {
                    id: &record.id,
                    l: record.l,
                    at: &record.at,
                    change,
                    writer: *writer,
                }),
                Action::Attach { .. } => None,
            }
        })
    }

    /// Returns the ids of the roadmaps that have any record.
    pub fn roadmaps(&self) -> impl Iterator<Item = &str> {
        self.roadmaps.keys().map(String::as_str)
    }

    /// Returns the largest Lamport time seen in any record, even one that is not applied.
    #[must_use]
    pub fn largest_l(&self) -> u64 {
        self.largest_l
    }

    /// Returns how well the journals could be read.
    #[must_use]
    pub fn health(&self) -> &Health {
        &self.health
    }

    fn entry<'a>(&'a self, node: &'a str, (place, index): (usize, usize)) -> Option<Entry<'a>> {
        let record = &self.records[place].record;
        let Action::Status(change) = &record.action else {
            return None;
        };
        let node_change = &change.nodes[index];
        Some(Entry {
            node,
            status: node_change.to,
            l: record.l,
            id: &record.id,
            at: &record.at,
            url: node_change.url.as_deref(),
            title: &node_change.title,
        })
    }

    /// Unites one record with the others.
    fn insert(&mut self, record: Record, writer: Writer) {
        if record.l >= END_OF_TIME {
            self.health.quarantined += self.count_once(Some(&record.id));
            return;
        }
        self.largest_l = self.largest_l.max(record.l);
        let Some(place) = self.by_id.get(&record.id) else {
            let place = self.records.len();
            self.by_id.insert(record.id.clone(), place);
            self.records.push(Stored {
                record,
                writer,
                joined: false,
            });
            self.apply(place);
            return;
        };
        let known = &mut self.records[*place];
        if writer == Writer::ThisDevice && known.writer != writer {
            known.writer = writer;
            self.contradiction |= known.record.part.is_some();
        }
        if known.joined || known.record != record {
            self.contradiction = true;
            // Any rule will do that does not depend on the order of reading.
            if known.joined || weight(&record) > weight(&known.record) {
                *known = Stored {
                    record,
                    writer: known.writer,
                    joined: false,
                };
            }
        }
    }

    /// Folds the record at a place into the state.
    fn apply(&mut self, place: usize) {
        let record = &self.records[place].record;
        let Some(part) = record.part.clone() else {
            self.apply_whole(place);
            return;
        };
        let parts = self.parts.entry(part.whole.clone()).or_default();
        if let Some(other) = parts.get(&part.number) {
            self.contradiction = true;
            if weight(&self.records[*other].record) >= weight(record) {
                return;
            }
        }
        parts.insert(part.number, place);
        let alike = |place: &usize| {
            self.records[*place]
                .record
                .part
                .as_ref()
                .is_some_and(|other| other.of == part.of)
        };
        self.contradiction |= !parts.values().all(alike);
        self.join(&part.whole);
    }

    /// Applies a long change once its lines are all there.
    fn join(&mut self, whole: &RecordId) {
        let Some(parts) = self.parts.get(whole) else {
            return;
        };
        let stored: Vec<_> = parts.values().map(|place| &self.records[*place]).collect();
        let records: Vec<_> = stored.iter().map(|stored| &stored.record).collect();
        let Some(record) = Record::join(&records) else {
            return;
        };
        let own = stored
            .iter()
            .any(|stored| stored.writer == Writer::ThisDevice);
        let writer = if own {
            Writer::ThisDevice
        } else {
            Writer::Other
        };
        if self.by_id.contains_key(whole) {
            self.contradiction = true;
            return;
        }
        let place = self.records.len();
        self.by_id.insert(whole.clone(), place);
        self.records.push(Stored {
            record,
            writer,
            joined: true,
        });
        self.apply_whole(place);
    }

    fn apply_whole(&mut self, place: usize) {
        let record = &self.records[place].record;
        let key = |place: &usize| {
            let record = &self.records[*place].record;
            (record.l, &record.id)
        };
        let this = (record.l, &record.id);
        let fold = self
            .roadmaps
            .entry(record.action.roadmap().to_owned())
            .or_default();
        match &record.action {
            Action::Status(change) => {
                fold.order.push(place);
                for (index, node) in change.nodes.iter().enumerate() {
                    match fold.statuses.get_mut(&node.node) {
                        Some(winner) if key(&winner.0) > this => {}
                        Some(winner) => *winner = (place, index),
                        None => {
                            fold.statuses.insert(node.node.clone(), (place, index));
                        }
                    }
                }
            }
            Action::Attach { node, .. } => match fold.attached.get_mut(node) {
                Some(winner) if key(winner) > this => {}
                Some(winner) => *winner = place,
                None => {
                    fold.attached.insert(node.clone(), place);
                }
            },
        }
        self.health.records += 1;
    }

    /// Brings the state in order after records were added.
    fn settle(&mut self) {
        if self.contradiction {
            self.fold_again();
        }
        self.put_in_order();
    }

    /// Folds the state from the set of records alone. Without contradictions the fold does not depend on the
    /// order in which records came; with one, only this makes it so.
    fn fold_again(&mut self) {
        self.records.retain(|stored| !stored.joined);
        self.records
            .sort_by(|left, right| left.record.id.cmp(&right.record.id));
        self.by_id = (0..)
            .zip(&self.records)
            .map(|(place, stored)| (stored.record.id.clone(), place))
            .collect();
        self.parts.clear();
        self.roadmaps.clear();
        self.health.records = 0;
        for place in 0..self.records.len() {
            self.apply(place);
        }
    }

    fn put_in_order(&mut self) {
        let records = &self.records;
        let key = |place: &usize| (records[*place].record.l, &records[*place].record.id);
        for fold in self.roadmaps.values_mut() {
            if !fold.order.is_sorted_by_key(key) {
                fold.order.sort_by(|left, right| key(left).cmp(&key(right)));
            }
        }
        let joined = |whole: &&RecordId| !self.by_id.contains_key(*whole);
        self.health.incomplete = self.parts.keys().filter(joined).count();
    }

    fn note_reader(&mut self, name: &str, min_reader: u64) {
        let needed = self
            .health
            .read_only
            .as_ref()
            .map_or(FORMAT, |(_, needed)| *needed);
        if min_reader > needed {
            self.health.read_only = Some((name.to_owned(), min_reader));
        }
    }

    /// Remembers a record that is not applied; returns how many more there are: 0 when it was known.
    fn keep(&mut self, unapplied: &Unapplied) -> usize {
        if unapplied.l < END_OF_TIME {
            self.largest_l = self.largest_l.max(unapplied.l);
        }
        self.count_once(unapplied.id.as_ref())
    }

    fn count_once(&mut self, id: Option<&RecordId>) -> usize {
        usize::from(id.is_none_or(|id| self.unapplied.insert(id.clone())))
    }
}

/// Orders records that claim the same id, by all that they say.
fn weight(record: &Record) -> (u64, String) {
    (record.l, line::encode(record).unwrap_or_default())
}
