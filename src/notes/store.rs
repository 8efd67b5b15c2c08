//! The door to the folder of notes. Links are not followed, what is no file is not waited for, and nothing is written
//! over: lines are added at the end, the person's editor does the rest, and only what is still as it was left is taken
//! [back](Rewrite::take_back).

mod rewrite;

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, mkdirat, statat};
use rustix::io::{Errno, retry_on_intr};
use rustix::path::Arg;

use crate::cause;
use crate::journal::fs::{Fs as _, RealFs, sync_names};
use crate::roadmap::Roadmap;
use crate::text::clean;

use super::name::Name;
use super::{Found, NoteProblem, Notes, Why, line};
use rewrite::remove;
pub use rewrite::{Edit, Rewrite, Written};

/// Bytes of a file that are read.
const LONGEST: usize = 1 << 20;
/// Bytes that all notes together may have; further files are left out.
const MOST_BYTES: usize = 32 << 20;
/// How long is waited for another window that writes.
const PATIENCE: Duration = Duration::from_secs(2);
/// Files that are read; further ones are left out.
const MOST_FILES: usize = 20_000;

/// Why a note could not be written.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    #[error("{path} is a link, and notes are not written through links")]
    IsLink { path: PathBuf },
    #[error("{path} is not a file")]
    NotAFile { path: PathBuf },
    #[error("cannot {doing} {path}")]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("{path} was changed since")]
    ChangedMeanwhile { path: PathBuf },
    #[error("only {written} of {length} bytes could be written to {path}")]
    Short {
        path: PathBuf,
        written: usize,
        length: usize,
    },
}

/// Where one note lies. Made of the ids of a roadmap only, so that it cannot lead out of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder of all notes.
    root: PathBuf,
    /// Id of the roadmap: the name of its folder.
    roadmap: String,
    /// Name of the file.
    file: String,
}

impl Place {
    /// Takes the folder of all notes, a roadmap, and the name of the note without `.md`, which is
    /// [`Course::note_id`](crate::course::Course::note_id).
    #[must_use]
    pub fn new(root: &Path, roadmap: &Roadmap, id: &str) -> Place {
        Place {
            root: root.to_owned(),
            roadmap: roadmap.id().to_string(),
            file: format!("{id}.md"),
        }
    }

    /// Returns the folder of the roadmap's notes.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.root.join(&self.roadmap)
    }

    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder().join(&self.file)
    }

    /// Returns the name of the file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Opens the file below folders that are no links. `make` makes the folders.
    fn open(&self, flags: OFlags, make: bool) -> Result<(OwnedFd, File), NoteError> {
        let folder = folder(&self.root, &self.roadmap, make)
            .map_err(|(path, error)| told(make_or("open", make), path, error))?;
        let flags = flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let opened = openat(
            &folder,
            self.file.as_str(),
            flags,
            Mode::from_raw_mode(0o600),
        );
        let file = match opened {
            Ok(file) => File::from(file),
            Err(Errno::LOOP | Errno::MLINK) => return Err(NoteError::IsLink { path: self.path() }),
            Err(Errno::ISDIR | Errno::NXIO) => {
                return Err(NoteError::NotAFile { path: self.path() });
            }
            Err(error) => return Err(self.error("open", error.into())),
        };
        let metadata = file
            .metadata()
            .map_err(|error| self.error("look at", error))?;
        if !metadata.is_file() {
            return Err(NoteError::NotAFile { path: self.path() });
        }
        Ok((folder, file))
    }

    /// Waits until no other window of this program writes notes of the roadmap, and keeps them from it until what is returned
    /// is dropped. After [`PATIENCE`] it goes on without: then two that write in the same moment may not see each other.
    fn turn(&self) -> Option<File> {
        let folder = File::from(folder(&self.root, &self.roadmap, true).ok()?);
        let until = Instant::now() + PATIENCE;
        loop {
            match folder.try_lock() {
                Ok(()) => return Some(folder),
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    thread::sleep(Duration::from_millis(2));
                }
                Err(TryLockError::WouldBlock | TryLockError::Error(_)) => return None,
            }
        }
    }

    /// Reads the file as bytes, no more than are compared; nothing when it is not there.
    fn read(&self) -> Result<Option<State>, NoteError> {
        let mut file = match self.open(OFlags::RDONLY, false) {
            Ok((_, file)) => file,
            Err(NoteError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        State::of(&mut file)
            .map(Some)
            .map_err(|error| self.error("read", error))
    }

    /// Returns the permissions of the file; those of a new one where it is not there.
    fn mode(&self, folder: &OwnedFd) -> Mode {
        let stat = statat(folder, self.file.as_str(), AtFlags::SYMLINK_NOFOLLOW);
        stat.map_or(Mode::from_raw_mode(0o600), |stat| {
            Mode::from_raw_mode(stat.st_mode & 0o777)
        })
    }

    fn error(&self, doing: &'static str, source: io::Error) -> NoteError {
        NoteError::Io {
            doing,
            path: self.path(),
            source,
        }
    }
}

/// A file at one time, as far as it tells whether it was changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    start: Vec<u8>,
    length: u64,
    /// Of a file that is longer than what is compared.
    modified: Option<Timestamp>,
}

