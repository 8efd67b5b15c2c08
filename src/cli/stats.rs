//! `stats`: how far the person is, overall, by stage and by topic, and how they came there.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use crate::course::Course;
use crate::progress::{Status, Tallies, Tally};
use crate::roadmap::{Level, NodeIdx};
use crate::stats::{REST_DAYS, Stats};
use crate::text::CleanBuf;

use super::desk::Surroundings;
use super::error::{Exit, Outcome};
use super::json::{self, BothCounts, Counts, NodeData, RoadmapName};
use super::out::{Line, Out, Tone};
use super::table::{Align, Table};
use super::{charts, plain, select, view};

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
    kinds: Vec<KindData>,
    days: Vec<DayData>,
    streak: StreakData,
    burn_up: Vec<PointData>,
    left: LeftData,
    pace: Option<PaceData>,
    finish: Option<FinishData>,
    spent: SpentData<'a>,
}

#[derive(Serialize)]
struct KindData {
    kind: &'static str,
    counts: Counts,
}

#[derive(Serialize)]
struct DayData {
    date: Date,
    done: u32,
    notes: u32,
    minutes: u64,
}

#[derive(Serialize)]
struct StreakData {
    days: u32,
    since: Option<Date>,
    /// Rest days that any seven days in a row may have.
    rest_days: usize,
}

#[derive(Serialize)]
struct PointData {
    date: Date,
    done: u32,
    scope: u32,
}

#[derive(Serialize)]
struct LeftData {
    resources: u32,
    minutes: u64,
    /// Whether some of the minutes are only typical of their kind.
    estimate: bool,
}

#[derive(Serialize)]
struct PaceData {
    minutes_a_week: u64,
    weeks: usize,
}

#[derive(Serialize)]
struct FinishData {
    from: Date,
    to: Date,
}

#[derive(Serialize)]
struct SpentData<'a> {
    minutes: u64,
    /// Topics on which time was spent.
    topics: Vec<TopicTime<'a>>,
}

#[derive(Serialize)]
struct TopicTime<'a> {
    id: &'a str,
    minutes: u64,
}

pub fn run(
    args: &StatsArgs,
    surroundings: &Surroundings,
    course: &Course,
    out: &mut Out<'_>,
) -> Outcome {
    let roadmap = course.roadmap();
    let stage = args
        .stage
        .as_deref()
        .map(|typed| select::stage(roadmap, typed, out.lang()))
        .transpose()?;
    let within = |node: &NodeIdx| stage.is_none_or(|stage| roadmap.is_within(*node, stage));
    let is_parent = |node: &NodeIdx| matches!(roadmap.level(*node), Level::Stage | Level::Topic);
    let parents: Vec<NodeIdx> = roadmap.nodes().filter(is_parent).filter(within).collect();
    let now = surroundings.environment.now();
    let mut stats = Stats::new(course, stage, now.date(), now.time_zone());
    if !surroundings.settings.finish_date.value {
        stats.finish = None;
    }
    if args.json {
        out.json(&data(course, &parents, &stats, out))?;
    } else if out.is_plain() {
        plain::print::stats(course, &parents, &stats, &figures(&stats, out), out)?;
    } else {
        print(course, &parents, &stats, out)?;
    }
    Ok(Exit::Good)
}

fn data<'a>(
    course: &'a Course,
    parents: &[NodeIdx],
    stats: &Stats,
    out: &Out<'_>,
) -> StatsData<'a> {
    let (roadmap, progress) = (course.roadmap(), course.progress());
    let topic = |node: &NodeIdx| TopicTime {
        id: roadmap.node_id(*node).as_str(),
        minutes: course.minutes_spent(*node),
    };
    let topics = parents
        .iter()
        .filter(|node| roadmap.level(**node) == Level::Topic);
    let days = stats.days.iter();
    let points = stats.burn_up.iter();
    StatsData {
        version: json::VERSION,
        roadmap: RoadmapName::of(roadmap, out.lang()),
        goal: progress.goal(roadmap).into(),
        beside_goal: progress.beside_goal(roadmap).into(),
        nodes: parents
            .iter()
            .map(|node| NodeData::of(roadmap, progress, *node, out.lang()))
            .collect(),
        orphans: course.orphans().len(),
        kinds: stats
            .kinds
            .iter()
            .map(|(kind, tally)| KindData {
                kind: kind.word(),
                counts: (*tally).into(),
            })
            .collect(),
        days: days
            .map(|(date, day)| DayData {
                date: *date,
                done: day.done,
                notes: day.notes,
                minutes: day.minutes,
            })
            .collect(),
        streak: StreakData {
            days: stats.streak.days,
            since: stats.streak.since,
            rest_days: REST_DAYS,
        },
        burn_up: points
            .map(|point| PointData {
                date: point.date,
                done: point.done,
                scope: point.scope,
            })
            .collect(),
        left: LeftData {
            resources: stats.left.resources,
            minutes: stats.left.minutes,
            estimate: stats.left.is_estimate,
        },
        pace: stats.pace.as_ref().map(|pace| PaceData {
            minutes_a_week: pace.minutes_a_week(),
            weeks: pace.weeks(),
        }),
        finish: stats.finish.map(|finish| FinishData {
            from: finish.from,
            to: finish.to,
        }),
        spent: SpentData {
            minutes: stats.minutes_spent,
            topics: topics
                .map(topic)
                .filter(|topic| topic.minutes > 0)
                .collect(),
        },
    }
}

fn print(
    course: &Course,
    parents: &[NodeIdx],
    stats: &Stats,
    out: &mut Out<'_>,
) -> std::io::Result<()> {
    let (roadmap, progress, text) = (course.roadmap(), course.progress(), out.text());
    out.line(&view::headline(out, roadmap, progress))?;
    out.blank()?;
    tables(course, parents, stats, out)?;
    if !course.orphans().is_empty() {
        out.blank()?;
        out.say(Tone::Dim, &(text.orphans)(course.orphans().len()))?;
    }
    if !stats.days.is_empty() {
        out.blank()?;
        charts::heatmap(stats, out)?;
    }
    charts::burn_up(stats, out)?;
    let figures = figures(stats, out);
    // Before anything happened, the table says it all.
    if stats.days.is_empty() || figures.is_empty() {
        return Ok(());
    }
    out.blank()?;
    view::facts(out, &figures)
}

fn tables(
    course: &Course,
    parents: &[NodeIdx],
    stats: &Stats,
    out: &mut Out<'_>,
) -> std::io::Result<()> {
    let (roadmap, progress, text) = (course.roadmap(), course.progress(), out.text());
    let mut aligns = [Align::Right; 8];
    aligns[..2].fill(Align::Left);
    let mut table = Table::new(&aligns);
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
    if !stats.kinds.is_empty() {
        table.blank();
    }
    for (kind, tally) in &stats.kinds {
        let tallies = Tallies {
            resources: *tally,
            concepts: Tally::default(),
        };
        let title = Line::of(Tone::Plain, (out.words().kinds)(*kind));
        table.row(row(title, tallies, out));
    }
    table.print(out, LEAST_TITLE)
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

/// Says in words what the pictures do not show; nothing of it asks for more.
fn figures(stats: &Stats, out: &Out<'_>) -> Vec<(&'static str, CleanBuf)> {
    let minutes = if out.is_plain() {
        out.lang().plain().minutes
    } else {
        out.words().minutes
    };
    stats.facts(out.lang(), minutes)
}
