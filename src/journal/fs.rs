//! The door to the disk: the few things that the journal does with files, so that tests can make each of them fail.

use std::ffi::OsString;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};

use crate::disk;

/// A file that changed less than this before it was looked at may change again without its times telling so: the coarsest file
/// systems count in steps of two seconds.
pub const SETTLED: Duration = Duration::from_secs(2);

/// Largest journal that is read, in bytes.
const MAX_FILE: u64 = 512 * 1024 * 1024;

/// Bytes that are read at once.
const PIECE: usize = 256 * 1024;

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// Length in bytes.
    pub len: u64,
    /// Time of the last change of its content, as programs may set it, in nanoseconds since 1970.
    pub mtime: i128,
    /// Time of the last change of anything, which only the system sets.
    pub ctime: i128,
    pub inode: u64,
}

/// A file as a folder lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub name: OsString,
    pub stat: Stat,
}

/// A lock that is given back when this is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Pretends to hold a lock, for tests that show that nothing depends on it.
    #[must_use]
    pub fn none() -> Lock {
        Lock { _file: None }
    }
}

/// The file operations of the journal. Paths are complete; errors are the system's own.
pub trait Fs: Send + Sync {
    /// Opens a regular file for reading; a link, a pipe or a device is refused without being waited for.
    fn open_read(&self, path: &Path) -> io::Result<Box<dyn ReadFile>>;
    /// Reads a whole file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let file = self.open_read(path)?;
        let length = usize::try_from(file.stat()?.len).unwrap_or(0);
        let mut bytes = Vec::with_capacity(length.saturating_add(1));
        read_pieces(&*file, 0, |piece| bytes.extend_from_slice(piece))?;
        Ok(bytes)
    }
    /// Lists a folder, ordered by name.
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>>;
    /// Makes a folder and those above it, readable by the person alone; one that exists stays as it is.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Opens a regular file for appending, and makes it, readable by the person alone, when it is not there.
    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>>;
    /// Puts a file with this content in the place of another or of none, so that a reader sees the one or the other.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Does the same for what can be done without: the disk may have it later, or after a loss of power never, or torn.
    fn replace_in_passing(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.replace(path, bytes)
    }
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes the entries of a folder safe against a loss of power.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Takes the lock, waiting for it at most as long as said; `None` when another has it all the while.
    fn lock(&self, path: &Path, wait: Duration) -> io::Result<Option<Lock>>;
}

/// Makes the entries of a folder and of all folders above it safe against a loss of power: any of them may be new. Fails
/// with the folder that the disk does not confirm.
pub fn sync_names(fs: &dyn Fs, folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    let folders = folder.ancestors();
    // Above a relative path there is nothing to name.
    for folder in folders.take_while(|folder| !folder.as_os_str().is_empty()) {
        let synced = fs.sync_folder(folder);
        synced.map_err(|error| (folder.to_owned(), error))?;
    }
    Ok(())
}

/// Reads a file from a place to its end, piece by piece, so that little of it is in memory.
pub fn read_pieces(file: &dyn ReadFile, start: u64, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let left = file.stat()?.len.saturating_sub(start);
    let mut piece = vec![0; usize::try_from(left).map_or(PIECE, |left| (left + 1).min(PIECE))];
    let mut at = start;
    loop {
        let count = file.read_at(at, &mut piece)?;
        if count == 0 {
            return Ok(());
        }
        at += count as u64;
        // It may grow while it is read.
        if at > MAX_FILE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        take(&piece[..count]);
    }
}

/// A file that is open for reading.
pub trait ReadFile {
    fn stat(&self) -> io::Result<Stat>;
    /// Reads some of the bytes at a place, and none at the end only.
    fn read_at(&self, place: u64, bytes: &mut [u8]) -> io::Result<usize>;
}

/// A file that is open for appending.
pub trait AppendFile: Send {
    fn stat(&self) -> io::Result<Stat>;
    /// Reads the last byte; `None` when the file is empty.
    fn last_byte(&mut self) -> io::Result<Option<u8>>;
    /// Writes at the end with one call of the system; returns how much of it was written.
    fn write_once(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Makes what was written safe against a loss of power.
    fn sync(&self) -> io::Result<()>;
}

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFs;

impl Fs for RealFs {
    fn open_read(&self, path: &Path) -> io::Result<Box<dyn ReadFile>> {
        let file = options(OFlags::NOFOLLOW | OFlags::NONBLOCK)
            .read(true)
            .open(path)?;
        if regular(&file)?.len > MAX_FILE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(Box::new(RealFile(file)))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let mut listed = Vec::new();
        for entry in disk::list(folder)? {
            let entry = entry?;
            match entry.metadata() {
                Ok(metadata) => listed.push(Listed {
                    name: entry.file_name(),
                    stat: stat(&metadata),
                }),
                // Synchronising programs rename files while they are listed.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        listed.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(listed)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>> {
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let file = options(flags)
            .read(true)
            .append(true)
            .create(true)
            .mode(0o600)
            .open(path)?;
        regular(&file)?;
        Ok(Box::new(RealFile(file)))
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        disk::replace(path, bytes, File::sync_data)
    }

    fn replace_in_passing(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        disk::replace(path, bytes, |_| Ok(()))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder).and_then(|folder| folder.sync_all()) {
            // Some file systems cannot do this for a folder and need not. And what nobody lets us read or write has no
            // entries that we made.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput
                        | io::ErrorKind::Unsupported
                        | io::ErrorKind::PermissionDenied
                        | io::ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                Ok(())
            }
            other => other,
        }
    }