impl State {
    fn of(file: &mut File) -> io::Result<State> {
        let mut start = Vec::new();
        file.take(LONGEST as u64).read_to_end(&mut start)?;
        let length = file.metadata()?.len();
        let modified = modified(file).filter(|_| length > start.len() as u64);
        Ok(State {
            start,
            length,
            modified,
        })
    }

    /// Tells whether all of the file is known.
    fn is_whole(&self) -> bool {
        self.length == self.start.len() as u64
    }

    fn has_text(&self) -> bool {
        !self.is_whole() || !self.start.trim_ascii().is_empty()
    }
}

/// Returns the path of a note, for showing. See [`Place::new`].
#[must_use]
pub fn path_of(root: &Path, roadmap: &Roadmap, id: &str) -> PathBuf {
    Place::new(root, roadmap, id).path()
}

/// Reads all notes of a roadmap. What cannot be read is among the [problems](Notes::problems); a folder that is not there
/// has none.
#[must_use]
pub fn read_all(root: &Path, roadmap: &Roadmap) -> Notes {
    let id = roadmap.id();
    let problem = |file: &str, error: &io::Error| NoteProblem {
        file: clean::line(file),
        why: why(error),
    };
    let read = folder(root, id.as_str(), false).and_then(|folder| {
        let names = names(&folder).map_err(|error| (root.join(id.as_str()), error))?;
        Ok((folder, names))
    });
    let (folder, names) = match read {
        Ok(read) => read,
        Err((_, error)) if error.kind() == io::ErrorKind::NotFound => return Notes::default(),
        Err((path, error)) => {
            let problem = problem(&path.to_string_lossy(), &error);
            return Notes::new(Vec::new(), vec![problem]);
        }
    };
    let is_known = |id: &str| roadmap.find(id).is_some();
    let files = names
        .iter()
        .filter_map(|file| Some((file, Name::of(file, is_known)?)));
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let (mut bytes, mut left_out) = (0, 0);
    for (file, name) in files {
        if found.len() >= MOST_FILES || bytes > MOST_BYTES {
            left_out += 1;
            continue;
        }
        match read_one(&folder, file) {
            Ok((text, modified)) => {
                bytes += text.len();
                found.push(Found {
                    name,
                    file: clean::line(file),
                    is_cut: text.len() > LONGEST,
                    text: clean::block(&String::from_utf8_lossy(&text[..text.len().min(LONGEST)])),
                    modified,
                });
            }
            // Synchronising programs rename files while they are listed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => problems.push(problem(file, &error)),
        }
    }
    if left_out > 0 {
        problems.push(NoteProblem {
            file: clean::line(&root.join(id.as_str()).to_string_lossy()),
            why: Why::TooMuch(left_out),
        });
    }
    Notes::new(found, problems)
}

/// Adds one line at the end of a note, as an entry of a list; nothing when there is nothing to add.
pub fn add_line(place: &Place, text: &str) -> Result<Option<Written>, NoteError> {
    let entry = line::entry(text);
    entry
        .map(|entry| append(place, &entry, line::before_line))
        .transpose()
}

/// Adds paragraphs at the end of a note; nothing when there is nothing to add.
pub fn add_text(place: &Place, text: &str) -> Result<Option<Written>, NoteError> {
    let text = line::paragraphs(text);
    text.map(|text| append(place, &text, line::before_paragraph))
        .transpose()
}

/// Adds text with one write at the end, so that what somebody else adds at the same time stays whole.
fn append(
    place: &Place,
    text: &str,
    before: fn(&[u8]) -> &'static str,
) -> Result<Written, NoteError> {
    let _turn = place.turn();
    let flags = OFlags::RDWR | OFlags::APPEND | OFlags::CREATE;
    let (_, mut file) = place.open(flags, true)?;
    let tail = tail(&file).map_err(|error| place.error("read", error))?;
    let bytes = format!("{}{text}", before(&tail));
    let written = loop {
        match file.write(bytes.as_bytes()) {
            // Nothing was written, so trying again does not tear a line.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(written) => break written,
            Err(error) => return Err(place.error("write to", error)),
        }
    };
    if written < bytes.len() {
        return Err(NoteError::Short {
            path: place.path(),
            written,
            length: bytes.len(),
        });
    }
    file.sync_data()
        .map_err(|error| place.error("save", error))?;
    sync_names(&RealFs, &place.folder()).map_err(|(path, source)| NoteError::Io {
        doing: "save",
        path,
        source,
    })?;
    let after = place.read()?;
    Ok(Written::added(place, bytes.as_bytes(), after.as_ref()))
}

/// A note that is with the person's editor.
#[derive(Debug)]
pub struct Editing {
    place: Place,
    before: State,
}

