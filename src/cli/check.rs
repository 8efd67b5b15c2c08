//! `check`: everything that is wrong with roadmap files.

use std::cell::OnceCell;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::disk;
use crate::lang::Lang;
use crate::roadmap::library::{
    Counts, LayerFile, LayerState, Library, LibraryEntry, Provider, State,
};
use crate::roadmap::overlay::{self, Either, Layer};
use crate::roadmap::problem::{ProblemRecord, Problems};
use crate::yaml::Limits;

use super::desk::Surroundings;
use super::error::{CliError, Exit, Outcome};
use super::json::{self, LevelCounts};
use super::out::{Line, Out, Tone};
use super::roadmaps::sentence;
use super::{shelf, waiting};

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files to look at, `-` for standard input; without any, all roadmaps you have
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// The name under which standard input is meant.
pub(super) const STDIN: &str = "-";

#[derive(Serialize)]
struct CheckData {
    version: u32,
    files: Vec<FileData>,
}

#[derive(Serialize)]
struct FileData {
    file: String,
    /// Whether it can be loaded.
    good: bool,
    /// `null` where it cannot be loaded, and of a layer over no roadmap.
    counts: Option<LevelCounts>,
    /// Id of the roadmap that the file is a layer over; `null` for a roadmap.
    layer: Option<String>,
    problems: Vec<ProblemRecord>,
}

/// A file that was looked at.
struct Checked {
    name: String,
    /// What the problems point into.
    source: Vec<u8>,
    is_good: bool,
    /// Of the roadmap, or of the one with the layer over it.
    counts: Option<Counts>,
    /// The roadmap that the file is a layer over.
    layer: Option<String>,
    problems: Problems,
}

pub fn run(
    args: &CheckArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let limits = surroundings.limits();
    let (mut checked, mut unreadable) = if args.files.is_empty() {
        waiting::during(errors, || all(surroundings, out))
    } else {
        (Vec::new(), Vec::new())
    };
    // Only layers need to know which roadmaps there are.
    let library = OnceCell::new();
    let library = || library.get_or_init(|| shelf::library(surroundings));
    for file in &args.files {
        match read(file, &limits) {
            Ok(bytes) => {
                let name = file.to_string_lossy().into_owned();
                let look = || check(name, bytes, &limits, library);
                checked.push(waiting::during(errors, look));
            }
            Err(error) => unreadable.push(cannot_read(file, out).because(&error)),
        }
    }
    if args.json {
        let files = checked
            .iter()
            .map(|checked| data(checked, out.lang()))
            .collect();
        out.json(&CheckData {
            version: json::VERSION,
            files,
        })?;
    } else {
        for checked in &checked {
            print(checked, out)?;
        }
    }
    out.flush()?;
    for error in &unreadable {
        error.print(errors)?;
    }
    let failed = !unreadable.is_empty() || checked.iter().any(|checked| !checked.is_good);
    Ok(if failed { Exit::Failed } else { Exit::Good })
}

/// Looks at all roadmaps that there are, and at the layers over them; also returns those that cannot be read.
fn all(surroundings: &Surroundings, out: &Out<'_>) -> (Vec<Checked>, Vec<CliError>) {
    let (mut checked, mut unreadable) = (Vec::new(), Vec::new());
    let library = shelf::library(surroundings);
    for entry in library.entries() {
        match roadmap(entry, out) {
            Ok(found) => checked.extend(found),
            Err(error) => unreadable.push(error),
        }
        match entry.layer().map(|file| layer(file, entry, out)) {
            Some(Ok(found)) => checked.push(found),
            Some(Err(error)) => unreadable.push(error),
            None => {}
        }
    }
    for file in library.loose_layers() {
        match layer_of_none(file, out) {
            Ok(found) => checked.push(found),
            Err(error) => unreadable.push(error),
        }
    }
    (checked, unreadable)
}

/// Looks at a roadmap that the library has read.
fn roadmap(entry: &LibraryEntry, out: &Out<'_>) -> Result<Option<Checked>, CliError> {
    let name = match entry.provider() {
        // A built-in one that is not used is none of the person's business.
        Provider::BuiltIn if entry.base().is_none() => return Ok(None),
        Provider::BuiltIn => {
            let id = entry.id().map(|id| id.to_string());
            (out.text().built_in_name)(&id.unwrap_or_default())
        }
        Provider::File(path) => path.to_string_lossy().into_owned(),
    };
    let (is_good, problems) = match entry.state() {
        State::Loaded(_) | State::ReplacedBy(_) | State::SameIdAs(_) => {
            (true, entry.warnings().clone())
        }
        State::Broken { problems, .. } => (false, problems.clone()),
        State::Unreadable(why) => {
            let path = std::path::Path::new(&name);
            return Err(cannot_read(path, out).cause(why.get(out.lang()).as_str()));
        }
    };
    let counts = match entry.base() {
        Some(base) => Counts::of(base),
        None => entry.counts(),
    };
    Ok(Some(Checked {
        name,
        source: entry.source().to_vec(),
        is_good,
        counts: is_good.then_some(counts),
        layer: None,
        problems,
    }))
}

