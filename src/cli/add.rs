//! `add`: a checked roadmap file goes into the library.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::lang::Lang;
use crate::roadmap::compile::is_valid_id;
use crate::roadmap::library::{Counts, Library, Provider};
use crate::roadmap::overlay::{self, Either};
use crate::roadmap::problem::ProblemRecord;
use crate::roadmap::{Limits, Loaded};
use crate::shelf::{Added, Shelf};
use crate::yaml;

use super::check;
use super::desk::Surroundings;
use super::error::{CliError, Exit, Outcome, Stop};
use super::json::{self, LevelCounts};
use super::out::{Line, Out, Tone};
use super::roadmaps::sentence;
use super::{shelf, waiting};

#[derive(Debug, Args)]
pub struct AddArgs {
    /// Roadmap file, `-` for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Take the place of a roadmap of the same id; the old file is kept aside, progress stays
    #[arg(long, conflicts_with = "new_id")]
    pub replace: bool,

    /// Add it under another id
    #[arg(long = "id", value_name = "NEW")]
    pub new_id: Option<String>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Serialize)]
struct AddData {
    version: u32,
    id: String,
    title: String,
    file: String,
    counts: LevelCounts,
    /// Where the files are now whose place it took.
    put_aside: Vec<String>,
    /// Warnings of the file.
    problems: Vec<ProblemRecord>,
}

pub fn run(
    args: &AddArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let (lang, limits) = (out.lang(), surroundings.limits());
    let shelf = shelf::own_shelf(surroundings, lang)?;
    let name = args.file.to_string_lossy();
    let (mut bytes, loaded) = read(
        &args.file,
        lang.library().not_added,
        &shelf,
        &limits,
        errors,
    )?;
    let loaded = match &args.new_id {
        None => loaded,
        Some(id) => {
            let (changed, loaded) = waiting::during(errors, || with_id(&bytes, id, &limits, lang))?;
            bytes = changed;
            loaded
        }
    };
    let library = waiting::during(errors, || shelf.library());
    let id = loaded.roadmap.id().to_string();
    let replaces = taken(&library, &id, args.replace, lang)?;
    let added = shelf
        .add(&id, &bytes, &replaces)
        .map_err(|error| CliError::failed(lang.library().cannot_change_library).because(&error))?;
    if args.json {
        out.json(&data(&loaded, &added, &name, lang))?;
        return Ok(Exit::Good);
    }
    if !loaded.warnings.is_empty() {
        let warnings = loaded.warnings.render(&name, &bytes, lang);
        for line in warnings.as_clean().lines() {
            errors.whole(&Line::of(Tone::Plain, line.as_str()))?;
        }
        errors.blank()?;
    }
    print(&loaded, &added, surroundings, out)?;
    Ok(Exit::Good)
}

/// Reads a roadmap file, and says everything that is wrong with it, and at the end what does not happen because of so many
/// problems.
pub(super) fn read(
    file: &Path,
    refused: fn(usize) -> String,
    shelf: &Shelf,
    limits: &Limits,
    errors: &mut Out<'_>,
) -> Result<(Vec<u8>, Loaded), Stop> {
    let (name, lang) = (file.to_string_lossy(), errors.lang());
    let cannot_read = |error| CliError::failed(&(lang.cli().cannot_read)(&name)).because(&error);
    let bytes = check::read(file, limits).map_err(cannot_read)?;
    let problems = match waiting::during(errors, || overlay::parse_either(&bytes, limits)) {
        Either::Roadmap(Ok(loaded)) => return Ok((bytes, loaded)),
        Either::Roadmap(Err(problems)) => problems,
        Either::Layer(layer) => return Err(is_layer(shelf, layer.ok().as_ref(), lang).into()),
    };
    let problems_text = problems.render(&name, &bytes, lang);
    for line in problems_text.as_clean().lines() {
        errors.whole(&Line::of(Tone::Plain, line.as_str()))?;
    }
    errors.blank()?;
    Err(CliError::failed(&refused(problems.len())).into())
}

fn print(
    loaded: &Loaded,
    added: &Added,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
) -> std::io::Result<()> {
    let (text, id) = (out.lang().library(), loaded.roadmap.id());
    let title = Line::of(Tone::Strong, loaded.roadmap.name(out.lang()).as_str())
        .space(2)
        .with(Tone::Dim, &sentence(Counts::of(&loaded.roadmap), out));
    out.line(&title)?;
    let file = shelf::shown(&added.path);
    let line = (text.added)(id.as_str(), file.as_str());
    out.whole(&Line::of(Tone::Done, &line))?;
    for aside in &added.put_aside {
        let line = (text.put_aside)(shelf::shown(aside).as_str());
        out.whole(&Line::of(Tone::Plain, &line))?;
    }
    let log = surroundings.journal().glance();
    if log.roadmaps().any(|have| have == id.as_str()) {
        out.say(Tone::Plain, text.progress_found)?;
    }
    out.say(Tone::Dim, &(text.use_hint)(id.as_str()))
}

