//! Measures the time from starting the program to its first whole frame, beside the smallest ratatui program that draws
//! a list: `cargo bench --bench first_frame`. It prints what it found and judges nothing.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod minimal;

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::Path;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;
/// Pairs of starts that are measured.
const PAIRS: usize = 30;
/// Seconds that a program may be silent before something is wrong with it.
const PATIENCE: i64 = 20;
/// What a terminal is asked, and what this one answers.
const ANSWERS: [(&str, &str); 2] = [
    ("\x1b]11;?", "\x1b]11;rgb:1e1e/1e1e/2e2e\x07"),
    ("\x1b[c", "\x1b[?62;22c"),
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments
        .iter()
        .any(|argument| argument == minimal::ARGUMENT)
    {
        minimal::run().expect("a terminal to draw on");
        return;
    }
    // `cargo bench` asks for measurements; `cargo test --benches` only wants to see it run.
    let pairs = if arguments.iter().any(|argument| argument == "--bench") {
        PAIRS
    } else {
        1
    };
    let home = tempfile::tempdir().expect("a temporary folder");
    let this = std::env::current_exe().expect("this program lies somewhere");
    let roadbook =
        || time_to_first_frame(Path::new(env!("CARGO_BIN_EXE_roadbook")), &[], home.path());
    let minimal = || time_to_first_frame(&this, &[minimal::ARGUMENT], home.path());

    // The first start of each reads the program from the disk; it is not counted.
    roadbook();
    minimal();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for pair in 0..pairs {
        // Side by side and in turns, so that a busy moment of the machine meets both.
        if pair % 2 == 0 {
            ours.push(roadbook());
            theirs.push(minimal());
        } else {
            theirs.push(minimal());
            ours.push(roadbook());
        }
    }
    print("roadbook", &mut ours);
    print("minimal ratatui program", &mut theirs);
    let ratio = median(&ours).as_secs_f64() / median(&theirs).as_secs_f64();
    let later = median(&ours).saturating_sub(median(&theirs));
    println!("ratio of the medians {ratio:.2}, roadbook comes {later:.1?} later");
}

/// Starts a program in a terminal of its own, waits until its last row is drawn, and quits it with `q`.
fn time_to_first_frame(program: &Path, arguments: &[&str], home: &Path) -> Duration {
    let (mut pty, pts) = pty_process::blocking::open().expect("a pty");
    pty.resize(Size::new(ROWS, COLUMNS)).expect("a size");
    let folder = |name: &str| home.join(name).into_os_string();
    let environment: [(&str, &OsStr); 6] = [
        ("HOME", home.as_os_str()),
        ("ROADBOOK_HOME", &folder("roadbook")),
        ("TERM", OsStr::new("xterm-256color")),
        ("COLORTERM", OsStr::new("truecolor")),
        ("LANG", OsStr::new("en_US.UTF-8")),
        ("TZ", OsStr::new("UTC")),
    ];
    let command = Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(environment);

    let start = Instant::now();
    let mut child = command.spawn(pts).expect("the program starts");
    wait_for_frame(&mut pty);
    let took = start.elapsed();

    pty.write_all(b"q").expect("the terminal takes a key");
    // What it still writes has to be read, or it may wait for ever to give the terminal back.
    while matches!(pty.read(&mut [0; 4096]), Ok(1..)) {}
    let status = child.wait().expect("the program ends");
    assert!(
        status.success(),
        "{} ended with {status}",
        program.display()
    );
    took
}

/// Reads until something stands in the last row of the screen, and answers what the terminal is asked.
fn wait_for_frame(pty: &mut Pty) {
    let size = |count| NonZeroU16::new(count).expect("a screen has cells");
    let mut parser = vt100::Parser::new(size(ROWS), size(COLUMNS), 0);
    let mut unanswered = ANSWERS.to_vec();
    let mut output = Vec::new();
    let mut bytes = [0; 16 * 1024];
    let has_last_row = |screen: &vt100::Screen| {
        let last = screen.rows(0, COLUMNS).last();
        last.is_some_and(|row| !row.trim().is_empty())
    };
    while !(parser.screen().alternate_screen() && has_last_row(parser.screen())) {
        let patience = Timespec {
            tv_sec: PATIENCE,
            tv_nsec: 0,
        };
        let ready = poll(&mut [PollFd::new(&*pty, PollFlags::IN)], Some(&patience))
            .expect("a pty can be polled");
        let screen = || parser.screen().contents();
        assert!(
            ready == 1,
            "no frame after {PATIENCE} seconds; the screen:\n{}",
            screen()
        );
        let count = pty.read(&mut bytes).unwrap_or(0);
        assert!(
            count > 0,
            "the program ended without a frame; the screen:\n{}",
            screen()
        );
        parser.process(&bytes[..count]);
        output.extend_from_slice(&bytes[..count]);
        unanswered.retain(|(question, answer)| {
            let asked = output
                .windows(question.len())
                .any(|part| part == question.as_bytes());
            if asked {
                pty.write_all(answer.as_bytes())
                    .expect("the terminal answers");
            }
            !asked
        });
    }
}

/// Prints what one program took, and sorts it.
fn print(name: &str, times: &mut [Duration]) {
    times.sort();
    let (starts, middle) = (times.len(), median(times));
    let (fastest, slowest) = (times[0], times[starts - 1]);
    println!("{name}: median {middle:.1?} ({fastest:.1?} to {slowest:.1?}, {starts} starts)");
}

/// Returns the middle of sorted times.
fn median(times: &[Duration]) -> Duration {
    times[times.len() / 2]
}
