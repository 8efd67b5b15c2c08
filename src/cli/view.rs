//! How the parts of a roadmap are printed, alike in all commands.

use crate::course::Course;
use crate::progress::{Progress, Status, Tally};
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::{Clean, CleanBuf, width};

use super::out::{Line, Out, Tone};

/// Cells of a bar.
const BAR: usize = 20;
/// Columns between two columns of text.
const GAP: usize = 2;

/// Returns the mark of a status, coloured.
#[must_use]
pub fn mark(out: &Out<'_>, status: Status) -> Line {
    Line::of(Tone::of(status), out.marks().status(status).as_str())
}

/// Returns `done/counted`.
#[must_use]
pub fn fraction(tally: Tally) -> String {
    format!("{}/{}", tally.done, tally.counted())
}

/// Returns the percent, right-aligned in four columns; blank where nothing counts.
#[must_use]
pub fn percent(tally: Tally) -> String {
    tally
        .percent()
        .map_or_else(|| " ".repeat(4), |percent| format!("{percent:>3}%"))
}

/// Returns a bar for what is done of what counts.
#[must_use]
pub fn bar(out: &Out<'_>, tally: Tally) -> Line {
    let (full, rest) = crate::symbols::Symbols::bar(BAR, tally.done, tally.counted());
    Line::of(Tone::Done, &out.marks().bar_full.repeat(full))
        .with(Tone::Dim, &out.marks().bar_rest.repeat(rest))
}

/// Returns the minutes of a resource, with `~` where they are only typical of its kind.
#[must_use]
pub fn minutes(out: &Out<'_>, course: &Course, node: NodeIdx) -> Option<String> {
    let minutes = course.minutes(node)?;
    Some((out.words().minutes)(minutes.value, minutes.is_known))
}

/// Returns the roadmap's name with how much of its goal is done.
#[must_use]
pub fn headline(out: &Out<'_>, roadmap: &Roadmap, progress: &Progress) -> Line {
    let goal = progress.goal(roadmap).resources;
    let beside = progress.beside_goal(roadmap).resources;
    let line = Line::of(Tone::Strong, roadmap.name(out.lang()).as_str())
        .space(GAP)
        .and(bar(out, goal))
        .with(Tone::Plain, &percent(goal))
        .space(GAP)
        .with(Tone::Plain, &fraction(goal));
    if beside.all() == 0 {
        return line;
    }
    line.space(GAP).with(
        Tone::Dim,
        &(out.words().beside_goal)(beside.done, beside.counted()),
    )
}

/// A row of the tree: id, a figure, title.
struct Row {
    id: Line,
    figure: Line,
    title: Line,
}

/// Prints the shown nodes as a tree in three columns.
pub fn tree(
    out: &mut Out<'_>,
    roadmap: &Roadmap,
    progress: &Progress,
    shown: &[bool],
) -> std::io::Result<()> {
    let nodes: Vec<NodeIdx> = roadmap
        .nodes()
        .filter(|node| shown[node.position()])
        .collect();
    let rows: Vec<Row> = nodes
        .iter()
        .map(|node| row(out, roadmap, progress, *node))
        .collect();
    let widest = |column: fn(&Row) -> &Line| {
        rows.iter()
            .map(|row| column(row).columns())
            .max()
            .unwrap_or(0)
    };
    let (id_columns, figure_columns) = (widest(|row| &row.id), widest(|row| &row.figure));
    for (node, row) in nodes.iter().zip(rows) {
        if roadmap.level(*node) == Level::Stage {
            out.blank()?;
        }
        let line = row
            .id
            .padded(id_columns)
            .space(GAP)
            .and(row.figure.right(figure_columns))
            .space(GAP)
            .and(row.title);
        out.line(&line)?;
    }
    Ok(())
}

fn row(out: &Out<'_>, roadmap: &Roadmap, progress: &Progress, node: NodeIdx) -> Row {
    let id = roadmap.node_id(node);
    let title = roadmap.title(node, out.lang()).as_str();
    let status = progress.status(roadmap, node);
    let indent = Line::new().space(2 * roadmap.depth(node));
    match roadmap.level(node) {
        level @ (Level::Stage | Level::Topic) => {
            let tally = progress.tallies(node).resources;
            let tone = if level == Level::Stage {
                Tone::Strong
            } else {
                Tone::Plain
            };
            Row {
                id: indent.with(tone, id.as_str()),
                figure: Line::of(
                    Tone::Plain,
                    &format!("{} {}", fraction(tally), percent(tally)),
                ),
                title: Line::of(tone, title),
            }
        }
        level @ (Level::Concept | Level::Resource) => {
            let kind = match roadmap.kind(node) {
                Some(kind) => (out.words().kinds)(kind),
                None => out.text().key_idea,
            };
            let tone = match status {
                Status::Todo | Status::Doing => Tone::Plain,
                Status::Done | Status::Skipped => Tone::Dim,
            };
            let core = level == Level::Resource && roadmap.is_core(node);
            let star = if core { out.marks().core } else { "" };
            Row {
                id: indent
                    .and(mark(out, status))
                    .space(1)
                    .with(tone, id.as_str()),
                figure: Line::of(Tone::Dim, kind),
                title: Line::of(tone, title)
                    .space(usize::from(core))
                    .with(Tone::Doing, star),
            }
        }
    }
}

/// Prints label and text pairs with the texts below each other; texts are wrapped.
pub fn facts(out: &mut Out<'_>, facts: &[(&str, CleanBuf)]) -> std::io::Result<()> {
    let label_columns = facts
        .iter()
        .map(|(label, _)| columns(label))
        .max()
        .unwrap_or(0);
    for (label, text) in facts {
        let label = Line::of(Tone::Dim, label).padded(label_columns + GAP);
        out.prose(&label, Tone::Plain, text.as_str())?;
    }
    Ok(())
}

/// Returns the columns of a text of the program's own.
fn columns(text: &str) -> usize {
    width::columns(crate::text::clean::line(text).as_clean())
}

/// Returns the title of a node with its id.
#[must_use]
pub fn named(roadmap: &Roadmap, node: NodeIdx, out: &Out<'_>) -> String {
    let title: Clean<'_> = roadmap.title(node, out.lang());
    format!("{title} ({})", roadmap.node_id(node))
}
