//! The person's roadmaps on the disk: the library folder, the layers over roadmaps, and what was put aside. Command line and
//! screen both stand on it.

mod cache;
pub mod layer;
pub mod list;
pub mod seen;
pub mod watch;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::cause;
use crate::disk;
use crate::journal::fs::{Fs as _, RealFs, sync_names};
use crate::lang::causes::Cause;
use crate::paths::Paths;
use crate::roadmap::compile::is_valid_id;
use crate::roadmap::library::{self, Content, Library, LibraryEntry, OwnFile, Provider};
use crate::roadmap::{Limits, Roadmap, overlay};
use cache::{Cache, Text};
use seen::Seen;
use watch::Watch;

/// Endings of roadmap files.
const ROADMAPS: &[&str] = &["yaml", "yml"];

/// An error of the disk, with the file that it is about.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct FileError {
    pub path: PathBuf,
    pub source: io::Error,
}

/// Where the person's roadmaps lie.
#[derive(Clone, Debug)]
pub struct Shelf {
    roadmaps: PathBuf,
    overlays: PathBuf,
    backups: PathBuf,
    seen: PathBuf,
    cache: Cache,
    limits: Limits,
}

/// A file that was put into the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    pub path: PathBuf,
    /// Where the files are now whose place it took.
    pub put_aside: Vec<PathBuf>,
}

/// A roadmap to work on.
#[derive(Clone, Debug)]
pub struct Opened {
    /// With the person's own layer over it.
    pub roadmap: Roadmap,
    /// As its file has it: what layers are laid over.
    pub base: Roadmap,
    /// Looks whether its files change; nothing is looked at without a home folder.
    pub watch: Option<Watch>,
    /// Tells which edition was seen last; nothing is known without a home folder.
    pub seen: Option<Seen>,
}

impl Shelf {
    #[must_use]
    pub fn new(paths: &Paths, limits: Limits) -> Shelf {
        Shelf {
            roadmaps: paths.library(),
            overlays: paths.overlays(),
            backups: paths.backups().join("roadmaps"),
            seen: paths.seen(),
            cache: Cache::new(paths.compiled(), limits),
            limits,
        }
    }

    /// Loads the built-in roadmaps, those of the library folder and the layers, with all that can be said of them. Each file
    /// is read and parsed once.
    #[must_use]
    pub fn library(&self) -> Library {
        let built_in = library::built_in_texts().map(|text| Content::Text(text.into()));
        let own = files(&self.roadmaps, ROADMAPS).into_iter();
        let own = own.map(|path| {
            let content = self.read(&path).map(Content::Text);
            file(path, content)
        });
        Library::with_layers(
            built_in.collect(),
            own.collect(),
            self.layers(),
            &self.limits,
        )
    }

    /// Loads the same to work with: what was compiled before is not read again, and of what its author may want to improve
    /// nothing is said.
    #[must_use]
    pub fn working_library(&self) -> Library {
        let texts = library::built_in_texts();
        let built_in = texts.flat_map(|text| self.cache.load(Text::BuiltIn(text)));
        let own = files(&self.roadmaps, ROADMAPS).into_iter();
        let own = own.map(|path| {
            let content = self.cache.load(Text::File(&path));
            file(path, content)
        });
        let (built_in, own) = (built_in.collect(), own.collect());
        Library::with_layers(built_in, own, self.layers(), &self.limits)
    }

