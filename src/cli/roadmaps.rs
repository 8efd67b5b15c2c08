//! `roadmaps`: what there is to learn from.

use serde::Serialize;

use super::args::JsonArgs;
use super::check::LevelCounts;
use super::desk::Surroundings;
use super::error::{Exit, Outcome};
use super::json;
use super::out::{Line, Out, Tone};
use super::shelf::{self, Origin, Volume};
use super::table::{Align, Table};

#[derive(Serialize)]
struct RoadmapsData {
    version: u32,
    roadmaps: Vec<VolumeData>,
}

#[derive(Serialize)]
struct VolumeData {
    /// `null` when the file could not be loaded.
    id: Option<String>,
    title: Option<String>,
    /// `built-in` or `own`.
    origin: &'static str,
    file: String,
    counts: Option<LevelCounts>,
    problems: usize,
}

pub fn run(args: &JsonArgs, surroundings: &Surroundings, out: &mut Out<'_>) -> Outcome {
    let volumes = shelf::volumes(surroundings, out.lang())?;
    if args.json {
        let roadmaps = volumes.iter().map(|volume| data(volume, out)).collect();
        out.json(&RoadmapsData {
            version: json::VERSION,
            roadmaps,
        })?;
        return Ok(Exit::Good);
    }
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    for volume in &volumes {
        table.row(row(volume, out));
    }
    table.print(out, usize::MAX)?;
    Ok(Exit::Good)
}

fn row(volume: &Volume, out: &Out<'_>) -> Vec<Line> {
    let text = out.text();
    let origin = match &volume.file.origin {
        Origin::BuiltIn => text.built_in.to_owned(),
        Origin::Own(path) => path.display().to_string(),
    };
    match &volume.result {
        Ok(roadmap) => vec![
            Line::of(Tone::Strong, roadmap.id().as_str()),
            Line::of(Tone::Plain, roadmap.name(out.lang()).as_str()),
            Line::of(Tone::Dim, &LevelCounts::of(roadmap).sentence(out.lang())),
            Line::of(Tone::Dim, &origin),
        ],
        Err(problems) => {
            let first = problems
                .first()
                .map(|problem| problem.sentence(out.lang()))
                .unwrap_or_default();
            vec![
                Line::of(Tone::Error, text.not_loaded),
                Line::of(Tone::Plain, first.as_str()),
                Line::of(Tone::Dim, &(text.check_bad)(problems.len())),
                Line::of(Tone::Dim, &origin),
            ]
        }
    }
}

fn data(volume: &Volume, out: &Out<'_>) -> VolumeData {
    let roadmap = volume.result.as_ref().ok();
    VolumeData {
        id: roadmap.map(|roadmap| roadmap.id().to_string()),
        title: roadmap.map(|roadmap| roadmap.name(out.lang()).to_string()),
        origin: match volume.file.origin {
            Origin::BuiltIn => "built-in",
            Origin::Own(_) => "own",
        },
        file: crate::text::clean::line(&volume.file.name).to_string(),
        counts: roadmap.map(LevelCounts::of),
        problems: volume
            .result
            .as_ref()
            .err()
            .map_or(0, crate::roadmap::problem::Problems::len),
    }
}
