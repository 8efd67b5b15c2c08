//! What a command works with: settings, folders, and one roadmap with its progress and its journal.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::ZonedDateTime;

use crate::config::{Config, ConfigProblem, Environment, Flags, Settings};
use crate::course::Course;
use crate::journal::fs::{AppendFile, Fs, Listed, Lock, ReadFile, RealFs};
use crate::journal::{
    Appended, Clock, Journal, JournalDirs, Log, NoteDeed, RecordId, Spent, SystemClock,
};
use crate::lang::Lang;
use crate::notes;
use crate::paths::{NoHome, Paths};
use crate::progress::change::Change;
use crate::roadmap::Roadmap;
use crate::roadmap::library::Library;
use crate::shelf::Opened;
use crate::shelf::seen::Seen;
use crate::shelf::watch::Watch;
use crate::text::CleanBuf;
use crate::tui::keymap::Keymap;
use crate::yaml::Limits;

use super::error::CliError;
use super::{shelf, waiting};

/// Settings and folders: what is known before any roadmap is read.
pub struct Surroundings {
    pub environment: Environment,
    pub paths: Result<Paths, NoHome>,
    pub settings: Settings,
    /// The keys of the screen.
    pub keymap: Keymap,
    config: Config,
    pub config_problems: Vec<ConfigProblem>,
}

impl Surroundings {
    /// Finds the folders and reads the settings.
    #[must_use]
    pub fn new(flags: &Flags, home: Option<&Path>, environment: Environment) -> Surroundings {
        let paths = Paths::find(home, &environment);
        let (config, mut config_problems) = match &paths {
            Ok(paths) => Config::load(&paths.config_file()),
            Err(NoHome) => (Config::default(), Vec::new()),
        };
        let settings = Settings::new(flags, &config, &environment);
        let (keymap, key_problems) = Keymap::rebound(&config.keys);
        if let Ok(paths) = &paths {
            config_problems.extend(key_problems.into_iter().map(|(place, kind)| ConfigProblem {
                file: paths.config_file(),
                place,
                kind,
            }));
            config_problems.sort_by_key(|problem| problem.place);
        }
        Surroundings {
            environment,
            paths,
            settings,
            keymap,
            config,
            config_problems,
        }
    }

    /// Decides the settings again, with all flags.
    #[must_use]
    pub fn with_flags(self, flags: &Flags) -> Surroundings {
        Surroundings {
            settings: Settings::new(flags, &self.config, &self.environment),
            ..self
        }
    }

    /// Returns the line of a setting in the config file.
    #[must_use]
    pub fn config_line(&self, setting: &str) -> Option<u32> {
        self.config.line(setting)
    }

    /// Returns how much a roadmap file may ask for.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            gauge: Some(&waiting::GAUGE),
            ..Limits::of_mebibytes(self.settings.file_mib.value)
        }
    }

    #[must_use]
    pub fn lang(&self) -> Lang {
        self.settings.lang.value
    }

    /// Returns the file in which the screen keeps where the person was.
    #[must_use]
    pub fn view_file(&self) -> Option<PathBuf> {
        Some(self.paths.as_ref().ok()?.state.join("last"))
    }

    /// Returns the file that says what time runs for.
    #[must_use]
    pub fn timer_file(&self) -> Option<PathBuf> {
        Some(self.paths.as_ref().ok()?.state.join("timer"))
    }

    /// Returns where crash files go; without a home folder, where everybody's passing things are.
    #[must_use]
    pub fn crash_folder(&self) -> PathBuf {
        match &self.paths {
            Ok(paths) => paths.state.clone(),
            Err(NoHome) => self.environment.temporary.clone(),
        }
    }

    /// Returns the journal of this device; without a home folder, one that can be read and written in memory only.
    #[must_use]
    pub fn journal(&self) -> Journal {
        let clock: Box<dyn Clock> = match self.environment.fixed_now {
            Some(_) => Box::new(FixedClock(self.environment.now())),
            None => Box::new(SystemClock(self.environment.time_zone())),
        };
        if let Ok(paths) = &self.paths {
            let dirs = JournalDirs {
                data: paths.data.clone(),
                state: paths.state.clone(),
            };
            let cache = paths.cache.join("journals");
            return Journal::open(Box::new(RealFs), dirs, clock).with_cache(cache);
        }
        let dirs = JournalDirs {
            data: "data".into(),
            state: "state".into(),
        };
        Journal::open(Box::new(NoDisk), dirs, clock)
    }
}

/// A roadmap with its progress, and the journal that changes are written to.
pub struct Desk {
    pub course: Course,
    pub journal: Journal,
    /// The roadmap without the person's own layer, and what tells when its files change.
    pub base: Roadmap,
    pub watch: Option<Watch>,
    /// Tells which edition of the roadmap was seen last on the screen.
    pub seen: Option<Seen>,
    /// Whether the roadmap stands in for one that was chosen and cannot be used.
    pub stands_in: bool,
    /// What the person should know about the choice of the roadmap.
    pub notice: Option<CleanBuf>,
    /// Whether there is a home folder to save progress in.
    can_save: bool,
}

impl Desk {
    /// Reads the roadmap to work on and what the journals say of it.
    pub fn open(surroundings: &Surroundings) -> Result<Desk, CliError> {
        Desk::open_by(surroundings, Journal::glance)
    }

    /// Does the same, and reads every journal itself, whatever the cache has of them.
    pub fn open_thoroughly(surroundings: &Surroundings) -> Result<Desk, CliError> {
        Desk::open_by(surroundings, Journal::read)
    }

