//! The one owner of the terminal. It takes the terminal over, draws on it, reads what it sends, and gives it back: at
//! the end, on an error, on a panic of any thread, on signals, for Ctrl-Z, for an editor, and when the terminal vanishes.

mod background;
mod crash;
mod input;
mod painter;
mod signals;
mod tty;

use std::collections::VecDeque;
use std::io;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};

pub use background::Background;
pub use input::PASTE_LIMIT;
pub use signals::EXIT_GONE;

use super::canvas::Canvas;
use crate::launch;
use crate::roadmap::url::Link;
use crate::text::width::Measure;

use input::{Decoder, Input};
use painter::Painter;
use tty::{Mode, Tty, news, wait};

/// How long the rest of a sequence is waited for before a lone Escape is the Escape key.
const ESCAPE_DELAY: Duration = Duration::from_millis(50);

/// How the terminal is used.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether clicks and the wheel are reported to us; the terminal's own selection then needs Shift.
    pub mouse: bool,
    /// The value of `TERM`.
    pub term: Option<String>,
    /// Where crash files go; created when needed.
    pub crash_folder: PathBuf,
}

/// What the terminal has to say to the loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent {
    Key(KeyEvent),
    Mouse(MouseEvent),
    /// Pasted text, untrusted and not yet cleaned, at most [`PASTE_LIMIT`] bytes. It must never act as keys.
    Paste(String),
    /// The screen has a new size in cells.
    Resize(Size),
    /// The screen is ours again after a stop or another program: draw it.
    Redraw,
    /// A [`Waker`] was used.
    Woken,
}

/// Why the screen cannot be used, or no longer.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Exit code 2.
    #[error("the screen needs a terminal, but {0} is not one")]
    NotATerminal(&'static str),
    /// Exit code 2.
    #[error("the screen needs a terminal that can draw, but TERM is {0}")]
    CannotDraw(String),
    /// Exit code [`EXIT_GONE`], and nobody is there to read a message.
    #[error("the terminal is gone")]
    Gone,
    #[error("cannot {doing} the terminal")]
    Io {
        doing: &'static str,
        source: io::Error,
    },
}

impl TerminalError {
    fn io(doing: &'static str) -> impl FnOnce(io::Error) -> TerminalError {
        move |source| match source.raw_os_error().map(Errno::from_raw_os_error) {
            Some(Errno::IO | Errno::NXIO | Errno::NODEV) => TerminalError::Gone,
            _ => TerminalError::Io { doing, source },
        }
    }
}

/// Wakes the loop from another thread; [`TerminalOwner::next_event`] then returns [`TerminalEvent::Woken`].
#[derive(Clone)]
pub struct Waker(Arc<Tty>);

impl Waker {
    pub fn wake(&self) {
        self.0.announce(news::WOKEN);
    }
}

/// The owner of the terminal, from [`TerminalOwner::open`] until it is dropped. At most one in the life of a process.
pub struct TerminalOwner {
    tty: Arc<Tty>,
    bell: UnixStream,
    decoder: Decoder,
    /// Events that were found while something else was waited for.
    kept: VecDeque<TerminalEvent>,
    painter: Painter,
    frames: u64,
}

impl TerminalOwner {
    /// Takes the terminal over, after the panic hook and the threads that give it back are in place.
    pub fn open(options: Options) -> Result<TerminalOwner, TerminalError> {
        if !rustix::termios::isatty(rustix::stdio::stdin()) {
            return Err(TerminalError::NotATerminal("standard input"));
        }
        if !rustix::termios::isatty(rustix::stdio::stdout()) {
            return Err(TerminalError::NotATerminal("standard output"));
        }
        match options.term.as_deref() {
            None | Some("") => return Err(TerminalError::CannotDraw("not set".to_owned())),
            Some(term @ "dumb") => return Err(TerminalError::CannotDraw(term.to_owned())),
            Some(_) => {}
        }
        // With NO_COLOR crossterm would print resets that also switch bold and reverse off. The theme leaves colours out.
        crossterm::style::force_color_output(true);

        let (bell, ringer) = UnixStream::pair().map_err(TerminalError::io("open"))?;
        for end in [&bell, &ringer] {
            end.set_nonblocking(true)
                .map_err(TerminalError::io("open"))?;
        }
        let tty = Arc::new(Tty::open(options.mouse, ringer).map_err(TerminalError::io("open"))?);
        crash::set_panic_hook(Arc::clone(&tty), options.crash_folder);
        signals::listen(Arc::clone(&tty)).map_err(TerminalError::io("open"))?;
        signals::watch(Arc::clone(&tty)).map_err(TerminalError::io("open"))?;
        let painter = Painter::new(tty.size());
        // From here on dropping the owner gives the terminal back, also when entering fails half way.
        let owner = TerminalOwner {
            tty,
            bell,
            decoder: Decoder::default(),
            kept: VecDeque::new(),
            painter,
            frames: 0,
        };
        owner.tty.enter().map_err(TerminalError::io("enter"))?;
        Ok(owner)
    }

