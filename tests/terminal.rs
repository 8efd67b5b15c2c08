//! The terminal is given back, whatever happens to the program. How the owner of the terminal works in detail is tested
//! in `terminal_owner.rs`; here it is the real program.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};
use support::pty::{App, Builder, app, eventually, left_on, play, screen_text};
use support::{Home, PROGRAM};

/// Waits until the program has drawn its first frame.
fn ready(app: &mut App) -> &mut App {
    app.wait_for("a frame", |screen| {
        screen.alternate_screen() && screen.contents().contains(|c: char| !c.is_whitespace())
    })
}

fn start(builder: Builder) -> App {
    let mut app = builder.start();
    ready(&mut app);
    app
}

#[test]
fn the_screen_has_its_modes_on_while_it_is_ours() {
    // Otherwise no other test of this file could fail.
    let mut app = start(app());
    let modes = [
        "alternate screen",
        "hidden cursor",
        "bracketed paste",
        "mouse",
        "mouse encoding",
    ];
    // Colours are on while a frame is under way only.
    app.wait_for("a whole frame", |screen| left_on(screen) == modes);
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut app = start(app());
    play(&mut app, "jj<esc>q");
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn an_error_gives_the_terminal_back_and_is_told() {
    let ended = app()
        .env("ROADBOOK_TEST_PANIC", "error")
        .start()
        .wait_exit();
    ended.assert_code(1).assert_given_back();
    assert!(
        ended.text().contains("error: cannot draw on the terminal"),
        "{}",
        ended.text()
    );
}

#[test]
fn a_panic_of_any_thread_gives_the_terminal_back_and_leaves_a_crash_file() {
    for (which, message) in [
        ("main", "asked to panic[31m in main"),
        ("thread", "asked to panic in a thread"),
        ("many", "asked to panic in many threads"),
    ] {
        let ended = app()
            .size(120, 24)
            .env("ROADBOOK_TEST_PANIC", which)
            .start()
            .wait_exit();
        ended.assert_code(70).assert_given_back();
        let text = ended.text();
        assert!(text.contains("error: roadbook has a bug"), "{text}");
        assert_eq!(text.matches(message).count(), 1, "{text}");
        let files = fs::read_dir(ended.home.state_folder().join("roadbook")).unwrap();
        let names = files.map(|file| file.unwrap().path());
        let is_crash = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with("crash-")
        };
        let files: Vec<PathBuf> = names.filter(is_crash).collect();
        assert_eq!(files.len(), 1);
        let file = &files[0];
        assert!(
            text.replace('\n', "").contains(file.to_str().unwrap()),
            "{text}"
        );
        assert_eq!(
            fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let report = fs::read_to_string(file).unwrap();
        assert!(report.contains("asked to panic"));
        let obeyed = |c: char| c.is_control() && c != '\n';
        assert!(!report.contains(obeyed), "{report:?}");
    }
}

#[test]
fn a_panic_without_a_place_to_tell_it_still_ends_in_order() {
    let home = Home::new();
    fs::write(home.state_folder(), "a file where the folder should be").unwrap();
    let ended = app()
        .home(home)
        .program("sh", &["-c", "\"$0\" 2>&-; exit $?", PROGRAM])
        .env("ROADBOOK_TEST_PANIC", "main")
        .start()
        .wait_exit();
    ended.assert_code(70).assert_given_back();
}

#[test]
fn a_signal_gives_the_terminal_back_and_kills() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut app = start(app());
        app.signal(signal);
        app.wait_exit().assert_signal(signal).assert_given_back();
    }
}

#[test]
fn a_signal_at_any_moment_of_the_start_leaves_nothing_behind() {
    for step in 0..20_u64 {
        let mut app = app().silent().start();
        // Not a wait for something: this is meant to hit the start at different places.
        std::thread::sleep(std::time::Duration::from_micros(step * 400));
        app.signal(Signal::TERM);
        app.wait_exit()
            .assert_signal(Signal::TERM)
            .assert_given_back();
    }
}

/// A shell with job control in which the test types.
struct Shell {
    app: App,
    commands: u32,
}

