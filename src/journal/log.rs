//! What all journals say together: the union of their records, and the state that follows from it.
//!
//! Records are united by id, and for each (roadmap, node, operation) the greatest (`l`, id) wins. So it does not
//! matter in which order, how often, or in how many files the records come.

mod brief;
mod damage;
mod reading;
mod store;
mod symbols;
mod union;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;

use hashbrown::DefaultHashBuilder;

use super::device::DeviceId;
use super::health::Health;
use super::record::{Action, NoteDeed, Record, RecordId, Spent};
use crate::progress::Status;
use crate::progress::change::Change;
pub(super) use brief::ReadAll;
use brief::Unread;
pub(super) use reading::Reading;
pub(super) use store::{Place, Store};
use symbols::Symbol;
use union::{Fold, Winner};

/// Whose journal a record was read from. Undo takes back the changes of this device only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    ThisDevice,
    Other,
}

impl Writer {
    /// Tells who wrote a journal, on this device.
    pub(super) fn of(device: Option<&DeviceId>, journal: &str) -> Writer {
        if device.is_some_and(|device| device.wrote(journal)) {
            Writer::ThisDevice
        } else {
            Writer::Other
        }
    }
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
#[derive(Clone, Copy)]
pub struct Past<'a> {
    pub id: &'a RecordId,
    pub l: u64,
    /// Local wall clock with offset.
    pub at: &'a str,
    pub writer: Writer,
    store: &'a Store,
    place: Place,
}

impl<'a> Past<'a> {
    /// Returns what was changed.
    #[must_use]
    pub fn change(&self) -> Change {
        let change = self.store.change(self.place);
        change.expect("only status changes are changes of the past")
    }

    /// Returns the id of the change that this one takes back, if it does.
    #[must_use]
    pub fn undoes(&self) -> Option<&'a str> {
        self.store.undoes(self.place)
    }

    /// Returns the id of the change that this one does again, if it does.
    #[must_use]
    pub fn redoes(&self) -> Option<&'a str> {
        self.store.redoes(self.place)
    }
}

impl fmt::Debug for Past<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Past")
            .field("id", self.id)
            .field("l", &self.l)
            .field("at", &self.at)
            .field("writer", &self.writer)
            .field("change", &self.change())
            .finish()
    }
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
    store: Store,
    /// The lines of changes that were too long for one line, by whole and number.
    parts: HashMap<RecordId, BTreeMap<u32, Place>>,
    folds: Vec<Fold>,
    /// The fold of each roadmap, as a place in `folds`.
    by_roadmap: BTreeMap<String, usize>,
    by_symbol: HashMap<Symbol, usize, DefaultHashBuilder>,
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
    /// A file ended in the middle of a line.
    is_open_ended: bool,
    /// What was not read yet; `None` where all was.
    past: Option<Unread>,
}

impl Log {
    /// Adds a record. Adding one again changes nothing.
    pub fn add(&mut self, record: Record, writer: Writer) {
        if let Some(past) = &mut self.past {
            past.add(&record, writer);
        }
        self.insert(record, writer);
        self.settle();
    }

    /// Adds all records of a journal file.
    pub fn read_file(&mut self, name: &str, bytes: &[u8], writer: Writer) {
        let mut reading = Reading::new(self, name, writer);
        reading.take(bytes);
        reading.finish();
    }

    /// Makes room for the records of a file with that many bytes.
    pub(super) fn expect_bytes(&mut self, bytes: u64) {
        // It is of no account whether that is right.
        self.store
            .reserve(usize::try_from(bytes / 256).unwrap_or(0));
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
        let winners = self.fold(roadmap).into_iter().flat_map(Fold::winners);
        winners.map(|(_, winner)| self.entry(winner))
    }

    /// Returns the status of one node; `None` when no record names it.
    #[must_use]
    pub fn status(&self, roadmap: &str, node: &str) -> Option<Entry<'_>> {
        let node = self.store.symbols.find(node)?;
        let winner = self.fold(roadmap)?.winner(node)?;
        Some(self.entry(winner))
    }

    /// Returns the old node ids whose progress was attached to nodes of today.
    pub fn attachments(&self, roadmap: &str) -> impl Iterator<Item = Attached<'_>> {
        let attached = self.fold(roadmap).map(|fold| &fold.attached);
        attached.into_iter().flatten().filter_map(|(node, place)| {
            match &self.store.other(*place)?.action {
                Action::Attach { to, .. } => to.as_deref().map(|to| Attached { node, to }),
                Action::Status(_) | Action::Note { .. } | Action::Time(_) => None,
            }
        })
    }

    /// Returns when notes were written and removed, the newest first.
    pub fn notes(&self, roadmap: &str) -> impl Iterator<Item = NotePast<'_>> {
        let notes = self.fold(roadmap).map(|fold| fold.notes.newest_first());
        notes.into_iter().flatten().filter_map(|place| {
            let record = self.store.other(place)?;
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
        let log = self.whole();
        let changes = log.fold(roadmap).map(|fold| fold.changes.newest_first());
        changes
            .into_iter()
            .flatten()
            .map(|place| log.past_at(place))
    }

    /// Returns the newest status change of a roadmap.
    #[must_use]
    pub fn newest(&self, roadmap: &str) -> Option<Past<'_>> {
        let place = self.fold(roadmap)?.changes.newest_first().next()?;
        Some(self.past_at(place))
    }

    /// Returns all times that were spent on a roadmap, the newest first.
    pub fn times(&self, roadmap: &str) -> impl Iterator<Item = Timed<'_>> {
        let times = self.fold(roadmap).map(|fold| fold.times.newest_first());
        times.into_iter().flatten().filter_map(|place| {
            let record = self.store.other(place)?;
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
        self.by_roadmap.keys().map(String::as_str)
    }

    /// Returns the largest Lamport time seen in any record, even one that is not applied.
    #[must_use]
    pub fn largest_l(&self) -> u64 {
        self.largest_l
    }

    /// Tells whether a record is there, applied or not.
    #[must_use]
    pub fn knows(&self, id: &RecordId) -> bool {
        let log = self.whole();
        log.has(id) || log.unapplied.contains(id)
    }

    /// Returns how well the journals could be read.
    #[must_use]
    pub fn health(&self) -> &Health {
        &self.health
    }

    fn fold(&self, roadmap: &str) -> Option<&Fold> {
        self.folds.get(*self.by_roadmap.get(roadmap)?)
    }

    fn entry(&self, winner: Winner) -> Entry<'_> {
        let (store, node) = (&self.store, self.store.node(winner.node));
        let (l, id) = store.key(winner.record);
        let text = |symbol| store.symbols.text(symbol);
        // What is taken back comes back when that is recorded.
        let when = node
            .when
            .filter(|_| store.undoes(winner.record).is_none())
            .map(text);
        Entry {
            node: text(node.node),
            status: node.to,
            l,
            id,
            writer: store.writer(winner.record),
            at: when.unwrap_or_else(|| store.at(winner.record)),
            url: node.url.map(text),
            title: text(node.title),
        }
    }

    fn past_at(&self, place: Place) -> Past<'_> {
        let (l, id) = self.store.key(place);
        Past {
            id,
            l,
            at: self.store.at(place),
            writer: self.store.writer(place),
            store: &self.store,
            place,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::journal::line;
    use crate::journal::record::{END_OF_TIME, Part};
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
