//! The real program in a real terminal: a learner at work.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use support::Home;
use support::pty::{self, App, app, eventually};

/// Puts a browser into a home that writes down its arguments, one a line, and an empty line after each call.
fn recording_browser(home: &Home) -> (PathBuf, PathBuf) {
    let (program, record) = (home.path().join("browser"), home.path().join("opened"));
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" '' >> '{}'\n",
        record.display()
    );
    fs::write(&program, script).expect("a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
    (program, record)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary folder with a plain name")
}

fn learner(home: Home, browser: &Path) -> App {
    app()
        .size(120, 40)
        .home(home)
        .env("BROWSER", text(browser))
        .start()
}

fn json(home: &Home, arguments: &[&str]) -> serde_json::Value {
    let output = home
        .command()
        .args(arguments)
        .output()
        .expect("the program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn shows(app: &mut App, text: &str) {
    app.wait_for_text(text);
}

#[test]
fn a_learners_first_ten_minutes() {
    let home = Home::new();
    let (browser, record) = recording_browser(&home);

    // Start and read: the first stage is open, and one line says what to press.
    let mut app = learner(home, &browser);
    shows(&mut app, "Welcome: j k move");
    shows(&mut app, "Mathematics for machine learning");
    app.play("jj");
    shows(&mut app, "Short animations that show vectors");

    // Fold a topic and open it again.
    app.play("h<enter>");
    app.wait_for("the topic is folded", |screen| {
        !pty::screen_text(screen).contains("StatQuest")
    });
    app.play("<enter>");
    shows(&mut app, "StatQuest");

    // Tick three, skip one.
    for title in ["3Blue1Brown", "StatQuest", "AP Statistics"] {
        app.play("j<space>");
        shows(&mut app, &format!("Done: {title}"));
    }
    app.play("jx");
    shows(&mut app, "Skipped: Seeing Theory");
    shows(&mut app, "+3/22 optional");

    // Filter by stage 2, open a link there: the browser gets exactly one argument.
    app.play("2");
    app.wait_for("only stage 2 is shown", |screen| {
        !pty::screen_text(screen).contains("StatQuest")
    });
    app.play("j<enter>j");
    shows(&mut app, "Visual intro to Transformers");
    app.play("o");
    eventually("the browser was called", || record.exists());
    let opened = fs::read_to_string(&record).expect("what the browser was given");
    assert_eq!(opened, "https://www.youtube.com/watch?v=wjZofJX0v4M\n\n");
    shows(&mut app, "Opened https://www.youtube.com");

    // Undo the skip, then tick here.
    app.play("u");
    shows(&mut app, "Undone: Seeing Theory");
    app.play("<space>");
    shows(&mut app, "Done: Visual intro to Transformers");
    let before = app.screen_text();
    app.play("q");
    let ended = app.wait_exit();
    ended.assert_code(0).assert_given_back();

    // Everything is as it was left, but for the line that told of the last change.
    let mut app = learner(ended.home, &browser);
    let panes = |screen: &str| -> Vec<String> {
        let lines = screen.lines().filter(|line| line.contains('│'));
        lines.take(30).map(str::to_owned).collect()
    };
    app.wait_for("the panes are as they were left", |screen| {
        panes(&pty::screen_text(screen)) == panes(&before)
    });
    app.play("q");
    let ended = app.wait_exit();
    ended.assert_code(0);

    let stats = json(&ended.home, &["stats", "--json"]);
    assert_eq!(stats["goal"]["resources"]["done"], 1);
    assert_eq!(stats["beside_goal"]["resources"]["done"], 3);
    assert_eq!(stats["beside_goal"]["resources"]["skip"], 0);
}

#[test]
fn two_windows_see_each_other() {
    let mut first = app().size(120, 40).start();
    shows(&mut first, "Roadmap");
    // The second window is the command line in the same home.
    let done = first
        .home
        .command()
        .args(["done", "3b1b-linear-algebra"])
        .output()
        .expect("the program runs");
    assert!(done.status.success());
    shows(&mut first, "Brought in what was ticked elsewhere.");
    shows(&mut first, "✓ 3Blue1Brown");
    first.play("q");
    first.wait_exit().assert_code(0);
}

#[test]
fn two_screens_side_by_side_keep_every_tick_of_both() {
    support::pair::tick_side_by_side();
}

#[test]
fn a_light_terminal_gets_the_light_theme() {
    let ground = |background| {
        let mut app = app()
            .env("COLORTERM", "truecolor")
            .background(background)
            .start();
        app.wait_for("the tree has a ground", |screen| {
            let cell = screen.cell(5, 20);
            cell.is_some_and(|cell| matches!(cell.bgcolor(), vt100::Color::Rgb(..)))
        });
        let screen = app.screen();
        let cell = screen.cell(5, 20).expect("a cell of the tree");
        let vt100::Color::Rgb(red, green, blue) = cell.bgcolor() else {
            panic!("{:?}", cell.bgcolor())
        };
        app.play("q");
        app.wait_exit();
        (u32::from(red) + u32::from(green) + u32::from(blue)) / 3
    };
    let (light, dark) = (ground("rgb:ffff/ffff/ffff"), ground("rgb:0000/0000/0000"));
    assert!(light > 180 && dark < 80, "light {light}, dark {dark}");
}

#[test]
fn without_colours_the_cursor_row_is_still_told_apart() {
    let mut app = app().env("NO_COLOR", "1").start();
    shows(&mut app, "Roadmap");
    let screen = app.screen();
    let row = (0..24)
        .find(|row| {
            screen
                .cell(*row, 1)
                .is_some_and(|cell| cell.contents() == "›")
        })
        .expect("a cursor row");
    let cell = screen.cell(row, 4).expect("a cell of the cursor row");
    assert!(cell.inverse(), "the cursor row is reversed");
    for row in 0..24 {
        for column in 0..80 {
            let cell = screen.cell(row, column).expect("a cell");
            assert_eq!(
                (cell.fgcolor(), cell.bgcolor()),
                (vt100::Color::Default, vt100::Color::Default)
            );
        }
    }
    app.play("q");
    app.wait_exit().assert_code(0);
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let home = Home::new();
    let folder = home.data_folder().join("roadbook");
    fs::create_dir_all(&folder).expect("a folder");
    // A file where the folder of journals belongs: no append can succeed.
    fs::write(folder.join("progress"), "in the way").expect("a file");
    let mut app = app().home(home).start();
    shows(&mut app, "Roadmap");
    app.play("jj<space>");
    shows(&mut app, "Not saved");
    app.play("q");
    shows(&mut app, "Quit again to lose them");
    fs::remove_file(folder.join("progress")).expect("the file is removed");
    shows(&mut app, "Saved now.");
    app.play("q");
    let ended = app.wait_exit();
    ended.assert_code(0);
    let stats = json(&ended.home, &["stats", "--json"]);
    assert_eq!(stats["beside_goal"]["resources"]["done"], 1);
}

/// How often a frame was begun.
fn frames(output: &[u8]) -> usize {
    let begin = b"\x1b[?2026h";
    output
        .windows(begin.len())
        .filter(|part| part == begin)
        .count()
}

#[test]
fn a_burst_of_keys_is_few_frames_and_idleness_none() {
    let mut app = app().size(120, 40).start();
    shows(&mut app, "Roadmap");
    app.play("Zg");
    shows(&mut app, "freeCodeCamp - Learn Python");
    app.forget_output();
    app.send(&b"j".repeat(200));
    app.wait_for("the cursor has arrived", |screen| {
        !pty::screen_text(screen).contains("Mathematics for machine learning ")
    });
    app.send(b"?");
    shows(&mut app, "Help");
    let drawn = frames(&app.output());
    assert!(drawn < 100, "{drawn} frames for 201 keys");
    eventually("the frame is whole", || {
        app.output().ends_with(b"\x1b[?2026l")
    });
    app.forget_output();
    // Longer than the second after which the journals are looked at.
    std::thread::sleep(std::time::Duration::from_millis(2500));
    assert_eq!(String::from_utf8_lossy(&app.output()), "");
    app.play("qq");
    app.wait_exit().assert_code(0);
}

#[test]
fn the_last_roadmap_is_opened_again_by_both_shells() {
    let home = Home::new();
    let library = home.data_folder().join("roadbook/roadmaps");
    fs::create_dir_all(&library).expect("a folder");
    let tea = "format: 1\nid: tea\ntitle: Making tea\nstages:\n  - id: leaves\n    title: Leaves\n    topics:\n      - id: green\n        title: Green tea\n        resources:\n          - { id: pan, title: The pan, kind: task }\n";
    fs::write(library.join("tea.yaml"), tea).expect("a file");
    let mut app = app().home(home).arguments(&["--roadmap", "tea"]).start();
    shows(&mut app, "The pan");
    app.play("jj<space>q");
    let ended = app.wait_exit();
    ended.assert_code(0);
    assert_eq!(
        json(&ended.home, &["list", "--json"])["roadmap"]["id"],
        "tea"
    );
    let mut app = pty::app().home(ended.home).start();
    shows(&mut app, "✓ The pan");
    app.play("q");
    app.wait_exit().assert_code(0);
}
