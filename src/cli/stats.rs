//! `stats`: how far the person is, overall, by stage and by topic.

use clap::Args;
use serde::Serialize;

use crate::course::Course;
use crate::progress::{Status, Tallies};
use crate::roadmap::{Level, NodeIdx};

use super::error::{Exit, Outcome};
use super::json::{self, BothCounts, NodeData, RoadmapName};
use super::out::{Line, Out, Tone};
use super::table::{Align, Table};
use super::{select, view};

#[derive(Debug, Args)]
pub struct StatsArgs {
    /// Only this stage
    #[arg(long, value_name = "ID")]
    pub stage: Option<String>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Columns that titles keep on a narrow terminal.
const LEAST_TITLE: usize = 16;

#[derive(Serialize)]
struct StatsData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    /// All stages but the optional ones.
    goal: BothCounts,
    /// The optional stages.
    beside_goal: BothCounts,
    /// Stages and topics in reading order.
    nodes: Vec<NodeData<'a>>,
    /// What was recorded for nodes that are no longer in the roadmap.
    orphans: usize,
}

pub fn run(args: &StatsArgs, course: &Course, out: &mut Out<'_>) -> Outcome {
    let (roadmap, progress) = (course.roadmap(), course.progress());
    let stage = args
        .stage
        .as_deref()
        .map(|typed| select::stage(roadmap, typed, out.lang()))
        .transpose()?;
    let within = |node: &NodeIdx| stage.is_none_or(|stage| roadmap.is_within(*node, stage));
    let is_parent = |node: &NodeIdx| matches!(roadmap.level(*node), Level::Stage | Level::Topic);
    let parents: Vec<NodeIdx> = roadmap.nodes().filter(is_parent).filter(within).collect();
    if args.json {
        out.json(&StatsData {
            version: json::VERSION,
            roadmap: RoadmapName::of(roadmap, out.lang()),
            goal: progress.goal(roadmap).into(),
            beside_goal: progress.beside_goal(roadmap).into(),
            nodes: parents
                .iter()
                .map(|node| NodeData::of(roadmap, progress, *node, out.lang()))
                .collect(),
            orphans: course.orphans().len(),
        })?;
        return Ok(Exit::Good);
    }
    print(course, &parents, out)?;
    Ok(Exit::Good)
}

fn print(course: &Course, parents: &[NodeIdx], out: &mut Out<'_>) -> std::io::Result<()> {
    let (roadmap, progress, text) = (course.roadmap(), course.progress(), out.text());
    out.line(&view::headline(out, roadmap, progress))?;
    out.blank()?;
    let mut table = Table::new(&[
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
    ]);
    let word = out.words().statuses;
    let heads = [
        "",
        "",
        "",
        word(Status::Done),
        word(Status::Doing),
        word(Status::Skipped),
        word(Status::Todo),
        text.key_ideas,
    ];
    table.row(heads.map(|head| Line::of(Tone::Dim, head)).to_vec());
    for node in parents {
        let is_stage = roadmap.level(*node) == Level::Stage;
        if is_stage && Some(node) != parents.first() {
            table.blank();
        }
        let tone = if is_stage { Tone::Strong } else { Tone::Plain };
        let name = roadmap.title(*node, out.lang()).as_str();
        let name = if is_stage && roadmap.is_optional(*node) {
            (out.words().optional_title)(name)
        } else {
            name.to_owned()
        };
        let title = Line::new()
            .space(2 * roadmap.depth(*node))
            .with(tone, &name);
        table.row(row(title, progress.tallies(*node), out));
    }
    table.print(out, LEAST_TITLE)?;
    if !course.orphans().is_empty() {
        out.blank()?;
        out.say(Tone::Dim, &(text.orphans)(course.orphans().len()))?;
    }
    Ok(())
}

fn row(title: Line, tallies: Tallies, out: &Out<'_>) -> Vec<Line> {
    let Tallies {
        resources,
        concepts,
    } = tallies;
    let number = |tone: Tone, count: u32| {
        Line::of(
            if count == 0 { Tone::Dim } else { tone },
            &count.to_string(),
        )
    };
    vec![
        title,
        view::bar(out, resources),
        Line::of(Tone::Plain, &view::percent(resources)),
        number(Tone::Done, resources.done),
        number(Tone::Doing, resources.doing),
        number(Tone::Plain, resources.skipped),
        number(Tone::Plain, resources.todo),
        Line::of(
            Tone::Dim,
            &if concepts.all() == 0 {
                String::new()
            } else {
                view::fraction(concepts)
            },
        ),
    ]
}
