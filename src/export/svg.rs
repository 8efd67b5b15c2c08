//! The map, a card and a badge as SVG: what of a course they show.

use crate::lang::Lang;
use crate::picture::svg::badge;
use crate::picture::svg::card::{self, Card, Stage};
use crate::picture::svg::map::{self as poster, Poster};
use crate::picture::{Map, Zoom, graph};
use crate::progress::{Progress, Tallies, Tally};
use crate::roadmap::{NodeIdx, Roadmap};
use crate::text::Clean;

/// Columns that the map of a file is laid out for.
pub const COLUMNS: usize = 132;

/// Returns the map as an SVG file. With `shown`, one entry a node, only what a filter shows is on it; `next` are the nodes
/// that are proposed next.
#[must_use]
pub fn map(
    roadmap: &Roadmap,
    progress: &Progress,
    lang: Lang,
    zoom: Zoom,
    shown: Option<Vec<bool>>,
    next: &[NodeIdx],
) -> String {
    let map = Map::new(roadmap, lang, zoom, COLUMNS, shown);
    let labels = map.labels(roadmap, progress, lang, next);
    let goal = counted(progress.goal(roadmap));
    let poster = Poster {
        title: roadmap.name(lang),
        done: goal.done,
        all: goal.counted(),
        words: lang.map(),
    };
    poster::map(map.layout(), &labels, &poster)
}

/// Returns a card with the progress of the whole and of each stage.
#[must_use]
pub fn card(roadmap: &Roadmap, progress: &Progress, lang: Lang) -> String {
    let goal = counted(progress.goal(roadmap));
    let stage = |stage: NodeIdx| {
        let tally = counted(progress.tallies(stage));
        Stage {
            title: graph::title(roadmap, lang, stage),
            done: tally.done,
            all: tally.counted(),
        }
    };
    let stages: Vec<Stage> = roadmap.stages().map(stage).collect();
    card::card(&Card {
        title: roadmap.name(lang),
        done: goal.done,
        all: goal.counted(),
        stages: &stages,
        words: lang.map(),
    })
}

/// Returns a badge with the progress of the whole. Without a label of its own it bears the roadmap's name.
#[must_use]
pub fn badge(
    roadmap: &Roadmap,
    progress: &Progress,
    lang: Lang,
    label: Option<Clean<'_>>,
) -> String {
    let goal = counted(progress.goal(roadmap));
    let label = label.unwrap_or_else(|| roadmap.name(lang));
    badge::badge(label, goal.done, goal.counted(), lang.map())
}

/// Returns the counts of resources, or of key ideas where there are none.
fn counted(tallies: Tallies) -> Tally {
    if tallies.resources.all() > 0 {
        tallies.resources
    } else {
        tallies.concepts
    }
}
