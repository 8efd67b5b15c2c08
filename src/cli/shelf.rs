//! The library folder on disk, and which roadmap of the library a command works on.

use std::path::{Path, PathBuf};

use crate::config::Decider;
use crate::disk;
use crate::lang::Lang;
use crate::roadmap::Roadmap;
use crate::roadmap::library::{Library, LibraryEntry, OwnFile, Provider};
use crate::text::{Clean, CleanBuf, clean};
use crate::view;

use super::desk::Surroundings;
use super::error::CliError;

/// Loads the built-in roadmaps and those of the library folder.
#[must_use]
pub fn library(surroundings: &Surroundings) -> Library {
    let limits = surroundings.limits();
    let paths = surroundings
        .paths
        .as_ref()
        .map(|paths| own_paths(&paths.library()))
        .unwrap_or_default();
    let own = |path: PathBuf| OwnFile {
        modified: std::fs::metadata(&path)
            .and_then(|about| about.modified())
            .ok(),
        content: disk::read(&path, limits.file_bytes).map_err(|error| error.to_string()),
        path,
    };
    Library::new(paths.into_iter().map(own).collect(), &limits)
}

/// The roadmap to work on, and what the person should know about the choice.
pub struct Choice {
    pub roadmap: Roadmap,
    pub notice: Option<CleanBuf>,
}

/// Takes the roadmap that was asked for, else the one that was last on the screen, else the first built-in one. A
/// wrong word in the settings does not stop the program, a wrong flag does.
pub fn choose(surroundings: &Surroundings, lang: Lang) -> Result<Choice, CliError> {
    let library = library(surroundings);
    let asked = &surroundings.settings.roadmap;
    let Some(id) = asked.value.as_deref() else {
        let last = surroundings.view_file().and_then(|file| view::read(&file));
        let last = last.and_then(|view| library.find(&view.roadmap));
        return match last {
            Some(roadmap) => Ok(Choice {
                roadmap: roadmap.clone(),
                notice: None,
            }),
            None => first(&library, None, lang),
        };
    };
    if let Some(roadmap) = library.find(id) {
        return Ok(Choice {
            roadmap: roadmap.clone(),
            notice: None,
        });
    }
    let error = unknown(&library, id, lang);
    match asked.by {
        Decider::Flag | Decider::Environment(_) => Err(error),
        Decider::Config | Decider::Default => first(&library, Some(error.message().to_buf()), lang),
    }
}

fn first(library: &Library, notice: Option<CleanBuf>, lang: Lang) -> Result<Choice, CliError> {
    let built_in = library
        .entries()
        .iter()
        .find(|entry| entry.provider() == Provider::BuiltIn);
    let id = built_in.and_then(LibraryEntry::id);
    let roadmap = id
        .and_then(|id| library.find(id.as_str()))
        .or_else(|| library.roadmaps().next());
    let roadmap = roadmap
        .cloned()
        .ok_or_else(|| CliError::failed(lang.cli().no_roadmaps))?;
    Ok(Choice { roadmap, notice })
}

fn unknown(library: &Library, id: &str, lang: Lang) -> CliError {
    let text = lang.cli();
    let ids: Vec<&str> = library
        .roadmaps()
        .map(|roadmap| roadmap.id().as_str())
        .collect();
    let error = CliError::usage(&(text.no_roadmap)(id)).hint(&(text.one_of)(&ids.join(", ")));
    let unusable = library
        .entries()
        .iter()
        .filter(|entry| entry.id().is_none())
        .count();
    if unusable == 0 {
        error
    } else {
        error.hint(&(text.unusable_roadmaps)(unusable))
    }
}

/// Returns the roadmap files of a folder, by name.
fn own_paths(library: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(library).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml" || extension == "yml")
        })
        .collect();
    files.sort();
    files
}

/// Returns the name of a file as it is shown.
#[must_use]
pub fn shown(path: &Path) -> CleanBuf {
    clean::line(&path.to_string_lossy())
}

/// Returns what an entry is called where only its file is known.
#[must_use]
pub fn provider_name(provider: Provider<'_>, lang: Lang) -> CleanBuf {
    match provider {
        Provider::BuiltIn => Clean::fixed(lang.cli().built_in).to_buf(),
        Provider::File(path) => shown(path),
    }
}
