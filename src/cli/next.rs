//! `next`: what to do now, and why.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use crate::course::Course;
use crate::progress::Status;
use crate::progress::next::{Minutes, Options, Reason, Suggestion};
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx};

use super::args::FilterArgs;
use super::desk::Surroundings;
use super::error::{Exit, Outcome};
use super::json::{self, NodeData, RoadmapName};
use super::out::{Line, Out, Tone};
use super::{select, view};

/// Suggestions, where nobody says how many.
const USUAL: usize = 3;
/// Suggestions that fill a time, where nobody says how many.
const MOST: usize = 50;

#[derive(Debug, Args)]
pub struct NextArgs {
    /// How many things to suggest; 3, if not given
    #[arg(long, short = 'n', value_name = "COUNT")]
    pub number: Option<usize>,

    /// How many minutes there are to fill
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub minutes: Option<u32>,

    #[command(flatten)]
    pub filter: FilterArgs,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Serialize)]
struct NextData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    /// What the suggestions take together, and whether all of that is known.
    minutes: u32,
    minutes_known: bool,
    suggestions: Vec<SuggestionData<'a>>,
}

#[derive(Serialize)]
struct SuggestionData<'a> {
    node: NodeData<'a>,
    /// `in-progress`, `core-path`, `shortest`, `left`, `after` or `optional`.
    reason: &'static str,
    /// The reason in words.
    why: String,
    /// Id of the topic that was finished before this one.
    unlocked_by: Option<&'a str>,
    /// Ids of the unfinished topics that come before.
    after: Vec<&'a str>,
    minutes: Option<u32>,
    /// Whether the roadmap says so; else it is what is usual for the kind.
    minutes_known: bool,
    /// Whether it takes longer than the time there is.
    part: bool,
}

pub fn run(
    args: &NextArgs,
    surroundings: &Surroundings,
    course: &Course,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let roadmap = course.roadmap();
    let filter = select::filter(course, &args.filter, errors)?;
    let passes = |node: NodeIdx| filter.matches(roadmap, course.progress(), node);
    let usual = if args.minutes.is_some() { MOST } else { USUAL };
    let options = Options {
        count: args.number.unwrap_or(usual),
        minutes: args.minutes,
    };
    let suggestions = course.next(options, &passes);
    let today = surroundings.environment.now().date();
    if args.json {
        let (minutes, minutes_known) = total(&suggestions);
        out.json(&NextData {
            version: json::VERSION,
            roadmap: RoadmapName::of(roadmap, out.lang()),
            minutes,
            minutes_known,
            suggestions: suggestions
                .iter()
                .map(|suggestion| data(suggestion, course, today, out))
                .collect(),
        })?;
        return Ok(Exit::Good);
    }
    if suggestions.is_empty() {
        let said = nothing(args, course, &passes, filter.is_empty(), out);
        out.say(Tone::Plain, &said)?;
        return Ok(Exit::Good);
    }
    // One line is what a prompt of a shell wants.
    if let [only] = &suggestions[..]
        && args.number == Some(1)
        && out.cut_columns().is_none()
    {
        out.whole(&headline(only, Tone::Plain, course, out))?;
        return Ok(Exit::Good);
    }
    if filter.is_empty() && is_core_done(course) {
        out.say(Tone::Done, out.lang().next().core_is_done)?;
        out.blank()?;
    }
    for (index, suggestion) in suggestions.iter().enumerate() {
        if index > 0 {
            out.blank()?;
        }
        let tone = if index == 0 {
            Tone::Strong
        } else {
            Tone::Plain
        };
        let status = course.progress().status(roadmap, suggestion.node);
        let head = view::mark(out, status).space(1);
        out.line(&head.and(headline(suggestion, tone, course, out)))?;
        let why = why(suggestion, course, today, out);
        out.prose(&Line::new().space(2), Tone::Dim, &why)?;
        if let Some(link) = roadmap.link(suggestion.node).map(Link::as_str) {
            out.whole(&Line::new().space(2).with(Tone::Link, link))?;
        }
    }
    let (taken, is_known) = total(&suggestions);
    if let Some(minutes) = args.minutes.filter(|minutes| taken <= *minutes) {
        let length = out.words().minutes;
        let said = (out.lang().next().takes)(&length(taken, is_known), &length(minutes, true));
        out.blank()?;
        out.say(Tone::Dim, &said)?;
    }
    Ok(Exit::Good)
}