/// Says where a layer belongs.
fn is_layer(shelf: &Shelf, layer: Option<&overlay::Layer>, lang: Lang) -> CliError {
    let text = lang.library();
    let roadmap = layer.map_or("…", |layer| layer.roadmap().as_str());
    let path = shelf.layer_file(roadmap);
    CliError::failed(&(text.is_a_layer)(roadmap))
        .hint(&(text.layer_goes_to)(shelf::shown(&path).as_str()))
}

/// Returns the person's own files of an id, whose place a new one takes; refuses unless that was asked for.
pub(super) fn taken(
    library: &Library,
    id: &str,
    may_replace: bool,
    lang: Lang,
) -> Result<Vec<PathBuf>, CliError> {
    let text = lang.library();
    let (mut own, mut is_built_in) = (Vec::new(), false);
    for entry in library.entries() {
        let has_id = entry.id().is_some_and(|have| have.as_str() == id);
        match entry.provider() {
            Provider::BuiltIn => is_built_in |= has_id,
            // A file of this name that cannot be loaded was meant to be this roadmap, most likely.
            Provider::File(path) => {
                let has_name = path.file_stem().is_some_and(|stem| stem == id);
                if has_id || (entry.id().is_none() && has_name) {
                    own.push(path.to_owned());
                }
            }
        }
    }
    match own.first() {
        Some(file) if !may_replace => {
            let file = shelf::shown(file);
            Err(CliError::failed(&(text.id_is_taken)(id, file.as_str()))
                .hint(text.replace_hint)
                .hint(text.new_id_hint))
        }
        None if is_built_in && !may_replace => Err(CliError::failed(&(text.id_is_built_in)(id))
            .hint(text.replace_built_in_hint)
            .hint(text.new_id_hint)),
        Some(_) | None => Ok(own),
    }
}

/// Returns where the id of a roadmap is written.
fn id_place(bytes: &[u8], limits: &Limits) -> Option<yaml::Place> {
    let text = yaml::decode(bytes, limits).ok()?;
    match yaml::tree(text, limits).ok()?.value {
        yaml::Value::Map(entries) => {
            let mut entries = entries.into_iter();
            let id = entries.find(|entry| entry.key == "id")?;
            Some(id.value.place)
        }
        yaml::Value::Null | yaml::Value::Text { .. } | yaml::Value::List(_) => None,
    }
}

/// Returns the file with another id, and what it says then.
pub(super) fn with_id(
    bytes: &[u8],
    id: &str,
    limits: &Limits,
    lang: Lang,
) -> Result<(Vec<u8>, Loaded), CliError> {
    let (text, place) = (lang.library(), id_place(bytes, limits));
    if !is_valid_id(id) {
        return Err(CliError::usage(&(text.bad_new_id)(id)));
    }
    let changed = place.and_then(|place| {
        let text = String::from_utf8_lossy(bytes);
        let written = yaml::decode(bytes, limits).ok()?;
        let mark = &text[..text.len() - written.len()];
        let start = written.split_inclusive('\n').take(place.line as usize - 1);
        let start = start.map(str::len).sum::<usize>();
        let after = |from: usize, characters: usize| {
            let rest = &written[from..];
            let found = rest.char_indices().nth(characters);
            from + found.map_or(rest.len(), |(at, _)| at)
        };
        let start = after(start, place.column as usize - 1);
        let end = after(start, place.length as usize);
        Some(format!("{mark}{}{id}{}", &written[..start], &written[end..]).into_bytes())
    });
    let loaded = changed.and_then(|bytes| {
        let loaded = crate::roadmap::load(&bytes, limits).ok()?;
        (loaded.roadmap.id().as_str() == id).then_some((bytes, loaded))
    });
    loaded.ok_or_else(|| CliError::failed(text.id_not_changed))
}

fn data(loaded: &Loaded, added: &Added, name: &str, lang: Lang) -> AddData {
    let shown = |path: &PathBuf| shelf::shown(path).to_string();
    AddData {
        version: json::VERSION,
        id: loaded.roadmap.id().to_string(),
        title: loaded.roadmap.name(lang).to_string(),
        file: shown(&added.path),
        counts: Counts::of(&loaded.roadmap).into(),
        put_aside: added.put_aside.iter().map(shown).collect(),
        problems: loaded.warnings.records(name, lang),
    }
}
