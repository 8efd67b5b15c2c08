//! A disk in memory for tests: it fails where it is told to, and it can lose its power.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::tz::{self, TimeZone};
use jiff::{Span, Timestamp, ZonedDateTime};

use super::append::{Clock, Journal, JournalDirs};
use super::fs::{AppendFile, Fs, Listed, Lock, Stat};
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};

/// The operations that can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    Read,
    List,
    CreateFolder,
    Open,
    Stat,
    LastByte,
    Write,
    Sync,
    Replace,
    Remove,
    SyncFolder,
    Lock,
}

impl Call {
    pub(crate) const ALL: [Call; 12] = [
        Call::Read,
        Call::List,
        Call::CreateFolder,
        Call::Open,
        Call::Stat,
        Call::LastByte,
        Call::Write,
        Call::Sync,
        Call::Replace,
        Call::Remove,
        Call::SyncFolder,
        Call::Lock,
    ];
}

/// How an operation fails.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    Error(io::ErrorKind),
    /// A write that takes so many bytes only.
    Short(usize),
    /// A write that another process without the lock comes before, with a line of its own.
    Crowded,
}

/// From which call on, and whether once or from then on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) call: Call,
    /// The first call is 1.
    pub(crate) nth: usize,
    pub(crate) sticky: bool,
    pub(crate) fault: Fault,
}

#[derive(Clone, Debug, Default)]
struct Kept {
    bytes: Vec<u8>,
    synced: usize,
    mtime: i128,
    inode: u64,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, Kept>,
    folders: Vec<PathBuf>,
    ticks: u64,
    calls: BTreeMap<Call, usize>,
    plan: Option<Plan>,
}

/// The disk; a clone is another handle on the same disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct SimFs(Arc<Mutex<State>>);

impl SimFs {
    pub(crate) fn fail(&self, plan: Plan) {
        let mut state = self.state();
        state.calls.clear();
        state.plan = Some(plan);
    }

    /// Lets everything succeed again.
    pub(crate) fn heal(&self) {
        self.state().plan = None;
    }

    /// Returns how often an operation was called since the last [`SimFs::fail`].
    pub(crate) fn calls(&self, call: Call) -> usize {
        self.state().calls.get(&call).copied().unwrap_or(0)
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        let state = self.state();
        state
            .files
            .keys()
            .map(|path| path.display().to_string())
            .collect()
    }

    pub(crate) fn content(&self, path: &Path) -> Option<Vec<u8>> {
        self.state().files.get(path).map(|file| file.bytes.clone())
    }

    /// Puts a file there without asking for faults.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state();
        state.ticks += 1;
        let ticks = state.ticks;
        let file = state.files.entry(path.to_owned()).or_default();
        file.bytes = bytes.to_vec();
        file.mtime = i128::from(ticks);
        file.inode = ticks;
    }

    /// Loses the power: of each file only what was synced stays.
    pub(crate) fn lose_power(&self) {
        for file in self.state().files.values_mut() {
            file.bytes.truncate(file.synced);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("no test panics while it holds the disk")
    }

    /// Counts a call; returns the fault that is due.
    fn enter(&self, call: Call) -> Option<Fault> {
        let mut state = self.state();
        let count = state.calls.entry(call).or_default();
        *count += 1;
        let count = *count;
        let plan = state.plan.filter(|plan| plan.call == call)?;
        let due = if plan.sticky {
            count >= plan.nth
        } else {
            count == plan.nth
        };
        due.then_some(plan.fault)
    }

    fn check(&self, call: Call) -> io::Result<()> {
        match self.enter(call) {
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(Fault::Short(_) | Fault::Crowded) | None => Ok(()),
        }
    }
}

