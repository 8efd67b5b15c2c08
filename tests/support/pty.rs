//! The real program in a terminal that the test can see: [`app`] starts it, [`App::play`] types, [`App::wait_for`]
//! waits until the screen is as expected, [`App::wait_exit`] tells how it ended and in which state it left the terminal.

use std::fmt;
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pts};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Termios, Winsize, tcgetattr, tcsetwinsize};

use super::questions::Questions;
use super::{Home, PROGRAM, keys};

/// How long anything may take before the test fails; generous, because the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the program is started.
pub struct Builder {
    columns: u16,
    rows: u16,
    home: Option<Home>,
    program: String,
    arguments: Vec<String>,
    environment: Vec<(String, Option<String>)>,
    background: Option<&'static str>,
}

/// Prepares the program with an empty home in a dark terminal of 80×24 that answers questions.
pub fn app() -> Builder {
    Builder {
        columns: 80,
        rows: 24,
        home: None,
        program: PROGRAM.to_owned(),
        arguments: Vec::new(),
        environment: Vec::new(),
        background: Some("rgb:1e1e/1e1e/2e2e"),
    }
}

impl Builder {
    pub fn size(mut self, columns: u16, rows: u16) -> Builder {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// Uses a home that the test has filled.
    pub fn home(mut self, home: Home) -> Builder {
        self.home = Some(home);
        self
    }

    /// Uses the home of a program that runs already.
    pub fn beside(mut self, other: &App) -> Builder {
        let environment = other.home.environment().into_iter();
        self.environment
            .extend(environment.map(|(name, value)| (name, Some(value))));
        self
    }

    pub fn arguments(mut self, arguments: &[&str]) -> Builder {
        self.arguments = arguments
            .iter()
            .map(|&argument| argument.to_owned())
            .collect();
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Builder {
        self.environment
            .push((name.to_owned(), Some(value.to_owned())));
        self
    }

    pub fn env_remove(mut self, name: &str) -> Builder {
        self.environment.push((name.to_owned(), None));
        self
    }

    /// Runs another program in the terminal: a shell that the test starts roadbook from.
    pub fn program(mut self, program: &str, arguments: &[&str]) -> Builder {
        program.clone_into(&mut self.program);
        self.arguments(arguments)
    }

    /// Sets the background colour that the terminal says it has, as `rgb:ffff/ffff/ffff`.
    pub fn background(mut self, colour: &'static str) -> Builder {
        self.background = Some(colour);
        self
    }

    /// Makes a terminal that answers no question at all.
    pub fn silent(mut self) -> Builder {
        self.background = None;
        self
    }

    pub fn start(self) -> App {
        let home = self.home.unwrap_or_else(Home::new);
        let (pty, pts) = pty_process::blocking::open().expect("a pty");
        pty.resize(Size::new(self.rows, self.columns))
            .expect("a size");
        let before = Modes::of(&pts);
        let mut command = Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .envs(home.environment())
            .current_dir(home.path());
        for (name, value) in &self.environment {
            command = match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let child = command.spawn_borrowed(&pts).expect("the program starts");
        let terminal = Arc::new(Terminal {
            master: pty.into(),
            paused: AtomicBool::new(false),
            pace: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            background: self.background,
            view: Mutex::new(View {
                parser: vt100::Parser::new(drawable(self.rows), drawable(self.columns), 0),
                output: Vec::new(),
                questions: Questions::default(),
                ended: false,
            }),
            changed: Condvar::new(),
        });
        let reader = std::thread::spawn({
            let terminal = Arc::clone(&terminal);
            move || terminal.read_until_the_end()
        });
        App {
            home,
            child,
            pts: Some(pts),
            terminal: Some(terminal),
            reader: Some(reader),
            before,
        }
    }
}

/// Waits until the program has drawn its first frame.
pub fn ready(app: &mut App) -> &mut App {
    app.wait_for("a frame", |screen| {
        screen.alternate_screen() && screen.contents().contains(|c: char| !c.is_whitespace())
    })
}

/// Asks again and again until the answer is yes.
#[track_caller]
pub fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "waited too long until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A program that runs in a terminal of its own. It is killed when the test ends.
pub struct App {
    pub home: Home,
    child: Child,
    /// Our own handle of the program's end: the terminal outlives the program and can be asked for its modes.
    pts: Option<Pts>,
    terminal: Option<Arc<Terminal>>,
    reader: Option<JoinHandle<()>>,
    before: Modes,
}

/// Types keys, as in `play(&mut app, "jj<enter>")`.
pub fn play(app: &mut App, notation: &str) {
    app.play(notation);
}

impl App {
    /// Types keys in the notation of [`keys`].
    pub fn play(&mut self, notation: &str) -> &mut App {
        self.send(&keys::bytes(notation))
    }

    /// Pastes a text, marked as pasted if the program asked for it.
    pub fn paste(&mut self, text: &str) -> &mut App {
        let marked = self.terminal().view().parser.screen().bracketed_paste();
        let (begin, end) = if marked {
            ("\x1b[200~", "\x1b[201~")
        } else {
            ("", "")
        };
        self.send(format!("{begin}{text}{end}").as_bytes())
    }

    /// Clicks with the left button on a cell, counted from 0.
    pub fn click(&mut self, column: u16, row: u16) -> &mut App {
        let (column, row) = (column + 1, row + 1);
        self.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").as_bytes())
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) -> &mut App {
        self.terminal().send(bytes);
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut App {
        let terminal = self.terminal();
        terminal
            .view()
            .parser
            .screen_mut()
            .set_size(drawable(rows), drawable(columns));
        let size = Winsize {
            ws_row: rows,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&terminal.master, size).expect("a terminal can be resized");
        self
    }

    pub fn signal(&mut self, signal: Signal) -> &mut App {
        kill_process(Pid::from_child(&self.child), signal).expect("the program still runs");
        self
    }

    /// Stops reading, as a terminal behind a broken line does.
    pub fn pause_reading(&mut self) -> &mut App {
        self.terminal().paused.store(true, Ordering::SeqCst);
        self
    }

    /// Reads this many bytes a second from now on, as a terminal behind a slow line does; 0 is as fast as they come.
    pub fn pace(&mut self, bytes: usize) -> &mut App {
        self.terminal().pace.store(bytes, Ordering::SeqCst);
        self
    }

    /// Tells whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits, while reading is paused, until the terminal can take no more.
    pub fn wait_until_full(&mut self) -> &mut App {
        let waiting = || {
            rustix::io::ioctl_fionread(&self.terminal().master).expect("a terminal counts bytes")
        };
        eventually("the terminal is full", || waiting() >= 4000);
        self
    }

    /// Waits until the program has taken all that was typed.
    pub fn wait_until_taken(&mut self) -> &mut App {
        let pts = self.pts.as_ref().expect("the terminal is open");
        let waiting = || rustix::io::ioctl_fionread(pts).expect("a terminal counts bytes");
        eventually("all that was typed is taken", || waiting() == 0);
        self
    }

    /// Goes on reading.
    pub fn resume_reading(&mut self) -> &mut App {
        self.terminal().paused.store(false, Ordering::SeqCst);
        self
    }

    /// Closes the terminal, as a person does with the window.
    pub fn hang_up(&mut self) -> &mut App {
        self.stop_reader();
        self.terminal = None;
        self
    }

    /// Waits until the screen is as `condition` says.
    pub fn wait_for(&mut self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) -> &mut App {
        self.wait_view(what, |view| condition(view.parser.screen()));
        self
    }

    /// Waits until a text stands somewhere on the screen, within one row.
    pub fn wait_for_text(&mut self, text: &str) -> &mut App {
        self.wait_for(&format!("{text:?} on the screen"), |screen| {
            screen_text(screen).contains(text)
        })
    }

    /// Waits until a text stands on the screen; tells whether it did before the program ended.
    pub fn shows_before_it_ends(&mut self, text: &str) -> bool {
        let mut shown = false;
        eventually("the text is shown or the program has ended", || {
            let has_ended = self.has_ended();
            shown = self.screen_text().contains(text);
            shown || has_ended
        });
        shown
    }

    /// Waits until the program has written these bytes.
    pub fn wait_for_output(&mut self, bytes: &[u8]) -> &mut App {
        let what = format!("{} in the output", bytes.escape_ascii());
        self.wait_view(&what, |view| contains(&view.output, bytes));
        self
    }

    /// Returns what the person sees, row by row, without blanks at the ends of rows.
    pub fn screen_text(&self) -> String {
        screen_text(self.terminal().view().parser.screen())
    }

    /// Returns the screen with its colours and modes.
    pub fn screen(&self) -> vt100::Screen {
        self.terminal().view().parser.screen().clone()
    }

    /// Returns all bytes that the program has written.
    pub fn output(&self) -> Vec<u8> {
        self.terminal().view().output.clone()
    }

    /// Forgets the output so far, to look only at what comes.
    pub fn forget_output(&mut self) -> &mut App {
        let mut view = self.terminal().view();
        view.output.clear();
        view.questions = Questions::default();
        drop(view);
        self
    }

    /// Returns the modes of the terminal device as they are now.
    pub fn modes(&self) -> Modes {
        Modes::of(
            self.pts
                .as_ref()
                .expect("the terminal is open until the end"),
        )
    }

    /// Returns the modes of the terminal device from before the program was started.
    pub fn modes_before(&self) -> &Modes {
        &self.before
    }

    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the program has ended and the terminal has read all that it wrote.
    pub fn wait_exit(mut self) -> Ended {
        let status = self.wait_status();
        let after = self.modes();
        // With nobody on the other end the reader comes to the end of the output.
        self.pts = None;
        if let Some(terminal) = &self.terminal {
            terminal.paused.store(false, Ordering::SeqCst);
            terminal.pace.store(0, Ordering::SeqCst);
            self.wait_view("the end of the output", |view| view.ended);
        }
        let (output, screen) = match &self.terminal {
            Some(terminal) => {
                let view = terminal.view();
                (view.output.clone(), Some(view.parser.screen().clone()))
            }
            None => (Vec::new(), None),
        };
        let home = std::mem::replace(&mut self.home, Home::new());
        Ended {
            status,
            output,
            screen,
            before: self.before.clone(),
            after,
            home,
        }
    }

    /// Waits for the end of a program whose terminal was closed; there is nothing to look at any more.
    pub fn wait_exit_after_hang_up(mut self) -> ExitStatus {
        self.wait_status()
    }

    fn wait_status(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self
                .child
                .try_wait()
                .expect("the program can be waited for")
            {
                return status;
            }
            if Instant::now() > deadline {
                let screen = self
                    .terminal
                    .as_ref()
                    .map_or_else(String::new, |_| self.screen_text());
                panic!("the program did not end; its screen:\n{screen}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn wait_view(&self, what: &str, condition: impl Fn(&View) -> bool) {
        let terminal = self.terminal();
        let (view, waited) = terminal
            .changed
            .wait_timeout_while(terminal.view(), PATIENCE, |view| {
                !condition(view) && !(view.ended)
            })
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if condition(&view) {
            return;
        }
        let why = if waited.timed_out() {
            "waited too long for"
        } else {
            "the program ended before"
        };
        let tail = view.output.len().saturating_sub(600);
        panic!(
            "{why} {what}; the screen:\n{}\nthe last output: {}",
            screen_text(view.parser.screen()),
            view.output[tail..].escape_ascii()
        );
    }

    fn terminal(&self) -> &Arc<Terminal> {
        self.terminal
            .as_ref()
            .expect("the terminal was not hung up")
    }

    fn stop_reader(&mut self) {
        if let Some(terminal) = &self.terminal {
            terminal.stopped.store(true, Ordering::SeqCst);
        }
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.stop_reader();
    }
}

/// How a program ended, and what it left behind.
pub struct Ended {
    pub status: ExitStatus,
    /// All bytes that it wrote.
    pub output: Vec<u8>,
    /// The screen as it was left; none if the terminal was closed.
    pub screen: Option<vt100::Screen>,
    pub before: Modes,
    pub after: Modes,
    pub home: Home,
}

impl Ended {
    /// Checks the exit code.
    #[track_caller]
    pub fn assert_code(&self, code: i32) -> &Ended {
        assert_eq!(self.status.code(), Some(code), "{}", self.text());
        self
    }

    /// Checks that a signal killed the program.
    #[track_caller]
    pub fn assert_signal(&self, signal: Signal) -> &Ended {
        assert_eq!(
            self.status.signal(),
            Some(signal.as_raw()),
            "{}",
            self.text()
        );
        self
    }

    /// Checks that the terminal is as it was before: device modes, and every mode that only the output tells.
    #[track_caller]
    pub fn assert_given_back(&self) -> &Ended {
        assert_eq!(self.before, self.after, "the modes of the device");
        assert_eq!(
            left_on(self.screen.as_ref().expect("a terminal to look at")),
            Vec::<&str>::new()
        );
        let last = |bytes: &[u8]| {
            self.output
                .windows(bytes.len())
                .rposition(|window| window == bytes)
        };
        assert!(
            last(b"\x1b[?2026h") <= last(b"\x1b[?2026l"),
            "the last frame is open"
        );
        self
    }

    /// Returns what stands on the screen that was left.
    pub fn text(&self) -> String {
        self.screen.as_ref().map(screen_text).unwrap_or_default()
    }
}

/// Names the modes that a program must not leave switched on.
pub fn left_on(screen: &vt100::Screen) -> Vec<&'static str> {
    let modes = [
        (screen.alternate_screen(), "alternate screen"),
        (screen.hide_cursor(), "hidden cursor"),
        (screen.bracketed_paste(), "bracketed paste"),
        (
            screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None,
            "mouse",
        ),
        (
            screen.mouse_protocol_encoding() != vt100::MouseProtocolEncoding::Default,
            "mouse encoding",
        ),
        (
            screen.application_cursor() || screen.application_keypad(),
            "application keys",
        ),
        (
            screen.bold() || screen.inverse() || screen.fgcolor() != vt100::Color::Default,
            "colours",
        ),
    ];
    modes
        .into_iter()
        .filter(|(on, _)| *on)
        .map(|(_, name)| name)
        .collect()
}

/// Returns the rows of a screen, without blanks at their ends and without blank rows at the end.
pub fn screen_text(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    let rows: Vec<String> = screen
        .rows(0, columns.get())
        .map(|row| row.trim_end().to_owned())
        .collect();
    rows.join("\n").trim_end().to_owned()
}

pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The modes of a terminal device, comparable and printable.
#[derive(Clone, PartialEq, Eq)]
pub struct Modes(String);

impl Modes {
    fn of(pts: &Pts) -> Modes {
        let modes: Termios = tcgetattr(pts).expect("a terminal has modes");
        Modes(format!("{modes:?}"))
    }
}

impl fmt::Debug for Modes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The terminal's side of the pty.
struct Terminal {
    master: OwnedFd,
    paused: AtomicBool,
    /// Bytes a second that are read; 0 is as fast as they come.
    pace: AtomicUsize,
    stopped: AtomicBool,
    background: Option<&'static str>,
    view: Mutex<View>,
    changed: Condvar,
}

struct View {
    parser: vt100::Parser,
    output: Vec<u8>,
    questions: Questions,
    ended: bool,
}

impl Terminal {
    fn view(&self) -> MutexGuard<'_, View> {
        self.view
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn send(&self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let count =
                rustix::io::write(&self.master, bytes).expect("a terminal takes what is typed");
            bytes = &bytes[count..];
        }
    }

    fn read_until_the_end(&self) {
        let mut bytes = [0; 16 * 1024];
        while !self.stopped.load(Ordering::SeqCst) {
            if self.paused.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
                continue;
            }
            let slice = Timespec {
                tv_sec: 0,
                tv_nsec: 50_000_000,
            };
            let mut files = [PollFd::new(&self.master, PollFlags::IN)];
            if !matches!(poll(&mut files, Some(&slice)), Ok(1..)) {
                continue;
            }
            let slice = match self.pace.load(Ordering::SeqCst) {
                0 => bytes.len(),
                pace => {
                    std::thread::sleep(Duration::from_millis(50));
                    (pace / 20).clamp(1, bytes.len())
                }
            };
            match rustix::io::read(&self.master, &mut bytes[..slice]) {
                Ok(count @ 1..) => self.show(&bytes[..count]),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Ok(0) | Err(_) => break,
            }
        }
        self.view().ended = true;
        self.changed.notify_all();
    }

    fn show(&self, bytes: &[u8]) {
        let mut view = self.view();
        view.parser.process(bytes);
        view.output.extend_from_slice(bytes);
        let View {
            parser,
            output,
            questions,
            ..
        } = &mut *view;
        let cursor = parser.screen().cursor_position();
        let answers = self
            .background
            .map(|background| questions.answer(output, background, cursor));
        drop(view);
        self.changed.notify_all();
        self.send(answers.unwrap_or_default().as_bytes());
    }
}

/// Returns a side that a picture of a terminal can have, also where the device claims to have no cell or far too many.
fn drawable(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count.min(1000)).unwrap_or(NonZeroU16::MIN)
}