/// Returns title, id and length.
fn headline(suggestion: &Suggestion, tone: Tone, course: &Course, out: &Out<'_>) -> Line {
    let roadmap = course.roadmap();
    let title = roadmap.title(suggestion.node, out.lang());
    let line = Line::of(tone, title.as_str()).with(
        Tone::Dim,
        &format!(" ({})", roadmap.node_id(suggestion.node)),
    );
    match suggestion.minutes {
        Some(Minutes { value, is_known }) => line
            .space(2)
            .with(Tone::Plain, &(out.words().minutes)(value, is_known)),
        None => line,
    }
}

fn why(suggestion: &Suggestion, course: &Course, today: Date, out: &Out<'_>) -> String {
    let (text, lang) = (out.lang().next(), out.lang());
    let reason = text.reason(&suggestion.reason, course.roadmap(), today, lang);
    if suggestion.is_part {
        format!("{reason} {} {}", out.marks().dot, text.part_of_it)
    } else {
        reason
    }
}

/// Says why nothing is suggested.
fn nothing(
    args: &NextArgs,
    course: &Course,
    passes: &dyn Fn(NodeIdx) -> bool,
    is_unfiltered: bool,
    out: &Out<'_>,
) -> String {
    let text = out.lang().next();
    let shortest = course.shortest(passes);
    match (args.minutes, shortest) {
        (Some(minutes), Some(shortest)) => {
            let length = out.words().minutes;
            let needed = shortest.minutes.map_or_else(String::new, |minutes| {
                length(minutes.value, minutes.is_known)
            });
            let named = view::named(course.roadmap(), shortest.node, out);
            (text.too_short)(&length(minutes, true), &named, &needed)
        }
        (Some(_) | None, _) if is_unfiltered => text.all_done.to_owned(),
        (Some(_) | None, _) => text.none_fits.to_owned(),
    }
}

/// Tells whether there is a core path, and nothing is left of it in the stages that count.
fn is_core_done(course: &Course) -> bool {
    let (roadmap, progress) = (course.roadmap(), course.progress());
    let mut core = roadmap
        .nodes()
        .filter(|node| roadmap.level(*node) == Level::Resource && roadmap.is_core(*node))
        .filter(|node| !roadmap.is_optional(roadmap.stage_of(*node)))
        .map(|node| progress.status(roadmap, node))
        .peekable();
    core.peek().is_some() && !core.any(Status::is_unfinished)
}

fn total(suggestions: &[Suggestion]) -> (u32, bool) {
    let minutes = || {
        suggestions
            .iter()
            .filter_map(|suggestion| suggestion.minutes)
    };
    let sum = minutes().map(|minutes| minutes.value).sum();
    (sum, minutes().all(|minutes| minutes.is_known))
}

fn data<'a>(
    suggestion: &Suggestion,
    course: &'a Course,
    today: Date,
    out: &Out<'_>,
) -> SuggestionData<'a> {
    let (roadmap, progress) = (course.roadmap(), course.progress());
    let id = |node: &NodeIdx| roadmap.node_id(*node).as_str();
    let (reason, unlocked_by, after) = match &suggestion.reason {
        Reason::InProgress { .. } => ("in-progress", None, Vec::new()),
        Reason::Unlocked { by } => ("core-path", Some(id(by)), Vec::new()),
        Reason::CorePath { .. } => ("core-path", None, Vec::new()),
        Reason::Shortest { .. } => ("shortest", None, Vec::new()),
        Reason::Left { .. } => ("left", None, Vec::new()),
        Reason::After { topics } => ("after", None, topics.iter().map(id).collect()),
        Reason::Optional { .. } => ("optional", None, Vec::new()),
    };
    SuggestionData {
        node: NodeData::of(roadmap, progress, suggestion.node, out.lang()),
        reason,
        why: why(suggestion, course, today, out),
        unlocked_by,
        after,
        minutes: suggestion.minutes.map(|minutes| minutes.value),
        minutes_known: suggestion.minutes.is_some_and(|minutes| minutes.is_known),
        part: suggestion.is_part,
    }
}
