//! The journal of this device: reading all journals, appending to the own one.
//!
//! Nothing is created before the first write. An append is one `write` of whole lines to a file that is opened for
//! it; if the file ends in a torn line, a newline seals that off first. What could not be written stays in memory
//! and is tried again under the same id.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::ZonedDateTime;
use thiserror::Error;

use super::device::{self, DeviceId};
use super::fs::{AppendFile, Fs, Listed, Lock};
use super::housekeeping;
use super::line::{self, TooLong};
use super::log::{Log, Writer};
use super::record::{Action, END_OF_TIME, FORMAT, Record, RecordId};
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

/// The clock of the system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> ZonedDateTime {
        ZonedDateTime::now()
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
    TooLong(#[from] TooLong),
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
    pub(super) fs: Box<dyn Fs>,
    pub(super) dirs: JournalDirs,
    pub(super) clock: Box<dyn Clock>,
    nonce: u64,
    sequence: u64,
    largest_l: u64,
    read_only: Option<(String, u64)>,
    /// The folder as it was when it was read; `None` before that.
    seen: Option<Vec<Listed>>,
    pub(super) device: Option<DeviceId>,
    /// Number of the journal that replaces one whose disk failed; 0 for the ordinary one.
    pub(super) replacement: u32,
    pending: Vec<Pending>,
    pub(super) unsynced: Unsynced,
    housekeeping: housekeeping::Done,
    pub(super) notes: Vec<String>,
}

struct Pending {
    record: Record,
    lines: String,
}

impl Journal {
    /// Takes the folders; touches nothing.
    #[must_use]
    pub fn open(fs: Box<dyn Fs>, dirs: JournalDirs, clock: Box<dyn Clock>) -> Journal {
        Journal {
            fs,
            dirs,
            clock,
            nonce: device::random(),
            sequence: 0,
            largest_l: 0,
            read_only: None,
            seen: None,
            device: None,
            replacement: 0,
            pending: Vec::new(),
            unsynced: Unsynced::default(),
            housekeeping: housekeeping::Done::default(),
            notes: Vec::new(),
        }
    }

