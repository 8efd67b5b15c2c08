//! Which roadmaps there are: the built-in ones and a person's own, and which of them counts where two have one id.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::compile::{Loaded, load};
use super::overlay::{self, Applied};
use super::problem::{Problem, Problems};
use super::{Level, Roadmap};
use crate::lang::Lang;
use crate::lang::causes::Cause;
use crate::text::{Clean, CleanBuf, clean};
use crate::yaml::Limits;

/// The roadmaps that the program ships: name of the file and its text.
const BUILT_IN: [(&str, &str); 1] = [("llm.yaml", include_str!("../../roadmap/llm.yaml"))];

/// Returns the texts of all built-in roadmaps.
pub fn built_in_texts() -> impl Iterator<Item = &'static str> {
    BUILT_IN.into_iter().map(|(_, text)| text)
}

/// Returns the text of a built-in roadmap by its id, which is the name of its file.
#[must_use]
pub fn built_in(id: &str) -> Option<&'static str> {
    let is_named = |(file, _): &&(&str, &str)| file.strip_suffix(".yaml") == Some(id);
    BUILT_IN.iter().find(is_named).map(|(_, text)| *text)
}

/// A file of the person's own, as the caller found it.
#[derive(Clone, Debug)]
pub struct OwnFile<T = Vec<u8>> {
    pub path: PathBuf,
    /// `None` where the file system does not say.
    pub modified: Option<SystemTime>,
    /// What is in it, or why it cannot be read.
    pub content: Result<T, Cause>,
}

/// What the caller has of a roadmap.
#[derive(Clone, Debug)]
pub enum Content {
    Text(Vec<u8>),
    /// It was read before. Of what its author may want to improve nothing is known then.
    Compiled(Roadmap),
}

/// Where a roadmap comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider<'a> {
    BuiltIn,
    File(&'a Path),
}

/// How many there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub stages: usize,
    pub topics: usize,
    pub concepts: usize,
    pub resources: usize,
}

/// Whether a roadmap can be used, and if not, why.
#[derive(Clone, Debug)]
pub enum State {
    Loaded(Box<Loaded>),
    /// The person's own file of this id is used in its place.
    ReplacedBy(PathBuf),
    /// An older file of the person's has the same id and is used.
    SameIdAs(PathBuf),
    /// The file has problems; `source` is what they point into.
    Broken {
        problems: Problems,
        source: Vec<u8>,
    },
    /// The file cannot be read.
    Unreadable(Cause),
}

/// The person's own layer over a roadmap: a file, and whether it can be used.
#[derive(Clone, Debug)]
pub struct LayerFile {
    pub path: PathBuf,
    pub state: LayerState,
    /// What the problems point into; empty where there are none.
    pub source: Vec<u8>,
}

/// Whether a layer can be used.
#[derive(Clone, Debug)]
pub enum LayerState {
    /// It is used, but for what is told.
    Used(Problems),
    /// It has errors: the roadmap is shown without it.
    Broken(Problems),
    /// The file cannot be read.
    Unreadable(Cause),
}

impl LayerFile {
    /// Returns what is wrong with it.
    #[must_use]
    pub fn problems(&self) -> Option<&Problems> {
        match &self.state {
            LayerState::Used(problems) | LayerState::Broken(problems) => Some(problems),
            LayerState::Unreadable(_) => None,
        }
    }

    #[must_use]
    pub fn is_used(&self) -> bool {
        matches!(self.state, LayerState::Used(_))
    }

    /// Takes what came of reading a file.
    fn of(path: PathBuf, result: Result<Problems, Problems>, source: Vec<u8>) -> LayerFile {
        let (is_clean, state) = match result {
            Ok(warnings) => (warnings.is_empty(), LayerState::Used(warnings)),
            Err(problems) => (false, LayerState::Broken(problems)),
        };
        LayerFile {
            path,
            state,
            source: if is_clean { Vec::new() } else { source },
        }
    }

