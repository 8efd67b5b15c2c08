//! What all journals say together: the union of their records, and the state that follows from it.
//!
//! Records are united by id, and for each (roadmap, node, operation) the greatest (`l`, id) wins. So it does not
//! matter in which order, how often, or in how many files the records come.

mod damage;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use super::health::Health;
use super::line::{self, Parsed, Unapplied};
use super::record::{Action, END_OF_TIME, FORMAT, NoteDeed, Record, RecordId, Spent};
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
    pub writer: Writer,
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

/// Minutes that were spent on a node, and when that was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed<'a> {
    pub id: &'a RecordId,
    pub spent: &'a Spent,
    pub l: u64,
    /// Local wall clock with offset; of what was imported, what the document said.
    pub at: &'a str,
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

/// A note that was written or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotePast<'a> {
    pub node: &'a str,
    pub deed: NoteDeed,
    pub l: u64,
    /// Local wall clock with offset.
    pub at: &'a str,
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
    /// Keys of the damaged lines of `health`, in its order, and of records beyond the end of time.
    damaged: Vec<String>,
    quarantined: BTreeSet<String>,
    /// Long changes that will lack a line for ever, as the person knows.
    set_aside: HashSet<RecordId>,
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
    /// What was done to notes, ordered by (`l`, id).
    notes: Vec<usize>,
    /// Times that were spent, ordered by (`l`, id).
    times: Vec<usize>,
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
                    self.damaged.push(damage::key(line));
                    for record in line::salvage(line) {
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
                Action::Status(_) | Action::Note { .. } | Action::Time(_) => None,
            }
        })
    }

    /// Returns when notes were written and removed, the newest first.
    pub fn notes(&self, roadmap: &str) -> impl Iterator<Item = NotePast<'_>> {
        let notes = self.roadmaps.get(roadmap).map(|fold| fold.notes.iter());
        notes.into_iter().flatten().rev().filter_map(|place| {
            let record = &self.records[*place].record;
            match &record.action {
                Action::Note { node, deed, .. } => Some(NotePast {
                    node,
                    deed: *deed,
                    l: record.l,
                    at: &record.at,
                }),
                Action::Status(_) | Action::Attach { .. } | Action::Time(_) => None,
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
                Action::Attach { .. } | Action::Note { .. } | Action::Time(_) => None,
            }
        })
    }

    /// Returns all times that were spent on a roadmap, the newest first.
    pub fn times(&self, roadmap: &str) -> impl Iterator<Item = Timed<'_>> {
        let times = self
            .roadmaps
            .get(roadmap)
            .map(|fold| fold.times.iter().rev());
        times.into_iter().flatten().filter_map(|place| {
            let record = &self.records[*place].record;
            match &record.action {
                Action::Time(spent) => Some(Timed {
                    id: &record.id,
                    spent,
                    l: record.l,
                    at: spent.when.as_ref().unwrap_or(&record.at),
                }),
                Action::Status(_) | Action::Attach { .. } | Action::Note { .. } => None,
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

    /// Tells whether a record is there, applied or not.
    #[must_use]
    pub fn knows(&self, id: &RecordId) -> bool {
        self.by_id.contains_key(id) || self.unapplied.contains(id)
    }

    /// Returns how well the journals could be read.
    #[must_use]
    pub fn health(&self) -> &Health {
        &self.health
    }

    fn entry<'a>(&'a self, node: &'a str, (place, index): (usize, usize)) -> Option<Entry<'a>> {
        let Stored { record, writer, .. } = &self.records[place];
        let Action::Status(change) = &record.action else {
            return None;
        };
        let node_change = &change.nodes[index];
        Some(Entry {
            node,
            status: node_change.to,
            l: record.l,
            id: &record.id,
            writer: *writer,
            at: change.when(node_change).unwrap_or(&record.at),
            url: node_change.url.as_deref(),
            title: &node_change.title,
        })
    }

    /// Unites one record with the others.
    fn insert(&mut self, record: Record, writer: Writer) {
        if record.l >= END_OF_TIME {
            self.count_once(Some(&record.id));
            self.quarantined.insert(record.id.to_string());
            self.health.quarantined = self.quarantined.len();
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
        if known.joined {
            // A record that says itself what its lines say goes before them.
            self.contradiction = true;
            *known = Stored {
                record,
                writer,
                joined: false,
            };
            return;
        }
        if writer == Writer::ThisDevice && known.writer != writer {
            known.writer = writer;
            self.contradiction |= known.record.part.is_some();
        }
        if known.record != record {
            self.contradiction = true;
            // Any rule will do that does not depend on the order of reading.
            if weight(&record) > weight(&known.record) {
                known.record = record;
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
            Action::Note { .. } => fold.notes.push(place),
            Action::Time(_) => fold.times.push(place),
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
            for order in [&mut fold.order, &mut fold.notes, &mut fold.times] {
                if !order.is_sorted_by_key(key) {
                    order.sort_by(|left, right| key(left).cmp(&key(right)));
                }
            }
        }
        self.health.incomplete = self.incomplete().count();
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::journal::record::Part;
    use crate::progress::change::{NodeChange, Origin};

    fn record(id: &str, l: u64, node: &str, to: Status) -> Record {
        let node = NodeChange {
            node: node.into(),
            from: Status::Todo,
            to,
            url: None,
            title: String::new(),
            when: None,
        };
        let change = Change {
            roadmap: "llm".into(),
            nodes: vec![node],
            origin: Origin::Done,
        };
        Record::new(
            RecordId::from_text(id).unwrap(),
            l,
            "",
            Action::Status(change),
        )
    }

    fn log(records: &[Record]) -> Log {
        let mut log = Log::default();
        for record in records {
            log.add(record.clone(), Writer::ThisDevice);
        }
        log
    }

    fn statuses(log: &Log) -> Vec<(&str, Status)> {
        log.statuses("llm")
            .map(|entry| (entry.node, entry.status))
            .collect()
    }

    /// Everything that a log tells, as text.
    fn picture(log: &Log) -> String {
        let of_roadmap = |roadmap| {
            format!(
                "{:?}\n{:?}\n{:?}\n{:?}\n{:?} {:?}\n",
                log.statuses(roadmap).collect::<Vec<_>>(),
                log.notes(roadmap).collect::<Vec<_>>(),
                log.attachments(roadmap).collect::<Vec<_>>(),
                (
                    log.history(roadmap).collect::<Vec<_>>(),
                    log.times(roadmap).collect::<Vec<_>>(),
                ),
                log.undoable(roadmap),
                log.redoable(roadmap),
            )
        };
        format!(
            "{:?} {}\n{}{}",
            log.health(),
            log.largest_l(),
            of_roadmap("p"),
            of_roadmap("q")
        )
    }

    /// Records from a small world, so that nodes, times, ids, and parts collide far more often than in any journal.
    #[test]
    fn what_was_imported_happened_when_it_did_until_it_is_taken_back() {
        let change = |origin| Change {
            roadmap: "p".to_owned(),
            nodes: vec![NodeChange {
                node: "a".to_owned(),
                from: Status::Todo,
                to: Status::Done,
                url: None,
                title: String::new(),
                when: Some("2026-01-02".to_owned()),
            }],
            origin,
        };
        let mut log = Log::default();
        let at = "2026-11-23T19:24:30+01:00";
        for (number, origin, expected) in [
            (1, Origin::Done, "2026-01-02"),
            (2, Origin::Undoes("1-1".to_owned()), at),
            (3, Origin::Redoes("1-1".to_owned()), "2026-01-02"),
        ] {
            let action = Action::Status(change(origin));
            log.add(
                Record::new(RecordId::new(1, number), number, at, action),
                Writer::ThisDevice,
            );
            assert_eq!(log.status("p", "a").unwrap().at, expected);
        }
    }

    fn records() -> impl Strategy<Value = Vec<(Record, Writer)>> {
        let origin = prop_oneof![
            3 => Just(Origin::Done),
            1 => (0..8u8).prop_map(|id| Origin::Undoes(format!("r{id}"))),
            1 => (0..8u8).prop_map(|id| Origin::Redoes(format!("r{id}"))),
        ];
        let node = (0..3u8, 0..4usize, 0..4usize).prop_map(|(node, from, to)| NodeChange {
            node: format!("n{node}"),
            from: Status::ALL[from],
            to: Status::ALL[to],
            url: None,
            title: String::new(),
            when: None,
        });
        let roadmap = prop_oneof![Just("p".to_owned()), Just("q".to_owned())];
        let status = (roadmap.clone(), prop::collection::vec(node, 1..3), origin).prop_map(
            |(roadmap, nodes, origin)| {
                Action::Status(Change {
                    roadmap,
                    nodes,
                    origin,
                })
            },
        );
        let deed =
            (roadmap.clone(), 0..3u8, 0..2usize).prop_map(|(roadmap, node, deed)| Action::Note {
                roadmap,
                node: format!("n{node}"),
                deed: NoteDeed::ALL[deed],
            });
        let attach = (roadmap, 0..3u8, prop::option::of(0..3u8)).prop_map(|(roadmap, node, to)| {
            Action::Attach {
                roadmap,
                node: format!("n{node}"),
                to: to.map(|to| format!("n{to}")),
            }
        });
        let time = (prop_oneof![Just("p"), Just("q")], 0..3u8, 1..90u32).prop_map(
            |(roadmap, node, minutes)| {
                Action::Time(Spent {
                    roadmap: roadmap.into(),
                    node: format!("n{node}"),
                    url: None,
                    title: String::new(),
                    minutes,
                    when: None,
                })
            },
        );
        let action = prop_oneof![4 => status, 1 => attach, 1 => deed, 1 => time];
        let part = prop::option::weighted(0.3, (0..8u8, 1..3u32, 1..4u32)).prop_map(|part| {
            let (whole, number, of) = part?;
            let whole = RecordId::from_text(&format!("r{whole}"))?;
            Some(Part {
                whole,
                number,
                of: of.max(number),
            })
        });
        let l = prop_oneof![9 => 1..6u64, 1 => Just(END_OF_TIME)];
        let record =
            (0..24u8, l, action, part, any::<bool>()).prop_map(|(id, l, action, part, own)| {
                let id = RecordId::from_text(&format!("r{id}")).unwrap();
                let writer = if own {
                    Writer::ThisDevice
                } else {
                    Writer::Other
                };
                (
                    Record {
                        part,
                        ..Record::new(id, l, "2026-11-23T19:24:30+01:00", action)
                    },
                    writer,
                )
            });
        prop::collection::vec(record, 0..24)
    }

    fn of(records: &[(Record, Writer)]) -> Log {
        let mut log = Log::default();
        for (record, writer) in records {
            log.add(record.clone(), *writer);
        }
        log
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_order_of_records_does_not_matter(
            (records, shuffled) in records().prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))
        ) {
            prop_assert_eq!(picture(&of(&records)), picture(&of(&shuffled)));
        }

        #[test]
        fn reading_again_changes_nothing(records in records(), again in prop::collection::vec(any::<Index>(), 0..8)) {
            let mut log = of(&records);
            let before = picture(&log);
            if !records.is_empty() {
                for index in again {
                    let (record, writer) = index.get(&records);
                    log.add(record.clone(), *writer);
                }
            }
            prop_assert_eq!(picture(&log), before);
        }

        #[test]
        fn it_does_not_matter_how_records_lie_in_files(
            records in records(),
            file_of in prop::collection::vec(0..4usize, 24),
        ) {
            let mut files = vec![(String::new(), Writer::ThisDevice); 8];
            for ((record, writer), file) in records.iter().zip(file_of) {
                let file = if *writer == Writer::ThisDevice { file } else { file + 4 };
                files[file].0 += &line::encode(record).unwrap();
                files[file].1 = *writer;
            }
            let mut log = Log::default();
            for (bytes, writer) in &files {
                log.read_file("a.jsonl", bytes.as_bytes(), *writer);
            }
            prop_assert_eq!(picture(&log), picture(&of(&records)));
        }
    }

    #[test]
    fn for_each_node_the_latest_record_wins_and_a_tie_goes_to_the_greater_id() {
        let a = record("a", 5, "n", Status::Done);
        let b = record("b", 5, "n", Status::Skipped);
        let late = record("0", 6, "n", Status::Doing);
        for (records, expected) in [
            (vec![a.clone(), b.clone()], Status::Skipped),
            (vec![b.clone(), a.clone()], Status::Skipped),
            (vec![late.clone(), a.clone(), b.clone()], Status::Doing),
            (vec![a, late, b], Status::Doing),
        ] {
            assert_eq!(statuses(&log(&records)), [("n", expected)]);
        }
    }

    #[test]
    fn history_tells_the_newest_change_first() {
        let log = log(&[
            record("a", 5, "m", Status::Done),
            record("b", 9, "n", Status::Done),
            record("c", 7, "m", Status::Todo),
        ]);
        let ids: Vec<_> = log.history("llm").map(|past| past.id.as_str()).collect();
        assert_eq!(ids, ["b", "c", "a"]);
    }

    #[test]
    fn a_long_change_is_applied_when_all_its_lines_are_there() {
        let nodes = (0..2000).map(|n| NodeChange {
            node: format!("node-{n}"),
            from: Status::Todo,
            to: Status::Done,
            url: None,
            title: "x".repeat(50),
            when: None,
        });
        let change = Change {
            roadmap: "llm".into(),
            nodes: nodes.collect(),
            origin: Origin::Done,
        };
        let whole = Record::new(RecordId::new(7, 1), 5, "", Action::Status(change));
        let lines = line::encode(&whole).unwrap();
        let lines: Vec<_> = lines.lines().collect();
        let mut log = Log::default();
        for line in lines.iter().skip(1).rev() {
            log.read_file("a.jsonl", line.as_bytes(), Writer::ThisDevice);
        }
        assert_eq!(
            (log.statuses("llm").count(), log.health().incomplete),
            (0, 1)
        );
        log.read_file("b.jsonl", lines[0].as_bytes(), Writer::ThisDevice);
        assert_eq!(
            (log.statuses("llm").count(), log.health().incomplete),
            (2000, 0)
        );
        assert_eq!(log.health().records, 1);
        assert_eq!(log.undoable("llm").map(|undo| undo.nodes.len()), Some(2000));
        let before = log.health().clone();
        log.add(whole, Writer::ThisDevice);
        assert_eq!((log.statuses("llm").count(), log.health()), (2000, &before));
    }

    #[test]
    fn what_is_not_applied_is_counted_once_and_moves_the_clock() {
        let newer = r#"{"v":2,"id":"z-1","l":90,"op":"status","r":"llm","n":"a","x":"done"}"#;
        let unknown = r#"{"v":1,"id":"z-2","l":80,"op":"review","r":"llm","n":"a","x":25}"#;
        let beyond =
            r#"{"v":1,"id":"z-3","l":253402300800000,"op":"status","r":"llm","n":"a","x":"done"}"#;
        let header = r#"{"v":1,"op":"header","min_reader":3}"#;
        let bytes = [header, newer, unknown, beyond, "torn"].join("\n");
        let mut log = Log::default();
        for file in ["a.jsonl", "b.jsonl"] {
            log.read_file(file, bytes.as_bytes(), Writer::Other);
        }
        assert_eq!(log.largest_l(), 90);
        let expected = Health {
            newer: 1,
            unknown_ops: 1,
            quarantined: 1,
            damaged: vec![("a.jsonl".into(), 5), ("b.jsonl".into(), 5)],
            read_only: Some(("a.jsonl".into(), 3)),
            ..Health::default()
        };
        assert_eq!(log.health(), &expected);
    }

    #[test]
    fn attachments_lead_from_old_nodes_to_new_ones_until_they_are_taken_back() {
        let attach = |id: &str, l, to: Option<&str>| {
            let action = Action::Attach {
                roadmap: "llm".into(),
                node: "old".into(),
                to: to.map(str::to_owned),
            };
            Record::new(RecordId::from_text(id).unwrap(), l, "", action)
        };
        let mut log = log(&[attach("a", 1, Some("x")), attach("b", 2, Some("y"))]);
        assert_eq!(
            log.attachments("llm").collect::<Vec<_>>(),
            [Attached {
                node: "old",
                to: "y"
            }]
        );
        log.add(attach("c", 3, None), Writer::Other);
        assert_eq!(log.attachments("llm").count(), 0);
    }
}
