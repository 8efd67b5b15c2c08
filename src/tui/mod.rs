//! The screen: terminal event → keymap → [`msg::Msg`] → [`app::App::update`] → effects → the world; then a frame.

pub mod app;
pub mod canvas;
pub mod detail;
pub mod effect;
pub mod keymap;
pub mod layout;
mod memo;
pub mod msg;
pub mod overlay;
pub mod page;
pub mod picture;
pub mod screen;
pub mod still;
pub mod terminal;
pub mod tree;
pub mod waiting;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crossterm::event::{KeyEventKind, MouseButton, MouseEvent, MouseEventKind};

use crate::config::{CommandLine, Environment};
use crate::course::Course;
use crate::journal::Journal;
use crate::lang::Lang;
use crate::lang::causes::Cause;
use crate::roadmap::{NodeIdx, TypicalMinutes};
use crate::symbols::Symbols;
use crate::text::CleanBuf;
use crate::text::width::Measure;
use crate::theme::Theme;

use app::{App, Looks, Start};
use effect::{Gallery, LoadTheme, Shelving, StandIn, Surroundings, World};
use keymap::{Keymap, Scope};
use msg::{Click, Msg};
use terminal::{Background, Options, TerminalError, TerminalEvent, TerminalOwner};

/// How long the terminal has to tell its background before a dark one is assumed.
const BACKGROUND_BUDGET: Duration = Duration::from_millis(80);
/// How often is looked for the changes of others, and the longest that an append waits for the disk.
const TICK: Duration = Duration::from_secs(1);
/// Two clicks within this time are a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);
/// Events that become one frame at the most, so that a flood of them does not hide the screen for ever.
const BURST: usize = 512;
/// How long a frame may wait for what a key began, before it shows the key alone.
const MOMENT: Duration = Duration::from_millis(8);
/// Lines of one notch of the wheel.
const WHEEL_LINES: i16 = 3;

/// What the screen is started with.
pub struct Launch {
    /// The terminal, where it was needed before; else it is taken over now.
    pub terminal: Option<TerminalOwner>,
    pub options: Options,
    pub course: Course,
    pub journal: Journal,
    pub environment: Environment,
    pub lang: Lang,
    /// Whether a flag or the settings name the language.
    pub lang_is_asked_for: bool,
    pub symbols: Symbols,
    /// How the terminal counts columns.
    pub measure: Measure,
    pub keymap: Keymap,
    pub themes: Themes,
    /// Whether statistics say when the rest may be done.
    pub finish_date: bool,
    /// Where it is kept what time runs for; nowhere where the settings do not let it run by itself.
    pub timer_file: Option<PathBuf>,
    /// The command that opens links, where the settings name one.
    pub open: Option<CommandLine>,
    pub shelving: Shelving,
    pub minutes: TypicalMinutes,
    /// Where notes are; nowhere without a home folder.
    pub notes_folder: Option<PathBuf>,
    /// Where it is kept what was on the screen last; nowhere without a home folder.
    pub view_file: Option<PathBuf>,
    /// Whether the roadmap stands in for one that was chosen and cannot be used.
    pub stands_in: bool,
    /// Stage to begin in.
    pub stage: Option<NodeIdx>,
    /// Something to say first: a bad config, a roadmap that was not loaded.
    pub notice: Option<CleanBuf>,
}

/// The theme to use: the one that was asked for, or by the terminal's background.
pub enum FirstTheme {
    Chosen(Box<Theme>),
    ByBackground(Box<dyn Fn(Background) -> Theme>),
}

/// The themes that there are, and which is first on the screen.
pub struct Themes {
    pub first: FirstTheme,
    pub names: Vec<CleanBuf>,
    pub load: LoadTheme,
    /// The theme that was chosen by key at an earlier start, where nothing else names one.
    pub chosen: Option<CleanBuf>,
    /// The settings or a flag name one.
    pub is_asked_for: bool,
}

/// How the screen ended.
pub struct Ending {
    /// Why it ended, when the person did not want it to.
    pub screen: Result<(), TerminalError>,
    /// Why the last changes are not on the disk, when they are not.
    pub unsaved: Option<Cause>,
}

