//! Taking back what was written into a note, and doing it again.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::OwnedFd;

use rustix::fs::{AtFlags, Mode, OFlags, fchmod, fsync, renameat, unlinkat};
use rustix::io::Errno;

use super::{NoteError, Place, State, folder, openat, told};

/// What came of writing a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Unchanged,
    Written,
    /// There was text, and now there is none.
    Removed,
}

/// A note that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub edit: Edit,
    /// With what it can be taken back; absent where nothing changed, or where that is not known exactly.
    pub rewrite: Option<Rewrite>,
}

/// What a note was before and after it was written. A file without text is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    place: Place,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Written {
    /// Compares what was there with what is there now.
    pub(super) fn of(place: &Place, before: Option<&State>, after: Option<&State>) -> Written {
        let has_text = |state: Option<&State>| state.is_some_and(State::has_text);
        let edit = match (has_text(before), has_text(after)) {
            (false, false) => Edit::Unchanged,
            (true, false) => Edit::Removed,
            (_, true) if before == after => Edit::Unchanged,
            (_, true) => Edit::Written,
        };
        // A file that is longer than what is compared cannot be put back.
        let bytes = |state: Option<&State>| match state {
            Some(state) if !state.has_text() => Some(Vec::new()),
            Some(state) => state.is_whole().then(|| state.start.clone()),
            None => Some(Vec::new()),
        };
        let rewrite = match (bytes(before), bytes(after)) {
            (Some(before), Some(after)) if edit != Edit::Unchanged => Some(Rewrite {
                place: place.clone(),
                before,
                after,
            }),
            _ => None,
        };
        Written { edit, rewrite }
    }

    /// Tells of text that was added at the end: what others added before it stays when it is taken back.
    pub(super) fn added(place: &Place, text: &[u8], after: Option<&State>) -> Written {
        let whole = after.filter(|after| after.is_whole());
        let rewrite = whole.and_then(|after| {
            Some(Rewrite {
                place: place.clone(),
                before: after.start.strip_suffix(text)?.to_vec(),
                after: after.start.clone(),
            })
        });
        Written {
            edit: Edit::Written,
            rewrite,
        }
    }
}

impl Rewrite {
    /// Puts back what was there before, if nobody wrote since. Taking that back does it again.
    pub fn take_back(&self) -> Result<Written, NoteError> {
        let place = &self.place;
        let _turn = place.turn();
        let now = place.read()?;
        let now = now.filter(State::has_text);
        let is_as_left = match &now {
            Some(state) => state.is_whole() && state.start == self.after,
            None => self.after.is_empty(),
        };
        if !is_as_left {
            return Err(NoteError::ChangedMeanwhile { path: place.path() });
        }
        let folder = folder(&place.root, &place.roadmap, true)
            .map_err(|(path, error)| told("open", path, error))?;
        if self.before.is_empty() {
            remove(place, &folder)?;
        } else {
            replace(place, &folder, &self.before, now.as_ref())?;
        }
        Ok(Written::of(place, now.as_ref(), place.read()?.as_ref()))
    }
}

/// Removes a note that has no text any more.
pub(super) fn remove(place: &Place, folder: &OwnedFd) -> Result<(), NoteError> {
    match unlinkat(folder, place.file.as_str(), AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(place.error("remove", error.into())),
    }
}

/// Puts a whole text in the place of a note that is as it was read, with its permissions: it is there as it was, or as it
/// shall be, whatever happens. What is there is replaced and not followed, should it be a link.
pub(super) fn replace(
    place: &Place,
    folder: &OwnedFd,
    text: &[u8],
    was: Option<&State>,
) -> Result<(), NoteError> {
    // A hidden file is no note; the process makes it its own, and by its name `doctor` knows what a killed one left.
    let beside = format!(".{}.{}.tmp", place.file, std::process::id());
    let result = write(folder, &beside, text, place.mode(folder))
        .map_err(|error| place.error("write to", error))
        .and_then(|()| take_place(place, folder, &beside, was));
    // What is there now was taken out of its place, or has found none.
    let _ = unlinkat(folder, beside.as_str(), AtFlags::empty());
    // Some file systems cannot do this for a folder and need not.
    let _ = fsync(folder);
    result
}

fn write(folder: &OwnedFd, name: &str, text: &[u8], mode: Mode) -> io::Result<()> {
    let flags =
        OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(folder, name, flags, Mode::from_raw_mode(0o600))?);
    file.write_all(text)?;
    fchmod(&file, mode)?;
    file.sync_data()
}

/// Lets a file take the place of a note. Another program may have saved the note while the file was written: where both can
/// be exchanged in one step, what comes out is looked at, and goes back if it is not what was read.
fn take_place(
    place: &Place,
    folder: &OwnedFd,
    beside: &str,
    was: Option<&State>,
) -> Result<(), NoteError> {
    let file = place.file.as_str();
    let failed = |error: Errno| place.error("write to", error.into());
    if was.is_none() || exchange(folder, beside, file).is_err() {
        return renameat(folder, beside, folder, file).map_err(failed);
    }
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let out = openat(folder, beside, flags, Mode::empty());
    let out = out.map_err(io::Error::from).map(File::from);
    let out = out.and_then(|mut file| State::of(&mut file)).ok();
    if out.as_ref() == was {
        return Ok(());
    }
    exchange(folder, beside, file).map_err(failed)?;
    Err(NoteError::ChangedMeanwhile { path: place.path() })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(folder: &OwnedFd, one: &str, other: &str) -> rustix::io::Result<()> {
    rustix::fs::renameat_with(
        folder,
        one,
        folder,
        other,
        rustix::fs::RenameFlags::EXCHANGE,
    )
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &OwnedFd, _: &str, _: &str) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}
