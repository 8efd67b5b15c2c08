//! The two threads that give the terminal back when the loop cannot: one for signals, one for a terminal that vanishes.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use nix::unistd;
use rustix::event::{PollFd, PollFlags};
use signal_hook::consts::{
    SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGURG, SIGWINCH,
};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::tty::{Mode, Tty, news, wait};

/// The exit code of a program that lost its terminal: 128 + SIGHUP.
pub const EXIT_GONE: u8 = 129;

/// A signal that means nothing, with a number above those of the keys; see [`settle`].
const SETTLING: i32 = SIGURG;

/// Starts listening to signals. The thread does not need the loop, which may be busy or stuck.
pub(super) fn listen(tty: Arc<Tty>) -> io::Result<()> {
    let mut signals = Signals::new([
        SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SETTLING,
    ])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                match signal {
                    SIGWINCH => {
                        // The terminal may have moved what it shows, even if it has its old size again by now.
                        tty.request_repaint();
                        tty.announce(news::RESIZED);
                    }
                    SETTLING => tty.count_round(),
                    SIGTSTP => stop(&tty),
                    SIGCONT => resume(&tty),
                    // Meant for the program that runs in the foreground, for instance an editor.
                    SIGINT | SIGQUIT if tty.mode() == Mode::Child => {}
                    // HUP, TERM, INT, QUIT.
                    _ => {
                        tty.leave(Mode::Closed);
                        let _ = low_level::emulate_default_handler(signal);
                    }
                }
            }
        })?;
    Ok(())
}

/// Waits until the signal thread has dealt with the signals that have come. A Ctrl-C that ended a child is then known to
/// have been the child's.
pub(super) fn settle(tty: &Tty) {
    // The thread looks through the signals in the order of their numbers, and this one comes after those of the keys.
    // It may be in the middle of its first round; the second one has seen all.
    for _ in 0..2 {
        let before = tty.rounds();
        let _ = low_level::raise(SETTLING);
        let deadline = Instant::now() + Duration::from_millis(200);
        while tty.rounds() == before && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
    }
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
    let Ok(session) = unistd::getsid(None) else {
        return false;
    };
    // In a container the parent may be outside: its number is 0 then, and asking for it would tell our own session.
    let parent = unistd::getppid();
    unistd::getpgrp() != session
        && parent.as_raw() > 0
        && unistd::getsid(Some(parent)) == Ok(session)
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

/// Lets the loop take the terminal again. This thread does not do it: the terminal may stand still, and whoever waits for it
/// hears no signal.
fn resume(tty: &Tty) {
    match tty.mode() {
        Mode::Shell | Mode::Screen | Mode::Suspended => {}
        Mode::Child | Mode::Closed => return,
    }
    if !tty.is_foreground() {
        // Woken in the background, by `bg`: like every program that needs the terminal, wait for `fg`. Unless that has
        // come while we looked: nobody would wake us again.
        tty.leave(Mode::Suspended);
        if has_job_control() && !tty.is_foreground() {
            let _ = low_level::raise(SIGSTOP);
        }
        if !tty.is_foreground() {
            return;
        }
    }
    tty.resume();
}
