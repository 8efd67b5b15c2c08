//! `import`: documents in other formats become roadmap files.

mod page;
mod progress;

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

use crate::import::report::{Note, Sort};
use crate::import::{self, Format, ImportError, Imported, Options, page_file, yaml_out};
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::compile::is_valid_id;
use crate::roadmap::library::Counts;
use crate::roadmap::url::Link;
use crate::roadmap::{self, Roadmap};
use crate::text::clean;
use crate::yaml;

use page::Page;
use progress::{Taken, take};

use super::add::taken;
use super::check;
use super::desk::Surroundings;
use super::document;
use super::error::{CliError, Exit, Outcome, Stop};
use super::json::{self, LevelCounts};
use super::out::{Line, Out, Tone};
use super::roadmaps::sentence;
use super::shelf;

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Default, Args)]
pub struct ImportArgs {
    /// Document to read, `-` for standard input
    #[arg(value_name = "SOURCE")]
    pub source: PathBuf,

    /// Its format: markdown, org, opml, urls, csv or json; by the ending of its name, if not given
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::word)))]
    pub from: Option<String>,

    /// Write the roadmap file here
    #[arg(long, short, value_name = "FILE", conflicts_with = "add")]
    pub output: Option<PathBuf>,

    /// Put it into your library; what is ticked in it is ticked there
    #[arg(long)]
    pub add: bool,

    /// Only take its ticks and notes, for the roadmap of its id that you have
    #[arg(long, conflicts_with_all = ["add", "output"])]
    pub progress: bool,

    /// Take the place of a file that is there
    #[arg(long)]
    pub replace: bool,

    /// Write nothing, only say what would come of it
    #[arg(long)]
    pub dry_run: bool,

    /// List everything that was left out, changed or guessed, with its line
    #[arg(long)]
    pub report: bool,

    /// Address of the document, for the relative links in it
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// Id of the roadmap; made of its title, if not given
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,

    /// Language of its titles and texts, such as zh
    #[arg(long = "in", value_name = "LANG")]
    pub language: Option<String>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Serialize)]
struct ImportData {
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
    notes: Vec<NoteData>,
}

#[derive(Default, Serialize)]
struct StateCounts {
    doing: usize,
    done: usize,
    skip: usize,
}

#[derive(Serialize)]
struct NoteData {
    line: u32,
    sort: &'static str,
    what: &'static str,
    text: String,
}

/// What came of the document, as it is written.
pub(super) struct Made {
    imported: Imported,
    format: Format,
    pub(super) yaml: String,
}

pub fn run(
    args: &ImportArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let bytes = source(args, surroundings, out)?;
    if let Some(told) = ticks_of_a_page(args, &bytes, surroundings, out)? {
        return Ok(told);
    }
    let made = make_of(args, &bytes, surroundings, out, errors)?;
    let file = if args.dry_run {
        None
    } else {
        write(args, &made, surroundings, out.lang())?
    };
    let takes_progress = !args.dry_run && (args.progress || file.is_some() && args.add);
    let taken = if takes_progress {
        take(&made.imported, surroundings, out.lang())?
    } else {
        Taken::default()
    };
    if args.json {
        out.json(&data(&made, file.as_deref()))?;
        return Ok(Exit::Good);
    }
    let text = out.lang().import();
    let is_terminal = surroundings.environment.stdout_is_terminal;
    let prints = file.is_none() && !args.dry_run && !args.progress && !args.report && !is_terminal;
    if prints || args.output.as_deref() == Some(Path::new(STDOUT)) && !args.dry_run {
        out.fixed(&made.yaml)?;
        out.flush()?;
        return tell(args, &made, errors);
    }
    let told = tell(args, &made, out)?;
    if let Some(file) = &file {
        let file = shelf::shown(file);
        out.whole(&Line::of(Tone::Done, &(text.written)(file.as_str())))?;
    }
    if takes_progress {
        out.say(Tone::Plain, &(text.recorded)(taken.ticks, taken.notes))?;
        let id = made.imported.roadmap.id();
        out.say(Tone::Dim, &(text.open_hint)(id.as_str()))?;
    } else if file.is_none() {
        out.say(Tone::Dim, text.nothing_written)?;
    }
    Ok(told)
}

