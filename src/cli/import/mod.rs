//! `import`: documents in other formats become roadmap files.

mod browser;
mod bundle;
mod matching;
mod page;
mod progress;
mod tell;

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::course::Course;
use crate::course::editions::Editions;
use crate::import::{self, Format, ImportError, Imported, Known, Options, yaml_out};
use crate::lang::Lang;
use crate::roadmap::compile::is_valid_id;
use crate::roadmap::library::LibraryEntry;
use crate::roadmap::problem::Problems;
use crate::roadmap::url::Link;
use crate::roadmap::{self, Roadmap};
use crate::shelf::Added;
use crate::text::clean;
use crate::yaml;

use bundle::Document;
use progress::{Taken, take};
use tell::{data, list, tell};

use super::add::taken;
use super::check::is_roadmap_file;
use super::desk::Surroundings;
use super::document;
use super::error::{CliError, Exit, Outcome, Stop};
use super::out::{Line, Out, Tone};
use super::{diff, shelf, waiting};

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Default, Args)]
pub struct ImportArgs {
    /// Document to read, `-` for standard input, or the folder of a roadmap of roadmap.sh
    #[arg(value_name = "SOURCE")]
    pub source: PathBuf,

    /// Its format: markdown, org, opml, urls, csv, json or roadmap.sh; by its name and text, if not given
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

/// What came of the document, as it is written.
pub(super) struct Made {
    imported: Imported,
    format: Format,
    pub(super) yaml: String,
    /// The roadmap that has its id, as its file has it.
    before: Option<Roadmap>,
    /// What the file says.
    after: Roadmap,
}

impl Made {
    /// Returns the roadmap whose place it takes, and itself, with what the journals say of each; nothing where it takes none.
    fn plan(&self, args: &ImportArgs, surroundings: &Surroundings) -> Option<(Course, Course)> {
        let before = self.before.as_ref().filter(|_| args.add && args.replace)?;
        let log = surroundings.journal().glance();
        let course = |base| diff::course(base, &log, surroundings);
        Some((course(before), course(&self.after)))
    }
}

pub fn run(
    args: &ImportArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let document = bundle::read(&args.source, &surroundings.limits(), out)?;
    if let Some(told) = page::ticks(args, &document.bytes, surroundings, out)? {
        return Ok(told);
    }
    if let Some(told) = browser::ticks(args, &document.bytes, surroundings, out)? {
        return Ok(told);
    }
    let follows = args.add || args.progress;
    let made = make_of(args, document, follows, surroundings, out, errors)?;
    // Whose place it takes may be refused, and then nothing else is worth a word.
    let plan = made.plan(args, surroundings);
    let file = if args.dry_run {
        None
    } else {
        waiting::during(errors, || write(args, &made, surroundings, out.lang()))?
    };
    let takes_progress = args.progress || file.is_some() && args.add;
    let taken = if takes_progress {
        waiting::during(errors, || {
            take(&made.imported, args, surroundings, out.lang())
        })?
    } else {
        Taken::default()
    };
    if args.json {
        let taken = takes_progress.then_some(&taken);
        let editions = plan
            .as_ref()
            .map(|(before, after)| Editions::new(before, after));
        let editions = editions.as_ref().map(|plan| diff::data(plan, out.lang()));
        out.json(&data(&made, file.as_ref(), taken, editions))?;
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
    if let Some((before, after)) = &plan {
        out.blank()?;
        diff::print(&Editions::new(before, after), out)?;
        out.blank()?;
    }
    if let Some(file) = &file {
        let path = shelf::shown(&file.path);
        out.whole(&Line::of(Tone::Done, &(text.written)(path.as_str())))?;
        for aside in &file.put_aside {
            let line = (out.lang().library().put_aside)(shelf::shown(aside).as_str());
            out.whole(&Line::of(Tone::Plain, &line))?;
        }
    }
    if takes_progress {
        let id = made.imported.roadmap.id();
        taken.tell(args, id, out)?;
        let last = if args.dry_run {
            text.only_rehearsed.to_owned()
        } else {
            (text.open_hint)(id.as_str())
        };
        out.say(Tone::Dim, &last)?;
    } else if file.is_none() {
        out.say(Tone::Dim, text.nothing_written)?;
    }
    Ok(told)
}

/// Tells whether a text is a whole page of the web: read as Markdown, its menus and scripts would become things to do.
fn is_web_page(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or_default();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// The name under which standard input and output are meant.
const STDOUT: &str = "-";

/// Reads the document and makes the file of it, in the place of the roadmap of its id.
pub(super) fn make(
    args: &ImportArgs,
    surroundings: &Surroundings,
    out: &Out<'_>,
    errors: &mut Out<'_>,
) -> Result<Made, Stop> {
    let document = bundle::read(&args.source, &surroundings.limits(), out)?;
    make_of(args, document, true, surroundings, out, errors)
}

/// Makes the file, which is loaded once to be sure of it. Where it follows the roadmap that has its id, nodes keep the ids
/// that they have there.
fn make_of(
    args: &ImportArgs,
    document: Document,
    follows: bool,
    surroundings: &Surroundings,
    out: &Out<'_>,
    errors: &mut Out<'_>,
) -> Result<Made, Stop> {
    let (lang, limits) = (out.lang(), surroundings.limits());
    let text = lang.import();
    let name = args.source.to_string_lossy();
    let cannot_read = || CliError::failed(&(out.text().cannot_read)(&name));
    let mut options = options(args, document.name, lang)?;
    options.beside = document.bundle;
    let said = args.from.as_deref().and_then(Format::from_word);
    let is_folder = document.is_folder;
    let document = yaml::decode(&document.bytes, &limits);
    let document = document.map_err(|error| cannot_read().because(&error))?;
    let format = match said {
        Some(format) => format,
        None if is_folder => Format::RoadmapSh,
        None => Format::of(&name, document),
    };
    if said.is_none() && is_web_page(document) {
        return Err(CliError::failed(&(text.web_page)(&name))
            .hint(text.web_page_hint)
            .into());
    }
    if said.is_none() && is_roadmap(&args.source, document) {
        return Err(CliError::failed(&(text.is_roadmap)(&name))
            .hint(&(text.add_file_hint)(&name))
            .into());
    }
    let mut read = waiting::during(errors, || import::read(document, format, &options));
    let mut before = None;
    if let (true, Ok(imported)) = (follows, &read) {
        let library = waiting::during(errors, || shelf::library(surroundings));
        let entry = library.entry(imported.roadmap.id().as_str());
        before = entry.and_then(LibraryEntry::base).cloned();
        if let Some(before) = &before {
            options.earlier = Known::all(before);
            if args.progress {
                // Ticks alone say how they found their things, so ids do not follow addresses before.
                options.earlier.iter_mut().for_each(Known::by_name_only);
            }
            read = waiting::during(errors, || import::read(document, format, &options));
        }
    }
    let imported = match read {
        Ok(imported) => imported,
        Err(ImportError::Empty(report)) => {
            list(report.notes(), args.report, errors)?;
            return Err(CliError::failed(&(text.nothing_found)(&name))
                .hint(text.from_hint)
                .into());
        }
        Err(ImportError::Unreadable { line, why }) => {
            let place = format!("{name}:{line}");
            return Err(
                CliError::failed(&(text.broken)(&place, format.name(), why.as_str()))
                    .hint(text.from_hint)
                    .into(),
            );
        }
        Err(ImportError::MockUp) => {
            return Err(CliError::failed(&(text.mock_up)(&name))
                .hint(text.mock_up_hint)
                .into());
        }
        Err(ImportError::Invalid(problems)) => return Err(no_roadmap(&problems, lang).into()),
    };
    let yaml = yaml_out::write(&imported.source);
    limits.begin(&args.source, yaml.len());
    match waiting::during(errors, || roadmap::load(yaml.as_bytes(), &limits)) {
        Ok(loaded) => Ok(Made {
            imported,
            format,
            yaml,
            before,
            after: loaded.roadmap,
        }),
        Err(problems) => Err(no_roadmap(&problems, lang).into()),
    }
}

/// Says why no roadmap came of a document.
fn no_roadmap(problems: &Problems, lang: Lang) -> CliError {
    let first = problems.first().map(|problem| problem.sentence(lang));
    let why = first.map(|sentence| sentence.to_string());
    CliError::failed(&(lang.import().not_a_roadmap)(&why.unwrap_or_default()))
}

/// Tells whether a document is a roadmap already: by its name, or by the keys at the start of its lines.
fn is_roadmap(source: &Path, text: &str) -> bool {
    let has_key = |key| text.lines().any(|line| line.starts_with(key));
    let is_yaml = source.as_os_str() != STDOUT && is_roadmap_file(source);
    is_yaml || has_key("format: 1") && (has_key("stages:") || has_key("roadmap:"))
}

/// Checks what was said of the document.
fn options(args: &ImportArgs, name: Option<String>, lang: Lang) -> Result<Options, CliError> {
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
        name: name.unwrap_or_else(|| document_name(&args.source)),
        id: args.id.clone(),
        lang: args.language.as_ref().map(|tag| tag.to_ascii_lowercase()),
        base,
        ..Options::default()
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

/// Writes the file where it was asked for; returns where, and what it put aside.
fn write(
    args: &ImportArgs,
    made: &Made,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<Option<Added>, CliError> {
    if args.add {
        let shelf = shelf::own_shelf(surroundings, lang)?;
        let id = made.imported.roadmap.id();
        let replaces = taken(&shelf.library(), id.as_str(), args.replace, lang)?;
        let added = shelf.add(id.as_str(), made.yaml.as_bytes(), &replaces);
        let cannot = |error| CliError::failed(lang.library().cannot_change_library).because(&error);
        return added.map(Some).map_err(cannot);
    }
    let Some(path) = args
        .output
        .clone()
        .filter(|path| path.as_os_str() != STDOUT)
    else {
        return Ok(None);
    };
    document::write(&path, made.yaml.as_bytes(), args.replace, lang)?;
    Ok(Some(Added {
        path,
        put_aside: Vec::new(),
    }))
}
