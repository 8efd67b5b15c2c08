//! The owner of the terminal, driven by a small program of its own: [`driver`], which the other tests run in a
//! terminal. It shows what it was told and does on function keys what the real program does on its own keys.
#![expect(
    clippy::unwrap_used,
    clippy::naive_bytecount,
    reason = "a test fails by panicking and need not be fast"
)]

mod support;

use std::fs;
use std::process::Command;
use std::time::Duration;

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use roadbook::roadmap::url::Link;
use roadbook::text::clean;
use roadbook::text::width::Measure;
use roadbook::tui::canvas::Canvas;
use roadbook::tui::terminal::{Options, TerminalEvent, TerminalOwner};
use rustix::process::Signal;
use support::Home;
use support::pty::{App, Builder, app, left_on};

/// What the screen of the driver shows.
#[derive(Default)]
struct Told {
    background: String,
    typed: String,
    last: String,
    note: String,
    /// Whether the rest of the screen is filled with letters.
    filled: bool,
}

#[test]
#[ignore = "the program that the other tests of this file run in a terminal"]
fn driver() {
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever runs all ignored tests keeps their terminal"
    )]
    if std::env::var_os("ROADBOOK_TEST_DRIVER").is_none() {
        return;
    }
    let options = Options {
        mouse: true,
        term: Some("xterm".to_owned()),
        crash_folder: std::env::temp_dir(),
    };
    let mut owner = TerminalOwner::open(options).unwrap();
    let background = owner.ask_background(Duration::from_millis(100)).unwrap();
    let mut told = Told {
        background: format!("{background:?}"),
        ..Told::default()
    };
    loop {
        let paint = |canvas: &mut Canvas<'_>| {
            told.draw(canvas);
            None
        };
        owner.draw(Measure::Narrow, paint).unwrap();
        let mut next = owner.next_event(None).unwrap();
        while let Some(event) = next {
            told.last = describe(&event);
            if let TerminalEvent::Key(key) = event {
                if key.code == KeyCode::F(12) {
                    return;
                }
                told.press(key.code, &mut owner);
            }
            next = owner.next_event(Some(Duration::ZERO)).unwrap();
        }
    }
}

impl Told {
    fn draw(&self, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let Rect { width, height, .. } = area;
        let rows = [
            format!("{width}x{height} {}", self.background),
            format!("typed {}.", self.typed),
            format!("last {}.", self.last),
            format!("note {}.", self.note),
        ];
        let fill = if self.filled { "x" } else { " " }.repeat(usize::from(width));
        for y in 0..height {
            let row = rows.get(usize::from(y)).map_or("", String::as_str);
            let style = if y == 0 {
                Style::new().bold().fg(Color::Red)
            } else {
                Style::new()
            };
            let text = clean::piece(&format!("{row}{fill}"));
            canvas.line(area, y).write(text.as_clean(), style);
        }
    }

    fn press(&mut self, code: KeyCode, owner: &mut TerminalOwner) {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "an enum of crossterm: the other keys do nothing"
        )]
        match code {
            KeyCode::F(1) => {
                let script = fs::read_to_string("child.sh").unwrap();
                let status = owner.with_child(|| Command::new("sh").args(["-c", &script]).status());
                self.note = format!("{:?}", status.unwrap().unwrap().code());
            }
            KeyCode::F(2) => {
                let link = Link::parse("https://example.org/").unwrap();
                self.note = format!("{}", owner.copy(&link).is_ok());
            }
            KeyCode::F(3) => {
                let waker = owner.waker();
                std::thread::spawn(move || waker.wake());
            }
            KeyCode::F(4) => self.filled = true,
            KeyCode::F(5) => {
                std::thread::spawn(|| {
                    while !fs::exists("panic").unwrap() {
                        std::thread::sleep(Duration::from_millis(5));
                    }
                    panic!("asked to panic");
                });
            }
            KeyCode::Char(c) => self.typed.push(c),
            _ => {}
        }
    }
}

fn describe(event: &TerminalEvent) -> String {
    match event {
        TerminalEvent::Key(key) => format!("{:?}", key.code),
        TerminalEvent::Mouse(mouse) => format!("{:?} {},{}", mouse.kind, mouse.column, mouse.row),
        TerminalEvent::Paste(text) => format!("paste of {}", text.len()),
        TerminalEvent::Resize(size) => format!("{}x{}", size.width, size.height),
        TerminalEvent::Redraw => "redraw".to_owned(),
        TerminalEvent::Woken => "woken".to_owned(),
    }
}

