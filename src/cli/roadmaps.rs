//! `roadmaps`: what there is to learn from.

use serde::Serialize;

use crate::roadmap::library::{Counts, LibraryEntry, Provider, State};

use super::args::JsonArgs;
use super::desk::Surroundings;
use super::error::{Exit, Outcome};
use super::json::{self, LevelCounts};
use super::out::{Line, Out, Tone};
use super::shelf;
use super::table::{Align, Table};

/// Columns of the longest title; a longer one would push what matters off the screen.
const LONGEST_TITLE: usize = 40;

#[derive(Serialize)]
struct RoadmapsData {
    version: u32,
    roadmaps: Vec<EntryData>,
}

#[derive(Serialize)]
struct EntryData {
    /// `null` when the file could not be loaded.
    id: Option<String>,
    title: Option<String>,
    /// `built-in` or `own`.
    origin: &'static str,
    file: Option<String>,
    /// `loaded`, `replaced`, `same-id`, `broken` or `unreadable`.
    state: &'static str,
    counts: Option<LevelCounts>,
    /// Errors where it is broken, warnings where it is loaded.
    problems: usize,
    /// Why it is not loaded, in the language of the program.
    why: Option<String>,
}

pub fn run(args: &JsonArgs, surroundings: &Surroundings, out: &mut Out<'_>) -> Outcome {
    let library = shelf::library(surroundings);
    if args.json {
        let roadmaps = library
            .entries()
            .iter()
            .map(|entry| data(entry, out))
            .collect();
        out.json(&RoadmapsData {
            version: json::VERSION,
            roadmaps,
        })?;
        return Ok(Exit::Good);
    }
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    for entry in library.entries() {
        table.row(row(entry, out));
    }
    table.print(out, usize::MAX)?;
    Ok(Exit::Good)
}

fn row(entry: &LibraryEntry, out: &Out<'_>) -> Vec<Line> {
    let text = out.text();
    let id = entry.id().map(|id| id.to_string());
    let title = entry
        .title(out.lang())
        .map(|title| title.to_string())
        .unwrap_or_default();
    let from = shelf::provider_name(entry.provider(), out.lang());
    let about = match why_not(entry, out) {
        Some(why) => Line::of(Tone::Warning, &why),
        None => Line::of(Tone::Dim, &sentence(entry.counts(), out)),
    };
    vec![
        Line::of(Tone::Strong, id.as_deref().unwrap_or(text.not_loaded)),
        Line::of(Tone::Plain, &title).cut(LONGEST_TITLE, out.marks()),
        about,
        Line::of(Tone::Dim, from.as_str()),
    ]
}

/// Says why a roadmap is not used.
fn why_not(entry: &LibraryEntry, out: &Out<'_>) -> Option<String> {
    let text = out.text();
    match entry.state() {
        State::Loaded(_) => None,
        State::ReplacedBy(path) => Some((text.replaced_by)(shelf::shown(path).as_str())),
        State::SameIdAs(path) => Some((text.same_id_as)(shelf::shown(path).as_str())),
        State::Unreadable(why) => Some(why.to_string()),
        State::Broken { problems, .. } => {
            let first = entry
                .first_problem()
                .map(|problem| problem.sentence(out.lang()))
                .unwrap_or_default();
            Some(format!(
                "{}{}{first}",
                (text.check_bad)(problems.len()),
                text.colon
            ))
        }
    }
}

/// Says how many nodes of each level there are.
#[must_use]
pub fn sentence(counts: Counts, out: &Out<'_>) -> String {
    (out.text().level_counts)(
        counts.stages,
        counts.topics,
        counts.resources,
        counts.concepts,
    )
}

fn data(entry: &LibraryEntry, out: &Out<'_>) -> EntryData {
    let (origin, file) = match entry.provider() {
        Provider::BuiltIn => ("built-in", None),
        Provider::File(path) => ("own", Some(shelf::shown(path).to_string())),
    };
    let (state, problems) = match entry.state() {
        State::Loaded(loaded) => ("loaded", loaded.warnings.len()),
        State::ReplacedBy(_) => ("replaced", 0),
        State::SameIdAs(_) => ("same-id", 0),
        State::Unreadable(_) => ("unreadable", 0),
        State::Broken { problems, .. } => ("broken", problems.len()),
    };
    EntryData {
        id: entry.id().map(|id| id.to_string()),
        title: entry.title(out.lang()).map(|title| title.to_string()),
        origin,
        file,
        state,
        counts: entry.id().map(|_| entry.counts().into()),
        problems,
        why: why_not(entry, out).map(|why| crate::text::clean::line(&why).to_string()),
    }
}
