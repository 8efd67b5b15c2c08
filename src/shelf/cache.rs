//! Roadmaps that were compiled before, so that nothing is parsed twice. What lies in the cache may be thrown away at any time,
//! and is as soon as there is any doubt: a file of another length, time or place has its roadmap compiled anew.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::disk;
use crate::journal::fs::{Fs as _, RealFs};
use crate::roadmap::pack::{self, Anew};
use crate::roadmap::{self, Limits, Roadmap};

/// A file that changed less than this before it was looked at may change again without its time telling so.
const SETTLED: Duration = Duration::from_secs(3);
/// What nobody asked for in this time is cleared away when something else is written.
const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);
const ENDING: &str = "pack";

/// The folder of compiled roadmaps.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    settled: Duration,
    limits: Limits,
}

/// A text of which a roadmap is made.
#[derive(Clone, Debug)]
pub(super) enum Text<'a> {
    BuiltIn(&'static str),
    File(&'a Path),
}

impl Cache {
    pub(super) fn new(folder: PathBuf, limits: Limits) -> Cache {
        let settled = SETTLED;
        Cache {
            folder,
            settled,
            limits,
        }
    }

    /// Returns the roadmap that was made of a text; nothing where it is not known to be that of today.
    pub(super) fn find(&self, text: &Text<'_>) -> Option<Roadmap> {
        let key = self.key(text)?;
        let file = OpenOptions::new()
            .read(true)
            .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed())
            .open(self.place(text))
            .ok()?;
        let read_at = move |at, len| read_at(&file, at, len);
        pack::read(Box::new(read_at), &key, self.anew(text))
    }

    /// Keeps a roadmap that was made of a text. Without it everything only takes longer, so no failure is worth a word.
    pub(super) fn keep(&self, text: &Text<'_>, roadmap: &Roadmap) {
        let Some(key) = self.key(text) else { return };
        if RealFs.create_folder(&self.folder).is_ok() {
            self.clear_away();
            let _ = disk::replace(&self.place(text), &pack::write(roadmap, &key), |_| Ok(()));
        }
    }

    /// Returns what tells one text from every other one, and one version of the program from another.
    fn key(&self, text: &Text<'_>) -> Option<String> {
        let made_by = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
        let most = self.limits.file_bytes;
        match text {
            Text::BuiltIn(text) => {
                let crc = crc32fast::hash(text.as_bytes());
                Some(format!("{made_by}, {} bytes, {crc:08x}", text.len()))
            }
            Text::File(path) => {
                let stamp = disk::stamp(path)?;
                let is_settled = stamp.is_older_than(SystemTime::now().checked_sub(self.settled)?);
                let path = path.to_string_lossy();
                is_settled.then(|| format!("{made_by}, {most} bytes at most, {stamp:?}, {path}"))
            }
        }
    }

    /// Returns the file for what is made of a text. Two texts that share one take turns.
    fn place(&self, text: &Text<'_>) -> PathBuf {
        let name = match text {
            Text::BuiltIn(text) => format!("built-in-{:x}.{ENDING}", text.len()),
            Text::File(path) => {
                let name = path.as_os_str().as_encoded_bytes();
                format!("{:08x}.{ENDING}", crc32fast::hash(name))
            }
        };
        self.folder.join(name)
    }

    fn anew(&self, text: &Text<'_>) -> Anew {
        let limits = self.limits;
        match text {
            Text::BuiltIn(text) => {
                let text = *text;
                Box::new(move || Some(roadmap::load(text.as_bytes(), &limits).ok()?.roadmap))
            }
            Text::File(path) => {
                let path = Arc::<Path>::from(*path);
                Box::new(move || {
                    let bytes = disk::read(&path, limits.file_bytes).ok()?;
                    Some(roadmap::load(&bytes, &limits).ok()?.roadmap)
                })
            }
        }
    }

    fn clear_away(&self) {
        let entries = disk::list(&self.folder).into_iter().flatten().flatten();
        for entry in entries {
            let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
            if age().is_some_and(|age| age > KEPT) {
                // Somebody else may have done it.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

fn read_at(file: &File, at: u64, len: usize) -> io::Result<Vec<u8>> {
    // A length that was never written must not ask for the memory.
    if at.saturating_add(len as u64) > file.metadata()?.len() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut bytes = vec![0; len];
    file.read_exact_at(&mut bytes, at)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
