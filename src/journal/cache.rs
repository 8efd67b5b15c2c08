//! What the journals said when they were last read whole, so that the next start need not read them whole.
//!
//! It is a file in the cache folder, thrown away on any doubt: when another version wrote it, when a sum is wrong, when a
//! journal is gone or other than it was, when what came since is not simply new. Its records are lines as in a journal.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::device::DeviceId;
use super::fs::{Fs, Listed, ReadFile, SETTLED, Stat, read_pieces};
use super::line::{self, Parsed};
use super::log::{Log, ReadAll, Writer};
use super::record::{END_OF_TIME, FORMAT, RecordId};

/// Form of the file. Raise it when what is kept, or what it means, changes.
const FORM: u32 = 1;

/// Most bytes that may have come since.
const TOO_OLD: u64 = 16 * 1024 * 1024;
/// Bytes of the end of a journal that are compared.
const END: u64 = 64 * 1024;
/// Most bytes of the first line.
const MAX_HEAD: usize = 64 * 1024;

/// Where the cache is, and what it costs at most.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    pub(super) folder: PathBuf,
    pub(super) limits: Limits,
}

/// Numbers of bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Of journals from which on a cache is worth its file.
    pub(super) worth: u64,
    /// That came since the cache was made, from which on it is made again.
    pub(super) old: usize,
    /// A journal that grew and is no longer than this is compared as a whole with what it was; of a longer one, its end.
    pub(super) compared: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            // Some four thousand records.
            worth: 1024 * 1024,
            old: 64 * 1024,
            compared: 16 * 1024 * 1024,
        }
    }
}

/// What a journal was when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    name: String,
    stat: Stat,
    /// CRC-32 of all bytes, and of the last ones.
    sum: u32,
    end: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    form: u32,
    version: String,
    progress: PathBuf,
    device: Option<String>,
    files: Vec<Known>,
    records: usize,
    largest_l: u64,
    /// Lengths and sums of what follows: lines of this device, lines of others, four bytes for each id.
    own: usize,
    others: usize,
    ids: usize,
    lines_sum: u32,
    ids_sum: u32,
}

/// Journals that are read with the help of the cache.
pub(super) struct Journals<'a> {
    pub(super) fs: &'a dyn Fs,
    pub(super) progress: PathBuf,
    pub(super) device: Option<&'a DeviceId>,
    pub(super) listed: &'a [&'a Listed],
}

/// A log from the cache, and what makes a better one, if that one is old.
pub(super) struct Glance {
    pub(super) log: Log,
    pub(super) renewed: Option<Contents>,
}

/// What a cache is made of. Putting it together can wait until the first frame is drawn.
pub(super) struct Contents {
    head: Head,
    lines: Vec<u8>,
    /// In any order, and some more than once.
    ids: Vec<u32>,
}

impl Cache {
    pub(super) fn new(folder: PathBuf) -> Cache {
        Cache {
            folder,
            limits: Limits::default(),
        }
    }

    /// Returns the log of the journals; `None` where the cache does not tell.
    pub(super) fn glance(&self, journals: &Journals<'_>, read: ReadAll) -> Option<Glance> {
        self.is_worth_it(journals).then_some(())?;
        let path = self.folder.join(name(&journals.progress));
        let file = journals.fs.open_read(&path).ok()?;
        let (head, start) = journals.head(&*file)?;
        let lines = exactly(&*file, start, head.own + head.others, head.lines_sum)?;
        let (own, others) = lines.split_at(head.own);
        let mut log = Log::default();
        log.read_file("", own, Writer::ThisDevice);
        log.read_file("", others, Writer::Other);
        log.is_sound().then_some(())?;
        let mut log = log.without_past(head.records, head.largest_l, read);

        let tails = journals.tails(&head.files, self.limits.compared)?;
        let mut files = head.files;
        let came: usize = tails.iter().map(|tail| tail.bytes.len()).sum();
        if !tails.is_empty() {
            let ids = exactly(&*file, start + lines.len() as u64, head.ids, head.ids_sum)?;
            let ids = numbers(&ids);
            for tail in &tails {
                let writer = Writer::of(journals.device, &tail.known.name);
                add(&mut log, tail, writer, &ids)?;
                files.retain(|known| known.name != tail.known.name);
                files.push(tail.known.clone());
            }
            log.is_sound().then_some(())?;
            if came > self.limits.old || tails.iter().any(|tail| tail.is_other_file) {
                let all = ids.into_iter().chain(log.ids().map(hash)).collect();
                let renewed = journals.contents(&log, files, all);
                return Some(Glance { log, renewed });
            }
        }
        let renewed = None;
        Some(Glance { log, renewed })
    }

