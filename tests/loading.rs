//! A large roadmap is read for the first time: the person sees how far it is, and need not wait for it.

mod support;

use std::fmt::Write as _;
use std::fs;

use support::pty::{self, app};
use support::{Home, PROGRAM};

/// Enough to take a while, also where the program is built to be fast.
const RESOURCES: usize = 20_000;

/// Returns a home with a roadmap that was never read.
fn home() -> Home {
    let mut roadmap = String::from(
        "format: 1\nid: big\ntitle: Big\nstages:\n- id: one\n  title: The only stage\n  topics:\n  - id: topic\n    title: A topic\n    resources:\n",
    );
    for number in 0..RESOURCES {
        let _ = write!(
            roadmap,
            "    - id: r{number}\n      title: {{ en: \"Resource {number}\", zh: \"资源 {number}\" }}\n      url: https://example.org/some/path/{number}\n      kind: article\n      note: |\n        What to look at in it, and why it matters for what comes later in this roadmap.\n"
        );
    }
    let home = Home::new();
    let folder = home.data_folder().join("roadbook/roadmaps");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("big.yaml"), roadmap).expect("a roadmap");
    home
}

#[test]
fn the_first_start_shows_what_is_read_and_then_the_screen() {
    let mut app = app().home(home()).arguments(&["--roadmap", "big"]).start();
    app.wait_for_text("Reading big.yaml (")
        .wait_for_text("q or Ctrl-C quits")
        .wait_for_text("%");
    // What is typed meanwhile waits for the screen.
    app.play("?");
    app.wait_for_text("Help")
        .wait_for("nothing of it is left", |screen| {
            !pty::screen_text(screen).contains("Reading")
        });
    app.play("<esc>");
    app.wait_for_text("The only stage");
    app.play("q");
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn nobody_has_to_wait_for_the_first_start() {
    for key in ["q", "<esc>", "<c-c>", "j<c-c>"] {
        let mut app = app().home(home()).arguments(&["--lang", "zh"]).start();
        app.wait_for_text("正在读取 big.yaml（");
        app.play(key);
        app.wait_exit().assert_code(0).assert_given_back();
    }
}

#[test]
fn a_signal_while_reading_gives_the_terminal_back() {
    let mut app = app().home(home()).start();
    app.wait_for_text("Reading big.yaml (");
    app.signal(rustix::process::Signal::TERM);
    app.wait_exit().assert_given_back();
}

#[test]
fn an_error_after_reading_gives_the_terminal_back_first() {
    let mut app = app().home(home()).arguments(&["--roadmap", "none"]).start();
    app.wait_for_text("Reading big.yaml (");
    let ended = app.wait_exit();
    ended.assert_code(2).assert_given_back();
    assert!(ended.text().contains("no roadmap"), "{}", ended.text());
}

#[test]
fn a_command_says_on_one_line_how_far_it_is_and_takes_it_away() {
    let mut app = app()
        .home(home())
        .program(PROGRAM, &["show", "one", "--roadmap", "big"])
        .start();
    app.wait_for_output("Reading big.yaml (".as_bytes());
    let ended = app.wait_exit();
    ended.assert_code(0);
    let left = ended.text();
    assert!(
        left.contains("The only stage") && !left.contains("Reading"),
        "{left}"
    );
}

#[test]
fn where_nobody_looks_nothing_is_drawn() {
    let home = home();
    let output = home
        .command()
        .args(["show", "one", "--roadmap", "big"])
        .output();
    let output = output.expect("the program runs");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(!String::from_utf8_lossy(&output.stdout).contains('\r'));
}
