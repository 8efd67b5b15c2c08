//! What is said of a document that became a roadmap: counts, and all that was left out, changed and guessed.

use std::io;

use serde::Serialize;

use super::super::diff::EditionsData;
use super::super::error::{Exit, Outcome};
use super::super::json::{self, LevelCounts};
use super::super::out::{Line, Out, Tone};
use super::super::roadmaps::sentence;
use super::super::shelf;
use super::progress::Taken;
use super::{ImportArgs, Made};
use crate::import::Imported;
use crate::import::report::{Note, Sort};
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::Roadmap;
use crate::roadmap::library::Counts;
use crate::shelf::Added;

#[derive(Serialize)]
pub(super) struct ImportData<'a> {
    version: u32,
    id: String,
    title: String,
    format: &'static str,
    counts: LevelCounts,
    /// Boxes and signs of a status in the document.
    boxes: usize,
    /// Kinds that were guessed by address and words.
    kinds: usize,
    states: StateCounts,
    /// Where it was written.
    file: Option<String>,
    /// Where the files are now whose place it took.
    put_aside: Vec<String>,
    notes: Vec<NoteData>,
    /// What was ticked, timed and noted of it; nothing where that was not asked for.
    taken: Option<&'a Taken>,
    /// What is different from the roadmap whose place it takes; nothing where it takes none.
    editions: Option<EditionsData<'a>>,
}

#[derive(Default, Serialize)]
struct StateCounts {
    doing: usize,
    done: usize,
    skip: usize,
}

#[derive(Serialize)]
struct NoteData {
    /// The file beside the document that it is about; left out for the document itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    line: u32,
    sort: &'static str,
    what: &'static str,
    text: String,
}

/// Says what came of the document and what did not.
pub(super) fn tell(args: &ImportArgs, made: &Made, out: &mut Out<'_>) -> Outcome {
    let text = out.lang().import();
    let roadmap: &Roadmap = &made.imported.roadmap;
    let title = Line::of(Tone::Strong, roadmap.name(out.lang()).as_str())
        .with(Tone::Dim, &format!(" ({})", roadmap.id()))
        .space(2)
        .with(Tone::Plain, &sentence(Counts::of(roadmap), out));
    out.line(&title)?;
    let report = &made.imported.report;
    let states = states(&made.imported);
    if report.boxes > 0 {
        out.say(
            Tone::Plain,
            &(text.boxes)(report.boxes, states.done, states.doing, states.skip),
        )?;
    }
    if report.kinds > 0 {
        out.say(Tone::Plain, &(text.kinds)(report.kinds))?;
    }
    for sort in Sort::ALL {
        let counts: Vec<_> = report
            .counts()
            .filter(|(what, _)| what.sort() == sort)
            .collect();
        if counts.is_empty() {
            continue;
        }
        out.say(Tone::Strong, (text.sorts)(sort))?;
        for (what, count) in counts {
            let number = Line::of(Tone::Plain, &count.to_string()).right(6).space(2);
            out.line(&number.with(Tone::Plain, (text.whats)(what, count)))?;
        }
    }
    let some = !report.notes().is_empty();
    list(report.notes(), args.report, out)?;
    if some && !args.report {
        out.say(Tone::Dim, text.report_hint)?;
    }
    Ok(Exit::Good)
}

/// Lists what happened, with its line.
pub(super) fn list(notes: &[Note], is_wanted: bool, out: &mut Out<'_>) -> io::Result<()> {
    if !is_wanted || notes.is_empty() {
        return Ok(());
    }
    let text = out.lang().import();
    out.blank()?;
    for note in notes {
        let line = Line::of(Tone::Dim, &note.line.to_string())
            .right(6)
            .space(2)
            .with(Tone::Plain, (text.whats)(note.what, 1));
        let line = if note.text.is_empty() {
            line
        } else {
            line.with(Tone::Plain, out.text().colon)
                .with(Tone::Dim, note.text.as_str())
        };
        let line = match &note.file {
            Some(file) => line.space(2).with(Tone::Dim, file.as_str()),
            None => line,
        };
        out.line(&line)?;
    }
    Ok(())
}

fn states(imported: &Imported) -> StateCounts {
    let count = |status| {
        imported
            .states
            .iter()
            .filter(|state| state.status == status)
            .count()
    };
    StateCounts {
        doing: count(Status::Doing),
        done: count(Status::Done),
        skip: count(Status::Skipped),
    }
}

pub(super) fn data<'a>(
    made: &Made,
    file: Option<&Added>,
    taken: Option<&'a Taken>,
    editions: Option<EditionsData<'a>>,
) -> ImportData<'a> {
    let roadmap = &made.imported.roadmap;
    let report = &made.imported.report;
    let note = |note: &Note| NoteData {
        file: note.file.as_ref().map(ToString::to_string),
        line: note.line,
        sort: note.what.sort().word(),
        what: note.what.word(),
        text: note.text.to_string(),
    };
    ImportData {
        version: json::VERSION,
        id: roadmap.id().to_string(),
        title: roadmap.name(Lang::En).to_string(),
        format: made.format.word(),
        counts: Counts::of(roadmap).into(),
        boxes: report.boxes,
        kinds: report.kinds,
        states: states(&made.imported),
        file: file.map(|file| shelf::shown(&file.path).to_string()),
        put_aside: file.map_or_else(Vec::new, |file| {
            let aside = file.put_aside.iter();
            aside.map(|file| shelf::shown(file).to_string()).collect()
        }),
        notes: report.notes().iter().map(note).collect(),
        taken,
        editions,
    }
}