impl Shell {
    fn start(shell: &str, arguments: &[&str]) -> Shell {
        let app = app()
            .program(shell, arguments)
            .env("PS1", "ready> ")
            .env("ROADBOOK", PROGRAM)
            .start();
        let mut shell = Shell { app, commands: 0 };
        shell.wait_for_prompt();
        shell
    }

    /// Runs a command that ends at once, and returns what it printed.
    fn run(&mut self, command: &str) -> String {
        self.commands += 1;
        let number = self.commands;
        // The screen is cleared, so that all it shows is of this command, and the quotes keep the line that is
        // typed from looking like its result.
        let line = format!("printf '\\033[2J\\033[H'; {command} > out; echo do''ne {number}\r");
        self.app
            .send(line.as_bytes())
            .wait_for_text(&format!("done {number}"));
        self.wait_for_prompt();
        fs::read_to_string(self.app.home.path().join("out")).unwrap()
    }

    fn start_roadbook(&mut self) -> Pid {
        self.app
            .send(b"sh -c 'echo $$ > pid; exec \"$ROADBOOK\"'\r");
        ready(&mut self.app);
        let text = fs::read_to_string(self.app.home.path().join("pid")).unwrap();
        Pid::from_raw(text.trim().parse().unwrap()).unwrap()
    }

    /// Waits until the shell has the terminal again, as clean as it gave it away, and waits for a line.
    fn wait_for_prompt(&mut self) {
        self.app
            .wait_for("the shell's prompt on a clean screen", |screen| {
                let row = usize::from(screen.cursor_position().0);
                let at_prompt = screen_text(screen).lines().nth(row) == Some("ready>");
                // A shell may itself ask for marked pastes while it waits for a line.
                at_prompt
                    && left_on(screen)
                        .iter()
                        .all(|mode| *mode == "bracketed paste")
            });
    }
}

const SHELLS: [(&str, &[&str]); 2] = [
    ("bash", &["--norc", "--noprofile", "-i"]),
    ("dash", &["-i"]),
];

#[test]
fn control_z_stops_and_fg_continues() {
    for (name, arguments) in SHELLS {
        let mut shell = Shell::start(name, arguments);
        let cooked = shell.run("stty -g");
        shell.start_roadbook();
        let raw = shell.app.modes();
        for round in 0..4_u16 {
            shell.app.play("<c-z>");
            shell.wait_for_prompt();
            assert!(shell.run("jobs").contains("Stopped"), "{name}");
            assert_eq!(shell.run("stty -g"), cooked, "{name}");
            // The window may change meanwhile.
            shell.app.resize(90 + round, 30);
            shell.app.send(b"fg\r");
            ready(&mut shell.app);
            assert_eq!(left_on(&shell.app.screen()).len(), 5, "{name}");
            assert_eq!(shell.app.modes(), raw, "{name}");
        }
        shell.app.play("q");
        shell.wait_for_prompt();
        assert_eq!(shell.run("stty -g"), cooked, "{name}");
    }
}

#[test]
fn stopping_by_signal_and_waking_in_the_background_leaves_the_shell_alone() {
    for (name, arguments) in SHELLS {
        let mut shell = Shell::start(name, arguments);
        let cooked = shell.run("stty -g");
        let roadbook = shell.start_roadbook();
        kill_process(roadbook, Signal::TSTP).unwrap();
        shell.wait_for_prompt();
        shell.app.forget_output();
        shell.run("bg");
        // It must stop again by itself instead of drawing over the shell.
        eventually("the job is stopped", || {
            shell.run("jobs").contains("Stopped")
        });
        assert_eq!(shell.run("stty -g"), cooked, "{name}");
        assert!(
            !support::pty::contains(&shell.app.output(), b"\x1b[?1049h"),
            "{name}"
        );
        shell.app.send(b"fg\r");
        ready(&mut shell.app).play("q");
        shell.wait_for_prompt();
    }
}