    fn unreadable(path: PathBuf, why: Cause) -> LayerFile {
        LayerFile {
            path,
            state: LayerState::Unreadable(why),
            source: Vec::new(),
        }
    }

    /// Looks at a layer of which there is no roadmap by its name.
    fn without_roadmap(file: OwnFile, library: &Library, limits: &Limits) -> LayerFile {
        let source = match file.content {
            Ok(source) => source,
            Err(why) => return LayerFile::unreadable(file.path, why),
        };
        let result = overlay::parse(&source, limits).and_then(|layer| {
            if library.find(layer.roadmap().as_str()).is_some() {
                let stem = clean::line(stem(&file.path));
                Err(layer.is_not_for(stem.as_clean()))
            } else {
                Ok(layer.is_for_none())
            }
        });
        LayerFile::of(file.path, result, source)
    }
}

/// One roadmap that there is, usable or not.
#[derive(Clone, Debug)]
pub struct LibraryEntry {
    path: Option<PathBuf>,
    /// What the warnings point into; empty where there are none.
    source: Vec<u8>,
    warnings: Problems,
    layer: Option<LayerFile>,
    layered: Option<Box<Roadmap>>,
    /// Id and title as the file says, for those that are not used because of another one.
    id: Option<CleanBuf>,
    title: Option<super::Localized>,
    counts: Counts,
    state: State,
}

impl LibraryEntry {
    #[must_use]
    pub fn provider(&self) -> Provider<'_> {
        self.path
            .as_deref()
            .map_or(Provider::BuiltIn, Provider::File)
    }

    /// Returns the roadmap's id; `None` where the file could not be loaded.
    #[must_use]
    pub fn id(&self) -> Option<Clean<'_>> {
        self.id.as_ref().map(CleanBuf::as_clean)
    }

    /// Returns the roadmap's title; `None` where the file could not be loaded.
    #[must_use]
    pub fn title(&self, lang: Lang) -> Option<Clean<'_>> {
        self.title.as_ref().map(|title| title.get(lang))
    }

    /// Returns the title in all languages.
    #[must_use]
    pub fn localized_title(&self) -> Option<&super::Localized> {
        self.title.as_ref()
    }

    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the roadmap where it is the one that counts, with the person's own layer over it.
    #[must_use]
    pub fn roadmap(&self) -> Option<&Roadmap> {
        self.layered.as_deref().or_else(|| self.base())
    }

    /// Returns the person's own layer over the roadmap.
    #[must_use]
    pub fn layer(&self) -> Option<&LayerFile> {
        self.layer.as_ref()
    }

    /// Returns what the author of a file may want to improve, whether it is used or not.
    #[must_use]
    pub fn warnings(&self) -> &Problems {
        &self.warnings
    }

    /// Returns the text that the warnings of a loaded roadmap point into; empty where there are none.
    #[must_use]
    pub fn source(&self) -> &[u8] {
        match &self.state {
            State::Broken { source, .. } => source,
            State::Loaded(_) | State::ReplacedBy(_) | State::SameIdAs(_) | State::Unreadable(_) => {
                &self.source
            }
        }
    }

    /// Returns the roadmap as its file has it, where it is the one that counts.
    #[must_use]
    pub fn base(&self) -> Option<&Roadmap> {
        match &self.state {
            State::Loaded(loaded) => Some(&loaded.roadmap),
            State::ReplacedBy(_)
            | State::SameIdAs(_)
            | State::Broken { .. }
            | State::Unreadable(_) => None,
        }
    }

    /// Returns the problem that keeps the file from being loaded, the first where there are several.
    #[must_use]
    pub fn first_problem(&self) -> Option<&Problem> {
        match &self.state {
            State::Broken { problems, .. } => problems.first(),
            State::Loaded(_) | State::ReplacedBy(_) | State::SameIdAs(_) | State::Unreadable(_) => {
                None
            }
        }
    }

    fn of(path: Option<PathBuf>, content: Result<Content, Cause>, limits: &Limits) -> Self {
        let unusable = |path, state| LibraryEntry {
            path,
            source: Vec::new(),
            warnings: Problems::default(),
            layer: None,
            layered: None,
            id: None,
            title: None,
            counts: Counts::default(),
            state,
        };
        let (source, loaded) = match content {
            Ok(Content::Text(source)) => match load(&source, limits) {
                Ok(loaded) if loaded.warnings.is_empty() => (Vec::new(), loaded),
                Ok(loaded) => (source, loaded),
                Err(problems) => return unusable(path, State::Broken { problems, source }),
            },
            Ok(Content::Compiled(roadmap)) => {
                let warnings = Problems::default();
                (Vec::new(), Loaded { roadmap, warnings })
            }
            Err(why) => return unusable(path, State::Unreadable(why)),
        };
        LibraryEntry {
            path,
            source,
            warnings: loaded.warnings.clone(),
            layer: None,
            layered: None,
            id: Some(loaded.roadmap.id().to_buf()),
            title: Some(loaded.roadmap.names().clone()),
            counts: Counts::of(&loaded.roadmap),
            state: State::Loaded(Box::new(loaded)),
        }
    }

    /// Lays the person's own layer over the roadmap.
    fn lay(&mut self, file: OwnFile, limits: &Limits) {
        let Some(base) = self.base() else {
            return;
        };
        let source = match file.content {
            Ok(source) => source,
            Err(why) => {
                self.layer = Some(LayerFile::unreadable(file.path, why));
                return;
            }
        };
        let result = overlay::over(base, &source, limits).map(|applied| {
            let Applied { roadmap, warnings } = applied;
            self.counts = Counts::of(&roadmap);
            self.layered = Some(Box::new(roadmap));
            warnings
        });
        self.layer = Some(LayerFile::of(file.path, result, source));
    }
}

