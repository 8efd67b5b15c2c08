//! A disk in memory for tests: it fails where it is told to, and it can lose its power.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::tz::{self, TimeZone};
use jiff::{Span, Timestamp, ZonedDateTime};

use super::append::{Clock, Journal, JournalDirs};
use super::fs::{AppendFile, Fs, Listed, Lock, ReadFile, Stat};
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};

/// The operations that can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    Read,
    ReadAt,
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
    pub(crate) const ALL: [Call; 13] = [
        Call::Read,
        Call::ReadAt,
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
    /// The power goes: the operation is done and confirmed by nobody.
    Off,
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
    /// How many of the bytes the disk has confirmed.
    synced: usize,
    /// Whether the folder's entry for this file is confirmed; if it is not, a loss of power brings back what was there
    /// before.
    named: bool,
    before: Option<Vec<u8>>,
    mtime: i128,
    inode: u64,
}

#[derive(Clone, Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, Kept>,
    /// With whether the entry in the folder above is confirmed.
    folders: BTreeMap<PathBuf, bool>,
    all_calls: usize,
    /// The call in the middle of which the power goes; from then on nothing works.
    off_at: Option<usize>,
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

    /// Lets the power go in the middle of a call, counted from now and from 1. What it was about is done, unconfirmed,
    /// and it fails like all calls after it.
    pub(crate) fn power_goes_at(&self, call: usize) {
        let mut state = self.state();
        state.all_calls = 0;
        state.off_at = Some(call);
    }

    pub(crate) fn has_power(&self) -> bool {
        let state = self.state();
        state.off_at.is_none_or(|at| state.all_calls < at)
    }

    /// Makes another disk of the same content.
    pub(crate) fn copy(&self) -> SimFs {
        SimFs(Arc::new(Mutex::new(self.state().clone())))
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

    /// Puts a file there, for good and without asking for faults.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) {
        self.make(path, bytes, true);
    }

    /// Writes over a file, as editors do that keep the file and change what is in it.
    pub(crate) fn overwrite(&self, path: &Path, bytes: &[u8]) {
        let inode = self.state().files.get(path).map(|file| file.inode);
        self.put(path, bytes);
        if let (Some(inode), Some(file)) = (inode, self.state().files.get_mut(path)) {
            file.inode = inode;
        }
    }

    /// Lets a file be as if it had been written just now.
    pub(crate) fn touch(&self, path: &Path) {
        let now = Timestamp::now().as_nanosecond();
        if let Some(file) = self.state().files.get_mut(path) {
            file.mtime = now;
        }
    }

    fn make(&self, path: &Path, bytes: &[u8], named: bool) {
        let mut state = self.state();
        state.ticks += 1;
        let ticks = state.ticks;
        let file = Kept {
            bytes: bytes.to_vec(),
            synced: bytes.len(),
            named,
            before: None,
            mtime: i128::from(ticks),
            inode: ticks,
        };
        state.files.insert(path.to_owned(), file);
    }

    /// Loses the power, and with it all that the disk has not confirmed.
    pub(crate) fn lose_power(&self) {
        self.power_returns(|states| states - 1);
    }

    /// Lets the disk have work again after a loss of power. What was not confirmed may be there, or not, or in part:
    /// `choose` gets a number of states and picks one, 0 for the one in which all is there, the last for nothing.
    pub(crate) fn power_returns(&self, mut choose: impl FnMut(usize) -> usize) {
        let mut state = self.state();
        (state.off_at, state.plan) = (None, None);
        let State { files, folders, .. } = &mut *state;
        // A folder is ordered before what is in it.
        let mut gone: Vec<PathBuf> = Vec::new();
        for (folder, named) in folders.iter_mut() {
            let is_gone = gone.iter().any(|above| folder.starts_with(above));
            if !is_gone && !*named && choose(2) == 1 {
                gone.push(folder.clone());
            }
            *named = true;
        }
        folders.retain(|folder, _| !gone.iter().any(|above| folder.starts_with(above)));
        files.retain(|path, file| {
            if gone.iter().any(|above| path.starts_with(above)) {
                return false;
            }
            if !file.named && choose(2) == 1 {
                let Some(before) = file.before.take() else {
                    return false;
                };
                file.synced = before.len();
                file.bytes = before;
            }
            tear(file, &mut choose);
            (file.named, file.before, file.synced) = (true, None, file.bytes.len());
            true
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("no test panics while it holds the disk")
    }

    /// Counts a call; returns the fault that is due.
    fn enter(&self, call: Call) -> Option<Fault> {
        let mut state = self.state();
        state.all_calls += 1;
        if let Some(at) = state.off_at {
            match state.all_calls.cmp(&at) {
                Ordering::Less => {}
                Ordering::Equal => return Some(Fault::Off),
                Ordering::Greater => return Some(Fault::Error(io::ErrorKind::Other)),
            }
        }
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
            Some(Fault::Short(_) | Fault::Crowded | Fault::Off) | None => Ok(()),
        }
    }

    /// Fails if the power went in the middle of what was just done.
    fn still_on(&self) -> io::Result<()> {
        let has_power = self.has_power();
        has_power.then_some(()).ok_or(io::ErrorKind::Other.into())
    }
}

