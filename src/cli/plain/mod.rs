//! `--plain`: lines of plain sentences in place of drawing, for screen readers, simple terminals and scripts.
//!
//! Without a command it is a dialogue on standard input and output; `list`, `show`, `next` and `stats` say in sentences what they
//! draw otherwise.

pub mod dialogue;
pub mod print;
pub mod request;
pub mod say;
pub mod target;

use std::io::{self, BufRead, Read as _};

use crate::course::Course;
use crate::course::editions::Editions;
use crate::journal::NoteDeed;
use crate::launch::{self, Plan, WhyNot};
use crate::notes;
use crate::roadmap::NodeIdx;
use crate::roadmap::url::Link;

use super::desk::{Desk, Surroundings};
use super::diff;
use super::error::{self, CliError, Exit, Outcome};
use super::mark;
use super::out::{Out, Tone};
use super::select;

use dialogue::{Dialogue, Effect};

/// The longest line that is read, in bytes; what is beyond it is dropped.
const LONGEST: u64 = 16 * 1024;

/// Runs the dialogue until it is left or the input ends.
pub fn run(
    surroundings: &Surroundings,
    stage: Option<&str>,
    mut desk: Desk,
    input: &mut dyn BufRead,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let stage = stage
        .map(|typed| select::stage(desk.course.roadmap(), typed, out.lang()))
        .transpose()?;
    let is_asked = surroundings.environment.stdin_is_terminal;
    let today = surroundings.environment.now().date();
    let mut dialogue = Dialogue::new(&desk.course, stage, today, out.lang());
    let mut exit = Exit::Good;
    lines(&dialogue.welcome(&desk.course), out)?;
    let before = desk.edition_before();
    if let Some(before) = &before {
        let said = Editions::new(before, &desk.course)
            .sentences(out.lang())
            .into_iter()
            .next();
        let said = said.map(|said| say::sentence(&said, out.lang()));
        lines(said.as_slice(), out)?;
    }
    loop {
        if is_asked {
            out.fixed("> ")?;
        }
        out.flush()?;
        let Some(typed) = read(input)? else {
            return Ok(exit);
        };
        if desk.journal.poll_changed() {
            let log = desk.journal.glance();
            desk.course.refresh(log);
        }
        let turn = dialogue.answer(&desk.course, &typed);
        if let Some(Effect::Speak(lang)) = turn.effect {
            out.speak(lang);
            errors.speak(lang);
        }
        lines(&turn.lines, out)?;
        let done = match turn.effect {
            None | Some(Effect::Speak(_)) => continue,
            Some(Effect::Quit) => return Ok(exit),
            Some(Effect::Changes) => {
                changes(before.as_ref(), &desk, out)?;
                continue;
            }
            Some(Effect::Open(link)) => {
                open(&link, surroundings, out, errors)?;
                continue;
            }
            Some(Effect::Record(change)) => mark::record(&change, &mut desk, errors)
                .map(|()| dialogue.recorded(&desk.course, &change)),
            Some(Effect::Note(node, words)) => {
                note(node, &words, surroundings, &mut desk, out, errors)
                    .map(|()| dialogue.noted(&desk.course, node))
            }
        };
        match done {
            Ok(said) => lines(&said, out)?,
            Err(error) => {
                exit = Exit::Failed;
                tell(&error, out, errors)?;
            }
        }
    }
}

/// Says what changed since the person looked, which then is seen.
fn changes(before: Option<&Course>, desk: &Desk, out: &mut Out<'_>) -> io::Result<()> {
    let Some(before) = before else {
        return out.say(Tone::Plain, out.lang().changes().nothing_since);
    };
    diff::print(&Editions::new(before, &desk.course), out)?;
    if let Some(seen) = &desk.seen {
        // Where it cannot be remembered, it is told again.
        let _ = seen.remember();
    }
    Ok(())
}

/// Adds a line to the note of a node, and reads the notes again.
fn note(
    node: NodeIdx,
    words: &str,
    surroundings: &Surroundings,
    desk: &mut Desk,
    out: &Out<'_>,
    errors: &mut Out<'_>,
) -> Result<(), CliError> {
    let text = out.lang().notes();
    let place = super::note::place(surroundings, &desk.course, node, out)?;
    let added = notes::add_line(&place, words)
        .map_err(|error| CliError::failed(text.not_saved).because(&error))?;
    if added.is_none() {
        return Err(CliError::usage(text.nothing_to_add));
    }
    let id = desk.course.roadmap().node_id(node).to_string();
    if let Err(error) = desk.record_note(&id, NoteDeed::Written) {
        // Where nobody can be told, the note is still saved.
        let _unheard = error::warn(errors, text.not_recorded, &error.to_string());
    }
    desk.read_notes(surroundings);
    Ok(())
}

fn lines(lines: &[String], out: &mut Out<'_>) -> io::Result<()> {
    lines.iter().try_for_each(|line| out.say(Tone::Plain, line))
}

/// Says an error between the answers, in the order in which things happened.
fn tell(error: &CliError, out: &mut Out<'_>, errors: &mut Out<'_>) -> io::Result<()> {
    out.flush()?;
    // Where nobody can be told, the dialogue goes on.
    let _unheard = error.print(errors);
    Ok(())
}

/// Opens a link; where it cannot be opened, its address was said, and why is said now.
fn open(
    link: &Link,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> io::Result<()> {
    let text = out.text();
    let plan = launch::plan(
        surroundings.settings.open.value.as_ref(),
        &surroundings.environment,
        link,
    );
    let why = match &plan {
        Plan::ShowOnly { why, .. } => match why {
            WhyNot::OverSsh => text.shown_over_ssh.to_owned(),
            WhyNot::NoDisplay => text.shown_without_display.to_owned(),
            WhyNot::BadCommand { from, command } => (text.bad_open_command)(from, command),
        },
        Plan::Run { .. } | Plan::SystemDefault { .. } => {
            out.flush()?;
            return match launch::run(&plan) {
                Ok(()) => Ok(()),
                Err(error) => {
                    let failed = CliError::failed(&(text.not_opened)(link.as_str()));
                    tell(&failed.because(&error), out, errors)
                }
            };
        }
    };
    out.say(Tone::Plain, &say::sentence(&why, out.lang()))
}

/// Reads a line; `None` at the end of the input.
fn read(input: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if input.take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if !bytes.ends_with(b"\n") && bytes.len() as u64 == LONGEST {
        input.skip_until(b'\n')?;
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}