/// Returns the name of a file without its ending.
fn stem(path: &Path) -> &str {
    let stem = path.file_stem().and_then(std::ffi::OsStr::to_str);
    stem.unwrap_or_default()
}

impl Counts {
    /// Counts a roadmap's nodes.
    #[must_use]
    pub fn of(roadmap: &Roadmap) -> Counts {
        let mut counts = Counts::default();
        for node in roadmap.nodes() {
            match roadmap.level(node) {
                Level::Stage => counts.stages += 1,
                Level::Topic => counts.topics += 1,
                Level::Concept => counts.concepts += 1,
                Level::Resource => counts.resources += 1,
            }
        }
        counts
    }
}

/// All roadmaps that there are: the built-in ones first, then the person's own by path.
#[derive(Clone, Debug)]
pub struct Library {
    entries: Vec<LibraryEntry>,
    loose_layers: Vec<LayerFile>,
}

impl Library {
    /// Loads the built-in roadmaps and the person's own files. A file with problems hinders no other.
    #[must_use]
    pub fn new(own: Vec<OwnFile<Content>>, limits: &Limits) -> Library {
        let built_in = built_in_texts().map(|text| Content::Text(text.as_bytes().to_vec()));
        Library::with_built_in(built_in.collect(), own, limits)
    }

    /// Loads roadmaps with the person's own layers, each over the roadmap that its file is named after.
    #[must_use]
    pub fn with_layers(
        built_in: Vec<Content>,
        own: Vec<OwnFile<Content>>,
        layers: Vec<OwnFile>,
        limits: &Limits,
    ) -> Library {
        let mut library = Library::with_built_in(built_in, own, limits);
        for file in layers {
            let id = stem(&file.path);
            let mut entries = library.entries.iter_mut();
            let entry =
                entries.find(|entry| entry.base().is_some_and(|base| base.id().as_str() == id));
            if let Some(entry) = entry {
                entry.lay(file, limits);
            } else {
                let layer = LayerFile::without_roadmap(file, &library, limits);
                library.loose_layers.push(layer);
            }
        }
        library
    }

