//! The terminal device and the state it is in: what the loop, the signal thread, the watchdog and the panic hook share.

use std::fs::OpenOptions;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use nix::unistd;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::termios::{self, OptionalActions, QueueSelector, Termios};

/// How long giving the terminal back may take when the terminal does not read.
const LEAVE_BUDGET: Duration = Duration::from_millis(200);
/// How long a frame waits at most before it looks whether it is still wanted.
const WRITE_SLICE: Duration = Duration::from_millis(50);
/// The largest side of a screen that is drawn, in cells; a terminal that claims more gets a part of it.
const LARGEST_SIDE: u16 = 1000;

// Alternate screen, bracketed paste, hidden cursor. Plain colours first, because the terminal remembers them for the way
// back. No kitty keyboard flags: no key of ours needs them.
const ENTER: &[u8] = b"\x1b[0m\x1b[?1049h\x1b[?2004h\x1b[?25l";
// Presses, drags and the wheel, in the form that has no largest column; not every movement (1003).
const ENTER_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
// Everything is switched off whether we switched it on or not, because a program that we ran may have left it on.
const LEAVE: &[u8] = concat!(
    "\x1b[?2026l",                                  // synchronised update
    "\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l", // mouse
    "\x1b[?1004l\x1b[?2004l",                       // focus reports, bracketed paste
    "\x1b[?1l\x1b>",                                // application keys
    "\x1b[?1049l\x1b[0m\x1b[?25h",                  // alternate screen, colours, cursor
)
.as_bytes();

/// Who has the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The shell, before the screen begins, and when it gave the terminal to us again: the loop may take it.
    Shell,
    /// Our screen.
    Screen,
    /// A program that we run and wait for.
    Child,
    /// The shell, while we are stopped.
    Suspended,
    /// Whoever comes after us; there is no way back.
    Closed,
}

/// What the other threads tell the loop; more than one can be true at once.
pub(super) mod news {
    pub(crate) const RESIZED: u8 = 1;
    pub(crate) const REDRAW: u8 = 2;
    pub(crate) const GONE: u8 = 4;
    pub(crate) const WOKEN: u8 = 8;
    /// The shell gave the terminal to us again.
    pub(crate) const RESUMED: u8 = 16;
}

pub(super) struct Tty {
    /// Our own open file, non-blocking: a terminal that stands still cannot hang us, and the shell's stays as it is.
    device: OwnedFd,
    mouse: bool,
    /// As the terminal was at the very start, for the case that the lock below cannot be had.
    original: Termios,
    /// What the terminal was like before us. Who holds it may write; that can last as long as the terminal stands still.
    cooked: Mutex<Termios>,
    /// Held for an instant only, so that who asks never waits for the terminal.
    mode: Mutex<Mode>,
    /// Set by who wants the terminal back: a frame that is being written stops.
    hurry: AtomicBool,
    /// The screen shows nothing of ours, so the next frame must be a whole one.
    repaint: AtomicBool,
    news: AtomicU8,
    bell: UnixStream,
    /// Counts the rounds of the signal thread; see `signals::settle`.
    rounds: AtomicU32,
}

impl Tty {
    /// Opens the terminal that `stdout` is, and changes nothing. News are announced through `bell`.
    pub(super) fn open(mouse: bool, bell: UnixStream) -> io::Result<Tty> {
        let device = open_device()?;
        let original = termios::tcgetattr(&device)?;
        Ok(Tty {
            device,
            mouse,
            cooked: Mutex::new(original.clone()),
            mode: Mutex::new(Mode::Shell),
            original,
            hurry: AtomicBool::new(false),
            repaint: AtomicBool::new(true),
            news: AtomicU8::new(0),
            bell,
            rounds: AtomicU32::new(0),
        })
    }

    pub(super) fn device(&self) -> &OwnedFd {
        &self.device
    }

    pub(super) fn mode(&self) -> Mode {
        *lock(&self.mode)
    }

    /// Tells the loop something, or nothing, and wakes it.
    pub(super) fn announce(&self, what: u8) {
        self.news.fetch_or(what, Ordering::SeqCst);
        // A full pipe is as good as a byte in it: the loop will wake.
        let _ = rustix::io::write(&self.bell, b"!");
    }

