//! The journal of this device: reading all journals, appending to the own one.
//!
//! Nothing is created before the first write. An append is one `write` of whole lines to a file that is opened for
//! it; if the file ends in a torn line, a newline seals that off first. What could not be written stays in memory
//! and is tried again under the same id.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use thiserror::Error;

use super::cache::{Cache, Contents};
use super::device::{self, DeviceId};
use super::fs::{AppendFile, Fs, Listed, Lock};
use super::housekeeping;
use super::line::{self, Unwritable};
use super::record::{Action, END_OF_TIME, FORMAT, NoteDeed, Record, RecordId, Spent};
pub use super::sync::NotSynced;
use super::sync::Unsynced;
use crate::progress::change::Change;

/// Longest wait for another instance to finish its append. Nothing depends on the lock, so it goes on without it.
const LOCK_WAIT: Duration = Duration::from_secs(2);

/// Tells the time; tests bring their own.
pub trait Clock: Send {
    /// Returns the wall clock with the local time zone.
    fn now(&self) -> ZonedDateTime;
}

/// The clock of the system, in a time zone.
#[derive(Clone, Debug)]
pub struct SystemClock(pub TimeZone);

impl Clock for SystemClock {
    fn now(&self) -> ZonedDateTime {
        Timestamp::now().to_zoned_datetime(self.0.clone())
    }
}

/// The two folders that the journal lives in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalDirs {
    /// The folder that a person may synchronise.
    pub data: PathBuf,
    /// The folder of this device alone.
    pub state: PathBuf,
}

impl JournalDirs {
    /// Returns the folder of the journals.
    #[must_use]
    pub fn progress(&self) -> PathBuf {
        self.data.join("progress")
    }
}

/// Why a record is not on disk. It stays in memory and is tried again, unless noted.
#[derive(Debug, Error)]
pub enum NotSaved {
    #[error("{file} needs roadbook with journal format {needed}, this one has {FORMAT}")]
    ReadOnly { file: String, needed: u64 },
    #[error("cannot {doing} {path}")]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("only {written} of {length} bytes could be written to {path}")]
    Short {
        path: PathBuf,
        written: usize,
        length: usize,
    },
    /// Is not tried again.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// Is not tried again.
    #[error("a record of the journals is dated at the end of the year 9999, so none can follow it")]
    EndOfTime,
}

/// The outcome of an append. The record is part of the session's progress in any case.
#[derive(Debug)]
pub struct Appended {
    pub record: Record,
    pub saved: Result<(), NotSaved>,
}

/// The journals in a folder, and the one that this process appends to.
pub struct Journal {
    pub(super) fs: Arc<dyn Fs>,
    pub(super) dirs: JournalDirs,
    pub(super) clock: Box<dyn Clock>,
    nonce: u64,
    sequence: u64,
    pub(super) largest_l: u64,
    pub(super) read_only: Option<(String, u64)>,
    /// The folder as it was when it was read; `None` before that.
    pub(super) seen: Option<Vec<Listed>>,
    pub(super) cache: Option<Cache>,
    /// A cache that is better than the one on the disk.
    pub(super) unwritten_cache: Option<Contents>,
    pub(super) device: Option<DeviceId>,
    /// Number of the journal that replaces one whose disk failed; 0 for the ordinary one.
    pub(super) replacement: u32,
    pub(super) pending: Vec<Pending>,
    pub(super) unsynced: Unsynced,
    housekeeping: housekeeping::Done,
    pub(super) notes: Vec<String>,
}

pub(super) struct Pending {
    pub(super) record: Record,
    lines: String,
}

impl Journal {
    /// Takes the folders; touches nothing.
    #[must_use]
    pub fn open(fs: Box<dyn Fs>, dirs: JournalDirs, clock: Box<dyn Clock>) -> Journal {
        Journal {
            fs: fs.into(),
            dirs,
            clock,
            nonce: device::random(),
            sequence: 0,
            largest_l: 0,
            read_only: None,
            seen: None,
            cache: None,
            unwritten_cache: None,
            device: None,
            replacement: 0,
            pending: Vec::new(),
            unsynced: Unsynced::default(),
            housekeeping: housekeeping::Done::default(),
            notes: Vec::new(),
        }
    }

    /// Appends a change. It is on disk, in the system's hands, when `saved` is `Ok`.
    pub fn append(&mut self, change: &Change) -> Appended {
        self.append_action(Action::Status(change.clone()), None)
    }

