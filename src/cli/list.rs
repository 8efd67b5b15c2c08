//! `list`: the tree with ids, marks and counts.

use clap::Args;
use serde::Serialize;

use crate::course::Course;
use crate::roadmap::{Level, NodeIdx};

use super::args::FilterArgs;
use super::error::{self, Exit, Outcome};
use super::json::{self, NodeData, RoadmapName};
use super::out::{Out, Tone};
use super::{select, view};

#[derive(Debug, Args)]
pub struct ListArgs {
    #[command(flatten)]
    pub filter: FilterArgs,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Serialize)]
struct ListData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    /// Resources and concepts that the filter lets through, and all there are.
    shown: usize,
    of: usize,
    /// With a search, the ids of what fits by itself, the best first.
    #[serde(skip_serializing_if = "Option::is_none")]
    hits: Option<Vec<&'a str>>,
    nodes: Vec<NodeData<'a>>,
}

pub fn run(args: &ListArgs, course: &Course, out: &mut Out<'_>, errors: &mut Out<'_>) -> Outcome {
    let (roadmap, progress) = (course.roadmap(), course.progress());
    let filter = select::filter(course, &args.filter, errors)?;
    let shown = filter.shown(roadmap, progress);
    let is_leaf = |node: &NodeIdx| matches!(roadmap.level(*node), Level::Concept | Level::Resource);
    let leaves: Vec<NodeIdx> = roadmap.nodes().filter(is_leaf).collect();
    let passing = leaves.iter().filter(|node| shown[node.position()]).count();
    let of = leaves.len();
    if args.json {
        let nodes = roadmap.nodes().filter(|node| shown[node.position()]);
        out.json(&ListData {
            version: json::VERSION,
            roadmap: RoadmapName::of(roadmap, out.lang()),
            shown: passing,
            of,
            hits: filter.search.as_deref().map(|found| {
                let hits = found.hits().iter().filter(|hit| shown[hit.node.position()]);
                hits.map(|hit| roadmap.node_id(hit.node).as_str()).collect()
            }),
            nodes: nodes
                .map(|node| NodeData::of(roadmap, progress, node, out.lang()))
                .collect(),
        })?;
        return Ok(Exit::Good);
    }
    out.line(&view::headline(out, roadmap, progress))?;
    if shown.iter().all(|shown| !shown) && !filter.is_empty() {
        out.say(Tone::Dim, &(out.text().nothing_fits)(of))?;
        // Of one filter there is nothing to choose.
        let culprit = filter.culprit(roadmap, progress);
        if let Some(culprit) = culprit.filter(|_| filter.parts().len() > 1) {
            let text = (out.lang().search().lift)(select::flag(culprit.part), culprit.brings);
            error::hint(errors, &text)?;
        }
        return Ok(Exit::Good);
    }
    view::tree(out, roadmap, progress, &shown)?;
    if passing < of {
        out.blank()?;
        out.say(Tone::Dim, &(out.text().shown_of)(passing, of))?;
    }
    Ok(Exit::Good)
}