/// The name under which standard input and output are meant.
const STDOUT: &str = "-";

/// Reads the document and makes the file of it, which is loaded once to be sure of it.
pub(super) fn make(
    args: &ImportArgs,
    surroundings: &Surroundings,
    out: &Out<'_>,
    errors: &mut Out<'_>,
) -> Result<Made, Stop> {
    let bytes = source(args, surroundings, out)?;
    make_of(args, &bytes, surroundings, out, errors)
}

/// Reads the bytes of the document.
fn source(
    args: &ImportArgs,
    surroundings: &Surroundings,
    out: &Out<'_>,
) -> Result<Vec<u8>, CliError> {
    let name = args.source.to_string_lossy();
    check::read(&args.source, &surroundings.limits())
        .map_err(|error| CliError::failed(&(out.text().cannot_read)(&name)).because(&error))
}

/// Takes ticks over where the document is the file that the exported page offers; nothing where it is another.
fn ticks_of_a_page(
    args: &ImportArgs,
    bytes: &[u8],
    surroundings: &Surroundings,
    out: &mut Out<'_>,
) -> Result<Option<Exit>, Stop> {
    let (lang, text) = (out.lang(), out.lang().import());
    let read = std::str::from_utf8(bytes).ok().and_then(page_file::read);
    let file = match read {
        None | Some(Err(ImportError::Empty(_) | ImportError::Invalid(_))) => return Ok(None),
        Some(Ok(file)) => file,
        Some(Err(ImportError::Unreadable { line, why })) => {
            let place = format!("{}:{line}", args.source.to_string_lossy());
            return Err(CliError::failed(&(text.broken)(&place, why.as_str())).into());
        }
    };
    let Page { taken, unknown } = page::take(&file, args.dry_run, surroundings, lang)?;
    out.say(Tone::Plain, &(text.recorded)(taken.ticks, taken.notes))?;
    if unknown > 0 {
        out.say(Tone::Dim, &(text.not_found_again)(unknown))?;
    }
    if args.dry_run {
        out.say(Tone::Dim, text.only_rehearsed)?;
    }
    Ok(Some(Exit::Good))
}

fn make_of(
    args: &ImportArgs,
    bytes: &[u8],
    surroundings: &Surroundings,
    out: &Out<'_>,
    errors: &mut Out<'_>,
) -> Result<Made, Stop> {
    let (lang, limits) = (out.lang(), surroundings.limits());
    let text = lang.import();
    let name = args.source.to_string_lossy();
    let cannot_read = || CliError::failed(&(out.text().cannot_read)(&name));
    let options = options(args, lang)?;
    let document = yaml::decode(bytes, &limits).map_err(|error| cannot_read().because(&error))?;
    let format = args.from.as_deref().and_then(Format::from_word);
    let format = format.unwrap_or_else(|| Format::of(&name, document));
    let imported = match import::read(document, format, &options) {
        Ok(imported) => imported,
        Err(ImportError::Empty(report)) => {
            list(report.notes(), args.report, errors)?;
            return Err(CliError::failed(&(text.nothing_found)(&name))
                .hint(text.from_hint)
                .into());
        }
        Err(ImportError::Unreadable { line, why }) => {
            let place = format!("{name}:{line}");
            return Err(CliError::failed(&(text.broken)(&place, why.as_str()))
                .hint(text.from_hint)
                .into());
        }
        Err(ImportError::Invalid(problems)) => {
            let why = problems
                .first()
                .map(|problem| problem.sentence(lang).to_string());
            return Err(CliError::failed(&(text.not_a_roadmap)(&why.unwrap_or_default())).into());
        }
    };
    let yaml = yaml_out::write(&imported.source);
    if let Err(problems) = roadmap::load(yaml.as_bytes(), &limits) {
        let why = problems
            .first()
            .map(|problem| problem.sentence(lang).to_string());
        return Err(CliError::failed(&(text.not_a_roadmap)(&why.unwrap_or_default())).into());
    }
    Ok(Made {
        imported,
        format,
        yaml,
    })
}

