//! `open`: a link in the browser.

use std::io::{self, Write as _};

use clap::Args;

use crate::course::Course;
use crate::lang::Lang;
use crate::launch::{self, LaunchError, Plan, WhyNot};
use crate::roadmap::url::{Caution, Link};

use super::desk::Surroundings;
use super::error::{CliError, Exit, Outcome};
use super::links;
use super::out::{Line, Out, Tone};
use super::pick::pick;

#[derive(Debug, Args)]
pub struct OpenArgs {
    /// Id, or a part of it that fits only one
    #[arg(value_name = "ID")]
    pub id: String,

    /// Which of its links, as `show` numbers them; the first, if not given
    #[arg(value_name = "N", default_value_t = 1, hide_default_value = true)]
    pub number: usize,

    /// Do not ask, even where the link looks odd
    #[arg(long, short)]
    pub yes: bool,
}

pub fn run(
    args: &OpenArgs,
    surroundings: &Surroundings,
    course: &Course,
    out: &mut Out<'_>,
) -> Outcome {
    let (roadmap, lang, text) = (course.roadmap(), out.lang(), out.text());
    let node = pick(roadmap, &args.id).map_err(|error| error.explain(lang, &args.id))?;
    let all = links::all(course, node, lang);
    let Some(chosen) = all.iter().find(|link| link.number == args.number) else {
        return Err(CliError::failed(&(text.no_such_link)(args.number, all.len())).into());
    };
    let link = chosen.link.as_ref().map_err(|error| {
        CliError::failed(&(text.not_opened)(chosen.address.as_str())).because(error)
    })?;
    let title = if chosen.title.is_empty() {
        roadmap.title(node, lang)
    } else {
        chosen.title.as_clean()
    };
    let cautions = if args.yes {
        Vec::new()
    } else {
        link.cautions(title)
    };
    if let Some(first) = cautions.first() {
        let environment = &surroundings.environment;
        if !(environment.stdin_is_terminal && environment.stderr_is_terminal) {
            return Err(CliError::failed(&(text.not_opened)(link.as_str()))
                .hint(&lang.tui().caution(first))
                .hint(text.yes_hint)
                .into());
        }
        if !confirmed(link, &cautions, lang)? {
            out.say(Tone::Dim, text.left_closed)?;
            return Ok(Exit::Failed);
        }
    }
    let plan = launch::plan(
        surroundings.settings.open.value.as_ref(),
        &surroundings.environment,
        link,
    );
    let address = Line::of(Tone::Link, link.as_str());
    if let Plan::ShowOnly { why, .. } = &plan {
        out.whole(&address)?;
        return show_only(why, link, surroundings, out);
    }
    // What is printed must come before what a text browser draws.
    out.whole(&Line::of(Tone::Dim, text.opening).space(1).and(address))?;
    out.flush()?;
    launch::run(&plan).map_err(|error| failed(&error, link, out))?;
    Ok(Exit::Good)
}

/// Copies an address that cannot be opened here and says why. That is all that can be done, so it is no failure, except
/// where the person's own settings are to blame.
fn show_only(why: &WhyNot, link: &Link, surroundings: &Surroundings, out: &mut Out<'_>) -> Outcome {
    let text = out.text();
    let why = match why {
        WhyNot::OverSsh => text.shown_over_ssh,
        WhyNot::NoDisplay => text.shown_without_display,
        WhyNot::BadCommand { from, command } => {
            return Err(CliError::failed(&(text.bad_open_command)(from, command))
                .hint(text.browser_hint)
                .into());
        }
    };
    out.say(Tone::Dim, why)?;
    if surroundings.environment.stdout_is_terminal {
        out.copy(link)?;
        out.say(Tone::Dim, text.copied)?;
    }
    out.say(Tone::Dim, text.browser_hint)?;
    Ok(Exit::Good)
}

fn failed(error: &LaunchError, link: &Link, out: &Out<'_>) -> CliError {
    let text = out.text();
    CliError::failed(&(text.not_opened)(link.as_str()))
        .because(error)
        .hint(text.browser_hint)
}

/// Asks the person on the terminal; anything but yes means no.
fn confirmed(link: &Link, cautions: &[Caution], lang: Lang) -> io::Result<bool> {
    let words = lang.tui();
    let mut errors = io::stderr().lock();
    writeln!(errors, "{}", link.as_clean())?;
    for caution in cautions {
        let sentence = words.caution(caution);
        writeln!(errors, "  {}", crate::text::clean::line(&sentence))?;
    }
    write!(errors, "{} [y/N] ", words.open_question)?;
    errors.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "y" | "yes" | "是"
    ))
}
