//! The roadmaps there are as a list: what the library screen and `roadmaps` show.

use std::path::PathBuf;

use crate::course;
use crate::journal::Log;
use crate::lang::Lang;
use crate::lang::causes::Cause;
use crate::progress::Tallies;
use crate::roadmap::library::{
    Counts, LayerFile, LayerState, Library, LibraryEntry, Provider, State,
};
use crate::roadmap::problem::{Problem, Problems};
use crate::roadmap::{Localized, Roadmap};
use crate::text::{Clean, CleanBuf, clean};

/// One roadmap that there is, usable or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `None` where the file could not be loaded.
    pub id: Option<CleanBuf>,
    title: Localized,
    /// `None` for a built-in one.
    pub file: Option<PathBuf>,
    /// With the person's own layer.
    pub counts: Counts,
    pub state: EntryState,
    pub layer: Option<Layer>,
    /// Tells whether this is the one that is worked on.
    pub is_in_use: bool,
}

/// Whether a roadmap can be used, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryState {
    Used {
        /// Counts of the goal.
        goal: Tallies,
        /// When it was last worked on, in the local time of then; `None` where it never was.
        touched: Option<CleanBuf>,
        warnings: usize,
    },
    ReplacedBy(PathBuf),
    SameIdAs(PathBuf),
    Broken {
        problems: usize,
        first: Option<Box<Problem>>,
    },
    Unreadable(Cause),
}

/// The person's own layer over a roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    pub file: PathBuf,
    /// How many nodes the layer itself hides.
    pub hidden: usize,
    /// How many nodes it adds.
    pub added: usize,
    pub state: LayerHealth,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayerHealth {
    Used {
        warnings: usize,
    },
    Broken {
        problems: usize,
        first: Option<Box<Problem>>,
    },
    Unreadable(Cause),
}

/// Lists the roadmaps of a library, in its order, with what the journals say of them.
#[must_use]
pub fn entries(library: &Library, log: &Log, in_use: Option<&str>) -> Vec<Entry> {
    let entries = library.entries().iter();
    entries.map(|entry| of(entry, log, in_use)).collect()
}

/// Returns the ids of roadmaps that are not there and of which progress is kept.
#[must_use]
pub fn kept(library: &Library, log: &Log) -> Vec<CleanBuf> {
    let ids = log.roadmaps().filter(|id| library.find(id).is_none());
    ids.map(clean::line).collect()
}

fn of(entry: &LibraryEntry, log: &Log, in_use: Option<&str>) -> Entry {
    let used = entry.roadmap();
    let title = entry.localized_title().cloned();
    Entry {
        id: entry.id().map(Clean::to_buf),
        title: title.unwrap_or_default(),
        file: match entry.provider() {
            Provider::BuiltIn => None,
            Provider::File(path) => Some(path.to_owned()),
        },
        counts: entry.counts(),
        state: state(entry, used, log),
        layer: entry.layer().map(|file| layer(file, used)),
        is_in_use: used.is_some_and(|roadmap| Some(roadmap.id().as_str()) == in_use),
    }
}

fn state(entry: &LibraryEntry, used: Option<&Roadmap>, log: &Log) -> EntryState {
    match entry.state() {
        State::Loaded(loaded) => {
            let roadmap = used.unwrap_or(&loaded.roadmap);
            let progress = course::fold(roadmap, log).progress;
            let newest = log.newest(roadmap.id().as_str());
            EntryState::Used {
                goal: progress.goal(roadmap),
                touched: newest.map(|past| clean::line(past.at)),
                warnings: loaded.warnings.len(),
            }
        }
        State::ReplacedBy(path) => EntryState::ReplacedBy(path.clone()),
        State::SameIdAs(path) => EntryState::SameIdAs(path.clone()),
        State::Broken { problems, .. } => {
            let (problems, first) = counted(problems);
            EntryState::Broken { problems, first }
        }
        State::Unreadable(why) => EntryState::Unreadable(why.clone()),
    }
}

fn counted(problems: &Problems) -> (usize, Option<Box<Problem>>) {
    (problems.len(), problems.first().cloned().map(Box::new))
}

fn layer(file: &LayerFile, used: Option<&Roadmap>) -> Layer {
    let state = match &file.state {
        LayerState::Used(problems) => LayerHealth::Used {
            warnings: problems.len(),
        },
        LayerState::Broken(problems) => {
            let (problems, first) = counted(problems);
            LayerHealth::Broken { problems, first }
        }
        LayerState::Unreadable(why) => LayerHealth::Unreadable(why.clone()),
    };
    let hidden = used.map_or(&[][..], Roadmap::hidden).iter();
    Layer {
        file: file.path.clone(),
        hidden: hidden.filter(|hidden| hidden.with().is_none()).count(),
        added: used.map_or(0, |roadmap| {
            roadmap.nodes().filter(|node| roadmap.is_own(*node)).count()
        }),
        state,
    }
}

impl Entry {
    /// Returns the title; empty where the file could not be loaded.
    #[must_use]
    pub fn title(&self, lang: Lang) -> Clean<'_> {
        self.title.get(lang)
    }

    /// Says why the roadmap is not used; nothing where it is.
    #[must_use]
    pub fn why_not(&self, lang: Lang) -> Option<CleanBuf> {
        let text = lang.cli();
        let why = match &self.state {
            EntryState::Used { .. } => return None,
            EntryState::ReplacedBy(path) => (text.replaced_by)(&path.to_string_lossy()),
            EntryState::SameIdAs(path) => (text.same_id_as)(&path.to_string_lossy()),
            EntryState::Unreadable(why) => why.get(lang).to_string(),
            EntryState::Broken { problems, first } => sentence(*problems, first.as_deref(), lang),
        };
        Some(clean::line(&why))
    }
}

impl Layer {
    /// Says why the layer is not used; nothing where it is.
    #[must_use]
    pub fn why_not(&self, lang: Lang) -> Option<CleanBuf> {
        let why = match &self.state {
            LayerHealth::Used { .. } => return None,
            LayerHealth::Broken { problems, first } => sentence(*problems, first.as_deref(), lang),
            LayerHealth::Unreadable(why) => why.get(lang).to_string(),
        };
        Some(clean::line(&why))
    }
}

/// Says how many problems there are, and the first.
fn sentence(problems: usize, first: Option<&Problem>, lang: Lang) -> String {
    let text = lang.cli();
    let count = (text.check_bad)(problems);
    match first {
        Some(first) => format!("{count}{}{}", text.colon, first.sentence(lang)),
        None => count,
    }
}
