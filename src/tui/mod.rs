//! The screen: terminal event → keymap → [`msg::Msg`] → [`app::App::update`] → effects → the world; then a frame.

pub mod app;
pub mod canvas;
pub mod detail;
pub mod effect;
pub mod keymap;
pub mod layout;
pub mod msg;
pub mod overlay;
pub mod screen;
pub mod terminal;
pub mod tree;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crossterm::event::{KeyEventKind, MouseButton, MouseEvent, MouseEventKind};

use crate::config::{CommandLine, Environment};
use crate::journal::Journal;
use crate::lang::Lang;
use crate::roadmap::NodeIdx;
use crate::session::Course;
use crate::symbols::Symbols;
use crate::text::CleanBuf;
use crate::theme::Theme;

use app::{App, Start};
use canvas::Canvas;
use effect::World;
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
/// Lines of one notch of the wheel.
const WHEEL_LINES: i16 = 3;

/// What the screen is started with.
pub struct Launch {
    pub course: Course,
    pub journal: Journal,
    pub environment: Environment,
    pub lang: Lang,
    pub symbols: Symbols,
    pub themes: Themes,
    pub mouse: bool,
    /// The command that opens links, where the settings name one.
    pub open: Option<CommandLine>,
    /// Folder of crash files and of the last view; nowhere without a home folder.
    pub state: Option<PathBuf>,
    /// Stage to begin in.
    pub stage: Option<NodeIdx>,
    /// Something to say first: a bad config, a roadmap that was not loaded.
    pub notice: Option<CleanBuf>,
}

/// The theme to use: the one that was asked for, or by the terminal's background.
pub enum Themes {
    Chosen(Box<Theme>),
    ByBackground { dark: Box<Theme>, light: Box<Theme> },
}

/// Runs the screen until the person quits.
pub fn run(launch: Launch) -> Result<(), TerminalError> {
    let options = Options {
        mouse: launch.mouse,
        term: launch.environment.term.clone(),
        crash_folder: launch.state.clone().unwrap_or_else(std::env::temp_dir),
    };
    let mut terminal = TerminalOwner::open(options)?;
    let theme = choose_theme(launch.themes, &mut terminal)?;
    let view_file = launch.state.map(|state| state.join("last"));
    let size = terminal.size();
    let mut app = App::new(Start {
        course: launch.course,
        lang: launch.lang,
        symbols: launch.symbols,
        size: (size.width, size.height),
        view: view_file.as_deref().and_then(effect::read_view),
        stage: launch.stage,
        notice: launch.notice,
    });
    let waker = terminal.waker();
    let mut world = World::new(
        launch.journal,
        launch.environment,
        launch.open,
        view_file,
        waker,
    );
    let mut pointer = Pointer::default();
    while !world.has_quit() {
        terminal.draw(|frame| screen::draw(&app, &theme, &mut Canvas::new(frame.buffer_mut())))?;
        wait(&mut app, &mut world, &mut terminal, &mut pointer)?;
    }
    // What was acknowledged is in the system's hands; this makes the disk keep it.
    let _ = world.journal.sync();
    Ok(())
}

fn choose_theme(themes: Themes, terminal: &mut TerminalOwner) -> Result<Theme, TerminalError> {
    match themes {
        Themes::Chosen(theme) => Ok(*theme),
        Themes::ByBackground { dark, light } => match terminal.ask_background(BACKGROUND_BUDGET)? {
            Background::Light => Ok(*light),
            Background::Dark | Background::Unknown => Ok(*dark),
        },
    }
}

/// Waits until there is something to draw: the first event, and all that have come with it. While nothing happens,
/// what is due is done.
fn wait(
    app: &mut App,
    world: &mut World,
    terminal: &mut TerminalOwner,
    pointer: &mut Pointer,
) -> Result<(), TerminalError> {
    let mut timeout = TICK;
    for _ in 0..BURST {
        let Some(event) = terminal.next_event(Some(timeout))? else {
            if timeout == Duration::ZERO {
                return Ok(());
            }
            world.save_view(app.view());
            if let Some(msg) = world.tick() {
                return deliver(msg, app, world, terminal);
            }
            continue;
        };
        timeout = Duration::ZERO;
        while let Some(answer) = world.answer() {
            deliver(answer, app, world, terminal)?;
        }
        if let Some(msg) = translate(&event, app, pointer) {
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
        if let Some(msg) = world.run(effect, terminal)? {
            effects.extend(app.update(msg));
        }
    }
    Ok(())
}

/// Makes a message of what the terminal says; what means nothing here is dropped, pasted text above all.
fn translate(event: &TerminalEvent, app: &App, pointer: &mut Pointer) -> Option<Msg> {
    match event {
        TerminalEvent::Key(key) if key.kind == KeyEventKind::Release => None,
        TerminalEvent::Key(key) => Some(keymap::msg(app.scope(), *key)),
        TerminalEvent::Mouse(mouse) => pointer.msg(*mouse),
        TerminalEvent::Resize(size) => Some(Msg::Resized {
            width: size.width,
            height: size.height,
        }),
        TerminalEvent::Paste(_) | TerminalEvent::Redraw | TerminalEvent::Woken => None,
    }
}

/// The mouse, which alone needs a clock: two clicks in a short time are one double click.
#[derive(Default)]
struct Pointer {
    last: Option<(Instant, u16, u16)>,
}

impl Pointer {
    fn msg(&mut self, mouse: MouseEvent) -> Option<Msg> {
        let MouseEvent { column, row, .. } = mouse;
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "an enum of crossterm: most of it is movement"
        )]
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let now = Instant::now();
                let double = self.last.take().is_some_and(|(at, x, y)| {
                    (x, y) == (column, row) && now.duration_since(at) < DOUBLE_CLICK
                });
                if !double {
                    self.last = Some((now, column, row));
                }
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
}
