//! `track`: how much time is spent on what. Nothing runs unless it was started.

use clap::Args;
use serde::Serialize;

use crate::course::Course;
use crate::progress::Status;
use crate::roadmap::{Level, NodeIdx};
use crate::text::{CleanBuf, clean};
use crate::timer::{self, Ran, Timer};

use super::args::words;
use super::desk::{Desk, Surroundings};
use super::error::{self, CliError, Exit, Outcome, Stop};
use super::json::{self, RoadmapName};
use super::out::{Line, Out, Tone};
use super::pick::pick;
use super::table::{Align, Table};

#[derive(Debug, Args)]
pub struct TrackArgs {
    /// start; stop, which writes the time down; or log, which lists it by topic. Without it: what runs
    #[arg(value_name = "ACTION", hide_possible_values = true, value_parser = words(["start", "stop", "log"]))]
    pub action: Option<String>,

    /// What the time is for; the only resource in progress, if not given
    #[arg(value_name = "ID")]
    pub id: Option<String>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Serialize)]
struct TrackData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    /// What runs now.
    running: Option<RunningData>,
    /// Minutes that were written down for this roadmap.
    minutes: u64,
    topics: Vec<TopicData<'a>>,
    /// Newest first.
    times: Vec<TimeData<'a>>,
}

#[derive(Serialize)]
struct RunningData {
    roadmap: String,
    id: String,
    since: String,
    minutes: u32,
}

#[derive(Serialize)]
struct TopicData<'a> {
    id: &'a str,
    title: &'a str,
    minutes: u64,
}

#[derive(Serialize)]
struct TimeData<'a> {
    id: &'a str,
    /// As recorded: local time with its offset.
    at: &'a str,
    minutes: u32,
}

pub fn run(
    args: &TrackArgs,
    surroundings: &Surroundings,
    desk: &mut Desk,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let file = surroundings.timer_file();
    let running = match &file {
        // That nothing runs is not said of a file that cannot be read.
        Some(file) => timer::read(file).map_err(|error| {
            CliError::failed(out.lang().stats().timer_unreadable).because(&error)
        })?,
        None => None,
    };
    let now = surroundings.environment.now().timestamp();
    let action = args.action.as_deref();
    if let (Some(action @ ("stop" | "log")), Some(_)) = (action, &args.id) {
        let text = out.lang().stats();
        return Err(CliError::usage(&(text.no_id_here)(action)).into());
    }
    match action {
        Some("start") => {
            let node = subject(&desk.course, args.id.as_deref(), out)?;
            start(node, running, surroundings, desk, out, errors)?;
        }
        Some("stop") => match running {
            Some(timer) => stop(&timer, surroundings, desk, out, errors)?,
            None => nothing(out)?,
        },
        Some("log") if !args.json => log(&desk.course, out)?,
        Some(_) | None if args.json => {
            let running = running.map(|timer| RunningData {
                minutes: timer.ran(now).minutes(),
                since: timer.since.to_string(),
                roadmap: timer.roadmap,
                id: timer.node,
            });
            out.json(&data(&desk.course, running, out))?;
        }
        Some(_) | None => match running {
            Some(timer) => {
                let text = out.lang().stats();
                let time = (text.duration)(timer.ran(now).minutes().into());
                let title = title(&timer, &desk.course, out);
                out.say(Tone::Plain, &(text.runs)(title.as_str(), &time))?;
                out.say(Tone::Dim, text.stop_hint)?;
            }
            None => nothing(out)?,
        },
    }
    Ok(Exit::Good)
}

fn nothing(out: &mut Out<'_>) -> std::io::Result<()> {
    let text = out.lang().stats();
    out.say(Tone::Plain, text.nothing_runs)?;
    out.say(Tone::Dim, text.start_hint)
}

/// Returns the node that was named, else the only resource that is in progress.
fn subject(course: &Course, typed: Option<&str>, out: &Out<'_>) -> Result<NodeIdx, CliError> {
    let roadmap = course.roadmap();
    if let Some(typed) = typed {
        return pick(roadmap, typed).map_err(|error| error.explain(out.lang(), typed));
    }
    let is_doing = |node: &NodeIdx| {
        roadmap.level(*node) == Level::Resource
            && course.progress().status(roadmap, *node) == Status::Doing
    };
    let doing: Vec<NodeIdx> = roadmap.nodes().filter(is_doing).collect();
    if let [only] = doing[..] {
        return Ok(only);
    }
    let text = out.lang().stats();
    let error = CliError::failed(&(text.which)(doing.len()));
    let ids: Vec<&str> = doing
        .iter()
        .map(|node| roadmap.node_id(*node).as_str())
        .collect();
    Err(if ids.is_empty() {
        error.hint(text.start_hint)
    } else {
        error.hint(&(out.text().one_of)(&ids.join(", ")))
    })
}