    /// Returns the layers that lie over no roadmap, by the names of their files.
    #[must_use]
    pub fn loose_layers(&self) -> &[LayerFile] {
        &self.loose_layers
    }

    /// Returns the entry that counts for an id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&LibraryEntry> {
        let has_id =
            |entry: &&LibraryEntry| entry.base().is_some_and(|base| base.id().as_str() == id);
        self.entries.iter().find(has_id)
    }

    /// Returns all entries, those that are not used too.
    #[must_use]
    pub fn entries(&self) -> &[LibraryEntry] {
        &self.entries
    }

    /// Returns the roadmap of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Roadmap> {
        self.roadmaps().find(|roadmap| roadmap.id().as_str() == id)
    }

    /// Returns the roadmaps that can be used, in the order of the entries; their ids are unique.
    pub fn roadmaps(&self) -> impl Iterator<Item = &Roadmap> {
        self.entries.iter().filter_map(LibraryEntry::roadmap)
    }

    fn with_built_in(
        built_in: Vec<Content>,
        mut own: Vec<OwnFile<Content>>,
        limits: &Limits,
    ) -> Library {
        own.sort_by(|one, other| one.path.cmp(&other.path));
        let age: HashMap<PathBuf, Option<SystemTime>> = own
            .iter()
            .map(|file| (file.path.clone(), file.modified))
            .collect();
        let built_in = built_in
            .into_iter()
            .map(|content| LibraryEntry::of(None, Ok(content), limits));
        let own = own
            .into_iter()
            .map(|file| LibraryEntry::of(Some(file.path), file.content, limits));
        let mut entries: Vec<LibraryEntry> = built_in.chain(own).collect();

        let winners = winners(&entries, &age);
        for entry in &mut entries {
            let Some(winner) = entry.id.as_ref().and_then(|id| winners.get(id)) else {
                continue;
            };
            match &entry.path {
                None => entry.state = State::ReplacedBy(winner.clone()),
                Some(path) if path != winner => entry.state = State::SameIdAs(winner.clone()),
                Some(_) => {}
            }
        }
        Library {
            entries,
            loose_layers: Vec::new(),
        }
    }
}