    /// Makes the cache of journals that were read whole; `None` where they do not allow it. `sums` are the sums of all bytes
    /// that were read, with their number.
    pub(super) fn of(
        &self,
        journals: &Journals<'_>,
        log: &Log,
        sums: &[(u32, u64)],
    ) -> Option<Contents> {
        (self.is_worth_it(journals) && log.is_sound()).then_some(())?;
        let files = journals.listed.iter().zip(sums);
        let files = files.map(|(listed, (sum, length))| {
            // One that grew while it was read is not what it was when it was listed.
            (*length == listed.stat.len).then_some(())?;
            journals.known(listed, *sum)
        });
        let files = files.collect::<Option<Vec<Known>>>()?;
        journals.contents(log, files, log.ids().map(hash).collect())
    }

    /// Writes the cache. Nothing depends on it.
    pub(super) fn write(&self, fs: &dyn Fs, contents: Contents) -> io::Result<()> {
        let path = self.folder.join(name(&contents.head.progress));
        let bytes = contents.bytes()?;
        fs.create_folder(&self.folder)?;
        fs.replace_in_passing(&path, &bytes)
    }

    fn is_worth_it(&self, journals: &Journals<'_>) -> bool {
        let lengths = journals.listed.iter().map(|file| file.stat.len);
        lengths.sum::<u64>() >= self.limits.worth
    }
}

/// Names the cache of a folder of journals.
fn name(progress: &Path) -> String {
    format!(
        "{:08x}",
        crc32fast::hash(progress.as_os_str().as_encoded_bytes())
    )
}

/// The bytes that a journal has more than it had, and what it is now.
struct Tail {
    known: Known,
    bytes: Vec<u8>,
    /// It was put in the place of the one that was read, or was written over, and begins with the same bytes.
    is_other_file: bool,
}

impl Journals<'_> {
    /// Reads the first line, and returns where the second begins.
    fn head(&self, file: &dyn ReadFile) -> Option<(Head, u64)> {
        let mut bytes = vec![0; MAX_HEAD];
        let count = fill(file, 0, &mut bytes).ok()?;
        let end = bytes[..count].iter().position(|byte| *byte == b'\n')?;
        let (sum, head) = bytes[..end].split_at_checked(9)?;
        (sum == format!("{:08x} ", crc32fast::hash(head)).as_bytes()).then_some(())?;
        let head: Head = serde_json::from_slice(head).ok()?;
        let is_ours = head.form == FORM
            && head.version == env!("CARGO_PKG_VERSION")
            && head.progress == self.progress
            && head.device.as_deref() == self.device.map(DeviceId::as_str);
        is_ours.then_some((head, end as u64 + 1))
    }

    /// Returns what came to the journals since; `None` where one is not what it was with more behind it.
    fn tails(&self, files: &[Known], compared: u64) -> Option<Vec<Tail>> {
        let is_there = |known: &Known| self.listed.iter().any(|file| *file.name == *known.name);
        files.iter().all(is_there).then_some(())?;
        let mut tails = Vec::new();
        let mut left = TOO_OLD;
        for listed in self.listed {
            let known = files.iter().find(|known| *known.name == *listed.name);
            if known.is_some_and(|known| known.stat == listed.stat) {
                continue;
            }
            let tail = self.tail(listed, known, left, compared)?;
            left -= tail.bytes.len() as u64;
            tails.push(tail);
        }
        Some(tails)
    }

    fn tail(
        &self,
        listed: &Listed,
        known: Option<&Known>,
        most: u64,
        compared: u64,
    ) -> Option<Tail> {
        let (length, sum) = known.map_or((0, 0), |known| (known.stat.len, known.sum));
        let count = listed.stat.len.checked_sub(length)?;
        (count <= most).then_some(())?;
        let file = self.fs.open_read(&self.progress.join(&listed.name)).ok()?;
        let mut is_other_file = false;
        if let Some(known) = known {
            let only_grew = known.stat.inode == listed.stat.inode && count > 0;
            is_other_file = !only_grew;
            let is_as_it_was = if only_grew && length > compared {
                end_sum(&*file, length)? == known.end
            } else {
                start_sum(&*file, length)? == known.sum
            };
            is_as_it_was.then_some(())?;
        }
        let mut bytes = vec![0; usize::try_from(count).ok()?];
        (fill(&*file, length, &mut bytes).ok()? == bytes.len()).then_some(())?;
        let mut hasher = crc32fast::Hasher::new_with_initial_len(sum, length);
        hasher.update(&bytes);
        let known = self.known(listed, hasher.finalize())?;
        Some(Tail {
            known,
            bytes,
            is_other_file,
        })
    }

    fn known(&self, listed: &Listed, sum: u32) -> Option<Known> {
        let file = self.fs.open_read(&self.progress.join(&listed.name)).ok()?;
        Some(Known {
            name: listed.name.to_str()?.to_owned(),
            stat: listed.stat,
            sum,
            end: end_sum(&*file, listed.stat.len)?,
        })
    }

    fn contents(&self, log: &Log, mut files: Vec<Known>, ids: Vec<u32>) -> Option<Contents> {
        // A file that was just written may be written again in the same moment, as far as its times tell.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        let settled = i128::try_from(now.checked_sub(SETTLED)?.as_nanos()).ok()?;
        let is_settled = |known: &Known| known.stat.mtime.max(known.stat.ctime) < settled;
        files.iter().all(is_settled).then_some(())?;
        files.sort_by(|left, right| left.name.cmp(&right.name));
        let own = log.essence(Writer::ThisDevice)?;
        let others = log.essence(Writer::Other)?;
        let lines = [own.as_bytes(), others.as_bytes()].concat();
        let head = Head {
            form: FORM,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            progress: self.progress.clone(),
            device: self.device.map(|device| device.as_str().to_owned()),
            files,
            records: log.health().records,
            largest_l: log.largest_l(),
            own: own.len(),
            others: others.len(),
            ids: 0,
            lines_sum: crc32fast::hash(&lines),
            ids_sum: 0,
        };
        Some(Contents { head, lines, ids })
    }
}