    fn lock(&self, path: &Path, wait: Duration) -> io::Result<Option<Lock>> {
        // Without `NONBLOCK` a pipe of this name would be waited for.
        let file = options(OFlags::NOFOLLOW | OFlags::NONBLOCK)
            .write(true)
            .create(true)
            .mode(0o600)
            .open(path)?;
        let until = Instant::now() + wait;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Lock { _file: Some(file) })),
                Err(TryLockError::WouldBlock) if Instant::now() >= until => return Ok(None),
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(2)),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

struct RealFile(File);

impl ReadFile for RealFile {
    fn stat(&self) -> io::Result<Stat> {
        Ok(stat(&self.0.metadata()?))
    }

    fn read_at(&self, place: u64, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.0.read_at(bytes, place) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }
}

impl AppendFile for RealFile {
    fn stat(&self) -> io::Result<Stat> {
        Ok(stat(&self.0.metadata()?))
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        if self.0.metadata()?.len() == 0 {
            return Ok(None);
        }
        self.0.seek(SeekFrom::End(-1))?;
        let mut end = Vec::new();
        (&self.0).take(1).read_to_end(&mut end)?;
        Ok(end.pop())
    }

    fn write_once(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                // Nothing was written, so trying again does not tear a line.
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }
}

/// Returns options with flags of the system. (The standard library sets close-on-exec itself.)
fn options(flags: OFlags) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.custom_flags(flags.bits().cast_signed());
    options
}

fn regular(file: &File) -> io::Result<Stat> {
    let metadata = file.metadata()?;
    if metadata.is_file() {
        Ok(stat(&metadata))
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a regular file",
        ))
    }
}

fn stat(metadata: &std::fs::Metadata) -> Stat {
    let time = |seconds, nanoseconds| i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
    Stat {
        len: metadata.len(),
        mtime: time(metadata.mtime(), metadata.mtime_nsec()),
        ctime: time(metadata.ctime(), metadata.ctime_nsec()),
        inode: metadata.ino(),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn files_and_folders_are_for_the_person_alone() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/b");
        RealFs.create_folder(&folder).unwrap();
        RealFs.create_folder(&folder).unwrap();
        RealFs.open_append(&folder.join("journal")).unwrap();
        RealFs.replace(&folder.join("readme"), b"text").unwrap();
        RealFs.lock(&folder.join("lock"), Duration::ZERO).unwrap();
        assert_eq!(
            (mode(&folder), mode(&home.path().join("a"))),
            (0o700, 0o700)
        );
        for name in ["journal", "readme", "lock"] {
            assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
        }
    }

    #[test]
    fn links_and_pipes_are_neither_followed_nor_waited_for() {
        let home = tempfile::tempdir().unwrap();
        let (target, link) = (home.path().join("target"), home.path().join("link"));
        std::fs::write(&target, "text").unwrap();
        symlink(&target, &link).unwrap();
        let pipe = home.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            0o600.into(),
            0,
        )
        .unwrap();
        for path in [&link, &pipe, &home.path().to_owned()] {
            assert!(RealFs.read(path).is_err(), "{}", path.display());
            assert!(RealFs.open_append(path).is_err(), "{}", path.display());
        }
        for path in [&link, &pipe] {
            let locked = RealFs.lock(path, Duration::ZERO);
            assert!(locked.is_err(), "{}", path.display());
        }
        RealFs.replace(&link, b"new").unwrap();
        assert_eq!(
            std::fs::read(&target).unwrap(),
            b"text",
            "a link is replaced, not written through"
        );
    }

    #[test]
    fn appends_go_to_the_end_and_the_last_byte_is_seen() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal");
        let mut file = RealFs.open_append(&path).unwrap();
        assert_eq!(file.last_byte().unwrap(), None);
        assert_eq!(file.write_once(b"one").unwrap(), 3);
        let mut other = RealFs.open_append(&path).unwrap();
        assert_eq!(other.last_byte().unwrap(), Some(b'e'));
        other.write_once(b"two").unwrap();
        file.write_once(b"three\n").unwrap();
        assert_eq!(file.last_byte().unwrap(), Some(b'\n'));
        file.sync().unwrap();
        assert_eq!(RealFs.read(&path).unwrap(), b"onetwothree\n");
        let listed = RealFs.list(home.path()).unwrap();
        assert_eq!((listed[0].stat, listed.len()), (file.stat().unwrap(), 1));
    }

    #[test]
    fn a_lock_that_is_taken_is_not_waited_for_longer_than_said() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("lock");
        let held = RealFs.lock(&path, Duration::ZERO).unwrap();
        assert!(held.is_some());
        assert!(
            RealFs
                .lock(&path, Duration::from_millis(5))
                .unwrap()
                .is_none()
        );
        drop(held);
        assert!(RealFs.lock(&path, Duration::ZERO).unwrap().is_some());
    }
}
