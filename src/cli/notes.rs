//! `notes`: all that the person wrote about a roadmap.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::course::Course;
use crate::notes::{ConflictCopy, Note};
use crate::roadmap::NodeIdx;

use super::args::JsonArgs;
use super::desk::Surroundings;
use super::error::{self, CliError, Exit, Outcome};
use super::json::{self, RoadmapName};
use super::out::{Line, Out, Tone};

#[derive(Serialize)]
struct NotesData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    /// In the order of the roadmap.
    notes: Vec<NodeNoteData<'a>>,
    /// Notes on what is not in the roadmap any more.
    orphans: Vec<NoteData<'a>>,
    problems: Vec<ProblemData<'a>>,
}

#[derive(Serialize)]
struct NodeNoteData<'a> {
    id: &'a str,
    title: &'a str,
    note: NoteData<'a>,
}

/// A note as `--json` prints it.
#[derive(Debug, Serialize)]
pub struct NoteData<'a> {
    /// Name of its file.
    file: String,
    modified: Option<String>,
    /// Markdown.
    text: &'a str,
    /// Whether the end is missing, as the note is very long.
    cut: bool,
    conflicts: Vec<ConflictData<'a>>,
}

#[derive(Debug, Serialize)]
struct ConflictData<'a> {
    file: &'a str,
    modified: Option<String>,
    text: &'a str,
}

#[derive(Serialize)]
struct ProblemData<'a> {
    file: &'a str,
    why: String,
}

impl<'a> NoteData<'a> {
    #[must_use]
    pub fn of(note: &'a Note) -> NoteData<'a> {
        let conflict = |copy: &'a ConflictCopy| ConflictData {
            file: copy.file.as_str(),
            modified: copy.modified.map(time),
            text: copy.text.as_str(),
        };
        NoteData {
            file: format!("{}.md", note.id),
            modified: note.modified.map(time),
            text: note.text.as_str(),
            cut: note.is_cut,
            conflicts: note.conflicts.iter().map(conflict).collect(),
        }
    }
}

pub fn run(
    args: &JsonArgs,
    surroundings: &Surroundings,
    course: &Course,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let text = out.lang().notes();
    if surroundings.paths.is_err() {
        return Err(CliError::failed(text.no_home)
            .hint(out.text().no_home_hint)
            .into());
    }
    let roadmap = course.roadmap();
    let written: Vec<(NodeIdx, &Note)> = roadmap
        .nodes()
        .flat_map(|node| course.notes_of(node).map(move |note| (node, note)))
        .collect();
    let problems = course.notes().problems();
    if args.json {
        let notes = written
            .iter()
            .map(|(node, note)| NodeNoteData {
                id: roadmap.node_id(*node).as_str(),
                title: roadmap.title(*node, out.lang()).as_str(),
                note: NoteData::of(note),
            })
            .collect();
        let problems = problems
            .iter()
            .map(|problem| ProblemData {
                file: problem.file.as_str(),
                why: (text.not_read)(&problem.why),
            })
            .collect();
        out.json(&NotesData {
            version: json::VERSION,
            roadmap: RoadmapName::of(roadmap, out.lang()),
            notes,
            orphans: course.orphan_notes().map(NoteData::of).collect(),
            problems,
        })?;
        return Ok(Exit::Good);
    }
    for problem in problems {
        // Where nobody can be told, the rest is still listed.
        let _unheard = error::warn(
            errors,
            problem.file.as_str(),
            &(text.not_read)(&problem.why),
        );
    }
    print(course, &written, out)?;
    Ok(Exit::Good)
}

fn print(course: &Course, written: &[(NodeIdx, &Note)], out: &mut Out<'_>) -> std::io::Result<()> {
    let (roadmap, text) = (course.roadmap(), out.lang().notes());
    let orphans: Vec<&Note> = course.orphan_notes().collect();
    if written.is_empty() && orphans.is_empty() {
        return out.say(Tone::Dim, text.none_yet);
    }
    for (node, note) in written {
        let title = roadmap.title(*node, out.lang());
        let head = Line::of(Tone::Strong, title.as_str())
            .with(Tone::Dim, &format!(" ({})", roadmap.node_id(*node)));
        print_one(head, note, out)?;
    }
    if !orphans.is_empty() {
        if !written.is_empty() {
            out.blank()?;
        }
        out.say(Tone::Dim, &(text.orphans)(orphans.len()))?;
        for note in orphans {
            print_one(Line::of(Tone::Strong, note.id.as_str()), note, out)?;
        }
    }
    Ok(())
}

/// Prints whose a note is and its date, then its first line and its copies.
fn print_one(head: Line, note: &Note, out: &mut Out<'_>) -> std::io::Result<()> {
    let date = note.modified.map(day).unwrap_or_default();
    out.line(&head.space(2).with(Tone::Dim, &date))?;
    let first = note.first_line();
    if !first.is_empty() {
        out.line(&Line::new().space(2).with(Tone::Plain, first.as_str()))?;
    }
    for copy in &note.conflicts {
        let line = Line::new()
            .space(2)
            .with(Tone::Warning, out.lang().notes().conflict_copy)
            .with(Tone::Plain, copy.file.as_str());
        out.whole(&line)?;
    }
    Ok(())
}

/// Returns the day of a time, where the person is.
#[must_use]
pub fn day(time: Timestamp) -> String {
    let local = time.to_zoned_datetime(TimeZone::system());
    local.strftime("%Y-%m-%d").to_string()
}

/// Returns a time with its offset, where the person is.
fn time(time: Timestamp) -> String {
    let local = time.to_zoned_datetime(TimeZone::system());
    local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
