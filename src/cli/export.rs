//! `export`: the roadmap with its progress as a file of another form.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::course::Course;
use crate::disk;
use crate::export::{Export, Format};
use crate::roadmap::{Level, NodeIdx};

use super::args::{FilterArgs, words};
use super::error::{CliError, Exit, Outcome};
use super::out::{Out, Tone};
use super::{select, shelf};

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
    #[arg(long)]
    pub force: bool,
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
    let document = export.text(format);
    let Some(file) = args
        .output
        .as_deref()
        .filter(|file| *file != Path::new("-"))
    else {
        out.fixed(&document)?;
        return Ok(Exit::Good);
    };
    write(file, &document, args.force, out)?;
    let is_shown = |node: &NodeIdx| {
        export.shown[node.position()]
            && matches!(roadmap.level(*node), Level::Concept | Level::Resource)
    };
    let count = roadmap.nodes().filter(is_shown).count();
    let written = out.lang().export().written;
    out.say(Tone::Plain, &written(shelf::shown(file).as_str(), count))?;
    Ok(Exit::Good)
}

/// Puts a document in its place as a whole. What is there is only replaced where that was asked for, and if it is a file.
fn write(file: &Path, document: &str, force: bool, out: &Out<'_>) -> Result<(), CliError> {
    let text = out.lang().export();
    let shown = shelf::shown(file);
    let cannot =
        |error: &io::Error| CliError::failed(&(text.cannot_write)(shown.as_str())).because(error);
    let place = match std::fs::symlink_metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => file.to_owned(),
        Err(error) => return Err(cannot(&error)),
        Ok(_) if !force => {
            let error = CliError::failed(&(text.exists)(shown.as_str()));
            return Err(error.hint(text.force_hint));
        }
        // What a link leads to is replaced, not the link.
        Ok(_) => std::fs::canonicalize(file).map_err(|error| cannot(&error))?,
    };
    if std::fs::metadata(&place).is_ok_and(|about| !about.is_file()) {
        return Err(CliError::failed(&(text.not_a_file)(shown.as_str())));
    }
    disk::replace(&place, document.as_bytes(), |_| Ok(())).map_err(|error| cannot(&error))
}
