//! Shells with job control that start the program, stop it and let it go on.

use std::fs;
use std::io::Write as _;

use rustix::process::{Pid, Signal, kill_process};

use super::PROGRAM;
use super::pty::{App, app, contains, eventually, left_on, ready, screen_text};

/// The name of a shell, and how it is started without a person's own settings.
pub type Kind = (&'static str, &'static [&'static str]);

pub const BASH: Kind = ("bash", &["--norc", "--noprofile", "-i"]);

/// Returns the shells that this machine has; says which it does not have.
pub fn shells() -> Vec<Kind> {
    let all: [Kind; 3] = [
        BASH,
        ("dash", &["-i"]),
        // Without the mark that it puts after output that ends within a line.
        ("zsh", &["-f", "-i", "-o", "no_prompt_sp"]),
    ];
    let is_there = |(name, _): &Kind| {
        let version = std::process::Command::new(name).args(["-c", ":"]).status();
        if version.is_err() {
            writeln!(std::io::stdout(), "left out: {name} is not installed")
                .expect("somebody listens");
        }
        version.is_ok()
    };
    all.into_iter().filter(is_there).collect()
}

/// A shell with job control in which the test types.
pub struct Shell {
    pub app: App,
    commands: u32,
}

impl Shell {
    pub fn start((name, arguments): Kind) -> Shell {
        let app = app()
            .program(name, arguments)
            .env("PS1", "ready> ")
            .env("ROADBOOK", PROGRAM)
            .start();
        let mut shell = Shell { app, commands: 0 };
        shell.wait_for_prompt();
        shell
    }

    /// Runs a command that ends at once, and returns what it printed.
    pub fn run(&mut self, command: &str) -> String {
        self.commands += 1;
        let number = self.commands;
        // The screen is cleared, so that all it shows is of this command, and the quotes keep the line that is
        // typed from looking like its result.
        let line = format!("printf '\\033[2J\\033[H'; {command} > out; echo do''ne {number}\r");
        self.app
            .send(line.as_bytes())
            .wait_for_text(&format!("done {number}"));
        self.wait_for_prompt();
        fs::read_to_string(self.app.home.path().join("out")).expect("what it printed")
    }

    pub fn start_roadbook(&mut self) -> Pid {
        self.app
            .send(b"sh -c 'echo $$ > pid; exec \"$ROADBOOK\"'\r");
        ready(&mut self.app);
        let text = fs::read_to_string(self.app.home.path().join("pid")).expect("a process id");
        Pid::from_raw(text.trim().parse().expect("a number")).expect("a process id")
    }

    /// Stops the program by its key and waits for the shell.
    pub fn stop_roadbook(&mut self) {
        self.app.play("<c-z>");
        self.wait_for_prompt();
        assert!(self.has_stopped_job());
    }

    /// Lets the program go on and returns the exit code that the shell has of it in the end.
    pub fn end_of_roadbook(&mut self, roadbook: Pid) -> String {
        self.app.send(b"fg\r");
        eventually("the program has ended", || {
            rustix::process::test_kill_process(roadbook).is_err()
        });
        self.wait_for_prompt();
        self.app.send(b"code=$?\r");
        self.run("echo $code").trim().to_owned()
    }

    pub fn has_stopped_job(&mut self) -> bool {
        let jobs = self.run("jobs");
        ["Stopped", "suspended"]
            .iter()
            .any(|word| jobs.contains(word))
    }

    /// Waits until the shell has the terminal again, as clean as it gave it away, and waits for a line.
    pub fn wait_for_prompt(&mut self) {
        self.app
            .wait_for("the shell's prompt on a clean screen", |screen| {
                let row = usize::from(screen.cursor_position().0);
                let at_prompt = screen_text(screen).lines().nth(row) == Some("ready>");
                // A shell may itself ask for marked pastes and for application keys while it waits for a line.
                at_prompt
                    && left_on(screen)
                        .iter()
                        .all(|mode| ["bracketed paste", "application keys"].contains(mode))
            });
    }
}

/// Stops the program by key, lets the window change, and lets the program go on, again and again.
pub fn stop_and_go_on(kind: Kind, rounds: u16) {
    let name = kind.0;
    let mut shell = Shell::start(kind);
    let cooked = shell.run("stty -g");
    shell.start_roadbook();
    let raw = shell.app.modes();
    for round in 0..rounds {
        shell.stop_roadbook();
        assert_eq!(shell.run("stty -g"), cooked, "{name}");
        // The window may change meanwhile.
        shell.app.resize(90 + round, 30);
        shell.app.forget_output().send(b"fg\r");
        ready(&mut shell.app).wait_for_output(b"\x1b[?2026l");
        assert_eq!(left_on(&shell.app.screen()).len(), 5, "{name}");
        assert_eq!(shell.app.modes(), raw, "{name}");
    }
    shell.app.play("q");
    shell.wait_for_prompt();
    assert_eq!(shell.run("stty -g"), cooked, "{name}");
}

/// Stops the program by signal and wakes it in the background, where it must not draw.
pub fn wake_in_the_background(kind: Kind, rounds: u16) {
    let name = kind.0;
    let mut shell = Shell::start(kind);
    let cooked = shell.run("stty -g");
    let roadbook = shell.start_roadbook();
    for _ in 0..rounds {
        kill_process(roadbook, Signal::TSTP).expect("it runs");
        shell.wait_for_prompt();
        shell.app.forget_output();
        shell.run("bg");
        // It must stop again by itself instead of drawing over the shell.
        eventually("the job is stopped", || shell.has_stopped_job());
        assert_eq!(shell.run("stty -g"), cooked, "{name}");
        let output = shell.app.output();
        assert!(!contains(&output, b"\x1b[?1049h"), "{name}");
        shell.app.send(b"fg\r");
        ready(&mut shell.app);
    }
    shell.app.play("q");
    shell.wait_for_prompt();
}

/// Stops the program in the way that it cannot notice, and lets it go on.
pub fn go_on_after_a_stop_that_cannot_be_caught(kind: Kind, rounds: u16) {
    let mut shell = Shell::start(kind);
    let roadbook = shell.start_roadbook();
    let raw = shell.app.modes();
    for _ in 0..rounds {
        shell.app.forget_output();
        kill_process(roadbook, Signal::STOP).expect("it runs");
        eventually("the shell says so", || {
            let output = shell.app.output();
            contains(&output, b"Stopped") || contains(&output, b"suspended")
        });
        eventually("the shell listens", || {
            contains(&shell.app.output(), b"ready> ")
        });
        shell
            .app
            .forget_output()
            // The terminal is as the program had it, and dash leaves it so: a line ends with the bare byte.
            .send(b"fg\n")
            .wait_for_output(b"\x1b[?1049h")
            .wait_for_output(b"\x1b[?2026l");
        assert_eq!(shell.app.modes(), raw, "{}", kind.0);
    }
    shell.app.play("q");
    shell.wait_for_prompt();
}
