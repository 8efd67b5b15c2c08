//! Other formats to a roadmap: text in, [`Source`] out, with a report of all that was left out, mended and guessed.
//!
//! Every format is one reader; all of them but those that are roadmaps already make the same document of sections,
//! items and tables, which is then given its shape in one place.

mod addresses;
pub mod browser_file;
mod cut;
mod draft;
mod earlier;
mod facts;
mod head;
mod headers;
mod ids;
mod inline;
mod kind;
mod links;
mod markdown;
mod minutes;
mod numbering;
mod opml;
mod org;
mod outline;
mod own;
pub mod page_file;
mod past;
mod phrases;
mod plan;
pub mod report;
pub mod roadmap_sh;
mod rows;
mod signs;
mod sites;
mod table_file;
mod tidy;
mod tree;
mod urls;
mod words;
pub mod yaml_out;

use std::collections::HashSet;

use crate::progress::Status;
use crate::roadmap::compile::is_valid_id;
use crate::roadmap::problem::Problems;
use crate::roadmap::source::Source;
use crate::roadmap::url::Link;
use crate::roadmap::{Level, Roadmap};
use crate::text::{CleanBuf, clean};

use draft::{About, Draft};
pub use earlier::Known;
use facts::Facts;
pub use past::Stint;
use plan::{Names, Plan};
use report::{Report, What};
use tidy::keep_good_ids;
use tree::Tree;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Org,
    Opml,
    /// A plain list of addresses.
    Urls,
    Csv,
    /// What the program exported as JSON.
    Json,
    /// A roadmap of roadmap.sh: a map with its texts, or a folder of texts.
    RoadmapSh,
}

impl Format {
    pub const ALL: [Format; 7] = [
        Format::Markdown,
        Format::Org,
        Format::Opml,
        Format::Urls,
        Format::Csv,
        Format::Json,
        Format::RoadmapSh,
    ];

    /// Returns the word that commands use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Format::Markdown => "markdown",
            Format::Org => "org",
            Format::Opml => "opml",
            Format::Urls => "urls",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::RoadmapSh => "roadmap.sh",
        }
    }

    /// Returns what the format is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Format::Markdown => "Markdown",
            Format::Org => "org-mode",
            Format::Opml => "OPML",
            Format::Urls => "URL",
            Format::Csv => "CSV",
            Format::Json => "JSON",
            Format::RoadmapSh => "roadmap.sh",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.word() == word)
    }

    /// Returns the format that a document most likely has: by the ending of its name, else by its text.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Format {
        if roadmap_sh::form(text).is_some() {
            return Format::RoadmapSh;
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "org" => return Format::Org,
            "opml" => return Format::Opml,
            "json" => return Format::Json,
            "csv" | "tsv" => return Format::Csv,
            "urls" => return Format::Urls,
            "md" | "markdown" | "mdx" | "mkd" => return Format::Markdown,
            _ => {}
        }
        if own::is_own_table(text) {
            return Format::Csv;
        }
        let start = text.trim_start();
        if start.starts_with("<opml") || start.starts_with("<?xml") && start.contains("<opml") {
            return Format::Opml;
        }
        if urls::is_list(text) {
            return Format::Urls;
        }
        let org = text.lines().take(200).any(|line| {
            line.starts_with("#+") && line.contains(':')
                || line.starts_with("* TODO ")
                || line.starts_with("** ")
        });
        if org { Format::Org } else { Format::Markdown }
    }
}

/// Tells whether a text may be the tag of a language, such as `en` or `zh-hans`.
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = subtags.next().unwrap_or_default();
    matches!(first.len(), 2 | 3)
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|part| (2..=8).contains(&part.len()) && is_plain(part))
}

/// What a person says of a document.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the document, without its ending: what it is called where it says nothing itself.
    pub name: String,
    /// The id of the roadmap.
    pub id: Option<String>,
    /// The language of titles and texts.
    pub lang: Option<String>,
    /// The address of the document, which relative links start from.
    pub base: Option<Link>,
    /// What lies beside the document.
    pub beside: Bundle,
    /// The nodes of the edition whose place it takes.
    pub earlier: Vec<Known>,
}

/// The files beside a document that belong to it.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    pub files: Vec<Beside>,
    /// Names of files that were not read, since they are links, too large, or no text.
    pub unread: Vec<String>,
    /// Names of further maps in the folder, which are roadmaps of their own.
    pub other_maps: Vec<String>,
}

