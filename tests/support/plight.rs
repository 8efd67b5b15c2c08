//! The states in which a signal, or the end of the terminal, may find the program; and what must then be true.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::jobs::{BASH, Shell};
use super::pty::{App, Builder, app, eventually, ready};
use super::{Home, PROGRAM};

pub const SIGNALS: [Signal; 4] = [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM];

/// What the program is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plight {
    /// Waiting for a key.
    Idle,
    /// A line is being typed.
    Typing,
    /// Writing a frame to a terminal that reads slowly.
    MidFrame,
    /// Waiting for an editor, which has changed what can be changed.
    EditorOpen,
    /// Stopped by Ctrl-Z, below a shell.
    Suspended,
    /// Writing a frame to a terminal that does not read.
    StandingStill,
}

pub const PLIGHTS: [Plight; 6] = [
    Plight::Idle,
    Plight::Typing,
    Plight::MidFrame,
    Plight::EditorOpen,
    Plight::Suspended,
    Plight::StandingStill,
];

const EDITOR: &str =
    "#!/bin/sh\nstty raw -echo\nprintf '\\033[?1049h\\033[?1000hthe editor is open'\nread line\n";

/// Prepares the program with an editor that leaves the terminal in a bad state while it waits for a line.
fn with_editor() -> Builder {
    let home = Home::new();
    let editor = home.path().join("editor");
    fs::write(&editor, EDITOR).expect("a script");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).expect("a program");
    let name = editor.to_str().expect("a plain name").to_owned();
    app().home(home).env("VISUAL", &name)
}

impl Plight {
    /// Brings the program, which has drawn a frame, into this state; being stopped takes a shell.
    fn bring(self, app: &mut App) {
        match self {
            Plight::Idle => {}
            Plight::Suspended => panic!("only a shell can stop the program"),
            Plight::Typing => {
                app.play("/lora").wait_for_text("Search: lora");
            }
            Plight::EditorOpen => {
                app.play("jjn").wait_for_text("the editor is open");
            }
            Plight::MidFrame => {
                app.pace(4000).forget_output().resize(400, 100);
                // A whole screen has more bytes than the terminal reads in a few seconds.
                eventually("a large frame is under way", || {
                    let output = app.output();
                    let begin = last(&output, b"\x1b[?2026h");
                    begin > last(&output, b"\x1b[?2026l")
                        && begin.is_some_and(|begin| output.len() > begin + 2000)
                });
            }
            Plight::StandingStill => {
                app.pause_reading().resize(400, 100).wait_until_full();
            }
        }
    }
}

fn last(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).rposition(|window| window == part)
}

/// Sends a signal to the program and checks that it dies of it and that the terminal is as it was before.
pub fn end_by_signal(plight: Plight, signal: Signal) {
    if plight == Plight::Suspended {
        return end_while_stopped(signal);
    }
    let mut app = with_editor().start();
    plight.bring(ready(&mut app));
    app.signal(signal);
    let is_the_editors = matches!(signal, Signal::INT | Signal::QUIT);
    if plight == Plight::EditorOpen && is_the_editors {
        // The keys of these signals are meant for the editor, which goes on, and so does the program.
        app.send(b"\n");
        app.wait_for_text("Large language models").play("q");
        app.wait_exit().assert_code(0).assert_given_back();
        return;
    }
    app.wait_exit().assert_signal(signal).assert_given_back();
}

fn end_while_stopped(signal: Signal) {
    let mut shell = Shell::start(BASH);
    let cooked = shell.run("stty -g");
    let roadbook = shell.start_roadbook();
    shell.stop_roadbook();
    kill_process(roadbook, signal).expect("it is there");
    let code = shell.end_of_roadbook(roadbook);
    assert_eq!(code, (128 + signal.as_raw()).to_string());
    assert_eq!(shell.run("stty -g"), cooked);
}

/// Sends stop signals that nobody can act on to a program that stands still, and then one that ends it.
pub fn end_after_other_signals(plight: Plight, others: &[Signal]) {
    let mut app = with_editor().start();
    plight.bring(ready(&mut app));
    for other in others {
        app.signal(*other);
        // Not a wait for something: each signal is to be looked at before the next comes.
        std::thread::sleep(Duration::from_millis(50));
    }
    app.signal(Signal::TERM);
    let ended = app.wait_exit();
    ended.assert_signal(Signal::TERM).assert_given_back();
}

/// What a program did after its terminal had been closed.
pub struct Vanished {
    /// How long it went on.
    pub lasted: Duration,
    /// The processor time that it used meanwhile, in hundredths of a second.
    pub ticks: u64,
}

/// Closes the terminal. A leader of the session is told by a signal; below a leader that takes the signal for itself, the
/// program has to find out.
pub fn hang_up(plight: Plight, is_leader: bool) -> Vanished {
    if plight == Plight::Suspended {
        let mut shell = Shell::start(BASH);
        let roadbook = shell.start_roadbook();
        shell.stop_roadbook();
        return watch_the_end(shell.app, roadbook);
    }
    let builder = with_editor();
    let script = "trap : HUP; sh -c 'echo $$ > pid; exec \"$0\"' \"$0\"; :";
    let mut app = if is_leader {
        builder.start()
    } else {
        builder.program("sh", &["-c", script, PROGRAM]).start()
    };
    plight.bring(ready(&mut app));
    let roadbook = if is_leader {
        app.process_id()
    } else {
        let pid = fs::read_to_string(app.home.path().join("pid")).expect("a process id");
        pid.trim().parse().expect("a number")
    };
    let roadbook = Pid::from_raw(roadbook.cast_signed()).expect("a process id");
    watch_the_end(app, roadbook)
}

fn watch_the_end(mut app: App, roadbook: Pid) -> Vanished {
    let before = ticks(roadbook).expect("it runs");
    let mut used = 0;
    app.hang_up();
    let start = Instant::now();
    eventually("the program has ended", || match ticks(roadbook) {
        Some(now) => {
            used = now - before;
            false
        }
        None => true,
    });
    Vanished {
        lasted: start.elapsed(),
        ticks: used,
    }
}

/// Returns the processor time that a process has used, unless it has ended.
fn ticks(process: Pid) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
    // The name of the program, in parentheses, may contain anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    if fields[0] == "Z" {
        return None;
    }
    let number = |field: &str| field.parse::<u64>().expect("a number");
    Some(number(fields[11]) + number(fields[12]))
}
