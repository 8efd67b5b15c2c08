//! What can be put right: permissions, what a killed program left behind, and in the journals what [`Journal`] can.
//!
//! [`Journal`]: crate::journal::Journal

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, test_kill_process};
use serde::Serialize;

use super::super::desk::Surroundings;
use super::super::error::{self, Stop};
use super::super::out::{Line, Out, Tone};
use crate::disk;
use crate::lang::Lang;
use crate::paths::Paths;

/// The permission bits of everybody but the owner.
const OTHERS: u32 = 0o077;

/// What was put right, each as a number.
#[derive(Serialize)]
pub(super) struct Mended {
    brought_back: usize,
    made_private: usize,
    removed: usize,
    set_aside: usize,
}

impl Mended {
    pub(super) fn print(&self, out: &mut Out<'_>) -> io::Result<()> {
        let text = out.lang().doctor();
        let sentences = [
            text.brought_back,
            text.made_private,
            text.removed,
            text.set_aside,
        ];
        let counts = [
            self.brought_back,
            self.made_private,
            self.removed,
            self.set_aside,
        ];
        let deeds = counts.into_iter().zip(sentences);
        for (count, sentence) in deeds.filter(|(count, _)| *count > 0) {
            let mark = Line::of(Tone::Done, out.marks().done);
            out.whole(&mark.space(1).with(Tone::Plain, &sentence(count)))?;
        }
        if counts == [0; 4] {
            out.say(Tone::Plain, text.nothing_to_mend)?;
        }
        Ok(())
    }
}

/// Puts right what can be; what cannot is told, and does not keep the rest from being.
pub(super) fn all(
    surroundings: &Surroundings,
    lang: Lang,
    errors: &mut Out<'_>,
) -> Result<Mended, Stop> {
    let mut mended = Mended {
        brought_back: 0,
        made_private: 0,
        removed: 0,
        set_aside: 0,
    };
    let Ok(paths) = &surroundings.paths else {
        return Ok(mended);
    };
    let mut told: Vec<String> = Vec::new();
    // Private first: what is brought back is nobody else's business.
    for one in exposed(paths) {
        let private = Permissions::from_mode(one.mode & !OTHERS);
        match fs::set_permissions(&one.path, private) {
            Ok(()) => mended.made_private += 1,
            Err(error) => told.push(format!("{}: {error}", super::show(&one.path))),
        }
    }
    for path in left_behind(paths) {
        match fs::remove_file(&path) {
            Ok(()) => mended.removed += 1,
            Err(error) => told.push(format!("{}: {error}", super::show(&path))),
        }
    }
    let mut journal = surroundings.journal();
    let log = journal.read();
    let missing = journal.missing(&log);
    match journal.bring_back(&missing) {
        Ok(()) => mended.brought_back = missing.count(),
        Err(error) => told.push(chain(&error)),
    }
    // With what was brought back a long change may be whole again.
    let log = journal.read();
    let damage = log.damage().count();
    if damage > 0 {
        match journal.set_aside(&log) {
            Ok(()) => mended.set_aside = damage,
            Err(error) => told.push(chain(&error)),
        }
    }
    for what in told.into_iter().chain(journal.take_notes()) {
        error::warn(errors, lang.doctor().not_mended, &what)?;
    }
    Ok(mended)
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    causes.join(": ")
}

/// A file or folder that other people of this machine may read or write.
pub(super) struct Exposed {
    pub(super) path: PathBuf,
    pub(super) mode: u32,
}

impl Exposed {
    pub(super) fn is_writable(&self) -> bool {
        self.mode & 0o022 != 0
    }
}

/// Looks at the folders and the journals. A private folder protects all that is in it.
pub(super) fn exposed(paths: &Paths) -> Vec<Exposed> {
    let journals = paths.journals();
    let inside = [journals.clone(), paths.notes()]
        .into_iter()
        .chain(files(&journals));
    // The two folders may be links, to where a synchronising program looks; what is in them is not followed.
    let folders = [&paths.data, &paths.state].map(|path| (path.clone(), fs::metadata(path)));
    let is_private = |about: &fs::Metadata| about.permissions().mode() & OTHERS == 0;
    let data_is_private = folders[0].1.as_ref().is_ok_and(is_private);
    let inside = inside.filter(|_| !data_is_private);
    let inside = inside.map(|path| (path.clone(), fs::symlink_metadata(path)));
    let exposed = |(path, about): (PathBuf, io::Result<fs::Metadata>)| {
        let about = about.ok().filter(|about| !about.is_symlink())?;
        let mode = about.permissions().mode() & 0o777;
        (mode & 0o066 != 0).then_some(Exposed { path, mode })
    };
    folders
        .into_iter()
        .chain(inside)
        .filter_map(exposed)
        .collect()
}

/// Returns the files that [`disk::replace`](crate::disk::replace), or what rewrites a note, would have renamed, had its process
/// lived.
pub(super) fn left_behind(paths: &Paths) -> Vec<PathBuf> {
    let folders = [
        paths.data.clone(),
        paths.data.join("roadmaps"),
        paths.data.join("overlays"),
        paths.state.clone(),
        paths.state.join("backups"),
        paths.seen(),
    ];
    // Each roadmap has a folder of notes; what is a link leads elsewhere.
    let is_folder = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|about| about.is_dir());
    let notes = Some(paths.notes()).filter(is_folder);
    let notes = notes
        .iter()
        .flat_map(|folder| files(folder))
        .filter(is_folder);
    let folders = folders.into_iter().chain(notes);
    let files = folders.flat_map(|folder| files(&folder));
    files.filter(|path| is_left_behind(path)).collect()
}

fn is_left_behind(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let number = name
        .and_then(|name| name.strip_suffix(".tmp"))
        .and_then(|name| name.rsplit_once('.'))
        .and_then(|(_, number)| number.parse().ok())
        .and_then(Pid::from_raw);
    // One that is alive may be writing it right now.
    number.is_some_and(|process| test_kill_process(process).is_err())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = disk::list(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}
