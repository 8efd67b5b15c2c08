//! `log`: what was changed when, newest first.

use std::collections::HashSet;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::course::Course;
use crate::journal::Past;
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};

use super::error::{Exit, Outcome};
use super::json::{self, RoadmapName};
use super::out::{Line, Out, Tone};
use super::table::{Align, Table};
use super::view;

#[derive(Debug, Args)]
pub struct LogArgs {
    /// Show this many changes; 20, if not given
    #[arg(
        long,
        short = 'n',
        value_name = "COUNT",
        default_value_t = 20,
        hide_default_value = true
    )]
    pub number: usize,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Serialize)]
struct LogData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    changes: Vec<ChangeData<'a>>,
}

#[derive(Serialize)]
struct ChangeData<'a> {
    id: &'a str,
    /// As recorded: local time with its offset.
    at: &'a str,
    /// `change`, `undo` or `redo`.
    action: &'static str,
    undone: bool,
    nodes: Vec<NodeChangeData>,
}

#[derive(Serialize)]
struct NodeChangeData {
    id: String,
    title: String,
    from: &'static str,
    to: &'static str,
}

pub fn run(args: &LogArgs, course: &Course, out: &mut Out<'_>) -> Outcome {
    let history: Vec<Past<'_>> = course
        .log()
        .history(course.roadmap().id().as_str())
        .collect();
    let undone = undone(&history);
    let newest = &history[..history.len().min(args.number)];
    if args.json {
        let changes = newest
            .iter()
            .map(|past| data(past, undone.contains(past.id.as_str()), course, out))
            .collect();
        let roadmap = RoadmapName::of(course.roadmap(), out.lang());
        out.json(&LogData {
            version: json::VERSION,
            roadmap,
            changes,
        })?;
        return Ok(Exit::Good);
    }
    if history.is_empty() {
        out.say(Tone::Dim, out.text().nothing_logged)?;
        return Ok(Exit::Good);
    }
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left]);
    for past in newest {
        table.row(row(past, undone.contains(past.id.as_str()), course, out));
    }
    table.print(out, usize::MAX)?;
    if newest.len() < history.len() {
        out.blank()?;
        out.say(
            Tone::Dim,
            &(out.text().shown_changes)(newest.len(), history.len()),
        )?;
    }
    Ok(Exit::Good)
}

/// Returns the ids of the changes that are taken back now.
fn undone<'a>(history: &[Past<'a>]) -> HashSet<&'a str> {
    let mut undone = HashSet::new();
    for past in history.iter().rev() {
        if let Some(id) = past.undoes() {
            undone.insert(id);
        } else if let Some(id) = past.redoes() {
            undone.remove(id);
        }
    }
    undone
}

fn row(past: &Past<'_>, undone: bool, course: &Course, out: &Out<'_>) -> Vec<Line> {
    let text = out.text();
    let change = &past.change();
    let subject = course.subject(change, out.lang());
    let id = match &change.nodes[..] {
        [only] => format!(" ({})", course.id_of(only)),
        [] | [..] => String::new(),
    };
    let tone = if undone { Tone::Dim } else { Tone::Plain };
    let note = match (&change.origin, undone) {
        (Origin::Done, false) => "",
        (Origin::Done, true) => text.log_undone,
        (Origin::Undoes(_), _) => text.log_undo,
        (Origin::Redoes(_), _) => text.log_redo,
    };
    let note = if note.is_empty() {
        Line::new()
    } else {
        Line::new().space(2).with(Tone::Warning, note)
    };
    vec![
        Line::of(Tone::Dim, &local(past.at)),
        step(change, out),
        Line::of(tone, subject.as_str())
            .with(Tone::Dim, &id)
            .and(note),
    ]
}

/// Shows from what to what; where several nodes came from different statuses, only to what.
fn step(change: &Change, out: &Out<'_>) -> Line {
    let word = |status: Status| view::status(out, status);
    let Some(NodeChange { from, to, .. }) = change.nodes.first() else {
        return Line::new();
    };
    let arrow = Line::new().space(1).with(Tone::Dim, "->").space(1);
    let same_to = change.nodes.iter().all(|node| node.to == *to);
    let same_from = change.nodes.iter().all(|node| node.from == *from);
    match (same_from, same_to) {
        (true, true) => word(*from).and(arrow).and(word(*to)),
        (false, true) => Line::of(Tone::Dim, out.text().various)
            .and(arrow)
            .and(word(*to)),
        (true, false) => word(*from).and(arrow).with(Tone::Dim, out.text().various),
        (false, false) => Line::of(Tone::Dim, out.text().various),
    }
}

/// Shows a recorded time in the local time zone of today.
fn local(at: &str) -> String {
    match at.parse::<Timestamp>() {
        Ok(at) => at
            .to_zoned_datetime(TimeZone::system())
            .strftime("%Y-%m-%d %H:%M")
            .to_string(),
        Err(_) => at.to_owned(),
    }
}

fn data<'a>(past: &Past<'a>, undone: bool, course: &Course, out: &Out<'_>) -> ChangeData<'a> {
    let change = past.change();
    let node = |node: NodeChange| NodeChangeData {
        title: course.title_of(&node, out.lang()).to_string(),
        id: node.node,
        from: node.from.word(),
        to: node.to.word(),
    };
    ChangeData {
        id: past.id.as_str(),
        at: past.at,
        action: match change.origin {
            Origin::Done => "change",
            Origin::Undoes(_) => "undo",
            Origin::Redoes(_) => "redo",
        },
        undone,
        nodes: change.nodes.into_iter().map(node).collect(),
    }
}
