//! `roadmaps`: what there is to learn from, and how far each is.

use serde::Serialize;

use crate::lang::Lang;
use crate::roadmap::library::Counts;
use crate::shelf::list::{self, Entry, EntryState, Layer, LayerHealth};
use crate::text::CleanBuf;

use super::args::JsonArgs;
use super::desk::Surroundings;
use super::error::{self, Exit, Outcome};
use super::json::{self, BothCounts, LevelCounts};
use super::out::{Line, Out, Tone};
use super::table::{Align, Table};
use super::{shelf, view, waiting};

/// Columns of the longest title; a longer one would push what matters off the screen.
const LONGEST_TITLE: usize = 40;
/// Characters of a recorded time that are its date.
const DATE: usize = 10;

#[derive(Serialize)]
struct RoadmapsData {
    version: u32,
    roadmaps: Vec<EntryData>,
    /// Roadmaps that are not here and of which progress is kept.
    kept: Vec<String>,
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
    in_use: bool,
    counts: Option<LevelCounts>,
    /// Of the goal; `null` where it is not loaded.
    progress: Option<BothCounts>,
    /// When it was last worked on.
    touched: Option<String>,
    layer: Option<LayerData>,
    /// Errors where it is broken, warnings where it is loaded.
    problems: usize,
    /// Why it is not loaded, in the language of the program.
    why: Option<String>,
}

#[derive(Serialize)]
struct LayerData {
    file: String,
    /// `used`, `broken` or `unreadable`.
    state: &'static str,
    hidden: usize,
    added: usize,
    problems: usize,
    why: Option<String>,
}

pub fn run(
    args: &JsonArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let library = waiting::during(errors, || shelf::library(surroundings));
    let in_use = shelf::choose_in(&library, surroundings, out.lang());
    let in_use = in_use.ok().and_then(|(entry, _)| entry.id());
    let log = surroundings.journal().glance();
    let entries = list::entries(&library, &log, in_use.as_ref().map(|id| id.as_str()));
    let kept = list::kept(&library, &log);
    if args.json {
        out.json(&RoadmapsData {
            version: json::VERSION,
            roadmaps: entries
                .iter()
                .map(|entry| data(entry, out.lang()))
                .collect(),
            kept: kept.iter().map(ToString::to_string).collect(),
        })?;
        return Ok(Exit::Good);
    }
    let mut table = Table::new(&[Align::Left; 6]);
    for entry in &entries {
        table.row(row(entry, out));
    }
    table.print(out, usize::MAX)?;
    let text = out.lang().library();
    if !kept.is_empty() {
        let ids: Vec<&str> = kept.iter().map(CleanBuf::as_str).collect();
        out.blank()?;
        out.say(Tone::Dim, &(text.kept)(&ids.join(", ")))?;
    }
    out.flush()?;
    for layer in entries.iter().filter_map(|entry| entry.layer.as_ref()) {
        warn(layer, errors)?;
    }
    Ok(Exit::Good)
}

/// Says what is wrong with a layer.
fn warn(layer: &Layer, errors: &mut Out<'_>) -> std::io::Result<()> {
    let text = errors.lang().library();
    let file = shelf::shown(&layer.file);
    let message = match (&layer.state, layer.why_not(errors.lang())) {
        (LayerHealth::Used { warnings: 0 }, _) => return Ok(()),
        (LayerHealth::Used { warnings }, _) => (text.layer_warnings)(*warnings),
        (LayerHealth::Broken { .. } | LayerHealth::Unreadable(_), why) => format!(
            "{}{}{}",
            text.layer_broken,
            errors.text().colon,
            why.unwrap_or_default()
        ),
    };
    error::warn(errors, file.as_str(), &message)?;
    error::hint(errors, text.check_hint)
}