#[test]
fn a_stop_that_cannot_be_caught_is_repaired_on_the_way_back() {
    let mut shell = Shell::start("bash", SHELLS[0].1);
    let roadbook = shell.start_roadbook();
    let raw = shell.app.modes();
    kill_process(roadbook, Signal::STOP).unwrap();
    shell.app.wait_for_text("Stopped");
    shell
        .app
        .forget_output()
        .send(b"fg\r")
        .wait_for_output(b"\x1b[?1049h")
        .wait_for_output(b"\x1b[?2026l");
    assert_eq!(shell.app.modes(), raw);
    shell.app.play("q");
    shell.wait_for_prompt();
}

#[test]
fn control_z_without_a_shell_to_come_back_to_does_nothing() {
    let mut app = start(app());
    app.play("<c-z>").signal(Signal::TSTP);
    assert_alive(&mut app);
    app.play("q")
        .wait_for("the end", |screen| !screen.alternate_screen());
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn a_terminal_that_vanishes_ends_the_program() {
    let mut app = start(app());
    app.hang_up();
    let ended = app.wait_exit_after_hang_up();
    assert!(
        ended.code() == Some(129) || ended.signal() == Some(Signal::HUP.as_raw()),
        "{ended:?}"
    );
}

#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_the_program() {
    // The leader of the session gets the signal and lives on; nobody tells roadbook.
    let script = "trap : HUP; \"$0\"; echo $? > code.tmp; mv code.tmp code";
    let mut app = start(app().program("sh", &["-c", script, PROGRAM]));
    app.hang_up();
    let home = std::mem::replace(&mut app.home, Home::new());
    app.wait_exit_after_hang_up();
    assert_eq!(
        fs::read_to_string(home.path().join("code")).unwrap(),
        "129\n"
    );
}

#[test]
fn without_a_terminal_one_line_names_what_works() {
    let output = Home::new().command().stdin(Stdio::null()).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(
        text.contains("standard input") && text.contains("roadbook list"),
        "{text}"
    );
    assert!(output.stdout.is_empty());

    let ended = app()
        .size(200, 24)
        .program("sh", &["-c", "\"$0\" > out; exit $?", PROGRAM])
        .start()
        .wait_exit();
    ended.assert_code(2).assert_given_back();
    assert!(
        ended.text().contains("standard output") && ended.text().contains("roadbook list"),
        "{}",
        ended.text()
    );
}

#[test]
fn a_terminal_that_cannot_draw_gets_one_line_and_no_sequences() {
    for builder in [
        app().env("TERM", "dumb"),
        app().env("TERM", ""),
        app().env_remove("TERM"),
    ] {
        let ended = builder.size(200, 24).start().wait_exit();
        ended.assert_code(2).assert_given_back();
        assert!(ended.text().contains("roadbook list"), "{}", ended.text());
        assert!(!ended.output.contains(&0x1b));
    }
}

#[test]
fn every_size_starts_and_quits() {
    for (columns, rows) in [
        (0, 0),
        (1, 1),
        (1, 200),
        (300, 1),
        (2, 2),
        (20, 5),
        (500, 1000),
        (65_535, 1),
        (65_535, 65_535),
    ] {
        let mut app = app().size(columns, rows).start();
        app.wait_for_output(b"\x1b[?2026l").play("q");
        app.wait_exit().assert_code(0).assert_given_back();
    }
}

#[test]
fn a_storm_of_sizes_ends_with_the_last_one() {
    let mut app = start(app());
    for step in 0..300_u16 {
        app.resize(1 + step * 7 % 200, 1 + step * 3 % 60);
    }
    app.resize(80, 24);
    assert_alive(&mut app);
    app.play("q");
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn pasted_text_never_acts_as_keys() {
    let mut app = start(app());
    app.paste("q\nq\x03q").paste(&"q".repeat(200_000));
    assert_alive(&mut app);
    app.play("q");
    app.wait_exit().assert_code(0).assert_given_back();
}

/// Checks that the program still draws, by making it draw everything anew.
fn assert_alive(app: &mut App) {
    app.forget_output()
        .resize(70, 20)
        .wait_for_output(b"\x1b[2J")
        .wait_for_output(b"\x1b[?2026l");
}