impl Contents {
    fn bytes(self) -> io::Result<Vec<u8>> {
        let Contents {
            head,
            lines,
            mut ids,
        } = self;
        ids.sort_unstable();
        ids.dedup();
        let ids: Vec<u8> = ids.into_iter().flat_map(u32::to_le_bytes).collect();
        let head = serde_json::to_string(&Head {
            ids: ids.len(),
            ids_sum: crc32fast::hash(&ids),
            ..head
        })?;
        let head = format!("{:08x} {head}\n", crc32fast::hash(head.as_bytes()));
        if head.len() > MAX_HEAD {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok([head.as_bytes(), &lines, &ids].concat())
    }
}

/// Adds what came since. Each line must be a record that is new for certain; `None` where one is not.
fn add(log: &mut Log, tail: &Tail, writer: Writer, ids: &[u32]) -> Option<()> {
    let is_new = |log: &Log, id: &RecordId| ids.binary_search(&hash(id)).is_err() && !log.has(id);
    for line in tail.bytes.split(|byte| *byte == b'\n') {
        match line::parse(line) {
            Parsed::Blank => {}
            Parsed::Header { min_reader } if min_reader <= FORMAT => {}
            Parsed::Record(record) if record.l < END_OF_TIME => {
                let whole = record.part.as_ref().map(|part| &part.whole);
                let is_new = is_new(log, &record.id) && whole.is_none_or(|id| is_new(log, id));
                is_new.then_some(())?;
                log.insert(record, writer);
            }
            Parsed::Record(_)
            | Parsed::Header { .. }
            | Parsed::Newer(_)
            | Parsed::UnknownOp(_)
            | Parsed::Damaged => return None,
        }
    }
    log.settle();
    let last = tail.bytes.last();
    last.is_none_or(|last| *last == b'\n').then_some(())
}

fn hash(id: &RecordId) -> u32 {
    // Two ids of one number make the journals be read whole, and nothing else.
    crc32fast::hash(id.as_str().as_bytes())
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers
        .iter()
        .map(|number| u32::from_le_bytes(*number))
        .collect()
}

/// Reads that many bytes, if they are there and have this sum.
fn exactly(file: &dyn ReadFile, start: u64, length: usize, sum: u32) -> Option<Vec<u8>> {
    (length as u64 <= file.stat().ok()?.len).then_some(())?;
    let mut bytes = vec![0; length];
    let is_whole = fill(file, start, &mut bytes).ok()? == length;
    (is_whole && crc32fast::hash(&bytes) == sum).then_some(bytes)
}

/// Reads until the bytes are full or the file ends; returns how many there are.
fn fill(file: &dyn ReadFile, start: u64, bytes: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read_at(start + filled as u64, &mut bytes[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

/// Returns the sum of the first bytes of a file.
fn start_sum(file: &dyn ReadFile, length: u64) -> Option<u32> {
    let (mut hasher, mut left) = (crc32fast::Hasher::new(), length);
    read_pieces(file, 0, |piece| {
        let taken = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
        hasher.update(&piece[..taken]);
        left -= taken as u64;
    })
    .ok()?;
    (left == 0).then(|| hasher.finalize())
}

/// Returns the sum of the last of the first bytes of a file.
fn end_sum(file: &dyn ReadFile, length: u64) -> Option<u32> {
    let count = length.min(END);
    let mut bytes = vec![0; usize::try_from(count).ok()?];
    let is_whole = fill(file, length - count, &mut bytes).ok()? == bytes.len();
    is_whole.then(|| crc32fast::hash(&bytes))
}