/// A file beside a document.
#[derive(Clone, Debug)]
pub struct Beside {
    pub role: Role,
    /// Its path, below the folder that it was looked for in, with `/` between the parts.
    pub name: String,
    pub text: String,
}

/// What a file beside a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A map of boxes and lines.
    Map,
    /// The texts of all boxes.
    Texts,
    /// The text of one box.
    Text,
    /// Which box an older name stands for.
    OlderNames,
    /// Title and description of the whole.
    About,
}

/// A document as a reader hands it on, with what stands before it.
struct Document {
    tree: Tree,
    title: Option<String>,
    date: Option<String>,
    /// The text of the first picture before any heading, which often is the name of the document.
    banner: Option<String>,
}

/// How far one thing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Id of the node.
    pub id: String,
    pub status: Status,
    /// When it came to that: a local time or a day, where the document says so.
    pub when: Option<String>,
    /// Time that was spent on it.
    pub spent: Vec<Stint>,
}

/// What came of a document.
#[derive(Clone, Debug)]
pub struct Imported {
    pub source: Source,
    /// The same, checked.
    pub roadmap: Roadmap,
    /// The status of each node that has one, by id.
    pub states: Vec<State>,
    /// Notes of the person that an export of our own has, by id.
    pub notes: Vec<(String, String)>,
    pub report: Report,
}

/// Why no roadmap came of a document.
#[derive(Clone, Debug)]
pub enum ImportError {
    /// There is nothing to learn or do in it.
    Empty(Report),
    /// The document is not of its format.
    Unreadable { line: u32, why: CleanBuf },
    /// It is a drawing alone, of which nothing tells what is what.
    MockUp,
    /// What came of it is no roadmap.
    Invalid(Problems),
}

/// Reads a document.
pub fn read(text: &str, format: Format, options: &Options) -> Result<Imported, ImportError> {
    let mut report = Report::default();
    let base = options.base.as_ref();
    if format == Format::Json {
        return exported(own::read_json(text)?, options, report);
    }
    if format == Format::Markdown && own::is_own_markdown(text) {
        return exported(own::read_markdown(text, &mut report), options, report);
    }
    if format == Format::Csv && own::is_own_table(text) {
        return exported(own::read_table(text, &mut report)?, options, report);
    }
    if format == Format::RoadmapSh {
        return mapped(text, options, report);
    }
    let document = match format {
        Format::Markdown | Format::Json | Format::RoadmapSh => {
            markdown::read(text, base, &mut report)
        }
        Format::Org => org::read(text, base, &mut report),
        Format::Opml => opml::read(text, base, &mut report)?,
        Format::Urls => urls::read(text, &mut report),
        Format::Csv => table_file::read(text, &mut report)?,
    };
    let names = Names {
        given: document.title.as_deref(),
        banner: document.banner.as_deref(),
        file: &options.name,
        is_outline: matches!(format, Format::Opml | Format::Org),
    };
    let edition = document.date.clone();
    let written = (format == Format::Markdown).then_some(text);
    shape(&document.tree, &names, edition, written, options, report)
}

/// Gives a document its shape; also accounts for the addresses in the text that it was written as.
fn shape(
    tree: &Tree,
    names: &Names<'_>,
    edition: Option<String>,
    written: Option<&str>,
    options: &Options,
    mut report: Report,
) -> Result<Imported, ImportError> {
    let facts = Facts::of(tree);
    let (mut plan, is_guess) = Plan::of(tree, &facts, names);
    let name = clean::line(&plan.name);
    name.as_str().trim().clone_into(&mut plan.name);
    if plan.name.is_empty() {
        "…".clone_into(&mut plan.name);
    }
    if is_guess {
        report.add(1, What::GuessedTitle, &plan.name);
    }
    let mut outline = outline::read(tree, &facts, &plan, &mut report);
    tidy::guess_kinds(&mut outline.drafts, &mut report);
    tidy::tidy(&mut outline.drafts, plan.is_bare, &mut report);
    tell_lost_times(tree, &outline.drafts, &mut report);
    if let Some(text) = written {
        addresses::account(text, &outline.drafts, &outline.summary, &mut report);
    }
    let about = About {
        id: options
            .id
            .clone()
            .unwrap_or_else(|| draft::roadmap_id(&plan.name, &options.name)),
        source: options
            .base
            .as_ref()
            .map(|base| (plan.name.clone(), base.as_str().to_owned())),
        title: plan.name,
        summary: outline.summary,
        edition,
        lang: options.lang.clone(),
    };
    finish(outline.drafts, &about, Vec::new(), &options.earlier, report)
}

