//! `export`: the roadmap with its progress as a file of another form.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::course::Course;
use crate::export::{Export, Format};
use crate::roadmap::{Level, NodeIdx};

use super::args::{FilterArgs, words};
use super::error::{CliError, Exit, Outcome};
use super::out::{Out, Tone};
use super::{document, select, shelf};

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to make: markdown, html, json, csv; or svg (the map), card or badge (progress as a picture)
    #[arg(value_name = "FORMAT", hide_possible_values = true, value_parser = words(Format::ALL.map(Format::word)))]
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
}

pub fn run(args: &ExportArgs, course: &Course, out: &mut Out<'_>, errors: &mut Out<'_>) -> Outcome {
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
    let Some(file) = args
        .output
        .as_deref()
        .filter(|file| *file != Path::new("-"))
    else {
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