/// Runs the screen until the person quits. Nothing was taken from the terminal when there is an error.
pub fn run(launch: Launch) -> Result<Ending, TerminalError> {
    let mut terminal = match launch.terminal {
        Some(terminal) => terminal,
        None => TerminalOwner::open(launch.options)?,
    };
    let Themes {
        first,
        names,
        load,
        chosen,
        is_asked_for,
    } = launch.themes;
    let theme = choose_theme(first, &mut terminal)?;
    let size = terminal.size();
    let now = launch.environment.now();
    let view = launch.view_file.as_deref().and_then(crate::view::read);
    let stands_in = launch.stands_in.then(|| StandIn {
        roadmap: launch.course.roadmap().id().to_buf(),
        chosen: view.clone().unwrap_or_default(),
    });
    let mut app = App::new(Start {
        course: launch.course,
        lang: launch.lang,
        lang_is_asked_for: launch.lang_is_asked_for,
        symbols: launch.symbols,
        measure: launch.measure,
        keymap: launch.keymap,
        looks: Looks {
            themes: names,
            theme: theme.name().to_buf(),
            chosen,
            is_asked_for,
        },
        size: (size.width, size.height),
        today: now.date(),
        zone: now.time_zone().clone(),
        finish_date: launch.finish_date,
        timer: launch.timer_file.is_some(),
        view,
        stage: launch.stage,
        notice: launch.notice,
    });
    let waker = terminal.waker();
    let surroundings = Surroundings {
        journal: launch.journal,
        environment: launch.environment,
        looks: Gallery { theme, load },
        open: launch.open,
        shelving: launch.shelving,
        minutes: launch.minutes,
        notes_folder: launch.notes_folder,
        timer_file: launch.timer_file,
        view_file: launch.view_file,
        stands_in,
    };
    let mut world = World::new(surroundings, waker);
    let screen = play(&mut app, &mut world, &mut terminal);
    // What was acknowledged is in the system's hands; this makes the disk keep it.
    let unsaved = world.finish();
    Ok(Ending { screen, unsaved })
}

/// Draws, waits, and draws again, until the person quits.
fn play(
    app: &mut App,
    world: &mut World,
    terminal: &mut TerminalOwner,
) -> Result<(), TerminalError> {
    let mut rhythm = Rhythm::new(Instant::now());
    let mut has_looked_back = false;
    while !world.has_quit() {
        let theme = &world.surroundings.looks.theme;
        terminal.draw(app.measure(), |canvas| screen::draw(app, theme, canvas))?;
        // Once the person sees something, there is time to find out what has changed.
        if !has_looked_back {
            has_looked_back = true;
            if let Some(msg) = world.look_back() {
                deliver(msg, app, world, terminal)?;
                continue;
            }
        }
        wait(app, world, terminal, &mut rhythm)?;
        rhythm.is_view_old = true;
    }
    Ok(())
}

fn choose_theme(first: FirstTheme, terminal: &mut TerminalOwner) -> Result<Theme, TerminalError> {
    match first {
        FirstTheme::Chosen(theme) => Ok(*theme),
        FirstTheme::ByBackground(theme) => Ok(theme(terminal.ask_background(BACKGROUND_BUDGET)?)),
    }
}

/// Waits until there is something to draw: the first event, and all that have come with it. Once a second, whether
/// keys are pressed or not, what is due is done.
fn wait(
    app: &mut App,
    world: &mut World,
    terminal: &mut TerminalOwner,
    rhythm: &mut Rhythm,
) -> Result<(), TerminalError> {
    let mut has_changed = false;
    let mut begun = Instant::now();
    for _ in 0..BURST {
        let now = Instant::now();
        let is_second_over = rhythm.is_due(now);
        if is_second_over {
            let today = world.surroundings.environment.now().date();
            if today != app.today() {
                deliver(Msg::NewDay(today), app, world, terminal)?;
                has_changed = true;
            }
        }
        if is_second_over && app.waits_for_seconds() {
            deliver(Msg::Second, app, world, terminal)?;
            has_changed |= !app.waits_for_seconds();
        }
        if is_second_over || world.is_sync_due(now) {
            if std::mem::take(&mut rhythm.is_view_old) {
                world.save_view(app.view());
            }
            if let Some(msg) = world.tick(now, app.overlay().is_none()) {
                deliver(msg, app, world, terminal)?;
                has_changed = true;
            }
        }
        let timeout = if has_changed || app.is_busy() {
            Duration::ZERO
        } else {
            rhythm.left(now, world.surroundings.journal.sync_due())
        };
        let event = match terminal.next_event(Some(timeout))? {
            Some(event) => event,
            // What a key began may be over in a moment, so that one frame shows the key and what came of it.
            None if app.is_busy() && (!has_changed || begun.elapsed() < MOMENT) => {
                has_changed |= app.go_on();
                continue;
            }
            None if has_changed => return Ok(()),
            None => continue,
        };
        if !has_changed {
            begun = now;
        }
        has_changed = true;
        while let Some(answer) = world.answer() {
            deliver(answer, app, world, terminal)?;
        }
        if let Some(msg) = rhythm.translate(&event, app) {
            deliver(msg, app, world, terminal)?;
        }
        if world.has_quit() {
            return Ok(());
        }
    }
    Ok(())
}