    /// Returns the size of the screen in cells.
    #[must_use]
    pub fn size(&self) -> Size {
        self.tty.size()
    }

    /// Returns what another thread needs to wake the loop.
    #[must_use]
    pub fn waker(&self) -> Waker {
        Waker(Arc::clone(&self.tty))
    }

    /// Draws a frame: only what differs from the last one, as one synchronised update. `paint` finds an old frame, which
    /// it has to clear, and returns where the cursor is, if there is one. While the terminal is not ours the frame vanishes, and the
    /// next one is a whole one.
    pub fn draw(
        &mut self,
        measure: Measure,
        paint: impl FnOnce(&mut Canvas<'_>) -> Option<(u16, u16)>,
    ) -> Result<(), TerminalError> {
        let size = self.tty.size();
        if self.tty.take_repaint() || size != self.painter.size() {
            self.painter = Painter::new(size);
        }
        let frame = self
            .painter
            .frame(|buffer| paint(&mut Canvas::new(buffer, measure)));
        self.tty
            .write_on_screen(frame)
            .map_err(TerminalError::io("draw on"))?;
        self.frames += 1;
        #[cfg(debug_assertions)]
        if self.frames == 1 {
            crash::fail_if_asked().map_err(TerminalError::io("draw on"))?;
        }
        Ok(())
    }

    /// Waits for the next event, at most for `timeout` or without end. With a timeout of zero it only looks, so that
    /// a burst of keys can become one frame.
    pub fn next_event(
        &mut self,
        timeout: Option<Duration>,
    ) -> Result<Option<TerminalEvent>, TerminalError> {
        let deadline = timeout.map(|timeout| Instant::now() + timeout);
        loop {
            if let Some(event) = self.found_event()? {
                return Ok(Some(event));
            }
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            self.read(left)?;
            if left.is_some_and(|left| left.is_zero()) {
                return self.found_event();
            }
        }
    }

    /// Puts events back that were for somebody else, to be the next ones in their order.
    pub fn give_back(&mut self, events: Vec<TerminalEvent>) {
        for event in events.into_iter().rev() {
            self.kept.push_front(event);
        }
    }

    /// Asks the terminal whether it is dark or light and waits for the answer at most for `budget`. What is typed
    /// meanwhile is kept for [`Self::next_event`], and an answer that comes too late is dropped there.
    pub fn ask_background(&mut self, budget: Duration) -> Result<Background, TerminalError> {
        self.tty
            .write_on_screen(background::QUESTION)
            .map_err(TerminalError::io("ask"))?;
        let deadline = Instant::now() + budget;
        loop {
            while let Some(input) = self.decoder.next() {
                match input {
                    Input::BackgroundColour(colour) => return Ok(Background::from_answer(&colour)),
                    Input::DeviceAttributes => return Ok(Background::Unknown),
                    input @ (Input::Key(_) | Input::Mouse(_) | Input::Paste(_)) => {
                        self.kept.extend(event(input));
                    }
                }
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Background::Unknown);
            }
            self.read(Some(left))?;
        }
    }

    /// Stops the program and its whole process group as Ctrl-Z does elsewhere; [`TerminalEvent::Redraw`] tells when it
    /// is back. Returns false, and does nothing, where no shell could wake it again.
    #[must_use]
    pub fn suspend(&self) -> bool {
        signals::has_job_control() && kill_current_process_group(Signal::TSTP).is_ok()
    }