fn row(entry: &Entry, out: &Out<'_>) -> Vec<Line> {
    let (text, library) = (out.text(), out.lang().library());
    let id = entry.id.as_ref().map_or(text.not_loaded, |id| id.as_str());
    let from = shelf::provider_name(entry.file.as_deref(), out.lang());
    let mark = if entry.is_in_use {
        Line::new().space(1).with(Tone::Doing, "*")
    } else {
        Line::new()
    };
    let (progress, touched, about) = match &entry.state {
        EntryState::Used { goal, touched, .. } => {
            let progress = view::fraction(goal.resources);
            let touched = touched.as_ref().map(CleanBuf::as_str);
            let touched = touched.map_or(library.never, |at| at.get(..DATE).unwrap_or(at));
            let about = Line::of(Tone::Dim, &sentence(entry.counts, out));
            (progress, touched, about.and(layer(entry, out)))
        }
        EntryState::ReplacedBy(_)
        | EntryState::SameIdAs(_)
        | EntryState::Broken { .. }
        | EntryState::Unreadable(_) => {
            let why = entry.why_not(out.lang()).unwrap_or_default();
            (String::new(), "", Line::of(Tone::Warning, why.as_str()))
        }
    };
    vec![
        Line::of(Tone::Strong, id).and(mark),
        Line::of(Tone::Plain, entry.title(out.lang()).as_str()).cut(LONGEST_TITLE, out.marks()),
        Line::of(Tone::Plain, &progress),
        Line::of(Tone::Dim, touched),
        about,
        Line::of(Tone::Dim, from.as_str()),
    ]
}

/// Says what the person changed in it.
fn layer(entry: &Entry, out: &Out<'_>) -> Line {
    let text = out.lang().library();
    match entry.layer.as_ref().map(|layer| (layer, &layer.state)) {
        Some((layer, LayerHealth::Used { .. })) if layer.hidden + layer.added > 0 => {
            let counts = (text.layer_counts)(layer.hidden, layer.added);
            Line::new().space(2).with(Tone::Doing, &counts)
        }
        Some((_, LayerHealth::Broken { .. } | LayerHealth::Unreadable(_))) => {
            let words = format!("{}{}{}", text.layer, out.text().colon, text.layer_broken);
            Line::new().space(2).with(Tone::Warning, &words)
        }
        Some((_, LayerHealth::Used { .. })) | None => Line::new(),
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

fn data(entry: &Entry, lang: Lang) -> EntryData {
    let (state, problems, goal, touched) = match &entry.state {
        EntryState::Used {
            goal,
            touched,
            warnings,
        } => ("loaded", *warnings, Some(*goal), touched.as_ref()),
        EntryState::ReplacedBy(_) => ("replaced", 0, None, None),
        EntryState::SameIdAs(_) => ("same-id", 0, None, None),
        EntryState::Unreadable(_) => ("unreadable", 0, None, None),
        EntryState::Broken { problems, .. } => ("broken", *problems, None, None),
    };
    let shown = |path: &std::path::PathBuf| shelf::shown(path).to_string();
    let title = entry.id.as_ref().map(|_| entry.title(lang).to_string());
    EntryData {
        id: entry.id.as_ref().map(ToString::to_string),
        title,
        origin: entry.file.as_ref().map_or("built-in", |_| "own"),
        file: entry.file.as_ref().map(shown),
        state,
        in_use: entry.is_in_use,
        counts: entry.id.as_ref().map(|_| entry.counts.into()),
        progress: goal.map(BothCounts::from),
        touched: touched.map(ToString::to_string),
        layer: entry.layer.as_ref().map(|layer| layer_data(layer, lang)),
        problems,
        why: entry.why_not(lang).map(|why| why.to_string()),
    }
}

fn layer_data(layer: &Layer, lang: Lang) -> LayerData {
    let (state, problems) = match &layer.state {
        LayerHealth::Used { warnings } => ("used", *warnings),
        LayerHealth::Broken { problems, .. } => ("broken", *problems),
        LayerHealth::Unreadable(_) => ("unreadable", 0),
    };
    LayerData {
        file: shelf::shown(&layer.file).to_string(),
        state,
        hidden: layer.hidden,
        added: layer.added,
        problems,
        why: layer.why_not(lang).map(|why| why.to_string()),
    }
}