    pub(super) fn count_round(&self) {
        self.rounds.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn rounds(&self) -> u32 {
        self.rounds.load(Ordering::SeqCst)
    }

    /// Takes all news since the last time.
    pub(super) fn take_news(&self) -> u8 {
        self.news.swap(0, Ordering::SeqCst)
    }

    /// Makes the next frame a whole one.
    pub(super) fn request_repaint(&self) {
        self.repaint.store(true, Ordering::SeqCst);
    }

    /// Tells, once, whether the next frame must not rely on what the screen shows.
    pub(super) fn take_repaint(&self) -> bool {
        self.repaint.swap(false, Ordering::SeqCst)
    }

    /// Makes the terminal ours: raw, alternate screen, modes on. Also right when it is ours already but somebody
    /// may have changed it. For the loop alone, which may wait for a terminal that stands still.
    pub(super) fn enter(&self) -> io::Result<()> {
        let mut cooked = lock(&self.cooked);
        match self.mode() {
            Mode::Suspended | Mode::Closed => return Ok(()),
            // The person may have used `stty` meanwhile.
            Mode::Shell => *cooked = termios::tcgetattr(&self.device)?,
            Mode::Screen | Mode::Child => {}
        }
        let mut raw = cooked.clone();
        raw.make_raw();
        termios::tcsetattr(&self.device, OptionalActions::Now, &raw)?;
        *lock(&self.mode) = Mode::Screen;
        self.request_repaint();
        self.write(ENTER, None)?;
        if self.mouse {
            self.write(ENTER_MOUSE, None)?;
        }
        Ok(())
    }

    /// Gives the terminal back, if it is ours, and notes who has it from now on. Never fails, never waits longer
    /// than 200 ms for the terminal, may be called again and from any thread.
    pub(super) fn leave(&self, next: Mode) {
        self.hurry.store(true, Ordering::SeqCst);
        let deadline = Instant::now() + LEAVE_BUDGET;
        match self.lock_until(deadline) {
            Some(cooked) => {
                let ours = match self.mode() {
                    Mode::Screen => true,
                    // Dying while a program of ours runs: it may have changed anything.
                    Mode::Child => next == Mode::Closed,
                    Mode::Shell | Mode::Suspended | Mode::Closed => false,
                };
                if ours {
                    self.give_back(&cooked, deadline);
                }
                let mut mode = lock(&self.mode);
                if *mode != Mode::Closed {
                    *mode = next;
                }
                drop(mode);
                self.hurry.store(false, Ordering::SeqCst);
                drop(cooked);
                // The loop may be waiting for keys that are no longer ours.
                self.announce(0);
            }
            // Whoever has the lock hangs, so that a torn frame is the least of the worries.
            None => self.give_back(&self.original, deadline + WRITE_SLICE),
        }
    }

    fn give_back(&self, cooked: &Termios, deadline: Instant) {
        // In the background the terminal is somebody else's, and touching it would stop us.
        if !self.is_foreground() {
            return;
        }
        if !matches!(self.write(LEAVE, Some(deadline)), Ok(true)) {
            // The terminal stands still with half a frame: what it has not read yet is not worth keeping.
            let _ = termios::tcflush(&self.device, QueueSelector::OFlush);
            let _ = self.write(LEAVE, Some(deadline));
        }
        // Half a mouse report must not become input of the shell.
        let _ = termios::tcflush(&self.device, QueueSelector::IFlush);
        let _ = termios::tcsetattr(&self.device, OptionalActions::Now, cooked);
    }

    /// Tells whether the terminal listens to our process group.
    pub(super) fn is_foreground(&self) -> bool {
        match unistd::tcgetpgrp(&self.device) {
            Ok(group) => group == unistd::getpgrp(),
            // No controlling terminal: nobody else can be in the foreground.
            Err(error) => error == nix::Error::ENOTTY,
        }
    }

    /// Lets the loop take the terminal again, if it does not have it, and tells it so.
    pub(super) fn resume(&self) {
        let mut mode = lock(&self.mode);
        if *mode == Mode::Suspended {
            *mode = Mode::Shell;
        }
        drop(mode);
        self.announce(news::RESUMED);
    }

    /// Writes what belongs on our screen; while the screen is not ours it vanishes.
    pub(super) fn write_on_screen(&self, bytes: &[u8]) -> io::Result<()> {
        let _cooked = lock(&self.cooked);
        if self.mode() == Mode::Screen {
            self.write(bytes, None)?;
        }
        Ok(())
    }

    /// Writes all bytes, as one `write` if the terminal takes them, and tells whether it did. Without a deadline it
    /// waits as long as the terminal stands still, but gives way to who wants to leave.
    fn write(&self, mut bytes: &[u8], deadline: Option<Instant>) -> io::Result<bool> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.device, bytes) {
                Ok(count) => bytes = &bytes[count..],
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let given_up = match deadline {
                        Some(deadline) => Instant::now() >= deadline,
                        None => self.hurry.load(Ordering::SeqCst),
                    };
                    if given_up {
                        return Ok(false);
                    }
                    wait(
                        &mut [PollFd::new(&self.device, PollFlags::OUT)],
                        Some(WRITE_SLICE),
                    )?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(true)
    }

    /// Returns the size of the screen in cells. A terminal that does not know its own is taken to be 80×24.
    pub(super) fn size(&self) -> Size {
        let (columns, rows) =
            termios::tcgetwinsize(&self.device).map_or((0, 0), |size| (size.ws_col, size.ws_row));
        let side = |count: u16, unknown: u16| {
            if count == 0 {
                unknown
            } else {
                count.min(LARGEST_SIDE)
            }
        };
        Size::new(side(columns, 80), side(rows, 24))
    }

    fn lock_until(&self, deadline: Instant) -> Option<MutexGuard<'_, Termios>> {
        loop {
            match self.cooked.try_lock() {
                Ok(guard) => return Some(guard),
                Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return None,
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Opens the terminal anew by its name, or as the controlling terminal where the name is not ours to open (after `su`).
fn open_device() -> io::Result<OwnedFd> {
    let open = |path: &Path| {
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(flags.bits().cast_signed())
            .open(path)
    };
    let by_name = termios::ttyname(rustix::stdio::stdout(), Vec::new())
        .map_err(io::Error::from)
        .and_then(|name| open(Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()))));
    Ok(by_name.or_else(|_| open(Path::new("/dev/tty")))?.into())
}

/// Waits until one of the files is ready. An interruption by a signal counts as the end of the wait.
pub(super) fn wait(files: &mut [PollFd<'_>], timeout: Option<Duration>) -> io::Result<()> {
    let timeout = timeout.map(|timeout| Timespec {
        tv_sec: i64::try_from(timeout.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(timeout.subsec_nanos()),
    });
    match poll(files, timeout.as_ref()) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
