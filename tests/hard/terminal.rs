//! The terminal is given back: every way to end it in every state, many times; every size; floods, slow lines, noise.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::count::Count;
use crate::support::gallery::{self, SCREENS};
use crate::support::plight::{self, PLIGHTS, Plight, SIGNALS};
use crate::support::pty::{App, app, ready};
use crate::support::{jobs, pair};
use roadbook::lang::Lang;

/// How long a program may last without its terminal.
const GONE: Duration = Duration::from_secs(2);

/// Checks that the program still draws, by making it draw everything anew.
fn is_alive(app: &mut App) {
    app.forget_output()
        .resize(70, 20)
        .wait_for_output(b"\x1b[2J")
        .wait_for_output(b"\x1b[?2026l");
}

#[test]
#[ignore = "some minutes; tests/hard/run"]
fn every_signal_in_every_state_gives_the_terminal_back() {
    let mut count = Count::of("signals in every state");
    for _ in 0..10 {
        for plight in PLIGHTS {
            for signal in SIGNALS {
                let name = format!("{plight:?}, {signal:?}");
                count.run(&name, || plight::end_by_signal(plight, signal));
            }
        }
    }
    for _ in 0..10 {
        for first in [Signal::CONT, Signal::TSTP, Signal::STOP, Signal::WINCH] {
            for plight in [Plight::Idle, Plight::MidFrame, Plight::StandingStill] {
                let name = format!("{plight:?}, {first:?} first");
                let others = [first, Signal::CONT];
                count.run(&name, || plight::end_after_other_signals(plight, &others));
            }
        }
    }
    count.finish(360, "");
}

#[test]
#[ignore = "some minutes; tests/hard/run"]
fn a_signal_at_any_moment_of_the_start_and_the_end_gives_the_terminal_back() {
    let mut count = Count::of("signals while it starts and ends");
    for step in 0..200_u64 {
        for signal in SIGNALS {
            let wait = Duration::from_micros(step * 300);
            count.run(&format!("{signal:?} after {wait:?} of the start"), || {
                let mut app = app().silent().start();
                // Not a wait for something: this is meant to hit the start at different places.
                std::thread::sleep(wait);
                app.signal(signal);
                app.wait_exit().assert_signal(signal).assert_given_back();
            });
        }
    }
    for step in 0..100_u64 {
        let wait = Duration::from_micros(step * 100);
        count.run(&format!("TERM {wait:?} after `q`"), || {
            let mut app = app().start();
            ready(&mut app).play("q");
            std::thread::sleep(wait);
            if !app.has_ended() {
                app.signal(Signal::TERM);
            }
            app.wait_exit().assert_given_back();
        });
    }
    count.finish(900, "");
}

#[test]
#[ignore = "some minutes; tests/hard/run"]
fn a_terminal_that_vanishes_in_any_state_ends_the_program_within_two_seconds() {
    let mut count = Count::of("the terminal vanishes");
    let (mut longest, mut most) = (Duration::ZERO, 0);
    for _ in 0..10 {
        for plight in PLIGHTS {
            for is_leader in [true, false] {
                let name = format!("{plight:?}, told by a signal: {is_leader}");
                let Some(vanished) = count.run(&name, || plight::hang_up(plight, is_leader)) else {
                    continue;
                };
                longest = longest.max(vanished.lasted);
                most = most.max(vanished.ticks);
                if vanished.lasted > GONE {
                    count.fail(&name, &format!("gone after {:?}", vanished.lasted));
                }
                if vanished.ticks >= 50 {
                    count.fail(&name, &format!("{} ticks", vanished.ticks));
                }
            }
        }
    }
    let longest = longest.as_secs_f32();
    count.finish(
        120,
        &format!(", gone after {longest:.1} s at most, with {most} hundredths of a second of the processor"),
    );
}

#[test]
#[ignore = "some minutes; tests/hard/run"]
fn shells_stop_the_program_and_let_it_go_on_again_and_again() {
    let mut count = Count::of("stopped and gone on, below bash, dash and zsh");
    for shell in jobs::shells() {
        for (what, job) in [
            ("by key", jobs::stop_and_go_on as fn(jobs::Kind, u16)),
            ("in the background", jobs::wake_in_the_background),
            ("unnoticed", jobs::go_on_after_a_stop_that_cannot_be_caught),
        ] {
            for _ in 0..20 {
                count.run(&format!("{}, {what}", shell.0), || job(shell, 1));
            }
            count.run(&format!("{}, {what}, 20 times", shell.0), || job(shell, 20));
        }
    }
    count.finish(63, "");
}

#[test]
#[ignore = "some minutes; tests/hard/run"]
fn every_screen_can_be_drawn_and_used_in_every_size_up_to_40_by_40_and_in_the_largest() {
    let mut count = Count::of("sizes of screens");
    for lang in [Lang::En, Lang::Zh] {
        for screen in SCREENS {
            let mut stage = gallery::open(screen, lang);
            let small = (1..=40).flat_map(|width| (1..=40).map(move |height| (width, height)));
            let large = [
                (1, 1000),
                (1000, 1),
                (500, 40),
                (99, 24),
                (100, 24),
                (120, 40),
                (500, 1000),
            ];
            for (width, height) in small.chain(large) {
                count.run(&format!("{screen:?} in {width}x{height}"), || {
                    gallery::visit(&mut stage, width, height);
                });
            }
        }
    }
    count.finish(57_000, "");
}

