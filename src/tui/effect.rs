//! The only place of the screen that touches the world: the journal, links, the clipboard, the file of the last view.

mod noting;
mod shelving;
mod timing;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Instant;

use crate::cause;
use crate::config::{CommandLine, Environment};
use crate::course::Course;
use crate::journal::Journal;
use crate::lang::causes::Cause;
use crate::launch::{self, Plan};
use crate::progress::change::Change;
use crate::roadmap::TypicalMinutes;
use crate::roadmap::url::Link;
use crate::text::CleanBuf;
use crate::theme::{Theme, ThemeProblems};
use crate::view::{self, View};

use super::msg::{Effect, Msg};
use super::terminal::{TerminalError, TerminalOwner, Waker};

pub use shelving::Shelving;

/// The themes on the disk, and the one that is drawn with.
pub struct Gallery {
    pub theme: Theme,
    /// Finds a theme by its name, reduced to what the terminal can show.
    pub load: LoadTheme,
}

/// Finds a theme by its name.
pub type LoadTheme = Box<dyn Fn(&str) -> Result<Theme, ThemeProblems>>;

/// What the world is made of before anything was done in it.
pub struct Surroundings {
    pub journal: Journal,
    pub environment: Environment,
    pub looks: Gallery,
    /// The command that opens links, where the settings name one.
    pub open: Option<CommandLine>,
    pub shelving: Shelving,
    /// How long things take of which the roadmap does not say it.
    pub minutes: TypicalMinutes,
    /// Where the notes of all roadmaps are; nowhere without a home folder.
    pub notes_folder: Option<PathBuf>,
    /// Where it is kept what time runs for; nowhere where the settings do not let it run by itself.
    pub timer_file: Option<PathBuf>,
    /// Where the last view is kept; nowhere without a home folder.
    pub view_file: Option<PathBuf>,
    pub stands_in: Option<StandIn>,
}

/// A roadmap that is shown because the one that the person chose cannot be used now.
pub struct StandIn {
    pub roadmap: CleanBuf,
    /// The view of what was chosen, which stays the last one.
    pub chosen: View,
}

/// Everything outside that effects are run on.
pub struct World {
    pub surroundings: Surroundings,
    saved_view: Option<View>,
    /// Answers of what goes on beside the loop.
    answers: (Sender<Msg>, Receiver<Msg>),
    waker: Waker,
    has_quit: bool,
    /// The person was told that changes are not saved, and quits all the same.
    warned: bool,
}

impl World {
    #[must_use]
    pub fn new(surroundings: Surroundings, waker: Waker) -> World {
        World {
            surroundings,
            saved_view: None,
            answers: mpsc::channel(),
            waker,
            has_quit: false,
            warned: false,
        }
    }

    #[must_use]
    pub fn has_quit(&self) -> bool {
        self.has_quit
    }

    /// Runs an effect; its outcome is a message, now or later through [`World::answer`].
    pub fn run(
        &mut self,
        effect: Effect,
        course: &Course,
        terminal: &mut TerminalOwner,
    ) -> Result<Option<Msg>, TerminalError> {
        match effect {
            Effect::Append(change) => Ok(Some(self.append(change))),
            Effect::OpenLink(link) => self.open_link(link, terminal),
            Effect::StartTimer(node) => Ok(self.start_timer(node, course)),
            Effect::Copy(link) => copy(link, terminal).map(Some),
            Effect::ShowTheme(name) => Ok(Some(self.show_theme(&name))),
            Effect::EditNote(node) => self.edit_note(node, course, terminal).map(Some),
            Effect::AddNote(node, text) => Ok(Some(self.add_note(node, &text, course))),
            Effect::AddLink { topic, link, title } => {
                Ok(Some(self.add_link(topic, link, title, course)))
            }
            Effect::Hide(nodes) => Ok(Some(self.hide(&nodes, course))),
            Effect::TurnLayer { undoing, turn } => Ok(Some(self.turn_layer(undoing, &turn))),
            Effect::TurnNote {
                undoing,
                node,
                rewrite,
            } => Ok(Some(self.turn_note(undoing, node, &rewrite, course))),
            Effect::LookBack => Ok(self.look_back()),
            Effect::RememberEdition => {
                self.remember_edition();
                Ok(None)
            }
            Effect::Attach {
                attachment,
                undoing,
            } => Ok(Some(self.attach(attachment, undoing, course))),
            Effect::ListRoadmaps => Ok(Some(self.list_roadmaps(course))),
            Effect::UseRoadmap(id) => Ok(Some(self.use_roadmap(&id))),
            Effect::SaveView(view) => {
                self.save_view(view);
                Ok(None)
            }
            Effect::Suspend => {
                // Without job control nothing could wake the program again; the key then does nothing.
                let _ = terminal.suspend();
                Ok(None)
            }
            Effect::Quit => Ok(self.quit()),
        }
    }

    /// Returns the next answer of something that went on beside the loop.
    pub fn answer(&mut self) -> Option<Msg> {
        self.answers.1.try_recv().ok()
    }

