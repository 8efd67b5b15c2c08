//! The terminal is given back, whatever happens to the program. How the owner of the terminal works in detail is tested
//! in `terminal_owner.rs`; here it is the real program.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::Signal;
use support::plight::{self, PLIGHTS, Plight, SIGNALS};
use support::pty::{App, Builder, app, left_on, play, ready};
use support::{Home, PROGRAM, jobs};

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
fn a_panic_in_the_report_of_a_panic_finds_the_terminal_given_back() {
    let ended = app().env("ROADBOOK_TEST_PANIC", "hook").start().wait_exit();
    // The system ends such a program; there is nothing left that could go on.
    ended.assert_signal(Signal::ABORT).assert_given_back();
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
fn a_signal_gives_the_terminal_back_and_kills_whatever_the_program_is_doing() {
    for plight in PLIGHTS {
        for signal in SIGNALS {
            plight::end_by_signal(plight, signal);
        }
    }
}

#[test]
fn a_program_that_stands_still_hears_every_signal_after_any_other() {
    let standing = Plight::StandingStill;
    for others in [
        &[Signal::CONT][..],
        &[Signal::TSTP, Signal::CONT],
        &[Signal::STOP, Signal::CONT],
        &[Signal::WINCH, Signal::CONT, Signal::CONT],
    ] {
        plight::end_after_other_signals(standing, others);
    }
}

#[test]
fn a_signal_at_any_moment_of_the_start_leaves_nothing_behind() {
    for step in 0..20_u64 {
        let mut app = app().silent().start();
        // Not a wait for something: this is meant to hit the start at different places.
        std::thread::sleep(Duration::from_micros(step * 400));
        app.signal(Signal::TERM);
        app.wait_exit()
            .assert_signal(Signal::TERM)
            .assert_given_back();
    }
}

#[test]
fn control_z_stops_and_fg_continues() {
    for shell in jobs::shells() {
        jobs::stop_and_go_on(shell, 4);
    }
}

#[test]
fn stopping_by_signal_and_waking_in_the_background_leaves_the_shell_alone() {
    for shell in jobs::shells() {
        jobs::wake_in_the_background(shell, 1);
    }
}

#[test]
fn a_stop_that_cannot_be_caught_is_repaired_on_the_way_back() {
    for shell in jobs::shells() {
        jobs::go_on_after_a_stop_that_cannot_be_caught(shell, 1);
    }
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
fn a_terminal_that_vanishes_ends_the_program_whatever_it_is_doing_and_nobody_spins() {
    for plight in PLIGHTS {
        for is_leader in [true, false] {
            // Half a second of the processor, in hundredths: who spins until the watchdog comes uses more.
            let vanished = plight::hang_up(plight, is_leader);
            assert!(vanished.ticks < 50, "{plight:?}: {}", vanished.ticks);
        }
    }
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
    app.paste("q\nq\x03q").paste(&"q".repeat(1_000_000));
    assert_alive(&mut app);
    app.play("q");
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn a_megabyte_that_is_pasted_into_a_line_is_text_as_far_as_the_line_reaches() {
    for (line, pasted) in [("/", "lo ra "), (":", "q\n"), ("jjN", "q\x03\u{1b}[2J\n")] {
        let mut app = start(app());
        app.play(line);
        // The line is open before what is pasted comes.
        app.wait_for("a cursor in the line", |screen| !screen.hide_cursor());
        app.paste(&pasted.repeat(1_000_000 / pasted.len()));
        assert_alive(&mut app);
        app.play("<esc>")
            .wait_for("no line", vt100::Screen::hide_cursor)
            .play("q");
        app.wait_exit().assert_code(0).assert_given_back();
    }
}

#[test]
fn what_a_terminal_does_not_mark_as_pasted_is_keys_and_a_flood_of_them_does_no_harm() {
    let mut app = start(app());
    app.send(&b"j".repeat(10_000));
    assert_alive(&mut app);
    // More than the line of the search takes, in one word.
    app.play("/").send(&b"a".repeat(10_000));
    app.play("<esc>")
        .wait_for("no line", vt100::Screen::hide_cursor)
        .play("q");
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn a_key_held_down_on_a_slow_line_is_followed_by_no_flood_of_frames() {
    let mut app = start(app());
    app.play("Zg").wait_for_text("freeCodeCamp - Learn Python");
    app.pace(960).forget_output();
    for _ in 0..150 {
        app.play("<down>");
        std::thread::sleep(Duration::from_millis(10));
    }
    app.pace(0).play("?").wait_for_text("Help");
    // What the device holds, what the line took meanwhile and a few frames; a frame a key would be far more.
    let written = app.output().len();
    assert!(written < 40_000, "{written} bytes");
    app.play("qq");
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn without_a_language_or_colours_the_screen_is_drawn_all_the_same() {
    for (name, value) in [
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("LC_ALL", "POSIX"),
        ("NO_COLOR", "1"),
    ] {
        let mut app = start(app().env(name, value));
        app.wait_for_text("Roadmap").play("m").play("qq");
        app.wait_exit().assert_code(0).assert_given_back();
    }
}

/// Checks that the program still draws, by making it draw everything anew.
fn assert_alive(app: &mut App) {
    app.forget_output()
        .resize(70, 20)
        .wait_for_output(b"\x1b[2J")
        .wait_for_output(b"\x1b[?2026l");
}
