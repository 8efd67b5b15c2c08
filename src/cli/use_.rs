//! `use`: which roadmap is opened from now on.

use clap::Args;

use crate::config::Decider;
use crate::view;

use super::desk::Surroundings;
use super::error::{self, CliError, Exit, Outcome};
use super::out::{Out, Tone};
use super::{shelf, waiting};

#[derive(Debug, Args)]
pub struct UseArgs {
    /// Id of the roadmap
    #[arg(value_name = "ID", id = "own_roadmap")]
    pub id: String,
}

pub fn run(
    args: &UseArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let (lang, text) = (out.lang(), out.lang().library());
    let no_home = || CliError::failed(out.text().no_home).hint(out.text().no_home_hint);
    let file = surroundings.view_file().ok_or_else(no_home)?;
    let library = waiting::during(errors, || shelf::library(surroundings));
    let roadmap = library
        .find(&args.id)
        .ok_or_else(|| shelf::unknown(&library, &args.id, lang))?;
    let before = view::read(&file).unwrap_or_default();
    if before.roadmap != args.id {
        view::write(&file, &before.moved_to(&args.id))
            .map_err(|error| CliError::failed(text.not_remembered).because(&error))?;
    }
    let asked = &surroundings.settings.roadmap;
    if let (Decider::Config, Some(asked)) = (asked.by, &asked.value)
        && *asked != args.id
    {
        error::warn(errors, "", &(text.config_wins)(&args.id, asked))?;
        error::hint(errors, &(text.config_wins_hint)(&args.id))?;
        return Ok(Exit::Failed);
    }
    out.say(Tone::Done, &(text.used_now)(roadmap.name(lang).as_str()))?;
    Ok(Exit::Good)
}