    /// Gives the terminal to a program that `run` starts and waits for, then takes it back. Ctrl-C and Ctrl-\ are
    /// that program's alone meanwhile. The next frame is a whole one.
    pub fn with_child<T>(&mut self, run: impl FnOnce() -> T) -> Result<T, TerminalError> {
        self.tty.leave(Mode::Child);
        let result = run();
        signals::settle(&self.tty);
        self.tty.enter().map_err(TerminalError::io("enter"))?;
        self.tty.announce(news::REDRAW);
        Ok(result)
    }

    /// Puts an address into the clipboard of the person's terminal, also through ssh (OSC 52). Whether the terminal
    /// does it cannot be known.
    pub fn copy(&mut self, link: &Link) -> Result<(), TerminalError> {
        self.tty
            .write_on_screen(launch::copy_sequence(link).as_bytes())
            .map_err(TerminalError::io("write to"))
    }

    /// Takes an event that is there already.
    fn found_event(&mut self) -> Result<Option<TerminalEvent>, TerminalError> {
        let news = self.tty.take_news();
        if news & news::GONE != 0 {
            return Err(TerminalError::Gone);
        }
        if news & news::RESUMED != 0 {
            self.tty.enter().map_err(TerminalError::io("enter"))?;
            self.kept.extend([
                TerminalEvent::Redraw,
                TerminalEvent::Resize(self.tty.size()),
            ]);
        }
        if news & news::REDRAW != 0 {
            self.kept.push_back(TerminalEvent::Redraw);
        }
        if news & news::RESIZED != 0 {
            self.kept.push_back(TerminalEvent::Resize(self.tty.size()));
        }
        if news & news::WOKEN != 0 {
            self.kept.push_back(TerminalEvent::Woken);
        }
        if let Some(event) = self.kept.pop_front() {
            return Ok(Some(event));
        }
        while let Some(input) = self.decoder.next() {
            if let Some(event) = event(input) {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    /// Waits for bytes or news and gives the bytes to the decoder. Returns early, also without any.
    fn read(&mut self, timeout: Option<Duration>) -> Result<(), TerminalError> {
        let ours = self.tty.mode() == Mode::Screen;
        let escape = self.decoder.is_within_sequence();
        let timeout = if escape {
            Some(timeout.map_or(ESCAPE_DELAY, |t| t.min(ESCAPE_DELAY)))
        } else {
            timeout
        };
        let mut files = [
            PollFd::new(&self.bell, PollFlags::IN),
            PollFd::new(self.tty.device(), PollFlags::IN),
        ];
        // While the shell has the terminal, what is typed is the shell's, and reading it would stop us.
        let files = if ours {
            &mut files[..]
        } else {
            &mut files[..1]
        };
        wait(files, timeout).map_err(TerminalError::io("wait for"))?;
        let rang = !files[0].revents().is_empty();
        let ready = files.get(1).is_some_and(|file| !file.revents().is_empty())
            && self.tty.mode() == Mode::Screen;
        let mut bytes = [0; 4096];
        if rang {
            let _ = rustix::io::read(&self.bell, &mut bytes);
        }
        if ready {
            match rustix::io::read(self.tty.device(), &mut bytes) {
                Ok(0) => return Err(TerminalError::Gone),
                Ok(count) => self.decoder.feed(&bytes[..count]),
                Err(Errno::AGAIN | Errno::INTR) => {}
                Err(error) => return Err(TerminalError::io("read from")(error.into())),
            }
        } else if escape && !rang {
            self.decoder.give_up_waiting();
        }
        Ok(())
    }
}

impl Drop for TerminalOwner {
    fn drop(&mut self) {
        self.tty.leave(Mode::Closed);
    }
}

/// Turns what the terminal sent into an event of the loop; answers that nobody waits for are none.
fn event(input: Input) -> Option<TerminalEvent> {
    match input {
        Input::Key(key) => Some(TerminalEvent::Key(key)),
        Input::Mouse(mouse) => Some(TerminalEvent::Mouse(mouse)),
        Input::Paste(text) => Some(TerminalEvent::Paste(text)),
        Input::BackgroundColour(_) | Input::DeviceAttributes => None,
    }
}
