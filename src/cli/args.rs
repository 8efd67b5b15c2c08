//! What can be typed: the commands, the flags that several of them share, and the words they take. The arguments of a
//! command stand in its own file.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use crate::config::{ColorChoice, Flags};
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::Kind;

use super::add::AddArgs;
use super::check::CheckArgs;
use super::completions::CompletionsArgs;
use super::layer::{HideArgs, LinkArgs, UnlinkArgs};
use super::list::ListArgs;
use super::log::LogArgs;
use super::man::ManArgs;
use super::mark::{MarkArgs, UndoArgs};
use super::open::OpenArgs;
use super::remove::RemoveArgs;
use super::show::ShowArgs;
use super::stats::StatsArgs;
use super::use_::UseArgs;

/// A learning roadmap in the terminal: see where you are, do the next thing, tick it off
#[derive(Debug, Parser)]
#[command(
    name = "roadbook",
    version,
    disable_help_subcommand = true,
    infer_subcommands = false
)]
pub struct Cli {
    /// Open the screen at this stage
    #[arg(long, value_name = "ID")]
    pub stage: Option<String>,

    #[command(flatten)]
    pub globals: Globals,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags that every command takes.
#[derive(Debug, Args)]
pub struct Globals {
    /// Work on this roadmap
    #[arg(long, global = true, value_name = "ID")]
    pub roadmap: Option<String>,

    /// Language of the program: en or zh
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true, value_parser = words(Lang::ALL.map(Lang::code)))]
    pub lang: Option<String>,

    /// Theme of the screen
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,

    /// When to use colour: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", hide_possible_values = true, value_parser = words(ColorChoice::ALL.map(ColorChoice::word)))]
    pub color: Option<String>,

    /// Draw nothing: lines of plain words for screen readers and simple terminals
    #[arg(long, global = true)]
    pub plain: bool,

    /// Keep settings, progress and all else below this folder
    #[arg(long, global = true, value_name = "FOLDER")]
    pub home: Option<PathBuf>,
}

impl Globals {
    /// Returns the flags as settings understand them.
    #[must_use]
    pub fn flags(&self) -> Flags {
        let lang = |word: &String| Lang::ALL.into_iter().find(|lang| lang.code() == word);
        let color = |word: &String| {
            ColorChoice::ALL
                .into_iter()
                .find(|color| color.word() == word)
        };
        Flags {
            lang: self.lang.as_ref().and_then(lang),
            theme: self.theme.clone(),
            color: self.color.as_ref().and_then(color),
            roadmap: self.roadmap.clone(),
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List stages, topics, resources and key ideas
    List(ListArgs),
    /// Show one thing with its note and links
    Show(ShowArgs),
    /// Say what to do now, and why
    Next(super::next::NextArgs),
    /// Mark as done; a stage or topic means all below it
    Done(MarkArgs),
    /// Mark as in progress
    Doing(MarkArgs),
    /// Leave out on purpose: it no longer counts
    Skip(MarkArgs),
    /// Mark as not begun again
    Todo(MarkArgs),
    /// Open a link
    Open(OpenArgs),
    /// Write a note in your editor, or add a line to it
    Note(super::note::NoteArgs),
    /// List your notes
    Notes(JsonArgs),
    /// Take the last change back
    Undo(UndoArgs),
    /// Do the last undone change again
    Redo(UndoArgs),
    /// Show what was changed when, newest first
    Log(LogArgs),
    /// Show how far you are
    Stats(StatsArgs),
    /// Write down how much time you spend
    Track(super::track::TrackArgs),
    /// List the roadmaps you have
    Roadmaps(JsonArgs),
    /// Put a roadmap file into your library
    Add(AddArgs),
    /// Open this roadmap from now on
    Use(UseArgs),
    /// Take a roadmap out of your library; progress stays
    Remove(RemoveArgs),
    /// Replace a roadmap in your library by a newer edition; progress stays
    Update(super::update::UpdateArgs),
    /// Compare two editions of a roadmap, with the progress of each thing
    Diff(super::diff::DiffArgs),
    /// Say what progress that has lost its place belongs to now
    Attach(super::attach::AttachArgs),
    /// Hide something in this roadmap; progress stays
    Hide(HideArgs),
    /// Show something hidden again
    Unhide(HideArgs),
    /// Add a link to a topic
    Link(LinkArgs),
    /// Take away something you added
    Unlink(UnlinkArgs),
    /// Show what you hid and added in this roadmap
    Layer(JsonArgs),
    /// Make a roadmap of a document in another format
    Import(super::import::ImportArgs),
    /// Write a checklist, a web page or a table of it
    Export(super::export::ExportArgs),
    /// Look for mistakes in roadmap files
    Check(CheckArgs),
    /// Look at the health of the recorded progress
    Doctor(super::doctor::DoctorArgs),
    /// Show where settings and progress lie
    Paths(JsonArgs),
    /// Show the settings in force and where each comes from
    Config(super::config::ConfigArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// Filters: every one given must fit; of one given several times, one must fit.
#[derive(Clone, Debug, Default, Args)]
pub struct FilterArgs {
    /// Only what is below this stage
    #[arg(long, value_name = "ID")]
    pub stage: Option<String>,

    /// Only what is below this topic
    #[arg(long, value_name = "ID")]
    pub topic: Option<String>,

    /// Only this status: todo, doing, done, skip, or open for todo and doing
    #[arg(long, value_name = "STATUS", value_delimiter = ',', hide_possible_values = true, value_parser = status_words())]
    pub status: Vec<String>,

    /// Only resources of this kind: video, article, course, book, paper, …
    #[arg(long, value_name = "KIND", value_delimiter = ',', hide_possible_values = true, value_parser = words(Kind::ALL.map(Kind::word)))]
    pub kind: Vec<String>,

    /// Only resources in this language, such as en or zh
    #[arg(long = "in", value_name = "LANG", value_delimiter = ',')]
    pub langs: Vec<String>,

    /// Only resources on the shortest useful path
    #[arg(long)]
    pub core: bool,

    /// Only resources that cost nothing, as far as is known
    #[arg(long)]
    pub free: bool,

    /// Only what this finds: words, pinyin, "exact words", -not, and kind:video, is:open, stage:ID, …
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub search: Option<String>,
}

#[derive(Debug, Args)]
pub struct JsonArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// The status words of the filter: those of the journal and `open` for what is unfinished.
pub const OPEN: &str = "open";

fn status_words() -> PossibleValuesParser {
    PossibleValuesParser::new(Status::ALL.map(Status::word).into_iter().chain([OPEN]))
}

pub(super) fn words<const N: usize>(words: [&'static str; N]) -> PossibleValuesParser {
    PossibleValuesParser::new(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_commands_contradict_neither_themselves_nor_each_other() {
        Cli::command().debug_assert();
    }
}
