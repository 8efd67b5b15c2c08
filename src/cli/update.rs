//! `update`: a newer edition takes the place of a roadmap in the library. What becomes of the progress is shown first.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

use crate::course::editions::Editions;
use crate::import::Format;
use crate::lang::Lang;
use crate::roadmap::library::Provider;
use crate::roadmap::{self, Roadmap};
use crate::shelf::Shelf;

use super::add::{self, taken};
use super::check::{STDIN, is_roadmap_file};
use super::desk::Surroundings;
use super::diff::{self, EditionsData};
use super::error::{self, CliError, Exit, Outcome, Stop};
use super::import::{self, ImportArgs};
use super::out::{Line, Out, Tone};
use super::{shelf, waiting};

#[derive(Debug, Args)]
pub struct UpdateArgs {
    /// Roadmap whose place the new edition takes
    #[arg(value_name = "ID")]
    pub id: String,

    /// New edition: a roadmap file, or a document that `roadbook import` reads; `-` for a roadmap on standard input
    #[arg(value_name = "SOURCE")]
    pub source: PathBuf,

    /// Format of a document; by the ending of its name, if not given
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::word)))]
    pub from: Option<String>,

    /// Address of a document, for the relative links in it
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// Language of the titles and texts of a document, such as zh
    #[arg(long = "in", value_name = "LANG")]
    pub language: Option<String>,

    /// Write nothing, only show the plan
    #[arg(long)]
    pub dry_run: bool,

    /// Replace without asking
    #[arg(long, conflicts_with = "dry_run")]
    pub yes: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Serialize)]
struct UpdateData<'a> {
    #[serde(flatten)]
    editions: EditionsData<'a>,
    /// Where it was written.
    file: Option<String>,
    /// Where the files are now whose place it took.
    put_aside: Vec<String>,
}

pub fn run(
    args: &UpdateArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let lang = out.lang();
    let (text, shelf) = (lang.changes(), shelf::own_shelf(surroundings, lang)?);
    let library = waiting::during(errors, || shelf.library());
    let entry = library.entry(&args.id);
    let Some((entry, old)) = entry.and_then(|entry| Some((entry, entry.base()?))) else {
        return Err(shelf::unknown(&library, &args.id, lang).into());
    };
    let (bytes, new) = edition(args, &shelf, surroundings, out, errors)?;
    let log = surroundings.journal().glance();
    let [before, after] = [old, &new].map(|base| diff::course(base, &log, surroundings));
    let editions = Editions::new(&before, &after);
    if !args.json {
        diff::print(&editions, out)?;
        out.blank()?;
        if entry.provider() == Provider::BuiltIn {
            error::warn(out, "", text.takes_built_in_place)?;
        }
    }
    let added = if may_write(args, surroundings, out)? {
        let replaces = taken(&library, &args.id, true, lang)?;
        let added = shelf.add(&args.id, &bytes, &replaces);
        let cannot = |error| CliError::failed(lang.library().cannot_change_library).because(&error);
        Some(added.map_err(cannot)?)
    } else {
        None
    };
    if args.json {
        let shown = |path: &PathBuf| shelf::shown(path).to_string();
        let put_aside = added.iter().flat_map(|added| &added.put_aside);
        out.json(&UpdateData {
            editions: diff::data(&editions, lang),
            put_aside: put_aside.map(shown).collect(),
            file: added.as_ref().map(|added| shown(&added.path)),
        })?;
        return Ok(Exit::Good);
    }
    let Some(added) = added else {
        out.say(Tone::Dim, text.nothing_written)?;
        return Ok(Exit::Good);
    };
    let file = shelf::shown(&added.path);
    out.whole(&Line::of(Tone::Done, &(text.updated)(file.as_str())))?;
    for aside in &added.put_aside {
        let aside = shelf::shown(aside);
        let line = (lang.library().put_aside)(aside.as_str());
        out.whole(&Line::of(Tone::Plain, &line))?;
    }
    Ok(Exit::Good)
}

/// Reads the new edition, under the id whose place it takes.
fn edition(
    args: &UpdateArgs,
    shelf: &Shelf,
    surroundings: &Surroundings,
    out: &Out<'_>,
    errors: &mut Out<'_>,
) -> Result<(Vec<u8>, Roadmap), Stop> {
    let (lang, limits) = (out.lang(), surroundings.limits());
    if args.from.is_none() && is_roadmap_file(&args.source) {
        let (bytes, loaded) = add::read(
            &args.source,
            lang.changes().has_problems,
            shelf,
            &limits,
            errors,
        )?;
        if loaded.roadmap.id().as_str() == args.id {
            return Ok((bytes, loaded.roadmap));
        }
        let (bytes, loaded) =
            waiting::during(errors, || add::with_id(&bytes, &args.id, &limits, lang))?;
        return Ok((bytes, loaded.roadmap));
    }
    let document = ImportArgs {
        source: args.source.clone(),
        from: args.from.clone(),
        base_url: args.base_url.clone(),
        id: Some(args.id.clone()),
        language: args.language.clone(),
        ..ImportArgs::default()
    };
    let made = import::make(&document, surroundings, out, errors)?;
    let bytes = made.yaml.into_bytes();
    match waiting::during(errors, || roadmap::load(&bytes, &limits)) {
        Ok(loaded) => Ok((bytes, loaded.roadmap)),
        Err(problems) => {
            let first = problems.first().map(|problem| problem.sentence(lang));
            let why = first
                .map(|sentence| sentence.to_string())
                .unwrap_or_default();
            Err(CliError::failed(&(lang.import().not_a_roadmap)(&why)).into())
        }
    }
}

/// Decides whether the plan is carried out; asks where there is somebody to ask.
fn may_write(
    args: &UpdateArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
) -> Result<bool, Stop> {
    if args.dry_run || args.yes {
        return Ok(args.yes);
    }
    let text = out.lang().changes();
    let can_ask = surroundings.environment.stdin_is_terminal && !args.json;
    if !can_ask || args.source.as_os_str() == STDIN {
        return Err(CliError::failed(text.not_updated)
            .hint(text.yes_hint)
            .into());
    }
    out.flush()?;
    Ok(confirmed(out.lang())?)
}

/// Asks the person on the terminal; anything but yes means no.
fn confirmed(lang: Lang) -> io::Result<bool> {
    let mut errors = io::stderr().lock();
    write!(errors, "{} [y/N] ", lang.changes().update_question)?;
    errors.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "y" | "yes" | "是"
    ))
}