#[test]
#[ignore = "some minutes; tests/hard/run"]
fn every_screen_in_a_real_terminal_follows_its_size() {
    let mut count = Count::of("sizes of screens in a terminal");
    for (name, keys) in SCREENS {
        for (columns, rows) in [
            (0, 0),
            (1, 1),
            (1, 200),
            (300, 1),
            (2, 2),
            (20, 5),
            (40, 10),
            (80, 24),
            (500, 1000),
        ] {
            count.run(&format!("{name} in {columns}x{rows}"), || {
                let mut app = app().size(100, 30).start();
                ready(&mut app).play(keys);
                app.resize(columns, rows);
                is_alive(&mut app);
                app.signal(Signal::TERM);
                app.wait_exit()
                    .assert_signal(Signal::TERM)
                    .assert_given_back();
            });
        }
    }
    count.finish(162, "");
}

#[test]
#[ignore = "some minutes; tests/hard/run"]
fn a_thousand_sizes_in_five_seconds_end_with_the_last_one() {
    let mut count = Count::of("1,000 sizes in five seconds");
    for (name, keys) in SCREENS {
        count.run(name, || {
            let mut app = app().start();
            ready(&mut app).play(keys);
            for step in 0..1000_u16 {
                app.resize(1 + step * 7 % 200, 1 + step * 3 % 60);
                std::thread::sleep(Duration::from_millis(5));
            }
            is_alive(&mut app);
            app.signal(Signal::TERM);
            app.wait_exit()
                .assert_signal(Signal::TERM)
                .assert_given_back();
        });
    }
    count.finish(18, "");
}

#[test]
#[ignore = "a minute; tests/hard/run"]
fn a_minute_of_noise_ends_in_order_or_not_at_all() {
    let mut count = Count::of("a minute of noise");
    let mut noise = Noise(1);
    let mut bytes = 0;
    let end = Instant::now() + Duration::from_mins(1);
    while Instant::now() < end {
        count.run("noise", || {
            let mut app = app()
                .env("VISUAL", "true")
                .env("BROWSER", "true")
                .size(100, 30)
                .start();
            ready(&mut app);
            // A key that quits comes by sooner or later.
            while Instant::now() < end && !app.has_ended() {
                let chunk = noise.chunk();
                bytes += chunk.len();
                app.send(&chunk);
                std::thread::sleep(Duration::from_millis(2));
            }
            if !app.has_ended() {
                app.signal(Signal::TERM);
            }
            let ended = app.wait_exit();
            ended.assert_given_back();
            // What comes after the key that quits may be a key of the terminal itself, which ends programs.
            let signal = std::os::unix::process::ExitStatusExt::signal(&ended.status);
            let signals = [Signal::TERM, Signal::INT, Signal::QUIT].map(Signal::as_raw);
            assert!(
                ended.status.success() || signal.is_some_and(|signal| signals.contains(&signal)),
                "{:?}\n{}",
                ended.status,
                ended.text()
            );
        });
    }
    count.finish(10, &format!(", {bytes} bytes"));
}

/// Numbers that are the same every time.
struct Noise(u64);

impl Noise {
    fn number(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }

    /// Returns bytes at random, or keys and the beginnings of sequences: what is only random seldom means anything.
    fn chunk(&mut self) -> Vec<u8> {
        const PIECES: [&[u8]; 20] = [
            b"\x1b[A",
            b"\x1b[B",
            b"\x1b[<0;",
            b"12;7M",
            b"\x1b[200~",
            b"\x1b[201~",
            b"\x1b",
            b"\r",
            b"\x1b]11;",
            b"\x07",
            b"\x1bP",
            b"\x1b\\",
            b"\t",
            b"j",
            b"/",
            b":",
            b"Z",
            b"m",
            b" ",
            "\u{5b66}".as_bytes(),
        ];
        let length = 1 + self.number(64);
        let is_random = self.number(2) == 0;
        let mut bytes = Vec::new();
        for _ in 0..length {
            if is_random {
                bytes.push(u8::try_from(self.number(256)).expect("a byte"));
            } else {
                bytes.extend_from_slice(PIECES[self.number(PIECES.len())]);
            }
        }
        bytes
    }
}

#[test]
#[ignore = "a minute; tests/hard/run"]
fn a_held_key_on_a_line_of_960_bytes_a_second_is_not_followed_by_a_flood() {
    let mut count = Count::of("keys held down at 960 bytes a second");
    for key in ["j", "<down>", "<pgdn>", "]"] {
        count.run(key, || {
            let mut app = app().start();
            ready(&mut app).play("Zg");
            app.wait_for_text("freeCodeCamp - Learn Python");
            app.pace(960).forget_output();
            let mut line = Duration::ZERO;
            // Ten seconds of a key that repeats thirty times a second.
            for _ in 0..300 {
                app.play(key);
                std::thread::sleep(Duration::from_millis(33));
                line += Duration::from_millis(33);
            }
            app.pace(0).play("?").wait_for_text("Help");
            // What the line takes in that time, what waits in the device, and two frames. A frame a key would be ten
            // times as much.
            let written = app.output().len();
            assert!(written < 40_000, "{written} bytes in {line:?}");
            app.play("qq");
            app.wait_exit().assert_code(0).assert_given_back();
        });
    }
    count.finish(4, "");
}

#[test]
#[ignore = "a minute; tests/hard/run"]
fn two_screens_side_by_side_keep_every_tick_of_both() {
    let mut count = Count::of("two screens side by side");
    for _ in 0..5 {
        count.run("two screens", pair::tick_side_by_side);
    }
    count.finish(5, "");
}