/// Tells of time that was spent on what came to be no part of the roadmap.
fn tell_lost_times(tree: &Tree, drafts: &[Draft], report: &mut Report) {
    let timed = drafts.iter().filter(|draft| !draft.past.spent.is_empty());
    let lines: HashSet<u32> = timed.map(|draft| draft.line).collect();
    for node in &tree.nodes {
        let is_lost = !node.past.spent.is_empty() && !lines.contains(&node.line);
        if is_lost {
            let minutes = node.past.spent.iter().map(|stint| u64::from(stint.minutes));
            let text = format!("{} ({} min)", node.head.line(), minutes.sum::<u64>());
            report.add(node.line, What::NotKept, &text);
        }
    }
}

/// Takes a map, which says itself what lies in what.
fn mapped(text: &str, options: &Options, mut report: Report) -> Result<Imported, ImportError> {
    let roadmap_sh::Read { about, mut drafts } = roadmap_sh::read(text, options, &mut report)?;
    let is_told = |draft: &&Draft| draft.kind.is_some();
    let told = drafts.iter().filter(is_told).count();
    tidy::guess_kinds(&mut drafts, &mut report);
    report.kinds -= told;
    tidy::tidy(&mut drafts, false, &mut report);
    finish(drafts, &about, Vec::new(), &options.earlier, report)
}

/// Takes an export of our own as it is.
fn exported(
    exported: own::Exported,
    options: &Options,
    mut report: Report,
) -> Result<Imported, ImportError> {
    let own::Exported {
        mut about,
        mut drafts,
        notes,
    } = exported;
    let moved = tidy::tidy(&mut drafts, true, &mut report);
    let notes = notes
        .into_iter()
        .filter_map(|(at, note)| Some((moved[at]?, note)))
        .collect();
    let title = clean::line(&about.title);
    title.as_str().trim().clone_into(&mut about.title);
    if about.title.is_empty() {
        about.title.clone_from(&options.name);
    }
    if let Some(id) = &options.id {
        about.id.clone_from(id);
    } else if !is_valid_id(&about.id) {
        about.id = draft::roadmap_id(&about.title, &options.name);
    }
    about.lang.clone_from(&options.lang);
    finish(drafts, &about, notes, &options.earlier, report)
}

fn finish(
    mut drafts: Vec<Draft>,
    about: &About,
    notes: Vec<(usize, String)>,
    earlier: &[Known],
    mut report: Report,
) -> Result<Imported, ImportError> {
    if !drafts.iter().any(|draft| draft.level != Level::Stage) {
        report.sort();
        return Err(ImportError::Empty(report));
    }
    keep_good_ids(&mut drafts);
    earlier::keep_ids(&mut drafts, earlier);
    ids::name(&mut drafts);
    let built = draft::build(&mut drafts, about, &mut report).map_err(ImportError::Invalid)?;
    report.sort();
    Ok(Imported {
        states: states(&drafts, &built.ids),
        notes: notes
            .into_iter()
            .map(|(at, note)| (built.ids[at].clone(), note))
            .collect(),
        source: built.source,
        roadmap: built.roadmap,
        report,
    })
}

/// Returns what was begun, and what took time.
fn states(drafts: &[Draft], ids: &[String]) -> Vec<State> {
    let state = |(draft, id): (&Draft, &String)| {
        let status = draft.status.unwrap_or_default();
        let can_be_ticked = matches!(draft.level, Level::Resource | Level::Concept);
        // A part has no status of its own; time may be spent on it as a whole.
        let status = if can_be_ticked { status } else { Status::Todo };
        let is_begun = status != Status::Todo || !draft.past.spent.is_empty();
        is_begun.then(|| State {
            id: id.clone(),
            status,
            when: draft.past.when.clone(),
            spent: draft.past.spent.clone(),
        })
    };
    drafts.iter().zip(ids).filter_map(state).collect()
}

#[cfg(test)]
mod tests;
