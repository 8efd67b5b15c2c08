//! `attach`: what was recorded for something that is gone belongs to something that is there.

use clap::Args;

use crate::course::Course;
use crate::roadmap::{Hidden, Level};
use crate::text::clean;

use super::desk::Desk;
use super::error::{self, CliError, Exit, Outcome};
use super::out::{Line, Out, Tone};
use super::pick::pick;
use super::view;

#[derive(Debug, Args)]
pub struct AttachArgs {
    /// Id under which it was recorded, as `roadbook doctor` lists it
    #[arg(value_name = "OLD_ID")]
    pub old: String,

    /// Resource or key idea that it belongs to now
    #[arg(value_name = "NEW_ID", required_unless_present = "undo")]
    pub new: Option<String>,

    /// Take back what it was attached to
    #[arg(long, conflicts_with = "new")]
    pub undo: bool,
}

pub fn run(args: &AttachArgs, desk: &mut Desk, out: &mut Out<'_>) -> Outcome {
    let (lang, text) = (out.lang(), out.lang().changes());
    let (course, roadmap) = (&desk.course, desk.course.roadmap());
    let old = clean::line(args.old.trim());
    let old = old.as_str();
    let is_attached = course
        .log()
        .attachments(roadmap.id().as_str())
        .any(|attached| attached.node == old);
    let Some(new) = &args.new else {
        if !is_attached {
            return Err(CliError::usage(&(text.not_attached)(old)).into());
        }
        desk.attach(old, None, lang)?;
        let subject = subject(&desk.course, old);
        out.say(Tone::Plain, &(text.detached)(&subject))?;
        return Ok(Exit::Good);
    };
    let names = roadmap.nodes().flat_map(|node| {
        let aliases = roadmap.aliases(node);
        std::iter::once(roadmap.node_id(node)).chain(aliases)
    });
    let hidden = roadmap.hidden().iter().flat_map(Hidden::names);
    let has_name = names.chain(hidden).any(|name| name.as_str() == old);
    // What became a topic is in the roadmap, and what was ticked of it has lost its place all the same.
    let orphan = course.orphan(old);
    if has_name && orphan.is_none() {
        return Err(CliError::usage(&(text.is_in_roadmap)(old)).into());
    }
    if !is_attached && orphan.is_none() {
        return Err(not_an_orphan(course, old, out).into());
    }
    let node = pick(roadmap, new).map_err(|error| error.explain(lang, new))?;
    let fits = match orphan {
        Some(orphan) => orphan.fits(roadmap, node),
        None => matches!(roadmap.level(node), Level::Resource | Level::Concept),
    };
    if !fits {
        let id = roadmap.node_id(node);
        return Err(CliError::usage(&(text.not_for_ticks)(id.as_str())).into());
    }
    let subject = subject(course, old);
    let to = roadmap.node_id(node).to_string();
    let sentence = (text.attached)(&subject, &view::named(roadmap, node, out));
    let outcome = orphan.map(|orphan| course.attaching(orphan, node));
    desk.attach(old, Some(&to), lang)?;
    let course = &desk.course;
    let status = course.progress().status(course.roadmap(), node);
    let line = Line::of(Tone::Plain, &sentence).space(2);
    out.whole(&line.and(view::status(out, status)))?;
    if let Some(cost) = outcome.and_then(|outcome| outcome.sentence(lang)) {
        error::warn(out, "", &cost)?;
    }
    out.say(Tone::Dim, &(text.detach_hint)(old))?;
    Ok(Exit::Good)
}

/// Names what was recorded under an id, by the title that it had.
fn subject(course: &Course, id: &str) -> String {
    match course.recorded_title(id) {
        Some(title) => format!("{title} ({id})"),
        None => id.to_owned(),
    }
}

fn not_an_orphan(course: &Course, id: &str, out: &Out<'_>) -> CliError {
    let text = out.lang().changes();
    let error = CliError::usage(&(text.not_an_orphan)(id));
    let ids: Vec<&str> = course
        .orphans()
        .iter()
        .map(|orphan| orphan.id.as_str())
        .collect();
    if ids.is_empty() {
        return error.hint(text.no_orphans);
    }
    error.hint(&(text.orphans_are)(&ids.join(", ")))
}
