//! roadbook: a learning roadmap in the terminal.
//!
//! This is the map of the program. What there is to learn, what was learned and what is on the screen are three different
//! things: a [`Roadmap`](roadmap::Roadmap) never changes while the program runs, [`Progress`](progress::Progress) is a fold over
//! the [`journal`], and the screen holds cursors and open folds. A [`Course`](course::Course) puts the first two together;
//! the command line and the screen are two shells over it.
//!
//! # In reading order
//!
//! What is known without a machine:
//!
//! 1. [`text`]: text of strangers becomes [`Clean`](text::Clean), and is measured and broken in columns.
//! 2. [`yaml`]: the one parser of what people write, with budgets and places.
//! 3. [`roadmap`]: a [`Source`](roadmap::source::Source) as written is compiled to a roadmap, or to every
//!    [`problem`](roadmap::problem) in it; [`url`](roadmap::url) says what is a link, [`identity`](roadmap::identity) which node of today a
//!    record means.
//! 4. [`progress`]: the [`Status`](progress::Status) of every node, exact counts, and a [`Change`](progress::change::Change) as data.
//! 5. [`course`]: a course, and what a change does to it.
//! 6. [`stats`]: days, pace and what is left; [`picture`] lays out the map and the days in cells; [`export`] makes files of
//!    other forms, and [`import`] sources of them, with a [`Report`](import::report::Report) of what was left out.
//! 7. [`filter`], [`search`]: which nodes are shown, and which a [`Query`](search::Query) finds; [`symbols`], [`lang`]: with
//!    which marks, in which words.
//!
//! What touches the machine:
//!
//! 8. [`journal`]: one line a change, appended; all journals of all devices, read as one [`Log`](journal::Log).
//! 9. [`config`], [`paths`], [`disk`], [`view`], [`timer`], [`launch`]: settings, folders, reading files, where the person
//!    was, what time runs for, and opening links; the [`Environment`](config::Environment) is read once.
//!    [`shelf`] is the library folder, the person's own layers, and whether they change while the program runs.
//! 10. [`notes`]: what the person wrote, one Markdown file a node.
//! 11. [`theme`]: colours by meaning, from files.
//! 12. [`cause`]: why something failed, in the words of the person.
//!
//! The two shells:
//!
//! 13. [`cli`]: one file a command, one way out.
//! 14. [`tui`]: an event becomes a [`Msg`](tui::msg::Msg) by the [`keymap`](tui::keymap); [`App::update`](tui::app::App::update) answers with an
//!     [`Effect`](tui::msg::Effect), which [`effect`](tui::effect) runs; [`screen`](tui::screen) draws on a [`Canvas`](tui::canvas::Canvas);
//!     [`terminal`](tui::terminal) owns the terminal and always gives it back.
//!
//! `ARCHITECTURE.md` says where a new thing goes and why things are as they are; `tests/architecture.rs` holds who may know whom.

pub mod cause;
pub mod cli;
pub mod config;
pub mod course;
pub mod disk;
pub mod export;
pub mod filter;
pub mod import;
pub mod journal;
pub mod lang;
pub mod launch;
pub mod notes;
pub mod paths;
pub mod picture;
pub mod progress;
pub mod roadmap;
pub mod search;
pub mod shelf;
pub mod stats;
pub mod symbols;
pub mod text;
pub mod theme;
pub mod timer;
pub mod tui;
pub mod view;
pub mod yaml;
