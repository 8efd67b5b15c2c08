//! `done`, `doing`, `skip`, `todo`: one change of everything that was named.

use clap::Args;

use crate::progress::Status;
use crate::progress::change::Change;
use crate::roadmap::NodeIdx;

use super::desk::Desk;
use super::error::{self, CliError, Exit, Outcome};
use super::out::{Line, Out, Tone};
use super::pick::pick;
use super::plain::say;
use super::view;

#[derive(Debug, Args)]
pub struct MarkArgs {
    /// Ids, or parts of them that fit only one
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}

#[derive(Debug, Args)]
pub struct UndoArgs {}

/// Changes that are named one by one.
const NAMED: usize = 12;

pub fn run(
    args: &MarkArgs,
    to: Status,
    desk: &mut Desk,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let roadmap = desk.course.roadmap();
    let mut leaves: Vec<NodeIdx> = Vec::new();
    for id in &args.ids {
        let node = pick(roadmap, id).map_err(|error| error.explain(out.lang(), id))?;
        let below = desk.course.leaves(node);
        if below.is_empty() {
            return Err(CliError::failed(&(out.text().nothing_below)(id)).into());
        }
        leaves.extend(below);
    }
    leaves.sort_unstable();
    leaves.dedup();
    let Some(change) = desk.course.change(&leaves, to) else {
        let word = (out.words().statuses)(to);
        let line = view::mark(out, to)
            .space(1)
            .with(Tone::Plain, &(out.text().already)(leaves.len(), word));
        out.line(&line)?;
        return Ok(Exit::Good);
    };
    record(&change, desk, errors)?;
    if out.is_plain() {
        out.say(
            Tone::Plain,
            &say::changed(&desk.course, &change, to, out.lang()),
        )?;
    } else if args.ids.len() == 1 && change.nodes.len() > 1 {
        print_parent(&args.ids[0], change.nodes.len(), to, desk, out)?;
    } else {
        print_each(&change, desk, out)?;
    }
    out.say(Tone::Dim, out.text().undo_hint)?;
    Ok(Exit::Good)
}

/// Writes a change down, and says what went wrong beside it.
pub fn record(change: &Change, desk: &mut Desk, errors: &mut Out<'_>) -> Result<(), CliError> {
    desk.record(change, errors.lang())?;
    for note in desk.journal.take_notes() {
        // Where nobody can be told, the change is still saved.
        let _unheard = error::warn(errors, "", &note);
    }
    Ok(())
}

/// Names every node that changed.
fn print_each(change: &Change, desk: &Desk, out: &mut Out<'_>) -> std::io::Result<()> {
    for node in change.nodes.iter().take(NAMED) {
        let title = desk.course.title_of(node, out.lang());
        out.line(&changed(
            node.from,
            node.to,
            title.as_str(),
            desk.course.id_of(node),
            out,
        ))?;
    }
    let others = change.nodes.len().saturating_sub(NAMED);
    if others > 0 {
        out.say(Tone::Dim, &(out.text().and_others)(others))?;
    }
    Ok(())
}

/// Names the stage or topic of which everything changed.
fn print_parent(
    id: &str,
    count: usize,
    to: Status,
    desk: &Desk,
    out: &mut Out<'_>,
) -> std::io::Result<()> {
    let roadmap = desk.course.roadmap();
    let Ok(node) = pick(roadmap, id) else {
        return Ok(());
    };
    let tallies = desk.course.progress().tallies(node);
    let line = view::mark(out, to)
        .space(1)
        .with(Tone::Plain, &view::named(roadmap, node, out))
        .space(2)
        .with(
            Tone::Dim,
            &(out.text().changed_below)(count, (out.words().statuses)(to)),
        )
        .space(2)
        .with(Tone::Dim, &view::fraction(tallies.resources));
    out.line(&line)
}

fn changed(from: Status, to: Status, title: &str, id: &str, out: &Out<'_>) -> Line {
    let words = out.words();
    view::mark(out, to)
        .space(1)
        .with(Tone::Plain, title)
        .with(Tone::Dim, &format!(" ({id})"))
        .space(2)
        .with(Tone::Dim, (words.statuses)(from))
        .with(Tone::Dim, " -> ")
        .with(Tone::of(to), (words.statuses)(to))
}

/// `undo`: takes the last change of this device back.
pub fn undo(desk: &mut Desk, out: &mut Out<'_>, errors: &mut Out<'_>) -> Outcome {
    let Some(change) = desk.course.undo() else {
        out.say(Tone::Plain, out.words().nothing_to_undo)?;
        return Ok(Exit::Good);
    };
    record(&change, desk, errors)?;
    let subject = desk.course.subject(&change, out.lang());
    out.say(Tone::Strong, &(out.words().undone)(subject.as_str()))?;
    print_each(&change, desk, out)?;
    out.say(Tone::Dim, out.text().redo_hint)?;
    Ok(Exit::Good)
}

/// `redo`: does what was undone last again.
pub fn redo(desk: &mut Desk, out: &mut Out<'_>, errors: &mut Out<'_>) -> Outcome {
    let Some(change) = desk.course.redo() else {
        out.say(Tone::Plain, out.words().nothing_to_redo)?;
        return Ok(Exit::Good);
    };
    record(&change, desk, errors)?;
    let subject = desk.course.subject(&change, out.lang());
    out.say(Tone::Strong, &(out.words().redone)(subject.as_str()))?;
    print_each(&change, desk, out)?;
    out.say(Tone::Dim, out.text().undo_hint)?;
    Ok(Exit::Good)
}