impl Fs for SimFs {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.check(Call::Read)?;
        self.content(path)
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        self.check(Call::List)?;
        let state = self.state();
        if !state.folders.iter().any(|there| there == folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = state
            .files
            .iter()
            .filter(|(path, _)| path.parent() == Some(folder));
        Ok(inside
            .map(|(path, file)| Listed {
                name: path.file_name().unwrap_or_default().to_owned(),
                stat: stat(file),
            })
            .collect())
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.check(Call::CreateFolder)?;
        let mut state = self.state();
        for folder in folder.ancestors() {
            if !state.folders.iter().any(|there| there == folder) {
                state.folders.push(folder.to_owned());
            }
        }
        Ok(())
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>> {
        self.check(Call::Open)?;
        if self.content(path).is_none() {
            self.put(path, b"");
        }
        Ok(Box::new(SimFile {
            disk: self.clone(),
            path: path.to_owned(),
        }))
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.check(Call::Replace)?;
        self.put(path, bytes);
        if let Some(file) = self.state().files.get_mut(path) {
            file.synced = bytes.len();
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.check(Call::Remove)?;
        let removed = self.state().files.remove(path);
        removed
            .map(|_| ())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        self.check(Call::SyncFolder)
    }

    fn lock(&self, _path: &Path, _wait: Duration) -> io::Result<Option<Lock>> {
        self.check(Call::Lock).map(|()| Some(Lock::none()))
    }
}

struct SimFile {
    disk: SimFs,
    path: PathBuf,
}

impl SimFile {
    fn with<T>(&self, look: impl FnOnce(&mut Kept, u64) -> T) -> io::Result<T> {
        let mut state = self.disk.state();
        state.ticks += 1;
        let ticks = state.ticks;
        let file = state
            .files
            .get_mut(&self.path)
            .ok_or(io::ErrorKind::NotFound)?;
        Ok(look(file, ticks))
    }
}

impl AppendFile for SimFile {
    fn stat(&self) -> io::Result<Stat> {
        self.disk.check(Call::Stat)?;
        self.with(|file, _| stat(file))
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        self.disk.check(Call::LastByte)?;
        self.with(|file, _| file.bytes.last().copied())
    }

    fn write_once(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = match self.disk.enter(Call::Write) {
            Some(Fault::Error(kind)) => return Err(kind.into()),
            Some(Fault::Short(length)) => length.min(bytes.len()),
            Some(Fault::Crowded) => {
                self.with(|file, _| file.bytes.extend_from_slice(b"{}\n"))?;
                bytes.len()
            }
            None => bytes.len(),
        };
        self.with(|file, ticks| {
            file.bytes.extend_from_slice(&bytes[..length]);
            file.mtime = i128::from(ticks);
        })?;
        Ok(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.check(Call::Sync)?;
        self.with(|file, _| file.synced = file.bytes.len())
    }
}

fn stat(file: &Kept) -> Stat {
    Stat {
        len: file.bytes.len() as u64,
        mtime: file.mtime,
        inode: file.inode,
    }
}

/// A clock that stands still until it is set.
#[derive(Clone)]
pub(crate) struct StoppedClock(Arc<Mutex<Timestamp>>);

impl StoppedClock {
    pub(crate) fn new() -> StoppedClock {
        let time = "2026-11-23T18:24:30Z".parse().expect("a time");
        StoppedClock(Arc::new(Mutex::new(time)))
    }

    pub(crate) fn forward_hours(&self, hours: i64) {
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

pub(crate) fn dirs() -> JournalDirs {
    JournalDirs {
        data: "/home/data".into(),
        state: "/home/state".into(),
    }
}

/// Opens the journals on a disk, as a new process does.
pub(crate) fn journal(disk: &SimFs) -> Journal {
    Journal::open(
        Box::new(disk.clone()),
        dirs(),
        Box::new(StoppedClock::new()),
    )
}

/// Makes the change of one node to done.
pub(crate) fn done(node: &str) -> Change {
    let node = NodeChange {
        node: node.into(),
        from: Status::Todo,
        to: Status::Done,
        url: Some("https://example.org".into()),
        title: node.to_uppercase(),
        when: None,
    };
    Change {
        roadmap: "llm".into(),
        nodes: vec![node],
        origin: Origin::Done,
    }
}
