//! The two threads that give the terminal back when the loop cannot: one for signals, one for a terminal that vanishes.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags};
use rustix::process;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::tty::{Mode, Tty, news, wait};

/// The exit code of a program that lost its terminal: 128 + SIGHUP.
pub const EXIT_GONE: u8 = 129;

/// Starts listening to signals. The thread does not need the loop, which may be busy or stuck.
pub(super) fn listen(tty: Arc<Tty>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                match signal {
                    SIGWINCH => tty.announce(news::RESIZED),
                    SIGTSTP => stop(&tty),
                    SIGCONT => resume(&tty),
                    // Meant for the program that runs in the foreground, for instance an editor.
                    SIGINT | SIGQUIT if tty.mode() == Mode::Child => {}
                    _ => {
                        tty.leave(Mode::Closed);
                        let _ = low_level::emulate_default_handler(signal);
                    }
                }
            }
        })?;
    Ok(())
}

/// Starts watching whether the terminal is still there. No signal tells that when the leader of the session ignores it.
pub(super) fn watch(tty: Arc<Tty>) -> io::Result<()> {
    thread::Builder::new()
        .name("watchdog".to_owned())
        .spawn(move || {
            while !is_gone(&tty) {
                if tty.mode() == Mode::Closed {
                    return;
                }
            }
            // The loop may end by itself and do its last work, but it may also be stuck or wait for a child.
            tty.announce(news::GONE);
            thread::sleep(Duration::from_secs(1));
            low_level::exit(EXIT_GONE.into());
        })?;
    Ok(())
}

/// Waits up to a second and tells whether the terminal has vanished.
fn is_gone(tty: &Tty) -> bool {
    let mut files = [PollFd::new(tty.device(), PollFlags::empty())];
    if wait(&mut files, Some(Duration::from_secs(1))).is_err() {
        thread::sleep(Duration::from_secs(1));
        return false;
    }
    files[0]
        .revents()
        .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
}

/// Tells whether a shell waits for our process group, so that it can wake us again. `xterm -e roadbook` has none.
pub(super) fn has_job_control() -> bool {
    let Ok(session) = process::getsid(None) else {
        return false;
    };
    let parent_session = process::getppid().and_then(|parent| process::getsid(Some(parent)).ok());
    process::getpgrp() != session && parent_session == Some(session)
}

fn stop(tty: &Tty) {
    if !has_job_control() {
        return;
    }
    if tty.mode() != Mode::Child {
        tty.leave(Mode::Suspended);
    }
    let _ = low_level::raise(SIGSTOP);
}

fn resume(tty: &Tty) {
    match tty.mode() {
        Mode::Screen | Mode::Suspended => {}
        Mode::Shell | Mode::Child | Mode::Closed => return,
    }
    // Most shells hand the terminal over before they wake us; be patient with those that do not.
    for _ in 0..10 {
        if tty.is_foreground() {
            // When this fails the terminal is gone, and the watchdog sees that.
            let _ = tty.enter();
            tty.announce(news::REDRAW | news::RESIZED);
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    // Woken in the background, by `bg`: like every program that needs the terminal, wait for `fg`.
    if has_job_control() {
        tty.lost_to_the_shell();
        let _ = low_level::raise(SIGSTOP);
    }
}
