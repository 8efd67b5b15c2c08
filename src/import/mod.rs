//! Other formats to a roadmap: text in, [`Source`] out, with a report of all that was left out, mended and guessed.
//!
//! Every format is one reader; all of them but those that are roadmaps already make the same document of sections,
//! items and tables, which is then given its shape in one place.

mod draft;
mod facts;
mod head;
mod inline;
mod kind;
mod links;
mod markdown;
mod minutes;
mod outline;
mod plan;
pub mod report;
mod rows;
mod tree;
mod words;
pub mod yaml_out;

use crate::progress::Status;
use crate::roadmap::problem::Problems;
use crate::roadmap::source::Source;
use crate::roadmap::url::Link;
use crate::roadmap::{Level, Roadmap};
use crate::text::clean;

use draft::About;
use facts::Facts;
use plan::{Names, Plan};
use report::{Report, What};
use tree::Tree;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
}

impl Format {
    pub const ALL: [Format; 1] = [Format::Markdown];

    /// Returns the word that commands use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Format::Markdown => "markdown",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.word() == word)
    }

    /// Returns the format that a file most likely has, by the ending of its name.
    #[must_use]
    pub fn of_file(name: &str) -> Format {
        let _ = name;
        Format::Markdown
    }
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
}

/// What came of a document.
#[derive(Clone, Debug)]
pub struct Imported {
    pub source: Source,
    /// The same, checked.
    pub roadmap: Roadmap,
    /// The status of each node that has one, by id.
    pub states: Vec<(String, Status)>,
    pub report: Report,
}

/// Why no roadmap came of a document.
#[derive(Clone, Debug)]
pub enum ImportError {
    /// There is nothing to learn or do in it.
    Empty(Report),
    /// What came of it is no roadmap.
    Invalid(Problems),
}

/// Reads a document.
pub fn read(text: &str, format: Format, options: &Options) -> Result<Imported, ImportError> {
    let mut report = Report::default();
    let document = match format {
        Format::Markdown => markdown::read(text, options.base.as_ref(), &mut report),
    };
    let names = Names {
        given: document.title.as_deref(),
        banner: document.banner.as_deref(),
        file: &options.name,
    };
    let edition = document.date.clone();
    shape(&document.tree, &names, edition, options, report)
}

/// Gives a document its shape.
fn shape(
    tree: &Tree,
    names: &Names<'_>,
    edition: Option<String>,
    options: &Options,
    mut report: Report,
) -> Result<Imported, ImportError> {
    let facts = Facts::of(tree);
    let (mut plan, is_guess) = Plan::of(tree, &facts, names);
    let name = clean::line(&plan.name);
    plan.name = name.as_str().trim().to_owned();
    if plan.name.is_empty() {
        plan.name = "…".to_owned();
    }
    if is_guess {
        report.add(1, What::GuessedTitle, &plan.name);
    }
    let mut outline = outline::read(tree, &facts, &plan, &mut report);
    draft::tidy(&mut outline.drafts, plan.is_bare, &mut report);
    if !outline
        .drafts
        .iter()
        .any(|draft| draft.level != Level::Stage)
    {
        report.sort();
        return Err(ImportError::Empty(report));
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
    let built =
        draft::build(&mut outline.drafts, &about, &mut report).map_err(ImportError::Invalid)?;
    report.sort();
    Ok(Imported {
        states: outline::states(&outline.drafts, &built.ids),
        source: built.source,
        roadmap: built.roadmap,
        report,
    })
}
