//! The roadmaps that a person has: those that the program has with it, and the files of the library folder.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::lang::Lang;
use crate::roadmap::problem::Problems;
use crate::roadmap::{self, Roadmap};
use crate::yaml::Limits;

use super::desk::Surroundings;
use super::error::CliError;

/// The roadmaps that the program has with it.
const BUILT_IN: [(&str, &[u8]); 1] =
    [("roadmap/llm.yaml", include_bytes!("../../roadmap/llm.yaml"))];

/// Where a roadmap comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    BuiltIn,
    Own(PathBuf),
}

/// A roadmap file, read but not yet understood.
pub struct RoadmapFile {
    pub name: String,
    pub origin: Origin,
    pub bytes: Vec<u8>,
}

/// A roadmap of the shelf.
pub struct Volume {
    pub file: RoadmapFile,
    pub result: Result<Roadmap, Problems>,
}

/// Reads all roadmap files, the person's own first.
pub fn files(surroundings: &Surroundings, lang: Lang) -> Result<Vec<RoadmapFile>, CliError> {
    let mut files = Vec::new();
    if let Ok(paths) = &surroundings.paths {
        for path in own(&paths.library()) {
            let read_up_to = surroundings.limits().file_bytes as u64 + 1;
            let bytes = read(&path, read_up_to).map_err(|error| {
                CliError::failed(&(lang.cli().cannot_read)(&path.to_string_lossy())).because(&error)
            })?;
            let name = path.to_string_lossy().into_owned();
            files.push(RoadmapFile {
                name,
                origin: Origin::Own(path),
                bytes,
            });
        }
    }
    let built_in = BUILT_IN.map(|(name, bytes)| RoadmapFile {
        name: name.to_owned(),
        origin: Origin::BuiltIn,
        bytes: bytes.to_vec(),
    });
    files.extend(built_in);
    Ok(files)
}

/// Reads and understands all roadmaps.
pub fn volumes(surroundings: &Surroundings, lang: Lang) -> Result<Vec<Volume>, CliError> {
    let limits: Limits = surroundings.limits();
    let understand = |file: RoadmapFile| {
        let result = roadmap::load(&file.bytes, &limits).map(|loaded| loaded.roadmap);
        Volume { file, result }
    };
    Ok(files(surroundings, lang)?
        .into_iter()
        .map(understand)
        .collect())
}

/// Takes the roadmap to work on: the one that was asked for, else the first built-in one.
pub fn choose(surroundings: &Surroundings, lang: Lang) -> Result<Roadmap, CliError> {
    let text = lang.cli();
    let volumes = volumes(surroundings, lang)?;
    let asked = surroundings.settings.roadmap.value.as_deref();
    let ids: Vec<String> = volumes
        .iter()
        .filter_map(|volume| Some(volume.result.as_ref().ok()?.id().to_string()))
        .collect();
    let fits = |volume: &Volume| {
        let id = volume.result.as_ref().ok().map(Roadmap::id);
        match asked {
            Some(asked) => id.is_some_and(|id| id.as_str() == asked),
            None => id.is_some() && volume.file.origin == Origin::BuiltIn,
        }
    };
    let chosen = volumes
        .into_iter()
        .find(fits)
        .and_then(|volume| volume.result.ok());
    chosen.ok_or_else(|| {
        CliError::usage(&(text.no_roadmap)(asked.unwrap_or_default()))
            .hint(&(text.one_of)(&ids.join(", ")))
    })
}

fn own(library: &Path) -> Vec<PathBuf> {
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

fn read(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(most)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