    fn open_by(
        surroundings: &Surroundings,
        read: fn(&mut Journal) -> Log,
    ) -> Result<Desk, CliError> {
        let library = shelf::working(surroundings)();
        Desk::of_library_by(&library, surroundings, read)
    }

    /// Takes the roadmap to work on from a library that was read, and reads what the journals say of it.
    pub fn of_library(library: &Library, surroundings: &Surroundings) -> Result<Desk, CliError> {
        Desk::of_library_by(library, surroundings, Journal::glance)
    }

    fn of_library_by(
        library: &Library,
        surroundings: &Surroundings,
        read: fn(&mut Journal) -> Log,
    ) -> Result<Desk, CliError> {
        let choice = shelf::choose(library, surroundings, surroundings.lang())?;
        Ok(Desk {
            stands_in: choice.stands_in,
            notice: choice.notice,
            ..Desk::with(choice.opened, surroundings, read)
        })
    }

    /// Reads what the journals say of a roadmap that is at hand.
    #[must_use]
    pub fn of(opened: Opened, surroundings: &Surroundings) -> Desk {
        Desk::with(opened, surroundings, Journal::glance)
    }

    fn with(opened: Opened, surroundings: &Surroundings, read: fn(&mut Journal) -> Log) -> Desk {
        let mut journal = surroundings.journal();
        let log = read(&mut journal);
        let minutes = surroundings.settings.minutes.value.clone();
        let mut desk = Desk {
            course: Course::new(opened.roadmap, log).with_typical_minutes(minutes),
            journal,
            base: opened.base,
            watch: opened.watch,
            seen: opened.seen,
            stands_in: false,
            notice: None,
            can_save: surroundings.paths.is_ok(),
        };
        desk.read_notes(surroundings);
        desk
    }

    /// Reads what the person wrote.
    pub fn read_notes(&mut self, surroundings: &Surroundings) {
        if let Ok(paths) = &surroundings.paths {
            let notes = notes::read_all(&paths.notes(), self.course.roadmap());
            self.course.set_notes(notes);
        }
    }

    /// Returns the edition of the roadmap that was seen last, where it is another one, with what the journals say of it.
    #[must_use]
    pub fn edition_before(&self) -> Option<Course> {
        let before = self.seen.as_ref()?.before()?;
        Some(self.course.of_edition(before))
    }

    /// Writes a change down and waits until the disk has it.
    pub fn record(&mut self, change: &Change, lang: Lang) -> Result<(), CliError> {
        self.can_save(lang)?;
        let appended = self.journal.append(change);
        self.keep(appended, lang)
    }

    /// Writes down minutes that were spent on a node and waits until the disk has it.
    pub fn spend(&mut self, spent: &Spent, id: RecordId, lang: Lang) -> Result<(), CliError> {
        self.can_save(lang)?;
        let appended = self.journal.spend(spent, id);
        self.keep(appended, lang)
    }

    /// Writes down that what was recorded for an old id belongs to a node of today or, with `None`, no longer does.
    pub fn attach(&mut self, node: &str, to: Option<&str>, lang: Lang) -> Result<(), CliError> {
        self.can_save(lang)?;
        let roadmap = self.course.roadmap().id().to_string();
        let appended = self.journal.attach(&roadmap, node, to);
        self.keep(appended, lang)
    }

    fn can_save(&self, lang: Lang) -> Result<(), CliError> {
        if self.can_save {
            return Ok(());
        }
        Err(CliError::failed(lang.cli().no_home).hint(lang.cli().no_home_hint))
    }

    fn keep(&mut self, appended: Appended, lang: Lang) -> Result<(), CliError> {
        let not_saved = || CliError::failed(lang.cli().not_saved);
        appended
            .saved
            .map_err(|error| not_saved().because(&error))?;
        self.course.record(appended.record);
        self.journal
            .sync()
            .map_err(|error| not_saved().because(&error))
    }
}

impl Desk {
    /// Writes down that a note was written or removed, for the statistics, and waits until the disk has it. The note itself
    /// is safe already.
    pub fn record_note(&mut self, node: &str, deed: NoteDeed) -> Result<(), Box<dyn Error>> {
        let appended = self
            .journal
            .note(self.course.roadmap().id().as_str(), node, deed);
        appended.saved?;
        self.course.record(appended.record);
        Ok(self.journal.sync()?)
    }
}

/// A clock that stands still, for tests and recordings.
struct FixedClock(ZonedDateTime);

impl Clock for FixedClock {
    fn now(&self) -> ZonedDateTime {
        self.0.clone()
    }
}

/// The disk of somebody without a home folder: empty, and nothing can be written.
struct NoDisk;

impl NoDisk {
    fn refuse<T>() -> io::Result<T> {
        Err(io::Error::other(NoHome))
    }
}

impl Fs for NoDisk {
    fn open_read(&self, _: &Path) -> io::Result<Box<dyn ReadFile>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<Listed>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn create_folder(&self, _: &Path) -> io::Result<()> {
        NoDisk::refuse()
    }

    fn open_append(&self, _: &Path) -> io::Result<Box<dyn AppendFile>> {
        NoDisk::refuse()
    }

    fn replace(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        NoDisk::refuse()
    }

    fn remove(&self, _: &Path) -> io::Result<()> {
        NoDisk::refuse()
    }

    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        NoDisk::refuse()
    }

    fn lock(&self, _: &Path, _: Duration) -> io::Result<Option<Lock>> {
        NoDisk::refuse()
    }
}
