//! Taking back what was written into a note, and doing it again.

use std::fs::File;
use std::io::Write as _;
use std::os::fd::OwnedFd;

use rustix::fs::{AtFlags, Mode, OFlags, fsync, renameat, unlinkat};
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
            replace(place, &folder, &self.before)?;
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

/// Puts a whole text in the place of a note: it is there as it was, or as it shall be, whatever happens. What is there is
/// replaced and not followed, should it be a link.
fn replace(place: &Place, folder: &OwnedFd, text: &[u8]) -> Result<(), NoteError> {
    // A hidden file is no note; the process makes it its own.
    let beside = format!(".{}.{}", place.file, std::process::id());
    let flags =
        OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let written = openat(folder, beside.as_str(), flags, Mode::from_raw_mode(0o600))
        .map_err(std::io::Error::from)
        .and_then(|file| {
            let mut file = File::from(file);
            file.write_all(text)?;
            file.sync_data()
        })
        .and_then(|()| {
            Ok(renameat(
                folder,
                beside.as_str(),
                folder,
                place.file.as_str(),
            )?)
        });
    if let Err(error) = written {
        let _ = unlinkat(folder, beside.as_str(), AtFlags::empty());
        return Err(place.error("write to", error));
    }
    // Some file systems cannot do this for a folder and need not.
    let _ = fsync(folder);
    Ok(())
}