/// Lets the unconfirmed end of a file be there whole, in part, with holes, or not at all.
fn tear(file: &mut Kept, choose: &mut impl FnMut(usize) -> usize) {
    const BLOCK: usize = 512;

    let (synced, length) = (file.synced, file.bytes.len());
    if length == synced {
        return;
    }
    let block = (synced / BLOCK + 1) * BLOCK;
    let middle = synced + (length - synced) / 2;
    match choose(9) {
        0 => {}
        // Not the last byte, which is a newline.
        1 => file.bytes.truncate(length - 1),
        2 => file.bytes.truncate(middle),
        3 => file.bytes.truncate(synced + 1),
        4 => file.bytes.truncate(block.min(length)),
        // The length is there before the bytes are.
        5 => file.bytes[synced..].fill(0),
        6 => file.bytes[middle..].fill(0),
        // Later blocks are there before earlier ones.
        7 => file.bytes[synced..block.min(length)].fill(0),
        _ => file.bytes.truncate(synced),
    }
}

impl Fs for SimFs {
    fn open_read(&self, path: &Path) -> io::Result<Box<dyn ReadFile>> {
        self.check(Call::Read)?;
        if self.content(path).is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Box::new(SimFile {
            disk: self.clone(),
            path: path.to_owned(),
        }))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        self.check(Call::List)?;
        let state = self.state();
        if !state.folders.contains_key(folder) {
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
        for folder in folder.ancestors() {
            let mut state = self.state();
            // The root is in no other folder.
            let named = folder.parent().is_none();
            state.folders.entry(folder.to_owned()).or_insert(named);
        }
        self.still_on()
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>> {
        self.check(Call::Open)?;
        if self.content(path).is_none() {
            self.make(path, b"", false);
        }
        self.still_on()?;
        Ok(Box::new(SimFile {
            disk: self.clone(),
            path: path.to_owned(),
        }))
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.check(Call::Replace)?;
        let before = self.state().files.get(path).and_then(|file| {
            let synced = &file.bytes[..file.synced];
            if file.named {
                Some(synced.to_vec())
            } else {
                file.before.clone()
            }
        });
        self.make(path, bytes, false);
        if let Some(file) = self.state().files.get_mut(path) {
            file.before = before;
        }
        self.still_on()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.check(Call::Remove)?;
        let removed = self.state().files.remove(path);
        self.still_on()?;
        removed
            .map(|_| ())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.check(Call::SyncFolder)?;
        self.still_on()?;
        let mut state = self.state();
        let inside = |path: &Path| path.parent() == Some(folder);
        for (path, named) in &mut state.folders {
            *named |= inside(path);
        }
        for (path, file) in &mut state.files {
            if inside(path) {
                (file.named, file.before) = (true, None);
            }
        }
        Ok(())
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

impl ReadFile for SimFile {
    fn stat(&self) -> io::Result<Stat> {
        AppendFile::stat(self)
    }

    fn read_at(&self, place: u64, bytes: &mut [u8]) -> io::Result<usize> {
        self.disk.check(Call::ReadAt)?;
        let content = self.disk.content(&self.path).unwrap_or_default();
        let rest = usize::try_from(place)
            .ok()
            .and_then(|place| content.get(place..));
        // Few bytes at once, so that lines lie across pieces.
        rest.unwrap_or_default().take(1000).read(bytes)
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
            Some(Fault::Off) | None => bytes.len(),
        };
        self.with(|file, ticks| {
            file.bytes.extend_from_slice(&bytes[..length]);
            file.mtime = i128::from(ticks);
        })?;
        self.disk.still_on()?;
        Ok(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.check(Call::Sync)?;
        self.disk.still_on()?;
        self.with(|file, _| file.synced = file.bytes.len())
    }
}

fn stat(file: &Kept) -> Stat {
    Stat {
        len: file.bytes.len() as u64,
        mtime: file.mtime,
        ctime: file.mtime,
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

    /// Sets the clock forward, or back.
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

/// Numbers that look random and are the same each time.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Returns a number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).expect("smaller than `sides`")
    }
}