    /// Does what is due when the person is idle: writes what could not be written, has the disk keep what was
    /// written, and looks whether somebody else wrote.
    pub fn tick(&mut self, now: Instant, may_change_roadmap: bool) -> Option<Msg> {
        let had_pending = self.surroundings.journal.pending() > 0;
        if had_pending && self.surroundings.journal.retry().is_ok() {
            self.warned = false;
            return Some(Msg::AllSaved);
        }
        if let Err(error) = self.surroundings.journal.sync_if_due(now) {
            return Some(Msg::Failed(cause::chain(&error)));
        }
        let notes = self.surroundings.journal.take_notes();
        if !notes.is_empty() {
            return Some(Msg::Failed(Cause::same(&notes.join("; "))));
        }
        self.surroundings.journal.keep_cache();
        if self.surroundings.journal.poll_changed() {
            let log = self.surroundings.journal.glance();
            return Some(Msg::LogChanged(Box::new(log)));
        }
        // Somebody who types or chooses is not disturbed: the files are looked at again in a second.
        may_change_roadmap.then(|| self.look_at_roadmap()).flatten()
    }

    /// Tells whether the disk shall now be made to keep what was written.
    #[must_use]
    pub fn is_sync_due(&self, now: Instant) -> bool {
        self.surroundings
            .journal
            .sync_due()
            .is_some_and(|due| due <= now)
    }

    /// Does at the end, however it came, what must not be left undone; returns what could not be saved, and why.
    pub fn finish(&mut self) -> Option<Cause> {
        let retried = self
            .surroundings
            .journal
            .retry()
            .map_err(|error| cause::chain(&error));
        let synced = self
            .surroundings
            .journal
            .sync()
            .map_err(|error| cause::chain(&error));
        self.surroundings.journal.keep_cache();
        retried.and(synced).err()
    }

    /// Remembers where the person is. Nothing depends on it, so a failure is not worth a word.
    pub fn save_view(&mut self, view: View) {
        let view = match &self.surroundings.stands_in {
            Some(StandIn { roadmap, chosen }) if view.roadmap == roadmap.as_str() => View {
                lang: view.lang,
                theme: view.theme,
                ..chosen.clone()
            },
            Some(_) | None => view,
        };
        if self.saved_view.as_ref() == Some(&view) {
            return;
        }
        if let Some(file) = &self.surroundings.view_file
            && view::write(file, &view).is_ok()
        {
            self.saved_view = Some(view);
        }
    }

    fn append(&mut self, change: Change) -> Msg {
        let appended = self.surroundings.journal.append(&change);
        let unsaved = appended.saved.err().map(|error| cause::chain(&error));
        Msg::Recorded {
            record: Box::new(appended.record),
            change,
            unsaved,
        }
    }

    fn show_theme(&mut self, name: &CleanBuf) -> Msg {
        match (self.surroundings.looks.load)(name.as_str()) {
            Ok(theme) => {
                self.surroundings.looks.theme = theme;
                Msg::ThemeShown(name.clone())
            }
            Err(problems) => Msg::ThemeBroken(problems),
        }
    }

    fn open_link(
        &mut self,
        link: Link,
        terminal: &mut TerminalOwner,
    ) -> Result<Option<Msg>, TerminalError> {
        let plan = launch::plan(
            self.surroundings.open.as_ref(),
            &self.surroundings.environment,
            &link,
        );
        if let Plan::ShowOnly { .. } = plan {
            return Ok(Some(match terminal.copy(&link) {
                Ok(()) => Msg::LinkShown(link),
                Err(error) => Msg::Failed(cause::chain(&error)),
            }));
        }
        if plan.needs_screen() {
            let result = terminal.with_child(|| launch::run(&plan))?;
            return Ok(Some(opened(
                link,
                result.map_err(|error| cause::chain(&error)),
            )));
        }
        let (answers, waker) = (self.answers.0.clone(), self.waker.clone());
        launch::run_in_background(plan, move |result| {
            // The loop may have ended meanwhile; then nobody wants to know.
            let _ = answers.send(opened(link, result.map_err(|error| cause::chain(&error))));
            waker.wake();
        });
        Ok(None)
    }

    /// Ends the loop, unless there are changes that exist in memory only: those are tried once more, and the person
    /// is told before they are given up.
    fn quit(&mut self) -> Option<Msg> {
        match self.surroundings.journal.retry() {
            Err(error) if !self.warned => {
                self.warned = true;
                Some(Msg::QuitRefused(cause::chain(&error)))
            }
            Ok(()) | Err(_) => {
                self.has_quit = true;
                None
            }
        }
    }
}

fn opened(link: Link, result: Result<(), Cause>) -> Msg {
    match result {
        Ok(()) => Msg::LinkOpened(link),
        Err(why) => Msg::Failed(why),
    }
}

fn copy(link: Link, terminal: &mut TerminalOwner) -> Result<Msg, TerminalError> {
    match terminal.copy(&link) {
        Ok(()) => Ok(Msg::Copied(link)),
        Err(TerminalError::Gone) => Err(TerminalError::Gone),
        Err(error) => Ok(Msg::Failed(cause::chain(&error))),
    }
}