    /// Reads every journal. What cannot be read is told by [`Log::health`].
    pub fn read(&mut self) -> Log {
        let mut log = Log::default();
        let progress = self.dirs.progress();
        if self.device.is_none() {
            self.device = device::known(&*self.fs, &self.dirs.state);
        }
        // Listed before the files are read, so that what changes meanwhile is noticed by the next poll.
        let listed = match self.fs.list(&progress) {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                log.note_unreadable(progress.clone(), error.to_string());
                Vec::new()
            }
        };
        for file in &listed {
            let name = file.name.to_string_lossy();
            if !name.contains(".jsonl") {
                continue;
            }
            let path = progress.join(&file.name);
            match self.fs.read(&path) {
                Ok(bytes) => log.read_file(&name, &bytes, self.writer(&name)),
                Err(error) => log.note_unreadable(path, error.to_string()),
            }
            if is_conflict_copy(&name) {
                log.note_conflict_copy(name.into_owned());
            }
        }
        for pending in &self.pending {
            log.add(pending.record.clone(), Writer::ThisDevice);
        }
        self.seen = Some(listed);
        self.largest_l = self.largest_l.max(log.largest_l());
        self.read_only.clone_from(&log.health().read_only);
        log
    }

    /// Appends a change. It is on disk, in the system's hands, when `saved` is `Ok`.
    pub fn append(&mut self, change: &Change) -> Appended {
        self.append_action(Action::Status(change.clone()))
    }

    /// Appends that the progress of an old node id belongs to a node of today, or, with `None`, no longer does.
    pub fn attach(&mut self, roadmap: &str, node: &str, to: Option<&str>) -> Appended {
        let (roadmap, node, to) = (roadmap.to_owned(), node.to_owned(), to.map(str::to_owned));
        self.append_action(Action::Attach { roadmap, node, to })
    }

    /// Tries again to write what could not be written.
    pub fn retry(&mut self) -> Result<(), NotSaved> {
        if self.pending.is_empty() {
            return Ok(());
        }
        if let Some((file, needed)) = self.read_only.clone() {
            return Err(NotSaved::ReadOnly { file, needed });
        }
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

    fn append_action(&mut self, action: Action) -> Appended {
        if self.seen.is_none() {
            // A change must be later than all that came before, also when nobody asked what that was.
            self.read();
        }
        let now = self.clock.now();
        self.sequence += 1;
        let id = RecordId::new(self.nonce, self.sequence);
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
            Err(too_long) => Err(too_long.into()),
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
        if before.len == 0 {
            self.unsynced.note_new_file();
        }
        self.note_own_write(path, before.len, &*file);
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

    /// Makes sure of the folders and of the device's id.
    fn ready(&mut self) -> Result<(), NotSaved> {
        let progress = self.dirs.progress();
        let made = self.fs.create_folder(&progress);
        made.map_err(|source| NotSaved::Io {
            doing: "create",
            path: progress,
            source,
        })?;
        if self.device.is_none() {
            // Another process may have made it since the last read.
            self.device = device::known(&*self.fs, &self.dirs.state);
        }
        if self.device.is_none() {
            let (device, kept) = device::make(&*self.fs, &self.dirs.state);
            if let Err(error) = kept {
                let state = self.dirs.state.display();
                self.notes.push(format!(
                    "the id of this device cannot be kept in {state}: {error}"
                ));
            }
            self.device = Some(device);
        }
        Ok(())
    }

    fn keep_house(&mut self) {
        let today = self.clock.now().date();
        let notes = self.housekeeping.after_append(&*self.fs, &self.dirs, today);
        self.notes.extend(notes);
    }

    fn writer(&self, name: &str) -> Writer {
        let own = self
            .device
            .as_ref()
            .is_some_and(|device| device.wrote(name));
        if own {
            Writer::ThisDevice
        } else {
            Writer::Other
        }
    }

    /// Takes the own write into the picture of the folder, so that [`Journal::poll_changed`] tells of others' only.
    fn note_own_write(&mut self, path: &Path, length_before: u64, file: &dyn AppendFile) {
        let (Some(seen), Ok(stat)) = (&mut self.seen, file.stat()) else {
            return;
        };
        let name = path.file_name().unwrap_or(OsStr::new(""));
        // When another instance wrote in between, the length tells, and the picture stays as it was.
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

/// Tells whether a file looks like the copy that a synchronising program makes of a journal.
fn is_conflict_copy(name: &str) -> bool {
    let ours = |name: &str| {
        let (stem, rest) = name.split_at_checked(32)?;
        stem.bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then_some(())?;
        let rest = rest.strip_prefix('-')?.strip_suffix(".jsonl")?;
        let (year, replacement) = rest.split_once("-r").unwrap_or((rest, "1"));
        let number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        Some(number(year) && number(replacement))
    };
    let of_a_device = name.len() > 32 && name.bytes().take(32).all(|byte| byte.is_ascii_hexdigit());
    let says_so = name.to_lowercase().contains("conflict");
    ours(name) != Some(true) && (of_a_device || says_so)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use jiff::tz::{self, TimeZone};
    use jiff::{Span, Timestamp};

    use super::*;
    use crate::journal::sim::{Call, Fault, Plan, SimFs};
    use crate::progress::Status;
    use crate::progress::change::{NodeChange, Origin};

    /// A clock that stands still until it is set.
    #[derive(Clone)]
    struct StoppedClock(Arc<Mutex<Timestamp>>);

    impl StoppedClock {
        fn new() -> StoppedClock {
            let time = "2026-11-23T18:24:30Z".parse().expect("a time");
            StoppedClock(Arc::new(Mutex::new(time)))
        }

        fn forward_hours(&self, hours: i64) {
            let mut time = self.0.lock().unwrap();
            *time = time.checked_add(Span::new().hours(hours)).unwrap();
        }
    }

    impl Clock for StoppedClock {
        fn now(&self) -> ZonedDateTime {
            let time = *self.0.lock().unwrap();
            time.to_zoned_datetime(TimeZone::fixed(tz::offset(1)))
        }
    }

    fn dirs() -> JournalDirs {
        JournalDirs {
            data: "/home/data".into(),
            state: "/home/state".into(),
        }
    }

    fn journal(disk: &SimFs) -> Journal {
        Journal::open(
            Box::new(disk.clone()),
            dirs(),
            Box::new(StoppedClock::new()),
        )
    }

    fn change(node: &str, from: Status, to: Status) -> Change {
        let node = NodeChange {
            node: node.into(),
            from,
            to,
            url: None,
            title: node.to_uppercase(),
        };
        Change {
            roadmap: "llm".into(),
            nodes: vec![node],
            origin: Origin::Done,
        }
    }

    fn done(node: &str) -> Change {
        change(node, Status::Todo, Status::Done)
    }

    fn statuses(log: &Log) -> Vec<(String, Status)> {
        log.statuses("llm")
            .map(|entry| (entry.node.to_owned(), entry.status))
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
        assert_eq!(
            statuses(&log),
            [("a".into(), Status::Done), ("b".into(), Status::Done)]
        );
        assert_eq!(log.health().records, 2);
        assert_eq!(log.health().damaged, []);
    }

    #[test]
    fn a_failed_append_stays_in_memory_and_is_tried_again_under_the_same_id() {
        for fault in [
            Fault::Error(io::ErrorKind::StorageFull),
            Fault::Short(7),
            Fault::Short(0),
        ] {
            let disk = SimFs::default();
            let mut journal = journal(&disk);
            journal.append(&done("a")).saved.unwrap();
            disk.fail(Plan {
                call: Call::Write,
                nth: 1,
                sticky: true,
                fault,
            });
            let lost = journal.append(&done("b"));
            assert!(lost.saved.is_err());
            assert_eq!(journal.pending(), 1);
            assert_eq!(
                statuses(&journal.read()).len(),
                2,
                "what is pending is progress"
            );
            disk.heal();
            journal.retry().unwrap();
            assert_eq!(journal.pending(), 0);
            let log = super::tests::journal(&disk).read();
            assert_eq!(
                log.status("llm", "b").map(|entry| entry.id.clone()),
                Some(lost.record.id)
            );
        }
    }
}