/// Returns the file that counts for each id that a person's own files have: the oldest, of those of one age the first
/// by path. A file of unknown age comes last, so that it cannot push aside one that was there before.
fn winners(
    entries: &[LibraryEntry],
    age: &HashMap<PathBuf, Option<SystemTime>>,
) -> HashMap<CleanBuf, PathBuf> {
    let mut winners: HashMap<CleanBuf, PathBuf> = HashMap::new();
    let seniority = |path: &PathBuf| {
        let modified = age.get(path).copied().flatten();
        (Reverse(modified.is_some()), modified, path.clone())
    };
    for entry in entries {
        let (Some(path), Some(id)) = (&entry.path, &entry.id) else {
            continue;
        };
        let is_older = winners
            .get(id)
            .is_none_or(|have| seniority(path) < seniority(have));
        if is_older {
            winners.insert(id.clone(), path.clone());
        }
    }
    winners
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn text(id: &str, title: &str) -> String {
        format!(
            "format: 1\nid: {id}\ntitle: {title}\nstages: [{{ id: s, title: S, topics: [{{ id: t, title: T }}] }}]\n"
        )
    }

    fn own(path: &str, seconds: u64, content: Result<String, &str>) -> OwnFile<Content> {
        OwnFile {
            path: PathBuf::from(path),
            modified: (seconds > 0).then(|| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)),
            content: content
                .map(|text| Content::Text(text.into_bytes()))
                .map_err(Cause::same),
        }
    }

    fn picture(library: &Library) -> Vec<String> {
        let line = |entry: &LibraryEntry| {
            let from = match entry.provider() {
                Provider::BuiltIn => "built-in".to_owned(),
                Provider::File(path) => path.display().to_string(),
            };
            let state = match entry.state() {
                State::Loaded(_) => "loaded".to_owned(),
                State::ReplacedBy(path) => format!("replaced by {}", path.display()),
                State::SameIdAs(path) => format!("same id as {}", path.display()),
                State::Broken { .. } => {
                    format!(
                        "broken: {}",
                        entry
                            .first_problem()
                            .map_or_else(CleanBuf::default, |problem| problem.sentence(Lang::En))
                    )
                }
                State::Unreadable(why) => format!("unreadable: {}", why.get(Lang::En)),
            };
            let id = entry.id().map_or("-", |id| id.as_str());
            let title = entry.title(Lang::En).map_or("-", |title| title.as_str());
            format!("{from} {id} {title}: {state}")
        };
        library.entries().iter().map(line).collect()
    }

    #[test]
    fn each_file_says_where_it_stands() {
        let built_in = [text("llm", "LLM"), text("other", "Other")];
        let built_in = built_in
            .map(|text| Content::Text(text.into_bytes()))
            .to_vec();
        let files = vec![
            own("z/new.yaml", 30, Ok(text("mine", "Newer"))),
            own("a/llm.yaml", 10, Ok(text("llm", "My LLM"))),
            own("b/old.yaml", 20, Ok(text("mine", "Older"))),
            own("c/ageless.yaml", 0, Ok(text("mine", "Ageless"))),
            own(
                "d/broken.yaml",
                1,
                Ok("format: 1\nid: x\ntitle: X\n".to_owned()),
            ),
            own("e/secret.yaml", 1, Err("permission denied\u{1b}[2J")),
        ];
        let library = Library::with_built_in(built_in, files, &Limits::default());
        let unreadable = format!(
            "e/secret.yaml - -: unreadable: {}",
            clean::line("permission denied\u{1b}[2J")
        );
        assert_eq!(
            picture(&library),
            [
                "built-in llm LLM: replaced by a/llm.yaml",
                "built-in other Other: loaded",
                "a/llm.yaml llm My LLM: loaded",
                "b/old.yaml mine Older: loaded",
                "c/ageless.yaml mine Ageless: same id as b/old.yaml",
                "d/broken.yaml - -: broken: the roadmap needs `stages`",
                &unreadable,
                "z/new.yaml mine Newer: same id as b/old.yaml",
            ]
        );
        assert_eq!(
            library.find("llm").unwrap().name(Lang::En).as_str(),
            "My LLM"
        );
        assert!(library.find("x").is_none());
        assert_eq!(library.roadmaps().count(), 3);
        assert_eq!(
            library.entries()[1].counts(),
            Counts {
                stages: 1,
                topics: 1,
                concepts: 0,
                resources: 0
            }
        );
    }

    #[test]
    fn two_files_of_one_age_are_told_apart_by_path() {
        let files = vec![
            own("b.yaml", 5, Ok(text("x", "B"))),
            own("a.yaml", 5, Ok(text("x", "A"))),
        ];
        let library = Library::with_built_in(Vec::new(), files, &Limits::default());
        assert_eq!(
            picture(&library),
            ["a.yaml x A: loaded", "b.yaml x B: same id as a.yaml"]
        );
    }

    #[test]
    fn the_built_in_roadmaps_are_there_without_any_file() {
        let library = Library::new(Vec::new(), &Limits::default());
        assert!(library.find("llm").is_some());
        for (file, text) in BUILT_IN {
            let loaded = load(text.as_bytes(), &Limits::default()).unwrap();
            let id = loaded.roadmap.id();
            assert_eq!(format!("{id}.yaml"), file);
            assert_eq!(built_in(id.as_str()), Some(text));
        }
        assert_eq!(built_in("llm.yaml"), None);
    }
}