    fn layers(&self) -> Vec<OwnFile> {
        let layers = files(&self.overlays, &["yaml"]).into_iter();
        let layers = layers.map(|path| {
            let content = self.read(&path);
            file(path, content)
        });
        layers.collect()
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Cause> {
        let bytes =
            disk::read(path, self.limits.file_bytes).map_err(|error| cause::said(&error))?;
        self.limits.begin(path, bytes.len());
        Ok(bytes)
    }

    /// Returns the roadmap of an entry, ready to be worked on; `None` where it is not the one that counts.
    #[must_use]
    pub fn open(&self, entry: &LibraryEntry) -> Option<Opened> {
        let (base, roadmap) = (entry.base()?, entry.roadmap()?);
        let file = match entry.provider() {
            Provider::BuiltIn => None,
            Provider::File(path) => Some(path.to_owned()),
        };
        let id = base.id().as_str();
        let layer = self.layer_file(id);
        let seen = Seen::new(id, entry.provider(), layer.clone(), &self.seen, self.limits);
        Some(Opened {
            roadmap: roadmap.clone(),
            base: base.clone(),
            watch: Some(Watch::new(base.clone(), file, layer, self.limits)),
            seen: Some(seen),
        })
    }

    /// Returns the file of the layer over a roadmap; it need not exist.
    #[must_use]
    pub fn layer_file(&self, roadmap: &str) -> PathBuf {
        self.overlays.join(format!("{roadmap}.yaml"))
    }

    /// Puts a roadmap file into the library, readable by the person alone. The files whose place it takes are put aside first.
    ///
    /// # Panics
    /// When `id` is none: file names are made of valid ids only.
    pub fn add(&self, id: &str, bytes: &[u8], replaces: &[PathBuf]) -> Result<Added, FileError> {
        assert!(is_valid_id(id), "file names are made of valid ids only");
        make_folder(&self.roadmaps)?;
        let mut names = (1..).map(|number| self.roadmaps.join(numbered(id, number)));
        let is_free = |path: &PathBuf| replaces.contains(path) || !is_there(path);
        let path = names.find(is_free).expect("there is a free number");
        let put_aside: Vec<PathBuf> = replaces
            .iter()
            .map(|path| self.copy_aside(path, id))
            .collect::<Result<_, _>>()?;
        write(&path, bytes)?;
        for old in replaces.iter().filter(|old| **old != path) {
            std::fs::remove_file(old).map_err(about(old))?;
        }
        Ok(Added { path, put_aside })
    }

    /// Takes a file out of the library and returns where it is now.
    pub fn remove(&self, path: &Path, id: &str) -> Result<PathBuf, FileError> {
        let aside = self.copy_aside(path, id)?;
        std::fs::remove_file(path).map_err(about(path))?;
        // Best effort: after a loss of power the file may be there again.
        let _ = RealFs.sync_folder(&self.roadmaps);
        Ok(aside)
    }

    /// Copies a file to where nothing is overwritten. (It may be a link, or on another disk: it cannot just be renamed.)
    fn copy_aside(&self, path: &Path, id: &str) -> Result<PathBuf, FileError> {
        make_folder(&self.backups)?;
        let mut names = (1..).map(|number| self.backups.join(numbered(id, number)));
        let aside = names
            .find(|path| !is_there(path))
            .expect("there is a free number");
        let bytes = disk::read(path, usize::MAX - 1).map_err(about(path))?;
        write(&aside, &bytes)?;
        Ok(aside)
    }
}

/// Lays a layer over an edition of its roadmap, where there is one that can be used.
#[must_use]
pub fn with_layer(base: Roadmap, layer: &Path, limits: &Limits) -> Roadmap {
    let bytes = disk::read(layer, limits.file_bytes).ok();
    let applied = bytes.and_then(|bytes| overlay::over(&base, &bytes, limits).ok());
    applied.map_or(base, |applied| applied.roadmap)
}

/// Loads the built-in roadmaps alone, for those without a home folder.
#[must_use]
pub fn built_in(limits: &Limits) -> Library {
    Library::new(Vec::new(), limits)
}

fn numbered(id: &str, number: u32) -> String {
    match number {
        1 => format!("{id}.yaml"),
        _ => format!("{id}-{number}.yaml"),
    }
}

/// Tells whether there is anything of this name, a link that leads nowhere included.
fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

fn make_folder(folder: &Path) -> Result<(), FileError> {
    RealFs.create_folder(folder).map_err(about(folder))
}

/// Puts a file in its place, so that the disk has it before anything else happens.
fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    disk::replace(path, bytes, File::sync_data).map_err(about(path))?;
    let folder = path.parent().unwrap_or(path);
    // Best effort: the file is there, though it may be gone after a loss of power.
    let _ = sync_names(&RealFs, folder);
    Ok(())
}

fn about(path: &Path) -> impl Fn(io::Error) -> FileError {
    move |source| FileError {
        path: path.to_owned(),
        source,
    }
}

fn file<T>(path: PathBuf, content: Result<T, Cause>) -> OwnFile<T> {
    let about = std::fs::metadata(&path);
    OwnFile {
        modified: about.and_then(|about| about.modified()).ok(),
        path,
        content,
    }
}

/// Returns the files of a folder that have one of these endings, by name.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = disk::list(folder).into_iter().flatten().flatten();
    let has_ending = |path: &PathBuf| {
        let ending = path.extension().and_then(std::ffi::OsStr::to_str);
        ending.is_some_and(|ending| endings.contains(&ending))
    };
    let paths = entries.map(|entry| entry.path());
    let mut files: Vec<PathBuf> = paths.filter(has_ending).collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests;
