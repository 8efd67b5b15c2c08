//! `paths`: where everything lies.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::paths::Paths;
use crate::text::clean;

use super::args::JsonArgs;
use super::desk::Surroundings;
use super::error::{CliError, Exit, Outcome};
use super::json;
use super::out::{Line, Out, Tone};

#[derive(Serialize)]
struct PathsData {
    version: u32,
    config_file: String,
    config: String,
    data: String,
    state: String,
    cache: String,
    journals: String,
    notes: String,
    roadmaps: String,
    themes: String,
}

pub fn run(args: &JsonArgs, surroundings: &Surroundings, out: &mut Out<'_>) -> Outcome {
    let text = out.text();
    let paths = surroundings
        .paths
        .as_ref()
        .map_err(|_| CliError::failed(text.no_home).hint(text.no_home_hint))?;
    if args.json {
        out.json(&data(paths))?;
        return Ok(Exit::Good);
    }
    let rows: [(&str, PathBuf); 7] = [
        (text.path_settings, paths.config_file()),
        (text.path_themes, paths.themes()),
        (text.path_progress, paths.journals()),
        (text.path_notes, paths.notes()),
        (text.path_roadmaps, paths.library()),
        (text.path_state, paths.state.clone()),
        (text.path_cache, paths.cache.clone()),
    ];
    let labels = rows
        .iter()
        .map(|(label, _)| Line::of(Tone::Dim, label).columns())
        .max()
        .unwrap_or(0);
    for (label, path) in rows {
        let line = Line::of(Tone::Dim, label)
            .padded(labels + 2)
            .with(Tone::Plain, &path.display().to_string());
        let missing = if path.exists() {
            Line::new()
        } else {
            Line::new().space(2).with(Tone::Dim, text.not_yet)
        };
        out.whole(&line.and(missing))?;
    }
    Ok(Exit::Good)
}

fn data(paths: &Paths) -> PathsData {
    let show = |path: &Path| clean::line(&path.to_string_lossy()).to_string();
    PathsData {
        version: json::VERSION,
        config_file: show(&paths.config_file()),
        config: show(&paths.config),
        data: show(&paths.data),
        state: show(&paths.state),
        cache: show(&paths.cache),
        journals: show(&paths.journals()),
        notes: show(&paths.notes()),
        roadmaps: show(&paths.library()),
        themes: show(&paths.themes()),
    }
}