/// Lets time run for a node; what ran for another one is written down first.
fn start(
    node: NodeIdx,
    running: Option<Timer>,
    surroundings: &Surroundings,
    desk: &mut Desk,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Result<(), Stop> {
    let text = out.lang().stats();
    let Some(file) = surroundings.timer_file() else {
        return Err(CliError::failed(out.text().no_home)
            .hint(out.text().no_home_hint)
            .into());
    };
    let roadmap = desk.course.roadmap();
    let timer = Timer::new(
        roadmap.id().as_str(),
        roadmap.node_id(node).as_str(),
        surroundings.environment.now().timestamp(),
    );
    if let Some(before) = running {
        if (&before.roadmap, &before.node) == (&timer.roadmap, &timer.node) {
            let title = title(&before, &desk.course, out);
            out.say(Tone::Plain, &(text.already_started)(title.as_str()))?;
            return Ok(());
        }
        stop(&before, surroundings, desk, out, errors)?;
    }
    timer::start(&file, &timer)
        .map_err(|error| CliError::failed(text.timer_unwritable).because(&error))?;
    let title = title(&timer, &desk.course, out);
    out.say(Tone::Strong, &(text.started)(title.as_str()))?;
    out.say(Tone::Dim, text.stop_hint)?;
    Ok(())
}

/// Writes down what ran, and lets it run no longer.
fn stop(
    timer: &Timer,
    surroundings: &Surroundings,
    desk: &mut Desk,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Result<(), Stop> {
    let (lang, text) = (out.lang(), out.lang().stats());
    let mut ran = timer.ran(surroundings.environment.now().timestamp());
    let title = title(timer, &desk.course, out);
    if let Some(minutes) = timer.written(desk.course.log()) {
        // A stop before this one got no further.
        ran = Ran::Minutes(minutes);
    } else {
        let spent = timer.spent(&desk.course, ran.minutes());
        desk.spend(&spent, timer.record_id(), lang)?;
    }
    if let Some(file) = surroundings.timer_file() {
        timer::clear(&file)
            .map_err(|error| CliError::failed(text.timer_unwritable).because(&error))?;
    }
    for note in desk.journal.take_notes() {
        // Where nobody can be told, the time is still saved.
        let _unheard = error::warn(errors, "", &note);
    }
    let time = (text.duration)(ran.minutes().into());
    let warning = match ran {
        Ran::Minutes(_) => None,
        Ran::TooLong => Some((text.capped)(&time)),
        Ran::Backwards => Some(text.clock_went_back.to_owned()),
    };
    if let Some(warning) = warning {
        let _unheard = error::warn(errors, "", &warning);
    }
    out.say(Tone::Strong, &(text.stopped)(&time, title.as_str()))?;
    Ok(())
}

/// Returns the title of what runs, or its id where it is of another roadmap.
fn title(timer: &Timer, course: &Course, out: &Out<'_>) -> CleanBuf {
    let roadmap = course.roadmap();
    let here = roadmap.id().as_str() == timer.roadmap;
    match roadmap.find(&timer.node).filter(|_| here) {
        Some(node) => roadmap.title(node, out.lang()).to_buf(),
        None => clean::line(&format!("{}/{}", timer.roadmap, timer.node)),
    }
}

/// Lists the time of each topic, and of what lies in none.
fn log(course: &Course, out: &mut Out<'_>) -> std::io::Result<()> {
    let text = out.lang().stats();
    let roadmap = course.roadmap();
    let mut table = Table::new(&[Align::Left, Align::Right]);
    let duration = |minutes: u64| Line::of(Tone::Plain, &(text.duration)(minutes));
    let mut all = 0;
    for topic in topics(course, out) {
        table.row(vec![
            Line::of(Tone::Plain, topic.title),
            duration(topic.minutes),
        ]);
    }
    for (node, timed) in course.times() {
        all += u64::from(timed.spent.minutes);
        if node.is_none() {
            let name = if timed.spent.title.is_empty() {
                &timed.spent.node
            } else {
                &timed.spent.title
            };
            let name = (text.no_longer_there)(name);
            table.row(vec![
                Line::of(Tone::Dim, &name),
                duration(timed.spent.minutes.into()),
            ]);
        }
    }
    if all == 0 {
        return out.say(Tone::Dim, text.nothing_tracked);
    }
    table.row(vec![
        Line::of(Tone::Strong, text.all),
        Line::of(Tone::Strong, &(text.duration)(all)),
    ]);
    out.line(&Line::of(Tone::Strong, roadmap.name(out.lang()).as_str()))?;
    out.blank()?;
    table.print(out, 16)
}

/// Returns the topics on which time was spent, and stages with time of their own.
fn topics<'a>(course: &'a Course, out: &Out<'_>) -> Vec<TopicData<'a>> {
    let roadmap = course.roadmap();
    let data = |node: NodeIdx, minutes: u64| TopicData {
        id: roadmap.node_id(node).as_str(),
        title: roadmap.title(node, out.lang()).as_str(),
        minutes,
    };
    let mut found = Vec::new();
    for node in roadmap.nodes() {
        let minutes = match roadmap.level(node) {
            // A topic may hold further topics, which are counted for themselves.
            Level::Topic | Level::Stage => own_minutes(course, node),
            Level::Concept | Level::Resource => 0,
        };
        if minutes > 0 {
            found.push(data(node, minutes));
        }
    }
    found
}

/// Returns the minutes of a parent and of the resources and concepts directly below it.
fn own_minutes(course: &Course, parent: NodeIdx) -> u64 {
    let roadmap = course.roadmap();
    let is_own = |node: NodeIdx| {
        let is_leaf = matches!(roadmap.level(node), Level::Concept | Level::Resource);
        node == parent || (is_leaf && roadmap.parent(node) == Some(parent))
    };
    course
        .times()
        .filter(|(node, _)| node.is_some_and(is_own))
        .map(|(_, timed)| u64::from(timed.spent.minutes))
        .sum()
}

fn data<'a>(course: &'a Course, running: Option<RunningData>, out: &Out<'_>) -> TrackData<'a> {
    let roadmap = course.roadmap();
    let times: Vec<TimeData<'a>> = course
        .times()
        .map(|(node, timed)| TimeData {
            id: node.map_or(&*timed.spent.node, |node| roadmap.node_id(node).as_str()),
            at: timed.at,
            minutes: timed.spent.minutes,
        })
        .collect();
    TrackData {
        version: json::VERSION,
        roadmap: RoadmapName::of(roadmap, out.lang()),
        running,
        minutes: times.iter().map(|time| u64::from(time.minutes)).sum(),
        topics: topics(course, out),
        times,
    }
}
