//! `export`: the roadmap with its progress as a file of another form.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::export::{Export, Format};
use crate::roadmap::{Level, NodeIdx};

use super::args::FilterArgs;
use super::desk::{Desk, Surroundings};
use super::error::{CliError, Exit, Outcome};
use super::out::{Out, Tone};
use super::{document, screen, select, shelf};

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to make: markdown, html, json, csv; or svg (the map), card or badge (progress as a picture)
    #[arg(value_name = "FORMAT", hide_possible_values = true, value_parser = formats())]
    pub format: String,

    /// Write this file; standard output, if not given or `-`
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub filter: FilterArgs,

    /// With your notes
    #[arg(long)]
    pub notes: bool,

    /// Replace a file that is there
    #[arg(long, visible_alias = "force")]
    pub replace: bool,

    #[command(flatten)]
    pub screen: ScreenArgs,
}

/// How the screen is drawn for a picture of it, which is how the pictures of the documents are made.
#[derive(Debug, Args)]
pub struct ScreenArgs {
    /// Columns and rows
    #[arg(long, hide = true, default_value = "120x36", value_parser = size)]
    pub size: (u16, u16),

    /// Keys that are pressed first
    #[arg(long, hide = true, default_value = "")]
    pub keys: String,
}

/// What is written for a picture of the screen; no format of a course.
const SCREEN: &str = "screen";

/// The most columns or rows of a picture.
const LARGEST: u16 = 500;

fn formats() -> PossibleValuesParser {
    let formats = Format::ALL.map(|format| PossibleValue::new(format.word()));
    let screen = PossibleValue::new(SCREEN).hide(true);
    PossibleValuesParser::new(formats.into_iter().chain([screen]))
}

/// Reads columns and rows, as `120x36`.
fn size(text: &str) -> Result<(u16, u16), &'static str> {
    let number = |text: &str| text.parse().ok().filter(|n| (1..=LARGEST).contains(n));
    text.split_once('x')
        .and_then(|(columns, rows)| number(columns).zip(number(rows)))
        .ok_or("120x36")
}

pub fn run(
    args: &ExportArgs,
    surroundings: &Surroundings,
    desk: Desk,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    if args.format == SCREEN {
        let picture = screen::picture(surroundings, desk.course, &args.screen)?;
        match file(args) {
            Some(file) => document::write(file, picture.as_bytes(), args.replace, out.lang())?,
            None => out.fixed(&picture)?,
        }
        return Ok(Exit::Good);
    }
    let course = &desk.course;
    let roadmap = course.roadmap();
    // What is said of the filter is no part of a document.
    let filter = select::filter(course, &args.filter, errors)?;
    let mut export = Export {
        course,
        lang: out.lang(),
        shown: filter.shown(roadmap, course.progress()),
        with_notes: args.notes,
        map: None,
    };
    let Some(format) = Format::from_word(&args.format) else {
        let error = CliError::usage(&(out.text().bad_value)("FORMAT", &args.format));
        return Err(error.into());
    };
    if format == Format::Html {
        export.map = Some(export.drawn_map());
    }
    let text = export.text(format);
    let Some(file) = file(args) else {
        out.fixed(&text)?;
        return Ok(Exit::Good);
    };
    document::write(file, text.as_bytes(), args.replace, out.lang())?;
    let is_shown = |node: &NodeIdx| {
        export.shown[node.position()]
            && matches!(roadmap.level(*node), Level::Concept | Level::Resource)
    };
    let count = roadmap.nodes().filter(is_shown).count();
    let written = out.lang().export().written;
    out.say(Tone::Plain, &written(shelf::shown(file).as_str(), count))?;
    Ok(Exit::Good)
}

/// Returns the file to write; none for standard output.
fn file(args: &ExportArgs) -> Option<&Path> {
    let file = args.output.as_deref();
    file.filter(|file| *file != Path::new("-"))
}
