//! `remove`: a roadmap of the person's own leaves the library; its file is put aside, its progress stays.

use std::path::Path;

use clap::Args;

use crate::config::Decider;
use crate::roadmap::library::{Library, LibraryEntry, Provider};
use crate::view;

use super::desk::Surroundings;
use super::error::{self, CliError, Exit, Outcome};
use super::out::{Line, Out, Tone};
use super::{shelf, waiting};

#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// Id of the roadmap
    #[arg(value_name = "ID", id = "own_roadmap")]
    pub id: String,
}

pub fn run(
    args: &RemoveArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let (lang, text) = (out.lang(), out.lang().library());
    let shelf = shelf::own_shelf(surroundings, lang)?;
    let library = waiting::during(errors, || shelf.library());
    let Some((path, id)) = own(&library, &args.id) else {
        let is_built_in = library.find(&args.id).is_some();
        let error = CliError::usage(&(text.no_own)(&args.id));
        let own = all(&library);
        return Err(if is_built_in {
            CliError::failed(&(text.is_built_in)(&args.id)).hint(text.is_built_in_hint)
        } else if own.is_empty() {
            error
        } else {
            error.hint(&(out.text().one_of)(&own))
        }
        .into());
    };
    let aside = shelf
        .remove(path, &id)
        .map_err(|error| CliError::failed(text.cannot_change_library).because(&error))?;
    out.say(Tone::Done, &(text.removed)(&args.id))?;
    let aside = shelf::shown(&aside);
    out.whole(&Line::of(Tone::Plain, &(text.file_kept)(aside.as_str())))?;
    out.say(Tone::Plain, text.progress_stays)?;
    let library = waiting::during(errors, || shelf.library());
    match library.entry(&id).map(LibraryEntry::provider) {
        Some(Provider::BuiltIn) => out.say(Tone::Plain, text.built_in_is_back)?,
        Some(Provider::File(other)) => {
            let line = (text.other_is_used)(shelf::shown(other).as_str());
            out.whole(&Line::of(Tone::Plain, &line))?;
        }
        None => {
            forget(&id, surroundings);
            let asked = &surroundings.settings.roadmap;
            if asked.by == Decider::Config && asked.value.as_ref() == Some(&id) {
                error::warn(errors, "", &(text.config_names_it)(&id))?;
            }
        }
    }
    out.say(Tone::Dim, text.add_again)?;
    Ok(Exit::Good)
}

/// Forgets that a roadmap was the last one on the screen, so that it is not missed. Nothing else depends on it.
fn forget(id: &str, surroundings: &Surroundings) {
    let file = surroundings.view_file();
    let view = file.as_deref().and_then(view::read);
    if let (Some(file), Some(view)) = (file, view.filter(|view| view.roadmap == id)) {
        let _ = view::write(&file, &view.moved_to(""));
    }
}

/// Returns the person's own file that counts for an id, or that is named so and cannot be loaded, and the id.
fn own<'l>(library: &'l Library, id: &str) -> Option<(&'l Path, String)> {
    let path = |provider| match provider {
        Provider::BuiltIn => None,
        Provider::File(path) => Some(path),
    };
    let loaded = library.entry(id).map(|entry| path(entry.provider()));
    let path = match loaded {
        Some(loaded) => loaded,
        None => library
            .entries()
            .iter()
            .filter(|entry| entry.id().is_none())
            .filter_map(|entry| path(entry.provider()))
            .find(|path| path.file_stem().is_some_and(|stem| stem == id)),
    };
    // What is put aside is named after the id.
    path.filter(|_| crate::roadmap::compile::is_valid_id(id))
        .map(|path| (path, id.to_owned()))
}

fn all(library: &Library) -> String {
    let own = library
        .entries()
        .iter()
        .filter(|entry| entry.provider() != Provider::BuiltIn);
    let ids: Vec<&str> = own.filter_map(|entry| Some(entry.id()?.as_str())).collect();
    ids.join(", ")
}
