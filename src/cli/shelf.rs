//! Which roadmap of the library a command works on, and what is said about the choice.

use std::path::Path;

use crate::config::Decider;
use crate::lang::Lang;
use crate::roadmap::library::{LayerFile, LayerState, Library, LibraryEntry, Provider, State};
use crate::shelf::{self, Opened, Shelf};
use crate::text::{Clean, CleanBuf, clean};
use crate::view;

use super::desk::Surroundings;
use super::error::CliError;

/// Loads the built-in roadmaps, those of the library folder, and the layers over them.
#[must_use]
pub fn library(surroundings: &Surroundings) -> Library {
    match shelf(surroundings) {
        Some(shelf) => shelf.library(),
        None => shelf::built_in(&surroundings.limits()),
    }
}

/// Returns where the person's roadmaps lie; nowhere without a home folder.
#[must_use]
pub fn shelf(surroundings: &Surroundings) -> Option<Shelf> {
    let paths = surroundings.paths.as_ref().ok()?;
    Some(Shelf::new(paths, surroundings.limits()))
}

/// Returns where the person's roadmaps lie, for commands that write there.
pub fn own_shelf(surroundings: &Surroundings, lang: Lang) -> Result<Shelf, CliError> {
    let text = lang.cli();
    shelf(surroundings).ok_or_else(|| CliError::failed(text.no_home).hint(text.no_home_hint))
}

/// The roadmap to work on, and what the person should know about the choice.
pub struct Choice {
    pub opened: Opened,
    /// Whether it stands in for one that was chosen and cannot be used.
    pub stands_in: bool,
    pub notice: Option<CleanBuf>,
}

/// Returns what loads the library to work with, on any thread; without a home folder, the built-in roadmaps.
pub fn working(surroundings: &Surroundings) -> impl FnOnce() -> Library + Send + use<> {
    let (shelf, limits) = (shelf(surroundings), surroundings.limits());
    move || match shelf {
        Some(shelf) => shelf.working_library(),
        None => shelf::built_in(&limits),
    }
}

/// Opens the roadmap to work on.
pub fn choose(
    library: &Library,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<Choice, CliError> {
    let (entry, notice) = choose_in(library, surroundings, lang)?;
    let opened = match shelf(surroundings) {
        Some(shelf) => shelf.open(entry),
        None => entry.base().map(|base| Opened {
            roadmap: base.clone(),
            base: base.clone(),
            watch: None,
            seen: None,
        }),
    };
    Ok(Choice {
        opened: opened.ok_or_else(|| CliError::failed(lang.cli().no_roadmaps))?,
        stands_in: notice.is_some(),
        notice: notice.or_else(|| layer_notice(entry.layer()?, lang)),
    })
}

/// Takes the roadmap that was asked for, else the one that was last on the screen, else the first built-in one. A
/// wrong word in the settings does not stop the program, a wrong flag does.
pub fn choose_in<'l>(
    library: &'l Library,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<(&'l LibraryEntry, Option<CleanBuf>), CliError> {
    let asked = &surroundings.settings.roadmap;
    let Some(id) = asked.value.as_deref() else {
        let last = surroundings.view_file().and_then(|file| view::read(&file));
        let id = last.map(|view| view.roadmap).unwrap_or_default();
        return match library.entry(&id) {
            Some(entry) => Ok((entry, None)),
            None if id.is_empty() => Ok((first(library).ok_or_else(|| none(lang))?, None)),
            None => instead(library, &unknown(library, &id, lang), lang),
        };
    };
    if let Some(entry) = library.entry(id) {
        return Ok((entry, None));
    }
    let error = unknown(library, id, lang);
    match asked.by {
        Decider::Flag | Decider::Environment(_) => Err(error),
        Decider::Config | Decider::Default => instead(library, &error, lang),
    }
}

/// Takes the first roadmap, and says why it is not the one that was meant.
fn instead<'l>(
    library: &'l Library,
    error: &CliError,
    lang: Lang,
) -> Result<(&'l LibraryEntry, Option<CleanBuf>), CliError> {
    let entry = first(library).ok_or_else(|| none(lang))?;
    let title = entry.title(lang).unwrap_or(Clean::fixed(""));
    let notice = (lang.cli().opened_instead)(error.message().as_str(), title.as_str());
    Ok((entry, Some(clean::line(&notice))))
}

fn none(lang: Lang) -> CliError {
    CliError::failed(lang.cli().no_roadmaps)
}

fn first(library: &Library) -> Option<&LibraryEntry> {
    let mut entries = library.entries().iter();
    let built_in = entries.find(|entry| entry.provider() == Provider::BuiltIn);
    let id = built_in.and_then(LibraryEntry::id);
    let any = || {
        let mut entries = library.entries().iter();
        entries.find(|entry| entry.base().is_some())
    };
    id.and_then(|id| library.entry(id.as_str())).or_else(any)
}

/// Says that there is no roadmap of an id, and which there are.
#[must_use]
pub fn unknown(library: &Library, id: &str, lang: Lang) -> CliError {
    let text = lang.cli();
    if let Some((path, why)) = unusable(library, id, lang) {
        let error = CliError::failed(&(text.roadmap_not_used)(id, &why));
        return error.hint(&(text.check_file_hint)(shown(path).as_str()));
    }
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

/// Returns the file that is named after an id and cannot be loaded, and its first problem with the place of it.
fn unusable<'l>(library: &'l Library, id: &str, lang: Lang) -> Option<(&'l Path, String)> {
    let mut entries = library.entries().iter();
    entries.find_map(|entry| {
        let Provider::File(path) = entry.provider() else {
            return None;
        };
        if path.file_stem().is_none_or(|stem| stem != id) {
            return None;
        }
        let why = match entry.state() {
            State::Broken { problems, .. } => {
                let first = problems.first()?;
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                let (line, column) = (first.place.line, first.place.column);
                let colon = lang.cli().colon;
                format!("{file}:{line}:{column}{colon}{}", first.sentence(lang))
            }
            State::Unreadable(why) => why.get(lang).to_string(),
            State::Loaded(_) | State::ReplacedBy(_) | State::SameIdAs(_) => return None,
        };
        Some((path, why))
    })
}

/// Says that a layer cannot be used, and why; of one that is used, nothing: `check` tells what in it is ignored.
fn layer_notice(layer: &LayerFile, lang: Lang) -> Option<CleanBuf> {
    let text = lang.library();
    let why = match &layer.state {
        LayerState::Used(_) => return None,
        LayerState::Broken(problems) => {
            let first = problems.first().map(|problem| problem.sentence(lang));
            format!("{} ({})", first.unwrap_or_default(), text.check_hint)
        }
        LayerState::Unreadable(why) => why.get(lang).to_string(),
    };
    let notice = (text.layer_not_used)(shown(&layer.path).as_str(), &why);
    Some(clean::line(&notice))
}

/// Returns the name of a file as it is shown.
#[must_use]
pub fn shown(path: &Path) -> CleanBuf {
    clean::line(&path.to_string_lossy())
}

/// Returns what an entry is called where only its file is known.
#[must_use]
pub fn provider_name(file: Option<&Path>, lang: Lang) -> CleanBuf {
    match file {
        None => Clean::fixed(lang.cli().built_in).to_buf(),
        Some(path) => shown(path),
    }
}
