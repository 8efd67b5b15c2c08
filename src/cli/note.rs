//! `note`: what the person writes about a node, in the editor or as one line.

use std::io::Read as _;

use clap::Args;

use crate::course::Course;
use crate::journal::NoteDeed;
use crate::launch;
use crate::notes::{self, Edit, Place, Written};
use crate::roadmap::NodeIdx;

use super::desk::{Desk, Surroundings};
use super::error::{self, CliError, Exit, Outcome, Stop};
use super::out::{Line, Out, Tone};
use super::pick::pick;
use super::view;

/// The longest text that is taken from standard input, in MiB.
const LONGEST_MIB: usize = 1;

#[derive(Debug, Args)]
pub struct NoteArgs {
    /// Id, or a part of it that fits only one
    #[arg(value_name = "ID")]
    pub id: String,

    /// A line to add, `-` for standard input; without any your editor opens, and without a terminal the note is printed
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Vec<String>,
}

pub fn run(
    args: &NoteArgs,
    surroundings: &Surroundings,
    desk: &mut Desk,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let (lang, text) = (out.lang(), out.lang().notes());
    let course = &desk.course;
    let node = pick(course.roadmap(), &args.id).map_err(|error| error.explain(lang, &args.id))?;
    let environment = &surroundings.environment;
    let is_terminal = environment.stdin_is_terminal && environment.stdout_is_terminal;
    if args.text.is_empty() && !is_terminal {
        return print(course, node, out);
    }
    // A flag must not become a part of a note, in which nobody looks for it.
    let mut words = args.text.iter();
    let first = words.next().filter(|word| looks_like_flag(word, "-"));
    if let Some(flag) = first.or_else(|| words.find(|word| looks_like_flag(word, "--"))) {
        let error = CliError::usage(&(out.text().no_flag)(flag));
        return Err(error.hint(text.flag_hint).into());
    }
    let place = place(surroundings, course, node, out)?;
    let edit = match &args.text[..] {
        [] => edited(&place, surroundings, out)?,
        [dash] if dash == "-" => {
            let text = standard_input(out)?;
            added(notes::add_text(&place, &text), out)?
        }
        words => added(notes::add_line(&place, &words.join(" ")), out)?,
    };
    let (said, deed) = match edit {
        Edit::Unchanged => (text.unchanged, None),
        Edit::Written => (text.saved, Some(NoteDeed::Written)),
        Edit::Removed => (text.removed, Some(NoteDeed::Removed)),
    };
    let named = view::named(course.roadmap(), node, out);
    out.line(&Line::of(Tone::Plain, &named).space(2).with(Tone::Dim, said))?;
    if let Some(deed) = deed {
        let id = course.roadmap().node_id(node).to_string();
        if let Err(error) = desk.record_note(&id, deed) {
            // Where nobody can be told, the note is still saved.
            let _unheard = error::warn(errors, text.not_recorded, &error.to_string());
        }
    }
    Ok(Exit::Good)
}

fn looks_like_flag(word: &str, mark: &str) -> bool {
    word.len() > mark.len() && word.starts_with(mark) && !word.contains(' ')
}

/// Prints a note as it was written, for other programs.
fn print(course: &Course, node: NodeIdx, out: &mut Out<'_>) -> Outcome {
    let mut notes = course.notes_of(node).peekable();
    if notes.peek().is_none() {
        let text = out.lang().notes();
        let id = course.roadmap().node_id(node);
        return Err(CliError::failed(&(text.no_note)(id.as_str()))
            .hint(text.add_hint)
            .into());
    }
    for line in notes.flat_map(|note| note.text().lines()) {
        out.whole(&Line::of(Tone::Plain, line.as_str()))?;
    }
    Ok(Exit::Good)
}

/// Returns where the note of a node lies.
pub fn place(
    surroundings: &Surroundings,
    course: &Course,
    node: NodeIdx,
    out: &Out<'_>,
) -> Result<Place, CliError> {
    let paths = surroundings
        .paths
        .as_ref()
        .map_err(|_| CliError::failed(out.lang().notes().no_home).hint(out.text().no_home_hint))?;
    let id = course.note_id(node);
    Ok(Place::new(&paths.notes(), course.roadmap(), id.as_str()))
}

fn added(
    result: Result<Option<Written>, notes::NoteError>,
    out: &Out<'_>,
) -> Result<Edit, CliError> {
    let text = out.lang().notes();
    match result {
        Ok(Some(written)) => Ok(written.edit),
        Ok(None) => Err(CliError::usage(text.nothing_to_add)),
        Err(error) => Err(CliError::failed(text.not_saved).because(&error)),
    }
}

fn standard_input(out: &Out<'_>) -> Result<String, CliError> {
    let most = LONGEST_MIB << 20;
    let mut bytes = Vec::new();
    let input = std::io::stdin().lock();
    input
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::failed(out.lang().notes().not_saved).because(&error))?;
    if bytes.len() > most {
        let too_long = (out.lang().notes().too_long)(LONGEST_MIB);
        return Err(CliError::failed(&too_long));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Gives the note to the editor and looks at what it left. An editor that failed may have saved all the same.
fn edited(place: &Place, surroundings: &Surroundings, out: &mut Out<'_>) -> Result<Edit, Stop> {
    let text = out.lang().notes();
    let plan = launch::plan_edit(&surroundings.environment, &place.folder(), place.file())
        .map_err(|error| {
            CliError::failed(text.no_editor)
                .because(&error)
                .hint(text.editor_hint)
        })?;
    let not_saved = |error: notes::NoteError| CliError::failed(text.not_saved).because(&error);
    let editing = notes::begin(place.clone()).map_err(not_saved)?;
    out.flush()?;
    let ran = launch::edit(&plan);
    let edit = editing.finish().map_err(not_saved)?.edit;
    match ran {
        Ok(()) => Ok(edit),
        Err(error @ launch::LaunchError::Start { .. }) => Err(CliError::failed(text.no_editor)
            .because(&error)
            .hint(text.editor_hint)
            .into()),
        Err(error) => {
            let told = CliError::failed(text.editor_failed).because(&error);
            Err(match edit {
                Edit::Unchanged | Edit::Removed => told,
                Edit::Written => told.hint(&(text.kept_at)(&place.path().to_string_lossy())),
            }
            .into())
        }
    }
}