/// Checks what was said of the document.
fn options(args: &ImportArgs, lang: Lang) -> Result<Options, CliError> {
    let text = lang.import();
    let base = match args.base_url.as_deref().map(|url| (url, Link::parse(url))) {
        None => None,
        Some((_, Ok(link))) => Some(link),
        Some((url, Err(error))) => {
            return Err(CliError::usage(&(text.bad_base)(url)).because(&error));
        }
    };
    if let Some(id) = args.id.as_deref().filter(|id| !is_valid_id(id)) {
        return Err(CliError::usage(&(text.bad_id)(id)).hint(text.id_hint));
    }
    if let Some(tag) = args
        .language
        .as_deref()
        .filter(|tag| !import::is_language(tag))
    {
        return Err(CliError::usage(&(text.bad_language)(tag)).hint(text.language_hint));
    }
    Ok(Options {
        name: document_name(&args.source),
        id: args.id.clone(),
        lang: args.language.as_ref().map(|tag| tag.to_ascii_lowercase()),
        base,
    })
}

/// Returns what a document is called after its file: the folder, where the file is only a readme.
fn document_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_nameless = matches!(
        stem.to_ascii_lowercase().as_str(),
        "readme" | "index" | "-" | ""
    );
    let folder = path
        .parent()
        .and_then(Path::file_name)
        .map(std::ffi::OsStr::to_string_lossy);
    let name = match folder {
        Some(folder) if is_nameless => folder,
        Some(_) | None if is_nameless => "imported".into(),
        Some(_) | None => stem,
    };
    clean::line(&name).to_string()
}

/// Writes the file where it was asked for; returns where.
fn write(
    args: &ImportArgs,
    made: &Made,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<Option<PathBuf>, CliError> {
    if args.add {
        let shelf = shelf::own_shelf(surroundings, lang)?;
        let id = made.imported.roadmap.id();
        let replaces = taken(&shelf.library(), id.as_str(), args.replace, lang)?;
        let added = shelf.add(id.as_str(), made.yaml.as_bytes(), &replaces);
        let cannot = |error| CliError::failed(lang.library().cannot_change_library).because(&error);
        return added.map(|added| Some(added.path)).map_err(cannot);
    }
    let Some(path) = args
        .output
        .clone()
        .filter(|path| path.as_os_str() != STDOUT)
    else {
        return Ok(None);
    };
    document::write(&path, made.yaml.as_bytes(), args.replace, lang)?;
    Ok(Some(path))
}

/// Says what came of the document and what did not.
fn tell(args: &ImportArgs, made: &Made, out: &mut Out<'_>) -> Outcome {
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
            let count = Line::of(Tone::Plain, &count.to_string()).right(6).space(2);
            out.line(&count.with(Tone::Plain, (text.whats)(what)))?;
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
fn list(notes: &[Note], is_wanted: bool, out: &mut Out<'_>) -> io::Result<()> {
    if !is_wanted || notes.is_empty() {
        return Ok(());
    }
    let text = out.lang().import();
    out.blank()?;
    for note in notes {
        let line = Line::of(Tone::Dim, &note.line.to_string())
            .right(6)
            .space(2)
            .with(Tone::Plain, (text.whats)(note.what))
            .with(Tone::Plain, out.text().colon)
            .with(Tone::Dim, note.text.as_str());
        out.line(&line)?;
    }
    Ok(())
}

fn states(imported: &Imported) -> StateCounts {
    let count = |status| {
        imported
            .states
            .iter()
            .filter(|(_, have)| *have == status)
            .count()
    };
    StateCounts {
        doing: count(Status::Doing),
        done: count(Status::Done),
        skip: count(Status::Skipped),
    }
}

fn data(made: &Made, file: Option<&Path>) -> ImportData {
    let roadmap = &made.imported.roadmap;
    let report = &made.imported.report;
    let note = |note: &Note| NoteData {
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
        file: file.map(|file| shelf::shown(file).to_string()),
        notes: report.notes().iter().map(note).collect(),
    }
}
