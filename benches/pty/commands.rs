//! Commands and cold starts.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Subjects;
use crate::home::{Home, Size, short};
use crate::report::{Column, memory, ratio};
use crate::session::{Program, Session};

/// Resources of the roadmap that the cold starts are about.
const RESOURCES: usize = 1_000;

/// Measures commands beside the start of a program that does nothing.
pub(crate) fn measure(subjects: &Subjects, size: Size, is_quick: bool) -> Column {
    let home = Home::new(size);
    let run = |program: &std::ffi::OsStr, arguments: &[&str]| {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .env("HOME", home.path())
            .env("ROADBOOK_HOME", home.path().join("roadbook"))
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let start = Instant::now();
        let status = command.status().expect("the program starts");
        let took = start.elapsed();
        assert!(status.success(), "{arguments:?} ended with {status}");
        took
    };
    let [first, second] = [0, 1].map(|number| size.resource(number));
    let commands: [(&'static str, &[&str]); 3] = [
        ("list --status doing ÷ true", &["list", "--status", "doing"]),
        ("next ÷ true", &["next"]),
        ("done ID ÷ true", &["done", &first]),
    ];
    run(subjects.roadbook.as_os_str(), &["doing", &second]);
    let times = match (is_quick, size.is_large()) {
        (true, _) => 1,
        (false, true) => 3,
        (false, false) => 11,
    };
    let mut figures = Vec::new();
    for (name, arguments) in commands {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..times {
            if arguments[0] == "done" {
                run(subjects.roadbook.as_os_str(), &["todo", &first]);
            }
            ours.push(run(subjects.roadbook.as_os_str(), arguments));
            theirs.push(run("/bin/true".as_ref(), &[]));
        }
        figures.push((name, ratio(&ours, &theirs)));
    }
    Column {
        title: size.name(),
        figures,
    }
}

/// Measures the start of the screen with a journal of that many records, beside one without.
pub(crate) fn cold_start(subjects: &Subjects, records: usize, is_quick: bool) -> Column {
    let size = Size::Resources(RESOURCES);
    let homes = [
        Home::new(size).with_journal(records, RESOURCES),
        Home::new(size),
    ];
    let programs = [&homes[0], &homes[1]]
        .map(|home| Program::new([subjects.roadbook.as_os_str()], home.path()));
    let mut times: [Vec<Duration>; 2] = Default::default();
    let mut most = String::new();
    for round in 0..if is_quick { 1 } else { 4 } {
        for (program, times) in programs.iter().zip(&mut times).rev() {
            let (session, took) = Session::start(program);
            most = memory(&session);
            // The first start reads the journal from the disk and is not counted.
            if round > 0 || is_quick {
                times.push(took);
            }
            session.quit("q");
        }
    }
    let [with, without] = &times;
    Column {
        title: format!("{} records", short(records)),
        figures: vec![
            ("first frame ÷ no journal", ratio(with, without)),
            ("peak memory", most),
        ],
    }
}