/// Looks at a layer that the library has laid over a roadmap.
fn layer(file: &LayerFile, entry: &LibraryEntry, out: &Out<'_>) -> Result<Checked, CliError> {
    let mut checked = layer_of_none(file, out)?;
    checked.counts = file.is_used().then(|| entry.counts());
    checked.layer = entry.id().map(|id| id.to_string());
    Ok(checked)
}

fn layer_of_none(file: &LayerFile, out: &Out<'_>) -> Result<Checked, CliError> {
    let problems = match &file.state {
        LayerState::Used(problems) | LayerState::Broken(problems) => problems.clone(),
        LayerState::Unreadable(why) => {
            return Err(cannot_read(&file.path, out).cause(why.get(out.lang()).as_str()));
        }
    };
    let stem = file.path.file_stem().unwrap_or_default();
    Ok(Checked {
        name: file.path.to_string_lossy().into_owned(),
        source: file.source.clone(),
        is_good: file.is_used(),
        counts: None,
        layer: Some(stem.to_string_lossy().into_owned()),
        problems,
    })
}

fn cannot_read(file: &Path, out: &Out<'_>) -> CliError {
    CliError::failed(&(out.text().cannot_read)(&file.to_string_lossy()))
}

/// Looks at a file, which may be a roadmap or a layer over one.
fn check<'l>(
    name: String,
    source: Vec<u8>,
    limits: &Limits,
    library: impl FnOnce() -> &'l Library,
) -> Checked {
    let (counts, layer, result) = match overlay::parse_either(&source, limits) {
        Either::Roadmap(Ok(loaded)) => {
            (Some(Counts::of(&loaded.roadmap)), None, Ok(loaded.warnings))
        }
        Either::Roadmap(Err(problems)) => (None, None, Err(problems)),
        Either::Layer(Ok(layer)) => {
            let (counts, problems) = laid(&layer, library());
            (counts, Some(layer.roadmap().to_string()), Ok(problems))
        }
        Either::Layer(Err(problems)) => (None, Some(String::new()), Err(problems)),
    };
    let is_good = result.is_ok();
    let (Ok(problems) | Err(problems)) = result;
    Checked {
        name,
        source,
        is_good,
        counts,
        layer,
        problems,
    }
}

/// Lays a layer over the roadmap that it names.
fn laid(layer: &Layer, library: &Library) -> (Option<Counts>, Problems) {
    let entry = library.entry(layer.roadmap().as_str());
    match entry.and_then(LibraryEntry::base) {
        Some(base) => {
            let applied = overlay::apply(base, layer);
            (Some(Counts::of(&applied.roadmap)), applied.warnings)
        }
        None => (None, layer.is_for_none()),
    }
}

/// Tells whether a source is in our own format by its name.
pub(super) fn is_roadmap_file(source: &Path) -> bool {
    let ending = source.extension().and_then(std::ffi::OsStr::to_str);
    let is_yaml = |ending: &str| matches!(ending.to_ascii_lowercase().as_str(), "yaml" | "yml");
    source.as_os_str() == STDIN || ending.is_some_and(is_yaml)
}

/// Reads a file, or standard input, up to one byte more than may be.
pub fn read(file: &Path, limits: &Limits) -> std::io::Result<Vec<u8>> {
    let bytes = if file.as_os_str() == STDIN {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(limits.file_bytes as u64 + 1)
            .read_to_end(&mut bytes)?;
        bytes
    } else {
        disk::read(file, limits.file_bytes)?
    };
    limits.begin(file, bytes.len());
    Ok(bytes)
}

fn print(checked: &Checked, out: &mut Out<'_>) -> std::io::Result<()> {
    let text = out.text();
    let Checked { name, problems, .. } = checked;
    if !problems.is_empty() {
        let rendered = problems.render(name, &checked.source, out.lang());
        for line in rendered.as_clean().lines() {
            out.whole(&Line::of(Tone::Plain, line.as_str()))?;
        }
        out.blank()?;
    }
    let mut verdict = Line::of(Tone::Strong, name).with(Tone::Plain, text.colon);
    if let Some(roadmap) = checked.layer.as_ref().filter(|roadmap| !roadmap.is_empty()) {
        verdict = verdict
            .with(Tone::Plain, &(out.lang().library().layer_over)(roadmap))
            .with(Tone::Plain, text.colon);
    }
    if let Some(counts) = checked.counts {
        verdict = verdict
            .with(Tone::Plain, &sentence(counts, out))
            .with(Tone::Plain, text.colon);
    }
    let (tone, words) = match (checked.is_good, problems.len()) {
        (true, 0) => (Tone::Done, (text.check_good)(0)),
        (true, warnings) => (Tone::Warning, (text.check_good)(warnings)),
        (false, problems) => (Tone::Error, (text.check_bad)(problems)),
    };
    out.whole(&verdict.with(tone, &words))
}

fn data(checked: &Checked, lang: Lang) -> FileData {
    FileData {
        file: crate::text::clean::line(&checked.name).to_string(),
        good: checked.is_good,
        counts: checked.counts.map(LevelCounts::from),
        layer: checked.layer.clone(),
        problems: checked.problems.records(&checked.name, lang),
    }
}