/// Prepares a note for an editor: a new one is an empty file, as nothing of a stranger's roadmap may reach an editor.
pub fn begin(place: Place) -> Result<Editing, NoteError> {
    let before = if let Some(state) = place.read()? {
        state
    } else {
        let flags = OFlags::RDWR | OFlags::CREATE;
        place.open(flags, true)?;
        State {
            start: Vec::new(),
            length: 0,
            modified: None,
        }
    };
    Ok(Editing { place, before })
}

impl Editing {
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Looks at what the editor left behind; a file without text is removed.
    pub fn finish(self) -> Result<Written, NoteError> {
        let mut after = self.place.read()?;
        if !after.as_ref().is_some_and(State::has_text) {
            self.remove_if_blank()?;
            after = None;
        }
        Ok(Written::of(&self.place, Some(&self.before), after.as_ref()))
    }

    fn remove_if_blank(&self) -> Result<(), NoteError> {
        // Looked at once more: an editor with a window of its own may have written since.
        let _turn = self.place.turn();
        let is_blank = |state: &State| !state.has_text();
        if !self.place.read()?.as_ref().is_some_and(is_blank) {
            return Ok(());
        }
        let folder = folder(&self.place.root, &self.place.roadmap, false)
            .map_err(|(path, error)| told("open", path, error))?;
        remove(&self.place, &folder)
    }
}

/// Opens a file in a folder, again where a signal interrupted that.
fn openat(
    folder: impl AsFd,
    name: impl Arg + Copy,
    flags: OFlags,
    mode: Mode,
) -> rustix::io::Result<OwnedFd> {
    retry_on_intr(|| rustix::fs::openat(folder.as_fd(), name, flags, mode))
}

/// Opens the folder of a roadmap's notes. The folder of all notes and that of the roadmap must be none but folders; what
/// lies above may be a link, as people keep their data elsewhere. An error comes with the path that it is about.
fn folder(root: &Path, roadmap: &str, make: bool) -> Result<OwnedFd, (PathBuf, io::Error)> {
    let above = root.parent().unwrap_or(root);
    if make {
        RealFs
            .create_folder(above)
            .map_err(|error| (above.to_owned(), error))?;
    }
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut folder = openat(rustix::fs::CWD, above, flags, Mode::empty())
        .map_err(|error| (above.to_owned(), error.into()))?;
    let mut path = above.to_owned();
    let name = root.file_name().unwrap_or_default();
    for part in [name, roadmap.as_ref()] {
        path.push(part);
        let failed = |error: Errno| (path.clone(), io::Error::from(error));
        if make {
            match mkdirat(&folder, part, Mode::from_raw_mode(0o700)) {
                Ok(()) | Err(Errno::EXIST) => {}
                Err(error) => return Err(failed(error)),
            }
        }
        folder = match openat(&folder, part, flags | OFlags::NOFOLLOW, Mode::empty()) {
            Ok(inner) => inner,
            // A link is told in either way.
            Err(Errno::NOTDIR) if is_link(&folder, part.as_ref()) => {
                return Err(failed(Errno::LOOP));
            }
            Err(error) => return Err(failed(error)),
        };
    }
    Ok(folder)
}

fn is_link(folder: &OwnedFd, name: &Path) -> bool {
    statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)
        .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink)
}

/// Lists the names of a folder that are text, ordered.
fn names(folder: &OwnedFd) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in Dir::read_from(folder)? {
        names.extend(entry?.file_name().to_str().map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn read_one(folder: &OwnedFd, name: &str) -> io::Result<(Vec<u8>, Option<Timestamp>)> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = File::from(openat(folder, name, flags, Mode::empty())?);
    if !file.metadata()?.is_file() {
        return Err(Errno::ISDIR.into());
    }
    let modified = modified(&file);
    let mut bytes = Vec::new();
    file.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes, modified))
}

fn modified(file: &File) -> Option<Timestamp> {
    Timestamp::try_from(file.metadata().ok()?.modified().ok()?).ok()
}

/// Returns the last few bytes.
fn tail(file: &File) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len();
    let start = length.saturating_sub(4);
    let mut tail = vec![0; usize::try_from(length - start).unwrap_or(0)];
    file.read_exact_at(&mut tail, start)?;
    Ok(tail)
}

fn why(error: &io::Error) -> Why {
    match Errno::from_io_error(error) {
        Some(Errno::LOOP | Errno::MLINK) => Why::IsLink,
        Some(Errno::ISDIR | Errno::NXIO | Errno::NOTDIR) => Why::NotAFile,
        Some(_) | None => Why::Unreadable(cause::said(error)),
    }
}

fn told(doing: &'static str, path: PathBuf, source: io::Error) -> NoteError {
    match why(&source) {
        Why::IsLink => NoteError::IsLink { path },
        Why::NotAFile | Why::TooMuch(_) | Why::Unreadable(_) => NoteError::Io {
            doing,
            path,
            source,
        },
    }
}

const fn make_or(open: &'static str, make: bool) -> &'static str {
    if make { "make the folder" } else { open }
}

#[cfg(test)]
mod tests;