const DRIVER: [&str; 4] = ["--ignored", "--exact", "driver", "--nocapture"];

fn with_driver(builder: Builder) -> Builder {
    let program = std::env::current_exe().unwrap();
    builder
        .env("ROADBOOK_TEST_DRIVER", "1")
        .program(program.to_str().unwrap(), &DRIVER)
}

fn start(builder: Builder) -> App {
    let mut app = with_driver(builder).start();
    app.wait_for_text("typed");
    app
}

fn quit(mut app: App) {
    app.play("<f12>");
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn the_background_is_known_if_the_terminal_tells() {
    for (builder, expected) in [
        (app(), "Dark"),
        (app().background("rgb:fdfd/f6f6/e3e3"), "Light"),
        (app().background("nonsense"), "Unknown"),
        (app().silent(), "Unknown"),
    ] {
        let mut app = start(builder);
        app.wait_for_text(expected);
        quit(app);
    }
}

#[test]
fn what_is_typed_while_the_terminal_is_asked_is_not_lost() {
    let mut app = with_driver(app().silent()).start();
    app.wait_for_output(b"\x1b]11;?");
    app.send(b"ab\x1b[1")
        .send(b";5Ac")
        .wait_for_text("typed abc.");
    quit(app);
}

#[test]
fn an_answer_that_comes_too_late_is_no_key() {
    let mut app = start(app().silent());
    app.send(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22cx")
        .wait_for_text("typed x.");
    quit(app);
}

#[test]
fn events_arrive_as_they_are_sent() {
    let mut app = start(app());
    app.send(b"\x1b").wait_for_text("last Esc.");
    app.play("<up>").wait_for_text("last Up.");
    app.click(4, 7).wait_for_text("last Up(Left) 4,7.");
    app.paste("one\ntwo").wait_for_text("last paste of 7.");
    app.paste(&"x".repeat(1_000_000))
        .wait_for_text("last paste of 65536.");
    app.resize(60, 20)
        .wait_for_text("60x20")
        .wait_for_text("last 60x20.");
    app.play("<f3>").wait_for_text("last woken.");
    app.play("学é").wait_for_text("typed 学é.");
    quit(app);
}

#[test]
fn a_burst_larger_than_any_buffer_arrives_completely() {
    let mut app = start(app().size(80, 24));
    app.send("j".repeat(20_000).as_bytes())
        .send(b"\x1b[A")
        .wait_for_text("last Up.");
    quit(app);
}

#[test]
fn any_bytes_leave_the_program_alive() {
    let mut app = start(app());
    let mut number = 1_u64;
    let bytes: Vec<u8> = (0..64 * 1024)
        .map(|_| {
            number = number
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            number.to_be_bytes()[0]
        })
        .collect();
    app.send(&bytes);
    // Ends whatever the bytes have begun: a string, a paste, a sequence.
    app.send(b"\x07\x1b\\\x1b[201~")
        .play("<up>")
        .wait_for_text("last Up.");
    quit(app);
}

#[test]
fn an_address_is_copied() {
    let mut app = start(app());
    app.play("<f2>")
        .wait_for_output(b"\x1b]52;c;aHR0cHM6Ly9leGFtcGxlLm9yZy8=")
        .wait_for_text("note true.");
    quit(app);
}

fn child(script: &str) -> App {
    let app = start(app());
    fs::write(app.home.path().join("child.sh"), script).unwrap();
    app
}

#[test]
fn a_child_has_the_terminal_as_it_was() {
    let mut app = child("stty -a > modes; printf 'child says hello'; read line; exit 3");
    app.play("<f1>").wait_for_text("child says hello");
    assert_eq!(&app.modes(), app.modes_before());
    assert_eq!(left_on(&app.screen()), Vec::<&str>::new());
    app.play("<enter>")
        .wait_for_text("note Some(3).")
        .wait_for_text("last redraw.");
    assert_eq!(left_on(&app.screen()).len(), 5);
    assert!(!app.screen_text().contains("child says hello"));
    quit(app);
}

#[test]
fn a_child_that_leaves_everything_switched_on_does_no_harm() {
    let mut app =
        child("stty raw -echo; printf '\\033[?1003h\\033[?1004h\\033[?1h\\033[31;7m'; exit 0");
    app.play("<f1>").wait_for_text("note Some(0).");
    app.play("<f12>");
    let ended = app.wait_exit();
    ended.assert_code(0).assert_given_back();
}

#[test]
fn control_c_is_the_childs_alone() {
    let mut app = child("trap 'exit 9' INT; printf 'child waits'; while :; do sleep 1; done");
    app.play("<f1>")
        .wait_for_text("child waits")
        .play("<c-c>")
        .wait_for_text("note Some(9).");
    quit(app);
}

#[test]
fn a_signal_while_a_child_runs_gives_the_terminal_back() {
    let mut app = child("stty raw -echo; printf '\\033[?1049hchild\\033[?1000h'; read line");
    app.play("<f1>").wait_for_text("child").signal(Signal::TERM);
    app.wait_exit()
        .assert_signal(Signal::TERM)
        .assert_given_back();
}

#[test]
fn a_panic_while_a_child_runs_gives_the_terminal_back() {
    let mut app =
        child("stty raw -echo; printf '\\033[?1049h\\033[?1000h\\033[31m'; : > panic; read line");
    app.play("<f5><f1>");
    let ended = app.wait_exit();
    ended.assert_code(70).assert_given_back();
    assert!(ended.text().contains("asked to panic"), "{}", ended.text());
}

#[test]
fn a_terminal_that_stands_still_holds_nobody_back() {
    for signal in [Signal::TERM, Signal::HUP] {
        let mut app = start(app().size(1000, 300));
        app.pause_reading()
            .play("<f4>")
            .wait_until_full()
            .signal(signal);
        let ended = app.wait_exit();
        ended.assert_signal(signal).assert_given_back();
        let letters = ended.output.iter().filter(|&&byte| byte == b'x').count();
        assert!(
            (4000..250_000).contains(&letters),
            "the terminal did not stand still: {letters}"
        );
    }
}

#[test]
fn without_colours_emphasis_stays() {
    let mut app = start(app().env("NO_COLOR", "1"));
    assert!(app.screen().cell(0, 0).unwrap().bold());
    app.play("a").wait_for_text("typed a.");
    assert!(app.screen().cell(0, 0).unwrap().bold());
    quit(app);
}

#[test]
fn a_frame_is_one_synchronised_update_and_asks_nothing() {
    let mut app = start(app());
    app.forget_output()
        .play("a")
        .wait_for_text("typed a.")
        .wait_for_output(b"\x1b[?2026l");
    app.resize(50, 10)
        .wait_for_text("50x10")
        .wait_for_output(b"50x10");
    let output = app.output();
    let count = |part: &[u8]| {
        output
            .windows(part.len())
            .filter(|window| *window == part)
            .count()
    };
    assert_eq!(count(b"\x1b[?2026h"), count(b"\x1b[?2026l"));
    for question in [&b"\x1b[6n"[..], b"\x1b[c", b"\x1b[?u", b"\x1b]11;?"] {
        assert_eq!(count(question), 0, "{}", question.escape_ascii());
    }
    quit(app);
}

#[test]
fn a_terminal_that_vanishes_while_a_child_runs_ends_the_program() {
    // Neither a signal nor the loop tells it: the leader of the session takes the signal, and the loop waits.
    let script = "trap : HUP; \"$0\" \"$@\"; echo $? > code.tmp; mv code.tmp code";
    let program = std::env::current_exe().unwrap();
    let mut arguments = vec!["-c", script, program.to_str().unwrap()];
    arguments.extend(DRIVER);
    let mut app = app()
        .env("ROADBOOK_TEST_DRIVER", "1")
        .program("sh", &arguments)
        .start();
    app.wait_for_text("typed");
    fs::write(
        app.home.path().join("child.sh"),
        "trap '' HUP; printf 'child waits'; sleep 10",
    )
    .unwrap();
    app.play("<f1>").wait_for_text("child waits").hang_up();
    let home = std::mem::replace(&mut app.home, Home::new());
    app.wait_exit_after_hang_up();
    assert_eq!(
        fs::read_to_string(home.path().join("code")).unwrap(),
        "129\n"
    );
}
