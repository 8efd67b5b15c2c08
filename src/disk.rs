//! Files of a person's own: settings, themes, roadmaps, the last view. (The journal has its own door,
//! [`journal::fs`](crate::journal::fs), which follows no links.)

use std::fs::{File, OpenOptions, ReadDir};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

use rustix::fs::OFlags;
use signal_hook::consts::SIGXFSZ;

/// From now on what would go beyond the limit of the size of files (`ulimit -f`) fails as on a full disk, and does not end the
/// program in the middle of something.
pub fn fail_beyond_the_limit() {
    // A handler of ours, which a new program does not inherit. Without it the limit only ends more.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Bytes of files that are compared at once.
const PART: usize = 64 * 1024;

/// Reads a file, up to one byte more than it may have, so that a longer one is noticed. What is no file, as a pipe or
/// a device, would never end and is refused.
pub fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let (file, _) = open(path)?;
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Tells whether two files have the same content, without taking them into memory.
pub fn are_same(one: &Path, other: &Path) -> io::Result<bool> {
    let ((one, len), (other, other_len)) = (open(one)?, open(other)?);
    if len != other_len {
        return Ok(false);
    }
    let [mut one, mut other] = [one, other].map(|file| BufReader::with_capacity(PART, file));
    loop {
        let (part, other_part) = (one.fill_buf()?, other.fill_buf()?);
        let len = part.len().min(other_part.len());
        if part[..len] != other_part[..len] {
            return Ok(false);
        }
        if len == 0 {
            return Ok(part.len() == other_part.len());
        }
        one.consume(len);
        other.consume(len);
    }
}

/// Opens a file to read it, and returns how many bytes it has.
fn open(path: &Path) -> io::Result<(File, u64)> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    Ok((file, about.len()))
}

/// Lists a folder. The standard library makes every other call again that a signal interrupted, but not this one.
pub fn list(folder: &Path) -> io::Result<ReadDir> {
    loop {
        match std::fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    len: u64,
    /// Seconds and nanoseconds since 1970.
    modified: (i64, i64),
    /// When anything about it changed, its name or rights too; nobody can set this time back.
    changed: (i64, i64),
    inode: u64,
    device: u64,
}

impl Stamp {
    /// Tells whether nothing changed since a time.
    #[must_use]
    pub fn is_older_than(&self, time: SystemTime) -> bool {
        let since = time.duration_since(SystemTime::UNIX_EPOCH);
        let since = since.unwrap_or_default();
        let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        let time = (seconds, i64::from(since.subsec_nanos()));
        self.modified < time && self.changed < time
    }
}

/// Returns the state of a file, without opening it; `None` where there is none.
#[must_use]
pub fn stamp(path: &Path) -> Option<Stamp> {
    let about = std::fs::metadata(path).ok()?;
    Some(Stamp {
        len: about.len(),
        modified: (about.mtime(), about.mtime_nsec()),
        changed: (about.ctime(), about.ctime_nsec()),
        inode: about.ino(),
        device: about.dev(),
    })
}

/// Puts a file with this content, readable by the person alone, in the place of another or of none, so that a reader sees
/// the one or the other. `settle` is called before it takes its place, for those who want the disk to have it by then.
pub fn replace(path: &Path, bytes: &[u8], settle: fn(&File) -> io::Result<()>) -> io::Result<()> {
    // Two processes may write at the same time: each has a file of its own until the rename.
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = write_new(&temporary, bytes)
        .and_then(|file| settle(&file))
        .and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        // Best effort: the error that matters is the one being returned.
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

/// Writes a file that must not be there yet.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let open = || {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
            .open(path)
    };
    let mut file = match open() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            // Left behind by a process of the same number that was killed.
            std::fs::remove_file(path)?;
            open()?
        }
        other => other?,
    };
    file.write_all(bytes)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_the_same_to_the_last_byte_or_they_are_not() {
        let home = tempfile::tempdir().unwrap();
        let paths = ["one", "other"].map(|name| home.path().join(name));
        let long = vec![b'a'; PART + 7];
        let [mut changed, mut longer] = [long.clone(), long.clone()];
        changed[PART + 6] = b'b';
        longer.push(b'a');
        for (content, is_same) in [(&long, true), (&changed, false), (&longer, false)] {
            std::fs::write(&paths[0], &long).unwrap();
            std::fs::write(&paths[1], content).unwrap();
            assert_eq!(are_same(&paths[0], &paths[1]).unwrap(), is_same);
        }
        assert!(are_same(&paths[0], home.path()).is_err());
        assert!(are_same(&home.path().join("none"), &paths[0]).is_err());
    }

    #[test]
    fn what_is_too_long_is_cut_one_byte_later_and_what_is_no_file_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        std::fs::write(&file, "12345").unwrap();
        for (most, expected) in [(5, "12345"), (4, "12345"), (3, "1234")] {
            assert_eq!(read(&file, most).unwrap(), expected.as_bytes(), "{most}");
        }
        let link = home.path().join("link");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert_eq!(
            read(&link, 5).unwrap(),
            b"12345",
            "settings are often links"
        );
        let pipe = home.path().join("pipe");
        let (fifo, mode) = (rustix::fs::FileType::Fifo, 0o600.into());
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, fifo, mode, 0).unwrap();
        for path in [&pipe, home.path(), Path::new("/dev/zero")] {
            assert!(read(path, 5).is_err(), "{}", path.display());
        }
    }
}