/// Gives a message to the app and runs the effects that follow, until nothing follows any more.
fn deliver(
    msg: Msg,
    app: &mut App,
    world: &mut World,
    terminal: &mut TerminalOwner,
) -> Result<(), TerminalError> {
    let mut effects = VecDeque::from(app.update(msg));
    while let Some(effect) = effects.pop_front() {
        if let Some(msg) = world.run(effect, app.course(), terminal)? {
            effects.extend(app.update(msg));
        }
    }
    Ok(())
}

/// What needs a clock: the second in which something is due, and double clicks.
struct Rhythm {
    due: Instant,
    /// Whether something has happened since it was looked where the person is: all open folds are gone through for it.
    is_view_old: bool,
    last_click: Option<(Instant, u16, u16)>,
}

impl Rhythm {
    fn new(now: Instant) -> Rhythm {
        Rhythm {
            due: now + TICK,
            is_view_old: true,
            last_click: None,
        }
    }

    /// Tells whether the second is over; a new one then begins.
    fn is_due(&mut self, now: Instant) -> bool {
        let is_due = now >= self.due;
        if is_due {
            self.due = now + TICK;
        }
        is_due
    }

    /// Returns how long nothing is due: neither the second nor something else.
    fn left(&self, now: Instant, other: Option<Instant>) -> Duration {
        let due = other.map_or(self.due, |other| other.min(self.due));
        due.saturating_duration_since(now)
    }

    /// Makes a message of what the terminal says; what means nothing here is dropped, pasted text above all.
    fn translate(&mut self, event: &TerminalEvent, app: &App) -> Option<Msg> {
        match event {
            TerminalEvent::Key(key) if key.kind == KeyEventKind::Release => None,
            TerminalEvent::Key(key) => Some(app.keymap().msg(app.scope(), *key)),
            TerminalEvent::Mouse(mouse) => self.click_or_wheel(*mouse),
            TerminalEvent::Resize(size) => Some(Msg::Resized {
                width: size.width,
                height: size.height,
            }),
            TerminalEvent::Paste(text) if app.scope() == Scope::Typing => {
                Some(Msg::Pasted(text.clone()))
            }
            TerminalEvent::Paste(_) | TerminalEvent::Redraw | TerminalEvent::Woken => None,
        }
    }

    fn click_or_wheel(&mut self, mouse: MouseEvent) -> Option<Msg> {
        let MouseEvent { column, row, .. } = mouse;
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "an enum of crossterm: most of it is movement"
        )]
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let double = self.is_double(Instant::now(), column, row);
                Some(Msg::Click(Click {
                    column,
                    row,
                    double,
                }))
            }
            MouseEventKind::ScrollDown => Some(Msg::Wheel {
                column,
                row,
                lines: WHEEL_LINES,
            }),
            MouseEventKind::ScrollUp => Some(Msg::Wheel {
                column,
                row,
                lines: -WHEEL_LINES,
            }),
            _ => None,
        }
    }

    /// Tells whether a click is the second of two. A third one begins anew.
    fn is_double(&mut self, now: Instant, column: u16, row: u16) -> bool {
        let is_double = self.last_click.take().is_some_and(|(at, x, y)| {
            (x, y) == (column, row) && now.duration_since(at) < DOUBLE_CLICK
        });
        if !is_double {
            self.last_click = Some((now, column, row));
        }
        is_double
    }
}
