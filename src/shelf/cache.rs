//! Roadmaps that were compiled before, so that nothing is parsed twice. What lies in the cache may be thrown away at any time,
//! and is as soon as there is any doubt: of a file in another state the text must be the same to the last byte.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hasher as _};
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::OFlags;

use crate::cause;
use crate::disk;
use crate::journal::fs::{Fs as _, RealFs, SETTLED};
use crate::lang::causes::Cause;
use crate::roadmap::library::Content;
use crate::roadmap::pack::{self, Anew};
use crate::roadmap::{self, Limits, Loaded, Roadmap};

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
#[derive(Clone, Copy, Debug)]
pub(super) enum Text<'a> {
    BuiltIn(&'static str),
    File(&'a Path),
}

/// What a pack was made of. One line each, in the key of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    /// The version of the program, and the text's place and limits.
    maker: String,
    /// The state of the file; nothing where it had changed a moment ago and might change again without its time telling so.
    stamp: Option<String>,
    /// Of the text.
    hash: u64,
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

    /// Returns the roadmap that is made of a text, or the text itself where it has problems.
    pub(super) fn load(&self, text: Text<'_>) -> Result<Content, Cause> {
        // The file may change while it is read: its state is that of before.
        let stamp = self.stamp(text);
        if let Some(roadmap) = self.find(text, stamp.as_ref()) {
            return Ok(Content::Compiled(roadmap));
        }
        let bytes = self.read(text)?;
        if let Text::File(path) = text {
            self.limits.begin(path, bytes.len());
        }
        match roadmap::load(&bytes, &self.limits) {
            Ok(Loaded { roadmap, .. }) => {
                self.keep(text, stamp, hash(&bytes), &roadmap);
                Ok(Content::Compiled(roadmap))
            }
            Err(_) => Ok(Content::Text(bytes)),
        }
    }

    /// Returns the roadmap that was made of a text before; nothing where it is not known to be that of today.
    fn find(&self, text: Text<'_>, stamp: Option<&String>) -> Option<Roadmap> {
        let file = OpenOptions::new()
            .read(true)
            .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
            .open(self.place(text))
            .ok()?;
        let read_at = move |at, len| read_at(&file, at, len);
        let mut touched = None;
        let source_of = |key: &str| {
            let key = Key::parse(key).filter(|key| key.maker == self.maker(text))?;
            if stamp.is_none() || key.stamp.as_ref() != stamp {
                touched = Some(key.hash);
                let bytes = self.read(text).ok()?;
                (hash(&bytes) == key.hash).then_some(())?;
            }
            Some(self.anew(text, key.hash))
        };
        let found = pack::read(Box::new(read_at), source_of)?;
        if let (Some(hash), Some(stamp)) = (touched, stamp) {
            self.keep(text, Some(stamp.clone()), hash, &found);
        }
        Some(found)
    }

    /// Keeps a roadmap. Without it everything only takes longer, so no failure is worth a word.
    fn keep(&self, text: Text<'_>, stamp: Option<String>, hash: u64, roadmap: &Roadmap) {
        let maker = self.maker(text);
        let key = Key { maker, stamp, hash };
        if RealFs.create_folder(&self.folder).is_ok() {
            self.clear_away();
            let pack = pack::write(roadmap, &key.to_string());
            let _ = disk::replace(&self.place(text), &pack, |_| Ok(()));
        }
    }

    fn read(&self, text: Text<'_>) -> Result<Vec<u8>, Cause> {
        match text {
            Text::BuiltIn(text) => Ok(text.into()),
            Text::File(path) => {
                disk::read(path, self.limits.file_bytes).map_err(|error| cause::said(&error))
            }
        }
    }

    fn maker(&self, text: Text<'_>) -> String {
        let most = self.limits.file_bytes;
        let path = match text {
            Text::BuiltIn(_) => "built-in".into(),
            Text::File(path) => path
                .as_os_str()
                .as_encoded_bytes()
                .escape_ascii()
                .to_string(),
        };
        format!("{} {most} {path}", env!("CARGO_PKG_VERSION"))
    }

    fn stamp(&self, text: Text<'_>) -> Option<String> {
        match text {
            Text::BuiltIn(text) => {
                let crc = crc32fast::hash(text.as_bytes());
                Some(format!("{} bytes, {crc:08x}", text.len()))
            }
            Text::File(path) => {
                let stamp = disk::stamp(path)?;
                let is_settled = stamp.is_older_than(SystemTime::now().checked_sub(self.settled)?);
                is_settled.then(|| format!("{stamp:?}"))
            }
        }
    }

    /// Returns the file for what is made of a text. Two texts that share one take turns.
    fn place(&self, text: Text<'_>) -> PathBuf {
        let name = match text {
            Text::BuiltIn(text) => format!("built-in-{:x}.{ENDING}", text.len()),
            Text::File(path) => {
                let name = path.as_os_str().as_encoded_bytes();
                format!("{:08x}.{ENDING}", crc32fast::hash(name))
            }
        };
        self.folder.join(name)
    }

    fn anew(&self, text: Text<'_>, made_of: u64) -> Anew {
        let limits = self.limits;
        // Another text may give as many nodes, and a page of it would put other ids in their places.
        let compile = move |bytes: &[u8]| {
            let is_same = hash(bytes) == made_of;
            let loaded = is_same.then(|| roadmap::load(bytes, &limits).ok())??;
            Some(loaded.roadmap)
        };
        match text {
            Text::BuiltIn(text) => Box::new(move || compile(text.as_bytes())),
            Text::File(path) => {
                let path = path.to_owned();
                Box::new(move || compile(&disk::read(&path, limits.file_bytes).ok()?))
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

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stamp = self.stamp.as_deref().unwrap_or_default();
        write!(f, "{}\n{stamp}\n{:016x}", self.maker, self.hash)
    }
}

impl Key {
    fn parse(text: &str) -> Option<Key> {
        let mut lines = text.split('\n').map(str::to_owned);
        let (maker, stamp, hash) = (lines.next()?, lines.next()?, lines.next()?);
        Some(Key {
            maker,
            stamp: Some(stamp).filter(|stamp| !stamp.is_empty()),
            hash: u64::from_str_radix(&hash, 16).ok()?,
        })
    }
}

/// Tells texts apart; another version of the program may use another hash.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
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