    /// Appends that the progress of an old node id belongs to a node of today, or, with `None`, no longer does.
    pub fn attach(&mut self, roadmap: &str, node: &str, to: Option<&str>) -> Appended {
        let (roadmap, node, to) = (roadmap.to_owned(), node.to_owned(), to.map(str::to_owned));
        self.append_action(Action::Attach { roadmap, node, to }, None)
    }

    /// Writes down minutes that were spent on a node, under an id that was drawn before: see [`RecordId::random`].
    pub fn spend(&mut self, spent: &Spent, id: RecordId) -> Appended {
        self.append_action(Action::Time(spent.clone()), Some(id))
    }

    /// Appends that the note of a node was written or removed.
    pub fn note(&mut self, roadmap: &str, node: &str, deed: NoteDeed) -> Appended {
        let (roadmap, node) = (roadmap.to_owned(), node.to_owned());
        let action = Action::Note {
            roadmap,
            node,
            deed,
        };
        self.append_action(action, None)
    }

    /// Tries again to write what could not be written.
    pub fn retry(&mut self) -> Result<(), NotSaved> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.may_write()?;
        let lock = self.lock();
        self.ready()?;
        let lines: String = self.pending.iter().map(|pending| &*pending.lines).collect();
        let path = self.own_file(self.replacement);
        let written = self.write(&path, &lines)?;
        drop(lock);
        self.unsynced.push(path, written, lines, Instant::now());
        self.pending.clear();
        self.keep_house();
        Ok(())
    }

    /// Returns how many records are in memory only.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Tells whether any journal was changed by another instance or a synchronising program since the last
    /// [`Journal::read`].
    pub fn poll_changed(&mut self) -> bool {
        let listed = self.fs.list(&self.dirs.progress()).unwrap_or_default();
        self.seen.as_ref() != Some(&listed)
    }

    /// Takes what went wrong beside the records: folders that could not be made, copies that failed.
    pub fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    fn append_action(&mut self, action: Action, id: Option<RecordId>) -> Appended {
        if self.seen.is_none() {
            // A change must be later than all that came before, also when nobody asked what that was.
            self.glance();
        }
        let now = self.clock.now();
        self.sequence += 1;
        let id = id.unwrap_or_else(|| RecordId::new(self.nonce, self.sequence));
        let wall = u64::try_from(now.timestamp().as_millisecond()).unwrap_or(0);
        let l = wall.min(END_OF_TIME - 1).max(self.largest_l + 1);
        let record = Record::new(
            id,
            l,
            &now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            action,
        );
        if l >= END_OF_TIME {
            return Appended {
                record,
                saved: Err(NotSaved::EndOfTime),
            };
        }
        self.largest_l = l;
        let saved = match line::encode(&record) {
            Ok(lines) => {
                self.pending.push(Pending {
                    record: record.clone(),
                    lines,
                });
                self.retry()
            }
            Err(unwritable) => Err(unwritable.into()),
        };
        Appended { record, saved }
    }

    /// Writes lines to the end of a journal with one call of the system.
    pub(super) fn write(
        &mut self,
        path: &Path,
        lines: &str,
    ) -> Result<Box<dyn AppendFile>, NotSaved> {
        let io = |doing, source| NotSaved::Io {
            doing,
            path: path.to_owned(),
            source,
        };
        let mut file = self
            .fs
            .open_append(path)
            .map_err(|error| io("open", error))?;
        let before = file.stat().map_err(|error| io("look at", error))?;
        let prefix = match file.last_byte().map_err(|error| io("read", error))? {
            None => line::header(),
            Some(b'\n') => String::new(),
            // A torn line. It is sealed off, never cut away: it is evidence, and others may be reading it.
            Some(_) => "\n".to_owned(),
        };
        let bytes = prefix + lines;
        let written = file
            .write_once(bytes.as_bytes())
            .map_err(|error| io("write to", error))?;
        if written < bytes.len() {
            return Err(NotSaved::Short {
                path: path.to_owned(),
                written,
                length: bytes.len(),
            });
        }
        self.unsynced.note_name(path);
        self.note_own_write(path, before.len, written as u64, &*file);
        Ok(file)
    }

    pub(super) fn lock(&mut self) -> Option<Lock> {
        let made = self.fs.create_folder(&self.dirs.state);
        let lock = made.and_then(|()| self.fs.lock(&self.dirs.state.join("lock"), LOCK_WAIT));
        // Nothing depends on it, since ids are unique and lines are one write. So it goes on without.
        lock.unwrap_or_default()
    }

    /// Returns the path of this device's journal of the year.
    pub(super) fn own_file(&self, replacement: u32) -> PathBuf {
        let device = self.device.as_ref().map_or("", DeviceId::as_str);
        let year = self.clock.now().year();
        let name = match replacement {
            0 => format!("{device}-{year}.jsonl"),
            number => format!("{device}-{year}-r{number}.jsonl"),
        };
        self.dirs.progress().join(name)
    }

    /// Fails where only a newer version may go on with a journal.
    pub(super) fn may_write(&self) -> Result<(), NotSaved> {
        match self.read_only.clone() {
            Some((file, needed)) => Err(NotSaved::ReadOnly { file, needed }),
            None => Ok(()),
        }
    }

    /// Makes sure of the folders and of the device's id.
    pub(super) fn ready(&mut self) -> Result<(), NotSaved> {
        let progress = self.dirs.progress();
        let made = self.fs.create_folder(&progress);
        made.map_err(|source| NotSaved::Io {
            doing: "create",
            path: progress,
            source,
        })?;
        if self.device.is_some() {
            return Ok(());
        }
        let state = &self.dirs.state;
        // Another process may have made it since the last read.
        let (device, note) = match device::known(&*self.fs, state) {
            Ok(Some(device)) => (device, None),
            Ok(None) => {
                let (device, kept) = device::make(&*self.fs, state);
                let told = |error| {
                    let state = state.display();
                    format!("the id of this device cannot be kept in {state}: {error}")
                };
                (device, kept.err().map(told))
            }
            Err(error) => {
                let state = state.display();
                let told = format!("the id of this device cannot be read in {state}: {error}");
                (DeviceId::random(), Some(told))
            }
        };
        self.device = Some(device);
        self.notes.extend(note);
        Ok(())
    }

    fn keep_house(&mut self) {
        let today = self.clock.now().date();
        let notes = self.housekeeping.after_append(&*self.fs, &self.dirs, today);
        self.notes.extend(notes);
    }

    /// Takes the own write into the picture of the folder, so that [`Journal::poll_changed`] tells of others' only.
    fn note_own_write(
        &mut self,
        path: &Path,
        length_before: u64,
        written: u64,
        file: &dyn AppendFile,
    ) {
        let (Some(seen), Ok(stat)) = (&mut self.seen, file.stat()) else {
            return;
        };
        // When another instance wrote in between, a length tells, and the picture stays as it was.
        if stat.len != length_before + written {
            return;
        }
        let name = path.file_name().unwrap_or(OsStr::new(""));
        match seen.binary_search_by(|listed| listed.name.as_os_str().cmp(name)) {
            Ok(place) if seen[place].stat.len == length_before => seen[place].stat = stat,
            Err(place) if length_before == 0 => seen.insert(
                place,
                Listed {
                    name: name.to_owned(),
                    stat,
                },
            ),
            Ok(_) | Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::journal::line::Parsed;
    use crate::journal::sim::{Call, Fault, Plan, SimFs, StoppedClock, dirs, done, journal};
    use crate::journal::{Log, Writer};
    use crate::progress::Status;

    fn statuses(log: &Log) -> Vec<(&str, Status)> {
        log.statuses("llm")
            .map(|entry| (entry.node, entry.status))
            .collect()
    }

    /// Returns the journal of the disk's only device.
    fn own_file(disk: &SimFs) -> PathBuf {
        let mut names = disk
            .paths()
            .into_iter()
            .filter(|path| path.starts_with("/home/data/progress/"));
        names.next().expect("a journal was written").into()
    }

    /// Returns the ids of the records that are whole lines, without the salvaging of the reader.
    fn whole_lines(bytes: &[u8]) -> BTreeSet<RecordId> {
        bytes
            .split(|byte| *byte == b'\n')
            .filter_map(|line| match line::parse(line) {
                Parsed::Record(record) => Some(record.id),
                Parsed::Blank
                | Parsed::Header { .. }
                | Parsed::Newer(_)
                | Parsed::UnknownOp(_)
                | Parsed::Damaged => None,
            })
            .collect()
    }

    #[test]
    fn what_is_appended_is_read_by_the_next_session() {
        let disk = SimFs::default();
        assert_eq!(statuses(&journal(&disk).read()), []);
        assert_eq!(
            disk.paths(),
            [""; 0],
            "nothing is created before the first write"
        );
        let mut first = journal(&disk);
        for node in ["a", "b"] {
            first.append(&done(node)).saved.unwrap();
        }
        let log = journal(&disk).read();
        assert_eq!(statuses(&log), [("a", Status::Done), ("b", Status::Done)]);
        assert_eq!(log.health().records, 2);
        assert_eq!(log.health().damaged, []);
        assert!(log.undoable("llm").is_some(), "undo works across sessions");
    }

    #[test]
    fn an_append_is_one_write_and_what_comes_back_is_what_was_appended() {
        let disk = SimFs::default();
        let mut journal = journal(&disk);
        let nodes = (0..5000)
            .flat_map(|n| done(&format!("node-{n}")).nodes)
            .collect();
        let appended = journal.append(&Change { nodes, ..done("a") });
        appended.saved.unwrap();
        assert_eq!(disk.calls(Call::Write), 1);
        let log = journal.read();
        let past = log
            .history("llm")
            .next()
            .map(|past| (past.id, past.change()));
        let Action::Status(change) = &appended.record.action else {
            panic!("a status change")
        };
        assert_eq!(past, Some((&appended.record.id, change.clone())));
        assert_eq!(log.health().records, 1);
    }

    #[test]
    fn a_failed_append_stays_in_memory_and_is_tried_again_under_the_same_id() {
        for fault in [
            Fault::Error(io::ErrorKind::StorageFull),
            Fault::Short(7),
            Fault::Short(0),
        ] {
            let disk = SimFs::default();
            let mut first = journal(&disk);
            first.append(&done("a")).saved.unwrap();
            disk.fail(Plan {
                call: Call::Write,
                nth: 1,
                sticky: true,
                fault,
            });
            let lost = first.append(&done("b"));
            assert!(lost.saved.is_err());
            assert_eq!(first.pending(), 1);
            assert_eq!(
                statuses(&first.read()).len(),
                2,
                "what is pending is progress"
            );
            disk.heal();
            first.retry().unwrap();
            assert_eq!(first.pending(), 0);
            let log = journal(&disk).read();
            assert_eq!(
                log.status("llm", "b").map(|entry| entry.id),
                Some(&lost.record.id)
            );
        }
    }

    #[test]
    fn a_fault_anywhere_loses_nothing_that_was_acknowledged_and_nothing_for_good() {
        let mut runs = 0;
        for (call, sticky) in Call::ALL
            .into_iter()
            .flat_map(|call| [(call, false), (call, true)])
        {
            for fault in [Fault::Error(io::ErrorKind::Other), Fault::Short(40)] {
                // The fault moves on until the run does not reach it any more.
                for nth in 1.. {
                    let disk = SimFs::default();
                    disk.fail(Plan {
                        call,
                        nth,
                        sticky,
                        fault,
                    });
                    let mut first = journal(&disk);
                    let mut all = BTreeSet::new();
                    let mut acknowledged = BTreeSet::new();
                    for node in ["a", "b", "c"] {
                        let appended = first.append(&done(node));
                        if appended.saved.is_ok() {
                            acknowledged.insert(appended.record.id.clone());
                        }
                        all.insert(appended.record.id);
                        // The screen tells of it; the next step is the same.
                        let _ = first.sync();
                    }
                    let reached = disk.calls(call) >= nth;
                    disk.heal();
                    let ids = |log: &Log| {
                        log.history("llm")
                            .map(|past| past.id.clone())
                            .collect::<BTreeSet<_>>()
                    };
                    assert!(
                        ids(&journal(&disk).read()).is_superset(&acknowledged),
                        "{call:?} {nth}"
                    );
                    first.retry().unwrap();
                    assert_eq!(ids(&journal(&disk).read()), all, "{call:?} {nth}");
                    runs += 1;
                    if !reached {
                        break;
                    }
                }
            }
        }
        assert!(runs > 200, "{runs}");
    }

    #[test]
    fn a_journal_torn_at_any_byte_loses_the_torn_line_at_most() {
        let (disk, bytes, ids) = twenty_records();
        let path = own_file(&disk);
        for cut in 0..bytes.len() {
            disk.put(&path, &bytes[..cut]);
            let appended = journal(&disk).append(&done("after"));
            appended.saved.unwrap();
            // The first line is the header; what follows the last newline is the torn line.
            let whole = bytes[..cut]
                .split(|byte| *byte == b'\n')
                .count()
                .saturating_sub(2);
            let found = whole_lines(&disk.content(&path).unwrap());
            assert!(ids[..whole].iter().all(|id| found.contains(id)), "{cut}");
            assert!(found.contains(&appended.record.id), "{cut}");
            let log = journal(&disk).read();
            assert!(log.health().damaged.len() <= 1, "{cut}");
        }
    }

    #[test]
    fn a_flipped_bit_loses_the_touched_line_at_most_and_never_makes_a_wrong_value() {
        let (_, bytes, ids) = twenty_records();
        // Line 0 is the header. A line is looked at together with the next one: their newline may be hit.
        let lines: Vec<_> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        for (number, line) in lines.iter().enumerate() {
            let next = lines.get(number + 1).copied().unwrap_or_default();
            for (place, bit) in
                (0..line.len()).flat_map(|place| (0..8).map(move |bit| (place, bit)))
            {
                let mut flipped = [*line, next].concat();
                flipped[place] ^= 1 << bit;
                let mut log = Log::default();
                log.read_file("a.jsonl", &flipped, Writer::ThisDevice);
                let newline = place + 1 == line.len();
                for past in log.history("llm") {
                    let found = ids
                        .iter()
                        .position(|id| id == past.id)
                        .expect("no record is made up");
                    assert_eq!(
                        past.change(),
                        done(&format!("node-{found}")),
                        "line {number} byte {place} bit {bit}"
                    );
                }
                let next_found = log
                    .history("llm")
                    .any(|past| Some(past.id) == ids.get(number));
                assert!(
                    next_found || newline || next.is_empty(),
                    "line {number} byte {place} bit {bit}"
                );
            }
        }
    }

    #[test]
    fn an_append_after_a_flipped_bit_is_whole() {
        let (disk, bytes, _) = twenty_records();
        let path = own_file(&disk);
        for place in bytes.len() - 20..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[place] ^= 1 << bit;
                disk.put(&path, &flipped);
                let appended = journal(&disk).append(&done("after"));
                let found = whole_lines(&disk.content(&path).unwrap());
                assert!(
                    found.contains(&appended.record.id),
                    "byte {place} bit {bit}"
                );
            }
        }
    }

    /// Makes a journal of twenty changes: the disk, the bytes of the journal, the ids of its records.
    fn twenty_records() -> (SimFs, Vec<u8>, Vec<RecordId>) {
        let disk = SimFs::default();
        let mut journal = journal(&disk);
        let ids = (0..20)
            .map(|n| journal.append(&done(&format!("node-{n}"))).record.id)
            .collect();
        let bytes = disk.content(&own_file(&disk)).unwrap();
        (disk, bytes, ids)
    }

    #[test]
    fn a_change_is_later_than_all_that_is_there_whatever_the_clocks_say() {
        let disk = SimFs::default();
        let ahead =
            r#"{"v":1,"id":"z-1","l":4000000000000,"op":"status","r":"llm","n":"a","x":"skip"}"#;
        disk.create_folder(&dirs().progress()).unwrap();
        disk.put(&dirs().progress().join("x.jsonl"), ahead.as_bytes());
        let appended = journal(&disk).append(&done("a"));
        assert_eq!(appended.record.l, 4_000_000_000_001);
        assert_eq!(statuses(&journal(&disk).read()), [("a", Status::Done)]);
    }

    #[test]
    fn nothing_is_promised_behind_the_end_of_time() {
        let disk = SimFs::default();
        let last = format!(
            r#"{{"v":1,"id":"z-1","l":{},"op":"status","r":"llm","n":"a","x":"skip"}}"#,
            END_OF_TIME - 1
        );
        disk.create_folder(&dirs().progress()).unwrap();
        disk.put(&dirs().progress().join("x.jsonl"), last.as_bytes());
        let mut journal = journal(&disk);
        assert!(matches!(
            journal.append(&done("a")).saved,
            Err(NotSaved::EndOfTime)
        ));
        assert_eq!(journal.pending(), 0);
    }

    #[test]
    fn a_journal_of_a_newer_version_is_read_and_not_written() {
        let disk = SimFs::default();
        journal(&disk).append(&done("a")).saved.unwrap();
        let newer = "{\"v\":1,\"op\":\"header\",\"min_reader\":2}\n";
        disk.put(&dirs().progress().join("y.jsonl"), newer.as_bytes());
        let before = disk.paths();
        let mut journal = journal(&disk);
        let appended = journal.append(&done("b"));
        assert!(matches!(
            appended.saved,
            Err(NotSaved::ReadOnly { needed: 2, .. })
        ));
        assert_eq!(
            statuses(&journal.read()).len(),
            2,
            "the change is in memory"
        );
        assert_eq!(disk.paths(), before);
    }

    #[test]
    fn only_what_others_wrote_is_a_change_to_pick_up() {
        let disk = SimFs::default();
        let (mut one, mut two) = (journal(&disk), journal(&disk));
        one.read();
        two.read();
        for node in ["a", "b"] {
            one.append(&done(node)).saved.unwrap();
            assert!(!one.poll_changed(), "{node}");
            assert!(two.poll_changed(), "{node}");
            assert_eq!(
                two.read().status("llm", node).map(|entry| entry.status),
                Some(Status::Done)
            );
            assert!(!two.poll_changed(), "{node}");
        }
        two.append(&done("c")).saved.unwrap();
        one.append(&done("d")).saved.unwrap();
        assert!(one.poll_changed(), "an own write does not hide another's");
        one.read();
        disk.fail(Plan {
            call: Call::Write,
            nth: 1,
            sticky: false,
            fault: Fault::Crowded,
        });
        one.append(&done("d")).saved.unwrap();
        assert!(one.poll_changed(), "nor one that came just before it");
    }

    #[test]
    fn copies_of_a_conflict_are_read_and_named() {
        let disk = SimFs::default();
        journal(&disk).append(&done("a")).saved.unwrap();
        let path = own_file(&disk);
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let copies = [
            format!("{stem} (Ada's conflicted copy).jsonl"),
            format!("{stem}.jsonl.bak"),
            format!("{stem}.sync-conflict-20261123-192430-ABCDEFG.jsonl"),
        ];
        let bytes = disk.content(&path).unwrap();
        for copy in &copies {
            disk.put(&dirs().progress().join(copy), &bytes);
        }
        disk.put(&dirs().progress().join("mine.jsonl"), b"");
        disk.put(&dirs().progress().join("other.txt"), b"not a journal");
        disk.remove(&path).unwrap();
        let log = journal(&disk).read();
        assert_eq!(statuses(&log), [("a", Status::Done)]);
        assert_eq!(log.health().conflict_copies, copies);
        assert_eq!(log.health().damaged, []);
        assert!(
            log.undoable("llm").is_some(),
            "they are this device's still"
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_and_the_rest_is_read() {
        let disk = SimFs::default();
        journal(&disk).append(&done("a")).saved.unwrap();
        disk.put(&dirs().progress().join("0.jsonl"), b"");
        let fault = Fault::Error(io::ErrorKind::PermissionDenied);
        // The first file that is read is the device's id.
        disk.fail(Plan {
            call: Call::Read,
            nth: 4,
            sticky: false,
            fault,
        });
        let log = journal(&disk).read();
        let unreadable: Vec<_> = log
            .health()
            .unreadable
            .iter()
            .map(|(path, _)| path.clone())
            .collect();
        assert_eq!(unreadable, [dirs().progress().join("0.jsonl")]);
        assert_eq!(statuses(&log), [("a", Status::Done)]);
        disk.fail(Plan {
            call: Call::List,
            nth: 1,
            sticky: true,
            fault,
        });
        let log = journal(&disk).read();
        assert_eq!(
            (statuses(&log).len(), log.health().unreadable.len()),
            (0, 1)
        );
    }

    #[test]
    fn each_year_has_a_file_of_its_own_and_the_time_is_local() {
        let disk = SimFs::default();
        let clock = StoppedClock::new();
        let mut journal = Journal::open(Box::new(disk.clone()), dirs(), Box::new(clock.clone()));
        assert_eq!(
            journal.append(&done("a")).record.at,
            "2026-11-23T19:24:30+01:00"
        );
        clock.forward_hours(24 * 40);
        journal.append(&done("b")).saved.unwrap();
        let device = journal.device.clone().unwrap();
        let names: Vec<_> = disk
            .list(&dirs().progress())
            .unwrap()
            .into_iter()
            .map(|listed| listed.name)
            .collect();
        assert_eq!(
            names,
            [
                format!("{device}-2026.jsonl").as_str(),
                format!("{device}-2027.jsonl").as_str()
            ]
        );
        assert_eq!(statuses(&journal.read()).len(), 2);
    }
}
